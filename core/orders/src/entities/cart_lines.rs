//! Lines of carts: a product and how many. Prices are computed whenever the cart is shown.
//! A product stands in a cart once in each unit it is ordered in.

use kontor_kernel::{CartId, CartLineId, ProductId, Quantity, TenantId};
use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders_cart_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CartLineId,
    pub cart_id: CartId,
    pub position: i32,
    pub product_id: ProductId,
    pub quantity: Quantity,
    /// The code of the packaging unit it is ordered in; nothing for the product's own one.
    pub unit: Option<String>,
}

kontor_store::tenant_entity!();
