//! The jobs of the trail: sealing a minute after something was recorded, and a check of the whole chain every day.
//! A check that finds something says so in the log, where it does not go unnoticed until somebody asks.

use futures_util::future::BoxFuture;
use kontor_store::{
    Ctx,
    jobs::{JobFailure, JobHandler, JobRun, Schedule},
};

use crate::service::Service;

/// Seals what was recorded.
pub(crate) const SEAL_JOB: &str = "audit.seal";
/// How long after an entry sealing is due, in seconds: so long it may be changed without trace.
pub(crate) const SEALED_AFTER: i64 = 60;
/// Finds what was left over, such as by a commit that came after its job.
pub(crate) const SEALING: Schedule = Schedule { kind: SEAL_JOB, every_seconds: 3_600 };
/// Checks the chain.
pub(crate) const CHECK_JOB: &str = "audit.check";
/// How long a change may go unnoticed, at the most.
pub(crate) const CHECKING: Schedule = Schedule { kind: CHECK_JOB, every_seconds: 86_400 };

/// The handler of [`SEAL_JOB`].
pub(crate) struct SealJob(pub(crate) Service);

impl JobHandler for SealJob {
    fn kind(&self) -> &'static str {
        SEAL_JOB
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, _: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(async move { Ok(self.0.seal(ctx).await.map(drop)?) })
    }
}

/// The handler of [`CHECK_JOB`].
pub(crate) struct CheckJob(pub(crate) Service);

impl JobHandler for CheckJob {
    fn kind(&self) -> &'static str {
        CHECK_JOB
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, _: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(async move {
            let report = self.0.check(ctx, None).await?;
            for found in &report.breaks {
                let (tenant, kind) = (&ctx.tenant_facts().code, found.kind.name());
                tracing::error!(
                    tenant,
                    kind,
                    position = found.position,
                    "the audit trail was changed: {}",
                    found.detail
                );
            }
            Ok(())
        })
    }
}
