//! The worker: finds due jobs, leases them, runs their handlers and notes how they ended.
//! A lease lasts a minute and is renewed by progress reports; a worker that dies loses it to the next.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use kontor_kernel::{Clock, JobId, TenantId, Timestamp};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::{sync::watch, task::JoinSet};

use super::{JobFailure, JobHandler, JobRun, jobs_due, jobs_table};
use crate::{
    ctx::{Authority, Ctx, TenantFacts},
    engine::Store,
    error::StoreResult,
    query::{run_sql, starts_with},
    system::tenants,
    tx::{Tx, WriteTx},
};

pub(super) const LEASE_SECONDS: i64 = 60;
const IDLE: Duration = Duration::from_millis(1000);
const AT_ONCE: usize = 2;
const ATTEMPTS: i32 = 10;

/// A job that recurs for every tenant.
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    /// The kind of job.
    pub kind: &'static str,
    /// How often, in seconds.
    pub every_seconds: i64,
}

impl Schedule {
    /// Which turn it is for a tenant. Tenants take theirs at different times, or all of them would come at once.
    fn turn(&self, tenant: TenantId, now: Timestamp) -> i64 {
        let every = self.every_seconds.max(1);
        let (_, own) = tenant.uuid().as_u64_pair();
        (now.micros() / 1_000_000 + i64::try_from(own % every.unsigned_abs()).unwrap_or(0)) / every
    }
}

/// Runs jobs.
pub struct Worker {
    store: Store,
    authority: Authority,
    clock: Clock,
    handlers: HashMap<&'static str, Arc<dyn JobHandler>>,
    schedules: Vec<Schedule>,
    /// The last turn of each tenant's schedules that is known to be queued, so that nobody asks for it every second.
    turns: Mutex<HashMap<(TenantId, &'static str), i64>>,
}

impl Worker {
    /// A worker with these handlers and schedules.
    #[must_use]
    pub fn new(
        store: Store,
        authority: Authority,
        clock: Clock,
        handlers: Vec<Arc<dyn JobHandler>>,
        schedules: Vec<Schedule>,
    ) -> Arc<Self> {
        let handlers = handlers.into_iter().map(|handler| (handler.kind(), handler)).collect();
        Arc::new(Self { store, authority, clock, handlers, schedules, turns: Mutex::default() })
    }

    /// Runs until told to stop, then lets running jobs come to their next report.
    pub async fn run(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        let mut running = JoinSet::new();
        while !*stop.borrow() {
            while running.try_join_next().is_some() {}
            let claimed = match self.claim(AT_ONCE.saturating_sub(running.len())).await {
                Ok(claimed) => claimed,
                Err(error) => {
                    tracing::warn!(%error, "the worker could not look for jobs; it tries again");
                    Vec::new()
                }
            };
            for (ctx, row) in claimed {
                let worker = Arc::clone(&self);
                running.spawn(async move { worker.work(&ctx, row).await });
            }
            tokio::select! {
                () = self.store.inner.jobs_wake.notified() => {}
                () = tokio::time::sleep(IDLE) => {}
                Some(_) = running.join_next() => {}
                _ = stop.changed() => {}
            }
        }
        running.abort_all();
    }

    /// Queues what the schedules ask for and leases due jobs.
    async fn claim(&self, at_most: usize) -> StoreResult<Vec<(Ctx, jobs_table::Model)>> {
        let tenants: HashMap<TenantId, Arc<TenantFacts>> =
            self.store.tenants(&self.authority).await?.into_iter().map(|tenant| (tenant.id, tenant)).collect();
        self.queue_scheduled(&tenants).await?;
        let now = self.clock.now();
        let mut claimed = Vec::new();
        for due in self.due(now, at_most).await? {
            let Some(tenant) = tenants.get(&due.tenant_id) else { continue };
            let ctx = self.authority.system_context(tenant, "worker", &self.clock);
            if let Some(row) = self.lease(&ctx, due.id, now).await? {
                claimed.push((ctx, row));
            }
        }
        Ok(claimed)
    }

    async fn queue_scheduled(&self, tenants: &HashMap<TenantId, Arc<TenantFacts>>) -> StoreResult<()> {
        for schedule in &self.schedules {
            for tenant in tenants.values() {
                let (turn, place) = (schedule.turn(tenant.id, self.clock.now()), (tenant.id, schedule.kind));
                let known = self.turns.lock().unwrap_or_else(PoisonError::into_inner).get(&place).copied();
                if known != Some(turn) {
                    self.queue_turn(tenant, schedule.kind, turn).await?;
                    self.turns.lock().unwrap_or_else(PoisonError::into_inner).insert(place, turn);
                }
            }
        }
        Ok(())
    }

    async fn queue_turn(&self, tenant: &Arc<TenantFacts>, kind: &'static str, turn: i64) -> StoreResult<()> {
        let ctx = self.authority.system_context(tenant, "schedule", &self.clock);
        let key = format!("{kind}@{turn}");
        let tx = self.store.read(&ctx).await?;
        let queued = tx.find::<jobs_table::Entity>().filter(jobs_table::Column::UniqueKey.eq(&key)).count(&tx);
        let is_queued = queued.await? > 0;
        tx.finish().await?;
        if is_queued {
            return Ok(());
        }
        let tx = self.store.write(&ctx).await?;
        forget_earlier_turns(&tx, kind).await?;
        tx.enqueue(kind, &serde_json::json!({}), self.clock.now(), Some(key)).await?;
        tx.commit().await
    }

