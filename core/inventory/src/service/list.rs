//! Stock as the people in the warehouse read and write it, by article number.
//! The list joins the catalogue's published view; nothing of its tables is named here.

use std::collections::BTreeMap;

use kontor_contract::{
    FieldFault,
    audit::Change,
    imports::{Applied, StockRow},
};
use kontor_kernel::{Page, PageRequest, Position, ProductId, Quantity, Timestamp, code_key, sort_key};
use kontor_store::{Ctx, Tx, View, WriteTx};
use schemars::JsonSchema;
use sea_orm::{
    Condition, FromQueryResult, Order,
    sea_query::{Alias, Expr, ExprTrait, LikeExpr},
};
use serde::Serialize;
use serde_json::json;

use super::Warehousing;
use crate::error::{InventoryError, InventoryResult};

/// A row of the stock list.
#[derive(Debug, Clone, FromQueryResult)]
struct Line {
    product_id: ProductId,
    sku: String,
    sku_key: String,
    name: String,
    unit: String,
    warehouse_code: String,
    warehouse_key: String,
    warehouse_name: String,
    on_hand: Quantity,
    reserved: Quantity,
    held: Quantity,
    updated_at: Timestamp,
}

impl View for Line {
    const NAME: &'static str = "v_inventory_stock";
    const WAREHOUSE: Option<&'static str> = Some("warehouse_id");
    const COLUMNS: &'static [&'static str] = &[
        "product_id",
        "sku",
        "sku_key",
        "name",
        "unit",
        "warehouse_code",
        "warehouse_key",
        "warehouse_name",
        "on_hand",
        "reserved",
        "held",
        "updated_at",
    ];
}

/// How much of a product stands in a warehouse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct StockView {
    /// The product.
    pub product_id: ProductId,
    /// Its code.
    pub sku: String,
    /// Its name in the tenant's own language.
    pub name: String,
    /// Its unit of measure.
    pub unit: String,
    /// The warehouse's code.
    pub warehouse_code: String,
    /// The warehouse's name.
    pub warehouse_name: String,
    /// How many stand there.
    pub on_hand: Quantity,
    /// How many of them are promised: to orders, or to whoever they are held for.
    pub reserved: Quantity,
    /// How many of those are held without an order.
    pub held: Quantity,
    /// How many are left to promise; below zero where a count found less than was promised.
    pub available: Quantity,
    /// When it was last counted, taken or given back.
    pub updated_at: Timestamp,
}

impl From<Line> for StockView {
    fn from(line: Line) -> Self {
        Self {
            available: line.on_hand.checked_sub(line.reserved).unwrap_or_default(),
            product_id: line.product_id,
            sku: line.sku,
            name: line.name,
            unit: line.unit,
            warehouse_code: line.warehouse_code,
            warehouse_name: line.warehouse_name,
            on_hand: line.on_hand,
            reserved: line.reserved,
            held: line.held,
            updated_at: line.updated_at,
        }
    }
}

impl Warehousing {
    /// A page of stock by article number and warehouse.
    pub async fn list(
        &self,
        ctx: &Ctx,
        text: Option<&str>,
        warehouse: Option<&str>,
        page: &PageRequest,
    ) -> InventoryResult<Page<StockView>> {
        let tx = self.boot.store.read(ctx).await?;
        let mut found = tx.find_view::<Line>();
        if let Some(text) = text {
            found = found.filter(contains(text));
        }
        if let Some(code) = warehouse {
            found = found.filter(column("warehouse_key").eq(code_key(code)));
        }
        let total = if page.is_counted() { Some(found.count(&tx).await?) } else { None };
        if let Position::Cursor(Some(cursor)) = page.position() {
            found = found.filter(after(cursor)?);
        }
        let found = found.order_by("sku_key", Order::Asc).order_by("warehouse_key", Order::Asc).offset(page.offset());
        let mut lines = found.limit(u64::from(page.limit()) + 1).all(&tx).await?;
        tx.finish().await?;
        let has_more = lines.len() > page.limit() as usize;
        lines.truncate(page.limit() as usize);
        let next_cursor =
            lines.last().filter(|_| has_more).map(|line| format!("{}{SEPARATOR}{}", line.sku_key, line.warehouse_key));
        Ok(Page { items: lines.into_iter().map(StockView::from).collect(), next_cursor, total })
    }

