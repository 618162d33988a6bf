//! What the store itself holds of people: replies to their requests, and events that speak of them.
//! Who a person is, and what stands in their place, is the caller's to say.

use kontor_kernel::{Timestamp, UserId};
use sea_orm::{ColumnTrait, Order};

use crate::{
    error::StoreResult,
    events::outbox,
    idempotency::keys,
    query::{mentions, starts_with},
    tx::{Tx, WriteTx},
};

/// A reply that is kept for a request with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReply {
    /// The key.
    pub key: String,
    /// The body, JSON.
    pub body: String,
    /// When it was given.
    pub at: Timestamp,
}

/// Replies to a person's own requests, the oldest first.
pub async fn replies_to(tx: &impl Tx, user: UserId) -> StoreResult<Vec<KeptReply>> {
    let find = tx.find::<keys::Entity>().filter(starts_with(keys::Column::Principal, &user.to_string()));
    let rows = find.order_by(keys::Column::CreatedAt, Order::Asc).all(tx).await?;
    Ok(rows.into_iter().map(|row| KeptReply { key: row.key, body: row.reply, at: row.created_at }).collect())
}

impl WriteTx {
    /// Forgets replies to a person's own requests and tells how many.
    pub async fn forget_replies_to(&self, user: UserId) -> StoreResult<u64> {
        self.delete::<keys::Entity>().filter(starts_with(keys::Column::Principal, &user.to_string())).run(self).await
    }

    /// Rewrites replies to others in which one of the words stands; tells how many. Their keys stay good.
    pub async fn rewrite_replies(
        &self,
        words: &[&str],
        rewrite: impl Fn(&str) -> Option<String> + Send,
    ) -> StoreResult<u64> {
        let mut changed = 0;
        for row in self.find::<keys::Entity>().filter(mentions(keys::Column::Reply, words)).all(self).await? {
            let Some(reply) = rewrite(&row.reply) else { continue };
            let update = self.update::<keys::Entity>().set(keys::Column::Reply, reply);
            let update = update.filter(keys::Column::Principal.eq(&row.principal));
            changed += update.filter(keys::Column::Key.eq(&row.key)).run(self).await?;
        }
        Ok(changed)
    }

    /// Rewrites payloads of events in which one of the words stands; tells how many. Old events name
    /// their actor: `actor` is who is not named any more, and by what instead.
    pub async fn rewrite_events(
        &self,
        words: &[&str],
        rewrite: impl Fn(&serde_json::Value) -> Option<serde_json::Value> + Send,
        actor: (&str, &str),
    ) -> StoreResult<u64> {
        let (name, instead) = actor;
        let mut changed = 0;
        for row in self.find::<outbox::Entity>().filter(mentions(outbox::Column::Payload, words)).all(self).await? {
            let Some(payload) = rewrite(&row.payload) else { continue };
            let update = self.update::<outbox::Entity>().set(outbox::Column::Payload, payload);
            changed += update.filter(outbox::Column::Id.eq(row.id)).run(self).await?;
        }
        let update = self.update::<outbox::Entity>().set(outbox::Column::Actor, instead);
        Ok(changed + update.filter(outbox::Column::Actor.eq(name)).run(self).await?)
    }
}
