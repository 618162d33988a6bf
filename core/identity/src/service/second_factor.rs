//! More than a password: one-time codes of an app, recovery codes, and what a tenant asks of its staff.
//! A code is taken under the lock of its person, so that of two who bring the same one one is let in.

use kontor_contract::{
    account::{OpenedSession, RecoveryCodes, SecondFactorView, TotpSetup},
    audit::Change,
};
use kontor_kernel::{MembershipId, Timestamp, UserId};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use sea_orm::Value;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Service,
    sessions::NewSession,
    tickets::{NewTicket, Purpose},
};
use crate::{
    entities::users::{self, Column},
    error::{AccountError, IdentityError},
    manifest,
    model::totp,
};

/// A sign-in that waits for its second step.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Pending {
    pub(crate) membership: MembershipId,
    pub(crate) proven_at: Timestamp,
    pub(crate) ends_at: Timestamp,
}

impl Service {
    pub(crate) async fn ask_for_second_factor(
        &self,
        ctx: &Ctx,
        person: &users::Model,
        pending: Pending,
    ) -> Result<SecondFactorView, IdentityError> {
        let new = NewTicket {
            purpose: Purpose::SecondFactor,
            user: Some(person.id),
            tenant: Some(ctx.tenant()),
            data: pending,
        };
        let mut methods = vec!["totp"];
        if !recovery_hashes(person).is_empty() {
            methods.push("recovery_code");
        }
        Ok(SecondFactorView { step: "second_factor", ticket: self.make_ticket(new).await?, methods })
    }

    /// The second step: a code. Code, ticket and session are one commit.
    pub(crate) async fn sign_in_by_code(
        &self,
        ctx: &Ctx,
        ticket: &str,
        code: &str,
    ) -> Result<OpenedSession, IdentityError> {
        let kept = self.see_ticket::<Pending>(Purpose::SecondFactor, ticket).await?;
        let kept = kept.filter(|kept| kept.tenant == Some(ctx.tenant())).ok_or(AccountError::TicketOver)?;
        let (user, pending) = (kept.user.ok_or(AccountError::TicketOver)?, kept.data);
        let taken = self.guard.admit_code(user)?;
        let known = self.person(user).await?.ok_or(IdentityError::WrongCredentials)?;
        let tx = self.boot.store.write(&self.as_person(ctx, &known)).await?;
        let person = self.lock_proven(&tx, user, pending.proven_at).await?;
        if let Err(error) = self.take_code(&tx, &person, code).await {
            self.note_failure(ctx, &person, "code");
            return Err(error);
        }
        if !self.take_ticket_in(&tx, ticket).await? {
            return Err(AccountError::TicketOver.into());
        }
        let new = NewSession {
            user,
            membership: pending.membership,
            method: "password".to_owned(),
            proven_at: pending.proven_at,
            ends_at: pending.ends_at,
        };
        let arrived = self.welcome(&tx, ctx, &person, new).await?;
        tx.commit().await?;
        self.guard.code_was_right(taken);
        self.opened(ctx, arrived.fresh, arrived.device).await
    }

    /// Takes a one-time or recovery code of a locked person; none is taken twice.
    async fn take_code(&self, tx: &WriteTx, person: &users::Model, code: &str) -> Result<(), IdentityError> {
        if let Some(step) = self.step_of(person, code, tx.ctx().now()) {
            if person.totp_last_step.is_some_and(|last| step <= last) {
                return Err(AccountError::WrongCode.into());
            }
            return Ok(self.set_person(tx, person.id, vec![(Column::TotpLastStep, step.into())]).await?);
        }
        let left = recovery_hashes(person);
        let given = totp::recovery_hash(person.id, code).ok_or(AccountError::WrongCode)?;
        let rest: Vec<&String> = left.iter().filter(|hash| **hash != given).collect();
        if rest.len() == left.len() {
            return Err(AccountError::WrongCode.into());
        }
        self.set_person(tx, person.id, vec![(Column::RecoveryCodes, Value::from(json!(rest)))]).await?;
        let change = Change::new("identity.recovery_code_used", "person", person.id, &person.name);
        Ok(self.boot.record(tx, change.after(&json!({ "left": rest.len() }))).await?)
    }

    /// The step of a right code.
    fn step_of(&self, person: &users::Model, code: &str, now: Timestamp) -> Option<i64> {
        let kept = self.vault.open(&totp::place(person.id), person.totp_sealed.as_deref()?)?;
        totp::step_of(&kept, code, now)
    }

    /// What to set an app up with; until a code of it was given nothing is asked for.
    pub(crate) async fn begin_totp(&self, ctx: &Ctx, password: &str) -> Result<TotpSetup, IdentityError> {
        let myself = self.prove_present(ctx, password, "/password").await?;
        let secret = totp::fresh_secret();
        let setup = totp::setup(&secret, &ctx.tenant_facts().name, &myself.email)?;
        let sealed = self.vault.seal(&totp::place(myself.id), &secret);
        let tx = self.boot.store.write(&self.personal(ctx)).await?;
        let person = self.lock_person(&tx, myself.id).await?.ok_or(IdentityError::WrongCredentials)?;
        if person.totp_confirmed_at.is_some() {
            return Err(AccountError::TotpOn.into());
        }
        let columns = vec![(Column::TotpSealed, sealed.into()), (Column::TotpLastStep, Value::BigInt(None))];
        self.set_person(&tx, person.id, columns).await?;
        tx.commit().await?;
        Ok(setup)
    }

