//! Lines of carts may be in a packaging unit, and lines of orders keep what the product itself was counted in.
//! Lines from before are in the product's own unit.

use kontor_store::schema::{optional, text};

crate::step!("orders_m20261130_units", schema => {
    schema.add_columns("orders_cart_lines", [optional(text("unit"))]).await?;
    schema.add_columns("orders_lines", [optional(text("base_unit"))]).await?;
});
