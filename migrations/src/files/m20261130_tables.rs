//! What is known of files, and which things use them; their bytes are kept outside of the database.
//! The same content is one file of a tenant, and never that of another one.

use kontor_store::schema::{big, json, tenant_table, text, uuid};

crate::step!("files_m20261130_tables", schema => {
    schema
        .create(
            tenant_table("files_files", &["id"])
                .columns([uuid("id"), schema.key("content_hash"), text("media_type"), big("bytes"), json("sizes")])
                .columns([text("name"), big("created_at"), big("touched_at")])
                .unique(&["content_hash"])
                .index(&["touched_at"]),
        )
        .await?;
    schema
        .create(
            tenant_table("files_uses", &["user_kind", "user_id", "file_id"])
                .columns([schema.key("user_kind"), schema.key("user_id"), uuid("file_id")])
                .references(&["file_id"], "files_files", &["id"])
                .index(&["file_id"]),
        )
        .await?;
});
