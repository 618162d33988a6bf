//! Finding the price: every list of a chain is asked in turn and answers with a price or says why it has none.
//! The same code finds prices and explains them; a witness that keeps nothing costs nothing.

use kontor_contract::catalog::TaxMode;
use kontor_kernel::{BusinessDate, Currency, PriceListId, Quantity, UnitPrice};

use super::{
    chain::{Level, Link, Strategy},
    entered::Said,
    formula::{Condition, Formula, Goods, Inputs},
    list::{Derivation, ListFacts, Rule, State},
    tier::{Amounts, Tier, Unit, tier_for},
};

/// How many lists may be derived from one another.
pub(crate) const DEEPEST: usize = 4;

/// How much of a product is wanted, when, and in which currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wish {
    /// How much.
    pub amounts: Amounts,
    /// The currency of the price.
    pub currency: Currency,
    /// The day in the legal entity's zone.
    pub date: BusinessDate,
}

/// A list that is asked, with its prices of the product.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Offer<'a> {
    /// Where it stands in the chain.
    pub link: Link,
    /// What it is.
    pub list: &'a ListFacts,
    /// Its own prices of the product, rising by [`Tier::place`].
    pub tiers: &'a [Tier],
}

/// What derived lists need besides: other lists' prices of the same product, its cost and the product itself.
pub(crate) trait Prices<'a> {
    /// A list and its own prices of the product.
    fn of(&self, list: PriceListId) -> Option<(&'a ListFacts, &'a [Tier])>;
    /// What one unit costs.
    fn cost(&self, currency: Currency, date: BusinessDate) -> Option<UnitPrice>;
    /// The product.
    fn goods(&self) -> Goods<'a>;
}

/// A price and where it comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'a> {
    /// The list.
    pub list: &'a ListFacts,
    /// How near the list stands.
    pub level: Level,
    /// The price of `per` units.
    pub unit_price: UnitPrice,
    /// For how many units it stands.
    pub per: Quantity,
    /// The unit that the price is in: the one that was entered, or the product's own.
    pub unit: Unit,
    /// From how many of that unit on.
    pub min_quantity: Quantity,
}

/// What a list says of a product by itself, before it stands in any chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The price of `per` units.
    pub unit_price: UnitPrice,
    /// For how many units it stands.
    pub per: Quantity,
    /// The unit that the price is in.
    pub unit: Unit,
    /// From how many of that unit on.
    pub min_quantity: Quantity,
}

/// Why a list has no price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Silent {
    /// It is in another currency.
    OtherCurrency,
    /// It is a draft or archived.
    NotInForce(State),
    /// The day lies before its first or after its last one.
    NotValid,
    /// It has no price of the product on that day.
    NoPrice,
    /// Its smallest step is larger than what is wanted.
    BelowSmallest(Quantity),
    /// None of its rules holds for the product.
    NoRule,
    /// The list it is derived from has no price.
    NoBasePrice,
    /// No cost of the product is known in its currency.
    NoCost,
    /// Its rule did not come to a price.
    BadRule(String),
    /// An earlier list speaks of prices with tax where this one does not, or the other way round.
    OtherTaxMode,
}

/// How a derived list made a price.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Made<'a> {
    /// Which rule, from 0.
    pub rule: usize,
    /// For which products the rule holds.
    pub condition: Option<&'a Condition>,
    /// The rule's formula.
    pub formula: &'a Formula,
    /// The price in the base list.
    pub base: Option<UnitPrice>,
    /// What one unit costs.
    pub cost: Option<UnitPrice>,
    /// What the formula came to.
    pub computed: UnitPrice,
    /// The same with its ending.
    pub ended: UnitPrice,
}

/// Somebody who watches how a price is found.
pub(crate) trait Witness<'a> {
    /// A list was asked.
    fn asked(&mut self, _offer: &Offer<'a>, _answer: &Result<Answer, Silent>) {}
    /// A derived list made a price; told before it is asked about.
    fn made(&mut self, _list: &'a ListFacts, _made: Made<'a>) {}
}

impl Witness<'_> for () {}

/// The price for a wish: that of the first list that has one, or the lowest of all.
pub(crate) fn resolve<'a>(
    offers: impl IntoIterator<Item = Offer<'a>>,
    prices: &impl Prices<'a>,
    wish: &Wish,
    strategy: Strategy,
    witness: &mut impl Witness<'a>,
) -> Option<Found<'a>> {
    let mut best: Option<Found<'a>> = None;
    for offer in offers {
        let mut answer = quote(offer.list, offer.tiers, prices, wish, witness);
        if answer.is_ok() && best.is_some_and(|best| best.list.tax_mode != offer.list.tax_mode) {
            answer = Err(Silent::OtherTaxMode);
        }
        witness.asked(&offer, &answer);
        if let Ok(answer) = answer {
            let found = found(&offer, answer);
            if offer.link.level == Level::Contract || strategy == Strategy::FirstMatch {
                return Some(found);
            }
            if best.is_none_or(|best| is_lower(&found, &best, wish.amounts)) {
                best = Some(found);
            }
        }
        if offer.link.is_last {
            break;
        }
    }
    best
}

fn found<'a>(offer: &Offer<'a>, answer: Answer) -> Found<'a> {
    let Answer { unit_price, per, unit, min_quantity } = answer;
    Found { list: offer.list, level: offer.link.level, unit_price, per, unit, min_quantity }
}

