//! Price lists get a purpose, a state, a validity and rules, and are given to groups and channels as well as to companies.
//! A price may be in a packaging unit and have a successor; what is replaced is kept, so that the past can be explained.

use kontor_store::schema::{NewTable, Schema, big, flag, int, json, optional, tenant_table, text, uuid};
use sea_orm_migration::DbErr;

crate::step!("catalog_m20261130_prices", schema => {
    price_lists(&schema).await?;
    prices(&schema).await?;
    assignments(&schema).await?;
    past(&schema).await?;
    quantity_rules(&schema).await?;
    let policies = tenant_table("catalog_pricing_policies", &[]);
    schema.create(policies.columns([text("strategy"), optional(big("margin_floor")), big("updated_at")])).await?;
});

async fn price_lists(schema: &Schema<'_>) -> Result<(), DbErr> {
    let columns = [
        optional(text("purpose")),
        optional(text("state")),
        optional(schema.key("valid_from")),
        optional(schema.key("valid_to")),
        optional(uuid("base_list_id")),
        optional(json("rules")),
        optional(json("ending")),
        optional(text("note")),
        optional(big("updated_at")),
    ];
    schema.add_columns("catalog_price_lists", columns).await?;
    let fill = "UPDATE catalog_price_lists SET purpose = 'sales', state = 'active', note = '', updated_at = 0";
    schema.change_rows("catalog_price_lists", fill).await
}

fn price_columns(schema: &Schema<'_>, table: NewTable) -> NewTable {
    table
        .columns([uuid("price_list_id"), uuid("product_id"), schema.key("unit"), big("min_quantity")])
        .columns([schema.key("valid_from"), optional(schema.key("valid_to")), big("unit_price"), big("per_quantity")])
        .columns([flag("archived"), big("recorded_at")])
        .references(&["price_list_id"], "catalog_price_lists", &["id"])
        .references(&["product_id"], "catalog_products", &["id"])
}

/// What a price has once it has got what is new.
const PRICE_COLUMNS: [&str; 12] = [
    "tenant_id",
    "price_list_id",
    "product_id",
    "unit",
    "min_quantity",
    "valid_from",
    "valid_to",
    "unit_price",
    "per_quantity",
    "archived",
    "recorded_at",
    "epoch",
];

async fn prices(schema: &Schema<'_>) -> Result<(), DbErr> {
    schema.add_columns("catalog_prices", [optional(schema.key("unit")), optional(big("recorded_at"))]).await?;
    let fill = "UPDATE catalog_prices SET unit = '', recorded_at = 0, valid_from = COALESCE(valid_from, '0001-01-01')";
    schema.change_rows("catalog_prices", fill).await?;
    let key = ["price_list_id", "product_id", "unit", "min_quantity", "valid_from"];
    let shape = price_columns(schema, tenant_table("catalog_prices", &key)).columns([big("epoch")]).index(&["epoch"]);
    schema.change_key(shape, &PRICE_COLUMNS).await
}

async fn assignments(schema: &Schema<'_>) -> Result<(), DbErr> {
    let table = "catalog_price_list_assignments";
    schema
        .add_columns(table, [optional(schema.key("subject")), optional(flag("is_last")), optional(big("assigned_at"))])
        .await?;
    let fill = "UPDATE catalog_price_list_assignments SET subject = 'company', is_last = FALSE, assigned_at = 0";
    schema.change_rows(table, fill).await?;
    schema.rename_column(table, "company_id", "subject_id").await?;
    let shape = tenant_table("catalog_price_list_assignments", &["subject", "subject_id", "price_list_id"])
        .columns([schema.key("subject"), uuid("subject_id"), uuid("price_list_id"), int("priority"), flag("is_last")])
        .columns([big("assigned_at")])
        .references(&["price_list_id"], "catalog_price_lists", &["id"]);
    let columns = ["tenant_id", "subject", "subject_id", "price_list_id", "priority", "is_last", "assigned_at"];
    schema.change_key(shape, &columns).await
}

async fn past(schema: &Schema<'_>) -> Result<(), DbErr> {
    let key = ["price_list_id", "product_id", "unit", "min_quantity", "valid_from", "replaced_at"];
    let prices = price_columns(schema, tenant_table("catalog_past_prices", &key)).columns([big("replaced_at")]);
    schema.create(prices).await?;
    let key = ["subject", "subject_id", "price_list_id", "replaced_at"];
    let assignments = tenant_table("catalog_past_assignments", &key)
        .columns([schema.key("subject"), uuid("subject_id"), uuid("price_list_id"), int("priority"), flag("is_last")])
        .columns([big("assigned_at"), big("replaced_at")])
        .references(&["price_list_id"], "catalog_price_lists", &["id"]);
    schema.create(assignments).await?;
    let lists = tenant_table("catalog_past_price_lists", &["price_list_id", "replaced_at"])
        .columns([uuid("price_list_id"), big("recorded_at"), big("replaced_at"), json("list")])
        .references(&["price_list_id"], "catalog_price_lists", &["id"]);
    schema.create(lists).await
}

async fn quantity_rules(schema: &Schema<'_>) -> Result<(), DbErr> {
    let table = tenant_table("catalog_quantity_rules", &["price_list_id", "product_id"])
        .columns([uuid("price_list_id"), uuid("product_id"), optional(big("minimum")), optional(big("maximum"))])
        .columns([optional(big("increment")), flag("archived"), big("epoch")])
        .references(&["price_list_id"], "catalog_price_lists", &["id"])
        .references(&["product_id"], "catalog_products", &["id"])
        .index(&["epoch"]);
    schema.create(table).await
}
