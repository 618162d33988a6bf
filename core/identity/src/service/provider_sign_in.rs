//! Signing in through an outside provider: sending a person there, and deciding who comes back.
//!
//! A provider speaks for a person here only where the person has connected the two with their password, or where the
//! operator has made sure that it answers for their mail domain and they have proven the same address to us. It speaks
//! in its own tenant only: a session opened by it never leads to another.

use kontor_contract::{
    account::OpenedSession,
    audit::Change,
    identity::NamedCode,
    outside_sign_in::{Connecting, ExternalIdentityView, OwnProvider, WayOut},
};
use kontor_kernel::{RoleId, SignInProviderId, UserId};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Service,
    joining::{checked_name, person_row},
    providers::{domains, scopes},
    tickets::{NewTicket, Purpose, Ticket},
};
use crate::{
    entities::{external_identities, memberships, sign_in_providers as providers, users},
    error::{AccountError, IdentityError, ProviderError},
    model::{email::email_key, scopes::Scopes, secret},
    oidc::{OidcError, Proof, Return, Start, Started},
};

/// Binds an attempt to the browser that began it, so that nobody is signed in by a link that somebody else prepared.
pub(crate) const ATTEMPT_COOKIE: &str = "kontor_sign_in";
/// As long as an attempt is good.
const ATTEMPT_SECONDS: u32 = 600;

/// What an attempt has to come back to. Kept on this side; the browser knows the state and a secret of its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Attempt {
    provider: SignInProviderId,
    issuer: String,
    client_id: String,
    redirect_uri: String,
    return_to: String,
    /// Fingerprint of the secret in the cookie of the browser that began.
    browser: String,
    kept: Started,
}

/// Where a person goes, and what their browser keeps until they are back.
pub(crate) struct Begun {
    pub(crate) address: String,
    pub(crate) browser_secret: String,
}

/// What a browser brings back from a provider.
pub(crate) struct CameBack {
    pub(crate) state: Option<String>,
    pub(crate) browser_secret: Option<String>,
    pub(crate) answer: Return,
}

/// How it ended: with a session, or with an account that is connected now.
pub(crate) struct Ended {
    pub(crate) opened: Option<OpenedSession>,
    pub(crate) return_to: String,
}

/// What a person who comes through a provider for the first time still lacks.
struct Joining {
    person: Option<UserId>,
    is_connected: bool,
    role: Option<RoleId>,
}

impl Service {
    /// Begins to sign in, or to connect the account of `connect` with the person at the provider.
    pub(crate) async fn begin_outside(
        &self,
        ctx: &Ctx,
        code: &str,
        redirect_uri: String,
        return_to: String,
        connect: Option<UserId>,
    ) -> Result<Begun, IdentityError> {
        let row = self.enabled_provider(&self.inside(ctx, "sign-in"), code).await?;
        let party = self.party(&row, redirect_uri.clone())?;
        let (start, browser_secret) = (Start::new(), secret::fresh(""));
        let attempt = Attempt {
            provider: row.id,
            issuer: row.issuer.clone(),
            client_id: row.client_id.clone(),
            redirect_uri,
            return_to,
            browser: secret::fingerprint(&browser_secret),
            kept: start.kept.clone(),
        };
        let ticket = NewTicket { purpose: Purpose::Provider, user: connect, tenant: Some(ctx.tenant()), data: attempt };
        let state = self.make_ticket(ticket).await?;
        let address = self.providers.address(&party, scopes(&row), start, state).await;
        Ok(Begun { address: address.map_err(|cause| refused(&row, &cause))?, browser_secret })
    }

    /// Connects one's own account, once it is proven to be one's own.
    pub(crate) async fn connect_own(&self, ctx: &Ctx, asked: Connecting<'_>) -> Result<WayOut, IdentityError> {
        let myself = self.prove_present(ctx, asked.password, "/password").await?;
        let redirect_uri = callback_of(ctx, asked.authority, asked.provider);
        let return_to = asked.return_to.to_owned();
        let begun = self.begin_outside(ctx, asked.provider, redirect_uri, return_to, Some(myself.id)).await?;
        Ok(WayOut { cookie: attempt_cookie(ctx, &begun.browser_secret), address: begun.address })
    }

