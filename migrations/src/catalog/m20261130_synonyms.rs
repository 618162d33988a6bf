//! Words that mean the same to a tenant's customers, in one language each.
//! What an entry means stands in lines of one text: it is read and written as a whole.

use kontor_store::schema::{flag, tenant_table, text, uuid};

crate::step!("catalog_m20261130_synonyms", schema => {
    let table = tenant_table("catalog_synonyms", &["id"])
        .columns([uuid("id"), schema.key("locale"), text("phrase"), schema.key("phrase_key"), text("means")])
        .columns([flag("both_ways")])
        .unique(&["locale", "phrase_key"]);
    schema.create(table).await?;
});
