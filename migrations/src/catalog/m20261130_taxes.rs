//! What tax classes are and are called, by which rules a tenant charges tax, and which companies are exempt from it.
//! Companies are identity's, so their id is kept without a foreign key.

use kontor_store::schema::{big, flag, json, optional, tenant_table, text, uuid};

crate::step!("catalog_m20261130_taxes", schema => {
    let classes = tenant_table("catalog_tax_classes", &["code"]);
    schema.create(classes.columns([schema.key("code"), json("names"), text("kind")])).await?;
    schema.create(tenant_table("catalog_tax_rules", &[]).columns([flag("is_oss")])).await?;
    schema
        .create(
            tenant_table("catalog_tax_exemptions", &["id"])
                .columns([uuid("id"), uuid("company_id"), text("certificate"), optional(json("classes")), text("reason")])
                .columns([text("valid_from"), optional(text("valid_to")), big("created_at"), optional(big("archived_at"))])
                .index(&["company_id"]),
        )
        .await?;
});
