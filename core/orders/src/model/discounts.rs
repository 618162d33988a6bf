//! What modules propose to take off, checked and allocated to lines: nothing they say is trusted.
//! Each discount is of what those before it have left, a line never costs less than nothing, and the parts that lines bear
//! sum up to the discount, to the minor unit.

use kontor_hooks::{Discount, Off};
use kontor_kernel::{Amount, MoneyError, Rate, allocate};
use thiserror::Error;

/// More discounts than these are no longer read by anybody.
const MOST_DISCOUNTS: usize = 50;
/// The longest name of a discount, of its source and of a code, in characters.
const LONGEST_NAME: usize = 200;
const LONGEST_SOURCE: usize = 60;
const LONGEST_CODE: usize = 60;

/// What is wrong with a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum BadDiscount {
    /// A share that is none.
    #[error("{0} per cent is not between 0 and 100")]
    Rate(Rate),
    /// An amount below nothing.
    #[error("an amount below zero is taken off")]
    Negative,
    /// A line that does not exist.
    #[error("there is no line {0}")]
    NoSuchLine(u32),
    /// More than documents can show.
    #[error("more than {MOST_DISCOUNTS} discounts, or a text that is too long or holds control characters")]
    Unshowable,
    /// An amount is too large.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// A discount as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    /// What its module names it.
    pub(crate) source: String,
    /// What the buyer reads.
    pub(crate) name: String,
    /// The code by which it was had.
    pub(crate) code: Option<String>,
    /// How much in all, with or without tax as the prices of the lines are listed.
    pub(crate) amount: Amount,
}

/// What is taken off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Allocated {
    /// Off each line, in order.
    pub(crate) lines: Vec<Amount>,
    /// By discount; those that give nothing are left out.
    pub(crate) given: Vec<Given>,
}

/// Takes proposals off lines, which are named by their positions and cost these amounts.
pub(crate) fn take_off(lines: &[(u32, Amount)], proposals: &[Discount]) -> Result<Allocated, BadDiscount> {
    if proposals.len() > MOST_DISCOUNTS {
        return Err(BadDiscount::Unshowable);
    }
    let mut left: Vec<Amount> = lines.iter().map(|(_, amount)| *amount).collect();
    let mut given = Vec::new();
    for proposal in proposals {
        check(proposal)?;
        let places = places_of(lines, &proposal.positions)?;
        let parts = parts(proposal.off, &places.iter().map(|place| left[*place]).collect::<Vec<_>>())?;
        let amount = Amount::sum(parts.iter().copied())?;
        if amount == Amount::ZERO {
            continue;
        }
        for (place, part) in places.into_iter().zip(parts) {
            left[place] = left[place].minus(part)?;
        }
        let Discount { source, name, code, .. } = proposal.clone();
        given.push(Given { source, name, code, amount });
    }
    let off = lines.iter().zip(left).map(|((_, amount), left)| amount.minus(left)).collect::<Result<_, _>>()?;
    Ok(Allocated { lines: off, given })
}

fn check(proposal: &Discount) -> Result<(), BadDiscount> {
    match proposal.off {
        Off::Rate(rate) if rate < Rate::ZERO || rate > Rate::WHOLE => return Err(BadDiscount::Rate(rate)),
        Off::Amount(amount) if amount < Amount::ZERO => return Err(BadDiscount::Negative),
        Off::Rate(_) | Off::Amount(_) => {}
    }
    let is_fit = |text: &str, most| text.chars().count() <= most && !text.chars().any(char::is_control);
    let code = proposal.code.as_deref().unwrap_or_default();
    let is_shown = !proposal.name.trim().is_empty() && is_fit(&proposal.name, LONGEST_NAME);
    let is_named = !proposal.source.is_empty() && is_fit(&proposal.source, LONGEST_SOURCE);
    if is_shown && is_named && is_fit(code, LONGEST_CODE) { Ok(()) } else { Err(BadDiscount::Unshowable) }
}

