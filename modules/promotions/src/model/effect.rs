//! What a promotion takes off: a share, an amount, the cheapest pieces, or more the more is bought.
//! Effects come one after the other, each of what those before it have left, and none takes more than is there.

use std::collections::BTreeMap;

use kontor_hooks::{DiscountLine, Off};
use kontor_kernel::{Amount, Currency, MoneyError, Quantity, Rate, allocate};
use serde::{Deserialize, Serialize};

use super::promotion::Terms;

/// What a promotion gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Effect {
    /// A share of each line it is about, rounded by line.
    RateOfLines(Rate),
    /// A share of the whole order, rounded once.
    RateOfOrder(Rate),
    /// An amount off the lines it is about.
    AmountOfLines(BTreeMap<Currency, Amount>),
    /// An amount off the whole order.
    AmountOfOrder(BTreeMap<Currency, Amount>),
    /// Of every so many pieces it is about, the cheapest ones are free.
    CheapestFree {
        /// Of how many pieces.
        every: u32,
        /// How many of them are free.
        free: u32,
    },
    /// A share of the lines it is about, the greater the more they cost.
    Tiers(Vec<Tier>),
}

/// From a value on, a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tier {
    pub currency: Currency,
    pub from: Amount,
    pub rate: Rate,
}

/// Something that is taken off some lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Their places.
    pub positions: Vec<u32>,
    pub off: Off,
}

/// What is left of each line, in the order of the lines.
pub(crate) type Left = Vec<Amount>;

impl Effect {
    /// Whether it says what it gives in a currency.
    pub(crate) fn is_known_in(&self, currency: Currency) -> bool {
        match self {
            Self::AmountOfLines(amounts) | Self::AmountOfOrder(amounts) => amounts.contains_key(&currency),
            Self::Tiers(tiers) => tiers.iter().any(|tier| tier.currency == currency),
            Self::RateOfLines(_) | Self::RateOfOrder(_) | Self::CheapestFree { .. } => true,
        }
    }

    /// The value below which it gives nothing.
    pub(crate) fn least(&self, currency: Currency) -> Option<Amount> {
        let Self::Tiers(tiers) = self else { return None };
        tiers.iter().filter(|tier| tier.currency == currency).map(|tier| tier.from).min()
    }

    /// Whether it is taken off every line rather than those the promotion is about.
    const fn is_of_order(&self) -> bool {
        matches!(self, Self::RateOfOrder(_) | Self::AmountOfOrder(_))
    }
}

/// Takes what a promotion gives off what is left of the lines.
pub(crate) fn take_off(
    terms: &Terms,
    currency: Currency,
    lines: &[DiscountLine],
    left: &mut Left,
) -> Result<Vec<Piece>, MoneyError> {
    let is_of_order = terms.effect.is_of_order();
    let is_taken = |at: &usize| {
        let line = &lines[*at];
        left[*at] > Amount::ZERO && if is_of_order { terms.takes(line) } else { terms.is_about(line) }
    };
    let places: Vec<usize> = (0..lines.len()).filter(is_taken).collect();
    let sum = Amount::sum(places.iter().map(|at| left[*at]))?;
    let pieces = match &terms.effect {
        Effect::RateOfLines(rate) => vec![(places, Off::Rate(*rate))],
        Effect::RateOfOrder(rate) => vec![(places, Off::Amount(rate.of(sum)?))],
        Effect::AmountOfLines(amounts) | Effect::AmountOfOrder(amounts) => {
            let amount = amounts.get(&currency).copied().unwrap_or_default();
            vec![(places, Off::Amount(amount.min(sum)))]
        }
        Effect::Tiers(tiers) => {
            let value = Amount::sum(lines.iter().filter(|line| terms.is_about(line)).map(|line| line.amount))?;
            vec![(places, Off::Amount(reached(tiers, currency, value).of(sum)?))]
        }
        Effect::CheapestFree { every, free } => cheapest(&places, lines, left, (*every, *free))?,
    };
    let mut given = Vec::new();
    for (places, off) in pieces {
        if subtract(&places, off, left)? > Amount::ZERO {
            given.push(Piece { positions: places.iter().map(|at| lines[*at].position).collect(), off });
        }
    }
    Ok(given)
}

/// The share of the highest tier that a value reaches.
fn reached(tiers: &[Tier], currency: Currency, value: Amount) -> Rate {
    let within = tiers.iter().filter(|tier| tier.currency == currency && tier.from <= value);
    within.max_by_key(|tier| tier.from).map_or(Rate::ZERO, |tier| tier.rate)
}

/// Takes something off lines as the core does: a share by line, an amount by what they cost.
fn subtract(places: &[usize], off: Off, left: &mut Left) -> Result<Amount, MoneyError> {
    let shares = match off {
        Off::Rate(rate) => places.iter().map(|at| rate.of(left[*at])).collect::<Result<Vec<_>, _>>()?,
        Off::Amount(amount) => {
            let weights: Vec<i64> = places.iter().map(|at| left[*at].minor()).collect();
            allocate(amount, &weights)?
        }
    };
    for (at, share) in places.iter().zip(&shares) {
        left[*at] = left[*at].minus(*share)?;
    }
    Amount::sum(shares)
}

/// The cheapest pieces of some lines: how much comes off each line. Begun pieces of what is measured do not count.
fn cheapest(
    places: &[usize],
    lines: &[DiscountLine],
    left: &Left,
    (every, free): (u32, u32),
) -> Result<Vec<(Vec<usize>, Off)>, MoneyError> {
    let pieces = |at: usize| (lines[at].quantity.millionths() / Quantity::ONE.millionths()).max(0);
    let there = places.iter().try_fold(0_i64, |sum, at| sum.checked_add(pieces(*at))).ok_or(MoneyError::Overflow)?;
    let mut to_give = there / i64::from(every.max(1)) * i64::from(free);
    let mut by_price: Vec<usize> = places.iter().copied().filter(|at| pieces(*at) > 0).collect();
    by_price.sort_by(|one, other| {
        let weighed = |at: usize, by: usize| i128::from(left[at].minor()) * i128::from(lines[by].quantity.millionths());
        weighed(*one, *other).cmp(&weighed(*other, *one)).then(lines[*one].position.cmp(&lines[*other].position))
    });
    let (mut whole, mut given) = (Vec::new(), Vec::new());
    for at in by_price {
        let count = pieces(at).min(to_give);
        to_give -= count;
        if Quantity::from_units(count) == Some(lines[at].quantity) {
            whole.push(at);
            continue;
        }
        let of_pieces = i128::from(left[at].minor()) * i128::from(count) * i128::from(Quantity::ONE.millionths());
        // Rounded down, so that pieces never come to more than their line.
        let amount = of_pieces / i128::from(lines[at].quantity.millionths());
        let amount = Amount::from_minor(i64::try_from(amount).map_err(|_| MoneyError::Overflow)?);
        given.push((vec![at], Off::Amount(amount)));
    }
    // Lines that are free altogether are one discount, however many they are.
    given.insert(0, (whole, Off::Rate(Rate::WHOLE)));
    Ok(given)
}
