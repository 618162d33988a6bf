//! Styles and their variants: which attributes a style's variants differ in, and which products they are.
//! A style is shown and not sold; a variant belongs to one style, and a style to none.

use std::collections::HashMap;

use kontor_contract::{Sentence, attributes::CustomAttributes, audit::Change};
use kontor_kernel::ProductId;
use kontor_store::{Ctx, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Condition, Order};
use serde::Serialize;
use serde_json::Value;

use super::{
    Catalogue, checks,
    parts::{field, others_of, refuse_twice},
    products::products_by_id,
};
use crate::{
    entities::{axis, kit_part, product, variant},
    error::CatalogResult,
    model::variants::{VariantFault, axis_value, check_variants},
};

/// Axes of a style at the most: more of them nobody can choose from.
const MOST_AXES: usize = 5;

/// An attribute in which the variants of a style differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct AxisDetail {
    /// The attribute's code.
    pub attribute: String,
}

/// The axes of a style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct AxisList {
    /// In their order; none where the product is no style.
    pub items: Vec<AxisDetail>,
    /// The product's version, to be sent back with a change.
    pub version: i64,
}

/// A variant of a style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct VariantDetail {
    /// Its code.
    pub sku: String,
    /// Its name in the tenant's own language.
    pub name: String,
    /// Its values in the axes, in their order.
    pub values: Vec<String>,
    /// Whether it is no longer sold.
    pub archived: bool,
}

/// The variants of a style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct VariantList {
    /// In their order.
    pub items: Vec<VariantDetail>,
    /// The product's version, to be sent back with a change.
    pub version: i64,
}

impl Catalogue {
    /// The axes of a style.
    pub async fn read_axes(&self, ctx: &Ctx, id: ProductId) -> CatalogResult<AxisList> {
        let tx = self.boot.store.read(ctx).await?;
        let product = super::products::find_product(&tx, id).await?;
        let items = details_of(axes_of(&tx, id).await?);
        tx.finish().await?;
        Ok(AxisList { items, version: product.epoch })
    }

    /// Replaces the axes of a style; with none of them the product is an ordinary one again.
    pub async fn set_axes(
        &self,
        ctx: &Ctx,
        id: ProductId,
        wanted: &[String],
        version: Option<i64>,
    ) -> CatalogResult<AxisList> {
        let known = self.known_attributes(ctx).await?;
        let wanted: Vec<String> = wanted.iter().map(|attribute| attribute.trim().to_owned()).collect();
        check_axes(&wanted, known.as_deref())?;
        let tx = self.boot.store.write(ctx).await?;
        let product = self.begin_parts(&tx, id, version, wanted.len(), "/axes").await?;
        refuse_as_style(&tx, &product, &wanted).await?;
        let before = axes_of(&tx, id).await?;
        if before == wanted {
            return Ok(AxisList { items: details_of(before), version: product.epoch });
        }
        let variants = variants_of(&tx, id).await?;
        if wanted.is_empty() && !variants.is_empty() {
            let detail = "Take the variants out before the style loses its axes.".into();
            return Err(field("/axes".to_owned(), "catalog.axes_in_use", detail));
        }
        check_values(&wanted, &variants, "/axes")?;
        tx.delete::<axis::Entity>().filter(axis::Column::ProductId.eq(id)).run(&tx).await?;
        let row = |(position, attribute): (i32, &String)| axis::Model {
            tenant_id: tx.tenant(),
            product_id: id,
            attribute: attribute.clone(),
            position,
        };
        tx.insert_all::<axis::Entity>((0..).zip(&wanted).map(row).collect()).await?;
        let version = self.touch_product(&tx, id).await?;
        let (before, items) = (details_of(before), details_of(wanted));
        let change = Change::new("catalog.axes_set", "product", id, format!("{} {}", product.sku, product.name));
        self.boot.record(&tx, change.before(&before).after(&items)).await?;
        tx.commit().await?;
        Ok(AxisList { items, version })
    }

    /// The variants of a style.
    pub async fn read_variants(&self, ctx: &Ctx, id: ProductId) -> CatalogResult<VariantList> {
        let tx = self.boot.store.read(ctx).await?;
        let product = super::products::find_product(&tx, id).await?;
        let items = variant_details(&axes_of(&tx, id).await?, &variants_of(&tx, id).await?);
        tx.finish().await?;
        Ok(VariantList { items, version: product.epoch })
    }

