//! Categories get names in other languages than the tenant's own, and can be archived.
//! Names stand in a table of texts, as those of products do.

use kontor_store::schema::{big, optional, tenant_table, text, uuid};

crate::step!("catalog_m20261122_categories", schema => {
    schema.add_columns("catalog_categories", [optional(big("archived_at"))]).await?;
    let texts = tenant_table("catalog_category_texts", &["category_id", "locale"])
        .columns([uuid("category_id"), schema.key("locale"), text("name")])
        .references(&["category_id"], "catalog_categories", &["id"]);
    schema.create(texts).await?;
});
