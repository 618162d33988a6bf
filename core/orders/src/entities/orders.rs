//! Orders with snapshots of buyer and addresses, and both currencies with their rate.
//! Totals are stored as placed; they are never computed again from today's prices.

use kontor_kernel::{
    Amount, BusinessDate, ChannelId, CompanyId, Currency, LegalEntityId, OrderId, TenantId, Timestamp, UserId,
};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "orders_orders")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrderId,
    pub number: String,
    pub number_rank: i64,
    pub state: String,
    pub legal_entity_id: LegalEntityId,
    pub channel_id: ChannelId,
    pub company_id: CompanyId,
    pub company_code: String,
    pub company_name: String,
    pub search_key: String,
    pub buyer: Json,
    pub delivery_address: Json,
    pub currency: Currency,
    pub accounting_currency: Currency,
    /// Units of accounting currency per unit of currency, in millionths.
    pub exchange_rate_ppm: i64,
    pub tax_rounding: String,
    pub net_total: Amount,
    pub tax_total: Amount,
    pub gross_total: Amount,
    pub line_count: i32,
    pub order_date: BusinessDate,
    pub requested_date: Option<BusinessDate>,
    pub po_number: Option<String>,
    pub note: Option<String>,
    /// How it is sent and what that was computed from; nothing where no way was offered.
    pub shipping: Option<Json>,
    pub payment: Option<Json>,
    pub cost_centre: Option<String>,
    /// Whether what is there may be sent before the rest; it may where nothing is said.
    pub partial_delivery: Option<bool>,
    /// The state in which it was stopped; nothing for orders that are not on hold.
    pub held_from: Option<String>,
    pub external_system: Option<String>,
    pub external_id: Option<String>,
    pub placed_by: Option<UserId>,
    pub placed_by_name: String,
    pub placed_by_email: String,
    pub on_behalf: bool,
    pub attributes: Json,
    pub totals_hash: String,
    pub price_epoch: i64,
    pub placed_at: Timestamp,
    pub version: i64,
}

kontor_store::tenant_entity!(company = CompanyId, legal_entity = LegalEntityId);
