//! Joining a tenant: by an invitation that a mail brought, or by asking to be registered.
//! Nothing here tells a stranger who has an account.

use async_trait::async_trait;
use kontor_kernel::{Locale, MembershipId, Timestamp};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Audience;
use crate::{
    attributes::{AttributeView, Attributes},
    fault::Outcome,
    identity::Address,
};

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
}

/// The person who registers. They choose a password once their address is proven: before that anybody could choose one
/// in their name.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRegistrant {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// The language of mails.
    pub locale: Option<Locale>,
    /// Attributes that the form asks for.
    #[serde(default)]
    pub attributes: Attributes,
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

/// A registration as whoever reads its mail sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PendingRegistrationView {
    /// How it stands.
    pub state: RegistrationState,
    /// The address.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// The company's; nothing for a private person.
    pub company: Option<String>,
    /// Whether a password has to be chosen: an account that exists keeps its own.
    pub needs_password: bool,
    /// The shortest password, in characters.
    pub shortest_password: usize,
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
    /// A registration by the secret of its mail. Not found where it is not open.
    async fn pending_registration(&self, ctx: &Ctx, secret: &str) -> Outcome<PendingRegistrationView>;
    /// Answers the mail, with the password of a new account.
    async fn confirm_registration(&self, ctx: &Ctx, secret: &str, password: Option<&str>) -> Outcome<ConfirmedView>;
}
