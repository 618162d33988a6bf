//! Idempotency keys: the reply to a creating request is stored in the commit of its effect.
//! Whoever asks again with the same key and body gets the stored reply; another body is refused.

use std::{
    collections::HashSet,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use kontor_kernel::{TenantId, Timestamp};
use sea_orm::ColumnTrait;
use sha2::{Digest, Sha256};

use crate::{
    ctx::{Ctx, Principal},
    engine::Store,
    error::StoreResult,
    tx::{Tx, WriteTx},
};

pub(crate) mod keys {
    use kontor_kernel::{TenantId, Timestamp};
    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "store_idempotency_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub principal: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub fingerprint: String,
        pub status: i32,
        pub reply: String,
        pub created_at: Timestamp,
    }

    crate::tenant_entity!();
}

/// The key of a request and the fingerprint of what it asks.
#[derive(Debug)]
pub struct IdempotencyRequest {
    key: String,
    fingerprint: String,
    stored: AtomicBool,
}

impl IdempotencyRequest {
    /// The longest key, in bytes.
    pub const MAX_KEY: usize = 200;

    /// From the key and what makes two requests the same: method, path and body.
    #[must_use]
    pub fn new(key: String, method: &str, path: &str, body: &[u8]) -> Self {
        let mut hash = Sha256::new();
        for part in [method.as_bytes(), b" ", path.as_bytes(), b"\n", body] {
            hash.update(part);
        }
        let fingerprint = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Self { key, fingerprint, stored: AtomicBool::new(false) }
    }

    /// Whether a reply was stored with the effect.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        self.stored.load(Ordering::Acquire)
    }
}

/// A stored reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body, JSON.
    pub body: String,
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing: no effect was committed under it.
    Nothing,
    /// The same request was answered with this.
    Answered(Reply),
    /// The key was used for another request.
    Reused,
}

type FlightKey = (TenantId, String, String);

/// Requests that are running in this process.
#[derive(Default)]
pub(crate) struct InFlight {
    running: Mutex<HashSet<FlightKey>>,
}

/// Marks a request as running until it is dropped.
pub struct InFlightGuard {
    store: Store,
    key: FlightKey,
}

impl Drop for InFlightGuard {
    fn drop(&mut self) {
        let mut running = self.store.inner.in_flight.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.remove(&self.key);
    }
}

/// Keys belong to a persona: another one may use the same text without meeting this one's.
fn principal_key(ctx: &Ctx) -> String {
    match (ctx.principal(), ctx.persona()) {
        (Principal::User { id, .. }, Some(persona)) => format!("{id}/{}", persona.membership),
        (Principal::User { id, .. }, None) => id.to_string(),
        (Principal::System(name), _) => (*name).to_owned(),
        (Principal::Anonymous, _) => "anonymous".to_owned(),
    }
}

impl Store {
    /// Marks a request that carries a key as running; nothing when the same key is running here already.
    #[must_use]
    pub fn enter(&self, ctx: &Ctx) -> Option<InFlightGuard> {
        let request = ctx.idempotency()?;
        let key = (ctx.tenant(), principal_key(ctx), request.key.clone());
        let mut running = self.inner.in_flight.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.insert(key.clone()).then(|| InFlightGuard { store: self.clone(), key })
    }

    /// What is known of the key of a request. Asked only when the request did not succeed: a new one pays nothing for
    /// its key but the row in its own commit, and a repeated one collides with that row.
    pub async fn known(&self, ctx: &Ctx) -> StoreResult<Known> {
        let Some(request) = ctx.idempotency() else { return Ok(Known::Nothing) };
        let tx = self.read(ctx).await?;
        let row = tx
            .find::<keys::Entity>()
            .filter(keys::Column::Principal.eq(principal_key(ctx)))
            .filter(keys::Column::Key.eq(request.key.clone()))
            .one(&tx)
            .await?;
        tx.finish().await?;
        Ok(match row {
            None => Known::Nothing,
            Some(row) if row.fingerprint == request.fingerprint => {
                Known::Answered(Reply { status: u16::try_from(row.status).unwrap_or(200), body: row.reply })
            }
            Some(_) => Known::Reused,
        })
    }
}

impl WriteTx {
    /// Stores the reply of this request with its effect. Does nothing for requests without a key.
    pub async fn remember(&self, reply: &Reply) -> StoreResult<()> {
        let Some(request) = self.ctx().idempotency() else { return Ok(()) };
        self.insert::<keys::Entity>(keys::Model {
            tenant_id: self.tenant(),
            principal: principal_key(self.ctx()),
            key: request.key.clone(),
            fingerprint: request.fingerprint.clone(),
            status: i32::from(reply.status),
            reply: reply.body.clone(),
            created_at: self.ctx().now(),
        })
        .await?;
        request.stored.store(true, Ordering::Release);
        Ok(())
    }

    /// Forgets replies stored before an instant and tells how many.
    pub async fn forget_replies_before(&self, before: Timestamp) -> StoreResult<u64> {
        self.delete::<keys::Entity>().filter(keys::Column::CreatedAt.lt(before)).run(self).await
    }
}
