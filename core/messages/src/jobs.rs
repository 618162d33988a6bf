//! The jobs of messages: sending one, and tidying up now and then.
//! Both can be done again at any time; what is done already stands in the register.

use futures_util::future::BoxFuture;
use kontor_kernel::MessageId;
use kontor_store::{
    Ctx,
    jobs::{JobFailure, JobHandler, JobRun, Schedule},
};
use serde::{Deserialize, Serialize};

use crate::{error::MessagesError, service::Service};

/// Sends one message.
pub(crate) const SEND_JOB: &str = "messages.send";
/// Tidies up for one tenant.
pub(crate) const SWEEP_JOB: &str = "messages.sweep";
/// How often that is.
pub(crate) const SWEEP: Schedule = Schedule { kind: SWEEP_JOB, every_seconds: 3_600 };

/// What [`SEND_JOB`] is asked to do.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendOrder {
    pub(crate) message_id: MessageId,
}

fn failure(error: &MessagesError) -> JobFailure {
    if error.is_transient() {
        JobFailure::Transient(error.to_string())
    } else {
        JobFailure::Permanent(error.to_string())
    }
}

/// The handler of [`SEND_JOB`].
pub(crate) struct SendJob(pub(crate) Service);

impl SendJob {
    async fn send(&self, ctx: &Ctx, job: &JobRun) -> Result<(), JobFailure> {
        let order: SendOrder = serde_json::from_value(job.payload.clone())
            .map_err(|cause| JobFailure::Permanent(format!("the job cannot be read: {cause}")))?;
        self.0.deliver(ctx, order.message_id).await.map_err(|error| failure(&error))
    }
}

impl JobHandler for SendJob {
    fn kind(&self) -> &'static str {
        SEND_JOB
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, job: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(self.send(ctx, job))
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