    /// Replaces the variants of a style.
    pub async fn set_variants(
        &self,
        ctx: &Ctx,
        id: ProductId,
        wanted: &[String],
        version: Option<i64>,
    ) -> CatalogResult<VariantList> {
        let tx = self.boot.store.write(ctx).await?;
        let style = self.begin_parts(&tx, id, version, wanted.len(), "/variants").await?;
        let skus: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let others = others_of(&tx, &style, &skus, "/variants").await?;
        let axes = axes_of(&tx, id).await?;
        if axes.is_empty() && !others.is_empty() {
            let detail = "Say first in which attributes the variants differ.".into();
            return Err(field("/variants".to_owned(), "catalog.no_axes", detail));
        }
        refuse_twice(others.iter().map(|other| other.id), "/variants")?;
        refuse_of_other_style(&tx, id, &others).await?;
        check_values(&axes, &others, "/variants")?;
        let known = variants_of(&tx, id).await?;
        let (before, items) = (variant_details(&axes, &known), variant_details(&axes, &others));
        if items == before {
            return Ok(VariantList { items, version: style.epoch });
        }
        write_variants(&tx, id, &others).await?;
        let version = self.touch_product(&tx, id).await?;
        self.touch_others(&tx, version, known.iter().chain(&others).map(|other| other.id)).await?;
        let change = Change::new("catalog.variants_set", "product", id, format!("{} {}", style.sku, style.name));
        self.boot.record(&tx, change.before(&before).after(&items)).await?;
        tx.commit().await?;
        Ok(VariantList { items, version })
    }

    /// The codes of the attributes that the tenant has defined for products; nothing where it has defined none.
    pub(super) async fn known_attributes(&self, ctx: &Ctx) -> CatalogResult<Option<Vec<String>>> {
        let Some(port) = self.boot.ports.find::<dyn CustomAttributes>() else { return Ok(None) };
        let defined = port.of(ctx, "product", ctx.locale()).await?;
        let codes: Vec<String> = defined.into_iter().map(|attribute| attribute.code).collect();
        Ok(Some(codes).filter(|codes| !codes.is_empty()))
    }
}

/// Whether a product is sold as its variants.
pub(super) async fn is_style(tx: &impl Tx, id: ProductId) -> CatalogResult<bool> {
    Ok(tx.find::<axis::Entity>().filter(axis::Column::ProductId.eq(id)).count(tx).await? > 0)
}

/// A variant whose attributes change still has a value in every axis, and ones that no other variant has.
pub(super) async fn refuse_same_values(tx: &WriteTx, changed: &product::Model) -> CatalogResult<()> {
    let own = tx.find::<variant::Entity>().filter(variant::Column::ProductId.eq(changed.id)).one(tx).await?;
    let Some(own) = own else { return Ok(()) };
    let axes = axes_of(tx, own.style_id).await?;
    let mut all = variants_of(tx, own.style_id).await?;
    all.retain(|other| other.id != changed.id);
    all.push(changed.clone());
    let attributes: Vec<&Value> = all.iter().map(|variant| &variant.attributes).collect();
    let Err(fault) = check_variants(&axes, &attributes) else { return Ok(()) };
    let (code, detail) = told(&fault, &all);
    Err(field("/attributes".to_owned(), code, detail))
}

async fn axes_of(tx: &impl Tx, id: ProductId) -> CatalogResult<Vec<String>> {
    let rows = tx.find::<axis::Entity>().filter(axis::Column::ProductId.eq(id));
    let rows = rows.order_by(axis::Column::Position, Order::Asc).all(tx).await?;
    Ok(rows.into_iter().map(|row| row.attribute).collect())
}

async fn variants_of(tx: &impl Tx, id: ProductId) -> CatalogResult<Vec<product::Model>> {
    let rows = tx.find::<variant::Entity>().filter(variant::Column::StyleId.eq(id));
    let rows = rows.order_by(variant::Column::Position, Order::Asc).all(tx).await?;
    let mut products: HashMap<ProductId, product::Model> =
        products_by_id(tx, rows.iter().map(|row| row.product_id).collect()).await?;
    Ok(rows.iter().filter_map(|row| products.remove(&row.product_id)).collect())
}

fn details_of(axes: Vec<String>) -> Vec<AxisDetail> {
    axes.into_iter().map(|attribute| AxisDetail { attribute }).collect()
}

fn variant_details(axes: &[String], variants: &[product::Model]) -> Vec<VariantDetail> {
    let detail = |row: &product::Model| VariantDetail {
        sku: row.sku.clone(),
        name: row.name.clone(),
        values: axes.iter().map(|axis| axis_value(&row.attributes, axis).unwrap_or_default()).collect(),
        archived: row.archived_at.is_some(),
    };
    variants.iter().map(detail).collect()
}

