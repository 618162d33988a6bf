//! Domains of addresses that a tenant's mails may come from.
//! Nobody but the operator lets a tenant use one.

use kontor_store::schema::{big, tenant_table};

crate::step!("operator_m20261122_sender_domains", schema => {
    schema
        .create(
            tenant_table("operator_sender_domains", &["domain"]).columns([schema.key("domain"), big("allowed_at")]),
        )
        .await?;
});
