### English. The other languages fall back to it, so every message stands here.

## Frame
language = Language
skip-to-content = Skip to the content
nav-main = Main
nav-products = Products
nav-quick-order = Quick order
nav-orders = Orders
nav-cart = Cart
nav-admin = Administration
cart-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
 }
search-label = Search products
search-placeholder = Name or SKU
search-button = Search
crumbs = You are here
offline = The server cannot be reached. Check the connection and try again; nothing was saved.
apply = Apply
sort = Sort by
state = State
none = None given
optional = optional
try-again = Try again
request-id = Request

## Dates
date = { $day } { $month } { $year }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

## Sign in
sign-in = Sign in
sign-out = Sign out
sign-in-title = Sign in
sign-in-help = No account yet? Ask { $shop } for an invitation.
sign-in-failed = E-mail address or password do not match. Check both and try again.
sign-in-email-missing = Enter your e-mail address.
sign-in-password-missing = Enter your password.
signed-out = You are signed out.
email = E-mail address
password = Password

## Products
products-title = Products
products-count = { $count ->
    [one] { $count } product
   *[other] { $count } products
 }
products-found = { $count ->
    [0] No product matches “{ $q }”
    [one] { $count } product matches “{ $q }”
   *[other] { $count } products match “{ $q }”
 }
products-none = No products here yet
products-none-help = The shop has not put anything into this part of its range.
products-none-found = Nothing found for “{ $q }”
products-none-found-help = Check the spelling, try the SKU or fewer words.
products-show-all = Show all products
products-most-words = Nothing has all of these words; these products have most of them.
did-you-mean = Did you mean
facet-let-go = Let go of
facets-let-go = Clear all filters
not-sorted-unseen = Prices are shown after signing in, so the list is sorted by how well it fits.
not-sorted-too-many = Too many products to sort by price. Narrow the list, and it will be sorted.
categories = Categories
categories-all = All categories
category = Category
sort-sku = SKU, rising
sort--sku = SKU, falling
sort-name = Name, A to Z
sort--name = Name, Z to A
sort-newest = Newest first
sort-relevance = Best match first
sort-price = Price, rising
sort--price = Price, falling
col-picture = Picture
col-sku = SKU
col-product = Product
col-stock = Availability
col-net-price = Price
col-order = Order
add = Add
add-to-cart = Add to cart
added-to-cart = { $quantity } of { $name } added to the cart.
to-cart = Open the cart
added = { $quantity } added
unit-of = Unit of { $sku }
packed = { $holds } each, { $all } in all
quantity-of = Quantity of { $sku }
quantity-invalid = Enter a quantity as a number, such as 10 or 2.5.
quantity-not-positive = Enter a quantity above zero.
price-none = On request
price-none-guest = Prices are shown to customers who have signed in.
price-none-help = There is no price for your company yet. Ask the shop for one.
per = per { $quantity }
per-unit = per { $unit }
tier-from = { $price } from { $quantity }
why-price = Why this price
why-date = On the day
why-ask = Explain
why-for = For { $quantity }, on { $day }
date-invalid = Choose a day, such as 2026-12-31.
tiers = Prices by quantity
col-from-quantity = From
tax-mode-net = plus tax
tax-mode-gross = tax included
tax-mode-net-rate = plus { $rate }% tax
tax-mode-gross-rate = { $rate }% tax included
tile-label = No photo yet; SKU { $sku }
description = Description
attributes = Details
unit = Unit
weight = Weight
packagings = Packaging
holds = Holds
size = Size
code-barcode = Barcode
code-manufacturer = Maker’s number
code-supplier = Supplier’s number
code-customer = Your own code
documents = Documents
document-data_sheet = Data sheet
document-safety_sheet = Safety data sheet
document-certificate = Certificate
document-manual = Manual
document-drawing = Drawing
document-other = Document
no-longer-sold = This product is no longer sold. It is replaced by
variants = Variants
kit-parts = In this kit
related = Goes with it
relation-accessory = Accessory
relation-replacement = Replacement
relation-spare_part = Spare part
relation-cross_sell = Often bought with it
variants-count = { $count ->
    [one] { $count } variant
   *[other] { $count } variants
}
availability-in_stock = In stock
availability-low = Low stock
availability-out_of_stock = Out of stock
availability-not_tracked = Available
availability-in_stock-quantity = { $quantity } in stock
availability-low-quantity = Only { $quantity } left
availability-out_of_stock-quantity = Out of stock
availability-not_tracked-quantity = Available
availability-in_stock-more = More than { $quantity } in stock
availability-low-more = More than { $quantity } left
availability-backorder = Can be ordered; what is missing follows when it comes in.
waits = Part of this follows when it comes in.
waits-on = Part of this follows; it is expected on { $on }.
waits-quantity = { $quantity } of this follow when they come in.
waits-quantity-on = { $quantity } of this follow; they are expected on { $on }.
expected-on = Expected on { $on }
expected-quantity = { $quantity } expected on { $on }
expected-more = More than { $quantity } expected on { $on }

