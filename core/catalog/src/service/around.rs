//! What stands around a product on its page: its style and variants, what belongs to it, and the parts of a kit.
//! Kits have no stock of their own; what is to be had of them follows from their parts.

use std::collections::HashMap;

use kontor_contract::{
    attributes::{AttributeView, CustomAttributes},
    catalog::{
        AxisView, KitPart, KitPartView, ProductCard, ProductDetail, RelatedView, RelationKind, StyleView, VariantView,
    },
    inventory::{Availability, Stock},
};
use kontor_kernel::{Locale, ProductId};
use kontor_store::Ctx;

use super::{Catalogue, browse::cards, channel_of};
use crate::{
    error::CatalogResult,
    manifest::{MANIFEST, VARIANTS_IN_LISTS},
    model::{kits, variants::axis_value},
    read_model::{Listing, Product, Snapshot},
};

impl Catalogue {
    /// Whether the tenant's lists show styles once or all variants.
    pub(super) async fn listing(&self, ctx: &Ctx) -> CatalogResult<Listing> {
        let state = self.boot.modules.state(ctx, MANIFEST.id).await?;
        let shows_variants = state.settings.get(VARIANTS_IN_LISTS).and_then(serde_json::Value::as_bool);
        Ok(if shows_variants.unwrap_or(false) { Listing::Variants } else { Listing::Styles })
    }

    /// Adds to a page what stands around its product, and what is to be had of all of it.
    pub(super) async fn tell_around(
        &self,
        ctx: &Ctx,
        snapshot: &Snapshot,
        detail: &mut ProductDetail,
    ) -> CatalogResult<()> {
        let Some(product) = snapshot.product(detail.id) else { return Ok(()) };
        detail.kit_parts = kit_parts(snapshot, product, ctx.locale());
        detail.related = related(ctx, snapshot, product)?;
        detail.style = self.style_of(ctx, snapshot, product).await?;
        let ids: Vec<ProductId> = around(detail).map(|card| card.id).chain([product.id]).collect();
        let stock = self.to_be_had(ctx, snapshot, &ids).await?;
        let of = |id: &ProductId| stock.get(id).copied().unwrap_or(Availability::NOT_TRACKED);
        detail.availability = of(&product.id);
        for card in around(detail) {
            card.availability = of(&card.id);
        }
        Ok(())
    }

    async fn style_of(&self, ctx: &Ctx, snapshot: &Snapshot, product: &Product) -> CatalogResult<Option<StyleView>> {
        let style = if product.is_style() { Some(product) } else { product.style.and_then(|id| snapshot.product(id)) };
        let Some(style) = style.filter(|style| style.is_style() && style.is_on_sale(channel_of(ctx))) else {
            return Ok(None);
        };
        let known = match self.boot.ports.find::<dyn CustomAttributes>() {
            Some(port) => port.of(ctx, "product", ctx.locale()).await?,
            None => Vec::new(),
        };
        let is_sold = |variant: &Product| variant.is_sold(channel_of(ctx));
        let places: Vec<u32> = style.variants.iter().filter_map(|id| snapshot.place_of(*id)).collect();
        let on_sale: Vec<u32> = places.into_iter().filter(|place| snapshot.at(*place).is_some_and(is_sold)).collect();
        let variant = |card: ProductCard| {
            let attributes = snapshot.product(card.id).map(|variant| &variant.attributes);
            let value = |axis: &str| shown_value(attributes.and_then(|all| axis_value(all, axis)), axis, &known);
            let values = style.axes.iter().map(|axis| value(axis)).collect();
            VariantView { shown: card.id == product.id, product: card, values }
        };
        Ok(Some(StyleView {
            sku: style.sku.to_string(),
            name: style.text(ctx.locale()).name.to_string(),
            axes: style.axes.iter().map(|axis| axis_view(axis, &known)).collect(),
            variants: cards(ctx, snapshot, &on_sale)?.into_iter().map(variant).collect(),
        }))
    }

