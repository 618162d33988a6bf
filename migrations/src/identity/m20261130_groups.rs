//! Groups of customers, and which companies are in which of them.
//! The views leave archived groups out, so that nobody who joins them has to know that groups are archived.

use kontor_store::schema::{big, optional, tenant_table, text, uuid};

crate::step!("identity_m20261130_groups", schema => {
    schema
        .create(
            tenant_table("identity_customer_groups", &["id"])
                .columns([uuid("id"), text("code"), schema.key("code_key"), text("name"), schema.key("name_key")])
                .columns([big("created_at"), optional(big("archived_at"))])
                .unique(&["code_key"])
                .index(&["name_key"]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_company_groups", &["company_id", "group_id"])
                .columns([uuid("company_id"), uuid("group_id")])
                .index(&["group_id"])
                .references(&["company_id"], "identity_companies", &["id"])
                .references(&["group_id"], "identity_customer_groups", &["id"]),
        )
        .await?;
    schema
        .publish_view(
            "v_identity_customer_groups",
            "SELECT tenant_id, id, code, code_key, name FROM identity_customer_groups WHERE archived_at IS NULL",
        )
        .await?;
    schema
        .publish_view(
            "v_identity_company_groups",
            "SELECT c.tenant_id, c.company_id, c.group_id FROM identity_company_groups c \
             JOIN identity_customer_groups g ON g.tenant_id = c.tenant_id AND g.id = c.group_id \
             WHERE g.archived_at IS NULL",
        )
        .await?;
});
