//! The job that ends holds whose time has run out: queued with every hold for its end, and once an hour for what was missed.
//! Doing it again, or on several nodes at once, ends nothing twice.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use kontor_contract::Fault;
use kontor_store::{
    Ctx,
    jobs::{JobFailure, JobHandler, JobRun, Schedule},
};

use crate::service::Warehousing;

/// Ends holds whose time has run out.
pub(crate) const EXPIRE_JOB: &str = "inventory.expire_holds";
/// Finds what a job has missed.
pub(crate) const EXPIRING: Schedule = Schedule { kind: EXPIRE_JOB, every_seconds: 3_600 };

/// The handler of [`EXPIRE_JOB`].
pub(crate) struct ExpireJob(pub(crate) Arc<Warehousing>);

impl JobHandler for ExpireJob {
    fn kind(&self) -> &'static str {
        EXPIRE_JOB
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, _: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(async move {
            let ended = self.0.expire_holds(ctx).await;
            ended.map(drop).map_err(|error| JobFailure::Transient(Fault::from(error).to_string()))
        })
    }
}
