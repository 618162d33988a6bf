messages-name = Messages
messages-description = E-mails to customers and staff, and the register of what was sent.
messages-permission-register-read = See what was sent to whom
messages-permission-register-retry = Send again what could not be sent
messages-setting-from_address = Address that mails come from, in a domain that the operator has let
messages-setting-from_name = Name that mails come from
messages-setting-reply_to = Address that answers go to

problem-no-such-message = There is no such message.
