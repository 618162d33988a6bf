//! What messages offer to others: sending in their commit, and a person's own messages.
//! Everything is done in the caller's unit of work.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    messages::{Messages, NewMessage},
    privacy::{DataSubject, Erased, PersonalData, PersonalSection, StandIn},
};
use kontor_kernel::MessageId;
use kontor_store::{Ctx, WriteTx};

use crate::service::Service;

#[async_trait]
impl Messages for Service {
    async fn send(&self, tx: &WriteTx, message: NewMessage) -> Outcome<Option<MessageId>> {
        Ok(self.queue(tx, message).await?)
    }
}

#[async_trait]
impl PersonalData for Service {
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Outcome<Vec<PersonalSection>> {
        Ok(vec![self.export_of(ctx, subject).await?])
    }

    async fn erase(&self, tx: &WriteTx, subject: &DataSubject, stand_in: &StandIn) -> Outcome<Vec<Erased>> {
        Ok(vec![self.erase_of(tx, subject, stand_in).await?])
    }
}
