//! What messages hold of a person: those written to them, and those to others in which their address stands.
//! Nothing of it has to be kept by law; that something was sent, and when, stays without saying to whom.

use kontor_contract::privacy::{DataSubject, Erased, PersonalSection};
use kontor_kernel::{MessageId, Timestamp};
use kontor_store::{Ctx, Find, Tx, WriteTx, contains};
use sea_orm::{ColumnTrait, Condition};
use serde_json::{Value, json};

use super::{Service, queue::to_key};
use crate::{
    entities::{contents, outgoing},
    error::MessagesError,
    model::state::MessageState,
};

const SECTION: &str = "messages";

fn written_to(tx: &impl Tx, subject: &DataSubject) -> Find<outgoing::Entity> {
    tx.find::<outgoing::Entity>().filter(outgoing::Column::ToKey.eq(to_key(&subject.email)))
}

impl Service {
    pub(crate) async fn export_of(&self, ctx: &Ctx, subject: &DataSubject) -> Result<PersonalSection, MessagesError> {
        let tx = self.boot.store.read(ctx).await?;
        let mut messages = Vec::new();
        for row in written_to(&tx, subject).all(&tx).await? {
            let content = tx.find::<contents::Entity>().filter(contents::Column::MessageId.eq(row.id)).one(&tx).await?;
            messages.push(exported(&row, content.as_ref()));
        }
        tx.finish().await?;
        Ok(PersonalSection { name: SECTION, data: Value::Array(messages) })
    }

    pub(crate) async fn erase_of(&self, tx: &WriteTx, subject: &DataSubject) -> Result<Erased, MessagesError> {
        let own: Vec<MessageId> = written_to(tx, subject).all(tx).await?.into_iter().map(|row| row.id).collect();
        let names_them = Condition::any()
            .add(contents::Column::MessageId.is_in(own.iter().copied()))
            .add(contains(contents::Column::PlainText, &subject.email))
            .add(contains(contents::Column::Html, &subject.email));
        let contents = tx.delete::<contents::Entity>().filter(names_them).run(tx).await?;
        let rows = own.len() as u64;
        self.forget(tx, own).await?;
        Ok(Erased { name: SECTION, erased: rows.max(contents), kept: 0, reason: "" })
    }

    /// Takes the person out of messages; those that wait are not sent any more.
    async fn forget(&self, tx: &WriteTx, own: Vec<MessageId>) -> Result<(), MessagesError> {
        use outgoing::Column;
        let among = Column::Id.is_in(own);
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
            .set(Column::Data, json!({}))
            .filter(among)
            .run(tx)
            .await?;
        Ok(())
    }
}

fn exported(row: &outgoing::Model, content: Option<&contents::Model>) -> Value {
    json!({
        "template": row.template,
        "to": row.to_address,
        "name": row.to_name,
        "subject": row.subject_line,
        "text": content.map(|content| &content.plain_text),
        "queued_at": row.queued_at,
        "sent_at": row.sent_at,
    })
}
