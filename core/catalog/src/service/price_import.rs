//! Taking prices in bulk: lists that do not exist are made, prices that do not differ are not written.
//! A price keeps its key (list, product, unit, quantity, first day); writing it again replaces what it was, which is kept.

use std::collections::{HashMap, HashSet};

use kontor_contract::{
    Sentence,
    imports::{Applied, PriceRow, RowFault},
};
use kontor_kernel::{BusinessDate, Currency, PriceListId, ProductId, Quantity, UnitPrice, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::ColumnTrait;

use super::{
    Catalogue, change::Changed, channel_currency, checks, checks::ColumnFault, past,
    product_import::KEYS_PER_STATEMENT, product_import::by_sku,
};
use crate::{
    entities::{price, price_list},
    error::{CatalogError, CatalogResult},
};

/// A list that is made by an import is the default one where its code says so; any other list may be a customer's
/// own, and must not become everybody's by the order of rows in a file.
const DEFAULT_LIST_CODES: [&str; 2] = ["STANDARD", "DEFAULT"];

/// A price as it shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewPrice {
    pub list: PriceListId,
    pub product: ProductId,
    /// The key of a packaging unit's code; nothing for the product's own unit.
    pub unit: String,
    pub min_quantity: Quantity,
    pub unit_price: UnitPrice,
    pub per: Quantity,
    pub valid_from: BusinessDate,
    pub valid_to: Option<BusinessDate>,
    pub archived: bool,
}

/// List, product, unit, quantity and first day.
type Key = (PriceListId, ProductId, String, Quantity, BusinessDate);

impl NewPrice {
    pub(super) fn key(&self) -> Key {
        (self.list, self.product, self.unit.clone(), self.min_quantity, self.valid_from)
    }

    fn is_like(&self, row: &price::Model) -> bool {
        (self.unit_price, self.per, self.valid_to, self.archived)
            == (row.unit_price, row.per_quantity, row.valid_to, row.archived)
    }
}

fn key_of(row: &price::Model) -> Key {
    (row.price_list_id, row.product_id, row.unit.clone(), row.min_quantity, row.valid_from)
}

impl Catalogue {
    /// Says what is wrong with rows.
    pub async fn check_prices(&self, ctx: &Ctx, rows: &[PriceRow]) -> CatalogResult<Vec<RowFault>> {
        let tx = self.boot.store.read(ctx).await?;
        let keys: Vec<String> = rows.iter().map(|row| code_key(&row.sku)).collect();
        let products = by_sku(&tx, &keys).await?;
        let mut currencies: HashMap<String, Currency> =
            lists_by_code(&tx).await?.into_iter().map(|(key, list)| (key, list.currency)).collect();
        tx.finish().await?;
        let mut seen = HashSet::new();
        let mut faults = Vec::new();
        for (row, (price, key)) in rows.iter().zip(keys).enumerate() {
            let found = check_price(price).and_then(|()| {
                if !products.contains_key(&key) {
                    let detail = Sentence::new(format!("There is no product with the code {}.", price.sku));
                    let detail = detail.of([("code", (&price.sku).into())]);
                    return Err(ColumnFault::new("sku", "catalog.unknown_product", detail));
                }
                let first_day = price.valid_from.unwrap_or(BusinessDate::FIRST);
                let unit = code_key(price.unit.as_deref().unwrap_or_default());
                if !seen.insert((code_key(&price.price_list), key, unit, price.min_quantity, first_day)) {
                    let detail =
                        "This price stands in the file twice: same list, product, unit, quantity and first day.";
                    return Err(ColumnFault::new("sku", "catalog.duplicate_price", detail));
                }
                check_currency(ctx, price, &mut currencies)
            });
            faults.extend(found.err().map(|fault| RowFault {
                row,
                column: fault.column,
                code: fault.code,
                detail: fault.detail,
            }));
        }
        Ok(faults)
    }

