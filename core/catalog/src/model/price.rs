//! Which price a customer pays. Lists are asked in order, the company's own by priority and then the default one;
//! the first list that has a price for the quantity on the date wins, even where a later one would be cheaper.
//!
//! Within a list the tier with the largest quantity that is reached wins. The smallest tier, where it begins at one
//! unit or less, also holds for less than that: a price per metre is the price of half a metre, too.

use kontor_contract::catalog::TaxMode;
use kontor_kernel::{BusinessDate, Currency, PriceListId, Quantity, UnitPrice};

/// A price of one product in one list from a quantity on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tier {
    /// From how many units on.
    pub min_quantity: Quantity,
    /// The price of `per` units.
    pub unit_price: UnitPrice,
    /// For how many units it stands.
    pub per: Quantity,
    /// The first day on which it holds.
    pub valid_from: Option<BusinessDate>,
    /// The last day on which it holds.
    pub valid_to: Option<BusinessDate>,
}

impl Tier {
    fn holds_on(&self, date: BusinessDate) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date <= to)
    }
}

/// What a price list is, apart from its prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListFacts {
    /// Its id.
    pub id: PriceListId,
    /// Its code.
    pub code: String,
    /// The currency of all its prices.
    pub currency: Currency,
    /// Without or with tax.
    pub tax_mode: TaxMode,
    /// Whether everybody falls back to it.
    pub is_default: bool,
}

/// A price and the list it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found<'a> {
    /// The list.
    pub list: &'a ListFacts,
    /// The price.
    pub tier: Tier,
}

/// The tiers of one product in one list, rising by quantity.
pub(crate) type Offer<'a> = (&'a ListFacts, &'a [Tier]);

/// The tier of one list for a quantity on a date.
pub(crate) fn tier_for(tiers: &[Tier], quantity: Quantity, date: BusinessDate) -> Option<&Tier> {
    let reached = tiers.iter().rev().find(|tier| tier.min_quantity <= quantity && tier.holds_on(date));
    reached.or_else(|| {
        let smallest = tiers.iter().find(|tier| tier.holds_on(date))?;
        (smallest.min_quantity <= Quantity::ONE).then_some(smallest)
    })
}

/// The price for a quantity: the first of the lists in this currency that has one.
pub(crate) fn resolve<'a>(
    offers: impl IntoIterator<Item = Offer<'a>>,
    currency: Currency,
    quantity: Quantity,
    date: BusinessDate,
) -> Option<Found<'a>> {
    offers
        .into_iter()
        .filter(|(list, _)| list.currency == currency)
        .find_map(|(list, tiers)| tier_for(tiers, quantity, date).map(|tier| Found { list, tier: *tier }))
}

/// All prices that some quantity would get, rising by quantity: what a page shows as tiers.
pub(crate) fn ladder<'a>(
    offers: impl IntoIterator<Item = Offer<'a>>,
    currency: Currency,
    date: BusinessDate,
) -> Vec<Found<'a>> {
    let mut rungs: Vec<Found<'a>> = Vec::new();
    // Above this quantity an earlier list has a price already.
    let mut ceiling: Option<Quantity> = None;
    for (list, tiers) in offers {
        if list.currency != currency || ceiling.is_some_and(|reached| reached <= Quantity::ONE) {
            continue;
        }
        let below = |tier: &&Tier| tier.holds_on(date) && ceiling.is_none_or(|reached| tier.min_quantity < reached);
        let reachable = tiers.iter().filter(below).map(|tier| Found { list, tier: *tier });
        let first_new = rungs.len();
        rungs.extend(reachable);
        if let Some(lowest) = rungs.get(first_new) {
            ceiling = Some(lowest.tier.min_quantity);
        }
    }
    rungs.sort_by_key(|rung| rung.tier.min_quantity);
    rungs
}

/// What a page shows of a ladder: the price of one unit, and the prices of more. Where one unit is not sold the
/// first rung is shown and stays among the tiers, so that its quantity is seen.
pub(crate) fn shown<'l, 'a>(ladder: &'l [Found<'a>]) -> Option<(&'l Found<'a>, &'l [Found<'a>])> {
    let after_one = ladder.partition_point(|rung| rung.tier.min_quantity <= Quantity::ONE);
    match after_one.checked_sub(1) {
        Some(at) => Some((&ladder[at], &ladder[after_one..])),
        None => ladder.first().map(|first| (first, ladder)),
    }
}
