//! The relay: finds committed events, stamps their positions and hands them to consumers, tenant by tenant in order.
//! A crash between any two steps repeats work but never an effect: the inbox row commits with the effect.

use std::{collections::HashMap, sync::Arc, time::Duration};

use kontor_kernel::{Clock, EventId, TenantId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use tokio::sync::watch;

use super::{Consumer, Envelope, feeds, inbox, outbox, outbox_due};
use crate::{
    ctx::{Authority, Ctx, TenantFacts},
    engine::Store,
    error::StoreResult,
    system::tenants,
    tx::{Tx, WriteTx},
};

const BATCH: u64 = 256;
const IDLE: Duration = Duration::from_millis(500);
const ATTEMPTS: u32 = 10;
/// The feed's own row among the consumers' positions.
const FEED: &str = "feed";

/// Delivers events; one runs per deployment.
pub struct Relay {
    store: Store,
    authority: Authority,
    clock: Clock,
    consumers: Vec<Arc<dyn Consumer>>,
    failures: HashMap<(&'static str, EventId), u32>,
}

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RelayReport {
    /// Events that got their position.
    pub stamped: usize,
    /// Effects of consumers.
    pub handled: usize,
    /// Events a consumer failed on; they are tried again or, after ten attempts, parked.
    pub failed: usize,
}

impl Relay {
    /// A relay for these consumers.
    #[must_use]
    pub fn new(store: Store, authority: Authority, clock: Clock, consumers: Vec<Arc<dyn Consumer>>) -> Self {
        Self { store, authority, clock, consumers, failures: HashMap::new() }
    }

    /// Runs until told to stop.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            match self.round().await {
                Ok(report) if report.stamped + report.handled > 0 => continue,
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "the relay could not work; it tries again"),
            }
            tokio::select! {
                () = self.store.inner.relay_wake.notified() => {}
                () = tokio::time::sleep(IDLE) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// One round: stamps what is due and delivers what is stamped.
    pub async fn round(&mut self) -> StoreResult<RelayReport> {
        let mut report = RelayReport::default();
        let due = self.due().await?;
        for tenant in self.store.tenants(&self.authority).await? {
            let ctx = self.authority.system_context(&tenant, "relay", &self.clock);
            if let Some(events) = due.get(&tenant.id) {
                report.stamped += self.stamp(&ctx, events).await?;
            }
        }
        if !self.consumers.is_empty() {
            self.deliver_all(&mut report).await?;
        }
        Ok(report)
    }

    async fn due(&self) -> StoreResult<HashMap<TenantId, Vec<EventId>>> {
        let tx = self.store.read_system(&self.authority).await?;
        // Events of a suspended tenant wait; were they read, too, they would take the places of others.
        let active = outbox_due::Column::TenantId.in_subquery(tenants::active());
        let select = outbox_due::Entity::find().filter(active).order_by_asc(outbox_due::Column::Id).limit(BATCH);
        let rows = tx.all(select).await?;
        let mut by_tenant: HashMap<TenantId, Vec<EventId>> = HashMap::new();
        for row in rows {
            by_tenant.entry(row.tenant_id).or_default().push(row.id);
        }
        Ok(by_tenant)
    }

    async fn stamp(&self, ctx: &Ctx, events: &[EventId]) -> StoreResult<usize> {
        let tx = self.store.write(ctx).await?;
        take_turn(&tx).await?;
        let last = position_of(&tx, FEED).await?;
        let rows = events.iter().zip(last + 1..).map(|(event, position)| vec![(*event).into(), position.into()]);
        let update = tx.bulk_update::<outbox::Entity>().keys([outbox::Column::Id]).rows(rows);
        let position = update.value(0);
        let update = update.set(outbox::Column::Position, position).filter(outbox::Column::Position.is_null());
        let stamped = update.run(&tx).await?;
        set_position(&tx, FEED, last + i64::try_from(events.len()).unwrap_or(0)).await?;
        let stamped_ones = outbox_due::Column::Id.is_in(events.iter().copied());
        let delete = outbox_due::Entity::delete_many().filter(stamped_ones);
        tx.connection().execute(&delete.into_query()).await?;
        tx.commit().await?;
        Ok(usize::try_from(stamped).unwrap_or(0))
    }

    async fn deliver_all(&mut self, report: &mut RelayReport) -> StoreResult<()> {
        for tenant in self.store.tenants(&self.authority).await? {
            for consumer in self.consumers.clone() {
                self.deliver(&tenant, consumer.as_ref(), report).await?;
            }
        }
        Ok(())
    }

    /// Brings one consumer of one tenant up to date, until it fails on an event.
    async fn deliver(
        &mut self,
        tenant: &Arc<TenantFacts>,
        consumer: &dyn Consumer,
        report: &mut RelayReport,
    ) -> StoreResult<()> {
        let ctx = self.authority.system_context(tenant, "relay", &self.clock);
        loop {
            let (reached, events) = self.pending(&ctx, consumer).await?;
            for event in &events {
                match self.hand_over(&ctx, consumer, event).await? {
                    true => report.handled += 1,
                    false => {
                        report.failed += 1;
                        return Ok(());
                    }
                }
            }
            if events.is_empty() {
                if let Some(position) = reached {
                    let tx = self.store.write(&ctx).await?;
                    set_position(&tx, consumer.name(), position).await?;
                    tx.commit().await?;
                }
                return Ok(());
            }
        }
    }

    /// Events a consumer has not handled, and how far the feed reaches when there are none among the unseen.
    async fn pending(&self, ctx: &Ctx, consumer: &dyn Consumer) -> StoreResult<(Option<i64>, Vec<outbox::Model>)> {
        let tx = self.store.read(ctx).await?;
        let (seen, last) = (position_of(&tx, consumer.name()).await?, position_of(&tx, FEED).await?);
        let mut events = Vec::new();
        if last > seen {
            events = tx
                .find::<outbox::Entity>()
                .filter(outbox::Column::Position.gt(seen))
                .filter(outbox::Column::Kind.is_in(consumer.kinds().iter().copied()))
                .order_by(outbox::Column::Position, Order::Asc)
                .limit(BATCH)
                .all(&tx)
                .await?;
        }
        tx.finish().await?;
        Ok(((last > seen).then_some(last), events))
    }

    /// Hands one event over; false when the consumer failed and the event is to be tried again.
    async fn hand_over(&mut self, ctx: &Ctx, consumer: &dyn Consumer, row: &outbox::Model) -> StoreResult<bool> {
        let tx = self.store.write(ctx).await?;
        let event = envelope(row);
        let failure = match note(&tx, consumer.name(), &event, None).await? {
            true => consumer.handle(&tx, &event).await.err(),
            false => None,
        };
        let Some(cause) = failure else {
            set_position(&tx, consumer.name(), event.position).await?;
            tx.commit().await?;
            self.failures.remove(&(consumer.name(), event.id));
            return Ok(true);
        };
        drop(tx);
        let failures = self.failures.entry((consumer.name(), event.id)).or_insert(0);
        *failures += 1;
        tracing::warn!(consumer = consumer.name(), event = %event.id, attempt = *failures, cause, "a consumer failed");
        if *failures < ATTEMPTS {
            return Ok(false);
        }
        self.failures.remove(&(consumer.name(), event.id));
        let tx = self.store.write(ctx).await?;
        note(&tx, consumer.name(), &event, Some(cause)).await?;
        set_position(&tx, consumer.name(), event.position).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Notes an event as handled or parked; false when it was noted before.
async fn note(tx: &WriteTx, consumer: &str, event: &Envelope, parked: Option<String>) -> StoreResult<bool> {
    let row = inbox::Model {
        tenant_id: tx.tenant(),
        consumer: consumer.to_owned(),
        event_id: event.id,
        parked,
        handled_at: tx.ctx().now(),
    };
    Ok(tx.insert_missing::<inbox::Entity>(vec![row]).await? == 1)
}

/// One relay stamps at a time: two nodes that run one each must not give a position twice.
async fn take_turn(tx: &WriteTx) -> StoreResult<()> {
    let row = feeds::Model { tenant_id: tx.tenant(), consumer: FEED.to_owned(), position: 0 };
    tx.insert_missing::<feeds::Entity>(vec![row]).await?;
    tx.lock(tx.find::<feeds::Entity>().filter(feeds::Column::Consumer.eq(FEED))).await
}

async fn position_of(tx: &impl Tx, consumer: &str) -> StoreResult<i64> {
    let row = tx.find::<feeds::Entity>().filter(feeds::Column::Consumer.eq(consumer)).one(tx).await?;
    Ok(row.map_or(0, |row| row.position))
}

async fn set_position(tx: &WriteTx, consumer: &str, position: i64) -> StoreResult<()> {
    let row = feeds::Model { tenant_id: tx.tenant(), consumer: consumer.to_owned(), position };
    let keys = [feeds::Column::TenantId, feeds::Column::Consumer];
    tx.upsert_all::<feeds::Entity>(vec![row], keys, [feeds::Column::Position]).await.map(drop)
}

fn envelope(row: &outbox::Model) -> Envelope {
    Envelope {
        id: row.id,
        tenant: row.tenant_id,
        kind: row.kind.clone(),
        version: u16::try_from(row.version).unwrap_or(0),
        aggregate: row.aggregate.clone(),
        payload: row.payload.clone(),
        actor: row.actor.clone(),
        occurred_at: row.occurred_at,
        position: row.position.unwrap_or(0),
    }
}