    /// Writes rows; what they do not name stays as it is.
    pub async fn apply_prices(&self, tx: &WriteTx, rows: &[PriceRow]) -> CatalogResult<Applied> {
        self.begin_change(tx).await?;
        let lists = self.lists_for(tx, rows).await?;
        let keys: Vec<String> = rows.iter().map(|row| code_key(&row.sku)).collect();
        let products = by_sku(tx, &keys).await?;
        let mut prices = Vec::with_capacity(rows.len());
        for (row, key) in rows.iter().zip(&keys) {
            let (Some(product), Some(list)) = (products.get(key), lists.get(&code_key(&row.price_list))) else {
                return Err(CatalogError::NotFound("product"));
            };
            prices.push(NewPrice {
                list: *list,
                product: product.id,
                unit: code_key(row.unit.as_deref().unwrap_or_default()),
                min_quantity: row.min_quantity,
                unit_price: row.unit_price,
                per: row.per,
                valid_from: row.valid_from.unwrap_or(BusinessDate::FIRST),
                valid_to: row.valid_to,
                archived: false,
            });
        }
        self.write_prices(tx, &prices).await
    }

    /// Writes prices that differ from what is there. The caller has taken its turn to change the catalogue.
    pub(super) async fn write_prices(&self, tx: &WriteTx, prices: &[NewPrice]) -> CatalogResult<Applied> {
        let known = known_prices(tx, prices).await?;
        let mut wanted: HashMap<Key, NewPrice> = HashMap::with_capacity(prices.len());
        wanted.extend(prices.iter().map(|price| (price.key(), price.clone())));
        let total = wanted.len() as u64;
        let has_no_effect = |price: &NewPrice| match known.get(&price.key()) {
            Some(row) => price.is_like(row),
            None => price.archived,
        };
        let changed: Vec<NewPrice> = wanted.into_values().filter(|price| !has_no_effect(price)).collect();
        let is_new = |price: &&NewPrice| known.get(&price.key()).is_none_or(|row| row.archived);
        let created = changed.iter().filter(is_new).count() as u64;
        let applied =
            Applied { created, updated: changed.len() as u64 - created, unchanged: total - changed.len() as u64 };
        if !changed.is_empty() {
            let epoch = self.raise_epoch(tx, Changed::Prices).await?;
            past::keep_prices(tx, changed.iter().filter_map(|price| known.get(&price.key()))).await?;
            upsert(tx, changed, epoch).await?;
        }
        Ok(applied)
    }

    /// The lists that rows name, made where they do not exist.
    async fn lists_for(&self, tx: &WriteTx, rows: &[PriceRow]) -> CatalogResult<HashMap<String, PriceListId>> {
        let known = lists_by_code(tx).await?;
        let mut ids: HashMap<String, PriceListId> = HashMap::new();
        let mut new: Vec<price_list::Model> = Vec::new();
        for row in rows {
            let key = code_key(&row.price_list);
            let has = known.get(&key).or_else(|| new.iter().find(|list| list.code_key == key));
            let list = match has {
                Some(list) => list.clone(),
                None => {
                    let list = new_list(tx, row, known.values().chain(&new))?;
                    new.push(list.clone());
                    list
                }
            };
            refuse_other_currency(&list, row.currency)?;
            ids.insert(key, list.id);
        }
        if !new.is_empty() {
            let epoch = self.raise_epoch(tx, Changed::Basics).await?;
            new.iter_mut().for_each(|list| list.epoch = epoch);
            tx.insert_all::<price_list::Entity>(new).await?;
        }
        Ok(ids)
    }
}

fn new_list<'a>(
    tx: &WriteTx,
    row: &PriceRow,
    mut others: impl Iterator<Item = &'a price_list::Model>,
) -> CatalogResult<price_list::Model> {
    let code = row.price_list.trim().to_owned();
    let code_key = code_key(&code);
    let currency = currency_if_new(tx.ctx(), row);
    let currency = currency.ok_or_else(|| CatalogError::NoCurrency(code.clone()))?;
    let names_itself = DEFAULT_LIST_CODES.contains(&code_key.as_str());
    let is_default = names_itself && !others.any(|list| list.is_default && list.currency == currency);
    let name = code.clone();
    let tax_mode = price_list::Mode::Net;
    Ok(price_list::Model {
        tenant_id: tx.tenant(),
        id: PriceListId::new(),
        code,
        code_key,
        name,
        currency,
        tax_mode,
        is_default,
        purpose: price_list::Purpose::Sales,
        state: price_list::State::Active,
        valid_from: None,
        valid_to: None,
        base_list_id: None,
        rules: None,
        ending: None,
        note: String::new(),
        updated_at: tx.ctx().now(),
        epoch: 0,
    })
}

