//! What messages hold of a person: those written to them or about their account, and those to others that speak of them.
//! Nothing of it has to be kept by law; that something was sent, and when, stays without saying to whom.

use kontor_contract::privacy::{DataSubject, Erased, PersonalSection, StandIn};
use kontor_kernel::{MessageId, Timestamp};
use kontor_store::{Ctx, StoreResult, Tx, WriteTx, mentions};
use sea_orm::{ColumnTrait, Condition, Order};
use serde_json::{Value, json};

use super::{
    Service,
    queue::{search_key, to_key},
};
use crate::{
    entities::{contents, outgoing},
    error::MessagesError,
    model::state::MessageState,
};

const SECTION: &str = "messages";
/// Rows looked at together.
const AT_ONCE: usize = 500;

/// Messages to the person, and about their account to an address they had before or were about to have.
fn written_to(subject: &DataSubject) -> Condition {
    let about_them = Condition::all()
        .add(outgoing::Column::SubjectKind.eq("person"))
        .add(outgoing::Column::SubjectId.eq(subject.user.to_string()));
    Condition::any().add(outgoing::Column::ToKey.eq(to_key(&subject.email))).add(about_them)
}

/// Messages to others, such as staff, that speak of the person. Those to a namesake speak of the namesake.
async fn telling_of(tx: &impl Tx, subject: &DataSubject) -> StoreResult<Vec<outgoing::Model>> {
    let words = [subject.name.as_str(), &subject.email];
    let written = mentions(contents::Column::PlainText, &words).add(mentions(contents::Column::Html, &words));
    let written = tx.find::<contents::Entity>().filter(written).all(tx).await?;
    let ids: Vec<MessageId> = written.into_iter().map(|row| row.message_id).collect();
    let waiting = mentions(outgoing::Column::Data, &words).add(mentions(outgoing::Column::SubjectLine, &words));
    let mut found = tx.find::<outgoing::Entity>().filter(waiting).all(tx).await?;
    for some in ids.chunks(AT_ONCE) {
        let among = outgoing::Column::Id.is_in(some.iter().copied());
        found.extend(tx.find::<outgoing::Entity>().filter(among).all(tx).await?);
    }
    found.sort_by_key(|row| row.id);
    found.dedup_by_key(|row| row.id);
    let own = to_key(&subject.email);
    found.retain(|row| row.to_key != own && row.to_name.as_ref() != Some(&subject.name));
    Ok(found)
}

impl Service {
    pub(crate) async fn export_of(&self, ctx: &Ctx, subject: &DataSubject) -> Result<PersonalSection, MessagesError> {
        let tx = self.boot.store.read(ctx).await?;
        let own = tx.find::<outgoing::Entity>().filter(written_to(subject));
        let own = own.order_by(outgoing::Column::QueuedAt, Order::Asc).all(&tx).await?;
        let others = telling_of(&tx, subject).await?;
        let mut messages = Vec::new();
        for row in own.iter().chain(others.iter().filter(|row| own.iter().all(|own| own.id != row.id))) {
            let content = tx.find::<contents::Entity>().filter(contents::Column::MessageId.eq(row.id)).one(&tx).await?;
            messages.push(exported(row, content.as_ref(), subject));
        }
        tx.finish().await?;
        Ok(PersonalSection { name: SECTION, data: Value::Array(messages) })
    }

    pub(crate) async fn erase_of(
        &self,
        tx: &WriteTx,
        subject: &DataSubject,
        stand_in: &StandIn,
    ) -> Result<Erased, MessagesError> {
        let others = telling_of(tx, subject).await?;
        let own = tx.find::<outgoing::Entity>().filter(written_to(subject)).all(tx).await?;
        let own: Vec<MessageId> = own.into_iter().map(|row| row.id).collect();
        let mut told = 0;
        for row in others.iter().filter(|row| !own.contains(&row.id)) {
            take_out(tx, row, subject, stand_in).await?;
            told += 1;
        }
        for some in own.chunks(AT_ONCE) {
            forget(tx, some).await?;
        }
        Ok(Erased { name: SECTION, erased: own.len() as u64 + told, kept: 0, reason: "" })
    }
}

/// Takes the person out of a message to somebody else: what was written goes, what is still to be said says it otherwise.
async fn take_out(
    tx: &WriteTx,
    row: &outgoing::Model,
    subject: &DataSubject,
    stand_in: &StandIn,
) -> Result<(), MessagesError> {
    use outgoing::Column;
    tx.delete::<contents::Entity>().filter(contents::Column::MessageId.eq(row.id)).run(tx).await?;
    let data = subject.taken_out_of_all(&row.data, stand_in).unwrap_or_else(|| row.data.clone());
    let line = row.subject_line.as_deref();
    let line = line.map(|line| subject.taken_out_of(line, stand_in).unwrap_or_else(|| line.to_owned()));
    tx.update::<outgoing::Entity>()
        .set(Column::Data, data)
        .set(Column::SearchKey, search_key(&row.to_address, row.to_name.as_deref(), line.as_deref()))
        .set(Column::SubjectLine, line)
        .filter(Column::Id.eq(row.id))
        .run(tx)
        .await?;
    Ok(())
}

/// Takes the person out of messages of their own; those that wait are not sent any more.
async fn forget(tx: &WriteTx, own: &[MessageId]) -> Result<(), MessagesError> {
    use outgoing::Column;
    let written = contents::Column::MessageId.is_in(own.iter().copied());
    tx.delete::<contents::Entity>().filter(written).run(tx).await?;
    let among = Column::Id.is_in(own.iter().copied());
    tx.update::<outgoing::Entity>()
        .set(Column::State, MessageState::GivenUp)
        .set(Column::TakenUntil, None::<Timestamp>)
        .filter(among.clone())
        .filter(Column::State.is_in(MessageState::OPEN))
        .run(tx)
        .await?;
    tx.update::<outgoing::Entity>()
        .set(Column::ToAddress, "")
        .set(Column::ToKey, "")
        .set(Column::ToName, None::<String>)
        .set(Column::SearchKey, "")
        .set(Column::SubjectLine, None::<String>)
        .set(Column::LastError, None::<String>)
        .set(Column::Link, None::<String>)
        .set(Column::Attachments, None::<Value>)
        .set(Column::Data, json!({}))
        .filter(among)
        .run(tx)
        .await?;
    Ok(())
}

/// A message as the person gets it. To whom else somebody wrote about them is the other's data.
fn exported(row: &outgoing::Model, content: Option<&contents::Model>, subject: &DataSubject) -> Value {
    let is_to_other = row.to_key != to_key(&subject.email) && row.subject_id != Some(subject.user.to_string());
    let to = (!is_to_other).then_some(&row.to_address);
    json!({
        "template": row.template,
        "to": to,
        "name": row.to_name.as_ref().filter(|_| !is_to_other),
        "subject": row.subject_line,
        "text": content.map(|content| &content.plain_text),
        "data": row.data,
        "queued_at": row.queued_at,
        "sent_at": row.sent_at,
    })
}