    /// The providers that are switched on, each with one's own connection.
    pub(crate) async fn providers_of_myself(&self, ctx: &Ctx) -> Result<Vec<OwnProvider>, IdentityError> {
        let offered = self.sign_in_providers(&self.inside(ctx, "sign-in")).await?;
        let own = self.own_connections(ctx).await?;
        let with_own = |row: providers::Model| OwnProvider {
            connection: own.iter().find(|connection| connection.issuer == row.issuer).map(connection_view),
            provider: NamedCode { code: row.code, name: row.name },
        };
        Ok(offered.into_iter().filter(|row| row.is_enabled).map(with_own).collect())
    }

    /// Decides who came back from a provider. Whatever the end, the attempt is good no more.
    pub(crate) async fn end_outside(&self, ctx: &Ctx, code: &str, back: CameBack) -> Result<Ended, IdentityError> {
        let (row, ticket) = self.attempt_of(ctx, code, &back).await?;
        let attempt = ticket.data;
        let party = self.party(&row, attempt.redirect_uri)?;
        let proof = self.providers.redeem(&party, attempt.kept, ticket.created_at, ctx.now(), back.answer).await;
        let proof = proof.map_err(|cause| refused(&row, &cause))?;
        if let Some(user) = ticket.user {
            self.connect(ctx, user, &row, &proof).await?;
            return Ok(Ended { opened: None, return_to: attempt.return_to });
        }
        let person = self.person_behind(ctx, &row, &proof).await?;
        let opened = self.open_session_as(ctx, person, None, "provider").await;
        let opened = opened.map_err(|error| match error {
            IdentityError::WrongCredentials => ProviderError::NoAccessYet.into(),
            other => other,
        })?;
        Ok(Ended { opened: Some(opened), return_to: attempt.return_to })
    }

    /// The attempt that belongs to this state, this browser, this tenant and this provider as it stands now.
    async fn attempt_of(
        &self,
        ctx: &Ctx,
        code: &str,
        back: &CameBack,
    ) -> Result<(providers::Model, Ticket<Attempt>), IdentityError> {
        let state = back.state.as_deref().filter(|state| !state.is_empty()).ok_or(ProviderError::Refused)?;
        let ticket = self.take_ticket::<Attempt>(Purpose::Provider, state).await?;
        let ticket = ticket.filter(|ticket| ticket.tenant == Some(ctx.tenant())).ok_or(ProviderError::Refused)?;
        let row = self.enabled_provider(&self.inside(ctx, "sign-in"), code).await?;
        let attempt = &ticket.data;
        let is_same_provider =
            attempt.provider == row.id && attempt.issuer == row.issuer && attempt.client_id == row.client_id;
        let brought = back.browser_secret.as_deref().map(secret::fingerprint);
        let is_same_browser = brought.as_deref() == Some(attempt.browser.as_str());
        if is_same_provider && is_same_browser { Ok((row, ticket)) } else { Err(ProviderError::Refused.into()) }
    }

    /// The person here whom a provider has proven.
    async fn person_behind(&self, ctx: &Ctx, row: &providers::Model, proof: &Proof) -> Result<UserId, IdentityError> {
        let known = self.connected(proof).await?;
        let trusted = trusted_email(row, proof);
        let person = match (known, &trusted) {
            (Some(user), _) => Some(user),
            (None, Some(key)) => self.person_of_address(key).await?,
            (None, None) => return Err(ProviderError::NotConnected.into()),
        };
        let role = row.default_role_id.filter(|_| trusted.is_some());
        let role = match person {
            Some(user) if self.has_been_member(ctx, user).await? => None,
            _ => role,
        };
        match (person, role) {
            (Some(user), None) if known.is_some() => Ok(user),
            (None, None) => Err(ProviderError::NoAccessYet.into()),
            _ => self.take_in(ctx, row, proof, Joining { person, is_connected: known.is_some(), role }).await,
        }
    }

