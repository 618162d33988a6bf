//! Histories know by id who acted, and orders are found by who placed them: so a person can be told what is held of them,
//! and be forgotten. Of entries from before, the name tells it.

use kontor_store::schema::{optional, uuid};

crate::step!("orders_m20261130_persons", schema => {
    schema.add_columns("orders_history", [optional(uuid("actor_id"))]).await?;
    schema.add_index("orders_history", &["actor_id"]).await?;
    schema.add_index("orders_orders", &["placed_by"]).await?;
});
