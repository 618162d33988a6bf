//! Why nothing came of inviting, registering, granting or ending, one variant per cause.
//! What one may not know of does not exist; what one may not do is said plainly.

use kontor_contract::{Fault, FaultKind, FieldFault, Sentence, Value};
use kontor_kernel::Money;
use serde_json::json;
use thiserror::Error;

/// Why something about people is refused.
#[derive(Debug, Error)]
pub enum PeopleError {
    /// No such person here.
    #[error("There is no such person.")]
    NoSuchPerson,
    /// No such membership, or one that is not seen.
    #[error("There is no such membership.")]
    NoSuchMembership,
    /// No such role, or one that is not seen.
    #[error("There is no such role.")]
    NoSuchRole,
    /// Nobody acts for a customer under this id, or no longer does.
    #[error("This has ended already.")]
    NotActing,
    /// No such invitation, or one that is not open.
    #[error("There is no such invitation. It may have been accepted, taken back or sent anew.")]
    NoSuchInvitation,
    /// No such registration.
    #[error("There is no such registration.")]
    NoSuchRegistration,
    /// A role that cannot be given here.
    #[error("There is no such role to be given here.")]
    UnknownRole,
    /// Somebody would give what they do not hold.
    #[error("You cannot give away {0}, because you do not hold it yourself.")]
    MoreThanOwn(String),
    /// Somebody would let others order for more than themselves.
    #[error("You order for up to {0} net, and cannot let others order for more.")]
    CeilingAboveOwn(Money),
    /// Somebody would let others see further than themselves.
    #[error("You cannot give away a reach that is wider than your own.")]
    WiderThanOwn,
    /// One's own role stays as others made it.
    #[error("You act in this role yourself; somebody else has to change it.")]
    OwnRole,
    /// Nobody makes themselves a member.
    #[error("Nobody gives a membership to themselves; ask somebody else to do it.")]
    NotForOneself,
    /// Nobody would administer the tenant.
    #[error("Nobody would be left who administers everything; make somebody else an administrator first.")]
    LastAdministrator,
    /// The person has this role already.
    #[error("This person has this role here already.")]
    MembershipExists,
    /// The membership has ended.
    #[error("This membership has ended; invite the person again.")]
    MembershipEnded,
    /// A role of the modules cannot be changed.
    #[error("This role follows the modules and cannot be changed; make a copy of it and change that.")]
    BuiltInRole,
    /// People hold the role.
    #[error("{held} hold this role; give them another one first.", held = people(*.0))]
    RoleHeld(u64),
    /// Invitations or the registration form name the role.
    #[error("Open invitations, the registration form or a sign-in provider name this role; change those first.")]
    RoleNamed,
    /// A role with this code exists.
    #[error("A role with the code {0} exists already.")]
    RoleCodeTaken(String),
    /// Somebody else is invited.
    #[error("This invitation is for {0}. Sign in as that person, or sign out and give that person's present password.")]
    AnotherInvited(String),
    /// The account of the address cannot be used.
    #[error("The account of this address is closed.")]
    AccountClosed,
    /// Whoever invited may not do so any more.
    #[error("Whoever invited you can no longer do so. Ask to be invited again.")]
    InvitationVoid,
    /// Too many invitations or registrations.
    #[error("That was too often. Try again in an hour.")]
    TooOften,
    /// Nobody can register.
    #[error("Registering is not open here.")]
    RegistrationClosed,
    /// Somebody else has decided.
    #[error("This registration does not wait for a decision any more.")]
    RegistrationDecided,
    /// A decision that takes a further permission.
    #[error("Only whoever manages people gives another role than the form's own, {0}.")]
    OnlyTheFormsRole(String),
    /// Some fields cannot be taken.
    #[error("{}", first(.0))]
    Fields(Vec<FieldFault>),
}

fn people(count: u64) -> String {
    if count == 1 { "One person".to_owned() } else { format!("{count} people") }
}

fn first(fields: &[FieldFault]) -> &str {
    fields.first().map_or("Some fields cannot be taken.", |field| &field.detail)
}

impl PeopleError {
    /// One field cannot be taken.
    pub(crate) fn field(pointer: impl Into<String>, code: &'static str, detail: impl Into<Sentence>) -> Self {
        Self::Fields(vec![FieldFault { pointer: pointer.into(), code, detail: detail.into() }])
    }

