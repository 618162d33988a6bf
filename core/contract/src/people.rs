//! What identity offers of people: who belongs to a company and in which role, inviting them, and asking to be let in.
//! Routes and pages share these shapes; everything is told within the tenant and scope of the context.

use async_trait::async_trait;
use kontor_kernel::{
    CompanyId, Currency, InvitationId, LegalEntityId, Locale, MembershipId, Page, PageRequest, RoleId, TerritoryId,
    Timestamp, UserId, WarehouseId,
};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    attributes::{AttributeView, Attributes},
    fault::Outcome,
    identity::{Address, CompanyName},
};

/// The most ids of one kind that a membership may name.
const MOST_IDS: usize = 200;

/// How far a membership reaches, narrower than its role alone says. Kinds left empty do not narrow.
/// Companies, territories and own customers add up to one set of companies; warehouses and legal entities stand beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Scopes {
    /// These companies and those below them.
    pub companies: Vec<CompanyId>,
    /// The companies placed in these territories and those below them.
    pub territories: Vec<TerritoryId>,
    /// The companies whose account manager this membership is.
    pub own_customers: bool,
    /// The stock of these warehouses.
    pub warehouses: Vec<WarehouseId>,
    /// The orders and documents of these legal entities.
    pub legal_entities: Vec<LegalEntityId>,
}

impl Scopes {
    /// As a membership keeps them; what cannot be read reaches nowhere, so it is an error.
    pub fn read(kept: Option<&serde_json::Value>) -> Result<Self, serde_json::Error> {
        match kept {
            None => Ok(Self::default()),
            Some(value) => serde_json::from_value(value.clone()),
        }
    }

    /// Whether it narrows which companies are seen.
    #[must_use]
    pub fn narrows_companies(&self) -> bool {
        self.own_customers || !self.companies.is_empty() || !self.territories.is_empty()
    }

    /// Whether it narrows anything.
    #[must_use]
    pub fn narrows(&self) -> bool {
        self.narrows_companies() || !self.warehouses.is_empty() || !self.legal_entities.is_empty()
    }

    /// Whether every list is short enough to be looked through for each request.
    #[must_use]
    pub fn is_short(&self) -> bool {
        [self.companies.len(), self.territories.len(), self.warehouses.len(), self.legal_entities.len()]
            .into_iter()
            .all(|length| length <= MOST_IDS)
    }

    /// Whether whoever reaches as far as `self` may give this reach away: nothing is widened.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        fn within<T: PartialEq>(own: &[T], others: &[T]) -> bool {
            own.is_empty() || (!others.is_empty() && others.iter().all(|id| own.contains(id)))
        }
        // One's own customers are others than somebody else's, so that reach cannot be given away.
        let companies = !self.narrows_companies()
            || (other.narrows_companies()
                && !other.own_customers
                && other.companies.iter().all(|id| self.companies.contains(id))
                && other.territories.iter().all(|id| self.territories.contains(id)));
        companies && within(&self.warehouses, &other.warehouses) && within(&self.legal_entities, &other.legal_entities)
    }
}

/// A role's id, code and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RoleName {
    /// Its id.
    pub id: RoleId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// What a person is to the tenant: staff, or a member of a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MembershipView {
    /// Its id.
    pub id: MembershipId,
    /// `staff` or `buyer`.
    pub audience: String,
    /// The role.
    pub role: RoleName,
    /// The company of a buyer.
    pub company: Option<CompanyName>,
    /// How far it reaches.
    pub scopes: Scopes,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// A person with those of their memberships that the reader may see.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PersonView {
    /// The person.
    pub user_id: UserId,
    /// Their e-mail address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Whether it is the reader.
    pub is_self: bool,
    /// Whether the deployment's operator has shut them out.
    pub is_disabled: bool,
    /// When they were last seen here.
    pub last_seen_at: Option<Timestamp>,
    /// The tenant's own attributes of the person; buyers see the public ones.
    pub attributes: Attributes,
    /// Memberships, the oldest first.
    pub memberships: Vec<MembershipView>,
}

