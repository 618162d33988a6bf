//! Making, using and forgetting passkeys. Each is good on the host it was made on, for its owner alone.
//! A passkey proves possession and the person at once, so that no second factor is asked for after it.

use kontor_contract::{
    account::{OpenedSession, PasskeyChallenge, PasskeyView},
    audit::Change,
};
use kontor_kernel::{MembershipId, PasskeyId, Timestamp, UserId};
use kontor_store::{Ctx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::{Value, json};

use super::{
    Service,
    sessions::{NewSession, SESSION_SECONDS},
    tickets::{NewTicket, Purpose},
};
use crate::{
    entities::passkeys::{self, Column},
    error::{AccountError, IdentityError},
    model::webauthn::{Answer, Challenge, Host, Passkey},
};

/// So many a person may have.
const AT_MOST: usize = 20;
const LONGEST_NAME: usize = 100;

fn refused(cause: String) -> IdentityError {
    AccountError::BadPasskey(cause).into()
}

/// The host of a request, where it can have passkeys.
fn host(ctx: &Ctx) -> Result<(Host, &str), IdentityError> {
    let name = ctx.origin().map(|origin| origin.host.as_str()).unwrap_or_default();
    Ok((Host::new(name).ok_or(AccountError::NoPasskeysHere)?, name))
}

impl Service {
    /// A challenge to make a passkey, for whoever proves once more who they are: whoever sits down at an open session must
    /// not leave with a key to it.
    pub(crate) async fn challenge_for_new(
        &self,
        ctx: &Ctx,
        password: Option<&str>,
    ) -> Result<PasskeyChallenge, IdentityError> {
        let (host, name) = host(ctx)?;
        // A passkey leads to other tenants, so a provider's word is not enough, whoever knows the person today.
        self.proven_session(ctx).await?;
        let myself = self.prove_present(ctx, password.unwrap_or_default(), "/password").await?;
        let present = self.passkeys_of(myself.id).await?;
        if present.len() >= AT_MOST {
            return Err(AccountError::TooManyPasskeys(AT_MOST).into());
        }
        let here: Vec<_> = present.iter().filter(|row| row.rp_id == name).map(kept).collect();
        let made = host.ask_for_new(myself.id, &myself.email, &here).map_err(refused)?;
        self.challenge(ctx, Purpose::NewPasskey, Some(myself.id), made).await
    }

    /// A challenge to sign in with whatever passkey the browser has for the host.
    pub(crate) async fn challenge_to_sign_in(&self, ctx: &Ctx) -> Result<PasskeyChallenge, IdentityError> {
        self.guard.admit_challenge(ctx)?;
        let made = host(ctx)?.0.ask().map_err(refused)?;
        self.challenge(ctx, Purpose::PasskeySignIn, None, made).await
    }

    async fn challenge(
        &self,
        ctx: &Ctx,
        purpose: Purpose,
        user: Option<UserId>,
        made: Challenge,
    ) -> Result<PasskeyChallenge, IdentityError> {
        let new = NewTicket { purpose, user, tenant: Some(ctx.tenant()), data: made.kept };
        Ok(PasskeyChallenge { ticket: self.make_ticket(new).await?, public_key: made.public_key })
    }

    /// Keeps what the authenticator has made.
    pub(crate) async fn keep_passkey(
        &self,
        ctx: &Ctx,
        ticket: &str,
        name: &str,
        credential: &Value,
    ) -> Result<PasskeyView, IdentityError> {
        let session = self.proven_session(ctx).await?;
        let name = checked_name(name)?;
        let (host, host_name) = host(ctx)?;
        let kept = self.see_ticket::<String>(Purpose::NewPasskey, ticket).await?;
        let kept = kept.filter(|kept| kept.tenant == Some(ctx.tenant()) && kept.user == Some(session.user_id));
        let kept = kept.ok_or(AccountError::TicketOver)?;
        let made = host.accept_new(&kept.data, session.user_id, credential).map_err(refused)?;
        let row = passkeys::Model {
            id: PasskeyId::new(),
            user_id: session.user_id,
            rp_id: host_name.to_owned(),
            credential_id: made.credential_id,
            public_state: made.public_state,
            name: name.to_owned(),
            created_at: ctx.now(),
            last_used_at: None,
        };
        let tx = self.boot.store.write(&self.personal(ctx)).await?;
        let person = self.lock_proven(&tx, session.user_id, session.created_at).await?;
        if !self.take_ticket_in(&tx, ticket).await? {
            return Err(AccountError::TicketOver.into());
        }
        let find = passkeys::Entity::find().filter(Column::UserId.eq(person.id));
        if tx.all_system(&self.authority, find).await?.len() >= AT_MOST {
            return Err(AccountError::TooManyPasskeys(AT_MOST).into());
        }
        tx.insert_system::<passkeys::Entity>(&self.authority, vec![row.clone()]).await?;
        let change = Change::new("identity.passkey_added", "person", person.id, &person.name);
        self.boot.record(&tx, change.after(&json!({ "passkey": name, "host": host_name }))).await?;
        self.tell(&tx, &person, "identity/passkey-added", json!({ "passkey": name })).await?;
        tx.commit().await?;
        Ok(view(&row))
    }

    /// Signs in with the answer to a challenge. Answer, counter, ticket and session are one commit.
    pub(crate) async fn sign_in_by_passkey(
        &self,
        ctx: &Ctx,
        ticket: &str,
        credential: &Value,
        membership: Option<MembershipId>,
    ) -> Result<OpenedSession, IdentityError> {
        let (host, host_name) = host(ctx)?;
        let proven_at = ctx.now();
        let kept = self.see_ticket::<String>(Purpose::PasskeySignIn, ticket).await?;
        let kept = kept.filter(|kept| kept.tenant == Some(ctx.tenant())).ok_or(AccountError::TicketOver)?;
        let answer = Answer::read(credential).map_err(refused)?;
        let row = self.passkey_named(&answer.credential_id(), host_name).await?;
        let row = row.ok_or(IdentityError::WrongCredentials)?;
        let person = self.person(row.user_id).await?.ok_or(IdentityError::WrongCredentials)?;
        let state = host.accept(&kept.data, &answer, person.id, &self::kept(&row)).map_err(|cause| {
            self.note_failure(ctx, &person, "passkey");
            refused(cause)
        })?;
        let (membership, _) = self.choose_membership(&self.inside(ctx, "sign-in"), person.id, membership).await?;
        let tx = self.boot.store.write(&self.as_person(ctx, &person)).await?;
        self.lock_proven(&tx, person.id, proven_at).await?;
        let is_good = self.take_ticket_in(&tx, ticket).await? && self.count_use(&tx, &row, state, proven_at).await?;
        if !is_good {
            return Err(AccountError::TicketOver.into());
        }
        let new = NewSession {
            user: person.id,
            membership,
            method: "passkey".to_owned(),
            proven_at,
            ends_at: proven_at.plus_seconds(SESSION_SECONDS),
        };
        let arrived = self.welcome(&tx, ctx, &person, new).await?;
        tx.commit().await?;
        self.opened(ctx, arrived.fresh, arrived.device).await
    }

    /// Writes the counter down, where nobody else has used the passkey in the meantime.
    async fn count_use(
        &self,
        tx: &WriteTx,
        row: &passkeys::Model,
        state: String,
        at: Timestamp,
    ) -> Result<bool, IdentityError> {
        let update = passkeys::Entity::update_many().col_expr(Column::PublicState, Expr::val(state));
        let update = update.col_expr(Column::LastUsedAt, Expr::val(at)).filter(Column::Id.eq(row.id));
        let same = update.filter(Column::PublicState.eq(&row.public_state));
        Ok(tx.update_system(&self.authority, same).await? == 1)
    }

    async fn passkey_named(&self, credential_id: &str, host: &str) -> Result<Option<passkeys::Model>, IdentityError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let find = passkeys::Entity::find().filter(Column::CredentialId.eq(credential_id));
        Ok(system.one(find.filter(Column::RpId.eq(host))).await?)
    }

    pub(crate) async fn passkeys_of(&self, user: UserId) -> Result<Vec<passkeys::Model>, IdentityError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let find = passkeys::Entity::find().filter(Column::UserId.eq(user)).order_by_asc(Column::CreatedAt);
        Ok(system.all(find).await?)
    }

    /// Forgets one of one's own passkeys.
    pub(crate) async fn drop_passkey(&self, ctx: &Ctx, id: PasskeyId) -> Result<(), IdentityError> {
        let session = self.proven_session(ctx).await?;
        let tx = self.boot.store.write(&self.personal(ctx)).await?;
        let person = self.lock_proven(&tx, session.user_id, session.created_at).await?;
        let own = passkeys::Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::UserId.eq(person.id));
        if tx.delete_system(&self.authority, own).await? == 0 {
            return Err(IdentityError::Unknown("passkey"));
        }
        self.boot.record(&tx, Change::new("identity.passkey_removed", "person", person.id, &person.name)).await?;
        self.tell(&tx, &person, "identity/passkey-removed", json!({})).await?;
        Ok(tx.commit().await?)
    }
}

fn kept(row: &passkeys::Model) -> Passkey {
    Passkey { credential_id: row.credential_id.clone(), public_state: row.public_state.clone() }
}

pub(crate) fn view(row: &passkeys::Model) -> PasskeyView {
    PasskeyView {
        id: row.id,
        name: row.name.clone(),
        host: row.rp_id.clone(),
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    }
}

fn checked_name(name: &str) -> Result<&str, IdentityError> {
    let name = name.trim();
    let is_good = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
    let detail = format!("Name the passkey in 1 to {LONGEST_NAME} characters, so that you know it again.");
    if is_good { Ok(name) } else { Err(IdentityError::BadField { pointer: "/name", detail: detail.into() }) }
}