    /// How much is to be had of products, kits among them.
    pub(super) async fn to_be_had(
        &self,
        ctx: &Ctx,
        snapshot: &Snapshot,
        ids: &[ProductId],
    ) -> CatalogResult<HashMap<ProductId, Availability>> {
        let Some(stock) = self.boot.ports.find::<dyn Stock>() else { return Ok(HashMap::new()) };
        let kits: Vec<&Product> =
            ids.iter().filter_map(|id| snapshot.product(*id)).filter(|product| !product.parts.is_empty()).collect();
        let parts = kits.iter().flat_map(|kit| kit.parts.iter().map(|part| part.product));
        let all: Vec<ProductId> = ids.iter().copied().chain(parts).collect();
        let mut found = stock.availability(ctx, &all).await?;
        for kit in kits {
            let needed = kit.parts.iter().filter(|part| !part.is_optional);
            let had = |id: &ProductId| found.get(id).copied().unwrap_or(Availability::NOT_TRACKED);
            let whole = kits::availability(needed.map(|part| (part.quantity, had(&part.product))));
            found.insert(kit.id, whole);
        }
        Ok(found)
    }

    /// The same for other owners.
    pub async fn to_be_had_now(&self, ctx: &Ctx, ids: &[ProductId]) -> CatalogResult<HashMap<ProductId, Availability>> {
        let snapshot = self.cache.get(ctx).await?;
        self.to_be_had(ctx, &snapshot, ids).await
    }

    /// The parts of those of these products that are kits, but for optional ones.
    pub async fn parts_of_kits(&self, ctx: &Ctx, ids: &[ProductId]) -> CatalogResult<HashMap<ProductId, Vec<KitPart>>> {
        let snapshot = self.cache.get(ctx).await?;
        let parts = |id: &ProductId| {
            let kit = snapshot.product(*id).filter(|product| !product.parts.is_empty())?;
            let needed = kit.parts.iter().filter(|part| !part.is_optional);
            let part = |part: &kits::Part| KitPart { product: part.product, quantity: part.quantity };
            Some((*id, needed.map(part).collect()))
        };
        Ok(ids.iter().filter_map(parts).collect())
    }
}

/// The other products on a page.
fn around(detail: &mut ProductDetail) -> impl Iterator<Item = &mut ProductCard> {
    let variants = detail.style.iter_mut().flat_map(|style| &mut style.variants).map(|variant| &mut variant.product);
    detail.related.iter_mut().map(|related| &mut related.product).chain(variants)
}

fn related(ctx: &Ctx, snapshot: &Snapshot, product: &Product) -> CatalogResult<Vec<RelatedView>> {
    let is_shown = |place: &u32| snapshot.at(*place).is_some_and(|other| other.is_on_sale(channel_of(ctx)));
    let shown: Vec<(RelationKind, u32)> = product
        .relations
        .iter()
        .filter_map(|(kind, id)| Some((*kind, snapshot.place_of(*id)?)))
        .filter(|(_, place)| is_shown(place))
        .collect();
    let places: Vec<u32> = shown.iter().map(|(_, place)| *place).collect();
    let cards = cards(ctx, snapshot, &places)?;
    Ok(shown.into_iter().zip(cards).map(|((kind, _), product)| RelatedView { kind, product }).collect())
}

fn kit_parts(snapshot: &Snapshot, kit: &Product, locale: Locale) -> Vec<KitPartView> {
    let view = |part: &kits::Part| {
        let product = snapshot.product(part.product)?;
        Some(KitPartView {
            sku: product.sku.to_string(),
            name: product.text(locale).name.to_string(),
            quantity: part.quantity,
            unit: product.unit.to_string(),
            optional: part.is_optional,
        })
    };
    kit.parts.iter().filter_map(view).collect()
}

fn axis_view(axis: &str, known: &[AttributeView]) -> AxisView {
    let label = known.iter().find(|attribute| attribute.code == axis).map_or(axis, |attribute| &attribute.label);
    AxisView { code: axis.to_owned(), label: label.to_owned() }
}

/// A variant's value in an axis: that of an entry by its name.
fn shown_value(value: Option<String>, axis: &str, known: &[AttributeView]) -> String {
    let value = value.unwrap_or_default();
    let attribute = known.iter().find(|attribute| attribute.code == axis);
    let option = attribute.and_then(|attribute| attribute.options.iter().find(|option| option.code == value));
    option.map_or(value, |option| option.label.clone())
}
