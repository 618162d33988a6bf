//! Secrets that are good once and for a short time. Taking one deletes it, so that two who hold it cannot both use it.
//! They belong to the deployment, because a person does: the tenant stands in the ticket where it matters.

use kontor_kernel::{TenantId, Timestamp, UserId};
use kontor_store::{Tx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Serialize, de::DeserializeOwned};

use super::Service;
use crate::{
    entities::tickets,
    error::IdentityError,
    model::secret::{self, fingerprint},
};

/// What a ticket is for. One that was made for something else opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The second step of signing in.
    SecondFactor,
    /// A challenge to sign in with a passkey.
    PasskeySignIn,
    /// A challenge to make a passkey.
    NewPasskey,
    /// A new password by mail.
    PasswordReset,
    /// An address is to be confirmed by mail.
    EmailConfirmation,
    /// Going on in another tenant without signing in anew.
    Handover,
    /// Signing in through an outside provider.
    Provider,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::SecondFactor => "second_factor",
            Self::PasskeySignIn => "passkey_sign_in",
            Self::NewPasskey => "new_passkey",
            Self::PasswordReset => "password_reset",
            Self::EmailConfirmation => "email_confirmation",
            Self::Handover => "handover",
            Self::Provider => "provider",
        }
    }

    /// How long it is good, in seconds.
    pub(crate) const fn seconds(self) -> i64 {
        match self {
            Self::Handover => 60,
            Self::PasskeySignIn | Self::NewPasskey => 300,
            Self::SecondFactor | Self::Provider => 600,
            Self::PasswordReset => 3_600,
            Self::EmailConfirmation => 48 * 3_600,
        }
    }
}

/// A ticket before it is made.
#[derive(Debug, Clone)]
pub(crate) struct NewTicket<T> {
    pub(crate) purpose: Purpose,
    pub(crate) user: Option<UserId>,
    pub(crate) tenant: Option<TenantId>,
    pub(crate) data: T,
}

/// A ticket that was taken: it is good no more.
#[derive(Debug, Clone)]
pub(crate) struct Ticket<T> {
    pub(crate) user: Option<UserId>,
    pub(crate) tenant: Option<TenantId>,
    pub(crate) data: T,
    pub(crate) created_at: Timestamp,
}

impl Service {
    /// Makes a ticket and returns its secret.
    pub(crate) async fn make_ticket<T: Serialize>(&self, new: NewTicket<T>) -> Result<String, IdentityError> {
        let (secret, row) = ticket(&new, self.boot.clock.now())?;
        let tx = self.boot.store.system(&self.authority).await?;
        tx.insert::<tickets::Entity>(vec![row]).await?;
        tx.commit().await?;
        Ok(secret)
    }

    /// The same with the caller's commit.
    pub(crate) async fn make_ticket_in<T: Serialize>(
        &self,
        tx: &WriteTx,
        new: NewTicket<T>,
    ) -> Result<String, IdentityError> {
        let (secret, row) = ticket(&new, tx.ctx().now())?;
        tx.insert_system::<tickets::Entity>(&self.authority, vec![row]).await?;
        Ok(secret)
    }

    /// Takes a ticket with the caller's commit: of two who try at once one gets it.
    pub(crate) async fn take_ticket_in(&self, tx: &WriteTx, secret: &str) -> Result<bool, IdentityError> {
        let delete = tickets::Entity::delete_many().filter(tickets::Column::SecretHash.eq(fingerprint(secret)));
        Ok(tx.delete_system(&self.authority, delete).await? == 1)
    }

    /// Takes away every ticket of a person with the caller's commit: what they sign in with changed.
    pub(crate) async fn drop_tickets_in(&self, tx: &WriteTx, user: UserId) -> Result<(), IdentityError> {
        let delete = tickets::Entity::delete_many().filter(tickets::Column::UserId.eq(user));
        tx.delete_system(&self.authority, delete).await?;
        Ok(())
    }

    /// Takes a ticket: of two who try at once one gets it. Nothing when it is unknown, for something else or too old.
    pub(crate) async fn take_ticket<T: DeserializeOwned>(
        &self,
        purpose: Purpose,
        secret: &str,
    ) -> Result<Option<Ticket<T>>, IdentityError> {
        let Some(row) = self.ticket_row(purpose, secret).await? else { return Ok(None) };
        let tx = self.boot.store.system(&self.authority).await?;
        let delete = tickets::Entity::delete_many().filter(tickets::Column::SecretHash.eq(&row.secret_hash));
        let taken = tx.delete(delete).await?;
        tx.commit().await?;
        Ok(if taken == 1 { opened(row) } else { None })
    }

    /// Looks at a ticket and leaves it good.
    pub(crate) async fn see_ticket<T: DeserializeOwned>(
        &self,
        purpose: Purpose,
        secret: &str,
    ) -> Result<Option<Ticket<T>>, IdentityError> {
        Ok(self.ticket_row(purpose, secret).await?.and_then(opened))
    }

    async fn ticket_row(&self, purpose: Purpose, secret: &str) -> Result<Option<tickets::Model>, IdentityError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let select = tickets::Entity::find().filter(tickets::Column::SecretHash.eq(fingerprint(secret)));
        let row = system.one(select).await?;
        Ok(row.filter(|row| row.purpose == purpose.name() && row.expires_at > self.boot.clock.now()))
    }

    /// What a person's tickets for a purpose say.
    pub(crate) async fn tickets_of(
        &self,
        user: UserId,
        purpose: Purpose,
    ) -> Result<Vec<serde_json::Value>, IdentityError> {
        let system = self.boot.store.read_system(&self.authority).await?;
        let select = tickets::Entity::find().filter(tickets::Column::UserId.eq(user));
        let rows = system.all(select.filter(tickets::Column::Purpose.eq(purpose.name()))).await?;
        Ok(rows.into_iter().map(|row| row.data).collect())
    }

    /// Forgets tickets that are good no more.
    pub(crate) async fn sweep_tickets(&self) -> Result<u64, IdentityError> {
        let tx = self.boot.store.system(&self.authority).await?;
        let old = tickets::Entity::delete_many().filter(tickets::Column::ExpiresAt.lt(self.boot.clock.now()));
        let swept = tx.delete(old).await?;
        tx.commit().await?;
        Ok(swept)
    }
}

/// A fresh secret and what is kept of it.
fn ticket<T: Serialize>(new: &NewTicket<T>, now: Timestamp) -> Result<(String, tickets::Model), IdentityError> {
    let secret = secret::fresh("");
    let data = serde_json::to_value(&new.data).map_err(|cause| IdentityError::Hashing(cause.to_string()))?;
    let row = tickets::Model {
        secret_hash: fingerprint(&secret),
        purpose: new.purpose.name().to_owned(),
        user_id: new.user,
        tenant_id: new.tenant,
        data,
        created_at: now,
        expires_at: now.plus_seconds(new.purpose.seconds()),
    };
    Ok((secret, row))
}

fn opened<T: DeserializeOwned>(row: tickets::Model) -> Option<Ticket<T>> {
    let data = serde_json::from_value(row.data).ok()?;
    Some(Ticket { user: row.user_id, tenant: row.tenant_id, data, created_at: row.created_at })
}
