//! How far a product has come on its way into the shop, as a whole and on single channels, and what the tenant asks for.
//! Products of before are published.

use kontor_store::schema::{flag, json, optional, tenant_table, text, uuid};

crate::step!("catalog_m20261130_publication", schema => {
    schema.add_columns("catalog_products", [optional(text("state"))]).await?;
    let channels = tenant_table("catalog_channel_states", &["product_id", "channel_id"])
        .columns([uuid("product_id"), uuid("channel_id"), text("state")])
        .references(&["product_id"], "catalog_products", &["id"]);
    schema.create(channels).await?;
    schema.create(tenant_table("catalog_rules", &[]).columns([flag("need_approval"), json("asks")])).await?;
});
