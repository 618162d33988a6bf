//! The packaging units of a product: read and replaced together, so that they never contradict each other.
//! A barcode on a packaging unit stands among the product's codes and comes and goes with the unit.

use std::collections::HashSet;

use kontor_contract::{FieldFault, Sentence, audit::Change, catalog::PackagingView};
use kontor_kernel::{Locale, ProductId, Quantity, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use super::{Catalogue, checks, codes::refuse_taken, products::find_product, units::units_of};
use crate::{
    entities::{packaging, product, product_code},
    error::{CatalogError, CatalogResult},
    model::{
        codes::Owner,
        packaging::{Packaging, check_set},
        units::Units,
    },
    read_model::Product,
};

/// Packaging units of a product at the most.
const MOST_PACKAGINGS: usize = 50;
/// Ten metres: nothing larger is lifted as one.
const LONGEST_MM: i32 = 10_000;

/// A packaging unit as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PackagingDetail {
    /// The unit's code.
    pub unit: String,
    /// Its name in the language of the request.
    pub title: String,
    /// How many of the product's own unit it holds.
    pub factor: Quantity,
    /// What it weighs in grams; the weight of what it holds where nothing is said.
    pub weight_g: Option<i64>,
    /// How long it is in millimetres.
    pub length_mm: Option<i32>,
    /// How wide it is in millimetres.
    pub width_mm: Option<i32>,
    /// How high it is in millimetres.
    pub height_mm: Option<i32>,
    /// The barcode on it.
    pub barcode: Option<String>,
    /// Whether it may be ordered.
    pub orderable: bool,
    /// Whether the shop offers it first.
    pub usual: bool,
}

/// The packaging units of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PackagingList {
    /// In their order.
    pub items: Vec<PackagingDetail>,
    /// The product's own unit.
    pub unit: String,
    /// The product's version, to be sent back with a change.
    pub version: i64,
}

/// A packaging unit as it shall be.
#[derive(Debug, Clone)]
pub(crate) struct WantedPackaging {
    pub unit: String,
    pub factor: Quantity,
    pub weight_g: Option<i64>,
    pub size: [Option<i32>; 3],
    pub barcode: Option<String>,
    pub is_orderable: bool,
    pub is_usual: bool,
}

impl Catalogue {
    /// The packaging units of a product.
    pub async fn read_packagings(&self, ctx: &Ctx, id: ProductId) -> CatalogResult<PackagingList> {
        let tx = self.boot.store.read(ctx).await?;
        let list = list_of(&tx, &find_product(&tx, id).await?).await?;
        tx.finish().await?;
        Ok(list)
    }

    /// Replaces the packaging units of a product.
    pub async fn set_packagings(
        &self,
        ctx: &Ctx,
        id: ProductId,
        wanted: Vec<WantedPackaging>,
        version: Option<i64>,
    ) -> CatalogResult<PackagingList> {
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let product = find_product(&tx, id).await?;
        if version.is_some_and(|version| version != product.epoch) {
            return Err(CatalogError::Stale { now: product.epoch });
        }
        let before = list_of(&tx, &product).await?;
        let kept = before.items.iter().map(|known| code_key(&known.unit)).collect();
        let barcodes = check(&product, &units_of(&tx).await?, &kept, &wanted)?;
        refuse_taken(&tx, &product, &barcodes, |code| !code.unit_key.is_empty()).await?;
        write(&tx, &product, wanted, barcodes).await?;
        let after = list_of(&tx, &product).await?;
        if after == before {
            return Ok(before);
        }
        let epoch = self.touch_product(&tx, id).await?;
        let change = Change::new("catalog.packagings_set", "product", id, format!("{} {}", product.sku, product.name));
        self.boot.record(&tx, change.before(&before.items).after(&after.items)).await?;
        tx.commit().await?;
        Ok(PackagingList { version: epoch, ..after })
    }
}

