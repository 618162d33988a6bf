//! Which host name leads to which tenant and channel.
//! Looked up before anyone is known, so it belongs to the system.

use kontor_kernel::{ChannelId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_channel_hosts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub host: String,
    pub tenant_id: TenantId,
    pub channel_id: ChannelId,
}

kontor_store::system_entity!();
