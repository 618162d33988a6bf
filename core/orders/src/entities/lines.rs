//! Lines of orders: entered quantity, unit, factor and base quantity, price with its basis, tax and price source.
//! Names and codes are kept as they were when the order was placed.

use kontor_kernel::{Amount, OrderId, ProductId, Quantity, Rate, TenantId, UnitPrice};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "orders_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: OrderId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub product_id: ProductId,
    pub sku: String,
    pub name: String,
    pub kind: String,
    pub quantity: Quantity,
    pub unit: String,
    /// Base units per entered unit.
    pub unit_factor: Quantity,
    pub base_quantity: Quantity,
    /// The product's own unit; nothing for lines from before packaging units, which are in it.
    pub base_unit: Option<String>,
    pub unit_price: UnitPrice,
    pub price_per: Quantity,
    pub tax_mode: String,
    /// What is taken off, in the mode of the price; nothing for lines from before discounts.
    pub discount: Option<Amount>,
    pub tax_rate: Rate,
    pub net: Amount,
    pub tax: Amount,
    pub gross: Amount,
    pub price_source: String,
    pub weight_g: i64,
    pub configuration: Option<Json>,
    /// Why it is this rate; nothing for orders from before reasons were kept.
    pub tax_reason: Option<String>,
    pub tax_rule: Option<String>,
    /// What documents print beyond the reason's own words.
    pub tax_note: Option<String>,
}

kontor_store::tenant_entity!();
