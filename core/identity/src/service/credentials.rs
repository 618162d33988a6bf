//! What happens when that by which a person signs in changes: whatever it opened before opens nothing any more.
//! The instant is kept with the person, so that it holds in every tenant and on every node.

use kontor_contract::{Fault, account::OpenedSession, audit::Change, messages::NewMessage};
use kontor_kernel::Timestamp;
use kontor_store::{Ctx, WriteTx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Service,
    sessions::NewSession,
    tickets::{NewTicket, Purpose},
};
use crate::{
    entities::{
        external_identities, passkeys,
        users::{self, Column},
    },
    error::{AccountError, IdentityError},
    model::{email::email_key, hashing::Lane, password},
};

/// An address that a mail was sent to.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Unconfirmed {
    email: String,
}

impl Service {
    /// Every session and token of a locked person that is older than `at` opens nothing, in no tenant; mails and first
    /// steps that are under way come to nothing, too.
    pub(crate) async fn void_credentials(
        &self,
        tx: &WriteTx,
        person: &users::Model,
        at: Timestamp,
    ) -> Result<(), IdentityError> {
        self.set_person(tx, person.id, vec![(Column::CredentialsChangedAt, at.into())]).await?;
        self.drop_tickets_in(tx, person.id).await?;
        self.end_sessions(tx, person.id, None).await?;
        self.end_tokens(tx, person.id).await?;
        Ok(())
    }

    /// Forgets passkeys and connections with outside providers, but for the one that the account came about by: it has
    /// nothing else to sign in with where no password was ever chosen.
    pub(crate) async fn forget_other_ways_in(&self, tx: &WriteTx, person: &users::Model) -> Result<(), IdentityError> {
        let keys = passkeys::Entity::delete_many().filter(passkeys::Column::UserId.eq(person.id));
        let passkeys = tx.delete_system(&self.authority, keys).await?;
        // Made in one commit with the account, so within moments of it.
        let with_it = person.created_at.plus_seconds(10);
        let later = external_identities::Entity::delete_many()
            .filter(external_identities::Column::UserId.eq(person.id))
            .filter(external_identities::Column::CreatedAt.gt(with_it));
        let connections = tx.delete_system(&self.authority, later).await?;
        if passkeys + connections > 0 {
            let change = Change::new("identity.ways_in_forgotten", "person", person.id, &person.name);
            let told = json!({ "passkeys": passkeys, "connections": connections });
            self.boot.record(tx, change.before(&told)).await?;
        }
        Ok(())
    }

    /// A new password, proven by the present one. The session that asks goes on under a new secret.
    pub(crate) async fn set_own_password(
        &self,
        ctx: &Ctx,
        current: &str,
        new: &str,
    ) -> Result<OpenedSession, IdentityError> {
        let myself = self.prove_myself(ctx, current, "/current").await?;
        let hash = password::hash_for(Lane::Known, new, &about(ctx, &myself)).await.map_err(in_field_new)?;
        let tx = self.boot.store.write(&self.personal(ctx)).await?;
        let own = self.own_session(&tx, ctx).await?;
        let person = self.lock_proven(&tx, myself.id, own.created_at).await?;
        let at = ctx.now();
        self.void_credentials(&tx, &person, at).await?;
        self.set_person(&tx, person.id, vec![(Column::PasswordHash, hash.into())]).await?;
        let new = NewSession {
            user: person.id,
            membership: own.membership_id,
            method: own.method.unwrap_or_default(),
            proven_at: at,
            ends_at: own.expires_at.unwrap_or(at),
        };
        let fresh = self.write_session(&tx, new).await?;
        self.boot.record(&tx, Change::new("identity.password_changed", "person", person.id, &person.name)).await?;
        self.tell(&tx, &person, "identity/password-changed", json!({})).await?;
        tx.commit().await?;
        self.opened(ctx, fresh, None).await
    }

    /// Another address, once the mail that goes there has been answered. Whether it is somebody's already shows neither in
    /// the answer nor in its time: everything else happens after the answer.
    pub(crate) async fn ask_for_email(&self, ctx: &Ctx, email: &str, password: &str) -> Result<(), IdentityError> {
        let key = email_key(email).ok_or_else(|| IdentityError::BadEmail(email.to_owned()))?;
        self.guard.admit_mail(ctx)?;
        let myself = self.prove_myself(ctx, password, "/password").await?;
        let (service, ctx, email) = (self.clone(), ctx.clone(), email.trim().to_owned());
        tokio::spawn(async move {
            if let Err(cause) = service.confirm_unless_taken(&ctx, &myself, &key, &email).await {
                tracing::error!(%cause, "a mail to confirm an address was not sent");
            }
        });
        Ok(())
    }

