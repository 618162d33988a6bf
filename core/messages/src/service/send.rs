//! Sends a message: takes it by a conditional update, hands it over without a transaction, and records the end.
//! Between handing over and recording a process can die; then the message is sent once more, with the same Message-ID.

use std::time::Duration;

use kontor_contract::messages::{RenderedMail, SenderDomains};
use kontor_kernel::{MessageId, Timestamp};
use kontor_store::{Ctx, Tx, WriteTx, retry};
use lettre::Address;
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{Service, queue::search_key};
use crate::{
    entities::{contents, outgoing},
    error::MessagesError,
    manifest::MANIFEST,
    model::{pace::pause_seconds, state::MessageState},
    transport::{Handover, Sender, compose},
};

/// How long a worker may be at it before another takes it for dead. Handing over ends well before.
const TAKEN_FOR_SECONDS: i64 = 60;
/// How long handing over may take, all dialogue with the mail server together.
const HAND_OVER_WITHIN: Duration = Duration::from_secs(40);
/// Pauses between attempts to record that a message was sent: what is not recorded is sent again.
const RECORDING_PAUSES: [Duration; 4] =
    [Duration::from_millis(100), Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(5)];
/// As much of a server's reply as is kept.
const LONGEST_REASON: usize = 500;

/// What became of taking a message.
enum Taking {
    Mine(Box<outgoing::Model>),
    Elsewhere,
    NotDue,
}

/// An attempt: what was written, as far as it came to that, and what the server said.
struct Attempt {
    content: Option<RenderedMail>,
    handover: Handover,
}

/// How the message stands afterwards.
struct End {
    state: MessageState,
    failures: i32,
    next_try_at: Timestamp,
    reason: Option<String>,
}

impl Service {
    /// Sends a message that is due, unless somebody else is at it.
    pub(crate) async fn deliver(&self, ctx: &Ctx, id: MessageId) -> Result<(), MessagesError> {
        match self.take(ctx, id).await? {
            Taking::Mine(row) => {
                let attempt = self.attempt(ctx, &row).await;
                self.record_patiently(ctx, &row, &attempt).await
            }
            // Where that worker has died, the job finds the message free when it comes back.
            Taking::Elsewhere => Err(MessagesError::TakenElsewhere),
            Taking::NotDue => Ok(()),
        }
    }

    /// Makes the message this worker's. Of several who try at once, one succeeds.
    async fn take(&self, ctx: &Ctx, id: MessageId) -> Result<Taking, MessagesError> {
        use outgoing::Column;
        let (tx, now) = (self.boot.store.write(ctx).await?, ctx.now());
        let waiting = Condition::all()
            .add(Column::State.is_in([MessageState::Queued, MessageState::Failed]))
            .add(Column::NextTryAt.lte(now));
        let forsaken = Condition::all().add(Column::State.eq(MessageState::Sending)).add(Column::TakenUntil.lt(now));
        let taken = tx
            .update::<outgoing::Entity>()
            .set(Column::State, MessageState::Sending)
            .set(Column::TakenUntil, now.plus_seconds(TAKEN_FOR_SECONDS))
            .set_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .filter(Column::Id.eq(id))
            .filter(Condition::any().add(waiting).add(forsaken))
            .run(&tx)
            .await?;
        let row = tx.find::<outgoing::Entity>().filter(Column::Id.eq(id)).one(&tx).await?;
        tx.commit().await?;
        Ok(match row {
            Some(row) if taken == 1 => Taking::Mine(Box::new(row)),
            Some(row) if row.state == MessageState::Sending => Taking::Elsewhere,
            _ => Taking::NotDue,
        })
    }

    /// Draws and hands over. What cannot be drawn or written as a mail never will be.
    async fn attempt(&self, ctx: &Ctx, row: &outgoing::Model) -> Attempt {
        let drawn = self.draw(ctx, row).and_then(|mail| Ok((mail, self.draw_for_register(ctx, row)?)));
        let (mail, content) = match drawn {
            Ok(drawn) => drawn,
            Err(fault) => {
                tracing::error!(message = %row.id, template = row.template, %fault, "a message cannot be drawn");
                return Attempt { content: None, handover: Handover::Refused(fault.to_string()) };
            }
        };
        let enclosed = match self.enclosed(ctx, row).await {
            Ok(enclosed) => enclosed,
            Err(handover) => return Attempt { content: Some(content), handover },
        };
        let handover = match compose(row, &mail, &self.sender(ctx).await, enclosed) {
            Ok(mail) => {
                let handing_over = self.transport.hand_over(ctx, row, &mail);
                let no_end = || Handover::Postponed("the mail server did not answer in time".to_owned());
                tokio::time::timeout(HAND_OVER_WITHIN, handing_over).await.unwrap_or_else(|_| no_end())
            }
            Err(reason) => Handover::Refused(reason),
        };
        Attempt { content: Some(content), handover }
    }

