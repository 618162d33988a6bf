//! Why signing in, or a change of one's own account, comes to nothing, one variant per cause.
//! Whoever guesses learns from none of them whether an address is known.

use kontor_contract::{Fault, FaultKind, Sentence, Value};
use thiserror::Error;

/// Why something about signing in or one's own account is refused.
#[derive(Debug, Error)]
pub enum AccountError {
    /// Too many wrong attempts, or too many at once.
    #[error("Too many attempts. Wait a minute and try again.")]
    TooManyAttempts,
    /// The password of whoever is signed in is wrong.
    #[error("This is not your password.")]
    WrongPassword(&'static str),
    /// A one-time or recovery code is wrong, or was used before.
    #[error("This code is wrong or was used already. Wait for the next one.")]
    WrongCode,
    /// What a first step opened is good no more.
    #[error("This is good no more: it was used, or too much time has passed. Begin again.")]
    TicketOver,
    /// The link of a mail is good no more, or never was.
    #[error("This link is good no more: it was used, or too much time has passed. Ask for another one.")]
    LinkOver,
    /// An outside provider speaks for a person in one tenant only.
    #[error(
        "You signed in through an outside provider, which speaks for you in this shop only. Sign in with your password first."
    )]
    PasswordNeeded,
    /// Somebody without a password signed in too long ago.
    #[error("You signed in more than ten minutes ago. Sign in again and go on from here.")]
    SignInAgain,
    /// An account without a password would lose what it is signed in to with.
    #[error("This is the only way into your account. Set a password first.")]
    OnlyWayIn,
    /// A token cannot do this.
    #[error("An API token cannot do this; sign in.")]
    SessionNeeded,
    /// Codes are asked for already.
    #[error("One-time codes are on already. Remove them first to set up another app.")]
    TotpOn,
    /// There is nothing to confirm or remove.
    #[error("One-time codes have not been set up.")]
    TotpOff,
    /// The authenticator's answer does not hold.
    #[error("The passkey could not be verified: {0}")]
    BadPasskey(String),
    /// So many passkeys are enough.
    #[error("You have {0} passkeys already; remove one first.")]
    TooManyPasskeys(usize),
    /// The address of the shop cannot have passkeys.
    #[error("Passkeys need an address with a name and HTTPS.")]
    NoPasskeysHere,
    /// A member of staff acts as somebody who cannot act for others.
    #[error("Only a member of staff in their own session can act for a customer.")]
    CannotAct,
    /// There is no such other tenant for this person.
    #[error("You are not a member there.")]
    NotElsewhere,
    /// One's own permissions do not cover what a token is to do.
    #[error("You do not hold {0} yourself.")]
    NotHeld(String),
}

impl AccountError {
    /// The sentence with what it is told of.
    fn sentence(&self) -> Sentence {
        let sentence = Sentence::new(self.to_string());
        let told = |name, value: Value| sentence.clone().of([(name, value)]);
        match self {
            Self::LinkOver => sentence.keyed("problem-identity-link_over"),
            Self::TooManyPasskeys(most) => told("most", (*most).into()),
            Self::BadPasskey(cause) => told("cause", cause.into()),
            Self::NotHeld(permission) => told("permission", permission.into()),
            _ => sentence,
        }
    }
}

impl From<AccountError> for Fault {
    fn from(error: AccountError) -> Self {
        let detail = error.sentence();
        match error {
            AccountError::TooManyAttempts => Self::new(FaultKind::TooMany, "identity.too_many_attempts", detail),
            AccountError::WrongPassword(pointer) => Self::field("identity.wrong_password", pointer, detail),
            AccountError::WrongCode => Self::field("identity.wrong_code", "/code", detail),
            AccountError::TicketOver => Self::new(FaultKind::Conflict, "identity.ticket_over", detail),
            AccountError::LinkOver => Self::new(FaultKind::NotFound, "not_found", detail),
            AccountError::PasswordNeeded => Self::new(FaultKind::Forbidden, "identity.password_needed", detail),
            AccountError::SignInAgain => Self::new(FaultKind::Conflict, "identity.sign_in_again", detail),
            AccountError::OnlyWayIn => Self::field("identity.only_way_in", "/id", detail),
            AccountError::SessionNeeded => Self::new(FaultKind::Forbidden, "identity.session_needed", detail),
            AccountError::TotpOn => Self::new(FaultKind::Conflict, "identity.totp_on", detail),
            AccountError::TotpOff => Self::new(FaultKind::Conflict, "identity.totp_off", detail),
            AccountError::BadPasskey(_) => Self::field("identity.bad_passkey", "/credential", detail),
            AccountError::TooManyPasskeys(_) => Self::new(FaultKind::Conflict, "identity.too_many_passkeys", detail),
            AccountError::NoPasskeysHere => Self::new(FaultKind::Conflict, "identity.no_passkeys_here", detail),
            AccountError::CannotAct => Self::new(FaultKind::Forbidden, "identity.cannot_act", detail),
            AccountError::NotElsewhere => Self::field("identity.not_elsewhere", "/tenant_code", detail),
            AccountError::NotHeld(_) => Self::field("identity.not_held", "/permissions", detail),
        }
    }
}