## Lists
pager = Pages
pager-previous = Previous
pager-next = Next
pager-page = Page
pager-range = { $first }–{ $last } of { $total }

## Quick order
quick-order-title = Quick order
quick-order-help = Paste a list or type codes: ours, the maker's, your own, or barcodes. We check them before anything goes into the cart.
quick-order-paste = Codes and quantities
quick-order-more = More rows
quick-order-example = BF-M8-040-ZN  200
quick-order-format = One row per line: code, quantity, unit. A tab, a semicolon or a blank between them; without a quantity it is one.
quick-order-file = Read a file (CSV, XLSX)
quick-order-look = Check the rows
quick-order-code = Code
quick-order-code-of = Code in row { $row }
quick-order-meant = Did you mean:
quick-order-asked = you asked for { $quantity }
quick-order-good = Rows in order
quick-order-refused = Rows to mend
quick-order-mend = Mend or remove the marked rows; then all of them go into the cart.
quick-order-add = { $rows ->
    [one] Add { $rows } row to the cart
   *[other] Add { $rows } rows to the cart
}
quick-order-added = { $rows ->
    [one] { $rows } row added to the cart.
   *[other] { $rows } rows added to the cart.
}
quick-order-none-yet = Rows you check appear here with prices and stock.
quick-order-empty = Enter at least one row.
quick-order-too-many = A page takes at most 500 rows; check the first 500, add them, and go on with the rest.

## Carts
carts-title = All carts
carts-lead = Fill several carts at once, name them, and share one with your colleagues.
carts-none = You have no carts yet.
cart-name = Name
cart-name-help = What it is for, such as a building site or a week.
cart-of-day = Cart of { $day }
cart-is-current = In use
cart-is-shared = Shared
cart-of-colleague = Shared by a colleague
cart-choose = Fill this cart
cart-change = Name or share
cart-discard = Throw away
cart-discard-confirm = The cart and its lines are gone for good.
cart-make = Make a cart
cart-new = New cart
cart-save = Save the cart
cart-share = Share with colleagues
cart-share-help = Everybody of your company who may place orders can fill it and place it.
changed-on = Changed
done-cart-made = A new cart is ready; what you add goes into it.
done-cart-discarded = The cart was thrown away.
done-cart-changed = The cart was changed.
order-again = Order again

## Shopping lists
lists-title = Shopping lists
lists-lead = Keep what you order again and again, and share it with your colleagues. A list stays when its articles are ordered.
lists-none = You have no shopping lists yet. Make one of a quick order or of a cart.
list-of-day = List of { $day }
list-open = Open
list-discard-confirm = The list is gone for good.
list-share-help = Everybody of your company who may place orders can open it and change what is in it.
done-list-discarded = The shopping list was thrown away.
done-list-changed = The shopping list was changed.
done-list-kept = The shopping list was kept.
list-name = Shopping list
list-name-missing = Give the list a name.
list-keep = Save the list
list-make = Save as a shopping list
cart-as-list = Keep these lines as a shopping list