    async fn confirm_unless_taken(
        &self,
        ctx: &Ctx,
        person: &users::Model,
        key: &str,
        email: &str,
    ) -> Result<(), IdentityError> {
        let is_taken = self.user_by_key(key).await?.is_some_and(|other| other.id != person.id);
        if is_taken || !self.guard.may_write_to(ctx.tenant(), key) {
            return Ok(());
        }
        self.send_confirmation(ctx, person, email).await
    }

    /// The mail that confirms one's present address, once more.
    pub(crate) async fn ask_for_confirmation(&self, ctx: &Ctx) -> Result<(), IdentityError> {
        self.guard.admit_mail(ctx)?;
        let myself = self.myself(ctx).await?;
        if myself.email_verified_at.is_some() || !self.guard.may_write_to(ctx.tenant(), &myself.email_key) {
            return Ok(());
        }
        let email = myself.email.clone();
        self.send_confirmation(ctx, &myself, &email).await
    }

    async fn send_confirmation(&self, ctx: &Ctx, person: &users::Model, email: &str) -> Result<(), IdentityError> {
        let tx = self.boot.store.write(&self.personal(ctx)).await?;
        let data = Unconfirmed { email: email.to_owned() };
        let new =
            NewTicket { purpose: Purpose::EmailConfirmation, user: Some(person.id), tenant: Some(ctx.tenant()), data };
        let secret = self.make_ticket_in(&tx, new).await?;
        let message = NewMessage {
            link: Some(format!("/email-confirmation?token={secret}")),
            data: json!({ "email": email, "expires_at": ctx.now().plus_seconds(Purpose::EmailConfirmation.seconds()) }),
            ..NewMessage::new("identity/email-confirmation", email)
        };
        self.write_to(&tx, person, message).await?;
        Ok(tx.commit().await?)
    }

    /// The mail was answered: the address is the person's from here on.
    pub(crate) async fn accept_email(&self, ctx: &Ctx, token: &str) -> Result<String, IdentityError> {
        let ticket = self.see_ticket::<Unconfirmed>(Purpose::EmailConfirmation, token).await?;
        let ticket = ticket.filter(|ticket| ticket.tenant == Some(ctx.tenant())).ok_or(AccountError::LinkOver)?;
        let (user, email) = (ticket.user.ok_or(AccountError::LinkOver)?, ticket.data.email);
        let key = email_key(&email).ok_or(AccountError::LinkOver)?;
        if self.user_by_key(&key).await?.is_some_and(|other| other.id != user) {
            return Err(AccountError::LinkOver.into());
        }
        let known = self.person(user).await?.ok_or(AccountError::LinkOver)?;
        let tx = self.boot.store.write(&self.as_person(ctx, &known)).await?;
        let before = self.lock_proven(&tx, user, ticket.created_at).await?;
        if !self.take_ticket_in(&tx, token).await? {
            return Err(AccountError::LinkOver.into());
        }
        let columns = vec![
            (Column::Email, email.clone().into()),
            (Column::EmailKey, key.clone().into()),
            (Column::EmailVerifiedAt, ctx.now().into()),
        ];
        self.set_person(&tx, user, columns).await?;
        if key != before.email_key {
            // Whatever was sent to the address before opens nothing any more.
            self.drop_tickets_in(&tx, user).await?;
            let change = Change::new("identity.email_changed", "person", user, &before.name);
            let change = change.before(&json!({ "email": before.email })).after(&json!({ "email": email }));
            self.boot.record(&tx, change).await?;
            self.tell(&tx, &before, "identity/email-changed", json!({ "email": email })).await?;
        }
        tx.commit().await?;
        Ok(email)
    }
}

/// Words that whoever knows a person would try as their password.
pub(crate) fn about<'a>(ctx: &'a Ctx, person: &'a users::Model) -> [&'a str; 4] {
    let tenant = ctx.tenant_facts();
    [&person.email, &person.name, &tenant.name, &tenant.code]
}

/// A refused password that came in the field `new`.
fn in_field_new(error: IdentityError) -> IdentityError {
    let mut fault = Fault::from(error);
    if let Fault::Refused { fields, .. } = &mut fault {
        fields.iter_mut().for_each(|field| "/new".clone_into(&mut field.pointer));
    }
    fault.into()
}