    /// The app gives right codes: from here on one is asked for.
    pub(crate) async fn finish_totp(&self, ctx: &Ctx, code: &str) -> Result<RecoveryCodes, IdentityError> {
        let user = self.myself(ctx).await?.id;
        let taken = self.guard.admit_code(user)?;
        let tx = self.boot.store.write(&self.personal(ctx)).await?;
        let person = self.lock_person(&tx, user).await?.ok_or(IdentityError::WrongCredentials)?;
        if person.totp_confirmed_at.is_some() {
            return Err(AccountError::TotpOn.into());
        }
        if person.totp_sealed.is_none() {
            return Err(AccountError::TotpOff.into());
        }
        let step = self.step_of(&person, code, ctx.now()).ok_or(AccountError::WrongCode)?;
        let (codes, hashes) = fresh_recovery_codes(user);
        let columns = vec![
            (Column::TotpConfirmedAt, ctx.now().into()),
            (Column::TotpLastStep, step.into()),
            (Column::RecoveryCodes, hashes),
        ];
        self.set_person(&tx, user, columns).await?;
        self.boot.record(&tx, Change::new("identity.second_factor_added", "person", user, &person.name)).await?;
        self.tell(&tx, &person, "identity/second-factor-added", json!({})).await?;
        tx.commit().await?;
        self.guard.code_was_right(taken);
        Ok(RecoveryCodes { recovery_codes: codes })
    }

    /// Recovery codes anew, for whoever has used them up or lost the sheet; the ones before are good no more.
    pub(crate) async fn renew_codes(&self, ctx: &Ctx, password: &str) -> Result<RecoveryCodes, IdentityError> {
        let user = self.prove_present(ctx, password, "/password").await?.id;
        let tx = self.boot.store.write(&self.personal(ctx)).await?;
        let person = self.lock_person(&tx, user).await?.ok_or(IdentityError::WrongCredentials)?;
        if person.totp_confirmed_at.is_none() {
            return Err(AccountError::TotpOff.into());
        }
        let (codes, hashes) = fresh_recovery_codes(user);
        self.set_person(&tx, user, vec![(Column::RecoveryCodes, hashes)]).await?;
        self.boot.record(&tx, Change::new("identity.recovery_codes_renewed", "person", user, &person.name)).await?;
        self.tell(&tx, &person, "identity/recovery-codes-renewed", json!({})).await?;
        tx.commit().await?;
        Ok(RecoveryCodes { recovery_codes: codes })
    }

    /// No code is asked for any more.
    pub(crate) async fn drop_totp(&self, ctx: &Ctx, password: &str) -> Result<(), IdentityError> {
        let user = self.prove_present(ctx, password, "/password").await?.id;
        let tx = self.boot.store.write(&self.personal(ctx)).await?;
        let person = self.lock_person(&tx, user).await?.ok_or(IdentityError::WrongCredentials)?;
        if person.totp_sealed.is_none() {
            return Err(AccountError::TotpOff.into());
        }
        self.set_person(&tx, user, no_totp()).await?;
        self.boot.record(&tx, Change::new("identity.second_factor_removed", "person", user, &person.name)).await?;
        self.tell(&tx, &person, "identity/second-factor-removed", json!({})).await?;
        Ok(tx.commit().await?)
    }

    /// Whether the tenant asks its staff for a second factor and this session came about without one. Whom a provider has
    /// proven is the provider's business.
    pub(crate) async fn lacks_second_factor(
        &self,
        ctx: &Ctx,
        person: &users::Model,
        method: Option<&str>,
    ) -> Result<bool, StoreError> {
        if person.totp_confirmed_at.is_some() || matches!(method, None | Some("passkey" | "provider")) {
            return Ok(false);
        }
        self.asks_staff_for_second_factor(ctx).await
    }

    /// Whether the tenant asks its staff for a second factor.
    pub(crate) async fn asks_staff_for_second_factor(&self, ctx: &Ctx) -> Result<bool, StoreError> {
        let state = self.boot.modules.state(ctx, manifest::MANIFEST.id).await?;
        Ok(state.settings["second_factor_for_staff"] == "required")
    }
}

/// Codes to be shown once, and what is kept of them.
fn fresh_recovery_codes(user: UserId) -> (Vec<String>, Value) {
    let codes = totp::fresh_recovery_codes();
    let hashes: Vec<_> = codes.iter().filter_map(|code| totp::recovery_hash(user, code)).collect();
    (codes, Value::from(json!(hashes)))
}

/// What is left of a person's recovery codes.
pub(crate) fn recovery_hashes(person: &users::Model) -> Vec<String> {
    let kept = person.recovery_codes.clone().map(serde_json::from_value);
    kept.and_then(Result::ok).unwrap_or_default()
}

/// A person without one-time codes.
pub(crate) fn no_totp() -> Vec<(Column, Value)> {
    vec![
        (Column::TotpSealed, Value::String(None)),
        (Column::TotpConfirmedAt, Value::BigInt(None)),
        (Column::TotpLastStep, Value::BigInt(None)),
        (Column::RecoveryCodes, Value::Json(None)),
    ]
}