## Cart
cart-title = Cart
cart-empty = Your cart is empty
cart-empty-help = Find products by name or SKU, or add a line by its SKU below.
cart-empty-next = Browse products
cart-update = Update quantities
cart-update-help = Quantity 0 removes a line.
cart-cannot-place = Correct the marked lines to place this order.
cart-to-checkout = Go to checkout
cart-prices-note = Prices and stock are checked again when you place the order.
remove = Remove
removed-from-cart = { $name } removed from the cart.
summary = Summary
quick-title = Add by SKU
quick-sku = SKU
quick-add = Add line
quick-many = Many at once: paste a list or read a file
quick-sku-missing = Enter the SKU of a product.
quick-sku-unknown = There is no product { $sku } in this shop. Check the SKU.
col-item = Item
col-quantity = Quantity
col-unit-price = Unit price
col-tax = Tax
col-gross = Gross
col-net = Net
col-position = No.
total-net = Net total
total-tax = Tax
total-gross = Total
total-weight = Weight

## Checkout
checkout-title = Checkout
checkout-details = Order details
checkout-changed = The total changed from { $before } to { $now } since you last saw it. Check it and place the order again.
checkout-cannot-place = This order cannot be placed yet.
checkout-back = Correct the cart
checkout-update = Update the totals
checkout-shipping = Delivery
checkout-payment = Payment
checkout-codes = Discount codes
checkout-code = Code
checkout-code-apply = Apply code
shipping-free = free of charge
shipping-later = settled later
shipping-parcels = { $count ->
    [one] about { $count } parcel
   *[other] about { $count } parcels
 }
shipping-pallets = { $count ->
    [one] about { $count } pallet
   *[other] about { $count } pallets
 }
payment-days = { $days ->
    [0] due at once
    [one] within { $days } day
   *[other] within { $days } days
 }
cost-centre = Cost centre
cost-centre-help = It appears on our documents.
partial-delivery = Send what is in stock before the rest
partial-delivery-help = Otherwise everything comes in one delivery.
partial-delivery-short = Partial delivery
partial-delivery-no = no, everything at once
delivery-address = Delivery address
address-name = Recipient
address-street = Street and number
address-postal-code = Postal code
address-city = Town
address-country = Country
address-name-missing = Enter who receives the goods.
address-street-missing = Enter street and number.
address-postal_code-missing = Enter the postal code.
address-city-missing = Enter the town.
address-country-missing = Choose the country.
po-number = Your order number
po-number-help = It appears on our documents.
requested-date = Requested delivery date
requested-date-help = We confirm the date with the order.
requested-date-invalid = Choose a delivery date from { $first } on.
note = Note
note-help = For the people who handle your order.
text-too-long = Shorten this to { $longest } characters.
place-order = Place order
place-order-help = Placing the order is binding.

## Orders
orders-title = Orders
orders-count = { $count ->
    [one] { $count } order
   *[other] { $count } orders
 }
orders-search = Number or your order number
orders-state-all = All states
orders-none = No orders yet
orders-none-help = Orders that your company places appear here.
orders-none-found = No order matches
orders-none-found-help = Try another number or show all states.
orders-show-all = Show all orders
sort-placed_at = Oldest first
sort--placed_at = Newest first
sort-number = Number, rising
sort--number = Number, falling
col-order-number = Order
col-date = Date
col-lines = Lines
order-title = Order { $number }
order-lines = Order lines
order-placed-title = Order { $number } is placed
order-placed-next = We check it and confirm it to { $email }.
order-placed-open = Open the order
order-placed-continue = Browse products
order-company = Company
order-placed-by = Placed by
order-on-behalf = on your behalf
order-placed-at = Placed on
order-history = History
order-state-awaiting_approval = Awaiting approval
order-state-on_hold = On hold
order-state-placed = Placed
order-state-confirmed = Confirmed
order-state-cancelled = Cancelled
order-state-help-awaiting_approval = Somebody of your company has to approve this order before it goes on.
order-state-help-on_hold = The shop has stopped this order until something is settled.
order-state-help-placed = The shop has your order and will confirm it.
order-state-help-confirmed = The shop has confirmed this order.
order-state-help-cancelled = This order was cancelled; nothing will be delivered.
order-event-approved = Approved
order-event-held = Put on hold
order-event-resumed = Goes on
order-event-placed = Placed
order-event-confirmed = Confirmed
order-event-cancelled = Cancelled

