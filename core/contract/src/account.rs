//! What identity offers to pages about signing in and about one's own account; the API answers with the same shapes.
//! Passwords, codes and secrets go in as text and never come out, except where one is made and shown once.

use async_trait::async_trait;
use kontor_kernel::{ApiTokenId, CompanyId, Locale, MembershipId, PasskeyId, SessionId, Timestamp, UserId};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::{
    attributes::Attributes,
    fault::Outcome,
    identity::{NamedCode, SessionView},
    people::PermissionView,
};

/// A session that was opened.
#[derive(Debug, Clone)]
pub struct OpenedSession {
    /// The secret for the session's cookie.
    pub secret: String,
    /// How long it holds, in seconds.
    pub max_age_seconds: i64,
    /// For the cookie by which this browser is known from here on; nothing where the one it sent stays good.
    pub device: Option<KnownDevice>,
    /// What its owner sees.
    pub view: SessionView,
}

/// The mark of a browser on which somebody has signed in: guesses made elsewhere do not lock them out of it.
#[derive(Debug, Clone)]
pub struct KnownDevice {
    /// The cookie's value.
    pub mark: String,
    /// How long it holds, in seconds.
    pub max_age_seconds: i64,
}

/// Somebody who signs in with a password.
#[derive(Clone, Copy)]
pub struct SignInAttempt<'a> {
    /// The e-mail address.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// The persona to begin with; the first one where none is named.
    pub membership: Option<MembershipId>,
    /// For 30 days instead of 14 hours.
    pub remember: bool,
}

/// How far signing in has come.
#[derive(Debug, Clone)]
pub enum SignInStep {
    /// The session is open.
    Opened(Box<OpenedSession>),
    /// A second factor is asked for.
    SecondFactor(SecondFactorView),
}

/// What the password alone does not open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SecondFactorView {
    /// Always `second_factor`.
    pub step: &'static str,
    /// To be sent with the code; good for ten minutes and a few wrong codes.
    pub ticket: String,
    /// By what the step can be taken: `totp`, `recovery_code`.
    pub methods: Vec<&'static str>,
}

/// A challenge for the browser's authenticator.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PasskeyChallenge {
    /// To be sent with the authenticator's answer; good once, for five minutes.
    pub ticket: String,
    /// What `navigator.credentials` takes as `publicKey`, in the JSON form of WebAuthn, level 3.
    pub public_key: Value,
}

/// The way to another tenant of the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HandoverView {
    /// The page on the other host that goes on from here, good once and for a minute.
    pub url: String,
}

/// Signing in and out, in all ways that need no outside provider.
#[async_trait]
pub trait SignIn: Send + Sync {
    /// Takes the first step for a person who is a member of the tenant of `ctx`.
    async fn sign_in(&self, ctx: &Ctx, attempt: SignInAttempt<'_>) -> Outcome<SignInStep>;
    /// Takes the second step: a one-time code or a recovery code.
    async fn second_factor(&self, ctx: &Ctx, ticket: &str, code: &str) -> Outcome<OpenedSession>;
    /// A challenge to sign in with any passkey that the browser has for this host.
    async fn passkey_challenge(&self, ctx: &Ctx) -> Outcome<PasskeyChallenge>;
    /// Signs in with the authenticator's answer to a challenge.
    async fn sign_in_with_passkey(
        &self,
        ctx: &Ctx,
        ticket: &str,
        credential: &Value,
        membership: Option<MembershipId>,
    ) -> Outcome<OpenedSession>;
    /// Closes the session a secret belongs to.
    async fn sign_out(&self, ctx: &Ctx, secret: &str) -> Outcome<()>;
    /// The session of a signed-in context.
    async fn session(&self, ctx: &Ctx, csrf_token: Option<&str>) -> Outcome<SessionView>;
    /// Lets a session act in another of its person's personas: it gets a new secret, and the old one ends.
    async fn switch_persona(&self, ctx: &Ctx, membership: MembershipId) -> Outcome<OpenedSession>;
    /// The way to another tenant where the same person is a member.
    async fn hand_over(&self, ctx: &Ctx, tenant_code: &str) -> Outcome<HandoverView>;
    /// Opens a session at the end of that way.
    async fn accept_handover(&self, ctx: &Ctx, ticket: &str) -> Outcome<OpenedSession>;
}

/// Whether and how a person proves more than a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SecondFactorState {
    /// Since when one-time codes are asked for.
    pub totp_since: Option<Timestamp>,
    /// How many recovery codes are left.
    pub recovery_codes_left: u32,
    /// Whether the tenant asks its staff for a second factor.
    pub is_required: bool,
}

