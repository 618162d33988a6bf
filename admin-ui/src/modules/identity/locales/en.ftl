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
identity-erased = Person erased.
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
identity-country-help = Two letters, such as PL.
identity-external-id = Id in another system
identity-act-for = Act for this customer
identity-act-for-title = Act for { $name }
identity-act-for-text = You go to the shop and see it as this customer does: prices, orders, carts. The customer sees that you did, and your reason. This desk is closed to you until you stop.
identity-act-for-reason = Reason
identity-act-for-minutes = For how long
identity-act-for-start = Go to the shop
identity-person-choose = Choose a person
identity-territory-add = Add territory
identity-territory-edit = Rename territory
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
identity-placement-end-text = It holds until the end of this day. The past stays as it was.
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