## Problems
not-found-title = There is nothing here
not-found-help = The address may be mistyped, or the page belongs to another company.
nobody-title = No shop under this address
nobody-help = Check the address in the browser, or ask whoever gave it to you.
problem-title = This did not work
problem-detail = The fault is on our side and has been recorded. Try again in a moment.
problem-busy-title = The shop is busy
problem-busy-detail = Too many requests arrived at once. Try again in a moment.
problem-suspended-title = This shop is closed for the time being
problem-suspended-detail = The shop has been suspended. Nothing is lost; please come back later.
problem-forbidden-title = You may not do this
problem-forbidden-detail = Your role does not include it. Ask your company's administrator.
problem-form-expired = The form had expired, so nothing was changed. Check it and send it again.
problem-orders-totals_changed = The total changed while you were looking. Check it and place the order again.
problem-orders-cart_empty = The cart is empty.
problem-orders-insufficient_stock = There is not enough in stock.

## Units
unit-pcs = pcs
unit-pc = pcs
unit-piece = pcs
unit-pair = pair
unit-set = set
unit-pack = pack
unit-box = box
unit-carton = carton
unit-pallet = pallet
unit-roll = roll
unit-bag = bag
unit-bottle = bottle
unit-kg = kg
unit-g = g
unit-m = m
unit-cm = cm
unit-mm = mm
unit-m2 = m²
unit-m3 = m³
unit-l = l
unit-ml = ml
unit-h = h
unit-hour = h
unit-day = day
unit-service = service

## Countries
country-AT = Austria
country-BE = Belgium
country-BG = Bulgaria
country-CH = Switzerland
country-CY = Cyprus
country-CZ = Czechia
country-DE = Germany
country-DK = Denmark
country-EE = Estonia
country-ES = Spain
country-FI = Finland
country-FR = France
country-GB = United Kingdom
country-GR = Greece
country-HR = Croatia
country-HU = Hungary
country-IE = Ireland
country-IT = Italy
country-LT = Lithuania
country-LU = Luxembourg
country-LV = Latvia
country-MT = Malta
country-NL = Netherlands
country-NO = Norway
country-PL = Poland
country-PT = Portugal
country-RO = Romania
country-SE = Sweden
country-SI = Slovenia
country-SK = Slovakia
country-SM = San Marino
country-UA = Ukraine

