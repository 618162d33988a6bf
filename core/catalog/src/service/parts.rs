//! What products are to each other, as staff read and replace it: relations and the parts of kits, each list whole.
//! Nothing goes in circles: a kit is made of products that are no kits, and nothing is related to itself.

use std::collections::{HashMap, HashSet};

use kontor_contract::{FieldFault, Sentence, audit::Change, catalog::RelationKind};
use kontor_kernel::{ProductId, Quantity, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use super::{
    Catalogue,
    product_import::by_sku,
    products::{find_product, products_by_id},
    variants::is_style,
};
use crate::{
    entities::{kit_part, product, relation},
    error::{CatalogError, CatalogResult},
};

/// Related products, or parts of a kit, at the most.
const MOST: usize = 200;

/// What another product is to a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct RelationDetail {
    /// What it is.
    pub kind: RelationKind,
    /// The other product's code.
    pub sku: String,
    /// The other product's name in the tenant's own language.
    pub name: String,
    /// Whether the other product is no longer sold.
    pub archived: bool,
}

/// What others are to a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct RelationList {
    /// In their order.
    pub items: Vec<RelationDetail>,
    /// The product's version, to be sent back with a change.
    pub version: i64,
}

/// A part of a kit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct KitPartDetail {
    /// The part's code.
    pub sku: String,
    /// The part's name in the tenant's own language.
    pub name: String,
    /// How many one kit holds.
    pub quantity: Quantity,
    /// Whether it comes only where it is asked for.
    pub optional: bool,
}

/// The parts of a kit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct KitPartList {
    /// In their order; none where the product is no kit.
    pub items: Vec<KitPartDetail>,
    /// The product's version, to be sent back with a change.
    pub version: i64,
}

/// A part as it shall be.
#[derive(Debug, Clone)]
pub(crate) struct WantedPart {
    pub sku: String,
    pub quantity: Quantity,
    pub is_optional: bool,
}

impl Catalogue {
    /// What others are to a product.
    pub async fn read_relations(&self, ctx: &Ctx, id: ProductId) -> CatalogResult<RelationList> {
        let tx = self.boot.store.read(ctx).await?;
        let product = find_product(&tx, id).await?;
        let list = RelationList { items: relations_of(&tx, id).await?, version: product.epoch };
        tx.finish().await?;
        Ok(list)
    }

    /// Replaces what others are to a product.
    pub async fn set_relations(
        &self,
        ctx: &Ctx,
        id: ProductId,
        wanted: &[(RelationKind, String)],
        version: Option<i64>,
    ) -> CatalogResult<RelationList> {
        let tx = self.boot.store.write(ctx).await?;
        let product = self.begin_parts(&tx, id, version, wanted.len(), "/relations").await?;
        let skus: Vec<&str> = wanted.iter().map(|(_, sku)| sku.as_str()).collect();
        let others = others_of(&tx, &product, &skus, "/relations").await?;
        let rows: Vec<relation::Model> = (0..)
            .zip(wanted.iter().zip(&others))
            .map(|(position, ((kind, _), other))| relation::Model {
                tenant_id: tx.tenant(),
                product_id: id,
                kind: (*kind).into(),
                related_id: other.id,
                position,
            })
            .collect();
        let keys = rows.iter().map(|row| (RelationKind::from(row.kind), row.related_id));
        refuse_twice(keys, "/relations")?;
        let before = relations_of(&tx, id).await?;
        tx.delete::<relation::Entity>().filter(relation::Column::ProductId.eq(id)).run(&tx).await?;
        tx.insert_all::<relation::Entity>(rows).await?;
        let items = relations_of(&tx, id).await?;
        if items == before {
            return Ok(RelationList { items, version: product.epoch });
        }
        let version = self.touch_product(&tx, id).await?;
        let change = Change::new("catalog.relations_set", "product", id, format!("{} {}", product.sku, product.name));
        self.boot.record(&tx, change.before(&before).after(&items)).await?;
        tx.commit().await?;
        Ok(RelationList { items, version })
    }

    /// The parts of a kit.
    pub async fn read_kit_parts(&self, ctx: &Ctx, id: ProductId) -> CatalogResult<KitPartList> {
        let tx = self.boot.store.read(ctx).await?;
        let product = find_product(&tx, id).await?;
        let list = KitPartList { items: kit_parts_of(&tx, id).await?, version: product.epoch };
        tx.finish().await?;
        Ok(list)
    }

