//! Sessions as rows: opened, carried on under a new secret, listed and ended.
//! A session keeps how and when its person proved who they are, however often it changes its secret.

use kontor_contract::{
    account::{KnownDevice, OpenedSession, OwnSessionView},
    audit::Change,
};
use kontor_kernel::{CompanyId, MembershipId, SessionId, Timestamp, UserId};
use kontor_store::{Credential, Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};
use serde_json::{Value, json};

use super::Service;
use crate::{
    entities::{acting, api_tokens, companies, sessions},
    error::{AccountError, IdentityError},
    model::{secret, user_agent},
};

/// How long a session holds: a working day and the evening after it.
pub(crate) const SESSION_SECONDS: i64 = 14 * 60 * 60;
/// How long one holds that is to be remembered.
pub(crate) const REMEMBERED_SECONDS: i64 = 30 * 24 * 60 * 60;
/// How a person proved who they are, where a provider did it for them.
pub(crate) const BY_PROVIDER: &str = "provider";

/// A session to be opened.
#[derive(Debug, Clone)]
pub(crate) struct NewSession {
    pub(crate) user: UserId,
    pub(crate) membership: MembershipId,
    /// How they proved who they are.
    pub(crate) method: String,
    /// When the proof was begun: credentials that have changed since make the session void.
    pub(crate) proven_at: Timestamp,
    pub(crate) ends_at: Timestamp,
}

/// A session that was opened, and its secret.
pub(crate) struct Fresh {
    pub(crate) id: SessionId,
    pub(crate) secret: String,
    pub(crate) ends_at: Timestamp,
}

impl Service {
    /// Opens a session for whoever comes in. The one that their browser brought ends with it, whoever's it was: a cookie
    /// that somebody else knows or has planted opens nothing from here on.
    pub(crate) async fn begin_session(&self, tx: &WriteTx, ctx: &Ctx, new: NewSession) -> Result<Fresh, IdentityError> {
        if let Ok(brought) = self.own_session(tx, ctx).await {
            self.end_row(tx, &brought).await?;
        }
        self.write_session(tx, new).await
    }

    /// Opens a session with the caller's commit.
    pub(crate) async fn write_session(&self, tx: &WriteTx, new: NewSession) -> Result<Fresh, IdentityError> {
        let (ctx, id, secret) = (tx.ctx(), SessionId::new(), secret::fresh("ks_"));
        let origin = ctx.origin();
        tx.insert::<sessions::Entity>(sessions::Model {
            tenant_id: ctx.tenant(),
            id,
            secret_hash: secret::fingerprint(&secret),
            user_id: new.user,
            membership_id: new.membership,
            created_at: new.proven_at,
            expires_at: Some(new.ends_at),
            revoked_at: None,
            ip: origin.and_then(|origin| origin.ip).map(|ip| ip.to_string()),
            user_agent: origin.and_then(|origin| origin.user_agent.clone()),
            last_seen_at: Some(ctx.now()),
            method: Some(new.method),
            acting_company_id: None,
            acting_until: None,
            acting_reason: None,
        })
        .await?;
        Ok(Fresh { id, secret, ends_at: new.ends_at })
    }

    /// What the owner of an opened session is told: what the next request will find.
    pub(crate) async fn opened(
        &self,
        ctx: &Ctx,
        fresh: Fresh,
        device: Option<KnownDevice>,
    ) -> Result<OpenedSession, IdentityError> {
        let inside = self.inside(ctx, "sign-in");
        let held = self.held(&inside, &secret::fingerprint(&fresh.secret), true).await?;
        let login = match &held {
            Some(held) => self.login_of(&inside, held).await?,
            None => None,
        };
        let signed_in = self.context_of(ctx, &login.ok_or(IdentityError::WrongCredentials)?);
        let view = self.session_view(&signed_in, &secret::csrf_token(&fresh.secret)).await?;
        let micros = fresh.ends_at.micros().saturating_sub(ctx.now().micros());
        Ok(OpenedSession { secret: fresh.secret, max_age_seconds: (micros / 1_000_000).max(1), device, view })
    }

    /// The session of a context; a token has none.
    pub(crate) async fn own_session(&self, tx: &impl Tx, ctx: &Ctx) -> Result<sessions::Model, IdentityError> {
        let Credential::Session(id) = ctx.credential() else { return Err(AccountError::SessionNeeded.into()) };
        let find = tx.find::<sessions::Entity>().filter(sessions::Column::Id.eq(id));
        let row = find.filter(sessions::Column::RevokedAt.is_null()).one(tx).await?;
        row.ok_or(IdentityError::WrongCredentials)
    }

