//! In which quantities products may be ordered by whoever buys from a list: a least, a most, an increment.
//! Rules of the default list hold for everybody whose own lists say nothing.

use std::collections::HashMap;

use kontor_contract::audit::Change;
use kontor_kernel::{Page, PageRequest, PriceListId, ProductId, Quantity, code_key};
use kontor_store::{Ctx, Tx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use super::{
    Catalogue,
    change::Changed,
    checks::ColumnFault,
    price_lists::find_list,
    prices::{after, field, refuse},
    product_import::by_sku,
};
use crate::{
    entities::{product, quantity_rule},
    error::CatalogResult,
    model::{cursor::Cursor, price::QuantityRule},
};

/// In which quantities a product may be ordered from a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct ListedQuantities {
    /// The product.
    pub product_id: ProductId,
    /// Its code.
    pub sku: String,
    /// At least so many.
    pub minimum: Option<Quantity>,
    /// At most so many.
    pub maximum: Option<Quantity>,
    /// A multiple of this.
    pub increment: Option<Quantity>,
}

/// Quantities to be set; with none of them the rule is taken out.
#[derive(Debug, Clone)]
pub(crate) struct QuantitySetting {
    pub sku: String,
    pub rule: QuantityRule,
}

impl Catalogue {
    /// A page of a list's quantity rules.
    pub async fn list_quantities(
        &self,
        ctx: &Ctx,
        list: PriceListId,
        page: &PageRequest,
    ) -> CatalogResult<Page<ListedQuantities>> {
        use quantity_rule::Column as C;
        let tx = self.boot.store.read(ctx).await?;
        let list = find_list(&tx, list).await?;
        let found = tx.find::<quantity_rule::Entity>().filter(C::PriceListId.eq(list.id)).filter(C::Archived.eq(false));
        let total = if page.is_counted() { Some(found.clone().count(&tx).await?) } else { None };
        let after = after(page, "quantities")?.and_then(|cursor| cursor.key.parse::<ProductId>().ok());
        let rows = found.filter_some(after.map(|product| C::ProductId.gt(product))).order_by(C::ProductId, Order::Asc);
        let mut rows = rows.offset(page.offset()).limit(u64::from(page.limit()) + 1).all(&tx).await?;
        let has_more = rows.len() > page.limit() as usize;
        rows.truncate(page.limit() as usize);
        let last = rows.last().filter(|_| has_more);
        let cursor = |row: &quantity_rule::Model| {
            Cursor { order: "quantities", key: row.product_id.to_string(), tie: String::new() }.encode()
        };
        let next_cursor = last.map(cursor);
        let ids = rows.iter().map(|row| row.product_id);
        let products = tx.find::<product::Entity>().filter(product::Column::Id.is_in(ids)).all(&tx).await?;
        tx.finish().await?;
        let skus: HashMap<ProductId, String> = products.into_iter().map(|row| (row.id, row.sku)).collect();
        let view = |row: quantity_rule::Model| {
            let sku = skus.get(&row.product_id)?.clone();
            let quantity_rule::Model { product_id, minimum, maximum, increment, .. } = row;
            Some(ListedQuantities { product_id, sku, minimum, maximum, increment })
        };
        Ok(Page { items: rows.into_iter().filter_map(view).collect(), next_cursor, total })
    }

    /// Sets quantity rules of a list; others stay as they are.
    pub async fn set_quantities(
        &self,
        ctx: &Ctx,
        list: PriceListId,
        settings: &[QuantitySetting],
    ) -> CatalogResult<()> {
        use quantity_rule::Column as C;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let list = find_list(&tx, list).await?;
        let keys: Vec<String> = settings.iter().map(|setting| code_key(&setting.sku)).collect();
        let products = by_sku(&tx, &keys).await?;
        let mut rules: HashMap<ProductId, QuantityRule> = HashMap::new();
        let mut faults = Vec::new();
        for (index, (setting, key)) in settings.iter().zip(&keys).enumerate() {
            match checked(setting, products.get(key)) {
                Ok(product) => drop(rules.insert(product, setting.rule)),
                Err(fault) => faults.push(field(fault, &format!("/quantities/{index}"))),
            }
        }
        refuse(faults)?;
        let epoch = self.raise_epoch(&tx, Changed::Prices).await?;
        let rows = rules.into_iter().map(|(product, rule)| row(ctx, list.id, product, rule, epoch)).collect();
        let told: Vec<serde_json::Value> = settings.iter().take(MOST_TOLD).map(told).collect();
        let keys = [C::TenantId, C::PriceListId, C::ProductId];
        let columns = [C::Minimum, C::Maximum, C::Increment, C::Archived, C::Epoch];
        tx.upsert_all::<quantity_rule::Entity>(rows, keys, columns).await?;
        let change = Change::new("catalog.quantities_set", "price_list", list.id, &list.code).after(&told);
        self.boot.record(&tx, change).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// A rule as it is kept; one that asks for nothing is kept as taken out.
fn row(ctx: &Ctx, list: PriceListId, product: ProductId, rule: QuantityRule, epoch: i64) -> quantity_rule::Model {
    let QuantityRule { minimum, maximum, increment } = rule;
    quantity_rule::Model {
        tenant_id: ctx.tenant(),
        price_list_id: list,
        product_id: product,
        minimum,
        maximum,
        increment,
        archived: rule == QuantityRule::default(),
        epoch,
    }
}

/// Rules that the audit trail tells one by one.
const MOST_TOLD: usize = 50;

fn told(setting: &QuantitySetting) -> serde_json::Value {
    let QuantityRule { minimum, maximum, increment } = setting.rule;
    serde_json::json!({ "sku": setting.sku, "minimum": minimum, "maximum": maximum, "increment": increment })
}

fn checked(setting: &QuantitySetting, product: Option<&product::Model>) -> Result<ProductId, ColumnFault> {
    let unknown = || {
        let detail = format!("There is no product with the code {}.", setting.sku);
        ColumnFault::new("sku", "catalog.unknown_product", detail)
    };
    let product = product.ok_or_else(unknown)?;
    let decimals = u32::try_from(product.quantity_decimals).unwrap_or(0);
    let parts =
        [("minimum", setting.rule.minimum), ("maximum", setting.rule.maximum), ("increment", setting.rule.increment)];
    for (column, quantity) in parts {
        if quantity.is_some_and(|quantity| !quantity.is_positive() || !quantity.fits_decimals(decimals)) {
            let detail = format!("Write a quantity above zero with at most {decimals} decimals.");
            return Err(ColumnFault::new(column, "catalog.bad_quantity", detail));
        }
    }
    if setting.rule.nearest(Quantity::ONE).is_none() {
        let detail = "No quantity is a multiple of the increment between the least and the most.";
        return Err(ColumnFault::new("maximum", "catalog.no_quantity", detail));
    }
    Ok(product.id)
}
