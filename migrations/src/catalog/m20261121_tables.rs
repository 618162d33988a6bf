//! Products with their texts, categories, price lists with their prices and customers, tax rates, and the epoch.
//! Every row a read model follows carries the epoch of the commit that wrote it.

use kontor_store::schema::{Schema, big, flag, int, json, optional, tenant_table, text, uuid};
use sea_orm_migration::DbErr;

crate::step!("catalog_m20261121_tables", schema => {
    categories(&schema).await?;
    products(&schema).await?;
    price_lists(&schema).await?;
    prices(&schema).await?;
    tax_rates_and_epoch(&schema).await?;
});

async fn categories(schema: &Schema<'_>) -> Result<(), DbErr> {
    let table = tenant_table("catalog_categories", &["id"])
        .columns([uuid("id"), text("code"), schema.key("code_key"), text("name"), schema.key("path")])
        .unique(&["code_key"]);
    schema.create(table).await
}

async fn products(schema: &Schema<'_>) -> Result<(), DbErr> {
    let table = tenant_table("catalog_products", &["id"])
        .columns([uuid("id"), text("sku"), schema.key("sku_key"), text("name"), schema.key("name_key")])
        .columns([text("description"), text("kind"), text("unit"), int("quantity_decimals"), big("weight_g")])
        .columns([text("tax_class"), optional(uuid("category_id")), json("attributes"), optional(text("external_id"))])
        .columns([big("created_at"), big("updated_at"), optional(big("archived_at")), big("epoch")])
        .references(&["category_id"], "catalog_categories", &["id"])
        .unique(&["sku_key"])
        .index(&["epoch"]);
    schema.create(table).await?;
    let texts = tenant_table("catalog_product_texts", &["product_id", "locale"])
        .columns([uuid("product_id"), schema.key("locale"), text("name"), schema.key("name_key"), text("description")])
        .references(&["product_id"], "catalog_products", &["id"]);
    schema.create(texts).await?;
    let select = "SELECT tenant_id, id, sku, sku_key, name, name_key, kind, unit FROM catalog_products";
    schema.publish_view("v_catalog_products", select).await
}

async fn price_lists(schema: &Schema<'_>) -> Result<(), DbErr> {
    let lists = tenant_table("catalog_price_lists", &["id"])
        .columns([uuid("id"), text("code"), schema.key("code_key"), text("name"), text("currency"), text("tax_mode")])
        .columns([flag("is_default"), big("epoch")])
        .unique(&["code_key"]);
    schema.create(lists).await?;
    // Companies are identity's, so their id is kept without a foreign key.
    let assignments = tenant_table("catalog_price_list_assignments", &["company_id", "price_list_id"])
        .columns([uuid("company_id"), uuid("price_list_id"), int("priority")])
        .references(&["price_list_id"], "catalog_price_lists", &["id"]);
    schema.create(assignments).await
}

async fn prices(schema: &Schema<'_>) -> Result<(), DbErr> {
    let table = tenant_table("catalog_prices", &["price_list_id", "product_id", "min_quantity"])
        .columns([uuid("price_list_id"), uuid("product_id"), big("min_quantity"), big("unit_price")])
        .columns([big("per_quantity"), optional(schema.key("valid_from")), optional(schema.key("valid_to"))])
        .columns([flag("archived"), big("epoch")])
        .references(&["price_list_id"], "catalog_price_lists", &["id"])
        .references(&["product_id"], "catalog_products", &["id"])
        .index(&["epoch"]);
    schema.create(table).await
}

async fn tax_rates_and_epoch(schema: &Schema<'_>) -> Result<(), DbErr> {
    let rates = tenant_table("catalog_tax_rates", &["country", "class", "valid_from"]).columns([
        schema.key("country"),
        schema.key("class"),
        schema.key("valid_from"),
        big("rate"),
    ]);
    schema.create(rates).await?;
    let epochs = tenant_table("catalog_epochs", &[]).columns([big("epoch"), big("products"), big("prices")]);
    schema.create(epochs.columns([big("assignments"), big("basics")])).await
}
