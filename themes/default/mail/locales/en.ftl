### Mails, in English.

## Every mail
mail-hello = Hello { $name },
mail-hello-nobody = Hello,
mail-button-help = If the button does not work, copy this address into your browser:
mail-sent-by = Sent by { $shop }
mail-sign-in = Sign in
mail-new-password = Choose a new password
mail-not-you = If it was you, all is well. If not, choose a new password at once and get in touch with { $shop }.
mail-when = When
mail-device = Device
mail-network-address = Network address
mail-company = Company
mail-person = Name
mail-email = E-mail address

## Invitation
mail-identity-invitation-subject = { $inviter } invites you to { $shop }
mail-identity-invitation-company = At { $shop } you will act for { $company }, in the role “{ $role }”. Accept, and you can begin at once.
mail-identity-invitation-staff = You will belong to the team of { $shop }, in the role “{ $role }”. Accept, and you can begin at once.
mail-identity-invitation-accept = Accept the invitation
mail-identity-invitation-until = The invitation is good until { $until }. If you do not want it, you need do nothing.

## Registration
mail-identity-verify-email-subject = Confirm your e-mail address
mail-identity-verify-email-text = You are registering at { $shop }. Confirm that this address is yours, and the registration goes on.
mail-identity-verify-email-confirm = Confirm the address
mail-identity-verify-email-until = The link is good until { $until }. If it was not you who registered, you need do nothing: without your confirmation nothing comes of it.
mail-identity-registration-received-subject = We have received your registration
mail-identity-registration-received-company = Thank you for registering { $company } at { $shop }.
mail-identity-registration-received-person = Thank you for registering at { $shop }.
mail-identity-registration-received-next = Somebody of our team looks at it now. You get the answer at this address and need do nothing until then.
mail-identity-registration-approved-subject = Welcome to { $shop }
mail-identity-registration-approved-company = The registration of { $company } is approved. Sign in with this e-mail address and your password, and see your prices.
mail-identity-registration-approved-person = Your registration is approved. Sign in with this e-mail address and your password.
mail-identity-registration-rejected-subject = About your registration at { $shop }
mail-identity-registration-rejected-company = Thank you for registering { $company }. We have looked at it and cannot open an account.
mail-identity-registration-rejected-person = Thank you for registering. We have looked at it and cannot open an account.
mail-identity-registration-rejected-next = If you think that this is a mistake, please talk to us at { $shop }.
mail-identity-account-exists-subject = You already have an account
mail-identity-account-exists-text = Somebody, probably you, tried to register at { $shop } with this e-mail address. It already has an account: sign in, or choose a new password there if you no longer know yours.
mail-identity-account-exists-not-you = If it was not you, you need do nothing: nothing was changed.
mail-identity-new-registration-subject = New registration: { $applicant }
mail-identity-new-registration-text = A registration at { $shop } waits for a decision.
mail-identity-new-registration-look = Look at the registration

## Account
mail-identity-password-reset-subject = Choose a new password
mail-identity-password-reset-text = Somebody, probably you, asked for a new password at { $shop }.
mail-identity-password-reset-until = The link works once and until { $until }. If it was not you who asked, you need do nothing: your password stays as it is.
mail-identity-password-changed-subject = Your password was changed
mail-identity-password-changed-text = The password of your account at { $shop } was changed, and your other devices were signed out.
mail-identity-new-sign-in-subject = New sign-in to your account
mail-identity-new-sign-in-text = Somebody signed in to your account at { $shop } from a device that we have not seen before.
mail-identity-new-sign-in-not-you = If it was you, all is well. If not, end that session and choose a new password.
mail-identity-new-sign-in-check = Check your sessions
mail-identity-email-confirmation-subject = Confirm your e-mail address
mail-identity-email-confirmation-text = You use the address { $email } for your account at { $shop }, or want to. Confirm that it is yours.
mail-identity-email-confirmation-confirm = Confirm the address
mail-identity-email-confirmation-until = The link is good until { $until }. If it was not you, you need do nothing: your account stays as it is.
mail-identity-email-changed-subject = Your e-mail address was changed
mail-identity-email-changed-text = Your account at { $shop } now uses the address { $email }. Mails do not come here any more.
mail-identity-email-changed-not-you = If it was not you who changed it, please get in touch with { $shop } at once.
mail-identity-second-factor-added-subject = A second factor guards your account
mail-identity-second-factor-added-text = Signing in to your account at { $shop } now also asks for a code from your authenticator.
mail-identity-second-factor-removed-subject = The second factor was removed
mail-identity-second-factor-removed-text = Signing in to your account at { $shop } no longer asks for a code.
mail-identity-passkey-added-subject = A passkey was added
mail-identity-passkey-added-text = The passkey “{ $passkey }” can now sign in to your account at { $shop }.
mail-identity-passkey-removed-subject = A passkey was removed
mail-identity-passkey-removed-text = A passkey of your account at { $shop } was removed and can no longer sign in.
mail-identity-recovery-codes-renewed-subject = Your recovery codes are new
mail-identity-recovery-codes-renewed-text = The recovery codes of your account at { $shop } were made anew. The old ones open nothing any more.

## Approvals
mail-approvals-order = Order
mail-approvals-buyer = Ordered by
mail-approvals-sum = Net
mail-approvals-cost-centre = Cost centre
mail-approvals-budget = Budget
mail-approvals-amount = Amount
mail-approvals-look = Look at the order
mail-approvals-asked-subject = Order { $number } waits for you
mail-approvals-asked-text = An order at { $shop } waits for your approval.
mail-approvals-reminder-subject = Order { $number } still waits for you
mail-approvals-reminder-text = An order at { $shop } still waits for your approval. Until you decide, nothing is delivered.
mail-approvals-approved-subject = Your order { $number } is approved
mail-approvals-approved-text = { $by } has approved your order { $number } at { $shop }. It goes on now.
mail-approvals-rejected-subject = Your order { $number } is rejected
mail-approvals-rejected-text = { $by } has rejected your order { $number } at { $shop }. It has ended, and nothing is delivered.
mail-approvals-budget-exceeded-subject = The budget “{ $budget }” is used up
mail-approvals-budget-exceeded-text = An order at { $shop } went beyond a budget that you look after. It was placed all the same, as the budget says.
