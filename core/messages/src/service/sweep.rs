//! Tidies up: messages whose job was lost are ordered again, and old ones that were given up lose their secrets.
//! Done once an hour for each tenant; doing it more often changes nothing.

use kontor_store::{Ctx, Tx};
use sea_orm::{ColumnTrait, Condition};
use serde_json::json;

use super::Service;
use crate::{
    entities::outgoing,
    error::MessagesError,
    jobs::{SEND_JOB, SendOrder},
    model::state::MessageState,
};

/// How long a message that was given up can be sent again: a week.
pub(super) const KEPT_SECONDS: i64 = 7 * 86_400;
/// How much later than due a message may be before its job counts as lost.
const LOST_AFTER_SECONDS: i64 = 900;
/// At most so many at once.
const LOST_AT_ONCE: u64 = 500;

impl Service {
    /// Tidies up for a tenant.
    pub(crate) async fn sweep(&self, ctx: &Ctx) -> Result<(), MessagesError> {
        self.order_lost(ctx).await?;
        self.drop_secrets(ctx).await
    }

    async fn order_lost(&self, ctx: &Ctx) -> Result<(), MessagesError> {
        use outgoing::Column;
        let long_ago = ctx.now().plus_seconds(-LOST_AFTER_SECONDS);
        let is_free = Condition::any().add(Column::TakenUntil.is_null()).add(Column::TakenUntil.lt(long_ago));
        let tx = self.boot.store.write(ctx).await?;
        let lost = tx
            .find::<outgoing::Entity>()
            .filter(Column::State.is_in(MessageState::OPEN))
            .filter(Column::NextTryAt.lt(long_ago))
            .filter(is_free)
            .limit(LOST_AT_ONCE)
            .all(&tx)
            .await?;
        for row in lost {
            // A job of this attempt that is only slow is not joined by a second one.
            let key = format!("{SEND_JOB}/{}/{}", row.id, row.attempts);
            tx.enqueue(SEND_JOB, &SendOrder { message_id: row.id }, ctx.now(), Some(key)).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn drop_secrets(&self, ctx: &Ctx) -> Result<(), MessagesError> {
        use outgoing::Column;
        let tx = self.boot.store.write(ctx).await?;
        tx.update::<outgoing::Entity>()
            .set(Column::Link, None::<String>)
            .set(Column::Data, json!({}))
            .filter(Column::State.eq(MessageState::GivenUp))
            .filter(Column::QueuedAt.lt(ctx.now().plus_seconds(-KEPT_SECONDS)))
            .filter(Column::Link.is_not_null())
            .run(&tx)
            .await?;
        Ok(tx.commit().await?)
    }
}
