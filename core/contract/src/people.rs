//! What identity offers of people: who belongs to a company and in which role, and inviting them.
//! Routes and pages share these shapes; everything is told within the tenant and scope of the context.

mod circle;
mod joining;

use async_trait::async_trait;
use kontor_kernel::{CompanyId, Currency, InvitationId, MembershipId, Page, PageRequest, RoleId, Timestamp, UserId};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{attributes::Attributes, fault::Outcome, identity::CompanyName};

pub use circle::{CircleMember, CircleRole, CompanyCircle, CompanyCircles};
pub use joining::{
    Acceptance, AcceptedView, ConfirmedView, FormFieldView, FormThing, InvitedView, Joining, NewRegisteredCompany,
    NewRegistrant, NewRegistration, PendingRegistrationView, RegistrationFormView, RegistrationKind, RegistrationState,
    RequestablePermission,
};

pub use crate::scopes::Scopes;

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
    /// The person behind a membership, with all of theirs that the reader sees.
    async fn person_of(&self, ctx: &Ctx, membership: MembershipId) -> Outcome<PersonView>;
    /// Makes a person who is known here a member of a company at or below one's own, too.
    async fn add_membership(
        &self,
        ctx: &Ctx,
        user: UserId,
        role: RoleId,
        company: CompanyId,
    ) -> Outcome<MembershipView>;
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
