//! The store's own tables: tenants, outbox and feeds, jobs, number series and stored replies.
//! Tables named `…_due` hold ids only, so that relay and workers may look across tenants.

use kontor_store::schema::{big, int, json, optional, system_table, tenant_table, text, uuid};

crate::step!("store_m20261121_tables", schema => {
    schema.ensure_app_role().await?;
    schema
        .create(
            system_table("store_tenants", &["id"])
                .columns([uuid("id"), schema.key("code"), text("name"), text("status"), big("created_at")])
                .unique(&["code"]),
        )
        .await?;
    schema
        .create(
            tenant_table("store_outbox", &["id"])
                .columns([uuid("id"), schema.key("kind"), int("version"), schema.key("aggregate"), json("payload")])
                .columns([text("actor"), big("occurred_at"), optional(big("position"))])
                .unique(&["position"]),
        )
        .await?;
    schema.create(system_table("store_outbox_due", &["id"]).columns([uuid("id"), uuid("tenant_id")])).await?;
    schema
        .create(tenant_table("store_feeds", &["consumer"]).columns([schema.key("consumer"), big("position")]))
        .await?;
    schema
        .create(
            tenant_table("store_inbox", &["consumer", "event_id"])
                .columns([schema.key("consumer"), uuid("event_id"), optional(text("parked")), big("handled_at")]),
        )
        .await?;
    schema
        .create(
            tenant_table("store_jobs", &["id"])
                .columns([uuid("id"), schema.key("kind"), json("payload"), schema.key("state")])
                .columns([optional(schema.key("unique_key")), big("run_at"), int("attempts")])
                .columns([optional(big("locked_until")), big("done"), big("total"), optional(text("message"))])
                .columns([big("created_at"), optional(big("finished_at"))])
                .unique(&["unique_key"]),
        )
        .await?;
    schema
        .create(
            system_table("store_jobs_due", &["id"])
                .columns([uuid("id"), uuid("tenant_id"), big("run_at")])
                .index(&["run_at"]),
        )
        .await?;
    schema
        .create(tenant_table("store_number_series", &["series"]).columns([schema.key("series"), big("next_number")]))
        .await?;
    schema
        .create(
            tenant_table("store_idempotency_keys", &["principal", "key"])
                .columns([schema.key("principal"), schema.key("key"), text("fingerprint"), int("status")])
                .columns([text("reply"), big("created_at")])
                .index(&["created_at"]),
        )
        .await?;
});