    /// Who the tenant's mails come from. Of an address whose domain the operator has not let it use, only answers go there:
    /// the mails come from the deployment, in the name that the operator knows the tenant by. Where its settings cannot be
    /// read, they do so as well.
    async fn sender(&self, ctx: &Ctx) -> Sender {
        let settings = self.boot.modules.state(ctx, MANIFEST.id).await.map(|state| state.settings);
        let settings = settings.unwrap_or_default();
        let setting = |name: &str| settings.get(name).and_then(|value| value.as_str()).filter(|text| !text.is_empty());
        let address = |name: &str| setting(name).and_then(|text| text.parse::<Address>().ok());
        let (own, reply_to, name) = (address("from_address"), address("reply_to"), &ctx.tenant_facts().name);
        match own {
            Some(own) if self.may_write_as(ctx, &own).await => {
                Sender { address: own, name: setting("from_name").unwrap_or(name).to_owned(), reply_to }
            }
            own => Sender { address: self.from.clone(), name: name.clone(), reply_to: reply_to.or(own) },
        }
    }

    async fn may_write_as(&self, ctx: &Ctx, address: &Address) -> bool {
        let Some(domains) = self.boot.ports.find::<dyn SenderDomains>() else { return false };
        domains.may_send_from(ctx, address.domain()).await.unwrap_or_else(|fault| {
            tracing::warn!(%fault, "a mail comes from the deployment, since it cannot be told whose domains are a tenant's");
            false
        })
    }

    async fn record_patiently(&self, ctx: &Ctx, row: &outgoing::Model, attempt: &Attempt) -> Result<(), MessagesError> {
        for pause in RECORDING_PAUSES {
            match retry(|| self.record(ctx, row, attempt)).await {
                Err(error) if error.is_transient() => {
                    tracing::warn!(message = %row.id, %error, "how a message ended cannot be recorded yet");
                    tokio::time::sleep(pause).await;
                }
                other => return other,
            }
        }
        retry(|| self.record(ctx, row, attempt)).await
    }

    /// Records the end of an attempt, and orders the next one. A worker that was taken for dead has no say any more.
    async fn record(&self, ctx: &Ctx, row: &outgoing::Model, attempt: &Attempt) -> Result<(), MessagesError> {
        use outgoing::Column;
        let (tx, end) = (self.boot.store.write(ctx).await?, end_of(row, &attempt.handover, ctx.now()));
        let is_gone = matches!(end.state, MessageState::Sent | MessageState::Captured);
        let mut update = tx
            .update::<outgoing::Entity>()
            .set(Column::State, end.state)
            .set(Column::Failures, end.failures)
            .set(Column::NextTryAt, end.next_try_at)
            .set(Column::TakenUntil, None::<Timestamp>)
            .set(Column::LastError, end.reason)
            .filter(Column::Id.eq(row.id))
            .filter(Column::State.eq(MessageState::Sending))
            .filter(Column::Attempts.eq(row.attempts));
        if is_gone {
            update =
                update.set(Column::SentAt, ctx.now()).set(Column::Link, None::<String>).set(Column::Data, json!({}));
        }
        if let Some(content) = &attempt.content {
            let found_by = search_key(&row.to_address, row.to_name.as_deref(), Some(&content.subject));
            update = update.set(Column::SubjectLine, content.subject.clone()).set(Column::SearchKey, found_by);
        }
        if update.run(&tx).await? == 0 {
            tracing::warn!(message = %row.id, "a message was taken by another worker while it was being sent");
            return Ok(());
        }
        keep(&tx, row.id, attempt.content.as_ref()).await?;
        if end.state == MessageState::Failed {
            self.order(&tx, row.id, end.next_try_at).await?;
        }
        Ok(tx.commit().await?)
    }
}

fn end_of(row: &outgoing::Model, handover: &Handover, now: Timestamp) -> End {
    let failed = |reason: &str, pause: Option<i64>| End {
        state: if pause.is_some() { MessageState::Failed } else { MessageState::GivenUp },
        failures: row.failures + 1,
        next_try_at: pause.map_or(row.next_try_at, |seconds| now.plus_seconds(seconds)),
        reason: Some(reason.chars().take(LONGEST_REASON).collect()),
    };
    let gone = |state| End { state, failures: row.failures, next_try_at: row.next_try_at, reason: None };
    match handover {
        Handover::Sent => gone(MessageState::Sent),
        Handover::Captured => gone(MessageState::Captured),
        Handover::Postponed(reason) => failed(reason, pause_seconds(row.failures + 1)),
        Handover::Refused(reason) => failed(reason, None),
    }
}

/// Keeps what was written, so that staff can see it.
async fn keep(tx: &WriteTx, id: MessageId, content: Option<&RenderedMail>) -> Result<(), MessagesError> {
    use contents::Column;
    let Some(content) = content else { return Ok(()) };
    let row = contents::Model {
        tenant_id: tx.tenant(),
        message_id: id,
        html: content.html.clone(),
        plain_text: content.text.clone(),
    };
    let keys = [Column::TenantId, Column::MessageId];
    tx.upsert_all::<contents::Entity>(vec![row], keys, [Column::Html, Column::PlainText]).await?;
    Ok(())
}
