//! What is agreed beside the lines: ways to send and to pay, cost centres, charges and discounts; and in which state an order was stopped.
//! Orders from before have none of them, and may be sent in parts.

use kontor_store::schema::{big, flag, int, json, optional, tenant_table, text, uuid};

crate::step!("orders_m20261130_terms", schema => {
    schema.add_columns("orders_lines", [optional(big("discount"))]).await?;
    let terms = [
        optional(json("shipping")),
        optional(json("payment")),
        optional(text("cost_centre")),
        optional(flag("partial_delivery")),
        optional(text("held_from")),
    ];
    schema.add_columns("orders_orders", terms).await?;
    schema
        .create(
            tenant_table("orders_charges", &["order_id", "position"])
                .columns([uuid("order_id"), int("position"), text("kind"), text("code"), text("name")])
                .columns([big("net"), big("tax_rate"), big("tax"), big("gross"), text("tax_reason"), text("tax_rule")])
                .columns([optional(text("tax_note"))])
                .references(&["order_id"], "orders_orders", &["id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("orders_discounts", &["order_id", "position"])
                .columns([uuid("order_id"), int("position"), text("source"), text("name"), optional(text("code"))])
                .columns([big("amount")])
                .references(&["order_id"], "orders_orders", &["id"]),
        )
        .await?;
});
