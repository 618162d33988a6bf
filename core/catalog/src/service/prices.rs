//! Price lists and their prices as staff see and change them.
//! Prices are set by product, quantity and list; what a request does not name stays as it is.

use std::collections::{HashMap, HashSet};

use kontor_contract::{FieldFault, audit::Change, catalog::TaxMode, imports::Applied};
use kontor_kernel::{
    BusinessDate, Currency, Page, PageRequest, Position, PriceListId, ProductId, Quantity, UnitPrice, code_key,
};
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Condition, Order};
use serde::Serialize;
use serde_json::json;

use super::{
    Catalogue, change::Changed, channel_currency, checks, checks::ColumnFault, price_import::NewPrice,
    product_import::by_sku,
};
use crate::{
    entities::{price, price_list, product},
    error::{CatalogError, CatalogResult},
    model::cursor::Cursor,
};

/// A price list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PriceListView {
    /// Its id.
    pub id: PriceListId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The currency of all its prices.
    pub currency: Currency,
    /// Without or with tax.
    pub tax_mode: TaxMode,
    /// Whether everybody falls back to it.
    pub is_default: bool,
}

/// A price in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct ListedPrice {
    /// The product.
    pub product_id: ProductId,
    /// Its code.
    pub sku: String,
    /// Its name in the tenant's own language.
    pub name: String,
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

/// A new price list.
#[derive(Debug, Clone)]
pub(crate) struct NewPriceList {
    pub code: String,
    pub name: Option<String>,
    pub currency: Option<Currency>,
    pub tax_mode: TaxMode,
    pub is_default: Option<bool>,
}

/// A price to be set in a list, or taken out of it.
#[derive(Debug, Clone)]
pub(crate) struct PriceSetting {
    pub sku: String,
    pub min_quantity: Quantity,
    /// Nothing takes the price out of the list.
    pub unit_price: Option<UnitPrice>,
    pub per: Quantity,
    pub valid_from: Option<BusinessDate>,
    pub valid_to: Option<BusinessDate>,
}

impl From<price_list::Model> for PriceListView {
    fn from(row: price_list::Model) -> Self {
        let (tax_mode, is_default) = (row.tax_mode.into(), row.is_default);
        Self { id: row.id, code: row.code, name: row.name, currency: row.currency, tax_mode, is_default }
    }
}

impl Catalogue {
    /// A page of price lists by code.
    pub async fn list_price_lists(&self, ctx: &Ctx, page: &PageRequest) -> CatalogResult<Page<PriceListView>> {
        let tx = self.boot.store.read(ctx).await?;
        let found = tx.find::<price_list::Entity>();
        let total = if page.is_counted() { Some(found.clone().count(&tx).await?) } else { None };
        let after = after(page, "price_list")?.map(|cursor| price_list::Column::CodeKey.gt(cursor.key));
        let rows = found.filter_some(after).order_by(price_list::Column::CodeKey, Order::Asc).offset(page.offset());
        let mut rows = rows.limit(u64::from(page.limit()) + 1).all(&tx).await?;
        tx.finish().await?;
        let has_more = rows.len() > page.limit() as usize;
        rows.truncate(page.limit() as usize);
        let last = rows.last().filter(|_| has_more);
        let next_cursor =
            last.map(|row| Cursor { order: "price_list", key: row.code_key.clone(), tie: String::new() }.encode());
        Ok(Page { items: rows.into_iter().map(PriceListView::from).collect(), next_cursor, total })
    }

