//! How much is to be had, in a word and a number.
//! A warehouse that has promised more than it has does not take away from the others.

use kontor_contract::inventory::AvailabilityState;
use kontor_kernel::Quantity;

/// Few left from this quantity down, where the tenant has not said otherwise.
pub(crate) const USUAL_LOW: Quantity = Quantity::from_millionths(10_000_000);

/// What is to be had of one product, from what is free per warehouse.
pub(crate) fn to_be_had(free: impl IntoIterator<Item = Quantity>) -> Quantity {
    let free = free.into_iter().map(|one| one.max(Quantity::ZERO));
    free.fold(Quantity::ZERO, |sum, one| sum.checked_add(one).unwrap_or(sum))
}

/// The same in a word.
pub(crate) fn state(quantity: Quantity, low: Quantity) -> AvailabilityState {
    match quantity {
        none if !none.is_positive() => AvailabilityState::OutOfStock,
        few if few <= low => AvailabilityState::Low,
        _ => AvailabilityState::InStock,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_low_and_a_warehouse_in_debt_takes_nothing_from_the_others() {
        let units = |count| Quantity::from_units(count).unwrap();
        let check = |free: &[i64]| {
            let found = to_be_had(free.iter().map(|count| units(*count)));
            (state(found, USUAL_LOW), found)
        };
        assert_eq!(check(&[16]), (AvailabilityState::InStock, units(16)));
        assert_eq!(check(&[10]), (AvailabilityState::Low, units(10)));
        assert_eq!(check(&[-5, 3]), (AvailabilityState::Low, units(3)));
        assert_eq!(check(&[0]), (AvailabilityState::OutOfStock, units(0)));
    }
}
