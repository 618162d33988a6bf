//! Documents that were issued, one row for each file: of what, in which language and format, and the hash of the file.
//! A row is written once and never changed; the key says that the same document is never issued twice.

use kontor_store::schema::{big, tenant_table, text, uuid};

crate::step!("documents_m20261130_tables", schema => {
    schema
        .create(
            tenant_table("documents_issued", &["kind", "subject_id", "language", "format"])
                .columns([schema.key("kind"), schema.key("subject_id"), schema.key("language"), schema.key("format")])
                .columns([text("number"), uuid("company_id"), uuid("legal_entity_id")])
                .columns([uuid("file_id"), text("file_name"), text("sha256"), big("bytes")])
                .columns([big("issued_at"), text("issued_by")])
                .index(&["company_id"])
                .index(&["issued_at"]),
        )
        .await?;
});
