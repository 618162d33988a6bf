//! Mappings that are kept; keys of uploads; words of problems and messages for every language; when rows began to be written.
//! What was there before keeps its English sentences.

use kontor_store::schema::{big, json, optional, tenant_table, text, uuid};

crate::step!("import_m20261130_mappings", schema => {
    schema
        .create(
            tenant_table("import_mappings", &["id"])
                .columns([uuid("id"), schema.key("kind"), text("name"), schema.key("name_key"), json("mapping")])
                .columns([big("created_at"), big("updated_at")])
                .unique(&["kind", "name_key"]),
        )
        .await?;
    schema
        .create(
            tenant_table("import_upload_keys", &["principal", "upload_key"])
                .columns([schema.key("principal"), schema.key("upload_key"), uuid("run_id")])
                .columns([text("fingerprint"), big("created_at")]),
        )
        .await?;
    schema.add_columns("import_problems", [optional(json("words"))]).await?;
    schema.add_columns("import_runs", [optional(json("message_words")), optional(big("applying_at"))]).await?;
});
