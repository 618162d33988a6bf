//! All prices that some quantity would get, rising by quantity: what a page shows as tiers.
//! Each step is found as the price of its quantity is, so that a page never shows what an order would not get.

use kontor_kernel::{BusinessDate, Currency, Quantity};

use super::{
    chain::Strategy,
    formula::Formula,
    list::ListFacts,
    resolve::{DEEPEST, Found, Offer, Prices, Wish, resolve},
    tier::{Amounts, Tier, Unit},
};

/// A price and from how many units on somebody gets it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rung<'a> {
    /// From how many units on.
    pub min_quantity: Quantity,
    /// The price.
    pub found: Found<'a>,
}

/// All prices of a product, rising by quantity, in one of its units: `factor` of its own unit are in one of that unit.
pub(crate) fn ladder<'a>(
    offers: &[Offer<'a>],
    prices: &impl Prices<'a>,
    (unit, factor): (Unit, Quantity),
    (currency, date): (Currency, BusinessDate),
    strategy: Strategy,
) -> Vec<Rung<'a>> {
    let mut rungs: Vec<Rung<'a>> = Vec::new();
    for min_quantity in steps(offers, prices, (unit, factor), date) {
        let Some(base) = times(min_quantity, factor) else { continue };
        let wish = Wish { amounts: Amounts { unit, entered: min_quantity, base }, currency, date };
        let Some(found) = resolve(offers.iter().copied(), prices, &wish, strategy, &mut ()) else { continue };
        let is_same = |last: &Rung<'_>| {
            (last.found.list.id, last.found.unit_price, last.found.per, last.found.unit)
                == (found.list.id, found.unit_price, found.per, found.unit)
        };
        if !rungs.last().is_some_and(is_same) {
            rungs.push(Rung { min_quantity, found });
        }
    }
    rungs
}

/// What a page shows of a ladder: the price of one unit, and the prices of more. Where one unit is not sold the
/// first rung is shown and stays among the tiers, so that its quantity is seen.
pub(crate) fn shown<'l, 'a>(ladder: &'l [Rung<'a>]) -> Option<(&'l Rung<'a>, &'l [Rung<'a>])> {
    let after_one = ladder.partition_point(|rung| rung.min_quantity <= Quantity::ONE);
    match after_one.checked_sub(1) {
        Some(at) => Some((&ladder[at], &ladder[after_one..])),
        None => ladder.first().map(|first| (first, ladder)),
    }
}

/// Quantities at which some price may begin, rising.
fn steps<'a>(
    offers: &[Offer<'a>],
    prices: &impl Prices<'a>,
    (unit, factor): (Unit, Quantity),
    date: BusinessDate,
) -> Vec<Quantity> {
    let mut steps = Vec::new();
    for offer in offers {
        collect((offer.list, offer.tiers), prices, (unit, factor), date, &mut steps, DEEPEST);
    }
    if !steps.is_empty() && unit != Unit::BASE {
        steps.push(Quantity::ONE);
    }
    steps.sort_unstable();
    steps.dedup();
    steps
}

fn collect<'a>(
    (list, tiers): (&'a ListFacts, &'a [Tier]),
    prices: &impl Prices<'a>,
    (unit, factor): (Unit, Quantity),
    date: BusinessDate,
    steps: &mut Vec<Quantity>,
    deeper: usize,
) {
    let holding = tiers.iter().filter(|tier| tier.holds_on(date));
    steps.extend(holding.filter_map(|tier| match tier.unit {
        own if own == unit => Some(tier.min_quantity),
        Unit::BASE => whole_units(tier.min_quantity, factor),
        _ => None,
    }));
    let Some(derivation) = &list.derivation else { return };
    let formulas = derivation.rules.iter().map(|rule| &rule.formula);
    let stepping = formulas.clone().flat_map(Formula::steps).filter(|step| *step >= Quantity::ONE);
    steps.extend(stepping.filter_map(|step| whole_units(step, factor)));
    if formulas.clone().any(|formula| !formula.uses_price()) {
        steps.push(Quantity::ONE);
    }
    if deeper > 0
        && let Some((list, tiers)) = derivation.base.and_then(|base| prices.of(base))
    {
        collect((list, tiers), prices, (unit, factor), date, steps, deeper - 1);
    }
}

/// So many whole units as hold at least a quantity of the product's own unit.
fn whole_units(quantity: Quantity, factor: Quantity) -> Option<Quantity> {
    if factor == Quantity::ONE {
        return Some(quantity);
    }
    let factor = factor.millionths().max(1);
    let whole = quantity.millionths().div_euclid(factor) + i64::from(quantity.millionths().rem_euclid(factor) > 0);
    Quantity::from_units(whole.max(1))
}

/// A quantity of a unit in the product's own.
fn times(quantity: Quantity, factor: Quantity) -> Option<Quantity> {
    let millionths = i128::from(quantity.millionths()) * i128::from(factor.millionths()) / 1_000_000;
    i64::try_from(millionths).ok().map(Quantity::from_millionths)
}