    /// The session of a context whose person proved themselves to us, not to a provider.
    pub(crate) async fn proven_session(&self, ctx: &Ctx) -> Result<sessions::Model, IdentityError> {
        let tx = self.boot.store.read(&self.inside(ctx, "session")).await?;
        let row = self.own_session(&tx, ctx).await?;
        tx.finish().await?;
        let is_ours = row.method.as_deref() != Some(BY_PROVIDER);
        if is_ours { Ok(row) } else { Err(AccountError::PasswordNeeded.into()) }
    }

    /// Ends a session; false when it had ended already, or somebody else was quicker.
    pub(crate) async fn end_row(&self, tx: &WriteTx, row: &sessions::Model) -> Result<bool, IdentityError> {
        let end = tx.update::<sessions::Entity>().set(sessions::Column::RevokedAt, tx.ctx().now());
        let open = end.filter(sessions::Column::Id.eq(row.id)).filter(sessions::Column::RevokedAt.is_null());
        let is_ended = open.run(tx).await? == 1;
        if let Some(company) = row.acting_company_id {
            self.close_acting(tx, row.membership_id, company).await?;
        }
        self.forget_after(tx, row.secret_hash.clone()).await;
        Ok(is_ended)
    }

    /// Notes that a member of staff acts for a company no more, where they still did.
    pub(crate) async fn close_acting(
        &self,
        tx: &WriteTx,
        membership: MembershipId,
        company: CompanyId,
    ) -> Result<(), IdentityError> {
        let end = tx.update::<acting::Entity>().set(acting::Column::EndedAt, tx.ctx().now());
        let of_company = end.filter(acting::Column::CompanyId.eq(company)).filter(acting::Column::EndedAt.is_null());
        // What was over by its time did not end now; the sweep puts that on record.
        let open = of_company.filter(acting::Column::Until.gt(tx.ctx().now()));
        let ended = open.filter(acting::Column::MembershipId.eq(membership)).run(tx).await?;
        if ended > 0 { self.tell_acting_ended(tx, company).await } else { Ok(()) }
    }

    /// Puts on record that nobody acts for a company any more who did.
    pub(crate) async fn tell_acting_ended(&self, tx: &WriteTx, company: CompanyId) -> Result<(), IdentityError> {
        let row = tx.find::<companies::Entity>().filter(companies::Column::Id.eq(company)).one(tx).await?;
        let name = row.map(|row| row.name).unwrap_or_default();
        Ok(self.boot.record(tx, Change::new("identity.acting_ended", "company", company, name)).await?)
    }

