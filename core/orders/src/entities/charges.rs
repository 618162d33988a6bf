//! What an order is charged beside its lines: freight and what makes it dearer.
//! Names are kept as they were when the order was placed.

use kontor_kernel::{Amount, OrderId, Rate, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders_charges")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: OrderId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// `freight` or `surcharge`.
    pub kind: String,
    pub code: String,
    pub name: String,
    pub net: Amount,
    pub tax_rate: Rate,
    pub tax: Amount,
    pub gross: Amount,
    pub tax_reason: String,
    pub tax_rule: String,
    pub tax_note: Option<String>,
}

kontor_store::tenant_entity!();
