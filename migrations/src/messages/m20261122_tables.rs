//! Messages on their way out, which afterwards are the send register, and what was written in them.
//! The content stands apart, so that lists of the register stay light.

use kontor_store::schema::{big, int, json, optional, tenant_table, text, uuid};

crate::step!("messages_m20261122_tables", schema => {
    schema
        .create(
            tenant_table("messages_outgoing", &["id"])
                .columns([uuid("id"), schema.key("template"), schema.key("state"), schema.key("to_key")])
                .columns([text("to_address"), optional(text("to_name")), text("locale"), schema.key("search_key")])
                .columns([optional(uuid("channel_id")), text("site"), optional(text("accent")), text("time_zone")])
                .columns([json("data"), optional(text("link")), optional(schema.key("once"))])
                .columns([optional(schema.key("subject_kind")), optional(schema.key("subject_id"))])
                .columns([text("message_id"), optional(text("subject_line")), int("attempts"), int("failures")])
                .columns([big("next_try_at"), optional(big("taken_until")), optional(text("last_error"))])
                .columns([big("queued_at"), optional(big("sent_at"))])
                .unique(&["once"])
                .index(&["queued_at"])
                .index(&["state", "next_try_at"])
                .index(&["to_key"]),
        )
        .await?;
    schema
        .create(
            tenant_table("messages_contents", &["message_id"])
                .columns([uuid("message_id"), text("html"), text("plain_text")])
                .references(&["message_id"], "messages_outgoing", &["id"]),
        )
        .await?;
});
