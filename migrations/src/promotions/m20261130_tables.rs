//! Promotions with their names, codes in batches, how often each has been used, and every use.
//! Customers, people, products and orders are other owners' and therefore not referred to by foreign keys.

use kontor_store::schema::{NewTable, Schema, big, flag, int, json, optional, tenant_table, text, uuid};

const PROMOTIONS: &str = "promotions_promotions";

crate::step!("promotions_m20261130_tables", schema => {
    schema.create(promotions(&schema)).await?;
    schema.create(texts(&schema)).await?;
    schema.create(batches()).await?;
    schema.create(codes(&schema)).await?;
    let tallies = tenant_table("promotions_tallies", &["subject_id", "holder_id"]);
    schema.create(tallies.columns([uuid("subject_id"), uuid("holder_id"), big("used")])).await?;
    schema.create(uses(&schema)).await?;
});

fn promotions(schema: &Schema<'_>) -> NewTable {
    tenant_table(PROMOTIONS, &["id"])
        .columns([uuid("id"), text("code"), schema.key("code_key"), int("priority"), flag("is_exclusive")])
        .columns([flag("needs_code"), optional(schema.key("valid_from")), optional(schema.key("valid_to"))])
        .columns([json("terms"), flag("is_counted"), optional(big("limit_total"))])
        .columns([optional(big("limit_per_company")), optional(big("limit_per_person")), big("created_at")])
        .columns([optional(big("archived_at")), big("version")])
        .unique(&["code_key"])
}

fn texts(schema: &Schema<'_>) -> NewTable {
    tenant_table("promotions_texts", &["promotion_id", "locale"])
        .columns([uuid("promotion_id"), schema.key("locale"), text("name")])
        .references(&["promotion_id"], PROMOTIONS, &["id"])
}

fn batches() -> NewTable {
    tenant_table("promotions_batches", &["id"])
        .columns([uuid("id"), uuid("promotion_id"), text("prefix"), int("length"), big("wanted"), big("made")])
        .columns([json("given"), big("created_at")])
        .references(&["promotion_id"], PROMOTIONS, &["id"])
        .index(&["promotion_id", "created_at"])
}

fn codes(schema: &Schema<'_>) -> NewTable {
    tenant_table("promotions_codes", &["id"])
        .columns([uuid("id"), uuid("promotion_id"), optional(uuid("batch_id")), text("code"), schema.key("code_key")])
        .columns([optional(uuid("company_id")), optional(uuid("user_id"))])
        .columns([optional(schema.key("valid_from")), optional(schema.key("valid_to"))])
        .columns([optional(big("limit_total")), optional(big("limit_per_company"))])
        .columns([optional(big("limit_per_person")), optional(big("blocked_at")), big("created_at"), big("version")])
        .references(&["promotion_id"], PROMOTIONS, &["id"])
        .unique(&["code_key"])
        .index(&["promotion_id", "code_key"])
        .index(&["batch_id", "code_key"])
        .index(&["company_id"])
}

fn uses(schema: &Schema<'_>) -> NewTable {
    tenant_table("promotions_uses", &["id"])
        .columns([uuid("id"), uuid("promotion_id"), text("promotion_code"), optional(uuid("code_id"))])
        .columns([optional(text("code")), optional(schema.key("code_key")), uuid("order_id"), uuid("company_id")])
        .columns([optional(uuid("user_id")), big("amount"), schema.key("currency"), flag("is_counted")])
        .columns([big("used_at"), optional(big("given_back_at"))])
        .index(&["order_id"])
        .index(&["used_at"])
        .index(&["promotion_id", "used_at"])
        .index(&["code_id", "used_at"])
        .index(&["code_key"])
        .index(&["company_id", "used_at"])
}
