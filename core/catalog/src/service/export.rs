//! Products and prices as they go out into files: a page at a time, in the order of their keys.
//! The columns are those that an import takes, so that a file that comes back changes nothing.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    catalog::ProductKind,
    exports::{ExportFilter, ExportPage, ExportSource, ExportValue},
    imports::{PackagingRow, in_one_cell},
};
use kontor_kernel::{BusinessDate, CategoryId, Locale, PriceListId, ProductId, Quantity, code_key};
use kontor_store::{Ctx, Tx};
use sea_orm::{ColumnTrait, Condition, Order, sea_query::ExprTrait};

use super::{Catalogue, price_import::lists_by_code};
use crate::{
    entities::{category, packaging, price, price_list, product, product_code, product_text},
    error::{CatalogError, CatalogResult},
    manifest::COSTS_READ,
};

/// Products that are not archived.
pub(crate) struct ProductExport(pub(crate) Arc<Catalogue>);
/// Prices of all lists or of one.
pub(crate) struct PriceExport(pub(crate) Arc<Catalogue>);

const PRODUCT_COLUMNS: [&str; 20] = [
    "sku",
    "name",
    "name_pl",
    "name_it",
    "name_en",
    "description",
    "kind",
    "unit",
    "quantity_scale",
    "weight_g",
    "tax_class",
    "category",
    "external_id",
    "gtin",
    "manufacturer",
    "manufacturer_code",
    "supplier",
    "supplier_code",
    "packagings",
    "attributes",
];

const PRICE_COLUMNS: [&str; 9] =
    ["price_list", "sku", "unit", "min_quantity", "unit_price", "per", "currency", "valid_from", "valid_to"];

#[async_trait]
impl ExportSource for ProductExport {
    fn kind(&self) -> &'static str {
        "products"
    }

    fn columns(&self) -> &'static [&'static str] {
        &PRODUCT_COLUMNS
    }

    async fn check(&self, _: &Ctx, _: &ExportFilter) -> Outcome<()> {
        Ok(())
    }

    async fn rows(&self, ctx: &Ctx, _: &ExportFilter, after: Option<&str>, limit: u64) -> Outcome<ExportPage> {
        Ok(self.0.exported_products(ctx, after, limit).await?)
    }
}

#[async_trait]
impl ExportSource for PriceExport {
    fn kind(&self) -> &'static str {
        "prices"
    }

    fn columns(&self) -> &'static [&'static str] {
        &PRICE_COLUMNS
    }

    async fn check(&self, ctx: &Ctx, filter: &ExportFilter) -> Outcome<()> {
        Ok(self.0.check_exported_list(ctx, filter).await?)
    }

    async fn rows(&self, ctx: &Ctx, filter: &ExportFilter, after: Option<&str>, limit: u64) -> Outcome<ExportPage> {
        Ok(self.0.exported_prices(ctx, filter, after, limit).await?)
    }
}

/// Where an export of prices stands: behind this price.
#[derive(Clone)]
struct Place {
    list: PriceListId,
    product: ProductId,
    unit: String,
    quantity: Quantity,
    valid_from: BusinessDate,
}

/// In which order prices of a list go out.
const KEY: [price::Column; 4] =
    [price::Column::ProductId, price::Column::Unit, price::Column::MinQuantity, price::Column::ValidFrom];

/// Stands in no key of a unit: keys hold no control characters.
const SEPARATOR: char = '\u{1f}';

impl Place {
    fn of(row: &price::Model) -> Self {
        let unit = row.unit.clone();
        let (list, product, quantity) = (row.price_list_id, row.product_id, row.min_quantity);
        Self { list, product, unit, quantity, valid_from: row.valid_from }
    }

    fn read(text: &str) -> CatalogResult<Self> {
        let parts: Vec<&str> = text.split(SEPARATOR).collect();
        let [list, product, unit, millionths, day] = parts.try_into().map_err(|_| CatalogError::BadCursor)?;
        let quantity = millionths.parse().map(Quantity::from_millionths);
        Ok(Self {
            list: list.parse().map_err(|_| CatalogError::BadCursor)?,
            product: product.parse().map_err(|_| CatalogError::BadCursor)?,
            unit: unit.to_owned(),
            quantity: quantity.map_err(|_| CatalogError::BadCursor)?,
            valid_from: day.parse().map_err(|_| CatalogError::BadCursor)?,
        })
    }

    fn written(&self) -> String {
        let millionths = self.quantity.millionths().to_string();
        let parts = [self.list.to_string(), self.product.to_string(), self.unit.clone(), millionths];
        parts.iter().map(|part| format!("{part}{SEPARATOR}")).collect::<String>() + &self.valid_from.to_string()
    }