/// A passkey of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PasskeyView {
    /// Its id.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// The host on which it is good.
    pub host: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was used last.
    pub last_used_at: Option<Timestamp>,
}

/// A person to themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeView {
    /// Their id.
    pub id: UserId,
    /// Their e-mail address.
    pub email: String,
    /// When that was confirmed by mail.
    pub email_verified_at: Option<Timestamp>,
    /// Their name.
    pub name: String,
    /// The language they want to be written to in; the shop's where they say nothing.
    pub locale: Option<Locale>,
    /// Whether they have a password; without one they sign in through an outside provider only.
    pub has_password: bool,
    /// More than a password.
    pub second_factor: SecondFactorState,
    /// Their passkeys, on every host.
    pub passkeys: Vec<PasskeyView>,
    /// The tenant's own attributes of them, as far as they are public.
    pub attributes: Attributes,
}

/// A change of what one is called and how one is written to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeChange {
    /// The name, 1 to 100 characters.
    pub name: Option<String>,
    /// The language, `en`; `null` for the shop's.
    #[serde(default, deserialize_with = "given")]
    pub locale: Option<Option<Locale>>,
    /// The tenant's own public attributes of the person; `null` removes one.
    pub attributes: Option<Attributes>,
}

/// Tells `null` from nothing, for fields that `null` clears.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// What an authenticator app is set up with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TotpSetup {
    /// The secret for typing, base32.
    pub secret: String,
    /// The same as a link, `otpauth://totp/…`.
    pub uri: String,
    /// The same as a picture for scanning, SVG.
    pub qr_svg: String,
}

/// Codes for when the authenticator is lost, shown once; each is good once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RecoveryCodes {
    /// The codes.
    pub recovery_codes: Vec<String>,
}

/// A session of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OwnSessionView {
    /// Its id.
    pub id: SessionId,
    /// The browser in words, `Firefox on Windows`.
    pub device: String,
    /// From where it was used last.
    pub ip: Option<String>,
    /// How the person proved who they are: `password`, `passkey` or `provider`.
    pub method: String,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was used last, to five minutes.
    pub last_seen_at: Option<Timestamp>,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// An API token; its secret only in the answer that makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TokenView {
    /// Its id.
    pub id: ApiTokenId,
    /// What it is for.
    pub name: String,
    /// The secret, shown once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// What it may do of what its owner may; everything where nothing is said.
    pub permissions: Option<Vec<String>>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// When it was used last, to five minutes.
    pub last_seen_at: Option<Timestamp>,
}

/// An API token to be made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What it is for, 1 to 100 characters.
    pub name: String,
    /// When it ends: in 90 days where nothing is said, in 366 days at the latest.
    pub expires_at: Option<Timestamp>,
    /// What it may do of what its owner may; everything where nothing is said.
    pub permissions: Option<Vec<String>>,
}

/// All that is held of a person.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PersonalDataView {
    /// By what holds it.
    pub sections: Vec<PersonalSectionView>,
}

/// What one part of the shop holds of a person.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PersonalSectionView {
    /// What it is, `orders`, `messages`.
    pub name: String,
    /// All of it.
    pub data: Value,
}

