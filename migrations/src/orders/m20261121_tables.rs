//! Carts and orders with their lines and histories.
//! Lines keep quantity, unit, price with its basis, tax and price source as they were when the order was placed.

use kontor_store::schema::{big, flag, int, json, optional, tenant_table, text, uuid};

crate::step!("orders_m20261121_tables", schema => {
    schema
        .create(
            tenant_table("orders_carts", &["id"])
                .columns([uuid("id"), uuid("company_id"), uuid("membership_id"), text("name"), text("state")])
                .columns([big("version"), json("checkout"), optional(uuid("order_id"))])
                .columns([big("created_at"), big("updated_at")])
                .index(&["membership_id", "state"])
                .index(&["company_id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("orders_cart_lines", &["id"])
                .columns([uuid("id"), uuid("cart_id"), int("position"), uuid("product_id"), big("quantity")])
                .unique(&["cart_id", "position"])
                .references(&["cart_id"], "orders_carts", &["id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("orders_orders", &["id"])
                .columns([uuid("id"), schema.key("number"), big("number_rank"), text("state"), uuid("legal_entity_id")])
                .columns([uuid("channel_id"), uuid("company_id"), text("company_code"), text("company_name")])
                .columns([schema.key("search_key"), json("buyer"), json("delivery_address"), text("currency")])
                .columns([text("accounting_currency"), big("exchange_rate_ppm"), text("tax_rounding")])
                .columns([big("net_total"), big("tax_total"), big("gross_total"), int("line_count")])
                .columns([text("order_date"), optional(text("requested_date")), optional(text("po_number"))])
                .columns([optional(text("note")), optional(schema.key("external_system")), optional(schema.key("external_id"))])
                .columns([optional(uuid("placed_by")), text("placed_by_name"), text("placed_by_email"), flag("on_behalf")])
                .columns([json("attributes"), text("totals_hash"), big("price_epoch"), big("placed_at"), big("version")])
                .unique(&["number"])
                .unique(&["external_system", "external_id"])
                .index(&["placed_at"])
                .index(&["company_id", "placed_at"]),
        )
        .await?;
    schema
        .create(
            tenant_table("orders_lines", &["order_id", "position"])
                .columns([uuid("order_id"), int("position"), uuid("product_id"), text("sku"), text("name"), text("kind")])
                .columns([big("quantity"), text("unit"), big("unit_factor"), big("base_quantity"), big("unit_price")])
                .columns([big("price_per"), text("tax_mode"), big("tax_rate"), big("net"), big("tax"), big("gross")])
                .columns([text("price_source"), big("weight_g"), optional(json("configuration"))])
                .references(&["order_id"], "orders_orders", &["id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("orders_history", &["id"])
                .columns([uuid("id"), uuid("order_id"), text("event"), text("actor"), optional(text("note")), big("at")])
                .index(&["order_id"])
                .references(&["order_id"], "orders_orders", &["id"]),
        )
        .await?;
});
