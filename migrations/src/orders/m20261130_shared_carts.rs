//! Carts may be shared within a company, and everybody chooses the one that they are filling.
//! Carts from before belong to whoever made them.

use kontor_store::schema::{big, flag, optional, tenant_table, uuid};

crate::step!("orders_m20261130_shared_carts", schema => {
    schema.add_columns("orders_carts", [optional(flag("is_shared"))]).await?;
    schema
        .create(
            tenant_table("orders_chosen_carts", &["membership_id"])
                .columns([uuid("membership_id"), uuid("cart_id"), big("chosen_at")])
                .index(&["cart_id"]),
        )
        .await?;
});