    /// What stands behind it in its list: by product, then unit, quantity and first day.
    fn behind(self) -> Condition {
        use price::Column as C;
        let product = C::ProductId.eq(self.product);
        let unit = product.clone().and(C::Unit.eq(self.unit.clone()));
        let quantity = unit.clone().and(C::MinQuantity.eq(self.quantity));
        Condition::any()
            .add(C::ProductId.gt(self.product))
            .add(product.and(C::Unit.gt(self.unit)))
            .add(unit.and(C::MinQuantity.gt(self.quantity)))
            .add(quantity.and(C::ValidFrom.gt(self.valid_from)))
    }
}

impl Catalogue {
    async fn exported_products(&self, ctx: &Ctx, after: Option<&str>, limit: u64) -> CatalogResult<ExportPage> {
        let tx = self.boot.store.read(ctx).await?;
        let found = tx.find::<product::Entity>().filter(product::Column::ArchivedAt.is_null());
        let found = found.filter_some(after.map(|key| product::Column::SkuKey.gt(key)));
        let rows = found.order_by(product::Column::SkuKey, Order::Asc).limit(limit).all(&tx).await?;
        let ids: Vec<ProductId> = rows.iter().map(|row| row.id).collect();
        let beside = Beside::read(&tx, &ids).await?;
        let texts = tx.find::<product_text::Entity>().filter(product_text::Column::ProductId.is_in(ids));
        let texts = texts.all(&tx).await?.into_iter().map(|text| ((text.product_id, text.locale), text.name)).collect();
        let categories = tx.find::<category::Entity>().all(&tx).await?;
        tx.finish().await?;
        let codes = categories.into_iter().map(|category| (category.id, category.code)).collect();
        let is_full = u64::try_from(rows.len()).is_ok_and(|count| count == limit);
        let next = rows.last().filter(|_| is_full).map(|row| row.sku_key.clone());
        Ok(ExportPage { rows: rows.into_iter().map(|row| product_row(row, &texts, &codes, &beside)).collect(), next })
    }

    async fn check_exported_list(&self, ctx: &Ctx, filter: &ExportFilter) -> CatalogResult<()> {
        let tx = self.boot.store.read(ctx).await?;
        let lists = exported_lists(&tx, filter).await?;
        tx.finish().await?;
        let is_known = filter.within.is_none() || !lists.is_empty();
        if is_known { Ok(()) } else { Err(CatalogError::NotFound("price list")) }
    }

    async fn exported_prices(
        &self,
        ctx: &Ctx,
        filter: &ExportFilter,
        after: Option<&str>,
        limit: u64,
    ) -> CatalogResult<ExportPage> {
        let after = after.map(Place::read).transpose()?;
        let tx = self.boot.store.read(ctx).await?;
        let lists = exported_lists(&tx, filter).await?;
        let mut rows: Vec<price::Model> = Vec::new();
        // One list after the other, so that each page is a walk along the key of the table.
        for list in lists.iter().filter(|list| after.as_ref().is_none_or(|place| list.id >= place.list)) {
            let room = limit - rows.len() as u64;
            if room == 0 {
                break;
            }
            let behind = after.clone().filter(|place| place.list == list.id).map(Place::behind);
            let found = tx.find::<price::Entity>().filter(price::Column::PriceListId.eq(list.id));
            let found = found.filter(price::Column::Archived.eq(false)).filter_some(behind);
            let found = KEY.into_iter().fold(found, |found, column| found.order_by(column, Order::Asc));
            rows.extend(found.limit(room).all(&tx).await?);
        }
        let ids = rows.iter().map(|row| row.product_id);
        let products = tx.find::<product::Entity>().filter(product::Column::Id.is_in(ids)).all(&tx).await?;
        tx.finish().await?;
        let skus: HashMap<ProductId, String> = products.into_iter().map(|product| (product.id, product.sku)).collect();
        let next = rows.last().filter(|_| rows.len() as u64 == limit).map(|row| Place::of(row).written());
        let lists: HashMap<PriceListId, price_list::Model> = lists.into_iter().map(|list| (list.id, list)).collect();
        let row = |row: price::Model| Some(price_row(&row, skus.get(&row.product_id)?, lists.get(&row.price_list_id)?));
        Ok(ExportPage { rows: rows.into_iter().filter_map(row).collect(), next })
    }
}

/// The lists whose prices go out, in the order of their ids: those of costs to those who may know costs.
async fn exported_lists(tx: &impl Tx, filter: &ExportFilter) -> CatalogResult<Vec<price_list::Model>> {
    let wanted = filter.within.as_deref().map(code_key);
    let knows_costs = tx.ctx().allows(COSTS_READ);
    let is_told = |list: &price_list::Model| {
        (list.purpose != price_list::Purpose::Cost || knows_costs)
            && wanted.as_ref().is_none_or(|key| *key == list.code_key)
    };
    let mut lists: Vec<_> = lists_by_code(tx).await?.into_values().filter(is_told).collect();
    lists.sort_unstable_by_key(|list| list.id);
    Ok(lists)
}

