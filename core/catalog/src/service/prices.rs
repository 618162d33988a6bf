//! Prices of a list as staff see and change them.
//! They are set by product, unit, quantity and first day; what a request does not name stays as it is.

use std::collections::{HashMap, HashSet};

use kontor_contract::{FieldFault, audit::Change, imports::Applied};
use kontor_kernel::{
    BusinessDate, Currency, Page, PageRequest, Position, PriceListId, ProductId, Quantity, UnitPrice, code_key,
};
use kontor_store::{Ctx, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Condition, Order};
use serde::Serialize;
use serde_json::json;

use super::{
    Catalogue, checks, checks::ColumnFault, price_import::NewPrice, price_lists::find_list, product_import::by_sku,
};
use crate::{
    entities::{price, price_list, product},
    error::{CatalogError, CatalogResult},
    model::cursor::Cursor,
};

/// A price in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct ListedPrice {
    /// The product.
    pub product_id: ProductId,
    /// Its code.
    pub sku: String,
    /// Its name in the tenant's own language.
    pub name: String,
    /// The packaging unit that quantity and price are in; the product's own where there is none.
    pub unit: Option<String>,
    /// From how many units on.
    pub min_quantity: Quantity,
    /// Decimal text.
    pub unit_price: String,
    /// For how many units it stands.
    pub per: Quantity,
    /// The first day on which it holds.
    pub valid_from: Option<BusinessDate>,
    /// The last day on which it holds.
    pub valid_to: Option<BusinessDate>,
}

/// A price to be set in a list, or taken out of it.
#[derive(Debug, Clone)]
pub(crate) struct PriceSetting {
    pub sku: String,
    /// The code of a packaging unit; the product's own where none is named.
    pub unit: Option<String>,
    pub min_quantity: Quantity,
    /// Nothing takes the price out of the list.
    pub unit_price: Option<UnitPrice>,
    pub per: Quantity,
    pub valid_from: Option<BusinessDate>,
    pub valid_to: Option<BusinessDate>,
}

impl Catalogue {
    /// A page of a list's prices by product and quantity.
    pub async fn list_prices(
        &self,
        ctx: &Ctx,
        list: PriceListId,
        sku: Option<&str>,
        page: &PageRequest,
    ) -> CatalogResult<Page<ListedPrice>> {
        let tx = self.boot.store.read(ctx).await?;
        let list = find_list(&tx, list).await?;
        let mut found = tx
            .find::<price::Entity>()
            .filter(price::Column::PriceListId.eq(list.id))
            .filter(price::Column::Archived.eq(false));
        if let Some(sku) = sku {
            let product = by_sku(&tx, &[code_key(sku)]).await?.into_values().next();
            let Some(product) = product else {
                return Ok(Page { items: Vec::new(), next_cursor: None, total: page.is_counted().then_some(0) });
            };
            found = found.filter(price::Column::ProductId.eq(product.id));
        }
        let total = if page.is_counted() { Some(found.clone().count(&tx).await?) } else { None };
        let after = after(page, "price")?.map(|cursor| after_price(&cursor)).transpose()?;
        let rows = found.filter_some(after).order_by(price::Column::ProductId, Order::Asc);
        let rows = rows.order_by(price::Column::MinQuantity, Order::Asc).order_by(price::Column::ValidFrom, Order::Asc);
        let rows = rows.order_by(price::Column::Unit, Order::Asc).offset(page.offset());
        let mut rows = rows.limit(u64::from(page.limit()) + 1).all(&tx).await?;
        let has_more = rows.len() > page.limit() as usize;
        rows.truncate(page.limit() as usize);
        let next_cursor = rows.last().filter(|_| has_more).map(price_cursor);
        let items = listed(&tx, rows, list.currency).await?;
        tx.finish().await?;
        Ok(Page { items, next_cursor, total })
    }

    /// Sets prices of a list; others stay as they are.
    pub async fn set_prices(&self, ctx: &Ctx, list: PriceListId, settings: &[PriceSetting]) -> CatalogResult<Applied> {
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let list = find_list(&tx, list).await?;
        let keys: Vec<String> = settings.iter().map(|setting| code_key(&setting.sku)).collect();
        let products = by_sku(&tx, &keys).await?;
        let mut prices: Vec<NewPrice> = Vec::with_capacity(settings.len());
        let mut seen = HashSet::with_capacity(settings.len());
        let mut faults = Vec::new();
        for (index, (setting, key)) in settings.iter().zip(&keys).enumerate() {
            match new_price(list.id, setting, products.get(key)) {
                Ok(price) if !seen.insert(price.key()) => {
                    let fault = ColumnFault::new(
                        "sku",
                        "catalog.duplicate_price",
                        "This price is set twice: same product, unit, quantity and first day.",
                    );
                    faults.push(field(fault, &format!("/prices/{index}")));
                }
                Ok(price) => prices.push(price),
                Err(fault) => faults.push(field(fault, &format!("/prices/{index}"))),
            }
        }
        refuse(faults)?;
        let applied = self.write_and_record(&tx, &list, &prices).await?;
        tx.commit().await?;
        Ok(applied)
    }

