//! Units of measure, the packaging units of products, and the codes that others know products by.
//! Codes of customers stand apart, so that the reach of whoever reads them narrows them.

use kontor_store::schema::{Schema, big, flag, int, optional, tenant_table, text, uuid};
use sea_orm_migration::DbErr;

crate::step!("catalog_m20261130_packagings", schema => {
    units(&schema).await?;
    packagings(&schema).await?;
    codes(&schema).await?;
});

async fn units(schema: &Schema<'_>) -> Result<(), DbErr> {
    let units = tenant_table("catalog_units", &["code_key"])
        .columns([schema.key("code_key"), text("code"), optional(text("standard_code")), int("decimals")])
        .columns([optional(big("archived_at"))]);
    schema.create(units).await?;
    let texts = tenant_table("catalog_unit_texts", &["unit_key", "locale"])
        .columns([schema.key("unit_key"), schema.key("locale"), text("name")])
        .references(&["unit_key"], "catalog_units", &["code_key"]);
    schema.create(texts).await
}

async fn packagings(schema: &Schema<'_>) -> Result<(), DbErr> {
    let table = tenant_table("catalog_packagings", &["product_id", "unit_key"])
        .columns([uuid("product_id"), schema.key("unit_key"), text("unit"), big("factor"), int("position")])
        .columns([optional(big("weight_g")), optional(int("length_mm")), optional(int("width_mm"))])
        .columns([optional(int("height_mm")), flag("is_orderable"), flag("is_usual")])
        .references(&["product_id"], "catalog_products", &["id"]);
    schema.create(table).await
}

async fn codes(schema: &Schema<'_>) -> Result<(), DbErr> {
    // A unit of '' stands for the product's own one, and an owner of '' for nobody.
    let codes = tenant_table("catalog_product_codes", &["kind", "owner_key", "code_key"])
        .columns([schema.key("kind"), schema.key("owner_key"), schema.key("code_key"), uuid("product_id")])
        .columns([text("owner"), text("code"), schema.key("unit_key"), int("position")])
        .references(&["product_id"], "catalog_products", &["id"])
        .index(&["product_id"]);
    schema.create(codes).await?;
    // Companies are identity's, so their id is kept without a foreign key.
    let customers = tenant_table("catalog_customer_codes", &["company_id", "code_key"])
        .columns([uuid("company_id"), schema.key("code_key"), uuid("product_id"), text("company_code"), text("code")])
        .references(&["product_id"], "catalog_products", &["id"])
        .index(&["product_id"]);
    schema.create(customers).await
}