/// The currency of a list that a row makes.
fn currency_if_new(ctx: &Ctx, row: &PriceRow) -> Option<Currency> {
    row.currency.or(row.usual_currency).or_else(|| channel_currency(ctx))
}

fn refuse_other_currency(list: &price_list::Model, wants: Option<Currency>) -> CatalogResult<()> {
    match wants {
        Some(wants) if wants != list.currency => {
            Err(CatalogError::OtherCurrency { list: list.code.clone(), has: list.currency, wants })
        }
        _ => Ok(()),
    }
}

fn check_price(row: &PriceRow) -> Result<(), ColumnFault> {
    checks::code("price_list", &row.price_list)?;
    checks::code("sku", &row.sku)?;
    checks::validity(row.valid_from, row.valid_to)?;
    checks::price(row.min_quantity, row.unit_price, row.per)
}

/// Remembers the currency of a list that the file itself makes, so that later rows must agree with it.
fn check_currency(ctx: &Ctx, row: &PriceRow, currencies: &mut HashMap<String, Currency>) -> Result<(), ColumnFault> {
    let wants = currency_if_new(ctx, row);
    let key = code_key(&row.price_list);
    match (currencies.get(&key), row.currency, wants) {
        (Some(has), Some(wants), _) if *has != wants => {
            let detail = Sentence::new(format!("The price list {} is in {has}, not in {wants}.", row.price_list));
            let (has, wants) = (has.to_string(), wants.to_string());
            let values = [("list", (&row.price_list).into()), ("has", has.into()), ("wants", wants.into())];
            let detail = detail.of(values);
            Err(ColumnFault::new("currency", "catalog.other_currency", detail))
        }
        (Some(_), ..) => Ok(()),
        (None, _, Some(wants)) => {
            currencies.insert(key, wants);
            Ok(())
        }
        (None, _, None) => {
            let detail = Sentence::new(CatalogError::NoCurrency(row.price_list.clone()).to_string());
            let detail = detail.of([("code", (&row.price_list).into())]);
            Err(ColumnFault::new("currency", "catalog.no_currency", detail))
        }
    }
}

/// All price lists by the key of their code.
pub(super) async fn lists_by_code(tx: &impl Tx) -> CatalogResult<HashMap<String, price_list::Model>> {
    let lists = tx.find::<price_list::Entity>().all(tx).await?;
    Ok(lists.into_iter().map(|list| (list.code_key.clone(), list)).collect())
}

async fn known_prices(tx: &WriteTx, prices: &[NewPrice]) -> CatalogResult<HashMap<Key, price::Model>> {
    let lists: HashSet<PriceListId> = prices.iter().map(|price| price.list).collect();
    let products: HashSet<ProductId> = prices.iter().map(|price| price.product).collect();
    let products: Vec<ProductId> = products.into_iter().collect();
    let mut known = HashMap::with_capacity(prices.len());
    for some in products.chunks(KEYS_PER_STATEMENT) {
        let found = tx
            .find::<price::Entity>()
            .filter(price::Column::PriceListId.is_in(lists.iter().copied()))
            .filter(price::Column::ProductId.is_in(some.iter().copied()));
        known.extend(found.all(tx).await?.into_iter().map(|row| (key_of(&row), row)));
    }
    Ok(known)
}

async fn upsert(tx: &WriteTx, mut prices: Vec<NewPrice>, epoch: i64) -> CatalogResult<()> {
    use price::Column as C;
    // In the order of their keys, pages of the table are filled one after the other.
    prices.sort_by_cached_key(NewPrice::key);
    let row = |price: NewPrice| price::Model {
        tenant_id: tx.tenant(),
        price_list_id: price.list,
        product_id: price.product,
        unit: price.unit,
        min_quantity: price.min_quantity,
        unit_price: price.unit_price,
        per_quantity: price.per,
        valid_from: price.valid_from,
        valid_to: price.valid_to,
        archived: price.archived,
        recorded_at: tx.ctx().now(),
        epoch,
    };
    let rows = prices.into_iter().map(row).collect();
    let keys = [C::TenantId, C::PriceListId, C::ProductId, C::Unit, C::MinQuantity, C::ValidFrom];
    let columns = [C::UnitPrice, C::PerQuantity, C::ValidTo, C::Archived, C::RecordedAt, C::Epoch];
    tx.upsert_all::<price::Entity>(rows, keys, columns).await?;
    Ok(())
}
