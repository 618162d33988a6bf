//! What holds for single products instead of the settings: from which quantity down few are left, and whether more may be
//! ordered than there is.

use std::collections::{BTreeMap, HashMap};

use kontor_contract::{FieldFault, audit::Change};
use kontor_kernel::{Page, PageRequest, ProductId, Quantity, code_key};
use kontor_store::{Ctx, Keyset, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use super::{
    Warehousing, field,
    names::{Names, no_product, nothing},
    refuse, twice,
};
use crate::{
    entities::product_rule::{Column, Entity, Model},
    error::InventoryResult,
};

/// What holds for a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct RuleView {
    /// The product's code.
    pub sku: String,
    /// Its name in the tenant's own language.
    pub name: String,
    /// Its unit of measure.
    pub unit: String,
    /// Few are left from this quantity down; the setting holds where nothing is said.
    pub low_from: Option<Quantity>,
    /// Whether more may be ordered than there is; the setting holds where nothing is said.
    pub backorder: Option<bool>,
}

/// What is to hold for a product; nothing in both makes the settings hold again.
#[derive(Debug, Clone)]
pub(crate) struct NewRule {
    pub sku: String,
    pub low_from: Option<Quantity>,
    pub backorder: Option<bool>,
}

impl Warehousing {
    /// A page of products for which something else holds than the settings say.
    pub async fn list_rules(
        &self,
        ctx: &Ctx,
        sku: Option<&str>,
        page: &PageRequest,
    ) -> InventoryResult<Page<RuleView>> {
        let Some(only) = self.narrowed(ctx, sku, None).await? else { return Ok(nothing(page)) };
        let tx = self.boot.store.read(ctx).await?;
        let found = tx.find::<Entity>().filter_some(only.product.map(|id| Column::ProductId.eq(id)));
        let keys = Keyset { column: Column::ProductId, id: Column::ProductId, order: Order::Asc };
        let rows = found.page(&tx, keys, page).await?;
        let names = Names::of(&tx, rows.items.iter().map(|row| row.product_id)).await?;
        tx.finish().await?;
        Ok(rows.map(|row| view(&row, &names)))
    }

    /// Sets what holds for products; others stay as they are. Answers with how many were named.
    pub async fn set_rules(&self, ctx: &Ctx, rules: &[NewRule]) -> InventoryResult<Vec<RuleView>> {
        let skus: Vec<String> = rules.iter().map(|rule| rule.sku.clone()).collect();
        let products = self.products_by_code(ctx, &skus).await?;
        let rows = all_rows(ctx, &products, rules)?;
        let tx = self.boot.store.write(ctx).await?;
        let ids: Vec<ProductId> = rows.keys().copied().collect();
        let before = told(&tx, &ids).await?;
        let (kept, gone): (Vec<Model>, Vec<Model>) =
            rows.into_values().partition(|row| row.low_from.is_some() || row.backorder.is_some());
        let keys = [Column::TenantId, Column::ProductId];
        tx.upsert_all::<Entity>(kept, keys, [Column::LowFrom, Column::Backorder]).await?;
        if !gone.is_empty() {
            let gone = Column::ProductId.is_in(gone.into_iter().map(|row| row.product_id));
            tx.delete::<Entity>().filter(gone).run(&tx).await?;
        }
        self.raise_epoch(&tx).await?;
        let after = told(&tx, &ids).await?;
        let (id, label) = match skus.as_slice() {
            [one] => (code_key(one), one.clone()),
            _ => (String::new(), format!("{} products", skus.len())),
        };
        let change = Change::new("inventory.rules_set", "stock", id, label);
        let by_sku = |rules: &[RuleView]| -> BTreeMap<String, RuleView> {
            rules.iter().map(|rule| (rule.sku.clone(), rule.clone())).collect()
        };
        self.boot.record(&tx, change.before(&by_sku(&before)).after(&by_sku(&after))).await?;
        tx.commit().await?;
        Ok(after)
    }
}

fn all_rows(
    ctx: &Ctx,
    products: &HashMap<String, ProductId>,
    rules: &[NewRule],
) -> InventoryResult<BTreeMap<ProductId, Model>> {
    let (mut rows, mut faults) = (BTreeMap::new(), Vec::new());
    for (index, rule) in rules.iter().enumerate() {
        match row(ctx, products, index, rule) {
            Ok(row) => {
                let sku = format!("/rules/{index}/sku");
                let again = rows.insert(row.product_id, row);
                faults.extend(again.map(|_| field(sku, "inventory.duplicate_row", twice(&rule.sku))));
            }
            Err(fault) => faults.push(fault),
        }
    }
    refuse(faults)?;
    Ok(rows)
}

fn row(ctx: &Ctx, products: &HashMap<String, ProductId>, index: usize, rule: &NewRule) -> Result<Model, FieldFault> {
    let unknown = || field(format!("/rules/{index}/sku"), "inventory.unknown_product", no_product(&rule.sku));
    let product_id = products.get(&code_key(&rule.sku)).copied().ok_or_else(unknown)?;
    if rule.low_from.is_some_and(|low| low < Quantity::ZERO) {
        let detail = "Write a quantity of zero or more.";
        return Err(field(format!("/rules/{index}/low_from"), "inventory.bad_quantity", detail));
    }
    Ok(Model { tenant_id: ctx.tenant(), product_id, low_from: rule.low_from, backorder: rule.backorder })
}

async fn told(tx: &WriteTx, products: &[ProductId]) -> InventoryResult<Vec<RuleView>> {
    let rows = tx.find::<Entity>().filter(Column::ProductId.is_in(products.iter().copied())).all(tx).await?;
    let names = Names::of(tx, rows.iter().map(|row| row.product_id).collect::<Vec<_>>().into_iter()).await?;
    Ok(rows.iter().map(|row| view(row, &names)).collect())
}

fn view(row: &Model, names: &Names) -> RuleView {
    let (sku, name, unit) = names.product(row.product_id);
    RuleView { sku, name, unit, low_from: row.low_from, backorder: row.backorder }
}
