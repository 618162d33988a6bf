//! Heads of chains: position and hash of the last sealed entry. Whoever holds one can tell later if it was cut off.
//! This process remembers the last one it sealed per tenant, beside the seals, the event and the line in the log.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use kontor_kernel::TenantId;
use kontor_store::{StoreResult, Tx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use crate::entities::{entries, seals};

/// The end of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditHead")]
pub struct Head {
    /// The position of the last sealed entry, which is also their number.
    pub position: i64,
    /// Its hash, over everything before it.
    pub hash: String,
}

/// The heads that this process has sealed.
#[derive(Debug, Default)]
pub(crate) struct Heads {
    sealed: Mutex<HashMap<TenantId, Head>>,
}

impl Heads {
    /// Remembers a head whose seal is durable.
    pub(crate) fn remember(&self, tenant: TenantId, head: Head) {
        self.sealed.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant, head);
    }

    /// The head this process sealed last.
    pub(crate) fn of(&self, tenant: TenantId) -> Option<Head> {
        self.sealed.lock().unwrap_or_else(PoisonError::into_inner).get(&tenant).cloned()
    }
}

/// The head that the newest seal tells.
pub(crate) async fn sealed(tx: &impl Tx) -> StoreResult<Option<Head>> {
    let newest = tx.find::<seals::Entity>().order_by(seals::Column::Position, Order::Desc).one(tx).await?;
    Ok(newest.map(|seal| Head { position: seal.position, hash: seal.hash }))
}

/// The head that the next entry is linked to: the newest seal's, or the newest entry's where seals are missing.
/// A chain that somebody has cut goes on with the positions it had, so that the cut stays to be seen.
pub(crate) async fn end_of_chain(tx: &impl Tx) -> StoreResult<Option<Head>> {
    let linked = tx.find::<entries::Entity>().filter(entries::Column::Position.is_not_null());
    let newest = linked.order_by(entries::Column::Position, Order::Desc).one(tx).await?;
    let entry = newest.and_then(|entry| Some(Head { position: entry.position?, hash: entry.hash? }));
    let seal = sealed(tx).await?;
    Ok(entry.into_iter().chain(seal).max_by_key(|head| head.position))
}
