//! The job that looks after requests that wait: reminds, hands on, and asks anew where an approver is one no more.
//! Queued for the moment something is due, and every quarter of an hour for what was missed; doing it again does nothing.

use futures_util::future::BoxFuture;
use kontor_contract::Fault;
use kontor_store::{
    Ctx,
    jobs::{JobFailure, JobHandler, JobRun, Schedule},
};

use crate::service::Service;

/// Looks after requests that wait.
pub(crate) const WATCH_JOB: &str = "approvals.watch_requests";
/// Finds what a job has missed.
pub(crate) const WATCHING: Schedule = Schedule { kind: WATCH_JOB, every_seconds: 900 };

/// The handler of [`WATCH_JOB`].
pub(crate) struct WatchJob(pub(crate) Service);

impl JobHandler for WatchJob {
    fn kind(&self) -> &'static str {
        WATCH_JOB
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, _: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(async move {
            let looked = self.0.watch(ctx).await;
            looked.map(drop).map_err(|error| JobFailure::Transient(Fault::from(error).to_string()))
        })
    }
}
