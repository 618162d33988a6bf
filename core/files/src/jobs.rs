//! The job that deletes what nobody uses: files that were uploaded and never attached, and bytes without a row.
//! It can be done again at any time and finds nothing usually.

use futures_util::future::BoxFuture;
use kontor_store::{
    Ctx,
    jobs::{JobFailure, JobHandler, JobRun, Schedule},
};

use crate::service::Service;

/// Tidies up for one tenant.
pub(crate) const SWEEP_JOB: &str = "files.sweep";
/// How often that is.
pub(crate) const SWEEP: Schedule = Schedule { kind: SWEEP_JOB, every_seconds: 6 * 3_600 };

/// The handler of [`SWEEP_JOB`].
pub(crate) struct SweepJob(pub(crate) Service);

impl JobHandler for SweepJob {
    fn kind(&self) -> &'static str {
        SWEEP_JOB
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, _: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(async move {
            self.0.sweep(ctx).await.map_err(|error| {
                if error.is_transient() {
                    JobFailure::Transient(error.to_string())
                } else {
                    JobFailure::Permanent(error.to_string())
                }
            })
        })
    }
}
