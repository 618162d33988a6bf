# Companies.

identity-companies = Companies
identity-companies-search = Search companies
identity-companies-empty-title = No companies yet
identity-companies-empty-text = Import a CSV file with code and name. Each company then gets its price list and its buyers.
identity-import-companies = Import companies
identity-company-active = Active
identity-company-archived = Archived
identity-column-code = Code
identity-column-name = Name
identity-column-vat-id = VAT id
identity-column-city = City
identity-column-country = Country
identity-column-email = E-mail
identity-column-price-list = Price list
identity-column-orders = Orders
identity-show-orders = Show orders
identity-show-price-lists = Price lists
identity-column-state = State

identity-people = People
identity-people-search = Search people
identity-people-none = Nobody yet
identity-people-none-text = Invite your staff, and the buyers of your customers.
identity-person = Person
identity-person-disabled = Shut out
identity-person-disabled-text = The operator has shut this person out of every shop.
identity-audience = Staff or buyers
identity-audience-all = All
identity-audience-staff = Staff
identity-audience-buyer = Buyers
identity-state-all = All
identity-state-active = Active
identity-state-ended = Ended
identity-column-memberships = Memberships
identity-column-last-seen = Last seen
identity-invite = Invite
identity-invite-title = Invite somebody
identity-invite-text = They get a mail with a link that is good for seven days.
identity-invite-send = Send invitation
identity-invited = Invitation sent to { $email }.
identity-name-optional = Name (optional)
identity-role = Role
identity-role-choose = Choose a role
identity-company = Company
identity-company-help = For which company this person buys.
identity-company-pick = Choose one of the companies found.
identity-invitations-caption = Invitations that wait
identity-invitation-open = open
identity-invitation-expired = expired
identity-resend = Send again
identity-revoke = Take back
identity-revoke-title = Take back the invitation of { $email }?
identity-revoke-text = The link in the mail opens nothing any more.
identity-revoked = Invitation of { $email } taken back.
identity-since = Since
identity-actions = Actions
identity-reach = Reach
identity-reach-help = Tick nothing to reach everything. Companies, territories and own customers add up.
identity-reach-all = everything
identity-reach-own-customers = own customers
identity-scope-territories = Territories
identity-scope-warehouses = Warehouses
identity-scope-legal-entities = Legal entities
identity-scope-companies = Companies
identity-scope-companies-help = With all below them.
identity-membership-add = Add membership
identity-membership-change = Change
identity-membership-change-title = Change membership
identity-membership-save = Save membership
identity-membership-saved = Membership saved. It counts from the next click on.
identity-membership-end = End membership
identity-membership-end-title = End { $role } for { $company }?
identity-membership-end-text = This person gets in as that no more, from the next click on. What they did stays.
identity-membership-ended = Membership ended.
identity-explain = Why may they do this?
identity-explain-text = Choose what, and for whom. The answer is what the server itself would decide.
identity-explain-as = Acting as
identity-explain-what = What
identity-explain-choose = Choose a permission
identity-explain-whom = For which company (optional)
identity-explain-yes = Allowed
identity-explain-no = Not allowed
identity-sessions = Signed in
identity-sessions-none = Not signed in anywhere.
identity-sessions-end = Sign out everywhere
identity-sessions-end-title = Sign { $name } out everywhere?
identity-sessions-ended = Signed out everywhere.
identity-method-password = Password
identity-method-passkey = Passkey
identity-method-provider = Outside account
identity-method-handover = From another shop
identity-method-persona = Change of role
identity-data-download = Download personal data
identity-erase = Erase person
identity-erase-title = Erase { $name }?
identity-erase-text = Name and address are replaced everywhere, every access ends, and this cannot be undone. What the law wants kept stays without the name.
identity-erase-reason = Reason, for the audit trail
identity-erase-confirm = Address, to be sure
identity-erase-confirm-help = Type { $email }.
identity-erased = Person erased
identity-roles = Roles
identity-roles-text = Roles that come with Kontor follow the modules you switch on. Copy one to change it.
identity-permission = Permission
identity-role-holds = yes
identity-role-lacks = no
identity-role-add = Add role
identity-role-copy = Copy role
identity-role-who = Who holds it
identity-role-save = Save role
identity-role-saved = Role saved.
identity-role-delete = Delete role
identity-role-delete-title = Delete the role { $name }?
identity-role-delete-text = A role that somebody holds cannot be deleted.
identity-role-deleted = Role deleted.
identity-role-built-in = This role comes with Kontor and follows the modules. Copy it to make your own.
identity-role-code-help = Lower-case letters, digits, - and _. It never changes.
identity-role-ceiling = Most an order may come to, net, { $currency }
identity-role-ceiling-help = Empty for no limit.
identity-registrations = Registrations
identity-registration = Registration
identity-registrations-none = No registrations
identity-registrations-none-text = Open the registration form, and requests arrive here.
identity-registered-at = Asked on
identity-registration-awaiting-decision = To decide
identity-registration-unconfirmed = Mail not answered
identity-registration-approved = Approved
identity-registration-rejected = Rejected
identity-registration-approve = Approve registration
identity-registration-reject = Reject registration
identity-registration-reject-text = { $email } gets a mail with your reason.
identity-registration-reason = Reason
identity-registration-approved-now = Registration approved.
identity-registration-rejected-now = Registration rejected.
identity-registration-suggestions = These may be the same firm: { $companies }.
identity-registration-joins = Joins a company that is known already
identity-registration-code = Customer number of the new company
identity-registration-code-help = Empty for the next free one.
identity-registration-role-help = What they may do for the company.
identity-registration-role-usual = As the form says
identity-registration-wishes = Asks for
identity-registration-decided = Decided
identity-address = Address
identity-note = Note
identity-form = Registration form
identity-form-design = Registration form
identity-form-look = See the form
identity-form-open = Anybody may register
identity-form-kinds = Who may register
identity-form-kind-company = Companies
identity-form-kind-consumer = Private persons
identity-form-approval = Who decides
identity-form-approval-by-staff = A member of staff
identity-form-approval-automatic = Nobody: whoever answers the mail is in
identity-form-role = Role of a company’s people
identity-form-fields = Your own fields
identity-form-fields-help = Custom attributes that buyers see can stand on the form.
identity-form-required = must be given
identity-form-permissions = Permissions that may be asked for
identity-form-permissions-help = Your staff decide on each.
identity-form-save = Save form
identity-form-saved = Form saved.
identity-territories = Territories
identity-channels = Channels
identity-providers = Outside sign-in
identity-never-changes = It never changes.
identity-legal-entity = Legal entity
identity-legal-entity-add = Add legal entity
identity-legal-entity-save = Save legal entity
identity-legal-entity-saved = Legal entity saved.
identity-legal-entities-none = No legal entities
identity-legal-entities-text = Who sells. Orders and documents carry name, address and VAT id, so legal entities are never deleted.
identity-registered-name = Registered name
identity-books-currency = Currency of the books
identity-books-currency-help = Three letters, such as EUR. It never changes.
identity-time-zone = Time zone
identity-time-zone-help = Business dates follow it. Such as Europe/Warsaw.
identity-tax-rounding = Rounding of taxes
identity-tax-rounding-help = How the tax of a document is added up.
identity-tax-rounding-by_line = Line by line
identity-tax-rounding-by_total = Once, on the total
identity-address-name = Name on the address
identity-address-name-help = Empty for the registered name.
identity-address-country = Country of the address
identity-channel = Channel
identity-channel-add = Add channel
identity-channel-save = Save channel
identity-channel-saved = Channel saved.
identity-channels-none = No channels
identity-channels-text = Where you sell: a shop with its currency, languages and colour. Orders belong to channels, so they are never deleted.
identity-channel-seller-help = Who sells in this channel.
identity-currency = Currency
identity-channel-currency-help = What this channel shows and takes, such as EUR.
identity-languages = Languages
identity-languages-help = The first one is for visitors whose language is not among them.
identity-language-usual = usual
identity-theme = Theme
identity-theme-default = Kontor’s own
identity-guests-see-prices = Guests see prices
identity-guests-see-prices-help = Guests are visitors who have not signed in.
identity-hosts = Hosts
identity-hosts-help = The operator of the server gives hosts to channels. Ask there for another one.
identity-hosts-none = None yet: nobody finds this channel.
identity-accent = Accent colour
identity-accent-help = # and six hexadecimal digits, such as #1f4e79.
identity-accent-pick = Choose the accent colour
identity-accent-light = Light pages
identity-accent-dark = Dark pages
identity-accent-sample = Add to cart
identity-accent-sample-link = Show prices
identity-accent-white = white text, contrast { $number } : 1.
identity-accent-ink = ink text, contrast { $number } : 1.
identity-accent-moved = Drawn as { $name }, so that it can be read.
identity-provider = Outside provider
identity-provider-add = Add provider
identity-provider-save = Save provider
identity-provider-saved = Provider saved.
identity-provider-on = On
identity-provider-off = Off
identity-providers-none = Nobody signs in from outside
identity-providers-text = Set up an OpenID Connect provider, such as your firm’s directory, and its people sign in with the account they have.
identity-provider-name-help = What people read on the button.
identity-provider-code-help = Lower-case letters, digits and hyphens. It stands in the redirect address and never changes.
identity-provider-redirect = Redirect address
identity-provider-redirect-help = Register it at the provider as the redirect URI. Where people sign in on other hosts of yours, register the same path on each of them.
identity-provider-issuer = Issuer
identity-provider-issuer-help = The provider’s own address to the letter, such as https://login.example.com. It is asked for its description when you save.
identity-provider-issuer-fixed = It never changes: another issuer is another provider.
identity-provider-client-id = Client id
identity-provider-secret = Client secret
identity-provider-secret-help = It is kept sealed and never shown again.
identity-provider-secret-stays = Never shown. Leave it empty and it stays as it is.
identity-provider-scopes = Scopes
identity-provider-scopes-help = With blanks between. openid is always asked for.
identity-provider-domains = Mail domains
identity-provider-domains-help = One on each line: the domains that this provider answers for. A domain counts once the operator of the server has verified it.
identity-domain-verified = verified
identity-domain-waits = waits for the operator
identity-provider-role = Role at the first sign-in
identity-provider-role-help = What people of a verified domain become who come for the first time.
identity-provider-role-none = None: only known people get in
identity-provider-role-unknown = A role that you do not see
identity-provider-enabled = People may sign in through it
identity-provider-enabled-help = While it is off, its button is not shown and nobody gets in through it.
identity-provider-new-text = Its button stands on the sign-in page as soon as you save.
identity-provider-delete = Delete provider
identity-provider-delete-title = Delete { $name }?
identity-provider-delete-now = Its button goes from the sign-in page, and from now on nobody gets in through it. The client secret is deleted. Who is signed in stays signed in.
identity-provider-delete-people = People who came through it keep their memberships. Who has no password asks for one on the sign-in page.
identity-provider-delete-again = If you set it up again with the same issuer, the same people get in again, and the operator verifies its domains anew.
identity-provider-deleted = Provider deleted.
identity-copy = Copy
identity-copied = Copied.
identity-invitations = { $count ->
    [one] { $count } invitation waits
   *[other] { $count } invitations wait
 }