/// Which people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PeopleFilter")]
pub struct PeopleFilter {
    /// Words in the name or the address.
    pub q: Option<String>,
    /// `staff` or `buyer`.
    pub audience: Option<Audience>,
    /// Members of this company.
    pub company_id: Option<CompanyId>,
    /// Those with this role.
    pub role_id: Option<RoleId>,
    /// `active` where nothing is said, `ended`, or `all`.
    pub state: Option<PeopleState>,
}

/// Whose persona it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The tenant's staff.
    Staff,
    /// A company's people.
    Buyer,
}

impl Audience {
    /// Its name, `staff`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Buyer => "buyer",
        }
    }

    /// The audience of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Staff, Self::Buyer].into_iter().find(|audience| audience.name() == name)
    }
}

/// Whether somebody still belongs here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PeopleState {
    /// With a membership that has not ended.
    #[default]
    Active,
    /// All memberships have ended.
    Ended,
    /// Both.
    All,
}

/// The most that an order of a role may come to, net.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderCeiling {
    /// Decimal text, such as `500.00`.
    pub amount: String,
    /// The currency it is in; orders in another one are refused.
    pub currency: Currency,
}

/// A role: a named set of permissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RoleView {
    /// Its id.
    pub id: RoleId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// `staff` or `buyer`.
    pub audience: Audience,
    /// What it grants, as far as the modules are switched on.
    pub permissions: Vec<String>,
    /// The most that an order may come to.
    pub order_ceiling: Option<OrderCeiling>,
    /// Whether it follows the modules and cannot be changed.
    pub is_built_in: bool,
    /// The company whose own role it is.
    pub company: Option<CompanyName>,
    /// How many people hold it, as far as the reader sees them.
    pub members: u64,
    /// Whether the reader may give it to somebody.
    pub may_grant: bool,
    /// Whether the reader may change it.
    pub may_change: bool,
}

/// A permission as whoever composes roles sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PermissionView {
    /// Its name, `orders.orders.place`.
    pub name: String,
    /// What it lets a person do, in a few words.
    pub title: String,
    /// The module it belongs to.
    pub module: String,
    /// That module's name.
    pub module_name: String,
    /// Whose roles may hold it.
    pub audiences: Vec<Audience>,
    /// Whether the reader may grant it.
    pub may_grant: bool,
}

/// A role to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRole {
    /// Its name, 1 to 100 characters.
    pub name: String,
    /// What it grants.
    pub permissions: Vec<String>,
    /// The most that an order may come to.
    pub order_ceiling: Option<OrderCeiling>,
}

/// What changes of a role. What is left out stays; an inner `None` clears.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleChange {
    /// Its name.
    pub name: Option<String>,
    /// What it grants.
    pub permissions: Option<Vec<String>>,
    /// The most that an order may come to.
    pub order_ceiling: Option<Option<OrderCeiling>>,
}

/// How an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// It waits to be accepted.
    Open,
    /// It was accepted.
    Accepted,
    /// It was taken back.
    Revoked,
    /// Its time is over.
    Expired,
}

/// An invitation as those who invite see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InvitationView {
    /// Its id.
    pub id: InvitationId,
    /// Who is invited.
    pub email: String,
    /// Their name, where it was said.
    pub name: String,
    /// Into which role.
    pub role: RoleName,
    /// Into which company; nothing for staff.
    pub company: Option<CompanyName>,
    /// How far it will reach.
    pub scopes: Scopes,
    /// How it stands.
    pub state: InvitationState,
    /// Who invited.
    pub inviter: String,
    /// When.
    pub created_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// Somebody to be invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvitation {
    /// Their e-mail address.
    pub email: String,
    /// Their name, where it is known.
    pub name: Option<String>,
    /// Into which role.
    pub role_id: RoleId,
    /// Into which company; a buyer's own one where nothing is said.
    pub company_id: Option<CompanyId>,
    /// How far it will reach; staff only.
    pub scopes: Scopes,
}