    /// Closes the session that a secret belongs to.
    pub(crate) async fn close_session(&self, ctx: &Ctx, secret: &str) -> Result<(), IdentityError> {
        let inside = if ctx.user().is_some() { self.personal(ctx) } else { self.inside(ctx, "sign-out") };
        let tx = self.boot.store.write(&inside).await?;
        let find = tx.find::<sessions::Entity>().filter(sessions::Column::SecretHash.eq(secret::fingerprint(secret)));
        if let Some(row) = find.filter(sessions::Column::RevokedAt.is_null()).one(&tx).await?
            && self.end_row(&tx, &row).await?
        {
            let change = Change::new("identity.signed_out", "person", row.user_id, inside.actor());
            self.boot.record(&tx, change.after(&json!({ "session_id": row.id }))).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Lets a session act in another of its person's roles. It goes on under a new secret, and the old one ends with the
    /// same commit; how and when its person proved who they are stays.
    pub(crate) async fn act_in(&self, ctx: &Ctx, membership: MembershipId) -> Result<OpenedSession, IdentityError> {
        let user = ctx.user().ok_or(IdentityError::WrongCredentials)?;
        let inside = self.inside(ctx, "sign-in");
        let (chosen, _) = self.choose_membership(&inside, user, Some(membership)).await?;
        let tx = self.boot.store.write(&inside).await?;
        let fresh = self.renew_session(&tx, ctx, chosen).await?;
        tx.commit().await?;
        self.opened(ctx, fresh, None).await
    }

    /// Replaces a session by one with another secret; of two who try at once one does.
    pub(crate) async fn renew_session(
        &self,
        tx: &WriteTx,
        ctx: &Ctx,
        membership: MembershipId,
    ) -> Result<Fresh, IdentityError> {
        let row = self.own_session(tx, ctx).await?;
        if !self.end_row(tx, &row).await? {
            return Err(IdentityError::WrongCredentials);
        }
        let new = NewSession {
            user: row.user_id,
            membership,
            method: row.method.unwrap_or_default(),
            proven_at: row.created_at,
            ends_at: row.expires_at.unwrap_or_else(|| ctx.now().plus_seconds(SESSION_SECONDS)),
        };
        self.write_session(tx, new).await
    }

    /// A person's open sessions in the tenant, the newest first.
    pub(crate) async fn open_sessions(
        &self,
        tx: &impl Tx,
        user: UserId,
    ) -> Result<Vec<sessions::Model>, IdentityError> {
        let find = tx.find::<sessions::Entity>().filter(sessions::Column::UserId.eq(user));
        let open = find.filter(sessions::Column::RevokedAt.is_null());
        let live = open.filter(sessions::Column::ExpiresAt.gt(tx.ctx().now()));
        Ok(live.order_by(sessions::Column::CreatedAt, Order::Desc).all(tx).await?)
    }

    /// One's own open sessions here.
    pub(crate) async fn own_sessions(&self, ctx: &Ctx) -> Result<Vec<OwnSessionView>, IdentityError> {
        let myself = self.myself(ctx).await?;
        let tx = self.boot.store.read(&self.inside(ctx, "account")).await?;
        let rows = self.open_sessions(&tx, myself.id).await?;
        tx.finish().await?;
        let is_live = |row: &sessions::Model| myself.credentials_changed_at.is_none_or(|at| row.created_at >= at);
        Ok(rows.into_iter().filter(is_live).map(|row| session_item(row, ctx.credential())).collect())
    }

    /// Ends one of one's own sessions.
    pub(crate) async fn end_own_session(&self, ctx: &Ctx, id: SessionId) -> Result<(), IdentityError> {
        let user = ctx.user().ok_or(IdentityError::WrongCredentials)?;
        let tx = self.boot.store.write(&self.personal(ctx)).await?;
        let rows = self.open_sessions(&tx, user).await?;
        let row = rows.iter().find(|row| row.id == id).ok_or(IdentityError::Unknown("session"))?;
        if self.end_row(&tx, row).await? {
            self.tell_sessions_ended(&tx, user, json!({ "sessions": 1, "session_id": row.id })).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Ends all of one's own sessions here but the one that asks.
    pub(crate) async fn end_own_other_sessions(&self, ctx: &Ctx) -> Result<u64, IdentityError> {
        let user = ctx.user().ok_or(IdentityError::WrongCredentials)?;
        let tx = self.boot.store.write(&self.personal(ctx)).await?;
        let own = self.own_session(&tx, ctx).await?;
        let ended = self.end_sessions(&tx, user, Some(own.id)).await?;
        if ended > 0 {
            self.tell_sessions_ended(&tx, user, json!({ "sessions": ended })).await?;
        }
        tx.commit().await?;
        Ok(ended)
    }

    async fn tell_sessions_ended(&self, tx: &WriteTx, user: UserId, which: Value) -> Result<(), IdentityError> {
        let change = Change::new("identity.sessions_ended", "person", user, tx.ctx().actor());
        Ok(self.boot.record(tx, change.after(&which)).await?)
    }

    /// Ends a person's sessions in the tenant but one, with the caller's commit; tells how many.
    pub(crate) async fn end_sessions(
        &self,
        tx: &WriteTx,
        user: UserId,
        but: Option<SessionId>,
    ) -> Result<u64, IdentityError> {
        let mut ended = 0;
        for row in self.open_sessions(tx, user).await?.iter().filter(|row| Some(row.id) != but) {
            ended += u64::from(self.end_row(tx, row).await?);
        }
        Ok(ended)
    }

    /// Revokes a person's tokens in the tenant with the caller's commit; tells how many.
    pub(crate) async fn end_tokens(&self, tx: &WriteTx, user: UserId) -> Result<u64, IdentityError> {
        let end = tx.update::<api_tokens::Entity>().set(api_tokens::Column::RevokedAt, tx.ctx().now());
        let own = end.filter(api_tokens::Column::UserId.eq(user)).filter(api_tokens::Column::RevokedAt.is_null());
        let ended = own.run(tx).await?;
        let logins = std::sync::Arc::clone(&self.logins);
        tx.after_commit(move || logins.forget_person(user)).await;
        Ok(ended)
    }
}

pub(crate) fn session_item(row: sessions::Model, credential: Credential) -> OwnSessionView {
    OwnSessionView {
        id: row.id,
        device: user_agent::device(row.user_agent.as_deref()),
        ip: row.ip,
        method: row.method.unwrap_or_else(|| "password".to_owned()),
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
        is_current: credential == Credential::Session(row.id),
    }
}
