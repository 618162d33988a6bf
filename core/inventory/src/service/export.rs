//! Stock as it goes out into files: a page at a time, by article number and warehouse.
//! Whoever reaches some warehouses only is given those; the columns are those that an import takes.

use std::sync::Arc;

use async_trait::async_trait;
use kontor_contract::{
    Fault, Outcome,
    exports::{ExportFilter, ExportPage, ExportSource, ExportValue},
};
use kontor_kernel::{Quantity, code_key};
use kontor_store::{Ctx, Tx, View};
use sea_orm::{
    Condition, FromQueryResult, Order,
    sea_query::{Alias, Expr, ExprTrait},
};

use super::Warehousing;
use crate::error::InventoryResult;

/// Stock of all warehouses or of one.
pub(crate) struct StockExport(pub(crate) Arc<Warehousing>);

const COLUMNS: [&str; 3] = ["sku", "warehouse", "on_hand"];
/// Stands in no key: keys hold no control characters.
const SEPARATOR: char = '\u{1f}';

/// A row of the view, as far as it goes out.
#[derive(Debug, Clone, FromQueryResult)]
struct Level {
    sku: String,
    sku_key: String,
    warehouse_code: String,
    warehouse_key: String,
    on_hand: Quantity,
}

impl View for Level {
    const NAME: &'static str = "v_inventory_stock";
    const WAREHOUSE: Option<&'static str> = Some("warehouse_id");
    const COLUMNS: &'static [&'static str] = &["sku", "sku_key", "warehouse_code", "warehouse_key", "on_hand"];
}

#[async_trait]
impl ExportSource for StockExport {
    fn kind(&self) -> &'static str {
        "stock"
    }

    fn columns(&self) -> &'static [&'static str] {
        &COLUMNS
    }

    async fn check(&self, ctx: &Ctx, filter: &ExportFilter) -> Outcome<()> {
        let Some(code) = filter.within.as_deref().map(code_key) else { return Ok(()) };
        let seen = self.0.all_warehouses(ctx).await?;
        if seen.iter().any(|row| row.code_key == code) { Ok(()) } else { Err(Fault::not_found("warehouse")) }
    }

    async fn rows(&self, ctx: &Ctx, filter: &ExportFilter, after: Option<&str>, limit: u64) -> Outcome<ExportPage> {
        Ok(self.0.exported(ctx, filter, after, limit).await?)
    }
}

fn column(name: &'static str) -> Expr {
    Expr::col(Alias::new(name))
}

/// What stands behind a key.
fn behind(key: &str) -> Condition {
    let (sku, warehouse) = key.split_once(SEPARATOR).unwrap_or((key, ""));
    let same_sku = Condition::all().add(column("sku_key").eq(sku)).add(column("warehouse_key").gt(warehouse));
    Condition::any().add(column("sku_key").gt(sku)).add(same_sku)
}

impl Warehousing {
    async fn exported(
        &self,
        ctx: &Ctx,
        filter: &ExportFilter,
        after: Option<&str>,
        limit: u64,
    ) -> InventoryResult<ExportPage> {
        let tx = self.boot.store.read(ctx).await?;
        let mut found = tx.find_view::<Level>();
        if let Some(code) = &filter.within {
            found = found.filter(column("warehouse_key").eq(code_key(code)));
        }
        if let Some(key) = after {
            found = found.filter(behind(key));
        }
        let found = found.order_by("sku_key", Order::Asc).order_by("warehouse_key", Order::Asc);
        let levels = found.limit(limit).all(&tx).await?;
        tx.finish().await?;
        let next = levels.last().filter(|_| levels.len() as u64 == limit);
        let next = next.map(|level| format!("{}{SEPARATOR}{}", level.sku_key, level.warehouse_key));
        let row = |level: Level| {
            let sku = ExportValue::Text(level.sku);
            vec![sku, ExportValue::Text(level.warehouse_code), ExportValue::number(&level.on_hand)]
        };
        Ok(ExportPage { rows: levels.into_iter().map(row).collect(), next })
    }
}
