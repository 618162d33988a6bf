//! People and companies in full: how they sign in, join and act, where they belong, and who answers for them.
//! Everything a secret opens is found by the secret's hash.

use kontor_store::schema::{big, flag, int, json, optional, system_table, tenant_table, text, uuid};

crate::step!("identity_m20261122_people", schema => {
    schema
        .add_columns(
            "identity_users",
            [
                optional(schema.key("name_key")),
                optional(text("locale")),
                optional(big("email_verified_at")),
                optional(big("credentials_changed_at")),
                optional(text("totp_sealed")),
                optional(big("totp_confirmed_at")),
                optional(big("totp_last_step")),
                optional(json("recovery_codes")),
                optional(big("erased_at")),
            ],
        )
        .await?;
    schema
        .create(
            system_table("identity_user_tenants", &["user_id", "tenant_id"])
                .columns([uuid("user_id"), uuid("tenant_id"), big("since")])
                .index(&["tenant_id"]),
        )
        .await?;
    schema
        .create(
            system_table("identity_tickets", &["secret_hash"])
                .columns([schema.key("secret_hash"), text("purpose"), optional(uuid("user_id")), optional(uuid("tenant_id"))])
                .columns([json("data"), big("created_at"), big("expires_at")])
                .index(&["user_id"])
                .index(&["expires_at"]),
        )
        .await?;
    schema
        .create(
            system_table("identity_passkeys", &["id"])
                .columns([uuid("id"), uuid("user_id"), text("rp_id"), schema.key("credential_id"), text("public_state")])
                .columns([text("name"), big("created_at"), optional(big("last_used_at"))])
                .unique(&["credential_id"])
                .index(&["user_id"]),
        )
        .await?;
    schema
        .create(
            system_table("identity_external_identities", &["issuer", "subject"])
                .columns([schema.key("issuer"), schema.key("subject"), uuid("user_id"), big("created_at")])
                .index(&["user_id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_sign_in_providers", &["id"])
                .columns([uuid("id"), text("code"), schema.key("code_key"), text("name"), text("issuer"), text("client_id")])
                .columns([text("client_secret_sealed"), json("scopes"), json("domains"), optional(uuid("default_role_id"))])
                .columns([flag("is_enabled"), big("created_at"), big("updated_at")])
                .unique(&["code_key"]),
        )
        .await?;
    for table in ["identity_sessions", "identity_api_tokens"] {
        schema.add_columns(table, [optional(text("ip")), optional(text("user_agent")), optional(big("last_seen_at"))]).await?;
    }
    schema
        .add_columns(
            "identity_sessions",
            [
                optional(text("method")),
                optional(uuid("acting_company_id")),
                optional(big("acting_until")),
                optional(text("acting_reason")),
            ],
        )
        .await?;
    schema.add_columns("identity_api_tokens", [optional(json("permissions"))]).await?;
    schema.add_columns("identity_memberships", [optional(json("scopes"))]).await?;
    schema
        .add_columns(
            "identity_roles",
            [
                optional(uuid("company_id")),
                optional(big("order_ceiling_minor")),
                optional(text("order_ceiling_currency")),
                optional(flag("is_built_in")),
                optional(big("deleted_at")),
            ],
        )
        .await?;
    schema
        .change_rows(
            "identity_memberships",
            "INSERT INTO identity_user_tenants (user_id, tenant_id, since) \
             SELECT user_id, tenant_id, MIN(created_at) FROM identity_memberships GROUP BY user_id, tenant_id",
        )
        .await?;
    schema.change_rows("identity_roles", "UPDATE identity_roles SET is_built_in = TRUE").await?;
    schema
        .add_columns("identity_companies", [optional(text("kind")), optional(uuid("account_manager_id"))])
        .await?;
    let parents = "SELECT tenant_id, id AS company_id, parent_id FROM identity_companies WHERE parent_id IS NOT NULL";
    schema.publish_view("v_identity_company_parents", parents).await?;
    schema.create(tenant_table("identity_trees", &["name"]).columns([schema.key("name")])).await?;
    schema
        .create(
            tenant_table("identity_acting", &["id"])
                .columns([uuid("id"), uuid("company_id"), uuid("membership_id"), uuid("user_id"), text("name")])
                .columns([text("reason"), big("started_at"), big("until"), optional(big("ended_at"))])
                .index(&["company_id", "started_at"]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_invitations", &["id"])
                .columns([uuid("id"), text("email"), schema.key("email_key"), text("name"), uuid("role_id")])
                .columns([optional(uuid("company_id")), json("scopes"), schema.key("secret_hash")])
                .columns([optional(uuid("invited_by")), text("inviter"), big("created_at"), big("expires_at")])
                .columns([optional(big("accepted_at")), optional(big("revoked_at"))])
                .unique(&["secret_hash"])
                .index(&["email_key"])
                .index(&["company_id"])
                .references(&["role_id"], "identity_roles", &["id"])
                .references(&["company_id"], "identity_companies", &["id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_registrations", &["id"])
                .columns([uuid("id"), text("kind"), text("state"), text("email"), schema.key("email_key"), text("name")])
                .columns([text("password_hash"), text("locale"), json("company"), json("attributes")])
                .columns([json("requested_permissions"), text("note"), schema.key("secret_hash"), big("created_at")])
                .columns([big("expires_at"), optional(big("confirmed_at")), optional(big("decided_at"))])
                .columns([optional(text("decided_by")), optional(text("reason")), optional(uuid("company_id"))])
                .columns([optional(uuid("membership_id"))])
                .unique(&["secret_hash"])
                .index(&["state", "created_at"])
                .index(&["email_key"]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_registration_forms", &[]).columns([json("form"), big("updated_at")]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_territories", &["id"])
                .columns([uuid("id"), text("code"), schema.key("code_key"), text("name"), schema.key("name_key")])
                .columns([optional(uuid("parent_id")), schema.key("path"), int("depth"), big("created_at")])
                .columns([optional(big("archived_at"))])
                .unique(&["code_key"])
                .index(&["path"])
                .references(&["parent_id"], "identity_territories", &["id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_placements", &["id"])
                .columns([uuid("id"), uuid("territory_id"), optional(uuid("company_id")), optional(uuid("membership_id"))])
                .columns([text("valid_from"), optional(text("valid_to")), big("created_at")])
                .index(&["territory_id"])
                .index(&["company_id"])
                .index(&["membership_id"])
                .references(&["territory_id"], "identity_territories", &["id"])
                .references(&["company_id"], "identity_companies", &["id"])
                .references(&["membership_id"], "identity_memberships", &["id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("identity_profiles", &["user_id"])
                .columns([uuid("user_id"), json("attributes"), big("updated_at")]),
        )
        .await?;
    // People who were written before they had a key are sorted by their name as it is.
    schema
        .publish_view(
            "v_identity_people",
            "SELECT m.tenant_id, m.user_id, u.email, u.email_key, u.name, COALESCE(u.name_key, LOWER(u.name)) AS name_key, \
             u.disabled_at, SUM(CASE WHEN m.ended_at IS NULL THEN 1 ELSE 0 END) AS live \
             FROM identity_memberships m JOIN identity_users u ON u.id = m.user_id \
             GROUP BY m.tenant_id, m.user_id, u.email, u.email_key, u.name, u.name_key, u.disabled_at",
        )
        .await?;
});
