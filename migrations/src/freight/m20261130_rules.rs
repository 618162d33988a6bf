//! Ways, zones, tables of prices and special rules; and minimums for groups, for categories, and beside others.
//! Customers, groups and products are other owners' and therefore not referred to by foreign keys.

use kontor_store::schema::{big, flag, json, optional, tenant_table, text, uuid};

crate::step!("freight_m20261130_rules", schema => {
    let said = || [json("body"), big("version"), big("created_at")];
    for name in ["freight_ways", "freight_zones"] {
        let table = tenant_table(name, &["id"]).columns([uuid("id"), schema.key("code_key")]);
        schema.create(table.columns(said()).unique(&["code_key"])).await?;
    }
    let tables = tenant_table("freight_tables", &["id"]).columns([uuid("id"), uuid("way_id"), optional(uuid("zone_id"))]);
    let tables = tables.columns(said()).index(&["way_id"]).index(&["zone_id"]);
    let tables = tables.references(&["way_id"], "freight_ways", &["id"]);
    schema.create(tables.references(&["zone_id"], "freight_zones", &["id"])).await?;
    let rules = tenant_table("freight_rules", &["id"]).columns(
        [uuid("id")].into_iter().chain(
            ["company_id", "group_id", "product_id", "way_id", "zone_id"].map(|column| optional(uuid(column))),
        ),
    );
    let rules = rules.columns(said()).index(&["way_id"]).index(&["zone_id"]);
    let rules = rules.references(&["way_id"], "freight_ways", &["id"]);
    schema.create(rules.references(&["zone_id"], "freight_zones", &["id"])).await?;
    let more = [optional(uuid("group_id")), optional(text("category")), optional(flag("combines"))];
    schema.add_columns("freight_minimums", more).await?;
});