    /// Sets stock by article number; what is wrong is told by field and nothing is written.
    pub async fn set(&self, ctx: &Ctx, rows: &[StockRow]) -> InventoryResult<Applied> {
        let faults = self.check_rows(ctx, rows).await?;
        if !faults.is_empty() {
            let field = |fault: kontor_contract::imports::RowFault| {
                let column = if fault.column == "warehouse" { "warehouse_code" } else { fault.column };
                FieldFault {
                    pointer: format!("/levels/{}/{column}", fault.row),
                    code: fault.code,
                    detail: fault.detail,
                }
            };
            return Err(InventoryError::Fields(faults.into_iter().map(field).collect()));
        }
        kontor_store::retry(|| self.set_checked(ctx, rows)).await
    }

    async fn set_checked(&self, ctx: &Ctx, rows: &[StockRow]) -> InventoryResult<Applied> {
        let tx = self.boot.store.write(ctx).await?;
        let before = counted(&tx, rows).await?;
        let applied = self.apply_rows(&tx, rows).await?;
        if applied.created + applied.updated > 0 {
            let change = stock_change(rows, applied, &before, &counted(&tx, rows).await?);
            self.boot.record(&tx, change).await?;
        }
        tx.commit().await?;
        Ok(applied)
    }
}

/// Levels that the audit trail tells one by one; of more it tells how many.
const MOST_TOLD: usize = 50;

/// How much stands where, of the products that rows are about: `SKU in WAREHOUSE` to a quantity.
async fn counted(tx: &WriteTx, rows: &[StockRow]) -> InventoryResult<BTreeMap<String, Quantity>> {
    if rows.len() > MOST_TOLD {
        return Ok(BTreeMap::new());
    }
    let keys = rows.iter().map(|row| code_key(&row.sku));
    let lines = tx.find_view::<Line>().filter(column("sku_key").is_in(keys)).all(tx).await?;
    let level = |line: Line| (format!("{} in {}", line.sku, line.warehouse_code), line.on_hand);
    Ok(lines.into_iter().map(level).collect())
}

fn stock_change(
    rows: &[StockRow],
    applied: Applied,
    before: &BTreeMap<String, Quantity>,
    after: &BTreeMap<String, Quantity>,
) -> Change {
    let (id, label) = match rows {
        [one] => (code_key(&one.sku), one.sku.clone()),
        _ => (String::new(), format!("{} levels", rows.len())),
    };
    let change = Change::new("inventory.stock_set", "stock", id, label);
    if rows.len() <= MOST_TOLD {
        return change.before(before).after(after);
    }
    let Applied { created, updated, unchanged } = applied;
    change.after(&json!({ "created": created, "updated": updated, "unchanged": unchanged }))
}

/// Keys hold no control characters, so this tells the two keys of a cursor apart.
const SEPARATOR: char = '\u{1f}';

fn column(name: &'static str) -> Expr {
    Expr::col(Alias::new(name))
}

fn contains(text: &str) -> Condition {
    let pattern = |key: String| {
        let literal = key.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        LikeExpr::new(format!("%{literal}%")).escape('\\')
    };
    Condition::any()
        .add(column("name_key").like(pattern(sort_key(text))))
        .add(column("sku_key").like(pattern(code_key(text))))
}

fn after(cursor: &str) -> InventoryResult<Condition> {
    let (sku, warehouse) = cursor.split_once(SEPARATOR).ok_or(InventoryError::BadCursor)?;
    let same_sku = Condition::all().add(column("sku_key").eq(sku)).add(column("warehouse_key").gt(warehouse));
    Ok(Condition::any().add(column("sku_key").gt(sku)).add(same_sku))
}
