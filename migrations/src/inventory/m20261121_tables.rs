//! Warehouses, how much of a product stands in each, and what orders have reserved of it.
//! A product without a row among the levels is not tracked and never short.

use kontor_store::schema::{big, flag, optional, tenant_table, text, uuid};

/// The stock list by article number, for the people in the warehouse.
const STOCK_LIST: &str = "SELECT l.tenant_id, l.product_id, p.sku, p.sku_key, p.name, p.name_key, p.unit, \
     l.warehouse_id, w.code AS warehouse_code, w.code_key AS warehouse_key, w.name AS warehouse_name, \
     l.on_hand, l.reserved, l.updated_at \
     FROM inventory_stock_levels l \
     JOIN inventory_warehouses w ON w.tenant_id = l.tenant_id AND w.id = l.warehouse_id \
     JOIN v_catalog_products p ON p.tenant_id = l.tenant_id AND p.id = l.product_id";

crate::step!("inventory_m20261121_tables", schema => {
    let warehouses = tenant_table("inventory_warehouses", &["id"])
        .columns([uuid("id"), text("code"), schema.key("code_key"), text("name")])
        .columns([optional(uuid("legal_entity_id")), flag("is_main")])
        .unique(&["code_key"]);
    schema.create(warehouses).await?;
    // Products are the catalogue's and orders the order engine's, so their ids are kept without foreign keys.
    let levels = tenant_table("inventory_stock_levels", &["product_id", "warehouse_id"])
        .columns([uuid("product_id"), uuid("warehouse_id"), big("on_hand"), big("reserved"), big("updated_at")])
        .references(&["warehouse_id"], "inventory_warehouses", &["id"])
        .index(&["updated_at"]);
    schema.create(levels).await?;
    let reservations = tenant_table("inventory_reservations", &["order_id", "product_id", "warehouse_id"])
        .columns([uuid("order_id"), uuid("product_id"), uuid("warehouse_id"), big("quantity")])
        .columns([optional(big("released_at"))])
        .references(&["warehouse_id"], "inventory_warehouses", &["id"]);
    schema.create(reservations).await?;
    schema.publish_view("v_inventory_stock", STOCK_LIST).await?;
});