/// Whether the whole amount costs less at one price than at another. What is too large to compare is not lower.
fn is_lower(one: &Found<'_>, other: &Found<'_>, amounts: Amounts) -> bool {
    let side = |price: &Found<'_>, other_per: Quantity| {
        let quantity = if price.unit == Unit::BASE { amounts.base } else { amounts.entered };
        let product = i128::from(price.unit_price.millionths()).checked_mul(quantity.millionths().into())?;
        product.checked_mul(other_per.millionths().into())
    };
    matches!((side(one, other.per), side(other, one.per)), (Some(left), Some(right)) if left < right)
}

/// What one list says: its own price, or one by its rules.
pub(crate) fn quote<'a>(
    list: &'a ListFacts,
    tiers: &'a [Tier],
    prices: &impl Prices<'a>,
    wish: &Wish,
    witness: &mut impl Witness<'a>,
) -> Result<Answer, Silent> {
    if list.currency != wish.currency {
        return Err(Silent::OtherCurrency);
    }
    if list.state != State::Active {
        return Err(Silent::NotInForce(list.state));
    }
    if !list.holds_on(wish.date) {
        return Err(Silent::NotValid);
    }
    own_or_derived(list, tiers, prices, wish, witness, DEEPEST)
}

fn own_or_derived<'a>(
    list: &'a ListFacts,
    tiers: &'a [Tier],
    prices: &impl Prices<'a>,
    wish: &Wish,
    witness: &mut impl Witness<'a>,
    deeper: usize,
) -> Result<Answer, Silent> {
    if let Some(Tier { unit_price, per, unit, min_quantity, .. }) = tier_for(tiers, wish.amounts, wish.date) {
        return Ok(Answer { unit_price, per, unit, min_quantity });
    }
    match &list.derivation {
        Some(derivation) => derived(list, derivation, prices, wish, witness, deeper),
        None => Err(why_silent(tiers, wish)),
    }
}

fn why_silent(tiers: &[Tier], wish: &Wish) -> Silent {
    let holding = tiers.iter().filter(|tier| tier.holds_on(wish.date));
    let smallest = holding.filter(|tier| tier.unit == Unit::BASE).map(|tier| tier.min_quantity).min();
    smallest.map_or(Silent::NoPrice, Silent::BelowSmallest)
}

fn derived<'a>(
    list: &'a ListFacts,
    derivation: &'a Derivation,
    prices: &impl Prices<'a>,
    wish: &Wish,
    witness: &mut impl Witness<'a>,
    deeper: usize,
) -> Result<Answer, Silent> {
    let base = base_answer(derivation, prices, wish, witness, deeper);
    let cost = prices.cost(list.currency, wish.date);
    let goods = prices.goods();
    let price = base.as_ref().ok().map(|base| base.unit_price);
    let inputs = Inputs { price, cost, quantity: wish.amounts.base, goods: &goods };
    let holds = |rule: &Rule| rule.condition.as_ref().is_none_or(|condition| condition.holds(&inputs));
    let at = derivation.rules.iter().position(holds).ok_or(Silent::NoRule)?;
    let Rule { condition, formula } = &derivation.rules[at];
    if formula.uses_price() && price.is_none() {
        return Err(Silent::NoBasePrice);
    }
    if formula.uses_cost() && cost.is_none() {
        return Err(Silent::NoCost);
    }
    let computed = formula.price(&inputs).map_err(|error| Silent::BadRule(error.to_string()))?;
    let out_of_range = || Silent::BadRule("The price with its ending is out of range.".to_owned());
    let ended = derivation.ending.map_or(Some(computed), |ending| ending.of(computed)).ok_or_else(out_of_range)?;
    witness.made(list, Made { rule: at, condition: condition.as_ref(), formula, base: price, cost, computed, ended });
    // A price that rests on the base list's keeps its unit and step; any other one is for one unit from the first on.
    let from_first = Answer { unit_price: ended, per: Quantity::ONE, unit: Unit::BASE, min_quantity: Quantity::ONE };
    Ok(match base {
        Ok(base) if formula.uses_price() => Answer { unit_price: ended, ..base },
        _ => from_first,
    })
}

/// What the base list says. It may be in another currency or not in force by itself: it only lends its prices.
fn base_answer<'a>(
    derivation: &'a Derivation,
    prices: &impl Prices<'a>,
    wish: &Wish,
    witness: &mut impl Witness<'a>,
    deeper: usize,
) -> Result<Answer, Silent> {
    let (list, tiers) = derivation.base.and_then(|base| prices.of(base)).ok_or(Silent::NoBasePrice)?;
    if deeper == 0 {
        return Err(Silent::NoBasePrice);
    }
    own_or_derived(list, tiers, prices, wish, witness, deeper - 1)
}

impl Found<'_> {
    /// The price said of the unit that was entered, which holds `factor` of the product's own. Nothing where that is more than
    /// can be counted.
    pub fn said(&self, factor: Quantity) -> Option<Said> {
        let said = Said { unit_price: self.unit_price, per: self.per };
        if self.unit == Unit::BASE { said.of_unit(factor) } else { Some(said) }
    }

    /// Without or with tax.
    pub fn tax_mode(&self) -> TaxMode {
        self.list.tax_mode
    }
}