/// The codes and packaging units of some products.
struct Beside {
    codes: HashMap<ProductId, Vec<product_code::Model>>,
    packagings: HashMap<ProductId, Vec<packaging::Model>>,
}

impl Beside {
    async fn read(tx: &impl Tx, ids: &[ProductId]) -> CatalogResult<Self> {
        use product_code::Column as C;
        let found = tx.find::<product_code::Entity>().filter(C::ProductId.is_in(ids.iter().copied()));
        let mut beside = Self { codes: HashMap::new(), packagings: HashMap::new() };
        for row in found.order_by(C::Position, Order::Asc).all(tx).await? {
            beside.codes.entry(row.product_id).or_default().push(row);
        }
        let found = tx.find::<packaging::Entity>().filter(packaging::Column::ProductId.is_in(ids.iter().copied()));
        for row in found.order_by(packaging::Column::Position, Order::Asc).all(tx).await? {
            beside.packagings.entry(row.product_id).or_default().push(row);
        }
        Ok(beside)
    }

    /// Barcodes, makers with their numbers, suppliers with theirs, and packaging units.
    fn cells(&self, id: ProductId) -> [ExportValue; 6] {
        let all = self.codes.get(&id).map_or(&[][..], Vec::as_slice);
        let of = |kind| all.iter().filter(move |code| code.kind == kind && code.unit_key.is_empty());
        let told = |text: String| ExportValue::text(Some(text).filter(|text| !text.is_empty()));
        let codes = |kind| told(in_one_cell(of(kind).map(|code| code.code.as_str())));
        let owners = |kind| told(in_one_cell(of(kind).map(|code| code.owner.as_str())));
        let packed = self.packagings.get(&id).into_iter().flatten().map(|row| packed(row, all));
        [
            codes(product_code::Kind::Barcode),
            owners(product_code::Kind::Manufacturer),
            codes(product_code::Kind::Manufacturer),
            owners(product_code::Kind::Supplier),
            codes(product_code::Kind::Supplier),
            told(PackagingRow::in_one_cell(&packed.collect::<Vec<_>>())),
        ]
    }
}

fn packed(row: &packaging::Model, codes: &[product_code::Model]) -> PackagingRow {
    let size = row.length_mm.zip(row.width_mm).zip(row.height_mm);
    PackagingRow {
        weight_g: row.weight_g,
        size_mm: size.map(|((length, width), height)| [length, width, height]),
        gtin: codes.iter().find(|code| code.unit_key == row.unit_key).map(|code| code.code.clone()),
        is_orderable: row.is_orderable,
        is_usual: row.is_usual,
        ..PackagingRow::new(row.unit.clone(), row.factor)
    }
}

fn product_row(
    row: product::Model,
    texts: &HashMap<(ProductId, Locale), String>,
    codes: &HashMap<CategoryId, String>,
    beside: &Beside,
) -> Vec<ExportValue> {
    let named = |locale| ExportValue::text(texts.get(&(row.id, locale)).cloned());
    let names = [Locale::Pl, Locale::It, Locale::En].map(named);
    let kind = match ProductKind::from(row.kind) {
        ProductKind::Goods => "goods",
        ProductKind::Service => "service",
    };
    let [polish, italian, english] = names;
    let [gtin, manufacturer, manufacturer_code, supplier, supplier_code, packagings] = beside.cells(row.id);
    let has_attributes = row.attributes.as_object().is_some_and(|attributes| !attributes.is_empty());
    vec![
        ExportValue::Text(row.sku),
        ExportValue::Text(row.name),
        polish,
        italian,
        english,
        ExportValue::Text(row.description),
        ExportValue::text(Some(kind)),
        ExportValue::Text(row.unit),
        ExportValue::number(&row.quantity_decimals),
        ExportValue::number(&row.weight_g),
        ExportValue::Text(row.tax_class),
        ExportValue::text(row.category_id.and_then(|id| codes.get(&id).cloned())),
        ExportValue::text(row.external_id),
        gtin,
        manufacturer,
        manufacturer_code,
        supplier,
        supplier_code,
        packagings,
        if has_attributes { ExportValue::Object(row.attributes) } else { ExportValue::Nothing },
    ]
}

fn price_row(row: &price::Model, sku: &str, list: &price_list::Model) -> Vec<ExportValue> {
    vec![
        ExportValue::text(Some(list.code.as_str())),
        ExportValue::text(Some(sku)),
        ExportValue::text(Some(row.unit.as_str()).filter(|unit| !unit.is_empty())),
        ExportValue::number(&row.min_quantity),
        ExportValue::number(&row.unit_price),
        ExportValue::number(&row.per_quantity),
        ExportValue::text(Some(list.currency.to_string())),
        ExportValue::text(Some(row.valid_from).filter(|day| *day != BusinessDate::FIRST).map(|day| day.to_string())),
        ExportValue::text(row.valid_to.map(|day| day.to_string())),
    ]
}