    async fn due(&self, now: Timestamp, at_most: usize) -> StoreResult<Vec<jobs_due::Model>> {
        let tx = self.store.read_system(&self.authority).await?;
        let select = jobs_due::Entity::find()
            .filter(jobs_due::Column::RunAt.lte(now))
            // Jobs of a suspended tenant wait; were they read, too, they would take the places of others.
            .filter(jobs_due::Column::TenantId.in_subquery(tenants::active()))
            .order_by_asc(jobs_due::Column::RunAt)
            .limit(u64::try_from(at_most).unwrap_or(0));
        tx.all(select).await
    }

    /// Takes a job for this worker, unless another has it; a job that has ended leaves the list of due ones.
    async fn lease(&self, ctx: &Ctx, id: JobId, now: Timestamp) -> StoreResult<Option<jobs_table::Model>> {
        let tx = self.store.write(ctx).await?;
        let free = Condition::any().add(jobs_table::Column::State.eq("queued")).add(
            Condition::all().add(jobs_table::Column::State.eq("running")).add(jobs_table::Column::LockedUntil.lt(now)),
        );
        let until = now.plus_seconds(LEASE_SECONDS);
        let taken = tx
            .update::<jobs_table::Entity>()
            .set(jobs_table::Column::State, "running")
            .set(jobs_table::Column::LockedUntil, until)
            .set_expr(jobs_table::Column::Attempts, jobs_table::Column::Attempts.into_expr_plus(1))
            .filter(jobs_table::Column::Id.eq(id))
            .filter(free)
            .run(&tx)
            .await?;
        let row = tx.find::<jobs_table::Entity>().filter(jobs_table::Column::Id.eq(id)).one(&tx).await?;
        let has_ended = row.as_ref().is_none_or(|row| matches!(row.state.as_str(), "done" | "failed" | "cancelled"));
        set_due(&tx, id, if has_ended { None } else { Some(until) }).await?;
        tx.commit().await?;
        Ok(row.filter(|_| taken == 1))
    }

    async fn work(&self, ctx: &Ctx, row: jobs_table::Model) {
        let outcome = match self.handlers.get(row.kind.as_str()) {
            Some(handler) => {
                let attempt = u32::try_from(row.attempts).unwrap_or(1);
                let run = JobRun { id: row.id, payload: row.payload.clone(), attempt, store: self.store.clone() };
                handler.run(ctx, &run).await
            }
            None => Err(JobFailure::Permanent(format!("no module of this version knows the job {}", row.kind))),
        };
        if let Err(error) = self.note(ctx, &row, outcome).await {
            // The lease runs out and another worker takes the job.
            tracing::warn!(job = %row.id, %error, "how a job ended could not be noted");
        }
    }

    async fn note(&self, ctx: &Ctx, row: &jobs_table::Model, outcome: Result<(), JobFailure>) -> StoreResult<()> {
        let now = self.clock.now();
        let tx = self.store.write(ctx).await?;
        let (state, message, again) = match outcome {
            Ok(()) => ("done", None, None),
            // Whatever stopped it, a suspended tenant's job goes on when the tenant does.
            Err(JobFailure::Transient(cause) | JobFailure::Permanent(cause)) if !is_active(&tx).await? => {
                ("queued", Some(cause), Some(now))
            }
            Err(JobFailure::Transient(cause)) if row.attempts < ATTEMPTS => {
                let pause = 1_i64 << row.attempts.clamp(0, 10);
                ("queued", Some(cause), Some(now.plus_seconds(pause)))
            }
            Err(JobFailure::Transient(cause) | JobFailure::Permanent(cause)) => ("failed", Some(cause), None),
        };
        let changed = tx
            .update::<jobs_table::Entity>()
            .set(jobs_table::Column::State, state)
            .set(jobs_table::Column::Message, message)
            .set(jobs_table::Column::FinishedAt, again.is_none().then_some(now))
            .filter(jobs_table::Column::Id.eq(row.id))
            .filter(jobs_table::Column::State.eq("running"))
            // A worker that has lost its lease to another has no say any more.
            .filter(jobs_table::Column::Attempts.eq(row.attempts))
            .run(&tx)
            .await?;
        if changed == 1 {
            set_due(&tx, row.id, again).await?;
        }
        tx.commit().await
    }
}

/// Whether the tenant is served and worked for, within this unit of work.
pub(super) async fn is_active(tx: &WriteTx) -> StoreResult<bool> {
    let own = tenants::Column::Id.eq(tx.tenant());
    let known = tenants::Entity::find().filter(own).filter(tenants::Column::Status.eq(tenants::ACTIVE));
    Ok(known.one(tx.connection()).await?.is_some())
}

/// Earlier turns of a schedule that went well say nothing any more; kept, they would be most of the table.
async fn forget_earlier_turns(tx: &WriteTx, kind: &str) -> StoreResult<()> {
    let gone = tx
        .delete::<jobs_table::Entity>()
        .filter(jobs_table::Column::State.eq("done"))
        .filter(starts_with(jobs_table::Column::UniqueKey, &format!("{kind}@")));
    gone.run(tx).await.map(drop)
}

async fn set_due(tx: &WriteTx, id: JobId, run_at: Option<Timestamp>) -> StoreResult<()> {
    match run_at {
        Some(at) => {
            run_sql(tx.connection(), "UPDATE store_jobs_due SET run_at = ? WHERE id = ?", vec![at.into(), id.into()])
                .await
        }
        None => run_sql(tx.connection(), "DELETE FROM store_jobs_due WHERE id = ?", vec![id.into()]).await,
    }
    .map(drop)
}

/// `column + n` as an expression.
trait Plus {
    fn into_expr_plus(self, n: i32) -> sea_orm::sea_query::Expr;
}

impl Plus for jobs_table::Column {
    fn into_expr_plus(self, n: i32) -> sea_orm::sea_query::Expr {
        use sea_orm::sea_query::ExprTrait;
        sea_orm::sea_query::Expr::col(self).add(n)
    }
}