identity-reach-companies = { $count ->
    [one] { $count } company
   *[other] { $count } companies
 }
identity-reach-territories = { $count ->
    [one] { $count } territory
   *[other] { $count } territories
 }
identity-reach-warehouses = { $count ->
    [one] { $count } warehouse
   *[other] { $count } warehouses
 }
identity-reach-legal-entities = { $count ->
    [one] { $count } legal entity
   *[other] { $count } legal entities
 }
identity-role-members = { $count ->
    [0] nobody
    [one] { $count } person
   *[other] { $count } people
 }
identity-sessions-end-text = { $count ->
    [one] One device is signed out.
   *[other] { $count } devices are signed out.
 }
identity-company-add = Add company
identity-company-add-below = Add division or site
identity-company-edit = Edit company
identity-company-save = Save company
identity-company-saved = Company saved.
identity-company-archive = Archive company
identity-company-archive-title = Archive { $name }?
identity-company-restore = Restore company
identity-company-restore-title = Restore { $name }?
identity-company-restore-text = It may buy again, and its people get in again.
identity-company-restored = Company restored.
identity-show-people = Show people
identity-column-kind = Kind
identity-kind-all = All
identity-kind-company = Company
identity-kind-division = Division
identity-kind-site = Site
identity-kind-consumer = Private person
identity-account-manager = Account manager
identity-inherited = from { $name }
identity-inherit = As the company above
identity-territory = Territory
identity-tree = Companies that belong together
identity-tree-alone = Stands alone.
identity-parent = Belongs to
identity-parent-help = Empty where it stands on its own.
identity-street = Street and number
identity-postal-code = Postal code
identity-external-id = Id in another system
identity-act-for = Act for this customer
identity-act-for-title = Act for { $name }
identity-act-for-text = You go to the shop and see it as this customer does: prices, orders, carts. The customer sees that you did, and your reason. This desk is closed to you until you stop.
identity-act-for-reason = Reason
identity-act-for-minutes = For how long
identity-act-for-start = Go to the shop
identity-person-choose = Choose a person
identity-territory-add = Add territory
identity-territory-edit = Rename or move
identity-territory-save = Save territory
identity-territory-saved = Territory saved.
identity-territory-parent = Within
identity-territory-top = Nothing: at the top
identity-territories-none = No territories yet
identity-territories-text = Draw areas and place companies and staff in them. Memberships can be limited to territories.
identity-place = Place here
identity-place-title = Place in { $name }
identity-placed = Who
identity-placed-on = On
identity-placed-from = From
identity-placed-from-help = Today where nothing is said.
identity-placed-until = Until
identity-placed-now = Placed.
identity-placements-none = Nobody belongs to it on that day.
identity-placement-end = End placement
identity-placement-end-text = It holds until the end of this day. The past stays as it was. Without a day it has no end.
identity-placement-ended = Placement ended.
identity-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
 }
