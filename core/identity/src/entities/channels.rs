//! Where a legal entity sells: a host with currency, languages and looks.
//! Requests find their channel by host name.

use kontor_kernel::{ChannelId, Currency, LegalEntityId, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_channels")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChannelId,
    pub code: String,
    pub code_key: String,
    pub legal_entity_id: LegalEntityId,
    pub currency: Currency,
    /// Tags, the first one by default.
    pub languages: Json,
    pub theme: String,
    pub accent: String,
    pub guests_see_prices: bool,
    /// `by_customer`, `net`, `gross` or `as_listed`; by customer where nothing is said.
    pub price_display: Option<String>,
}

kontor_store::tenant_entity!(legal_entity = LegalEntityId);