    /// The sentence with what it is told of, under a key of its own where several share a code.
    fn sentence(&self) -> Sentence {
        let sentence = Sentence::new(self.to_string());
        let told = |name, value: Value| sentence.clone().of([(name, value)]);
        match self {
            Self::NoSuchPerson => sentence.keyed("problem-no-such-person"),
            Self::NoSuchMembership => sentence.keyed("problem-no-such-membership"),
            Self::NoSuchRole => sentence.keyed("problem-no-such-role"),
            Self::NoSuchInvitation => sentence.keyed("problem-no-such-invitation"),
            Self::NoSuchRegistration => sentence.keyed("problem-no-such-registration"),
            Self::MoreThanOwn(permission) => told("permission", permission.into()),
            Self::CeilingAboveOwn(ceiling) => {
                told("ceiling", (*ceiling).into()).keyed("problem-identity-ceiling_above_own")
            }
            Self::WiderThanOwn => sentence.keyed("problem-identity-wider_than_own"),
            Self::OnlyTheFormsRole(role) => told("role", role.into()).keyed("problem-identity-only_the_forms_role"),
            Self::RoleHeld(members) => told("members", (*members).into()),
            Self::RoleCodeTaken(code) => told("code", code.into()),
            Self::AnotherInvited(person) => told("person", person.into()),
            Self::Fields(fields) => fields.first().map_or(sentence, |field| field.detail.clone().of_code(field.code)),
            _ => sentence,
        }
    }

    fn kind_and_code(&self) -> (FaultKind, &'static str) {
        use FaultKind::{Conflict, Forbidden, Invalid, NotFound, TooMany};
        match self {
            Self::NoSuchPerson | Self::NoSuchMembership | Self::NoSuchRole | Self::NoSuchInvitation => {
                (NotFound, "not_found")
            }
            Self::NoSuchRegistration | Self::NotActing => (NotFound, "not_found"),
            Self::UnknownRole => (Invalid, "identity.no_such_role"),
            Self::RoleCodeTaken(_) => (Invalid, "identity.role_code_taken"),
            Self::Fields(fields) => (Invalid, fields.first().map_or("identity.bad_field", |field| field.code)),
            Self::MoreThanOwn(_) | Self::CeilingAboveOwn(_) | Self::WiderThanOwn => {
                (Forbidden, "identity.more_than_own")
            }
            Self::OwnRole => (Forbidden, "identity.own_role"),
            Self::NotForOneself => (Forbidden, "identity.not_for_oneself"),
            Self::AnotherInvited(_) => (Forbidden, "identity.another_invited"),
            Self::AccountClosed => (Forbidden, "identity.account_closed"),
            Self::OnlyTheFormsRole(_) => (Forbidden, "identity.more_than_own"),
            Self::RegistrationClosed => (Forbidden, "identity.registration_closed"),
            Self::LastAdministrator => (Conflict, "identity.last_administrator"),
            Self::MembershipExists => (Conflict, "identity.membership_exists"),
            Self::MembershipEnded => (Conflict, "identity.membership_ended"),
            Self::BuiltInRole => (Conflict, "identity.role_built_in"),
            Self::RoleHeld(_) => (Conflict, "identity.role_held"),
            Self::RoleNamed => (Conflict, "identity.role_named"),
            Self::InvitationVoid => (Conflict, "identity.invitation_void"),
            Self::RegistrationDecided => (Conflict, "identity.registration_decided"),
            Self::TooOften => (TooMany, "identity.too_often"),
        }
    }
}

impl From<PeopleError> for Fault {
    fn from(error: PeopleError) -> Self {
        let (detail, (kind, code)) = (error.sentence(), error.kind_and_code());
        match error {
            PeopleError::Fields(fields) => Self::fields(code, detail, fields),
            PeopleError::UnknownRole => Self::field(code, "/role_id", detail),
            PeopleError::RoleCodeTaken(_) => Self::field(code, "/code", detail),
            PeopleError::RoleHeld(members) => Self::new(kind, code, detail).with(json!({ "members": members })),
            PeopleError::MoreThanOwn(permission) => {
                Self::new(kind, code, detail).with(json!({ "permission": permission }))
            }
            _ => Self::new(kind, code, detail),
        }
    }
}
