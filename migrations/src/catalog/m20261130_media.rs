//! Pictures and documents of products. What is known of each file is copied here, since files never change.
//! Each row belongs to its product, which carries the epoch of every change.

use kontor_store::schema::{big, int, json, optional, tenant_table, text, uuid};

crate::step!("catalog_m20261130_media", schema => {
    let media = tenant_table("catalog_media", &["product_id", "file_id"])
        .columns([uuid("product_id"), uuid("file_id"), int("position"), text("role"), text("audience")])
        .columns([optional(text("document_kind")), optional(text("language")), json("texts")])
        .columns([text("content_hash"), text("media_type"), big("bytes"), json("sizes"), text("name")])
        .references(&["product_id"], "catalog_products", &["id"]);
    schema.create(media).await?;
});