    async fn write_and_record(
        &self,
        tx: &WriteTx,
        list: &price_list::Model,
        prices: &[NewPrice],
    ) -> CatalogResult<Applied> {
        let are_few = prices.len() <= MOST_TOLD;
        let before = if are_few { prices_of(tx, list, prices).await? } else { Vec::new() };
        let applied = self.write_prices(tx, prices).await?;
        let Applied { created, updated, unchanged } = applied;
        if created + updated > 0 {
            let change = Change::new("catalog.prices_set", "price_list", list.id, &list.code);
            let change = if are_few {
                change.before(&before).after(&prices_of(tx, list, prices).await?)
            } else {
                change.after(&json!({ "created": created, "updated": updated, "unchanged": unchanged }))
            };
            self.boot.record(tx, change).await?;
        }
        Ok(applied)
    }
}

/// Prices that the audit trail tells one by one; of more it tells how many.
const MOST_TOLD: usize = 50;

/// The prices of the products that a change is about, as they stand.
async fn prices_of(tx: &WriteTx, list: &price_list::Model, prices: &[NewPrice]) -> CatalogResult<Vec<ListedPrice>> {
    let products = prices.iter().map(|price| price.product);
    let found = tx
        .find::<price::Entity>()
        .filter(price::Column::PriceListId.eq(list.id))
        .filter(price::Column::ProductId.is_in(products))
        .filter(price::Column::Archived.eq(false));
    let rows = found.order_by(price::Column::ProductId, Order::Asc).order_by(price::Column::MinQuantity, Order::Asc);
    listed(tx, rows.all(tx).await?, list.currency).await
}

fn new_price(
    list: PriceListId,
    setting: &PriceSetting,
    product: Option<&product::Model>,
) -> Result<NewPrice, ColumnFault> {
    let unknown = || {
        ColumnFault::new(
            "sku",
            "catalog.unknown_product",
            format!("There is no product with the code {}.", setting.sku),
        )
    };
    let product = product.ok_or_else(unknown)?;
    let unit_price = setting.unit_price.unwrap_or_default();
    checks::price(setting.min_quantity, unit_price, setting.per)?;
    checks::validity(setting.valid_from, setting.valid_to)?;
    Ok(NewPrice {
        list,
        product: product.id,
        unit: code_key(setting.unit.as_deref().unwrap_or_default()),
        min_quantity: setting.min_quantity,
        unit_price,
        per: setting.per,
        valid_from: setting.valid_from.unwrap_or(BusinessDate::FIRST),
        valid_to: setting.valid_to,
        archived: setting.unit_price.is_none(),
    })
}

pub(super) fn after(page: &PageRequest, order: &'static str) -> CatalogResult<Option<Cursor>> {
    match page.position() {
        Position::Cursor(Some(text)) => Cursor::decode(text, order).map(Some).ok_or(CatalogError::BadCursor),
        _ => Ok(None),
    }
}

fn price_cursor(row: &price::Model) -> String {
    let (key, tie) =
        (row.product_id.to_string(), format!("{}/{}/{}", row.min_quantity.millionths(), row.valid_from, row.unit));
    Cursor { order: "price", key, tie }.encode()
}

fn after_price(cursor: &Cursor) -> CatalogResult<Condition> {
    use price::Column as C;
    let bad = || CatalogError::BadCursor;
    let product: ProductId = cursor.key.parse().map_err(|_| bad())?;
    let mut parts = cursor.tie.splitn(3, '/');
    let quantity = parts.next().and_then(|part| part.parse().ok()).map(Quantity::from_millionths).ok_or_else(bad)?;
    let from: BusinessDate = parts.next().and_then(|part| part.parse().ok()).ok_or_else(bad)?;
    let unit = parts.next().ok_or_else(bad)?;
    let same_day = Condition::all().add(C::ValidFrom.eq(from)).add(C::Unit.gt(unit));
    let same_quantity = Condition::all()
        .add(C::MinQuantity.eq(quantity))
        .add(Condition::any().add(C::ValidFrom.gt(from)).add(same_day));
    let same_product = Condition::all()
        .add(C::ProductId.eq(product))
        .add(Condition::any().add(C::MinQuantity.gt(quantity)).add(same_quantity));
    Ok(Condition::any().add(C::ProductId.gt(product)).add(same_product))
}

async fn listed(tx: &impl Tx, rows: Vec<price::Model>, currency: Currency) -> CatalogResult<Vec<ListedPrice>> {
    let ids = rows.iter().map(|row| row.product_id);
    let products = tx.find::<product::Entity>().filter(product::Column::Id.is_in(ids)).all(tx).await?;
    let products: HashMap<ProductId, product::Model> =
        products.into_iter().map(|product| (product.id, product)).collect();
    let view = |row: price::Model| {
        let product = products.get(&row.product_id)?;
        Some(ListedPrice {
            product_id: row.product_id,
            sku: product.sku.clone(),
            name: product.name.clone(),
            unit: (!row.unit.is_empty()).then_some(row.unit),
            min_quantity: row.min_quantity,
            unit_price: row.unit_price.to_text(currency),
            per: row.per_quantity,
            valid_from: Some(row.valid_from).filter(|from| *from != BusinessDate::FIRST),
            valid_to: row.valid_to,
        })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

pub(super) fn field(fault: ColumnFault, within: &str) -> FieldFault {
    FieldFault { pointer: format!("{within}/{}", fault.column), code: fault.code, detail: fault.detail }
}

pub(super) fn refuse(faults: Vec<FieldFault>) -> CatalogResult<()> {
    if faults.is_empty() { Ok(()) } else { Err(CatalogError::Fields(faults)) }
}
