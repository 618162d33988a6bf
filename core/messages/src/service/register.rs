//! The send register: listed, looked into, and sent again where sending failed.
//! Sending again keeps the Message-ID, so that a reader's mailbox shows one message whatever happened.

use kontor_contract::audit::Change;
use kontor_kernel::{MessageId, Page, PageRequest, sort_key};
use kontor_store::{Ctx, Keyset, Tx, contains};
use sea_orm::{ColumnTrait, Order};
use serde_json::json;

use super::{Service, sweep::KEPT_SECONDS};
use crate::{
    entities::{contents, outgoing},
    error::MessagesError,
    model::state::MessageState,
};

/// Which messages.
#[derive(Debug, Clone, Default)]
pub(crate) struct RegisterQuery {
    pub(crate) words: Option<String>,
    pub(crate) state: Option<MessageState>,
    pub(crate) template: Option<String>,
}

async fn find(tx: &impl Tx, id: MessageId) -> Result<outgoing::Model, MessagesError> {
    let row = tx.find::<outgoing::Entity>().filter(outgoing::Column::Id.eq(id)).one(tx).await?;
    row.ok_or(MessagesError::NoSuchMessage)
}

impl Service {
    /// A page of the register, the newest first.
    pub(crate) async fn list_messages(
        &self,
        ctx: &Ctx,
        query: RegisterQuery,
        page: &PageRequest,
    ) -> Result<Page<outgoing::Model>, MessagesError> {
        use outgoing::Column;
        let tx = self.boot.store.read(ctx).await?;
        let find = tx
            .find::<outgoing::Entity>()
            .filter_some(query.words.map(|words| contains(Column::SearchKey, &sort_key(&words))))
            .filter_some(query.state.map(|state| Column::State.eq(state)))
            .filter_some(query.template.map(|template| Column::Template.eq(template)));
        let keys = Keyset { column: Column::QueuedAt, id: Column::Id, order: Order::Desc };
        let rows = find.page(&tx, keys, page).await?;
        tx.finish().await?;
        Ok(rows)
    }

    /// A message and what was written in it, as far as it came to that.
    pub(crate) async fn message(
        &self,
        ctx: &Ctx,
        id: MessageId,
    ) -> Result<(outgoing::Model, Option<contents::Model>), MessagesError> {
        let tx = self.boot.store.read(ctx).await?;
        let row = find(&tx, id).await?;
        let content = tx.find::<contents::Entity>().filter(contents::Column::MessageId.eq(id)).one(&tx).await?;
        tx.finish().await?;
        Ok((row, content))
    }

    /// Has a message sent at once that could not be sent so far.
    pub(crate) async fn send_again(&self, ctx: &Ctx, id: MessageId) -> Result<outgoing::Model, MessagesError> {
        use outgoing::Column;
        let (tx, now) = (self.boot.store.write(ctx).await?, ctx.now());
        let before = find(&tx, id).await?;
        if before.state == MessageState::GivenUp && before.queued_at < now.plus_seconds(-KEPT_SECONDS) {
            return Err(MessagesError::TooOld);
        }
        let queued = tx
            .update::<outgoing::Entity>()
            .set(Column::State, MessageState::Queued)
            .set(Column::Failures, 0)
            .set(Column::NextTryAt, now)
            .filter(Column::Id.eq(id))
            .filter(Column::State.is_in([MessageState::Failed, MessageState::GivenUp]))
            .run(&tx)
            .await?;
        if queued == 0 {
            return Err(MessagesError::NotFailed);
        }
        self.order(&tx, id, now).await?;
        let label = before.subject_line.as_ref().unwrap_or(&before.template).clone();
        let change = Change::new("messages.message_retried", "message", id, label)
            .before(&json!({ "state": before.state, "last_error": before.last_error }))
            .after(&json!({ "state": MessageState::Queued }));
        self.boot.record(&tx, change).await?;
        let row = find(&tx, id).await?;
        tx.commit().await?;
        Ok(row)
    }
}
