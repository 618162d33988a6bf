//! The jobs of imports: working on a run, and tidying up now and then.
//! Both can be done again at any time; what is done already is found in the database.

use futures_util::future::BoxFuture;
use kontor_store::{
    Ctx,
    jobs::{JobFailure, JobHandler, JobRun, Schedule},
};

use crate::{
    error::ImportError,
    service::{Progress, Service, upload::RunOrder},
};

/// Works on one run.
pub(crate) const RUN_JOB: &str = "import.run";
/// Tidies up for one tenant.
pub(crate) const SWEEP_JOB: &str = "import.sweep";
/// How often that is.
pub(crate) const SWEEP: Schedule = Schedule { kind: SWEEP_JOB, every_seconds: 3_600 };

fn failure(error: &ImportError) -> JobFailure {
    if error.is_transient() {
        JobFailure::Transient(error.to_string())
    } else {
        JobFailure::Permanent(error.to_string())
    }
}

/// The handler of [`RUN_JOB`].
pub(crate) struct RunJob(pub(crate) Service);

impl RunJob {
    async fn work(&self, ctx: &Ctx, job: &JobRun) -> Result<(), JobFailure> {
        let order: RunOrder = serde_json::from_value(job.payload.clone())
            .map_err(|cause| JobFailure::Permanent(format!("the job cannot be read: {cause}")))?;
        self.0.work(ctx, order.run_id, &mut Progress::of_job(job)).await.map_err(|error| failure(&error))
    }
}

impl JobHandler for RunJob {
    fn kind(&self) -> &'static str {
        RUN_JOB
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, job: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(self.work(ctx, job))
    }
}

/// The handler of [`SWEEP_JOB`].
pub(crate) struct SweepJob(pub(crate) Service);

impl JobHandler for SweepJob {
    fn kind(&self) -> &'static str {
        SWEEP_JOB
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, _: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(async move { self.0.sweep(ctx).await.map_err(|error| failure(&error)) })
    }
}
