//! A person to themselves: what they are called, how they are written to, and by what they sign in.
//! Name and language belong to the person, not to a tenant; a change shows wherever they are known.

use kontor_contract::{
    account::{MeChange, MeView, SecondFactorState},
    audit::Change,
};
use kontor_kernel::{UserId, sort_key};
use kontor_store::{Ctx, Tx};
use sea_orm::{ColumnTrait, Value};
use serde_json::json;

use super::{Service, passkeys, second_factor::recovery_hashes, sessions::BY_PROVIDER};
use crate::{
    entities::{sessions, users, users::Column},
    error::{AccountError, IdentityError},
};

const LONGEST_NAME: usize = 100;

impl Service {
    /// The person of a context.
    pub(crate) async fn my_view(&self, ctx: &Ctx) -> Result<MeView, IdentityError> {
        let myself = self.myself(ctx).await?;
        let host = ctx.origin().map(|origin| origin.host.clone()).unwrap_or_default();
        let knows_here_only = self.knows_here_only(ctx).await?;
        let held = self.passkeys_of(myself.id).await?;
        let shown = held.iter().filter(|row| !knows_here_only || row.rp_id == host);
        let is_required = ctx.is_staff() && self.asks_staff_for_second_factor(ctx).await?;
        Ok(MeView {
            id: myself.id,
            passkeys: shown.map(passkeys::view).collect(),
            has_password: !myself.password_hash.is_empty(),
            locale: myself.locale.as_deref().and_then(|tag| tag.parse().ok()),
            second_factor: SecondFactorState {
                totp_since: myself.totp_confirmed_at,
                recovery_codes_left: u32::try_from(recovery_hashes(&myself).len()).unwrap_or(u32::MAX),
                is_required,
            },
            email: myself.email,
            email_verified_at: myself.email_verified_at,
            name: myself.name,
        })
    }

    /// Whether a context is to learn nothing of other hosts and tenants: a token's, or that of a session which an outside
    /// provider has opened.
    async fn knows_here_only(&self, ctx: &Ctx) -> Result<bool, IdentityError> {
        let kontor_store::Credential::Session(id) = ctx.credential() else { return Ok(true) };
        let tx = self.boot.store.read(&self.personal(ctx)).await?;
        let row = tx.find::<sessions::Entity>().filter(sessions::Column::Id.eq(id)).one(&tx).await?;
        tx.finish().await?;
        Ok(row.is_some_and(|row| row.method.as_deref() == Some(BY_PROVIDER)))
    }

    /// A provider speaks for a person in its own tenant; what other tenants see, too, is not its to change.
    async fn refuse_from_provider(&self, ctx: &Ctx, user: UserId) -> Result<(), IdentityError> {
        let is_known_elsewhere = self.tenants_of(user).await?.iter().any(|tenant| *tenant != ctx.tenant());
        if is_known_elsewhere && self.knows_here_only(ctx).await? {
            return Err(AccountError::PasswordNeeded.into());
        }
        Ok(())
    }

    /// Changes name and language.
    pub(crate) async fn change_myself(&self, ctx: &Ctx, change: &MeChange) -> Result<MeView, IdentityError> {
        let columns = columns_of(change)?;
        if !columns.is_empty() {
            let myself = self.myself(ctx).await?;
            self.refuse_from_provider(ctx, myself.id).await?;
            let tx = self.boot.store.write(&self.personal(ctx)).await?;
            let before = self.lock_person(&tx, myself.id).await?.ok_or(IdentityError::WrongCredentials)?;
            self.set_person(&tx, myself.id, columns).await?;
            let after = users::Model {
                name: change.name.as_deref().unwrap_or(&before.name).trim().to_owned(),
                locale: change.locale.map(|locale| locale.to_string()).or_else(|| before.locale.clone()),
                ..before.clone()
            };
            let shown = |person: &users::Model| json!({ "name": person.name, "locale": person.locale });
            let record = Change::new("identity.person_changed", "person", myself.id, &after.name);
            self.boot.record(&tx, record.before(&shown(&before)).after(&shown(&after))).await?;
            tx.commit().await?;
        }
        self.my_view(ctx).await
    }
}

fn columns_of(change: &MeChange) -> Result<Vec<(Column, Value)>, IdentityError> {
    let mut columns = Vec::new();
    if let Some(name) = change.name.as_deref().map(str::trim) {
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            let detail = format!("A name has 1 to {LONGEST_NAME} characters.");
            return Err(IdentityError::BadField { pointer: "/name", detail: detail.into() });
        }
        columns.push((Column::Name, name.into()));
        columns.push((Column::NameKey, sort_key(name).into()));
    }
    if let Some(locale) = change.locale {
        columns.push((Column::Locale, locale.to_string().into()));
    }
    Ok(columns)
}
