//! Dictionaries with their entries, and the custom attributes of companies, people and products.
//! Whatever has a name keeps it in a table of texts, one row for each language.

use kontor_store::schema::{Schema, big, flag, int, json, optional, tenant_table, text, uuid};
use sea_orm_migration::DbErr;

crate::step!("attributes_m20261122_tables", schema => {
    dictionaries(&schema).await?;
    entries(&schema).await?;
    definitions(&schema).await?;
});

async fn dictionaries(schema: &Schema<'_>) -> Result<(), DbErr> {
    let table = tenant_table("attributes_dictionaries", &["id"])
        .columns([uuid("id"), schema.key("code"), big("version")])
        .columns([big("created_at"), big("updated_at"), optional(big("archived_at"))])
        .unique(&["code"]);
    schema.create(table).await?;
    let texts = tenant_table("attributes_dictionary_texts", &["dictionary_id", "locale"])
        .columns([uuid("dictionary_id"), schema.key("locale"), text("name")])
        .references(&["dictionary_id"], "attributes_dictionaries", &["id"]);
    schema.create(texts).await
}

async fn entries(schema: &Schema<'_>) -> Result<(), DbErr> {
    let table = tenant_table("attributes_entries", &["dictionary_id", "code"])
        .columns([uuid("dictionary_id"), schema.key("code"), int("position"), optional(big("archived_at"))])
        .references(&["dictionary_id"], "attributes_dictionaries", &["id"]);
    schema.create(table).await?;
    let texts = tenant_table("attributes_entry_texts", &["dictionary_id", "code", "locale"])
        .columns([uuid("dictionary_id"), schema.key("code"), schema.key("locale"), text("name")])
        .references(&["dictionary_id", "code"], "attributes_entries", &["dictionary_id", "code"]);
    schema.create(texts).await
}

async fn definitions(schema: &Schema<'_>) -> Result<(), DbErr> {
    let table = tenant_table("attributes_definitions", &["id"])
        .columns([uuid("id"), schema.key("thing"), schema.key("code"), text("kind"), optional(uuid("dictionary_id"))])
        .columns([flag("is_required"), flag("is_public"), int("position"), json("limits"), big("version")])
        .columns([big("created_at"), big("updated_at"), optional(big("archived_at"))])
        .references(&["dictionary_id"], "attributes_dictionaries", &["id"])
        .unique(&["thing", "code"]);
    schema.create(table).await?;
    let texts = tenant_table("attributes_definition_texts", &["definition_id", "locale"])
        .columns([uuid("definition_id"), schema.key("locale"), text("label"), text("help")])
        .references(&["definition_id"], "attributes_definitions", &["id"]);
    schema.create(texts).await
}
