//! The audit trail: entries that name everything by id, what persons could be known by beside them, and the seals.
//! Rows are written once; only the place in the chain is added later, and personal details may be emptied.

use kontor_store::schema::{big, optional, tenant_table, text, uuid};

/// Entries with what is known of actor and subject beside them.
const TRAIL: &str = "SELECT e.tenant_id, e.id, e.at, e.actor_kind, e.actor_user_id, e.actor_membership_id, \
     e.company_id, e.on_behalf_of, e.signed_in_by, e.signed_in_id, e.action, e.subject, e.subject_id, e.request_id, \
     e.position, e.previous_hash, e.hash, a.label AS actor_label, a.body AS actor_body, a.search_key AS actor_key, \
     a.erased_by AS actor_erased_by, c.label AS content_label, c.body AS content_body, c.search_key AS content_key, \
     c.erased_by AS content_erased_by \
     FROM audit_entries e \
     LEFT JOIN audit_details a ON a.tenant_id = e.tenant_id AND a.entry_id = e.id AND a.part = 'actor' \
     LEFT JOIN audit_details c ON c.tenant_id = e.tenant_id AND c.entry_id = e.id AND c.part = 'content'";

crate::step!("audit_m20261122_tables", schema => {
    let entries = tenant_table("audit_entries", &["id"])
        .columns([uuid("id"), big("at"), text("actor_kind"), optional(uuid("actor_user_id"))])
        .columns([optional(uuid("actor_membership_id")), optional(uuid("company_id")), optional(uuid("on_behalf_of"))])
        .columns([text("signed_in_by"), optional(uuid("signed_in_id"))])
        .columns([schema.key("action"), schema.key("subject"), schema.key("subject_id"), schema.key("request_id")])
        .columns([text("actor_hash"), text("content_hash")])
        .columns([optional(big("position")), optional(text("previous_hash")), optional(text("hash"))])
        .unique(&["position"])
        .index(&["at", "id"])
        .index(&["subject", "subject_id"])
        .index(&["actor_user_id"]);
    schema.create(entries).await?;
    schema.append_only("audit_entries", &["position", "previous_hash", "hash"]).await?;
    let details = tenant_table("audit_details", &["entry_id", "part"])
        .columns([uuid("entry_id"), schema.key("part"), optional(text("salt")), optional(text("label"))])
        .columns([optional(text("body")), schema.key("search_key"), optional(uuid("erased_by"))])
        .index(&["erased_by", "part", "entry_id"]);
    schema.create(details).await?;
    schema.append_only("audit_details", &["salt", "label", "body", "search_key", "erased_by"]).await?;
    let seals = tenant_table("audit_seals", &["position"])
        .columns([big("position"), text("hash"), big("entries"), big("sealed_at")]);
    schema.create(seals).await?;
    schema.append_only("audit_seals", &[]).await?;
    schema.publish_view("v_audit_trail", TRAIL).await?;
});
