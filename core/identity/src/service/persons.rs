//! People as the deployment keeps them: found, proven by their password, and locked for a change.
//! What is computed slowly happens before a unit of work begins; what decides happens under the lock of the row.

use kontor_contract::messages::{Messages, NewMessage};
use kontor_kernel::{Timestamp, UserId};
use kontor_store::{Ctx, Principal, Scope, StoreError, Tx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::Value;

use super::{Service, guard::Pass, sessions::BY_PROVIDER};
use crate::{
    entities::users,
    error::{AccountError, IdentityError},
    model::{hashing::Verdict, password, user_agent},
};

/// How long ago somebody may have signed in who has no password to prove themselves with, in seconds.
const PRESENT_SECONDS: i64 = 600;

/// A person whose password has been given.
pub(crate) struct Proven {
    pub(crate) person: users::Model,
    /// When the proof was begun: what was changed since makes it void.
    pub(crate) at: Timestamp,
    pass: Pass,
}

impl Service {
    pub(crate) async fn user_by_key(&self, key: &str) -> Result<Option<users::Model>, IdentityError> {
        let tx = self.boot.store.read_system(&self.authority).await?;
        Ok(tx.one(users::Entity::find().filter(users::Column::EmailKey.eq(key))).await?)
    }

    /// The person who is signed in.
    pub(crate) async fn myself(&self, ctx: &Ctx) -> Result<users::Model, IdentityError> {
        let user = ctx.user().ok_or(IdentityError::WrongCredentials)?;
        self.person(user).await?.ok_or(IdentityError::WrongCredentials)
    }

    /// Compares a password with an account's. Wrong, unknown and disabled accounts give the same answer in the same time;
    /// too many attempts are refused before anything is compared. `known_by` names the browser or session of somebody who
    /// has been in before.
    pub(crate) async fn prove(
        &self,
        ctx: &Ctx,
        key: Option<&str>,
        password: &str,
        known_by: Option<&str>,
    ) -> Result<Proven, IdentityError> {
        let pass = self.guard.admit(ctx, key.unwrap_or_default(), known_by).inspect_err(|_| {
            self.failures.count_refused(ctx.tenant(), key.unwrap_or_default());
        })?;
        let at = ctx.now();
        let known = match key {
            Some(key) => self.user_by_key(key).await?,
            None => None,
        };
        let person = known.filter(|person| person.disabled_at.is_none() && person.erased_at.is_none());
        let stored = person.as_ref().map(|person| person.password_hash.as_str());
        let verdict = match password::verify(pass.lane(), password, stored).await {
            Ok(verdict) => verdict,
            Err(_) => {
                self.guard.was_right(pass);
                return Err(AccountError::TooManyAttempts.into());
            }
        };
        let person = person.ok_or(IdentityError::WrongCredentials)?;
        if !verdict.is_right {
            self.note_failure(ctx, &person, "password");
            return Err(IdentityError::WrongCredentials);
        }
        self.renew_hash(&person, password, verdict).await?;
        Ok(Proven { person, at, pass })
    }

    /// The password was right and led somewhere: the attempt does not count.
    pub(crate) fn proven(&self, proven: Proven) -> users::Model {
        self.guard.was_right(proven.pass);
        proven.person
    }

    /// The person who is signed in, proven by their password once more. `pointer` names the field it came in.
    pub(crate) async fn prove_myself(
        &self,
        ctx: &Ctx,
        password: &str,
        pointer: &'static str,
    ) -> Result<users::Model, IdentityError> {
        let myself = self.myself(ctx).await?;
        // By the person, not by the session: a session changes its id as often as one likes.
        let known_by = myself.id.to_string();
        let proven = self.prove(ctx, Some(&myself.email_key), password, Some(&known_by)).await;
        let proven = proven.map_err(|error| match error {
            IdentityError::WrongCredentials => AccountError::WrongPassword(pointer).into(),
            other => other,
        })?;
        Ok(self.proven(proven))
    }

    /// The person who is signed in, proven by their password where they have one, else by having signed in a moment ago.
    ///
    /// An account without a password is signed in to through an outside provider alone, so there is nothing to ask for
    /// but that the provider has spoken lately: a browser that was left open does not change what opens the account.
    /// What is changed counts wherever the person is known, and a provider speaks in its own tenant only; so its word is
    /// enough only where no other tenant knows the person.
    pub(crate) async fn prove_present(
        &self,
        ctx: &Ctx,
        password: &str,
        pointer: &'static str,
    ) -> Result<users::Model, IdentityError> {
        let myself = self.myself(ctx).await?;
        if !myself.password_hash.is_empty() {
            return self.prove_myself(ctx, password, pointer).await;
        }
        let tx = self.boot.store.read(&self.inside(ctx, "session")).await?;
        let session = self.own_session(&tx, ctx).await?;
        tx.finish().await?;
        if session.created_at.plus_seconds(PRESENT_SECONDS) < ctx.now() {
            return Err(AccountError::SignInAgain.into());
        }
        let is_by_provider = session.method.as_deref() == Some(BY_PROVIDER);
        if is_by_provider && self.tenants_of(myself.id).await?.iter().any(|tenant| *tenant != ctx.tenant()) {
            return Err(AccountError::PasswordNeeded.into());
        }
        Ok(myself)
    }

    /// A hash made with other parameters than today's is replaced while the password is at hand.
    async fn renew_hash(&self, person: &users::Model, password: &str, verdict: Verdict) -> Result<(), IdentityError> {
        if !verdict.is_outdated {
            return Ok(());
        }
        // Too short for today's rules, it stays as it was.
        let Ok(fresh) = password::hash(password).await else { return Ok(()) };
        let tx = self.boot.store.system(&self.authority).await?;
        let update = users::Entity::update_many().col_expr(users::Column::PasswordHash, Expr::val(fresh));
        let same = update.filter(users::Column::Id.eq(person.id));
        tx.update(same.filter(users::Column::PasswordHash.eq(&person.password_hash))).await?;
        Ok(tx.commit().await?)
    }

    /// A person as they are now, and stay until the commit: whoever else changes them waits.
    pub(crate) async fn lock_person(&self, tx: &WriteTx, user: UserId) -> Result<Option<users::Model>, StoreError> {
        let touch = users::Entity::update_many().col_expr(users::Column::Id, Expr::val(user));
        tx.update_system(&self.authority, touch.filter(users::Column::Id.eq(user))).await?;
        let find = users::Entity::find().filter(users::Column::Id.eq(user));
        Ok(tx.all_system(&self.authority, find).await?.into_iter().next())
    }

    /// Locks the person of a proof that must still hold: neither disabled nor erased, and nothing of what they sign in
    /// with changed since.
    pub(crate) async fn lock_proven(
        &self,
        tx: &WriteTx,
        user: UserId,
        since: Timestamp,
    ) -> Result<users::Model, IdentityError> {
        let person = self.lock_person(tx, user).await?.ok_or(IdentityError::WrongCredentials)?;
        let is_gone = person.disabled_at.is_some() || person.erased_at.is_some();
        let has_changed = person.credentials_changed_at.is_some_and(|changed| changed > since);
        if is_gone || has_changed { Err(IdentityError::WrongCredentials) } else { Ok(person) }
    }

    /// Changes columns of a person within a unit of work.
    pub(crate) async fn set_person(
        &self,
        tx: &WriteTx,
        user: UserId,
        columns: Vec<(users::Column, sea_orm::Value)>,
    ) -> Result<(), StoreError> {
        let mut update = users::Entity::update_many().filter(users::Column::Id.eq(user));
        for (column, value) in columns {
            update = update.col_expr(column, Expr::val(value));
        }
        tx.update_system(&self.authority, update).await?;
        let (logins, user) = (std::sync::Arc::clone(&self.logins), user);
        tx.after_commit(move || logins.forget_person(user)).await;
        Ok(())
    }

    /// The context of whoever is signed in, for their own account: who they are, without the bounds of the role they act in.
    pub(crate) fn personal(&self, ctx: &Ctx) -> Ctx {
        let mut parts = ctx.parts();
        parts.scope = Scope::tenant();
        self.authority.context(parts)
    }

    /// The context of a person who has proven who they are otherwise than by a session, such as by a mail.
    pub(crate) fn as_person(&self, ctx: &Ctx, person: &users::Model) -> Ctx {
        let mut parts = self.inside(ctx, "account").parts();
        let (name, email) = (person.name.clone(), person.email.clone());
        parts.principal = Principal::User { id: person.id, name, email };
        self.authority.context(parts)
    }

    /// Writes to a person about their own account, where messages are sent at all.
    pub(crate) async fn tell(
        &self,
        tx: &WriteTx,
        person: &users::Model,
        template: &'static str,
        data: serde_json::Value,
    ) -> Result<(), IdentityError> {
        self.write_to(tx, person, NewMessage { data, ..NewMessage::new(template, &person.email) }).await
    }

    /// The same for a message that leads somewhere or goes to another address.
    pub(crate) async fn write_to(
        &self,
        tx: &WriteTx,
        person: &users::Model,
        mut message: NewMessage,
    ) -> Result<(), IdentityError> {
        let Some(messages) = self.boot.ports.find::<dyn Messages>() else { return Ok(()) };
        let Value::Object(data) = &mut message.data else { return Ok(()) };
        let device = tx.ctx().origin().and_then(|origin| origin.user_agent.as_deref());
        data.insert("tenant".to_owned(), tx.ctx().tenant_facts().name.clone().into());
        data.insert("name".to_owned(), person.name.clone().into());
        data.insert("at".to_owned(), serde_json::to_value(tx.ctx().now()).unwrap_or_default());
        data.insert("device".to_owned(), user_agent::device(device).into());
        message.to_name = Some(person.name.clone());
        message.locale = person.locale.as_deref().and_then(|tag| tag.parse().ok());
        message.subject = Some(("person", person.id.to_string()));
        messages.send(tx, message).await?;
        Ok(())
    }
}