/// Where lines stand, each once; all of them where none is named.
fn places_of(lines: &[(u32, Amount)], positions: &[u32]) -> Result<Vec<usize>, BadDiscount> {
    if positions.is_empty() {
        return Ok((0..lines.len()).collect());
    }
    let place = |position: &u32| {
        let place = lines.iter().position(|(known, _)| known == position);
        place.ok_or(BadDiscount::NoSuchLine(*position))
    };
    let mut places = positions.iter().map(place).collect::<Result<Vec<_>, _>>()?;
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

/// What is taken off each of these amounts, never more than it is.
fn parts(off: Off, left: &[Amount]) -> Result<Vec<Amount>, MoneyError> {
    let left: Vec<Amount> = left.iter().map(|amount| (*amount).max(Amount::ZERO)).collect();
    match off {
        Off::Rate(rate) => left.iter().map(|amount| rate.of(*amount).map(|part| part.min(*amount))).collect(),
        Off::Amount(amount) => {
            let all = Amount::sum(left.iter().copied())?;
            let weights: Vec<i64> = left.iter().map(|amount| amount.minor()).collect();
            if all == Amount::ZERO { Ok(left) } else { allocate(amount.min(all), &weights) }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn proposal(off: Off, positions: &[u32]) -> Discount {
        Discount {
            source: "spring".to_owned(),
            name: "Spring".to_owned(),
            code: None,
            positions: positions.to_vec(),
            off,
        }
    }

    fn minor(amount: i64) -> Amount {
        Amount::from_minor(amount)
    }

    fn lines(amounts: &[i64]) -> Vec<(u32, Amount)> {
        (1..).zip(amounts.iter().map(|amount| minor(*amount))).collect()
    }

    fn off(allocated: &Allocated) -> Vec<i64> {
        allocated.lines.iter().map(|amount| amount.minor()).collect()
    }

    #[test]
    fn a_share_is_rounded_by_line_and_an_amount_is_allocated_to_the_cent() {
        let tenth = Off::Rate("10".parse().unwrap());
        assert_eq!(off(&take_off(&lines(&[105, 1_005, 0]), &[proposal(tenth, &[])]).unwrap()), [11, 101, 0]);
        let ten = Off::Amount(minor(1_000));
        assert_eq!(off(&take_off(&lines(&[3_333, 3_333, 3_334]), &[proposal(ten, &[])]).unwrap()), [333, 333, 334]);
        assert_eq!(
            off(&take_off(&lines(&[3_333, 3_333, 3_334]), &[proposal(ten, &[3, 1, 3])]).unwrap()),
            [500, 0, 500]
        );
    }

    #[test]
    fn each_is_of_what_those_before_it_have_left() {
        let half = proposal(Off::Rate("50".parse().unwrap()), &[]);
        let allocated = take_off(&lines(&[1_000]), &[half.clone(), half]).unwrap();
        assert_eq!(off(&allocated), [750]);
        assert_eq!(allocated.given.iter().map(|given| given.amount.minor()).collect::<Vec<_>>(), [500, 250]);
    }

    #[test]
    fn no_more_is_taken_off_than_there_is_and_what_gives_nothing_is_not_named() {
        let all = proposal(Off::Amount(minor(5_000)), &[]);
        let allocated = take_off(&lines(&[100, 200]), &[all.clone(), all]).unwrap();
        assert_eq!((off(&allocated), allocated.given.len()), (vec![100, 200], 1));
        assert_eq!(take_off(&[], &[proposal(Off::Amount(minor(1)), &[])]).unwrap(), Allocated::default());
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let bad = |discount: Discount| take_off(&lines(&[100]), &[discount]).unwrap_err();
        let tenth = Off::Rate("10".parse().unwrap());
        let more = Off::Rate(Rate::from_ppm(1_000_001));
        assert!(matches!(bad(proposal(more, &[])), BadDiscount::Rate(_)));
        assert_eq!(bad(proposal(Off::Amount(minor(-1)), &[])), BadDiscount::Negative);
        assert_eq!(bad(proposal(tenth, &[2])), BadDiscount::NoSuchLine(2));
        assert_eq!(bad(Discount { name: " ".to_owned(), ..proposal(tenth, &[]) }), BadDiscount::Unshowable);
        assert_eq!(bad(Discount { source: "x".repeat(61), ..proposal(tenth, &[]) }), BadDiscount::Unshowable);
    }

    proptest! {
        #[test]
        fn what_lines_bear_sums_up_to_what_is_given_and_nothing_costs_less_than_nothing(
            amounts in proptest::collection::vec(0_i64..1_000_000, 0..20),
            offs in proptest::collection::vec((any::<bool>(), 0_i64..2_000_000), 0..6),
        ) {
            let lines = lines(&amounts);
            let proposals: Vec<Discount> = offs
                .into_iter()
                .map(|(is_rate, size)| {
                    let off = if is_rate { Off::Rate(Rate::from_ppm(size.min(1_000_000))) } else { Off::Amount(minor(size)) };
                    proposal(off, &[])
                })
                .collect();
            let allocated = take_off(&lines, &proposals).unwrap();
            let given = Amount::sum(allocated.given.iter().map(|given| given.amount)).unwrap();
            prop_assert_eq!(Amount::sum(allocated.lines.iter().copied()).unwrap(), given);
            for ((_, amount), off) in lines.iter().zip(&allocated.lines) {
                prop_assert!(*off >= Amount::ZERO && off <= amount);
            }
        }
    }
}
