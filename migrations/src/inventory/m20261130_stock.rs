//! Warehouses whole, a ledger of what changes stock on hand, stock that is held without an order, goods that are expected,
//! and what holds for single products. What stands there at first is the opening entry of its ledger.

use kontor_store::schema::{Schema, big, flag, int, json, optional, tenant_table, text, uuid};
use sea_orm_migration::DbErr;

/// The stock list by article number, for the people in the warehouse.
const STOCK_LIST: &str = "SELECT l.tenant_id, l.product_id, p.sku, p.sku_key, p.name, p.name_key, p.unit, \
     l.warehouse_id, w.code AS warehouse_code, w.code_key AS warehouse_key, w.name AS warehouse_name, \
     l.on_hand, l.reserved, COALESCE(l.held, 0) AS held, l.updated_at \
     FROM inventory_stock_levels l \
     JOIN inventory_warehouses w ON w.tenant_id = l.tenant_id AND w.id = l.warehouse_id \
     JOIN v_catalog_products p ON p.tenant_id = l.tenant_id AND p.id = l.product_id";

/// An opening entry has the id of its warehouse: there is one per product and warehouse, and it is older than any other.
const OPENING: &str = "INSERT INTO inventory_movements \
     (tenant_id, product_id, id, warehouse_id, kind, quantity, on_hand, actor, at) \
     SELECT tenant_id, product_id, warehouse_id, warehouse_id, 'opening', on_hand, on_hand, 'migration', updated_at \
     FROM inventory_stock_levels WHERE on_hand <> 0";

crate::step!("inventory_m20261130_stock", schema => {
    let more = [optional(json("address")), optional(big("archived_at")), optional(big("version"))];
    schema.add_columns("inventory_warehouses", more).await?;
    schema.add_columns("inventory_stock_levels", [optional(big("held"))]).await?;
    schema.add_columns("inventory_reservations", [optional(big("backordered"))]).await?;
    schema.republish_view("v_inventory_stock", STOCK_LIST).await?;
    schema.create(tenant_table("inventory_epochs", &[]).columns([big("epoch")])).await?;
    let channels = tenant_table("inventory_channel_warehouses", &["channel_id", "warehouse_id"])
        .columns([uuid("channel_id"), uuid("warehouse_id"), int("place")])
        .references(&["warehouse_id"], "inventory_warehouses", &["id"]);
    schema.create(channels).await?;
    let rules = tenant_table("inventory_product_rules", &["product_id"])
        .columns([uuid("product_id"), optional(big("low_from")), optional(flag("backorder"))]);
    schema.create(rules).await?;
    movements(&schema).await?;
    holds(&schema).await?;
    expected(&schema).await?;
});

async fn movements(schema: &Schema<'_>) -> Result<(), DbErr> {
    let movements = tenant_table("inventory_movements", &["product_id", "id"])
        .columns([uuid("product_id"), uuid("id"), uuid("warehouse_id"), schema.key("kind"), big("quantity")])
        .columns([big("on_hand"), optional(text("reason")), optional(text("reference"))])
        .columns([text("actor"), optional(uuid("actor_id")), big("at")])
        .references(&["warehouse_id"], "inventory_warehouses", &["id"])
        .index(&["id"]);
    schema.create(movements).await?;
    schema.fill_rows("inventory_movements", "inventory_stock_levels", OPENING).await?;
    // Words may be rewritten, so that a person can be forgotten; what was moved stays.
    schema.append_only("inventory_movements", &["reason", "reference", "actor", "actor_id"]).await
}

async fn holds(schema: &Schema<'_>) -> Result<(), DbErr> {
    let holds = tenant_table("inventory_holds", &["id"])
        .columns([uuid("id"), uuid("company_id"), text("company_code"), schema.key("company_key")])
        .columns([schema.key("holder"), uuid("holder_id")])
        .columns([schema.key("state"), big("expires_at"), int("line_count"), optional(text("note"))])
        .columns([text("held_by"), optional(uuid("held_by_id")), big("created_at"), optional(big("ended_at"))])
        .index(&["holder_id", "state"])
        .index(&["state", "expires_at"]);
    schema.create(holds).await?;
    let held = tenant_table("inventory_held", &["hold_id", "product_id", "warehouse_id"])
        .columns([uuid("hold_id"), uuid("product_id"), uuid("warehouse_id"), big("quantity"), big("remaining")])
        .columns([uuid("holder_id"), big("expires_at")])
        .references(&["hold_id"], "inventory_holds", &["id"])
        .references(&["warehouse_id"], "inventory_warehouses", &["id"])
        .index(&["product_id"]);
    schema.create(held).await
}

async fn expected(schema: &Schema<'_>) -> Result<(), DbErr> {
    let expected = tenant_table("inventory_expected", &["id"])
        .columns([uuid("id"), uuid("product_id"), uuid("warehouse_id"), schema.key("due_on"), big("quantity")])
        .columns([big("received"), schema.key("state"), optional(text("reference")), big("updated_at")])
        .references(&["warehouse_id"], "inventory_warehouses", &["id"])
        .index(&["state", "due_on"])
        .index(&["product_id"]);
    schema.create(expected).await
}
