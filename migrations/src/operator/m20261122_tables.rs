//! Limits of tenants and what they have used, why they were suspended; erasures and calls of the operator.
//! What the operator did outlives the tenant it was done to, so those two tables are the system's.

use kontor_store::schema::{big, int, json, optional, system_table, tenant_table, text, uuid};

crate::step!("operator_m20261122_tables", schema => {
    schema
        .create(tenant_table("operator_quotas", &["kind"]).columns([schema.key("kind"), big("most")]))
        .await?;
    schema
        .create(
            tenant_table("operator_usage", &["kind", "period"])
                .columns([schema.key("kind"), big("period"), big("used")]),
        )
        .await?;
    schema
        .create(
            tenant_table("operator_suspensions", &["id"])
                .columns([uuid("id"), text("reason"), big("suspended_at"), optional(big("resumed_at"))])
                .index(&["suspended_at"]),
        )
        .await?;
    schema
        .create(
            system_table("operator_erasures", &["id"])
                .columns([uuid("id"), schema.key("code"), text("name"), text("state"), json("progress")])
                .columns([big("people"), optional(text("message")), big("suspended_at"), big("requested_at")])
                .columns([optional(big("finished_at")), optional(big("swept_at"))])
                .index(&["code"]),
        )
        .await?;
    schema
        .create(
            system_table("operator_calls", &["id"])
                .columns([uuid("id"), big("called_at"), text("method"), text("path"), optional(text("peer"))])
                .columns([text("request_id"), optional(int("status"))])
                .index(&["called_at"]),
        )
        .await?;
});