## Account
actions = Actions
account-title = My account
account-profile = Profile
account-profile-lead = How the shop addresses you, and how you sign in.
account-security = Security
account-security-lead = A second factor keeps others out even when they know your password.
account-devices = Devices
account-devices-lead = Where you are signed in. Sign out wherever you do not recognise the device.
account-tokens = API tokens
account-tokens-lead = Programs act in your role with a token. Whoever holds it can do what you can.
account-personas = For whom you act
account-personas-lead = You may belong to several companies or hold several roles. Prices, orders and rights are those of the one you act in.
account-about = About you
person-name = Name
mail-language = Language of mails
language-unsaid = As the shop
language-en = English
language-pl = Polski
language-it = Italiano
save-profile = Save profile
account-email = E-mail address
account-email-help = You sign in with it. A new one counts once you answer the mail that we send there.
email-confirmed = This address is confirmed.
email-unconfirmed = This address is not confirmed yet.
change-email = Change address
present-password = Present password
account-confirmation = Confirm your address
account-confirmation-help = We send a mail with a link that is good for two days.
resend-confirmation = Send the mail
account-password = Password
account-password-help = Changing it signs you out everywhere else and ends your API tokens.
account-no-password = You sign in through an outside account and have no password here.
new-password = New password
new-password-help = At least ten characters. A few words in a row are good.
change-password = Change password
account-codes = One-time codes
account-codes-help = An authenticator app shows a new code every 30 seconds. We ask for it after the password.
set-up-codes = Set up codes
remove-codes = Turn codes off
codes-are-on = One-time codes are on.
second-factor-required = Your firm asks its staff for a second factor. Until you set one up, nothing else is open to you.
codes-setup = Set up your app
codes-setup-help = Scan the picture with your authenticator app, or type the key below it. Then enter the code that the app shows.
codes-picture = A code for your authenticator app; the key below says the same.
one-time-code = Code
confirm-codes = Turn codes on
recovery-codes = Recovery codes
recovery-codes-help = Each opens your account once when the app is lost. They are shown only now: print them or keep them in a password manager.
since = Since
account-passkeys = Passkeys
account-passkeys-help = Sign in with your fingerprint, face or device PIN instead of a password. A passkey cannot be phished.
passkey = Passkey
passkeys-none = No passkey yet.
passkey-name = Name of the passkey
passkey-name-help = So that you know it again, such as “Work laptop”.
add-passkey = Add passkey
remove-passkey = Remove passkey
remove-passkey-confirm = It opens your account no more. Your device may still offer it; delete it there, too.
made-on = Made
ends-on = Ends
last-used = Last used
last-seen = Last seen
never = never
account-connections = Outside accounts
connection = Account of
disconnect = Disconnect
disconnect-confirm = You can no longer sign in through it.
device = Device
this-device = this device
signed-in-by = Signed in by
signed-in-on = Since
sign-in-method-password = Password
sign-in-method-passkey = Passkey
sign-in-method-provider = Outside account
sign-in-method-handover = From another shop
sign-in-method-persona = Change of role
sign-out-there = Sign out there
account-other-devices = Everywhere else
account-other-devices-help = Signs you out on every device but this one.
sign-out-everywhere = Sign out everywhere else
token-name = What it is for
token-name-help = So that you know it again, such as “Stock sync”.
token-days = Good for
days-30 = 30 days
days-90 = 90 days
days-180 = 180 days
days-365 = A year
tokens-none = No token yet.
new-token = New token
make-token = Make token
token-made = Copy the token now: it is shown only once.
revoke-token = Revoke token
revoke-token-confirm = Programs that use it stop working at once.
persona-for = Company
persona-role = Role
persona-current = You act in this one
persona-act = Act in this role
account-elsewhere = Other shops
account-elsewhere-help = You are known in these shops, too, and need not sign in anew.
elsewhere-shop = Shop
elsewhere-address = Address
elsewhere-go = Go on there
elsewhere-ready = Go on in the other shop
elsewhere-ready-help = The way is open for one minute and for you alone.
handover-title = Go on in { $shop }
handover-lead = You come from another shop where you are signed in. Press the button only if you asked for this yourself.
handover-go = Sign in to { $shop }
handover-over-title = This way is closed
handover-over = It was used already or is older than a minute. Sign in here instead.
acting-for = You act for { $company }.
end-acting = End now

## Signing in by other ways
stay-signed-in = Stay signed in for 30 days
forgotten-title = Forgotten your password?
forgotten-lead = Enter the address you sign in with. We send a link to choose a new password.
send-reset = Send the link
reset-sent = If { $email } is known here, a mail is on its way. The link in it is good for an hour.
reset-title = Choose a new password
reset-lead = You will be signed out everywhere, and your API tokens end.
set-password = Set password
reset-done = Your new password is set. Sign in with it.
reset-over = This link has been used or is older than an hour. Ask for a new one.
confirm-email-title = Confirm your address
confirm-email-lead = Press the button to confirm that this address is yours.
confirm-email = Confirm address
email-confirmed-now = { $email } is confirmed.
confirm-email-over = This link has been used or is too old. Ask for a new mail on your profile.
second-step-title = One more step
second-step-lead = Enter the code that your authenticator app shows now.
second-step-help = Lost the app? Enter one of your recovery codes.
sign-in-again = Sign in anew
sign-in-passkey = Sign in with a passkey
sign-in-with = Sign in with { $provider }
sign-in-new = New to { $shop }?