    /// Replaces the parts of a kit; with none of them the product is no kit any more.
    pub async fn set_kit_parts(
        &self,
        ctx: &Ctx,
        id: ProductId,
        wanted: &[WantedPart],
        version: Option<i64>,
    ) -> CatalogResult<KitPartList> {
        let tx = self.boot.store.write(ctx).await?;
        let product = self.begin_parts(&tx, id, version, wanted.len(), "/parts").await?;
        let skus: Vec<&str> = wanted.iter().map(|part| part.sku.as_str()).collect();
        let others = others_of(&tx, &product, &skus, "/parts").await?;
        check_parts(&tx, &product, wanted, &others).await?;
        let rows: Vec<kit_part::Model> = (0..)
            .zip(wanted.iter().zip(&others))
            .map(|(position, (part, other))| kit_part::Model {
                tenant_id: tx.tenant(),
                product_id: id,
                part_id: other.id,
                quantity: part.quantity,
                is_optional: part.is_optional,
                position,
            })
            .collect();
        refuse_twice(rows.iter().map(|row| row.part_id), "/parts")?;
        let before = kit_parts_of(&tx, id).await?;
        tx.delete::<kit_part::Entity>().filter(kit_part::Column::ProductId.eq(id)).run(&tx).await?;
        tx.insert_all::<kit_part::Entity>(rows).await?;
        let items = kit_parts_of(&tx, id).await?;
        if items == before {
            return Ok(KitPartList { items, version: product.epoch });
        }
        let version = self.touch_product(&tx, id).await?;
        let change = Change::new("catalog.kit_parts_set", "product", id, format!("{} {}", product.sku, product.name));
        self.boot.record(&tx, change.before(&before).after(&items)).await?;
        tx.commit().await?;
        Ok(KitPartList { items, version })
    }

    /// Takes the turn to change what belongs to a product, unless its version or the length of the list forbids it.
    pub(super) async fn begin_parts(
        &self,
        tx: &WriteTx,
        id: ProductId,
        version: Option<i64>,
        count: usize,
        pointer: &str,
    ) -> CatalogResult<product::Model> {
        self.begin_change(tx).await?;
        let product = find_product(tx, id).await?;
        if version.is_some_and(|version| version != product.epoch) {
            return Err(CatalogError::Stale { now: product.epoch });
        }
        if count > MOST {
            let detail = Sentence::new(format!("At most {MOST} are taken.")).of([("most", MOST.into())]);
            return Err(field(pointer.to_owned(), "catalog.too_many_parts", detail));
        }
        Ok(product)
    }
}

/// The products that a list names, in its order; itself and unknown ones are refused.
pub(super) async fn others_of(
    tx: &impl Tx,
    product: &product::Model,
    skus: &[&str],
    pointer: &str,
) -> CatalogResult<Vec<product::Model>> {
    let keys: Vec<String> = skus.iter().map(|sku| code_key(sku)).collect();
    let known = by_sku(tx, &keys).await?;
    let mut others = Vec::with_capacity(skus.len());
    for (at, (sku, key)) in skus.iter().zip(&keys).enumerate() {
        let place = format!("{pointer}/{at}/sku");
        match known.get(key) {
            Some(other) if other.id == product.id => {
                return Err(field(place, "catalog.itself", "A product is not this to itself.".into()));
            }
            Some(other) => others.push(other.clone()),
            None => {
                let detail = Sentence::new(format!("There is no product with the code {sku}."));
                return Err(field(place, "catalog.unknown_product", detail.of([("code", (*sku).into())])));
            }
        }
    }
    Ok(others)
}

/// Refuses a thing that stands in a list twice.
pub(super) fn refuse_twice<T: Eq + std::hash::Hash>(
    things: impl Iterator<Item = T>,
    pointer: &str,
) -> CatalogResult<()> {
    let mut seen = HashSet::new();
    for (at, thing) in things.enumerate() {
        if !seen.insert(thing) {
            let detail = "This product stands in the list twice.".into();
            return Err(field(format!("{pointer}/{at}/sku"), "catalog.part_twice", detail));
        }
    }
    Ok(())
}

