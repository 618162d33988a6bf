//! Work that outlives a request: queued in the commit of the fact that asks for it, leased, reported, resumed.
//! A handler is idempotent: after a crash its job is taken again when the lease has run out.

mod worker;

use futures_util::future::BoxFuture;
use kontor_kernel::{JobId, Timestamp};
use sea_orm::{ColumnTrait, Condition};
use serde::Serialize;

pub use worker::{Schedule, Worker};

use crate::{
    ctx::Ctx,
    engine::Store,
    error::{StoreError, StoreResult},
    tx::{Tx, WriteTx, insert_models},
};

pub(crate) mod jobs_table {
    use kontor_kernel::{JobId, TenantId, Timestamp};
    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "store_jobs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: JobId,
        pub kind: String,
        pub payload: Json,
        /// queued, running, done, failed or cancelled.
        pub state: String,
        pub unique_key: Option<String>,
        pub run_at: Timestamp,
        pub attempts: i32,
        pub locked_until: Option<Timestamp>,
        pub done: i64,
        pub total: i64,
        pub message: Option<String>,
        pub created_at: Timestamp,
        pub finished_at: Option<Timestamp>,
    }

    crate::tenant_entity!();
}

/// Payload-free, so that a worker can look for work across tenants.
pub(crate) mod jobs_due {
    use kontor_kernel::{JobId, TenantId, Timestamp};
    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "store_jobs_due")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: JobId,
        pub tenant_id: TenantId,
        pub run_at: Timestamp,
    }

    crate::system_entity!();
}

/// Why a job did not end well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobFailure {
    /// It may work later; it is tried again with growing pauses, ten times at the most.
    Transient(String),
    /// It will never work.
    Permanent(String),
}

impl From<StoreError> for JobFailure {
    fn from(error: StoreError) -> Self {
        Self::Transient(error.to_string())
    }
}

/// Does the work of one kind of job.
pub trait JobHandler: Send + Sync {
    /// The kind, such as `catalog.import`.
    fn kind(&self) -> &'static str;
    /// Does it.
    fn run<'a>(&'a self, ctx: &'a Ctx, job: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>>;
}

/// A job that is running.
pub struct JobRun {
    /// Its id.
    pub id: JobId,
    /// What it was asked to do.
    pub payload: serde_json::Value,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    store: Store,
}

impl JobRun {
    /// Reports how far it is and renews its lease; an error means that it was cancelled or taken by another worker, or
    /// that the tenant was suspended.
    pub async fn progress(&self, ctx: &Ctx, done: i64, total: i64) -> Result<(), JobFailure> {
        let tx = self.store.write(ctx).await?;
        let changed = tx
            .update::<jobs_table::Entity>()
            .set(jobs_table::Column::Done, done)
            .set(jobs_table::Column::Total, total)
            .set(jobs_table::Column::LockedUntil, ctx.now().plus_seconds(worker::LEASE_SECONDS))
            .filter(jobs_table::Column::Id.eq(self.id))
            .filter(jobs_table::Column::State.eq("running"))
            .filter(jobs_table::Column::Attempts.eq(i32::try_from(self.attempt).unwrap_or(i32::MAX)))
            .run(&tx)
            .await?;
        let is_active = worker::is_active(&tx).await?;
        tx.commit().await?;
        if !is_active {
            return Err(JobFailure::Transient(
                "the tenant is suspended; the job goes on when it is resumed".to_owned(),
            ));
        }
        let lost = || JobFailure::Permanent("the job was cancelled, or another worker has taken it".to_owned());
        if changed == 1 { Ok(()) } else { Err(lost()) }
    }
}

/// How a job stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobState {
    /// queued, running, done, failed or cancelled.
    pub state: String,
    /// How much is done.
    pub done: i64,
    /// Of how much; zero while unknown.
    pub total: i64,
    /// Why it failed.
    pub message: Option<String>,
}

impl WriteTx {
    /// Queues a job with this commit. A `unique_key` that is queued or running already keeps it from being queued twice.
    pub async fn enqueue<P: Serialize + Sync>(
        &self,
        kind: &'static str,
        payload: &P,
        run_at: Timestamp,
        unique_key: Option<String>,
    ) -> StoreResult<Option<JobId>> {
        let payload = serde_json::to_value(payload)
            .map_err(|cause| StoreError::Setup(format!("the job {kind} cannot be written: {cause}")))?;
        let row = jobs_table::Model {
            tenant_id: self.tenant(),
            id: JobId::new(),
            kind: kind.to_owned(),
            payload,
            state: "queued".to_owned(),
            unique_key,
            run_at,
            attempts: 0,
            locked_until: None,
            done: 0,
            total: 0,
            message: None,
            created_at: self.ctx().now(),
            finished_at: None,
        };
        let id = row.id;
        if self.insert_missing::<jobs_table::Entity>(vec![row]).await? == 0 {
            return Ok(None);
        }
        let due = jobs_due::Model { id, tenant_id: self.tenant(), run_at };
        insert_models::<jobs_due::Entity>(self.connection(), vec![due], None).await?;
        self.mark_enqueued();
        Ok(Some(id))
    }

    /// Cancels a job that has not ended; a running one stops at its next report.
    pub async fn cancel_job(&self, id: JobId) -> StoreResult<bool> {
        let unfinished =
            Condition::any().add(jobs_table::Column::State.eq("queued")).add(jobs_table::Column::State.eq("running"));
        let changed = self
            .update::<jobs_table::Entity>()
            .set(jobs_table::Column::State, "cancelled")
            .set(jobs_table::Column::FinishedAt, self.ctx().now())
            .filter(jobs_table::Column::Id.eq(id))
            .filter(unfinished)
            .run(self)
            .await?;
        Ok(changed == 1)
    }
}

/// How a job stands, to whoever may see it.
pub async fn job_state(tx: &impl Tx, id: JobId) -> StoreResult<Option<JobState>> {
    let row = tx.find::<jobs_table::Entity>().filter(jobs_table::Column::Id.eq(id)).one(tx).await?;
    Ok(row.map(|row| JobState { state: row.state, done: row.done, total: row.total, message: row.message }))
}