## Joining
invitation-title = Your invitation
invitation-lead-buyer = { $inviter } invites you to buy for { $company } at { $tenant }, as { $role }. The invitation is good until { $until }.
invitation-lead-staff = { $inviter } invites you to work at { $tenant }, as { $role }. The invitation is good until { $until }.
invitation-known = { $email } has an account already. Enter its password to accept.
invitation-new = You will sign in with { $email }. Choose a password.
accept-invitation = Accept invitation
invitation-accepted-now = You are in.
invitation-over = This invitation has been used, taken back or is too old. Ask whoever invited you for a new one.
register-title = Register
register = Send registration
register-lead-company = Tell us who you are. We answer by mail.
register-lead-consumer = Tell us who you are and where you live. We answer by mail.
register-as-company = Register a company
register-as-consumer = Register as a private person
register-closed = { $shop } takes no registrations here. Ask for an invitation.
register-permissions = What you need besides
register-permissions-help = The shop decides on each when it lets you in.
register-sent = A mail is on its way to { $email }. Answer it to go on.
confirm-registration-company = { $name } ({ $email }) asks to buy for { $company }.
confirm-registration-consumer = { $name } ({ $email }) asks to buy as a private person.
choose-password = Choose a password
confirm-registration-lead = Press the button to confirm your address and send your registration.
confirm-registration = Confirm registration
registration-approved-now = You are registered. Sign in to begin.
registration-waits = Thank you. The shop looks at your registration and answers by mail.
registration-over = This link has been used or is too old. Register again.

## My company
company-title = My company
company-details = Company and sites
company-people = People
company-people-lead = Who buys for the company, and what they may do.
company-roles = Roles
company-roles-lead = What each role lets people do. Make your own where those of the shop do not fit.
company-access-log = Access by the shop
company-access-log-lead = When members of the shop’s staff acted in your company’s name, and why.
company-code = Customer number
company-above = Part of
company-name = Company name
company-email = E-mail of the company
vat-id = VAT id
address = Address
account-manager = Your account manager
company-data = Change data
company-data-help = Number and VAT id are changed by the shop.
save-company = Save company
company-sites = Divisions and sites
site = Name
site-kind = Kind
site-below = Belongs to
sites-none = No division or site yet.
company-kind-company = Company
company-kind-division = Division
company-kind-site = Site
company-kind-consumer = Private person
new-site = New division or site
add-site = Add site
close-site = Close site
close-site-confirm = Nobody can order for it any more, and its people get in no more. Past orders stay.
reopen-site = Open again
site-closed = closed
person = Person
person-you = you
people-none = Nobody yet.
change-member = Change
member-role = Role
member-role-help = It takes effect with the next click.
change-role = Change role
member-end = End membership
member-end-help = This person gets in for your company no more, from the next click on. Orders they placed stay.
end-membership = End membership
invitations = Invitations
invited = Invited
invitation-open = open until
invitation-accepted = accepted
invitation-revoked = taken back
invitation-expired = expired
resend-invitation = Send again
revoke-invitation = Take back
revoke-invitation-confirm = The link in the mail opens nothing any more.
new-invitation = Invite somebody
new-invitation-help = They get a mail with a link that is good for seven days.
invite = Send invitation
role = Role
role-grants = Lets people
role-members = People
role-of-the-shop = Role of the shop
change-own-role = Change role
delete-role = Delete role
delete-role-confirm = It can be deleted only while nobody holds it.
new-role = New role
new-role-help = You can give only what you may do yourself.
make-role = Make role
save-role = Save role
order-ceiling = Most an order may come to, net, { $currency }
order-ceiling-help = Empty for no limit.
amount-invalid = Enter an amount, such as 500.00.
acted-who = Who
acted-why = Why
acted-when = From
acted-now = now
acted-over = ended
access-log-none = Nobody has acted for your company.

