//! What was written in a message, with a placeholder where its link was.
//! Written with the end of each attempt.

use kontor_kernel::{MessageId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "messages_contents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub message_id: MessageId,
    pub html: String,
    pub plain_text: String,
}

kontor_store::tenant_entity!();
