//! A person to themselves: what they are called, how they are written to, and by what they sign in.
//! Name and language belong to the person and show wherever they are known; attributes are the tenant's own.

use kontor_contract::{
    account::{MeChange, MeView, SecondFactorState},
    attributes::{Attributes, CustomAttributes},
    audit::Change,
};
use kontor_kernel::{UserId, sort_key};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use sea_orm::{ColumnTrait, Value};
use serde_json::json;

use super::{Service, passkeys, second_factor::recovery_hashes, sessions::BY_PROVIDER};
use crate::{
    entities::{profiles, sessions, users, users::Column},
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
        let attributes = self.own_attributes(ctx, myself.id).await?;
        Ok(MeView {
            attributes,
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

    /// Changes name, language and the tenant's own public attributes.
    pub(crate) async fn change_myself(&self, ctx: &Ctx, change: &MeChange) -> Result<MeView, IdentityError> {
        let columns = columns_of(change)?;
        if !columns.is_empty() || change.attributes.is_some() {
            let myself = self.myself(ctx).await?;
            self.refuse_from_provider(ctx, myself.id).await?;
            let tx = self.boot.store.write(&self.personal(ctx)).await?;
            let before = self.lock_person(&tx, myself.id).await?.ok_or(IdentityError::WrongCredentials)?;
            if !columns.is_empty() {
                self.set_person(&tx, myself.id, columns).await?;
                self.record_myself(&tx, &before, change).await?;
            }
            if let Some(attributes) = &change.attributes {
                self.change_own_attributes(&tx, &before, attributes).await?;
            }
            tx.commit().await?;
        }
        self.my_view(ctx).await
    }

    async fn record_myself(&self, tx: &WriteTx, before: &users::Model, change: &MeChange) -> Result<(), IdentityError> {
        let locale = match change.locale {
            Some(chosen) => chosen.map(|locale| locale.to_string()),
            None => before.locale.clone(),
        };
        let name = change.name.as_deref().unwrap_or(&before.name).trim().to_owned();
        let after = users::Model { name, locale, ..before.clone() };
        let shown = |person: &users::Model| json!({ "name": person.name, "locale": person.locale });
        let record = Change::new("identity.person_changed", "person", before.id, &after.name);
        Ok(self.boot.record(tx, record.before(&shown(before)).after(&shown(&after))).await?)
    }

    /// Sets the attributes of oneself that are public; what is not stays as it is and is not told.
    async fn change_own_attributes(
        &self,
        tx: &WriteTx,
        person: &users::Model,
        change: &Attributes,
    ) -> Result<(), IdentityError> {
        let known = profile_of(tx, person.id).await?;
        let schema = self.boot.ports.get::<dyn CustomAttributes>()?;
        let merged = schema.merge(tx, "person", &known, change, true).await?;
        self.write_profile(tx, person.id, &merged).await?;
        let told = |attributes: &Attributes| json!({ "user_id": person.id, "attributes": attributes });
        let record = Change::new("identity.person_changed", "person", person.id, &person.name);
        Ok(self.boot.record(tx, record.before(&told(&known)).after(&told(&merged))).await?)
    }

    /// The tenant's own attributes of the person of a context, as far as they are public.
    async fn own_attributes(&self, ctx: &Ctx, user: UserId) -> Result<Attributes, IdentityError> {
        let Some(schema) = self.boot.ports.find::<dyn CustomAttributes>() else { return Ok(Attributes::new()) };
        let tx = self.boot.store.read(&self.personal(ctx)).await?;
        let known = profile_of(&tx, user).await?;
        tx.finish().await?;
        Ok(schema.public(ctx, "person", &known).await?)
    }
}

async fn profile_of(tx: &impl Tx, user: UserId) -> Result<Attributes, StoreError> {
    let row = tx.find::<profiles::Entity>().filter(profiles::Column::UserId.eq(user)).one(tx).await?;
    Ok(row.and_then(|row| row.attributes.as_object().cloned()).unwrap_or_default())
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
        columns.push((Column::Locale, locale.map(|locale| locale.to_string()).into()));
    }
    Ok(columns)
}