/// The people of the company that a buyer acts in, and of those below it.
#[async_trait]
pub trait CompanyPeople: Send + Sync {
    /// People by name.
    async fn people(&self, ctx: &Ctx, filter: &PeopleFilter, page: &PageRequest) -> Outcome<Page<PersonView>>;
    /// Gives a member another role.
    async fn change_role_of(&self, ctx: &Ctx, membership: MembershipId, role: RoleId) -> Outcome<PersonView>;
    /// Ends a membership.
    async fn end_membership(&self, ctx: &Ctx, membership: MembershipId) -> Outcome<()>;
    /// Invitations that are open or have expired, the newest first.
    async fn invitations(&self, ctx: &Ctx) -> Outcome<Vec<InvitationView>>;
    /// Invites somebody; one who has been invited into the same role already is sent a new mail.
    async fn invite(&self, ctx: &Ctx, new: &NewInvitation) -> Outcome<InvitationView>;
    /// Sends an invitation anew; the mail before opens nothing any more.
    async fn resend_invitation(&self, ctx: &Ctx, id: InvitationId) -> Outcome<InvitationView>;
    /// Takes an invitation back.
    async fn revoke_invitation(&self, ctx: &Ctx, id: InvitationId) -> Outcome<()>;
    /// Buyers' roles: those of the tenant and those of one's own company.
    async fn roles(&self, ctx: &Ctx) -> Outcome<Vec<RoleView>>;
    /// Permissions that buyers' roles may hold.
    async fn permissions(&self, ctx: &Ctx) -> Outcome<Vec<PermissionView>>;
    /// Composes a role of one's own company.
    async fn create_role(&self, ctx: &Ctx, new: &NewRole) -> Outcome<RoleView>;
    /// Changes a role of one's own company.
    async fn change_role(&self, ctx: &Ctx, id: RoleId, change: &RoleChange) -> Outcome<RoleView>;
    /// Deletes a role of one's own company that nobody holds.
    async fn delete_role(&self, ctx: &Ctx, id: RoleId) -> Outcome<()>;
}

/// An invitation as the invited person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InvitedView {
    /// The address that was invited.
    pub email: String,
    /// The name that was said.
    pub name: String,
    /// Who trades here.
    pub tenant: String,
    /// Who invited.
    pub inviter: String,
    /// `staff` or `buyer`.
    pub audience: Audience,
    /// The role's name.
    pub role: String,
    /// The company's name; nothing for staff.
    pub company: Option<String>,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// Whether the address has an account already: then its present password or a session of it is asked for, and no new
    /// password is set.
    pub has_account: bool,
    /// Whether the reader is signed in as the person invited.
    pub is_signed_in: bool,
}

/// How an invitation is accepted.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Acceptance {
    /// The name of somebody new.
    pub name: Option<String>,
    /// The new password of somebody new; the present one of somebody known who is not signed in.
    pub password: Option<String>,
}

impl std::fmt::Debug for Acceptance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Acceptance").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What became of an invitation that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AcceptedView {
    /// The persona to act in from now on.
    pub membership_id: MembershipId,
    /// The address to sign in with.
    pub email: String,
    /// Whether a new account was made.
    pub is_new: bool,
    /// `staff` or `buyer`.
    pub audience: Audience,
    /// The company's name; nothing for staff.
    pub company: Option<String>,
}

/// Who registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationKind {
    /// A firm.
    Company,
    /// A private person.
    Consumer,
}

impl RegistrationKind {
    /// Its name, `company`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Consumer => "consumer",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Company, Self::Consumer].into_iter().find(|kind| kind.name() == name)
    }
}