/// One's own account. Every method is about the person of the context, and of nobody else.
#[async_trait]
pub trait MyAccount: Send + Sync {
    /// The person.
    async fn me(&self, ctx: &Ctx) -> Outcome<MeView>;
    /// Changes name and language.
    async fn change_me(&self, ctx: &Ctx, change: &MeChange) -> Outcome<MeView>;
    /// Sets a new password. Every other session and every token ends; one's own session gets a new secret.
    async fn change_password(&self, ctx: &Ctx, current: &str, new: &str) -> Outcome<OpenedSession>;
    /// Asks for another address: it counts once the mail that goes there has been answered.
    async fn change_email(&self, ctx: &Ctx, email: &str, password: &str) -> Outcome<()>;
    /// Sends the mail that confirms one's address once more.
    async fn resend_confirmation(&self, ctx: &Ctx) -> Outcome<()>;
    /// What to set an authenticator app up with; nothing is asked of it yet. An account without a password proves itself
    /// by a sign-in of the last ten minutes instead, here and below.
    async fn start_totp(&self, ctx: &Ctx, password: &str) -> Outcome<TotpSetup>;
    /// Proves that the app is set up; from here on codes are asked for.
    async fn confirm_totp(&self, ctx: &Ctx, code: &str) -> Outcome<RecoveryCodes>;
    /// Makes recovery codes anew; the ones before open nothing any more.
    async fn renew_recovery_codes(&self, ctx: &Ctx, password: &str) -> Outcome<RecoveryCodes>;
    /// Asks for codes no more.
    async fn remove_totp(&self, ctx: &Ctx, password: &str) -> Outcome<()>;
    /// A challenge to make a passkey on this host, for whoever gives their password; without one, for a session that a
    /// passkey has just opened.
    async fn new_passkey_challenge(&self, ctx: &Ctx, password: Option<&str>) -> Outcome<PasskeyChallenge>;
    /// Keeps the passkey that the authenticator has made.
    async fn add_passkey(&self, ctx: &Ctx, ticket: &str, name: &str, credential: &Value) -> Outcome<PasskeyView>;
    /// Forgets a passkey.
    async fn remove_passkey(&self, ctx: &Ctx, id: PasskeyId) -> Outcome<()>;
    /// One's open sessions in this tenant, the newest first.
    async fn sessions(&self, ctx: &Ctx) -> Outcome<Vec<OwnSessionView>>;
    /// Ends one of them.
    async fn end_session(&self, ctx: &Ctx, id: SessionId) -> Outcome<()>;
    /// Ends all but the one that asks, and tells how many.
    async fn end_other_sessions(&self, ctx: &Ctx) -> Outcome<u64>;
    /// One's API tokens, the newest first.
    async fn tokens(&self, ctx: &Ctx) -> Outcome<Vec<TokenView>>;
    /// What a token can be made for: all that one may do oneself.
    async fn token_permissions(&self, ctx: &Ctx) -> Outcome<Vec<PermissionView>>;
    /// Makes an API token for the persona of the context.
    async fn make_token(&self, ctx: &Ctx, new: &NewToken) -> Outcome<TokenView>;
    /// Revokes one.
    async fn revoke_token(&self, ctx: &Ctx, id: ApiTokenId) -> Outcome<()>;
    /// A copy of everything that is held of oneself in this tenant.
    async fn my_data(&self, ctx: &Ctx) -> Outcome<PersonalDataView>;
}

/// What mails lead to; nobody needs to be signed in.
#[async_trait]
pub trait AccountRecovery: Send + Sync {
    /// Has a mail sent that lets its reader choose a new password, where the address is known here. The answer is the
    /// same, and as quick, where it is not.
    async fn ask_for_reset(&self, ctx: &Ctx, email: &str) -> Outcome<()>;
    /// Whether such a mail's token is still good.
    async fn is_reset_open(&self, ctx: &Ctx, token: &str) -> Outcome<bool>;
    /// Sets the password that the mail's reader chose; every session and token of the person ends.
    async fn reset_password(&self, ctx: &Ctx, token: &str, password: &str) -> Outcome<()>;
    /// Confirms the address that a mail went to; answers with it.
    async fn confirm_email(&self, ctx: &Ctx, token: &str) -> Outcome<String>;
}

/// For whom, how long and why a member of staff acts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StartActing {
    /// The customer.
    pub company_id: CompanyId,
    /// For how long: 5 to 480 minutes, 60 where nothing is said.
    pub minutes: Option<u32>,
    /// Why, 3 to 500 characters; the customer sees it.
    pub reason: String,
}

/// Acting for a customer. The session stays the same one and becomes its owner's again when the time is over.
#[async_trait]
pub trait ActForCustomers: Send + Sync {
    /// Begins to act.
    async fn start_acting(&self, ctx: &Ctx, start: &StartActing, csrf_token: Option<&str>) -> Outcome<SessionView>;
    /// Is oneself again.
    async fn end_acting(&self, ctx: &Ctx, csrf_token: Option<&str>) -> Outcome<SessionView>;
}

/// A customer for whom a member of staff acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ActingView {
    /// The customer.
    pub company: crate::identity::CompanyName,
    /// Until when.
    pub until: Timestamp,
    /// Why.
    pub reason: String,
}

/// Another tenant where the same person is a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ElsewhereView {
    /// The tenant.
    pub tenant: NamedCode,
    /// Its address, `https://shop.example`.
    pub address: String,
}
