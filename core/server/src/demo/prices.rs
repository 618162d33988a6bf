//! Price lists: the standard one, the dealers' and a contract for each of a few customers, with prices that fall with the quantity.
//! Discounts are taken from the standard price and rounded down to the minor unit; no price falls below the cost.

use super::plan::{PriceListPlan, PricePlan, ProductPlan, TenantPlan, Text};
use super::rng::Rng;

/// How much dearer than its cost the cheapest price of a product is, in per mille.
const LOWEST_MARGIN: i64 = 30;

/// What a dealer gets off the standard price, and how contracts are named.
pub(super) struct Terms {
    /// Per cent.
    pub dealer_discount: i64,
    pub standard: [&'static str; 2],
    pub dealer: [&'static str; 2],
    /// `Contract`, before the customer's name.
    pub contract: [&'static str; 2],
}

/// Every list of a tenant; `contracts` are the customers that have one, by code and name.
pub(super) fn price_lists(
    products: &[ProductPlan],
    terms: &Terms,
    contracts: &[(String, String)],
    rng: &Rng,
) -> Vec<PriceListPlan> {
    let standard = list("standard".to_owned(), Text::new(terms.standard), None, tiered(products, 0, rng));
    let dealer = list(
        "dealer".to_owned(),
        Text::new(terms.dealer),
        Some("standard"),
        tiered(products, terms.dealer_discount, rng),
    );
    let contracts = contracts.iter().map(|(code, name)| {
        let [native, english] = terms.contract.map(|word| format!("{word} {name}"));
        let prices = contract(products, terms.dealer_discount, &mut rng.fork(code));
        list(contract_code(code), Text { native, english }, Some("dealer"), prices)
    });
    [standard, dealer].into_iter().chain(contracts).collect()
}

/// The code of a customer's contract list.
pub(super) fn contract_code(company: &str) -> String {
    format!("contract-{}", company.to_lowercase())
}

fn list(code: String, name: Text, fallback: Option<&'static str>, prices: Vec<PricePlan>) -> PriceListPlan {
    PriceListPlan { code, name, fallback, prices }
}

/// All products with a discount, most of them with two quantity prices.
fn tiered(products: &[ProductPlan], discount: i64, rng: &Rng) -> Vec<PricePlan> {
    products.iter().flat_map(|product| tiers(product, discount, rng)).collect()
}

fn tiers(product: &ProductPlan, discount: i64, rng: &Rng) -> Vec<PricePlan> {
    // From the product's own stream: all lists have their steps at the same quantities.
    let mut rng = rng.fork(&product.sku);
    let mut prices = vec![price(product, 1, off(product, discount))];
    if product.service || !rng.chance(65) {
        return prices;
    }
    let carton = (product.carton * product.per).max(2);
    let (first, second) = (rng.between(3, 5), rng.between(7, 10));
    for (quantity, more) in [(carton, first), (carton * 5, second)] {
        let reduced = off(product, discount) * (100 - more) / 100;
        let lowest = prices.last().map_or(i64::MAX, |price| price.unit_price_minor);
        let reduced = reduced.max(floor(product));
        // A step that rounding or the floor has flattened would be no offer.
        if reduced < lowest {
            prices.push(price(product, quantity, reduced));
        }
    }
    prices
}

/// A contract covers some hundreds of products below the dealers' price, in one step.
fn contract(products: &[ProductPlan], dealer_discount: i64, rng: &mut Rng) -> Vec<PricePlan> {
    let extra = rng.between(4, 8);
    let goods = products.iter().filter(|product| !product.service);
    goods
        .filter(|_| rng.chance(8))
        .map(|product| price(product, 1, off(product, dealer_discount + extra).max(floor(product))))
        .collect()
}

fn off(product: &ProductPlan, discount: i64) -> i64 {
    product.price_minor * (100 - discount) / 100
}

fn floor(product: &ProductPlan) -> i64 {
    product.cost_minor * (1000 + LOWEST_MARGIN) / 1000
}

fn price(product: &ProductPlan, min_quantity: i64, unit_price_minor: i64) -> PricePlan {
    PricePlan { sku: product.sku.clone(), min_quantity, unit_price_minor, per: product.per }
}

impl TenantPlan {
    /// The prices that hold under a list with its fallbacks filled in: those of the list, and for every product it does not name those of its fallback.
    #[must_use]
    pub fn prices_of(&self, list: &str) -> Vec<PricePlan> {
        let Some(list) = self.price_lists.iter().find(|candidate| candidate.code == list) else {
            return Vec::new();
        };
        let own: std::collections::BTreeSet<_> = list.prices.iter().map(|price| price.sku.as_str()).collect();
        let inherited = list.fallback.map(|fallback| self.prices_of(fallback)).unwrap_or_default();
        let missing = inherited.into_iter().filter(|price| !own.contains(price.sku.as_str()));
        list.prices.iter().cloned().chain(missing).collect()
    }
}
