//! Messages on their way out and, once they are, the send register.
//! `attempts` counts takings and tells workers apart; `failures` counts bad ends since the message was last queued.

use kontor_kernel::{ChannelId, Locale, MessageId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

use crate::model::state::MessageState;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "messages_outgoing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MessageId,
    pub template: String,
    pub state: MessageState,
    /// The address in lower case.
    pub to_key: String,
    pub to_address: String,
    pub to_name: Option<String>,
    pub locale: Locale,
    /// Address, name and subject line, normalised.
    pub search_key: String,
    pub channel_id: Option<ChannelId>,
    /// What the tenant's address and looks were when the message was queued.
    pub site: String,
    pub accent: Option<String>,
    pub time_zone: String,
    /// What the template shows; emptied once the message has been handed over.
    pub data: Json,
    /// May hold a secret; dropped once the message has been handed over.
    pub link: Option<String>,
    pub once: Option<String>,
    pub subject_kind: Option<String>,
    pub subject_id: Option<String>,
    /// The header of that name, the same in every attempt: a server that has the message already can tell.
    pub message_id: String,
    /// What goes with it; nothing of messages from before there were attachments.
    pub attachments: Option<Json>,
    pub subject_line: Option<String>,
    pub attempts: i32,
    pub failures: i32,
    pub next_try_at: Timestamp,
    /// Until when a worker may take for sending it; afterwards it is taken for dead.
    pub taken_until: Option<Timestamp>,
    pub last_error: Option<String>,
    pub queued_at: Timestamp,
    pub sent_at: Option<Timestamp>,
}

kontor_store::tenant_entity!();