/// The units in which visitors can order a product.
pub(super) fn packaging_views(product: &Product, units: &Units, locale: Locale) -> Vec<PackagingView> {
    let barcode = |key: &str| {
        let key = if *key == *product.unit_key { "" } else { key };
        let found = product.codes.iter().find(|code| code.owner == Owner::Barcode && &*code.unit_key == key);
        found.map(|code| code.code.to_string())
    };
    let view = |unit: crate::model::packaging::OrderUnit<'_>| {
        let key = code_key(unit.unit);
        PackagingView {
            unit: unit.unit.to_owned(),
            name: units.get(&key).map_or(unit.unit, |unit| unit.name(locale)).to_owned(),
            factor: unit.factor,
            decimals: unit.decimals,
            weight_g: unit.weight_g,
            length_mm: unit.size.map(|size| size.length_mm),
            width_mm: unit.size.map(|size| size.width_mm),
            height_mm: unit.size.map(|size| size.height_mm),
            barcode: barcode(&key),
            usual: unit.is_usual,
            price: None,
        }
    };
    product.order_units(units).map(view).collect()
}

/// Whether a product has packaging units that count in its own unit, so that this cannot become another one.
pub(super) async fn has_packagings(tx: &impl Tx, id: ProductId) -> CatalogResult<bool> {
    Ok(tx.find::<packaging::Entity>().filter(packaging::Column::ProductId.eq(id)).count(tx).await? > 0)
}

async fn list_of(tx: &impl Tx, product: &product::Model) -> CatalogResult<PackagingList> {
    let rows = tx.find::<packaging::Entity>().filter(packaging::Column::ProductId.eq(product.id));
    let rows = rows.order_by(packaging::Column::Position, Order::Asc).all(tx).await?;
    let codes =
        tx.find::<product_code::Entity>().filter(product_code::Column::ProductId.eq(product.id)).all(tx).await?;
    let units = units_of(tx).await?;
    let detail = |row: packaging::Model| PackagingDetail {
        title: units.get(&row.unit_key).map_or(row.unit.as_str(), |unit| unit.name(tx.ctx().locale())).to_owned(),
        barcode: codes.iter().find(|code| code.unit_key == row.unit_key).map(|code| code.code.clone()),
        unit: row.unit,
        factor: row.factor,
        weight_g: row.weight_g,
        length_mm: row.length_mm,
        width_mm: row.width_mm,
        height_mm: row.height_mm,
        orderable: row.is_orderable,
        usual: row.is_usual,
    };
    Ok(PackagingList {
        items: rows.into_iter().map(detail).collect(),
        unit: product.unit.clone(),
        version: product.epoch,
    })
}

/// Refuses what makes no sense; answers with the barcodes' rows. Units that the product is packed in already are kept
/// whatever has become of them.
pub(super) fn check(
    product: &product::Model,
    units: &Units,
    kept: &HashSet<String>,
    wanted: &[WantedPackaging],
) -> CatalogResult<Vec<product_code::Model>> {
    if wanted.len() > MOST_PACKAGINGS {
        let detail = format!("A product has at most {MOST_PACKAGINGS} packaging units.");
        return Err(field("/packagings", "catalog.too_many_packagings", detail));
    }
    let (mut faults, mut barcodes, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (at, one) in wanted.iter().enumerate() {
        let mut fault = |field: &str, code: &'static str, detail: Sentence| {
            faults.push(FieldFault { pointer: format!("/packagings/{at}/{field}"), code, detail });
        };
        let key = code_key(&one.unit);
        let is_kept = kept.contains(&key) || key == code_key(&product.unit);
        if !is_kept && units.get(&key).is_none_or(|unit| unit.is_archived) {
            let detail = format!("There is no unit of measure with the code {}, or it is archived.", one.unit);
            let values = [("code", (&one.unit).into())];
            fault("unit", "catalog.unknown_unit", Sentence::new(detail).of(values));
        }
        for (name, code, detail) in measures(one) {
            fault(name, code, detail);
        }
        match barcode_row(product, one, &key, at) {
            Ok(None) => {}
            Ok(Some(row)) if seen.insert(row.code_key.clone()) => barcodes.push(row),
            Ok(Some(_)) => fault("barcode", "catalog.code_twice", "This code stands in the list twice.".into()),
            Err((code, detail)) => fault("barcode", code, detail),
        }
    }
    if !faults.is_empty() {
        return Err(CatalogError::Fields(faults));
    }
    check_together(product, wanted).map(|()| barcodes)
}