async fn check_parts(
    tx: &WriteTx,
    kit: &product::Model,
    wanted: &[WantedPart],
    parts: &[product::Model],
) -> CatalogResult<()> {
    if wanted.is_empty() {
        return Ok(());
    }
    let ids: Vec<ProductId> = parts.iter().map(|part| part.id).chain([kit.id]).collect();
    let kits: HashSet<ProductId> = products_with_parts(tx, &ids).await?;
    for (at, (one, part)) in wanted.iter().zip(parts).enumerate() {
        let fault =
            |name: &str, code, detail: &str| Err(field(format!("/parts/{at}/{name}"), code, Sentence::new(detail)));
        if kits.contains(&part.id) {
            return fault("sku", "catalog.kit_in_kit", "A kit is made of products that are no kits.");
        }
        if is_style(tx, part.id).await? {
            return fault("sku", "catalog.style_in_kit", "This product is sold as its variants; name one of them.");
        }
        let decimals = u32::try_from(part.quantity_decimals).unwrap_or(0);
        if !one.quantity.is_positive() || !one.quantity.fits_decimals(decimals) {
            return fault("quantity", "catalog.bad_part_quantity", "A kit holds a countable number of it above zero.");
        }
    }
    if wanted.iter().all(|part| part.is_optional) {
        let detail = "A kit has one part at least that it cannot do without.".into();
        return Err(field("/parts".to_owned(), "catalog.no_part", detail));
    }
    refuse_as_kit(tx, kit).await
}

/// A kit is no part of one, and no style.
async fn refuse_as_kit(tx: &WriteTx, kit: &product::Model) -> CatalogResult<()> {
    let is_part = tx.find::<kit_part::Entity>().filter(kit_part::Column::PartId.eq(kit.id)).count(tx).await? > 0;
    if is_part {
        let detail = "This product is part of a kit, so it cannot be one.".into();
        return Err(field("/parts".to_owned(), "catalog.part_as_kit", detail));
    }
    if is_style(tx, kit.id).await? {
        let detail = "This product is sold as its variants, so it cannot be a kit.".into();
        return Err(field("/parts".to_owned(), "catalog.style_as_kit", detail));
    }
    Ok(())
}

/// Which of these products are kits.
async fn products_with_parts(tx: &impl Tx, ids: &[ProductId]) -> CatalogResult<HashSet<ProductId>> {
    let rows = tx.find::<kit_part::Entity>().filter(kit_part::Column::ProductId.is_in(ids.iter().copied()));
    Ok(rows.all(tx).await?.into_iter().map(|row| row.product_id).collect())
}

async fn relations_of(tx: &impl Tx, id: ProductId) -> CatalogResult<Vec<RelationDetail>> {
    let rows = tx.find::<relation::Entity>().filter(relation::Column::ProductId.eq(id));
    let rows = rows.order_by(relation::Column::Position, Order::Asc).all(tx).await?;
    let others: HashMap<ProductId, product::Model> =
        products_by_id(tx, rows.iter().map(|row| row.related_id).collect()).await?;
    let detail = |row: &relation::Model| {
        let other = others.get(&row.related_id)?;
        Some(RelationDetail {
            kind: row.kind.into(),
            sku: other.sku.clone(),
            name: other.name.clone(),
            archived: other.archived_at.is_some(),
        })
    };
    Ok(rows.iter().filter_map(detail).collect())
}

async fn kit_parts_of(tx: &impl Tx, id: ProductId) -> CatalogResult<Vec<KitPartDetail>> {
    let rows = tx.find::<kit_part::Entity>().filter(kit_part::Column::ProductId.eq(id));
    let rows = rows.order_by(kit_part::Column::Position, Order::Asc).all(tx).await?;
    let parts = products_by_id(tx, rows.iter().map(|row| row.part_id).collect()).await?;
    let detail = |row: &kit_part::Model| {
        let part = parts.get(&row.part_id)?;
        Some(KitPartDetail {
            sku: part.sku.clone(),
            name: part.name.clone(),
            quantity: row.quantity,
            optional: row.is_optional,
        })
    };
    Ok(rows.iter().filter_map(detail).collect())
}

pub(super) fn field(pointer: String, code: &'static str, detail: Sentence) -> CatalogError {
    CatalogError::Fields(vec![FieldFault { pointer, code, detail }])
}