    /// Makes a price list. The first one of its currency is everybody's default unless the caller says otherwise.
    pub async fn create_price_list(&self, ctx: &Ctx, new: NewPriceList) -> CatalogResult<PriceListView> {
        let name = new.name.clone().unwrap_or_else(|| new.code.clone());
        let bad = [checks::code("code", &new.code), checks::name("name", &name)];
        refuse(bad.into_iter().filter_map(Result::err).map(|fault| field(fault, "")).collect())?;
        let currency =
            new.currency.or_else(|| channel_currency(ctx)).ok_or_else(|| CatalogError::NoCurrency(new.code.clone()))?;
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let others = tx.find::<price_list::Entity>().all(&tx).await?;
        let code_key = code_key(&new.code);
        if others.iter().any(|list| list.code_key == code_key) {
            return Err(CatalogError::DuplicatePriceList(new.code));
        }
        let is_first = !others.iter().any(|list| list.currency == currency);
        let epoch = self.raise_epoch(&tx, Changed::Basics).await?;
        let row = price_list::Model {
            tenant_id: ctx.tenant(),
            id: PriceListId::new(),
            code: new.code.trim().to_owned(),
            code_key,
            name: name.trim().to_owned(),
            currency,
            tax_mode: new.tax_mode.into(),
            is_default: new.is_default.unwrap_or(is_first),
            epoch,
        };
        if row.is_default {
            leave_only_default(&tx, currency).await?;
        }
        tx.insert::<price_list::Entity>(row.clone()).await?;
        let view = PriceListView::from(row);
        let change = Change::new("catalog.price_list_made", "price_list", view.id, &view.code).after(&view);
        self.boot.record(&tx, change).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

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
        let rows = rows.order_by(price::Column::MinQuantity, Order::Asc).offset(page.offset());
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
                Ok(price) if !seen.insert((price.product, price.min_quantity)) => {
                    let fault = ColumnFault::new(
                        "sku",
                        "catalog.duplicate_price",
                        "This price is set twice: same product and quantity.",
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
    if let (Some(from), Some(to)) = (setting.valid_from, setting.valid_to)
        && from > to
    {
        return Err(ColumnFault::new("valid_to", "catalog.bad_validity", "The last day comes before the first."));
    }
    Ok(NewPrice {
        list,
        product: product.id,
        min_quantity: setting.min_quantity,
        unit_price,
        per: setting.per,
        valid_from: setting.valid_from,
        valid_to: setting.valid_to,
        archived: setting.unit_price.is_none(),
    })
}

async fn leave_only_default(tx: &WriteTx, currency: Currency) -> CatalogResult<()> {
    let others = tx.update::<price_list::Entity>().set(price_list::Column::IsDefault, false);
    others
        .filter(price_list::Column::Currency.eq(currency))
        .filter(price_list::Column::IsDefault.eq(true))
        .run(tx)
        .await?;
    Ok(())
}

async fn find_list(tx: &impl Tx, id: PriceListId) -> CatalogResult<price_list::Model> {
    let found = tx.find::<price_list::Entity>().filter(price_list::Column::Id.eq(id)).one(tx).await?;
    found.ok_or(CatalogError::NotFound("price list"))
}

fn after(page: &PageRequest, order: &'static str) -> CatalogResult<Option<Cursor>> {
    match page.position() {
        Position::Cursor(Some(text)) => Cursor::decode(text, order).map(Some).ok_or(CatalogError::BadCursor),
        _ => Ok(None),
    }
}

fn price_cursor(row: &price::Model) -> String {
    let (key, tie) = (row.product_id.to_string(), row.min_quantity.millionths().to_string());
    Cursor { order: "price", key, tie }.encode()
}

fn after_price(cursor: &Cursor) -> CatalogResult<Condition> {
    let product: ProductId = cursor.key.parse().map_err(|_| CatalogError::BadCursor)?;
    let quantity: i64 = cursor.tie.parse().map_err(|_| CatalogError::BadCursor)?;
    let same_product = Condition::all()
        .add(price::Column::ProductId.eq(product))
        .add(price::Column::MinQuantity.gt(Quantity::from_millionths(quantity)));
    Ok(Condition::any().add(price::Column::ProductId.gt(product)).add(same_product))
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
            min_quantity: row.min_quantity,
            unit_price: row.unit_price.to_text(currency),
            per: row.per_quantity,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

fn field(fault: ColumnFault, within: &str) -> FieldFault {
    FieldFault { pointer: format!("{within}/{}", fault.column), code: fault.code, detail: fault.detail.into() }
}

fn refuse(faults: Vec<FieldFault>) -> CatalogResult<()> {
    if faults.is_empty() { Ok(()) } else { Err(CatalogError::Fields(faults)) }
}
