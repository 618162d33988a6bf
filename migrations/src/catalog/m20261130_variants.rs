//! What products are to each other: variants of a style, relations, and the parts of kits.
//! Each row belongs to the product it is read with, which carries the epoch of every change.

use kontor_store::schema::{Schema, big, flag, int, tenant_table, uuid};
use sea_orm_migration::DbErr;

crate::step!("catalog_m20261130_variants", schema => {
    variants(&schema).await?;
    relations(&schema).await?;
});

async fn variants(schema: &Schema<'_>) -> Result<(), DbErr> {
    let axes = tenant_table("catalog_axes", &["product_id", "attribute"])
        .columns([uuid("product_id"), schema.key("attribute"), int("position")])
        .references(&["product_id"], "catalog_products", &["id"]);
    schema.create(axes).await?;
    // A product is a variant of one style at the most, so it is the key.
    let variants = tenant_table("catalog_variants", &["product_id"])
        .columns([uuid("product_id"), uuid("style_id"), int("position")])
        .references(&["product_id"], "catalog_products", &["id"])
        .references(&["style_id"], "catalog_products", &["id"])
        .index(&["style_id"]);
    schema.create(variants).await
}

async fn relations(schema: &Schema<'_>) -> Result<(), DbErr> {
    let relations = tenant_table("catalog_relations", &["product_id", "kind", "related_id"])
        .columns([uuid("product_id"), schema.key("kind"), uuid("related_id"), int("position")])
        .references(&["product_id"], "catalog_products", &["id"])
        .references(&["related_id"], "catalog_products", &["id"]);
    schema.create(relations).await?;
    let parts = tenant_table("catalog_kit_parts", &["product_id", "part_id"])
        .columns([uuid("product_id"), uuid("part_id"), big("quantity"), flag("is_optional"), int("position")])
        .references(&["product_id"], "catalog_products", &["id"])
        .references(&["part_id"], "catalog_products", &["id"])
        .index(&["part_id"]);
    schema.create(parts).await
}
