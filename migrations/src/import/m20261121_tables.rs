//! Runs of imports, the files they read in pieces, and what was wrong with rows.
//! Pieces come before their run, because a run begins only once its whole file has arrived.

use kontor_store::schema::{big, bytes, int, json, optional, tenant_table, text, uuid};

crate::step!("import_m20261121_tables", schema => {
    schema
        .create(
            tenant_table("import_runs", &["id"])
                .columns([uuid("id"), schema.key("kind"), schema.key("state"), optional(text("file_name"))])
                .columns([json("options"), int("chunks"), big("file_bytes"), optional(uuid("job_id"))])
                .columns([big("rows_total"), big("rows_applied"), big("rows_bad"), big("problems")])
                .columns([big("created"), big("updated"), big("unchanged"), big("position")])
                .columns([text("started_by"), optional(text("message"))])
                .columns([big("created_at"), optional(big("started_at")), optional(big("finished_at"))])
                .index(&["created_at"]),
        )
        .await?;
    schema
        .create(
            tenant_table("import_chunks", &["run_id", "number"])
                .columns([uuid("run_id"), int("number"), bytes("content"), big("created_at")]),
        )
        .await?;
    schema
        .create(
            tenant_table("import_problems", &["run_id", "ordinal"])
                .columns([uuid("run_id"), big("ordinal"), big("line"), optional(text("column_name"))])
                .columns([text("value"), text("code"), text("detail")])
                .references(&["run_id"], "import_runs", &["id"]),
        )
        .await?;
});