/// Refuses packaging units that contradict each other.
fn check_together(product: &product::Model, wanted: &[WantedPackaging]) -> CatalogResult<()> {
    let decimals = u8::try_from(product.quantity_decimals).unwrap_or(0);
    let all: Vec<Packaging> = rows(product, wanted).into_iter().map(Packaging::from).collect();
    match check_set(&code_key(&product.unit), decimals, &all) {
        Ok(()) => Ok(()),
        Err(wrong) => {
            let place = wrong.place().map(|(at, field)| format!("/packagings/{at}/{field}"));
            Err(field(&place.unwrap_or_else(|| "/packagings".to_owned()), wrong.code(), wrong.to_string()))
        }
    }
}

/// What is wrong with weight and size.
fn measures(one: &WantedPackaging) -> Vec<(&'static str, &'static str, Sentence)> {
    let weight = one.weight_g.and_then(|grams| checks::weight(grams).err());
    let mut faults: Vec<_> = weight.into_iter().map(|fault| (fault.column, fault.code, fault.detail)).collect();
    let names = ["length_mm", "width_mm", "height_mm"];
    let is_given = one.size.iter().filter(|side| side.is_some()).count();
    for (name, side) in names.into_iter().zip(one.size) {
        let is_bad = side.is_some_and(|side| !(1..=LONGEST_MM).contains(&side));
        let is_missing = side.is_none() && is_given > 0;
        if is_bad || is_missing {
            let detail = format!("Length, width and height are given together, 1 to {LONGEST_MM} millimetres each.");
            faults.push((name, "catalog.bad_size", detail.into()));
        }
    }
    faults
}

/// The row of a packaging unit's barcode, where it has one.
fn barcode_row(
    product: &product::Model,
    one: &WantedPackaging,
    unit_key: &str,
    at: usize,
) -> Result<Option<product_code::Model>, (&'static str, Sentence)> {
    let Some(barcode) = one.barcode.as_deref().filter(|code| !code.trim().is_empty()) else { return Ok(None) };
    if unit_key == code_key(&product.unit) {
        let detail = "The barcode of the product's own unit stands among the product's codes.";
        return Err(("catalog.own_barcode", detail.into()));
    }
    let gtin = checks::barcode(barcode)?;
    Ok(Some(product_code::Model {
        tenant_id: product.tenant_id,
        kind: product_code::Kind::Barcode,
        owner_key: String::new(),
        code_key: gtin.key(),
        product_id: product.id,
        owner: String::new(),
        code: gtin.digits().to_owned(),
        unit_key: unit_key.to_owned(),
        position: i32::try_from(at).unwrap_or(i32::MAX),
    }))
}

/// The rows of packaging units, in their order.
pub(super) fn rows(product: &product::Model, wanted: &[WantedPackaging]) -> Vec<packaging::Model> {
    let row = |(position, one): (i32, &WantedPackaging)| packaging::Model {
        tenant_id: product.tenant_id,
        product_id: product.id,
        unit_key: code_key(&one.unit),
        unit: one.unit.trim().to_owned(),
        factor: one.factor,
        position,
        weight_g: one.weight_g,
        length_mm: one.size[0],
        width_mm: one.size[1],
        height_mm: one.size[2],
        is_orderable: one.is_orderable,
        is_usual: one.is_usual,
    };
    (0..).zip(wanted).map(row).collect()
}

async fn write(
    tx: &WriteTx,
    product: &product::Model,
    wanted: Vec<WantedPackaging>,
    barcodes: Vec<product_code::Model>,
) -> CatalogResult<()> {
    use product_code::Column as C;
    tx.delete::<packaging::Entity>().filter(packaging::Column::ProductId.eq(product.id)).run(tx).await?;
    tx.insert_all::<packaging::Entity>(rows(product, &wanted)).await?;
    let on_packaging = tx.delete::<product_code::Entity>().filter(C::ProductId.eq(product.id));
    on_packaging.filter(C::UnitKey.ne("")).run(tx).await?;
    tx.insert_all::<product_code::Entity>(barcodes).await?;
    Ok(())
}

fn field(pointer: &str, code: &'static str, detail: String) -> CatalogError {
    CatalogError::Fields(vec![FieldFault { pointer: pointer.to_owned(), code, detail: detail.into() }])
}
