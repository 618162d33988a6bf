//! Categories become trees: a parent, a place among their siblings, several trees, and products in several categories.
//! What a category's products must say stands with it, and holds for all that lies below.

use kontor_store::schema::{Schema, flag, int, optional, tenant_table, text, uuid};
use sea_orm_migration::DbErr;

crate::step!("catalog_m20261130_trees", schema => {
    // Categories of before are roots of the shop's tree.
    let columns = [optional(text("tree")), optional(uuid("parent_id")), optional(int("position"))];
    schema.add_columns("catalog_categories", columns).await?;
    tables(&schema).await?;
});

async fn tables(schema: &Schema<'_>) -> Result<(), DbErr> {
    let more = tenant_table("catalog_product_categories", &["product_id", "category_id"])
        .columns([uuid("product_id"), uuid("category_id")])
        .references(&["product_id"], "catalog_products", &["id"])
        .references(&["category_id"], "catalog_categories", &["id"])
        .index(&["category_id"]);
    schema.create(more).await?;
    let attributes = tenant_table("catalog_category_attributes", &["category_id", "attribute"])
        .columns([uuid("category_id"), schema.key("attribute"), int("position"), flag("is_required")])
        .columns([optional(text("unit"))])
        .references(&["category_id"], "catalog_categories", &["id"]);
    schema.create(attributes).await
}