identity-company-archive-text = { $count ->
    [0] It buys no more. Its orders stay.
    [one] It buys no more, and one person gets in no more. Its orders stay.
   *[other] It buys no more, and { $count } people get in no more. Its orders stay.
 }
identity-territory-move-help = It moves with all that stands below it.
identity-territory-archive = Archive territory
identity-territory-archive-title = Archive { $name }?
identity-territory-archive-text = Nobody can be placed in it any more. Its past stays.
identity-territory-not-empty = It is still in use. Move or end these first:
identity-territory-archived = Territory archived.
identity-territory-is-archived = This territory is archived. Restore it to place somebody in it.
identity-territory-restore = Restore territory
identity-territory-restored = Territory restored.
identity-territory-counts = Companies: { $companies }, staff: { $people }
identity-territories-archived = Show archived ({ $count })
identity-placed-day = On a day
identity-placed-ever = Past and future too
identity-placements-never = Nobody was ever placed in it.
identity-placements-of-none = Never placed in a territory.
identity-placements-history = All territories, past and future
identity-placement-open = Leave the end open
identity-placement-opened = Placement has no end now.
identity-place-reach = Placing says who looks after the territory. What somebody sees is set by the reach of their membership.
identity-place-reach-link = Set the reach
identity-looked-after = Who looks after it
identity-looked-after-nowhere = It is in no territory on that day.
identity-looked-after-inherited = as the company above
identity-looked-after-nobody = No staff are placed in this territory or above it.
identity-tokens = API tokens
identity-token = Token
identity-tokens-own = Your own
identity-tokens-all = Everybody’s
identity-tokens-all-none = Nobody has a token.
identity-tokens-none = You have no API tokens
identity-tokens-text = With a token a program acts in your role, up to what you allow it.
identity-token-make = Make token
identity-token-made = Token “{ $name }”
identity-token-once = Copy it now. It is not shown again.
identity-token-kept = I have copied it
identity-token-name-help = What it is for, such as “Stock of the warehouse system”.
identity-token-days = Good for
identity-token-owner = Owner
identity-token-scopes = May
identity-token-some = Only what is ticked
identity-token-everything = All that its owner may
identity-token-everything-help = Whoever has it may do all that you may. Rather tick what the program needs.
identity-token-expires = Ends
identity-token-revoke = Revoke token
identity-token-revoke-title = Revoke “{ $name }”?
identity-token-revoke-text = The program that uses it gets in no more, from now on.
identity-token-revoked = Token { $name } revoked.
identity-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
 }