## Done
done-profile-saved = Profile saved.
done-email-change-sent = A mail is on its way to the new address. It counts once you answer it.
done-confirmation-sent = The mail is on its way.
done-password-changed = Password changed. You are signed out everywhere else.
done-codes-removed = One-time codes are off.
done-passkey-removed = Passkey removed.
done-disconnected = Outside account disconnected.
done-session-ended = Signed out there.
done-sessions-ended = Signed out everywhere else.
done-token-revoked = Token revoked.
done-persona-changed = You act in another role now. Prices and orders are those of it.
done-company-saved = Company saved.
done-site-added = Site added.
done-site-closed-now = Site closed.
done-site-opened = Site opened again.
done-role-changed = Role changed.
done-membership-ended = Membership ended.
done-invitation-sent = Invitation sent.
done-invitation-taken-back = Invitation taken back.
done-role-made = Role made.
done-role-saved = Role saved.
done-role-deleted = Role deleted.

## Problems of accounts
problem-identity-wrong_password = That is not your present password.
problem-identity-wrong_code = That code is not right, or was used already. Enter the one the app shows now.
problem-identity-ticket_over = This took too long. Sign in anew.
problem-identity-too_many_attempts = Too many attempts. Wait a while and try again.
problem-identity-password_too_short = Use at least ten characters.
problem-identity-password_too_common = Too many people use this one. Choose another password.
problem-identity-bad_email = Enter an address such as name@firm.example.
problem-identity-password_needed = Sign in with your password to do this.
problem-identity-provider_refused = The other account could not be used to sign in. Try again or use your password.
problem-identity-no_access_yet = You are signed in there, but have no access here yet. Ask for an invitation.
problem-identity-not_connected = This outside account is not connected. Sign in with your password and connect it on your security page.

## Second factor, outside accounts and tokens
second-factor-banner = A second factor is missing. Until you set one up, only your own account is open.
second-factor-set-up = Set it up now
second-factor-needed = Set up a second factor to go on
second-factor-needed-help = Set up one-time codes below: it takes two minutes and an authenticator app on your phone. Or add a passkey, sign out and sign in with it.
go-on = Go on
proof-by-sign-in = Your account has no password, so we ask you to have signed in within the last ten minutes.
sign-in-again-with = Sign in again with { $provider }
recovery-codes-anew = Recovery codes
recovery-codes-anew-help = Each opens your account once when the app is lost. When few are left or the sheet is gone, make new ones; the old ones stop working.
renew-recovery-codes = Make new codes
recovery-codes-renewed = These are your new codes. The old ones open nothing any more.
account-connections-help = Sign in through an account that you have elsewhere, such as your firm’s.
connected = connected
not-connected = not connected
connect = Connect
connect-provider = Connect an account
connect-provider-help = Once connected, you can sign in here through this account.
go-to-provider = Go on to the sign-in there
go-to-provider-help = You sign in there and come back here. Nothing is connected before that.
done-connected = Outside account connected.
needs-scripts-new-passkey = Adding a passkey takes a browser with scripts switched on and a secure connection (https).
yes = yes
no = no
token-over = ended
token-may = What it may do
token-may-all = Everything that I may do
token-may-all-help = Then it may always do what you may, and what your role brings later, too.
token-may-missing = Choose at least one thing, or let it do everything that you may.
token-may-nothing = May do nothing any more

device-unknown = Unknown device

## One’s own data
account-data = Your data
account-data-help = A copy of everything that the shop holds of you, as a file for reading and for programs (JSON).
account-data-download = Download your data
account-data-kept = You may ask the shop to erase you. Your name, address and sign-ins then go; orders and the record of who changed what stay without your name, because accounting law asks for them.
first-password = Password
first-password-help = To sign in with a password, too, have a link sent to you and choose one.
email-needs-password = The address can be changed once you have a password here.

## Company, sites and people
own-data = Change your details
own-data-help = Your customer number is given by the shop.
save-details = Save details
change-site = Change
save-site = Save
back-to-sites = Back to company and sites
people-search = Name or e-mail address
people-none-found = Nobody matches. Try fewer words.
more-memberships = Another company
more-memberships-help = Let this person act in another of your companies, too. They choose for which one they act.
add-membership = Add company
other-memberships = Also in
person-self-help = This is you. Another administrator changes your role or ends your membership.
back-to-people = Back to people
acting-for-until = You act for { $company } until { $until }. Reason: { $reason }.
acting-recorded = Everything you do is recorded and shown to them.
acting-over = Your time to act for { $company } was over on { $until }. You are yourself again.
acting-over-read = Understood
done-site-saved = Site saved.
done-membership-added = Company added.

