//! Kits: products made of others when they are ordered. A kit is to be had as often as the scarcest of its parts allows,
//! and weighs what they weigh.

use kontor_contract::inventory::{Availability, AvailabilityState};
use kontor_kernel::{ProductId, Quantity};

/// A part of a kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// What it is.
    pub product: ProductId,
    /// How many one kit holds, above zero.
    pub quantity: Quantity,
    /// Whether it comes only where it is asked for, so that a kit is whole without it.
    pub is_optional: bool,
}

/// How often a kit is to be had: as often as the scarcest of the parts it cannot do without. Parts whose stock nobody keeps do
/// not limit it.
pub(crate) fn availability(parts: impl Iterator<Item = (Quantity, Availability)>) -> Availability {
    let rank = |state: AvailabilityState| match state {
        // Of what is hidden nothing betrays itself in a kit either.
        AvailabilityState::Hidden => 0,
        AvailabilityState::OutOfStock => 1,
        AvailabilityState::Low => 2,
        AvailabilityState::InStock => 3,
        AvailabilityState::NotTracked => 4,
    };
    let each = |(quantity, part): (Quantity, Availability)| {
        let kits = part.quantity.map(|available| whole_kits(available, quantity));
        let is_none = kits.is_some_and(|kits| kits <= 0) && !part.is_at_least;
        let state = if is_none { AvailabilityState::OutOfStock } else { part.state };
        // Of two equal numbers the one that is exact is the narrower.
        let kits = kits.map(|kits| (kits, part.is_at_least));
        (state, kits, part.backorder || part.state == AvailabilityState::NotTracked)
    };
    type Each = (AvailabilityState, Option<(i64, bool)>, bool);
    let narrower = |(state, kits, backorder): Each, (other, more, also): Each| {
        let scarcest = if rank(other) < rank(state) { other } else { state };
        (scarcest, kits.into_iter().chain(more).min(), backorder && also)
    };
    let (state, kits, backorder) = parts.map(each).fold((AvailabilityState::NotTracked, None, true), narrower);
    Availability {
        is_at_least: kits.is_some_and(|(_, is_at_least)| is_at_least),
        backorder: backorder && state != AvailabilityState::NotTracked,
        ..Availability::of(state, kits.and_then(|(kits, _)| Quantity::from_units(kits)))
    }
}

/// How many whole kits a part is enough for.
fn whole_kits(available: Quantity, of_each: Quantity) -> i64 {
    if of_each.is_positive() { available.millionths().max(0) / of_each.millionths() } else { 0 }
}

/// What one kit weighs in grams, halves up; as much as can be counted where that overflows.
pub(crate) fn weight_g(parts: impl Iterator<Item = (Quantity, i64)>) -> i64 {
    let one = i128::from(Quantity::ONE.millionths());
    let of = |(quantity, grams): (Quantity, i64)| i128::from(quantity.millionths()) * i128::from(grams);
    let millionths: i128 = parts.map(of).sum();
    i64::try_from((millionths + one / 2) / one).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn had(state: AvailabilityState, units: Option<i64>) -> Availability {
        Availability::of(state, units.and_then(Quantity::from_units))
    }

    #[test]
    fn the_scarcest_part_says_how_many_kits_there_are() {
        use AvailabilityState::{InStock, Low, NotTracked, OutOfStock};
        let of = |parts: &[(i64, Availability)]| {
            let units = |(count, had): &(i64, Availability)| (Quantity::from_units(*count).unwrap(), *had);
            availability(parts.iter().map(units))
        };
        assert_eq!(of(&[]), Availability::NOT_TRACKED);
        assert_eq!(of(&[(1, had(NotTracked, None))]), Availability::NOT_TRACKED);
        assert_eq!(of(&[(4, had(InStock, Some(50))), (1, had(Low, Some(13)))]), had(Low, Some(12)));
        assert_eq!(of(&[(4, had(InStock, Some(3))), (1, had(InStock, Some(90)))]), had(OutOfStock, Some(0)));
        assert_eq!(of(&[(1, had(NotTracked, None)), (1, had(InStock, Some(90)))]), had(InStock, Some(90)));
    }

    #[test]
    fn a_kit_weighs_what_its_parts_weigh() {
        let parts = [("2", 150), ("0.5", 1_001)].map(|(count, grams)| (count.parse().unwrap(), grams));
        assert_eq!(weight_g(parts.into_iter()), 801);
        assert_eq!(weight_g([(Quantity::from_units(9_000_000_000_000).unwrap(), i64::MAX)].into_iter()), i64::MAX);
    }

    proptest! {
        #[test]
        fn as_many_kits_as_are_shown_can_be_taken(parts in prop::collection::vec((1_i64..50, 0_i64..1_000), 1..6)) {
            let had = |(count, stock): &(i64, i64)| {
                (Quantity::from_units(*count).unwrap(), had(AvailabilityState::InStock, Some(*stock)))
            };
            let kits = availability(parts.iter().map(had)).quantity.unwrap().millionths() / 1_000_000;
            prop_assert!(parts.iter().all(|(count, stock)| count * kits <= *stock));
            prop_assert!(parts.iter().any(|(count, stock)| count * (kits + 1) > *stock));
        }
    }
}
