//! Forgetting a person: what they got in by goes, what they are called goes, and what the law wants kept loses their name.
//! A person whom another tenant knows stays themselves there.

use kontor_contract::privacy::{DataSubject, Erased};
use kontor_kernel::{UserId, sort_key};
use kontor_store::{Tx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Value};

use super::Service;
use crate::{
    entities::{
        acting, api_tokens, external_identities, invitations, memberships, passkeys, profiles, registrations, sessions,
        tickets, user_tenants,
        users::{self, Column},
    },
    error::IdentityError,
    model::email::email_key,
};

impl Service {
    /// Sessions and tokens in this tenant, with their addresses and browsers.
    pub(super) async fn erase_access(&self, tx: &WriteTx, user: UserId) -> Result<u64, IdentityError> {
        let sessions = tx.delete::<sessions::Entity>().filter(sessions::Column::UserId.eq(user)).run(tx).await?;
        let tokens = tx.delete::<api_tokens::Entity>().filter(api_tokens::Column::UserId.eq(user)).run(tx).await?;
        let profiles = tx.delete::<profiles::Entity>().filter(profiles::Column::UserId.eq(user)).run(tx).await?;
        let logins = std::sync::Arc::clone(&self.logins);
        tx.after_commit(move || logins.forget_person(user)).await;
        Ok(sessions + tokens + profiles)
    }

    pub(super) async fn erase_requests(&self, tx: &WriteTx, email: &str) -> Result<u64, IdentityError> {
        let key = email_key(email).unwrap_or_default();
        let invited = tx.delete::<invitations::Entity>().filter(invitations::Column::EmailKey.eq(&key)).run(tx).await?;
        let asked =
            tx.delete::<registrations::Entity>().filter(registrations::Column::EmailKey.eq(&key)).run(tx).await?;
        Ok(invited + asked)
    }

    /// Memberships end and stay as somebody's who has no name any more: orders and histories refer to them. Where no other
    /// tenant knows the person, the person is gone for good; otherwise a namesake without a name takes their place here.
    pub(super) async fn erase_identity(&self, tx: &WriteTx, subject: &DataSubject) -> Result<Erased, IdentityError> {
        let end = tx.update::<memberships::Entity>().set(memberships::Column::EndedAt, tx.ctx().now());
        let own = end.filter(memberships::Column::UserId.eq(subject.user));
        own.filter(memberships::Column::EndedAt.is_null()).run(tx).await?;
        let known = user_tenants::Entity::find().filter(user_tenants::Column::UserId.eq(subject.user));
        let known = tx.all_system(&self.authority, known).await?;
        let is_known_elsewhere = known.iter().any(|row| row.tenant_id != tx.tenant());
        let former = if is_known_elsewhere { UserId::new() } else { subject.user };
        if is_known_elsewhere {
            self.replace_here(tx, subject.user, former).await?;
        } else {
            self.blank_person(tx, subject.user).await?;
        }
        let kept = tx.update::<acting::Entity>().set(acting::Column::UserId, former);
        let kept = kept.set(acting::Column::Name, former_name(subject.user));
        let kept = kept.filter(acting::Column::UserId.eq(subject.user)).run(tx).await?;
        let memberships = u64::try_from(subject.memberships.len()).unwrap_or(u64::MAX);
        let reason = "memberships without a name, which orders and records refer to (accounting law)";
        Ok(Erased { name: "person", erased: 1, kept: kept + memberships, reason })
    }

    /// A namesake without a name takes a person's place in this tenant; elsewhere they stay themselves.
    async fn replace_here(&self, tx: &WriteTx, user: UserId, former: UserId) -> Result<(), IdentityError> {
        let nobody = users::Model {
            id: former,
            email: former_email(former),
            email_key: former_email(former),
            name: former_name(user),
            name_key: Some(sort_key(&former_name(user))),
            password_hash: String::new(),
            disabled_at: Some(tx.ctx().now()),
            created_at: tx.ctx().now(),
            locale: None,
            email_verified_at: None,
            credentials_changed_at: None,
            totp_sealed: None,
            totp_confirmed_at: None,
            totp_last_step: None,
            recovery_codes: None,
            erased_at: Some(tx.ctx().now()),
        };
        tx.insert_system::<users::Entity>(&self.authority, vec![nobody]).await?;
        let moved = tx.update::<memberships::Entity>().set(memberships::Column::UserId, former);
        moved.filter(memberships::Column::UserId.eq(user)).run(tx).await?;
        let here = user_tenants::Entity::delete_many().filter(user_tenants::Column::UserId.eq(user));
        let here = here.filter(user_tenants::Column::TenantId.eq(tx.tenant()));
        tx.delete_system(&self.authority, here).await?;
        Ok(())
    }

    /// Nothing of a person is left but an id.
    async fn blank_person(&self, tx: &WriteTx, user: UserId) -> Result<(), IdentityError> {
        let now = tx.ctx().now();
        let mut columns = super::second_factor::no_totp();
        columns.extend([
            (Column::Email, former_email(user).into()),
            (Column::EmailKey, former_email(user).into()),
            (Column::Name, former_name(user).into()),
            (Column::NameKey, sort_key(&former_name(user)).into()),
            (Column::PasswordHash, String::new().into()),
            (Column::Locale, Value::String(None)),
            (Column::EmailVerifiedAt, Value::BigInt(None)),
            (Column::CredentialsChangedAt, now.into()),
            (Column::DisabledAt, now.into()),
            (Column::ErasedAt, now.into()),
        ]);
        self.set_person(tx, user, columns).await?;
        let known = user_tenants::Entity::delete_many().filter(user_tenants::Column::UserId.eq(user));
        tx.delete_system(&self.authority, known).await?;
        let keys = passkeys::Entity::delete_many().filter(passkeys::Column::UserId.eq(user));
        tx.delete_system(&self.authority, keys).await?;
        let outside = external_identities::Entity::delete_many().filter(external_identities::Column::UserId.eq(user));
        tx.delete_system(&self.authority, outside).await?;
        let open = tickets::Entity::delete_many().filter(tickets::Column::UserId.eq(user));
        tx.delete_system(&self.authority, open).await?;
        Ok(())
    }
}

/// An address that no mail reaches (RFC 2606).
fn former_email(user: UserId) -> String {
    format!("{}@erased.invalid", user.uuid().simple())
}

/// What somebody is called who was erased.
pub(crate) fn former_name(user: UserId) -> String {
    let id = user.uuid().simple().to_string();
    // The end of the id: its beginning is the time, which many share.
    format!("Former user {}", &id[id.len() - 8..])
}