## More problems of accounts
problem-identity-account_closed = The account of this address is closed. Ask the shop.
problem-identity-another_invited = This invitation is for somebody else. Sign out, or sign in as the invited person.
problem-identity-bad_ceiling = Enter an amount above zero, such as 500.00.
problem-identity-bad_field = Check this: it is empty or too long.
problem-identity-bad_passkey = The passkey could not be verified. Try again.
problem-identity-bad_vat_id = This VAT id cannot be right. Check country and digits.
problem-identity-cannot_act = Only staff in their own session can act for a customer.
problem-identity-cannot_change = This cannot be changed.
problem-identity-company_needed = Choose a company.
problem-identity-has_companies_below = Divisions or sites below are still open. Close them first.
problem-identity-invitation_void = Whoever invited you can no longer do so. Ask to be invited again.
problem-identity-membership_ended = This membership has ended. Invite the person again.
problem-identity-membership_exists = This person has this role there already.
problem-identity-more_than_own = You can give only what you may do yourself.
problem-identity-no_passkeys_here = Passkeys need a secure connection (https) and a named address.
problem-identity-no_such_attribute = This field is gone. Load the page again.
problem-identity-no_such_company = This company is not there any more. Load the page again.
problem-identity-no_such_parent = Choose what it belongs to.
problem-identity-no_such_permission = One of the permissions is gone. Load the page again.
problem-identity-no_such_role = Choose a role that you may give here.
problem-identity-not_elsewhere = You are not known in that shop any more.
problem-identity-not_for_oneself = Nobody changes their own membership. Ask another administrator.
problem-identity-not_held = You can give a token only what you may do yourself.
problem-identity-only_way_in = This is the only way into your account. Set a password first, on your profile.
problem-identity-out_of_reach = You would not see this company afterwards. Put it below one of yours.
problem-identity-own_role = You act in this role yourself. Ask another administrator to change it.
problem-identity-parent_archived = What it belongs to is closed. Open that first.
problem-identity-password_too_long = This password is too long. Use fewer characters.
problem-identity-registration_closed = Registering is not open here. Ask for an invitation.
problem-identity-role_built_in = The shop’s roles cannot be changed. Make your own instead.
problem-identity-role_code_taken = There is a role of this name already. Choose another name.
problem-identity-role_held = People hold this role. Give them another one first.
problem-identity-role_named = Open invitations name this role. Take them back first.
problem-identity-session_needed = An API token cannot do this. Sign in.
problem-identity-sign_in_again = You signed in more than ten minutes ago. Sign in again and go on from here.
problem-identity-staff_without_company = Staff belong to no company.
problem-identity-too_deep = There are too many levels. Put it further up.
problem-identity-too_many_passkeys = You have as many passkeys as there can be. Remove one first.
problem-identity-too_often = That was too often. Try again in an hour.
problem-identity-totp_off = One-time codes are not set up. Begin again.
problem-identity-totp_on = One-time codes are on already. Turn them off first to set up another app.
problem-identity-wrong_credentials = The address or the password is wrong, or there is no access here.
problem-identity-wrong_place = This cannot belong there. Choose another place.
problem-attributes-archived_entry = This choice is no longer offered. Choose another one.
problem-attributes-bad_value = This does not fit. Check what you entered.
problem-attributes-empty = Fill this in or leave it out.
problem-attributes-out_of_range = This is outside of what is allowed.
problem-attributes-required = This has to be filled in.
problem-attributes-too_long = This is too long. Shorten it.
problem-attributes-too_many = That is too many. Choose fewer.
problem-attributes-unknown_entry = This choice is not offered. Choose another one.

recovery-codes-left = { $count ->
    [one] { $count } code left
   *[other] { $count } codes left
 }
