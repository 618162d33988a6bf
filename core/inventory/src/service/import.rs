//! Taking stock counts from files: products by code through the catalogue, warehouses by code.
//! A warehouse is not made by an import, so that a mistyped code does not open one.

use std::collections::{HashMap, HashSet};

use kontor_contract::{
    Sentence,
    catalog::ProductLookup,
    imports::{Applied, RowFault, StockRow},
};
use kontor_kernel::{ProductId, Quantity, WarehouseId, code_key};
use kontor_store::{Ctx, Tx, WriteTx};

use super::{
    Warehousing,
    booking::enter,
    keeping::{KEYS_PER_STATEMENT, MAIN},
    taking::levels_of,
};
use crate::error::{InventoryError, InventoryResult};

/// Counts of one warehouse, and its code where the file names one.
type Counts<'a> = (Option<&'a str>, Vec<(ProductId, Quantity)>);

impl Warehousing {
    /// Says what is wrong with rows.
    pub async fn check_rows(&self, ctx: &Ctx, rows: &[StockRow]) -> InventoryResult<Vec<RowFault>> {
        let products = self.products_of(ctx, rows).await?;
        let warehouses: HashSet<String> = self.all_warehouses(ctx).await?.into_iter().map(|row| row.code_key).collect();
        let mut seen = HashSet::new();
        let mut faults = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let mut fault = |column, code, detail: Sentence| faults.push(RowFault { row: index, column, code, detail });
            let (sku, warehouse) = (code_key(&row.sku), row.warehouse.as_deref().map(code_key));
            if !products.contains_key(&sku) {
                let detail = format!("There is no product with the code {}.", row.sku);
                fault("sku", "inventory.unknown_product", Sentence::new(detail).of([("code", (&row.sku).into())]));
            } else if !is_known(&warehouses, warehouse.as_deref()) {
                let code = row.warehouse.as_deref().unwrap_or_default();
                let detail = Sentence::new(format!("There is no warehouse with the code {code}."));
                fault("warehouse", "inventory.unknown_warehouse", detail.of([("code", code.into())]));
            } else if row.on_hand < Quantity::ZERO {
                fault("on_hand", "inventory.negative_stock", "Stock on hand must not be negative.".into());
            } else if !seen.insert((sku, warehouse)) {
                let detail = format!("The stock of {} in this warehouse stands in the file twice.", row.sku);
                fault("sku", "inventory.duplicate_row", Sentence::new(detail).of([("sku", (&row.sku).into())]));
            }
        }
        Ok(faults)
    }

    /// Writes rows; the stock of products they do not name stays as it is.
    pub async fn apply_rows(&self, tx: &WriteTx, rows: &[StockRow]) -> InventoryResult<Applied> {
        let products = self.products_of(tx.ctx(), rows).await?;
        let mut by_warehouse: HashMap<Option<String>, Counts<'_>> = HashMap::new();
        for row in rows {
            let product = products.get(&code_key(&row.sku)).ok_or_else(|| unknown("product", &row.sku))?;
            let key = row.warehouse.as_deref().map(code_key);
            by_warehouse
                .entry(key)
                .or_insert_with(|| (row.warehouse.as_deref(), Vec::new()))
                .1
                .push((*product, row.on_hand));
        }
        let mut levels: HashMap<WarehouseId, Vec<(ProductId, Quantity)>> = HashMap::new();
        for (code, counts) in by_warehouse.into_values() {
            let id = self.find_warehouse(tx, code).await?.ok_or_else(|| unknown("warehouse", code.unwrap_or(MAIN)))?;
            levels.entry(id).or_default().extend(counts);
        }
        // Warehouses before levels, as everybody who books.
        enter(tx, levels.keys().copied().collect()).await?;
        // Orders lock a product's warehouses one after the other; counting one warehouse after the other would cross them.
        let mut counted: Vec<ProductId> = products.values().copied().collect();
        counted.sort_unstable();
        for some in counted.chunks(KEYS_PER_STATEMENT) {
            tx.lock(levels_of(tx, some.iter())).await?;
        }
        let mut applied = Applied::default();
        for (warehouse, levels) in levels {
            let one = self.count(tx, warehouse, &levels).await?;
            applied.created += one.created;
            applied.updated += one.updated;
            applied.unchanged += one.unchanged;
        }
        Ok(applied)
    }

    async fn products_of(&self, ctx: &Ctx, rows: &[StockRow]) -> InventoryResult<HashMap<String, ProductId>> {
        let skus: Vec<String> = rows.iter().map(|row| row.sku.clone()).collect();
        Ok(self.boot.ports.get::<dyn ProductLookup>()?.ids(ctx, &skus).await?)
    }
}

/// The main warehouse exists as soon as it is needed.
fn is_known(warehouses: &HashSet<String>, code: Option<&str>) -> bool {
    code.is_none_or(|code| warehouses.contains(code) || code == code_key(MAIN))
}

fn unknown(what: &'static str, code: &str) -> InventoryError {
    let detail = format!("There is no {what} with the code {code}.");
    let code = if what == "product" { "inventory.unknown_product" } else { "inventory.unknown_warehouse" };
    kontor_contract::Fault::new(kontor_contract::FaultKind::Invalid, code, detail).into()
}
