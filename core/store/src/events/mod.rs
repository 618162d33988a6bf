//! Facts in the past tense, written to an outbox with what they tell of and delivered after commit, at least once.
//! One relay stamps a rising position per tenant after commit: neither UUIDv7 nor a sequence follows commit order.

mod relay;

use futures_util::future::BoxFuture;
use kontor_kernel::{EventId, TenantId, Timestamp};
use serde::Serialize;

pub use relay::{Relay, RelayReport};

use crate::{
    ctx::Ctx,
    engine::Conn,
    error::{StoreError, StoreResult},
    tx::{WriteTx, insert_models},
};

pub(crate) mod outbox {
    use kontor_kernel::{EventId, TenantId, Timestamp};
    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "store_outbox")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: EventId,
        pub kind: String,
        pub version: i32,
        pub aggregate: String,
        pub payload: Json,
        pub actor: String,
        pub occurred_at: Timestamp,
        pub position: Option<i64>,
    }

    crate::tenant_entity!();
}

/// Payload-free, so that the relay can look for work across tenants without seeing anything of theirs.
pub(crate) mod outbox_due {
    use kontor_kernel::{EventId, TenantId};
    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "store_outbox_due")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: EventId,
        pub tenant_id: TenantId,
    }

    crate::system_entity!();
}

pub(crate) mod feeds {
    use kontor_kernel::TenantId;
    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "store_feeds")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        /// The consumer, or `feed` for the last position stamped.
        #[sea_orm(primary_key, auto_increment = false)]
        pub consumer: String,
        pub position: i64,
    }

    crate::tenant_entity!();
}

pub(crate) mod inbox {
    use kontor_kernel::{EventId, TenantId, Timestamp};
    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "store_inbox")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub consumer: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub event_id: EventId,
        /// Why the event was parked after too many attempts; nothing when it took effect.
        pub parked: Option<String>,
        pub handled_at: Timestamp,
    }

    crate::tenant_entity!();
}

/// A fact that others may act on.
pub trait Event: Serialize + Send + Sync {
    /// Its name, `orders.order_placed`.
    const TYPE: &'static str;
    /// The version of its payload's shape.
    const VERSION: u16;
    /// What it tells of, such as the order's id; events of one aggregate keep their order.
    fn aggregate(&self) -> String;
}

/// An event as it is delivered.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// Its id; a handler's effect is bound to it.
    pub id: EventId,
    /// Its tenant.
    pub tenant: TenantId,
    /// Its name.
    pub kind: String,
    /// The version of its payload's shape.
    pub version: u16,
    /// What it tells of.
    pub aggregate: String,
    /// The payload.
    pub payload: serde_json::Value,
    /// Who caused it: a person's id, or the name of what acts for Kontor itself.
    pub actor: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Its place in the tenant's feed.
    pub position: i64,
}

/// Acts on events. Effects go through the given transaction and so happen once per event.
pub trait Consumer: Send + Sync {
    /// A name that stays, such as `loyalty.earn`.
    fn name(&self) -> &'static str;
    /// The events it acts on.
    fn kinds(&self) -> &'static [&'static str];
    /// Acts on one.
    fn handle<'a>(&'a self, tx: &'a WriteTx, event: &'a Envelope) -> BoxFuture<'a, Result<(), String>>;
}

pub(crate) struct PendingEvent {
    row: outbox::Model,
}

impl PendingEvent {
    pub(crate) fn of<E: Event>(ctx: &Ctx, event: &E) -> StoreResult<Self> {
        let payload = serde_json::to_value(event)
            .map_err(|cause| StoreError::Setup(format!("the event {} cannot be written: {cause}", E::TYPE)))?;
        Ok(Self {
            row: outbox::Model {
                tenant_id: ctx.tenant(),
                id: EventId::new(),
                kind: E::TYPE.to_owned(),
                version: i32::from(E::VERSION),
                aggregate: event.aggregate(),
                payload,
                actor: ctx.actor_id(),
                occurred_at: ctx.now(),
                position: None,
            },
        })
    }
}

pub(crate) async fn write_outbox(conn: &Conn, events: Vec<PendingEvent>) -> StoreResult<()> {
    let rows: Vec<outbox::Model> = events.into_iter().map(|event| event.row).collect();
    let due: Vec<_> = rows.iter().map(|row| outbox_due::Model { id: row.id, tenant_id: row.tenant_id }).collect();
    insert_models::<outbox::Entity>(conn, rows, None).await?;
    insert_models::<outbox_due::Entity>(conn, due, None).await?;
    Ok(())
}
