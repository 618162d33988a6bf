//! The job that fills a batch of codes, some thousands in each commit.
//! Doing it again, or on several nodes at once, makes no code too many.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use kontor_contract::Fault;
use kontor_store::{
    Ctx,
    jobs::{JobFailure, JobHandler, JobRun},
};
use serde::{Deserialize, Serialize};

use crate::{ids::BatchId, service::Promoting};

/// Fills a batch of codes.
pub(crate) const GENERATE_JOB: &str = "promotions.generate_codes";

/// Which batch.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Generate {
    pub batch: BatchId,
}

/// The handler of [`GENERATE_JOB`].
pub(crate) struct GenerateJob(pub(crate) Arc<Promoting>);

impl JobHandler for GenerateJob {
    fn kind(&self) -> &'static str {
        GENERATE_JOB
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, job: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(async move {
            let payload: Generate = serde_json::from_value(job.payload.clone())
                .map_err(|cause| JobFailure::Permanent(format!("the job cannot be read: {cause}")))?;
            loop {
                let filled = kontor_store::retry(|| self.0.fill_batch(ctx, payload.batch)).await;
                let (made, wanted) = filled.map_err(|error| JobFailure::Transient(Fault::from(error).to_string()))?;
                job.progress(ctx, made, wanted).await?;
                if made >= wanted {
                    return Ok(());
                }
            }
        })
    }
}
