//! What has served its time is forgotten: tickets and registrations that nobody confirmed at once, sessions and tokens
//! that ended a month ago, replies to requests with a key after a month, applicants who were turned away after three, and
//! who acted for whom after two years. A customer's log of who acted for them is closed when the time of an acting is over.

use futures_util::future::BoxFuture;
use kontor_contract::people::RegistrationState;
use kontor_store::{
    Ctx, Tx, WriteTx,
    jobs::{JobFailure, JobHandler, JobRun, Schedule},
};
use sea_orm::{ColumnTrait, Condition, sea_query::Expr};

use super::Service;
use crate::{
    entities::{acting, api_tokens, registrations, sessions},
    error::IdentityError,
};

/// The kind of the job.
pub(crate) const SWEEP_JOB: &str = "identity.sweep";
/// How often it runs.
pub(crate) const SWEEPING: Schedule = Schedule { kind: SWEEP_JOB, every_seconds: 3_600 };

const DAY: i64 = 24 * 3_600;
/// So long a person may ask where an ended session came from.
const ENDED_KEPT: i64 = 30 * DAY;
const ACTING_KEPT: i64 = 730 * DAY;
/// So long staff may look up whom they have turned away.
const REJECTED_KEPT: i64 = 90 * DAY;
/// So long a request may be repeated under its key.
const REPLIES_KEPT: i64 = 30 * DAY;

/// The handler of [`SWEEP_JOB`].
pub(crate) struct SweepJob(pub(crate) Service);

impl JobHandler for SweepJob {
    fn kind(&self) -> &'static str {
        SWEEP_JOB
    }

    fn run<'a>(&'a self, ctx: &'a Ctx, _: &'a JobRun) -> BoxFuture<'a, Result<(), JobFailure>> {
        Box::pin(async move {
            let swept = self.0.sweep(ctx).await;
            swept.map_err(|cause| JobFailure::Transient(cause.to_string()))
        })
    }
}

impl Service {
    /// Forgets what has served its time.
    pub(crate) async fn sweep(&self, ctx: &Ctx) -> Result<(), IdentityError> {
        self.sweep_tickets().await?;
        let now = ctx.now();
        let ended = now.plus_seconds(-ENDED_KEPT);
        let tx = self.boot.store.write(ctx).await?;
        let over =
            Condition::any().add(sessions::Column::ExpiresAt.lt(ended)).add(sessions::Column::RevokedAt.lt(ended));
        tx.delete::<sessions::Entity>().filter(over).run(&tx).await?;
        let over =
            Condition::any().add(api_tokens::Column::ExpiresAt.lt(ended)).add(api_tokens::Column::RevokedAt.lt(ended));
        tx.delete::<api_tokens::Entity>().filter(over).run(&tx).await?;
        let unanswered = Condition::all()
            .add(registrations::Column::State.eq(RegistrationState::Unconfirmed.name()))
            .add(registrations::Column::ExpiresAt.lt(now));
        let refused = Condition::all()
            .add(registrations::Column::State.eq(RegistrationState::Rejected.name()))
            .add(registrations::Column::DecidedAt.lt(now.plus_seconds(-REJECTED_KEPT)));
        let over = Condition::any().add(unanswered).add(refused);
        tx.delete::<registrations::Entity>().filter(over).run(&tx).await?;
        self.close_actings_that_are_over(&tx).await?;
        let old = tx.delete::<acting::Entity>().filter(acting::Column::Until.lt(now.plus_seconds(-ACTING_KEPT)));
        old.run(&tx).await?;
        tx.forget_replies_before(now.plus_seconds(-REPLIES_KEPT)).await?;
        Ok(tx.commit().await?)
    }

    /// An acting whose time is over ends then, and is on record as soon as somebody looks.
    async fn close_actings_that_are_over(&self, tx: &WriteTx) -> Result<(), IdentityError> {
        let over = || {
            let is_open = acting::Column::EndedAt.is_null();
            Condition::all().add(acting::Column::Until.lte(tx.ctx().now())).add(is_open)
        };
        let rows = tx.find::<acting::Entity>().filter(over()).all(tx).await?;
        let close = tx.update::<acting::Entity>().set_expr(acting::Column::EndedAt, Expr::col(acting::Column::Until));
        close.filter(over()).run(tx).await?;
        for row in rows {
            self.tell_acting_ended(tx, row.company_id).await?;
        }
        Ok(())
    }
}
