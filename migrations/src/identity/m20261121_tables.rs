//! Legal entities, channels, companies, roles, memberships, sessions and tokens of tenants; users and hosts of the system.
//! A user is one person with one password for the whole deployment; what they are to a tenant stands in memberships.

use kontor_store::schema::{big, flag, json, optional, system_table, tenant_table, text, uuid};

crate::step!("identity_m20261121_tables", schema => {
    schema
        .create(
            system_table("identity_users", &["id"])
                .columns([uuid("id"), text("email"), schema.key("email_key"), text("name"), text("password_hash")])
                .columns([optional(big("disabled_at")), big("created_at")])
                .unique(&["email_key"]),
        )
        .await?;
    schema
        .create(
            system_table("identity_channel_hosts", &["host"])
                .columns([schema.key("host"), uuid("tenant_id"), uuid("channel_id")]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_legal_entities", &["id"])
                .columns([uuid("id"), text("code"), schema.key("code_key"), text("name"), optional(text("vat_id"))])
                .columns([json("address"), text("country"), text("currency"), text("time_zone"), text("tax_rounding")])
                .unique(&["code_key"]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_channels", &["id"])
                .columns([uuid("id"), text("code"), schema.key("code_key"), uuid("legal_entity_id"), text("currency")])
                .columns([json("languages"), text("theme"), text("accent"), flag("guests_see_prices")])
                .unique(&["code_key"])
                .references(&["legal_entity_id"], "identity_legal_entities", &["id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_companies", &["id"])
                .columns([uuid("id"), text("code"), schema.key("code_key"), text("name"), schema.key("name_key")])
                .columns([optional(uuid("parent_id")), schema.key("path"), optional(text("vat_id")), text("country")])
                .columns([optional(text("email")), json("address"), json("attributes"), optional(schema.key("external_id"))])
                .columns([big("created_at"), big("updated_at"), optional(big("archived_at"))])
                .unique(&["code_key"])
                .index(&["name_key"])
                .index(&["path"])
                .index(&["external_id"])
                .references(&["parent_id"], "identity_companies", &["id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_roles", &["id"])
                .columns([uuid("id"), schema.key("code"), text("name"), text("audience"), json("permissions")])
                .unique(&["code"]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_memberships", &["id"])
                .columns([uuid("id"), uuid("user_id"), optional(uuid("company_id")), uuid("role_id")])
                .columns([big("created_at"), optional(big("ended_at"))])
                .index(&["user_id"])
                .index(&["company_id"])
                .references(&["role_id"], "identity_roles", &["id"])
                .references(&["company_id"], "identity_companies", &["id"]),
        )
        .await?;
    for (table, named) in [("identity_sessions", false), ("identity_api_tokens", true)] {
        let mut made = tenant_table(table, &["id"])
            .columns([uuid("id"), schema.key("secret_hash"), uuid("user_id"), uuid("membership_id")])
            .columns([big("created_at"), optional(big("expires_at")), optional(big("revoked_at"))])
            .unique(&["secret_hash"])
            .index(&["user_id"])
            .references(&["membership_id"], "identity_memberships", &["id"]);
        if named {
            made = made.columns([text("name")]);
        }
        schema.create(made).await?;
    }
});