/// How a registration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationState {
    /// The mail has not been answered.
    Unconfirmed,
    /// Staff are to decide.
    AwaitingDecision,
    /// They were let in.
    Approved,
    /// They were not.
    Rejected,
}

impl RegistrationState {
    /// Its name, `awaiting_decision`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::AwaitingDecision => "awaiting_decision",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }

    /// The state of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Unconfirmed, Self::AwaitingDecision, Self::Approved, Self::Rejected]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// Of what an attribute on the form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormThing {
    /// Of the company, or the private person as a customer.
    Company,
    /// Of the person.
    Person,
}

impl FormThing {
    /// What the attributes engine calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Person => "person",
        }
    }
}

/// A field of the tenant's own on the registration form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FormFieldView {
    /// Of what it is: it is sent among the attributes of that.
    pub thing: FormThing,
    /// Whether the form asks for it; [`AttributeView::is_required`] says the same.
    pub is_required: bool,
    /// What it is.
    pub attribute: AttributeView,
}

/// A permission that may be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RequestablePermission {
    /// Its name.
    pub name: String,
    /// What it lets a person do, in a few words.
    pub title: String,
}

/// The registration form as guests see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegistrationFormView {
    /// Whether anybody may register.
    pub is_open: bool,
    /// Who may.
    pub kinds: Vec<RegistrationKind>,
    /// The tenant's own fields, in its order.
    pub fields: Vec<FormFieldView>,
    /// Permissions that may be asked for.
    pub requestable_permissions: Vec<RequestablePermission>,
    /// The shortest password, in characters.
    pub shortest_password: usize,
}

/// The person who registers.
#[derive(Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRegistrant {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// Their password; it counts for a new account only.
    pub password: String,
    /// The language of mails.
    pub locale: Option<Locale>,
    /// Attributes that the form asks for.
    #[serde(default)]
    pub attributes: Attributes,
}

impl std::fmt::Debug for NewRegistrant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewRegistrant").field("name", &self.name).field("email", &self.email).finish_non_exhaustive()
    }
}

/// The company that registers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRegisteredCompany {
    /// Its name; a private person's own where nothing is said.
    #[serde(default)]
    pub name: String,
    /// Its VAT id.
    pub vat_id: Option<String>,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Where it is.
    #[serde(default)]
    pub address: Address,
    /// Attributes that the form asks for.
    #[serde(default)]
    pub attributes: Attributes,
}

/// Somebody asks to be registered.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRegistration {
    /// Who registers.
    pub kind: RegistrationKind,
    /// The person.
    pub person: NewRegistrant,
    /// The company, or where a private person lives.
    pub company: NewRegisteredCompany,
    /// Permissions they ask for.
    #[serde(default)]
    pub requested_permissions: Vec<String>,
    /// What else they want to say.
    #[serde(default)]
    pub note: String,
}

/// What became of a registration whose mail was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConfirmedView {
    /// How it stands.
    pub state: RegistrationState,
}

/// Joining a tenant: by invitation, or by asking.
#[async_trait]
pub trait Joining: Send + Sync {
    /// An invitation by the secret of its mail. Not found where it is not open.
    async fn invitation(&self, ctx: &Ctx, secret: &str) -> Outcome<InvitedView>;
    /// Accepts an invitation.
    async fn accept_invitation(&self, ctx: &Ctx, secret: &str, acceptance: &Acceptance) -> Outcome<AcceptedView>;
    /// The form as the tenant designed it, in the language of the context.
    async fn registration_form(&self, ctx: &Ctx) -> Outcome<RegistrationFormView>;
    /// Asks to be registered. Nothing tells whether the address is known already: the mail does.
    async fn register(&self, ctx: &Ctx, new: &NewRegistration) -> Outcome<()>;
    /// Answers the mail.
    async fn confirm_registration(&self, ctx: &Ctx, secret: &str) -> Outcome<ConfirmedView>;
}