identity-reassign = Change account manager
identity-reassign-title = { $count ->
    [one] Change the account manager of one company?
   *[other] Change the account manager of { $count } companies?
 }
identity-reassign-text = Whoever is kept to own customers sees them from now on, or no more.
identity-reassign-nobody = Nobody: as the company above
identity-reassigned = { $count ->
    [0] Nothing to change.
    [one] Account manager of one company changed.
   *[other] Account manager of { $count } companies changed.
 }
identity-choose = Choose { $name }
identity-choose-page = Choose all { $count } on this page
identity-choose-none = Choose none
identity-chosen = { $count } chosen
identity-company-archive-below = { $count ->
    [one] Archive the one company below it, too
   *[other] Archive the { $count } companies below it, too
 }
identity-acting = Acting for customers
identity-acting-none = Nobody acts for a customer now
identity-acting-none-text = Whoever may begins it on the page of a company.
identity-acting-companies = Show companies
identity-acting-who = Who
identity-acting-for = For
identity-acting-since = Since
identity-acting-end = End it
identity-acting-end-title = End that { $name } acts for { $company }?
identity-acting-end-text = With the next click they are themselves again. What is in the customer’s cart stays there.
identity-acting-ended = Ended.
identity-what-they-did = What they did
identity-person-saved = Person saved.
identity-erased-text = This is what was held, and what became of it.
identity-erased-what = What
identity-erased-gone = Erased
identity-erased-kept = Kept
identity-erased-why = Why it stays
identity-erased-leave = Back to people
identity-held-person = Name, address, memberships
identity-held-access = Passwords, passkeys, sessions, tokens
identity-held-requests = Invitations and registrations
identity-held-orders = Orders
identity-held-carts = Carts
identity-held-messages = Messages
identity-held-imports = Imports
identity-held-audit = Audit trail
identity-kept-person = Memberships without a name, to which orders and records refer (accounting law).
identity-kept-orders = Orders are documents that accounting law wants kept; the name in them is gone.
identity-kept-audit = Who did what to which thing, by ids only, is the firm’s evidence of its own decisions (GDPR, article 17, paragraph 3, points b and e) and is kept as long as the documents it concerns.
identity-roles-own-text = Companies compose roles of their own; you see them here, and the company changes them.
identity-role-of-company = A role of this company’s own; its people change it:
identity-registrations-open = Open the registration form
identity-address-country-none = The country above

