//! API tokens: made and shown once, listed without their secret, revoked at once.
//! A token acts in the role in which it was made, and never beyond it.

use kontor_kernel::{ApiTokenId, Timestamp};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};

use super::Service;
use crate::{
    entities::api_tokens,
    error::IdentityError,
    model::secret::{self, TOKEN_PREFIX},
};

/// A token that was made.
pub(crate) struct MadeToken {
    pub(crate) id: ApiTokenId,
    pub(crate) name: String,
    pub(crate) secret: String,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Option<Timestamp>,
}

const LONGEST_NAME: usize = 100;

impl Service {
    pub(crate) async fn make_token(
        &self,
        tx: &WriteTx,
        name: &str,
        expires_at: Option<Timestamp>,
    ) -> Result<MadeToken, IdentityError> {
        let ctx = tx.ctx();
        let (Some(user), Some(persona)) = (ctx.user(), ctx.persona()) else {
            return Err(IdentityError::WrongCredentials);
        };
        let name = name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            let detail = format!("Name the token in 1 to {LONGEST_NAME} characters, so that you know it again.");
            return Err(IdentityError::BadField { pointer: "/name", detail });
        }
        if expires_at.is_some_and(|at| at <= ctx.now()) {
            let detail = "The token would have expired already; give a later instant.".to_owned();
            return Err(IdentityError::BadField { pointer: "/expires_at", detail });
        }
        let secret = secret::fresh(TOKEN_PREFIX);
        let row = api_tokens::Model {
            tenant_id: ctx.tenant(),
            id: ApiTokenId::new(),
            secret_hash: secret::fingerprint(&secret),
            user_id: user,
            membership_id: persona.membership,
            created_at: ctx.now(),
            expires_at,
            revoked_at: None,
            name: name.to_owned(),
            ip: None,
            user_agent: None,
            last_seen_at: None,
            permissions: None,
        };
        let made = MadeToken { id: row.id, name: row.name.clone(), secret, created_at: row.created_at, expires_at };
        tx.insert::<api_tokens::Entity>(row).await?;
        Ok(made)
    }

    /// One's own tokens that have not been revoked.
    pub(crate) async fn tokens(&self, ctx: &Ctx) -> Result<Vec<api_tokens::Model>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let own = ctx.user().map(|user| api_tokens::Column::UserId.eq(user));
        let find = tx.find::<api_tokens::Entity>().filter_some(own).filter(api_tokens::Column::RevokedAt.is_null());
        let rows = find.order_by(api_tokens::Column::CreatedAt, Order::Desc).all(&tx).await?;
        tx.finish().await?;
        Ok(rows)
    }

    /// Revokes one's own token; false when there is none.
    pub(crate) async fn revoke_token(&self, ctx: &Ctx, id: ApiTokenId) -> Result<bool, IdentityError> {
        let Some(user) = ctx.user() else { return Ok(false) };
        let tx = self.boot.store.write(ctx).await?;
        let find = tx.find::<api_tokens::Entity>().filter(api_tokens::Column::Id.eq(id));
        let row = find.filter(api_tokens::Column::UserId.eq(user)).one(&tx).await?;
        let Some(row) = row.filter(|row| row.revoked_at.is_none()) else { return Ok(false) };
        tx.update::<api_tokens::Entity>()
            .set(api_tokens::Column::RevokedAt, ctx.now())
            .filter(api_tokens::Column::Id.eq(id))
            .run(&tx)
            .await?;
        self.forget_after(&tx, row.secret_hash).await;
        tx.commit().await?;
        Ok(true)
    }
}