    /// Who has been connected with the person at the provider.
    async fn connected(&self, proof: &Proof) -> Result<Option<UserId>, IdentityError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let select = external_identities::Entity::find()
            .filter(external_identities::Column::Issuer.eq(&proof.issuer))
            .filter(external_identities::Column::Subject.eq(&proof.subject));
        Ok(system.one(select).await?.map(|row| row.user_id))
    }

    /// The account of an address that a trusted provider has verified. One whose owner has never proven the address to
    /// us may have been made by somebody else in their name, so it has to be connected with its password.
    async fn person_of_address(&self, key: &str) -> Result<Option<UserId>, IdentityError> {
        let Some(person) = self.user_by_key(key).await? else { return Ok(None) };
        let is_proven = person.email_verified_at.is_some() || person.password_hash.is_empty();
        if person.disabled_at.is_some() || person.erased_at.is_some() || !is_proven {
            return Err(ProviderError::NotConnected.into());
        }
        Ok(Some(person.id))
    }

    /// Whether somebody is or was a member: who was removed does not come back by a provider's role.
    async fn has_been_member(&self, ctx: &Ctx, user: UserId) -> Result<bool, IdentityError> {
        let tx = self.boot.store.read(&self.inside(ctx, "sign-in")).await?;
        let find = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(user));
        let count = find.count(&tx).await?;
        tx.finish().await?;
        Ok(count > 0)
    }

    /// Makes, connects and lets in, as far as each is missing. One commit: nobody is half in.
    async fn take_in(
        &self,
        ctx: &Ctx,
        row: &providers::Model,
        proof: &Proof,
        joining: Joining,
    ) -> Result<UserId, IdentityError> {
        let tx = self.boot.store.write(&self.inside(ctx, "sign-in")).await?;
        let user = match joining.person {
            Some(user) => user,
            None => self.make_person(&tx, proof).await?,
        };
        if !joining.is_connected {
            self.write_connection(&tx, user, row, proof).await?;
        }
        if let Some(role) = joining.role {
            self.write_membership(&tx, user, role, row).await?;
        }
        tx.commit().await?;
        Ok(user)
    }

    async fn write_membership(
        &self,
        tx: &WriteTx,
        user: UserId,
        role_id: RoleId,
        row: &providers::Model,
    ) -> Result<(), IdentityError> {
        let seat = self.seat_for(tx, role_id, None).await.map_err(|error| match error {
            IdentityError::People(_) => ProviderError::NoAccessYet.into(),
            other => other,
        })?;
        let member = self.give_membership(tx, user, &seat, &Scopes::default()).await?;
        let change = Change::new("identity.membership_made", "membership", member.id, &row.name);
        let how = json!({ "user_id": user, "role_id": role_id, "through": row.code });
        Ok(self.boot.record(tx, change.after(&how)).await?)
    }

    /// A person without a password: they sign in through the provider only.
    async fn make_person(&self, tx: &WriteTx, proof: &Proof) -> Result<UserId, IdentityError> {
        let email = proof.email.as_deref().unwrap_or_default();
        let name = proof.name.as_deref().and_then(|name| checked_name("/name", name).ok());
        let row = person_row(tx.ctx(), email, name.as_deref().unwrap_or(email), String::new())?;
        let id = row.id;
        match tx.insert_system::<users::Entity>(&self.authority, vec![row]).await {
            // Somebody took the address a moment ago; the next attempt finds them.
            Err(StoreError::Duplicate(_)) => Err(ProviderError::Refused.into()),
            other => Ok(other.map(|()| id)?),
        }
    }

    /// Connects the account of whoever began with their password.
    async fn connect(
        &self,
        ctx: &Ctx,
        user: UserId,
        row: &providers::Model,
        proof: &Proof,
    ) -> Result<(), IdentityError> {
        if ctx.user() != Some(user) {
            return Err(ProviderError::Refused.into());
        }
        match self.connected(proof).await? {
            Some(owner) if owner == user => return Ok(()),
            Some(_) => return Err(ProviderError::Refused.into()),
            None => {}
        }
        let tx = self.boot.store.write(ctx).await?;
        self.write_connection(&tx, user, row, proof).await?;
        Ok(tx.commit().await?)
    }

    async fn write_connection(
        &self,
        tx: &WriteTx,
        user: UserId,
        row: &providers::Model,
        proof: &Proof,
    ) -> Result<(), IdentityError> {
        let connection = external_identities::Model {
            issuer: proof.issuer.clone(),
            subject: proof.subject.clone(),
            user_id: user,
            created_at: tx.ctx().now(),
        };
        match tx.insert_system::<external_identities::Entity>(&self.authority, vec![connection]).await {
            Err(StoreError::Duplicate(_)) => return Err(ProviderError::Refused.into()),
            other => other?,
        }
        let change = Change::new("identity.external_identity_connected", "user", user, &row.name);
        let how = json!({ "issuer": proof.issuer, "provider": row.code });
        Ok(self.boot.record(tx, change.after(&how)).await?)
    }

    /// What one's own account is connected with.
    pub(crate) async fn own_connections(&self, ctx: &Ctx) -> Result<Vec<external_identities::Model>, IdentityError> {
        self.connections_of(ctx.user().ok_or(IdentityError::WrongCredentials)?).await
    }

    /// What a person's account is connected with.
    pub(crate) async fn connections_of(&self, user: UserId) -> Result<Vec<external_identities::Model>, IdentityError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let select = external_identities::Entity::find().filter(external_identities::Column::UserId.eq(user));
        Ok(system.all(select).await?)
    }

    /// Disconnects one's own account; false when there is no such connection. An account without a password keeps its
    /// only way in.
    pub(crate) async fn disconnect_own(&self, ctx: &Ctx, id: &str) -> Result<bool, IdentityError> {
        let person = self.myself(ctx).await?;
        let own = self.own_connections(ctx).await?;
        let Some(row) = own.iter().find(|row| connection_view(row).id == id) else { return Ok(false) };
        if person.password_hash.is_empty() {
            return Err(AccountError::OnlyWayIn.into());
        }
        self.proven_session(ctx).await?;
        let tx = self.boot.store.write(&self.personal(ctx)).await?;
        let delete = external_identities::Entity::delete_many()
            .filter(external_identities::Column::Issuer.eq(&row.issuer))
            .filter(external_identities::Column::Subject.eq(&row.subject))
            .filter(external_identities::Column::UserId.eq(person.id));
        if tx.delete_system(&self.authority, delete).await? > 0 {
            let change = Change::new("identity.external_identity_disconnected", "person", person.id, &person.name);
            self.boot.record(&tx, change.before(&json!({ "issuer": row.issuer }))).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}

/// The address a provider sends people back to.
pub(crate) fn callback_of(ctx: &Ctx, authority: &str, code: &str) -> String {
    let scheme = if is_secure(ctx) { "https" } else { "http" };
    format!("{scheme}://{authority}/sign-in/callback/{code}")
}

fn is_secure(ctx: &Ctx) -> bool {
    ctx.origin().is_some_and(|origin| origin.is_secure)
}

/// The cookie of an attempt. Lax, because the way back begins on the provider's site.
pub(crate) fn attempt_cookie(ctx: &Ctx, secret: &str) -> String {
    let secure = if is_secure(ctx) { "; Secure" } else { "" };
    format!("{ATTEMPT_COOKIE}={secret}; Path=/sign-in; HttpOnly; SameSite=Lax; Max-Age={ATTEMPT_SECONDS}{secure}")
}

/// A connection as its owner sees it: named without telling the subject.
pub(crate) fn connection_view(row: &external_identities::Model) -> ExternalIdentityView {
    ExternalIdentityView {
        id: secret::fingerprint(&format!("{} {}", row.issuer, row.subject)),
        issuer: row.issuer.clone(),
        connected_at: row.created_at,
    }
}

/// The key of an address that the provider has verified and that the operator lets it answer for.
fn trusted_email(row: &providers::Model, proof: &Proof) -> Option<String> {
    let key = proof.email.as_deref().filter(|_| proof.is_email_verified).and_then(email_key)?;
    let (_, domain) = key.rsplit_once('@')?;
    domains(row).iter().any(|claimed| claimed.name == domain && claimed.verified_at.is_some()).then_some(key.clone())
}

/// The operator reads the cause in the log; the person who signs in reads that it did not work.
fn refused(row: &providers::Model, cause: &OidcError) -> IdentityError {
    tracing::warn!(provider = %row.code, tenant = %row.tenant_id, %cause, "an outside sign-in was refused");
    ProviderError::Refused.into()
}