fn check_axes(wanted: &[String], known: Option<&[String]>) -> CatalogResult<()> {
    if wanted.len() > MOST_AXES {
        let detail = Sentence::new(format!("At most {MOST_AXES} are taken.")).of([("most", MOST_AXES.into())]);
        return Err(field("/axes".to_owned(), "catalog.too_many_parts", detail));
    }
    for (at, attribute) in wanted.iter().enumerate() {
        let place = format!("/axes/{at}/attribute");
        if let Err(fault) = checks::word("attribute", attribute) {
            return Err(field(place, fault.code, fault.detail));
        }
        if known.is_some_and(|known| !known.contains(attribute)) {
            let detail = Sentence::new(format!("Products have no attribute {attribute}; define it first."));
            return Err(field(place, "catalog.unknown_attribute", detail.of([("code", attribute.into())])));
        }
        if wanted[..at].contains(attribute) {
            return Err(field(place, "catalog.axis_twice", "This attribute stands in the list twice.".into()));
        }
    }
    Ok(())
}

/// A style is no variant, no kit and no part of one.
async fn refuse_as_style(tx: &WriteTx, product: &product::Model, axes: &[String]) -> CatalogResult<()> {
    if axes.is_empty() {
        return Ok(());
    }
    let variants = tx.find::<variant::Entity>().filter(variant::Column::ProductId.eq(product.id));
    if variants.count(tx).await? > 0 {
        let detail = "This product is a variant itself, so it cannot have variants.".into();
        return Err(field("/axes".to_owned(), "catalog.variant_as_style", detail));
    }
    let is_kit = kit_part::Column::ProductId.eq(product.id);
    let in_kits = Condition::any().add(is_kit).add(kit_part::Column::PartId.eq(product.id));
    if tx.find::<kit_part::Entity>().filter(in_kits).count(tx).await? > 0 {
        let detail = "This product is a kit or part of one, so it cannot have variants.".into();
        return Err(field("/axes".to_owned(), "catalog.kit_as_style", detail));
    }
    Ok(())
}

async fn refuse_of_other_style(tx: &WriteTx, id: ProductId, others: &[product::Model]) -> CatalogResult<()> {
    let ids: Vec<ProductId> = others.iter().map(|other| other.id).collect();
    let taken = tx.find::<variant::Entity>().filter(variant::Column::ProductId.is_in(ids.iter().copied()));
    let taken = taken.filter(variant::Column::StyleId.ne(id)).all(tx).await?;
    let styles = tx.find::<axis::Entity>().filter(axis::Column::ProductId.is_in(ids)).all(tx).await?;
    for (at, other) in others.iter().enumerate() {
        let place = format!("/variants/{at}/sku");
        if taken.iter().any(|row| row.product_id == other.id) {
            let detail = Sentence::new(format!("{} is a variant of another style.", other.sku));
            return Err(field(place, "catalog.variant_taken", detail.of([("sku", (&other.sku).into())])));
        }
        if styles.iter().any(|row| row.product_id == other.id) {
            let detail = Sentence::new(format!("{} has variants itself.", other.sku));
            return Err(field(place, "catalog.style_as_variant", detail.of([("sku", (&other.sku).into())])));
        }
    }
    Ok(())
}

fn check_values(axes: &[String], variants: &[product::Model], pointer: &str) -> CatalogResult<()> {
    let attributes: Vec<&Value> = variants.iter().map(|variant| &variant.attributes).collect();
    let Err(fault) = check_variants(axes, &attributes) else { return Ok(()) };
    let (code, detail) = told(&fault, variants);
    let (VariantFault::NoValue { at, .. } | VariantFault::Twin { at, .. }) = fault;
    let place = if pointer == "/variants" { format!("/variants/{at}/sku") } else { pointer.to_owned() };
    Err(field(place, code, detail))
}

fn told(fault: &VariantFault, variants: &[product::Model]) -> (&'static str, Sentence) {
    let sku = |at: usize| variants.get(at).map(|variant| variant.sku.clone()).unwrap_or_default();
    match fault {
        VariantFault::NoValue { at, axis } => {
            let detail = Sentence::new(format!("{} has no value for {axis}.", sku(*at)));
            ("catalog.no_axis_value", detail.of([("sku", sku(*at).into()), ("axis", axis.into())]))
        }
        VariantFault::Twin { at, of } => {
            let detail = Sentence::new(format!("{} has the same values as {}.", sku(*at), sku(*of)));
            ("catalog.same_values", detail.of([("sku", sku(*at).into()), ("other", sku(*of).into())]))
        }
    }
}

async fn write_variants(tx: &WriteTx, id: ProductId, others: &[product::Model]) -> CatalogResult<()> {
    tx.delete::<variant::Entity>().filter(variant::Column::StyleId.eq(id)).run(tx).await?;
    let row = |(position, other): (i32, &product::Model)| variant::Model {
        tenant_id: tx.tenant(),
        product_id: other.id,
        style_id: id,
        position,
    };
    tx.insert_all::<variant::Entity>((0..).zip(others).map(row).collect()).await?;
    Ok(())
}