# Groups of customers.

identity-customer-groups = Customer groups
identity-groups-search = Search groups
identity-groups-empty-title = No customer groups yet
identity-groups-empty-text = Form groups such as key accounts or installers, and put companies in them. Price lists can be given to a group.
identity-group-add = Add group
identity-group-new = New customer group
identity-group-added = Customer group added.
identity-group-save = Save
identity-group-saved = Customer group renamed.
identity-group-rename = Rename
identity-group-archive = Archive
identity-group-archived = Customer group archived. It counts nowhere until it is restored.
identity-group-restore = Restore
identity-group-restored = Customer group restored.
identity-group-code-help = Imports name the group by it. It never changes.
identity-groups-change = Change groups
identity-groups-of = Groups of { $name }
identity-groups-of-none = In no group.
identity-groups-of-text = Without groups of its own, a company is in those of the company above it.
identity-groups-saved = Groups saved.
identity-group-remove = Take out of { $name }
identity-group-pick = Add a group
identity-group-pick-help = Type part of the name or the beginning of the code, and choose.

# Taxes of a company, and how prices are shown.

identity-company-tax = Taxes
identity-vat-id-valid = Valid
identity-vat-id-unchecked = Not confirmed
identity-vat-id-confirm = Mark as valid
identity-vat-id-take-back = Take confirmation back
identity-vat-id-confirmed = VAT id marked as valid.
identity-vat-id-unconfirmed = Confirmation taken back.
identity-tax-exemptions = Tax exemptions
identity-tax-exemptions-none = No tax exemptions.
identity-tax-exemption-add = Enter exemption
identity-tax-exemption-added = Tax exemption entered.
identity-tax-exemption-changed = Tax exemption changed.
identity-tax-exemption-end = End today
identity-tax-certificate = Certificate
identity-tax-reason = Reason
identity-tax-reason-help = Printed on documents, followed by the number of the certificate.
identity-tax-classes = Tax classes
identity-tax-classes-all = all
identity-tax-classes-help = Codes with commas between them; leave empty for all classes.
identity-price-display = Prices are shown
identity-price-display-help = What buyers pay is the same either way.
identity-price-display-by_customer = to private persons with tax, to firms without
identity-price-display-net = without tax
identity-price-display-gross = with tax
identity-price-display-as_listed = as the price list has them
