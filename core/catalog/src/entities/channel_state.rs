//! How far a product has come on one channel, where that is not as everywhere else.
//! Its product carries the epoch of every change here.

use kontor_kernel::{ChannelId, ProductId, TenantId};
use sea_orm::entity::prelude::*;

use super::product::State;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_channel_states")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub channel_id: ChannelId,
    pub state: State,
}

kontor_store::tenant_entity!();
