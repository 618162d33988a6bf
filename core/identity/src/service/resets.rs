//! A forgotten password: a mail to the address of the account, and a new password by whoever reads it.
//! Whether an address is known shows neither in the answer nor in its time: everything happens after the answer.

use kontor_contract::{audit::Change, messages::NewMessage};
use kontor_store::Ctx;
use sea_orm::Value;
use serde_json::json;

use super::{
    Service,
    credentials::about,
    tickets::{NewTicket, Purpose},
};
use crate::{
    entities::users::{self, Column},
    error::{AccountError, IdentityError},
    model::{email::email_key, hashing::Lane, password},
};

impl Service {
    /// Has the mail sent where the address is a member's; the caller does not wait for it.
    pub(crate) fn ask_for_password(&self, ctx: &Ctx, email: &str) -> Result<(), IdentityError> {
        self.guard.admit_mail(ctx)?;
        let Some(key) = email_key(email) else { return Ok(()) };
        let (service, ctx) = (self.clone(), ctx.clone());
        tokio::spawn(async move {
            if let Err(cause) = service.send_reset(&ctx, &key).await {
                tracing::error!(%cause, "a mail for a new password was not sent");
            }
        });
        Ok(())
    }

    async fn send_reset(&self, ctx: &Ctx, key: &str) -> Result<(), IdentityError> {
        let Some(known) = self.user_by_key(key).await? else { return Ok(()) };
        let Some(person) = self.person(known.id).await? else { return Ok(()) };
        if self.choose_membership(&self.inside(ctx, "account"), person.id, None).await.is_err() {
            return Ok(());
        }
        if !self.guard.may_write_to(ctx.tenant(), key) {
            return Ok(());
        }
        let tx = self.boot.store.write(&self.as_person(ctx, &person)).await?;
        let new =
            NewTicket { purpose: Purpose::PasswordReset, user: Some(person.id), tenant: Some(ctx.tenant()), data: () };
        let secret = self.make_ticket_in(&tx, new).await?;
        let message = NewMessage {
            link: Some(format!("/password-reset?token={secret}")),
            data: json!({ "expires_at": ctx.now().plus_seconds(Purpose::PasswordReset.seconds()) }),
            ..NewMessage::new("identity/password-reset", &person.email)
        };
        self.write_to(&tx, &person, message).await?;
        Ok(tx.commit().await?)
    }

    /// Whether a mail's token is still good.
    pub(crate) async fn is_reset_good(&self, ctx: &Ctx, token: &str) -> Result<bool, IdentityError> {
        let ticket = self.see_ticket::<()>(Purpose::PasswordReset, token).await?;
        Ok(ticket.is_some_and(|ticket| ticket.tenant == Some(ctx.tenant())))
    }

    /// The reader of the mail has chosen. Everything that was opened before ends, and so do passkeys and connections that somebody
    /// who knew the old password may have added; a second factor stays asked for.
    pub(crate) async fn set_password_by_mail(
        &self,
        ctx: &Ctx,
        token: &str,
        password: &str,
    ) -> Result<(), IdentityError> {
        let ticket = self.see_ticket::<()>(Purpose::PasswordReset, token).await?;
        let ticket = ticket.filter(|ticket| ticket.tenant == Some(ctx.tenant())).ok_or(AccountError::LinkOver)?;
        let user = ticket.user.ok_or(AccountError::LinkOver)?;
        let known = self.person(user).await?.ok_or(AccountError::LinkOver)?;
        let hash = password::hash_for(Lane::Strangers, password, &about(ctx, &known)).await?;
        let tx = self.boot.store.write(&self.as_person(ctx, &known)).await?;
        let person = self.lock_person(&tx, user).await?.ok_or(AccountError::LinkOver)?;
        if !self.take_ticket_in(&tx, token).await? {
            return Err(AccountError::LinkOver.into());
        }
        self.void_credentials(&tx, &person, ctx.now()).await?;
        self.forget_other_ways_in(&tx, &person).await?;
        self.set_person(&tx, user, with_new_password(&person, hash, ctx)).await?;
        self.boot.record(&tx, Change::new("identity.password_reset", "person", user, &person.name)).await?;
        self.tell(&tx, &person, "identity/password-changed", json!({})).await?;
        Ok(tx.commit().await?)
    }
}

/// The password, and the address that has proven to be read.
fn with_new_password(person: &users::Model, hash: String, ctx: &Ctx) -> Vec<(Column, Value)> {
    let verified = person.email_verified_at.unwrap_or_else(|| ctx.now());
    vec![(Column::PasswordHash, hash.into()), (Column::EmailVerifiedAt, verified.into())]
}
