//! How much is to be had, in a word and a number.
//! A warehouse that has promised more than it has does not take away from the others.

use kontor_contract::inventory::{Availability, AvailabilityState};
use kontor_kernel::Quantity;

/// Few left from this quantity down, where the tenant has not said otherwise.
pub(crate) const USUAL_LOW: Quantity = Quantity::from_millionths(10_000_000);

/// What is to be had of one product, from its stock on hand and reserved per warehouse.
pub(crate) fn availability(levels: impl IntoIterator<Item = (Quantity, Quantity)>, low: Quantity) -> Availability {
    let free = |(on_hand, reserved): (Quantity, Quantity)| {
        on_hand.checked_sub(reserved).unwrap_or_default().max(Quantity::ZERO)
    };
    let quantity = levels.into_iter().map(free).fold(Quantity::ZERO, |sum, one| sum.checked_add(one).unwrap_or(sum));
    let state = match quantity {
        none if !none.is_positive() => AvailabilityState::OutOfStock,
        few if few <= low => AvailabilityState::Low,
        _ => AvailabilityState::InStock,
    };
    Availability { state, quantity: Some(quantity) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_low_and_a_warehouse_in_debt_takes_nothing_from_the_others() {
        let units = |count| Quantity::from_units(count).unwrap();
        let check = |levels: &[(i64, i64)]| {
            let levels = levels.iter().map(|(on_hand, reserved)| (units(*on_hand), units(*reserved)));
            let found = availability(levels, USUAL_LOW);
            (found.state, found.quantity.unwrap())
        };
        assert_eq!(check(&[(20, 4)]), (AvailabilityState::InStock, units(16)));
        assert_eq!(check(&[(20, 10)]), (AvailabilityState::Low, units(10)));
        assert_eq!(check(&[(4, 9), (3, 0)]), (AvailabilityState::Low, units(3)));
        assert_eq!(check(&[(4, 4)]), (AvailabilityState::OutOfStock, units(0)));
    }
}
