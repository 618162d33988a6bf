//! Turns an assortment into products: thins it to the tenant's size, adds EANs, and sets the standard price from the cost.
//! Mark-ups belong to families, so that within a family a larger piece never costs less than a smaller one.

use super::branches::{Assortment, Draft};
use super::codes;
use super::plan::ProductPlan;
use super::rng::Rng;

/// What makes a tenant's products its own.
pub(super) struct Range {
    /// One digit in the EANs.
    pub ean_tenant: u64,
    /// How many products there are, fixed ones included.
    pub count: usize,
}

/// The products of a tenant, grouped by category in the menu's order.
pub(super) fn products(assortment: Assortment, range: &Range, rng: &Rng) -> Vec<ProductPlan> {
    let Assortment { categories, fixed, thinned } = assortment;
    let kept = thin(thinned, range.count.saturating_sub(fixed.len()), &mut rng.fork("thin"));
    let menu = |draft: &Draft| categories.iter().position(|category| category.code == draft.category);
    let mut drafts: Vec<_> = fixed.into_iter().chain(kept).collect();
    // Sizes in SKUs have leading zeros, so within a category families and their sizes come in order.
    drafts.sort_by(|one, two| menu(one).cmp(&menu(two)).then_with(|| one.sku.cmp(&two.sku)));
    drafts.into_iter().zip(1..).map(|(draft, number)| product(draft, range.ean_tenant, number, rng)).collect()
}

/// Keeps so many of `drafts` in their order; no house stocks every size.
fn thin(drafts: Vec<Draft>, count: usize, rng: &mut Rng) -> Vec<Draft> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    rng.shuffle(&mut order);
    order.truncate(count);
    order.sort_unstable();
    let mut wanted = order.into_iter().peekable();
    drafts.into_iter().enumerate().filter_map(|(index, draft)| wanted.next_if_eq(&index).map(|_| draft)).collect()
}

fn product(draft: Draft, ean_tenant: u64, number: u64, rng: &Rng) -> ProductPlan {
    let service = draft.category == "services";
    let mut attributes = draft.attributes;
    if !service {
        attributes.push(("ean", codes::ean13(ean_tenant, number * 37)));
    }
    let markup = rng.fork(draft.family).between(MARKUP.0, MARKUP.1);
    let cost_minor = draft.cost_minor.max(LOWEST_COST);
    ProductPlan {
        sku: draft.sku,
        name: draft.name,
        description: draft.description,
        category: draft.category,
        service,
        unit: draft.unit,
        quantity_scale: match draft.unit {
            "kg" => 3,
            "m" => 2,
            _ => 0,
        },
        weight_g: if service { 0 } else { draft.weight_g.max(1) },
        carton: draft.carton,
        tax_class: draft.tax_class,
        attributes,
        per: draft.per,
        cost_minor,
        price_minor: round_price(cost_minor * markup / 100),
    }
}

/// Standard prices are so many per cent of the cost: enough that a contract's best price still earns something.
const MARKUP: (i64, i64) = (155, 195);

/// Below this, rounding to whole minor units would eat the margin of a quantity price.
const LOWEST_COST: i64 = 40;

/// Prices of a list end in a round digit where they are large enough; never downwards in order, so larger stays dearer.
fn round_price(minor: i64) -> i64 {
    let step = match minor {
        ..2_000 => 1,
        2_000..10_000 => 10,
        10_000..100_000 => 50,
        _ => 500,
    };
    (minor + step / 2) / step * step
}
