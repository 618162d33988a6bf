//! Assortments: which products a channel, a company, a customer group, a territory or guests see.
//! Those who see them are other owners', so their ids are kept without foreign keys.

use kontor_store::schema::{big, flag, optional, tenant_table, text, uuid};

crate::step!("catalog_m20261130_assortments", schema => {
    let assortments = tenant_table("catalog_assortments", &["id"])
        .columns([uuid("id"), text("code"), schema.key("code_key"), text("name"), optional(big("archived_at"))])
        .columns([big("version")])
        .unique(&["code_key"]);
    schema.create(assortments).await?;
    let entries = tenant_table("catalog_assortment_entries", &["assortment_id", "kind", "target_id"])
        .columns([uuid("assortment_id"), schema.key("kind"), uuid("target_id"), flag("is_excluded")])
        .references(&["assortment_id"], "catalog_assortments", &["id"]);
    schema.create(entries).await?;
    let viewers = tenant_table("catalog_assortment_viewers", &["assortment_id", "subject", "subject_id"])
        .columns([uuid("assortment_id"), schema.key("subject"), uuid("subject_id")])
        .references(&["assortment_id"], "catalog_assortments", &["id"])
        .index(&["subject", "subject_id"]);
    schema.create(viewers).await?;
});
