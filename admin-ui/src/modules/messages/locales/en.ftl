# Messages.

messages-title = Messages
messages-register = Send register
messages-message = Message
messages-search = Search messages
messages-none = No message yet
messages-none-text = Every mail that leaves stands here, with what became of it.
messages-to = To
messages-subject = Subject
messages-template = Template
messages-state = State
messages-state-all = All
messages-state-queued = queued
messages-state-sending = being sent
messages-state-sent = sent
messages-state-captured = captured
messages-state-failed = failed, tried again
messages-state-given-up = given up
messages-queued = Queued
messages-sent = Sent
messages-next-try = Next try
messages-attempts = Attempts
messages-text = What it says
messages-retry = Send again
messages-retried = It is queued again.
