//! What discounts and freight go by of a product: its categories and how it is packed.
//! From memory, so that asking costs no query.

use std::{cmp::Reverse, collections::HashMap};

use kontor_contract::catalog::{ProductFacts, ProductKind};
use kontor_hooks::{Packing, PackingSize};
use kontor_kernel::{ProductId, Quantity};
use kontor_store::Ctx;

use super::Catalogue;
use crate::{
    error::CatalogResult,
    model::packaging::{Packaging, Size},
    read_model::{Product, Snapshot},
};

impl Catalogue {
    /// The facts of those of these products that exist.
    pub async fn facts_of_products(
        &self,
        ctx: &Ctx,
        ids: &[ProductId],
    ) -> CatalogResult<HashMap<ProductId, ProductFacts>> {
        let snapshot = self.cache.get(ctx).await?;
        let facts = |id: &ProductId| {
            let product = snapshot.product(*id)?;
            let above = snapshot.categories().above(&product.categories);
            let codes = above.into_iter().filter_map(|id| Some(snapshot.categories().get(id)?.code.clone()));
            Some((*id, ProductFacts { categories: codes.collect(), packings: packings(&snapshot, product) }))
        };
        Ok(ids.iter().filter_map(facts).collect())
    }
}

/// How a product is packed, whether or not it can be ordered so.
fn packings(snapshot: &Snapshot, product: &Product) -> Vec<Packing> {
    if product.kind == ProductKind::Service {
        return Vec::new();
    }
    let each_g = snapshot.weight_of(product);
    let own = product.packagings.iter().find(|packaging| packaging.unit_key == product.unit_key);
    let others = product.packagings.iter().filter(|packaging| packaging.unit_key != product.unit_key);
    let mut all: Vec<Packing> = others.map(|packaging| packed(packaging, each_g)).collect();
    all.sort_by_key(|packing| Reverse(packing.factor));
    all.push(Packing {
        unit: product.unit.to_string(),
        factor: Quantity::ONE,
        weight_g: own.and_then(|own| own.weight_g).unwrap_or(each_g),
        size: own.and_then(|own| own.size).and_then(measured),
    });
    all
}

fn packed(packaging: &Packaging, each_g: i64) -> Packing {
    Packing {
        unit: packaging.unit.to_string(),
        factor: packaging.factor,
        weight_g: packaging.weight_g.unwrap_or_else(|| times(each_g, packaging.factor)),
        size: packaging.size.and_then(measured),
    }
}

/// The weight of so many, rounded up.
fn times(each_g: i64, factor: Quantity) -> i64 {
    let one = i128::from(Quantity::ONE.millionths());
    let millionths = i128::from(each_g) * i128::from(factor.millionths());
    i64::try_from((millionths + one - 1) / one).unwrap_or(i64::MAX)
}

fn measured(size: Size) -> Option<PackingSize> {
    let side = |mm: i32| u32::try_from(mm).ok();
    Some(PackingSize {
        length_mm: side(size.length_mm)?,
        width_mm: side(size.width_mm)?,
        height_mm: side(size.height_mm)?,
    })
}
