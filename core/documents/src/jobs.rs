//! The job of documents: telling a buyer what became of their order, with the confirmation where there is one.
//! It can be done again at any time: a document is issued once, and a mail is queued once.

use futures_util::future::BoxFuture;
use kontor_kernel::OrderId;
use kontor_store::{
    Ctx,
    jobs::{JobFailure, JobHandler, JobRun},
};
use serde::{Deserialize, Serialize};

use crate::service::Service;

/// Tells a buyer of an order.
pub(crate) const ANNOUNCE_JOB: &str = "documents.announce";

/// What [`ANNOUNCE_JOB`] is asked to do.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Announcement {
    pub(crate) order_id: OrderId,
    pub(crate) news: News,
}

/// What there is to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum News {
    Placed,
    Confirmed,
}

/// The handler of [`ANNOUNCE_JOB`].
pub(crate) struct AnnounceJob(pub(crate) Service);

impl AnnounceJob {
    async fn announce(&self, ctx: &Ctx, job: &JobRun) -> Result<(), JobFailure> {
        let Announcement { order_id, news } = serde_json::from_value(job.payload.clone())
            .map_err(|cause| JobFailure::Permanent(format!("the job cannot be read: {cause}")))?;
        self.0.announce(ctx, order_id, news).await.map_err(|error| {
            if error.is_transient() {
                JobFailure::Transient(error.to_string())
            } else {
                JobFailure::Permanent(error.to_string())
            }
        })
    }
}

impl JobHandler for AnnounceJob {
    fn kind(&self) -> &'static str {
        ANNOUNCE_JOB
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, job: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(self.announce(ctx, job))
    }
}
