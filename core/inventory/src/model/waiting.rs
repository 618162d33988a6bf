//! What of an order waits for stock: what a warehouse owes is paid off in the order in which orders were placed.
//! Nothing is stored but what was owed at first; what has come in since is found in what the warehouse has now.

use kontor_kernel::{BusinessDate, OrderId, Quantity};

/// What an order waits for in one warehouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// How many are not there yet.
    pub quantity: Quantity,
    /// The day on which enough comes in, where that is known.
    pub on: Option<BusinessDate>,
}

/// What an order waits for in a warehouse that has promised so many more of a product than it has. `owed` are all open
/// orders with what was not there when they were placed, in any order; ids of orders rise with time. `coming` is what is
/// expected there. What should have come before today promises nothing.
pub(crate) fn waiting(
    order: OrderId,
    debt: Quantity,
    owed: &[(OrderId, Quantity)],
    coming: &[(BusinessDate, Quantity)],
    today: BusinessDate,
) -> Option<Waiting> {
    let own = sum(owed.iter().filter(|(one, _)| *one == order).map(|(_, quantity)| *quantity));
    let behind = sum(owed.iter().filter(|(one, _)| *one > order).map(|(_, quantity)| *quantity));
    // How many must come in before this order has all of its own.
    let needed = debt.checked_sub(behind).filter(|needed| needed.is_positive())?;
    let quantity = needed.min(own);
    if !quantity.is_positive() {
        return None;
    }
    let mut arrivals: Vec<&(BusinessDate, Quantity)> = coming.iter().filter(|(on, _)| *on >= today).collect();
    arrivals.sort_by_key(|(on, _)| *on);
    let mut come = Quantity::ZERO;
    let enough = arrivals.into_iter().find(|(_, quantity)| {
        come = come.checked_add(*quantity).unwrap_or(come);
        come >= needed
    });
    Some(Waiting { quantity, on: enough.map(|(on, _)| *on) })
}

fn sum(quantities: impl Iterator<Item = Quantity>) -> Quantity {
    quantities.fold(Quantity::ZERO, |sum, one| sum.checked_add(one).unwrap_or(sum))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn units(count: i64) -> Quantity {
        Quantity::from_units(count).unwrap()
    }

    fn day(number: i8) -> BusinessDate {
        BusinessDate::from_ymd(2026, 12, number).unwrap()
    }

    fn orders<const N: usize>() -> [OrderId; N] {
        let mut ids = [(); N].map(|()| OrderId::new());
        ids.sort();
        ids
    }

    #[test]
    fn what_comes_in_goes_to_the_order_that_was_placed_first() {
        let [first, second, third] = orders();
        let owed = [(second, units(5)), (first, units(4)), (third, units(2))];
        let coming = [(day(9), units(4)), (day(4), units(6)), (day(1), units(99))];
        let told = |order, debt| {
            let waiting = waiting(order, units(debt), &owed, &coming, day(2));
            waiting.map(|waiting| (waiting.quantity, waiting.on))
        };
        assert_eq!(told(first, 11), Some((units(4), Some(day(4)))));
        assert_eq!(told(second, 11), Some((units(5), Some(day(9)))));
        assert_eq!(told(third, 11), Some((units(2), None)), "eleven are needed and ten are expected");
        // Five have come in: the first has all, the second waits for less.
        assert_eq!(
            [told(first, 6), told(second, 6), told(third, 6)],
            [None, Some((units(4), Some(day(4)))), Some((units(2), Some(day(4)))),]
        );
        assert_eq!([told(first, 0), told(third, 0), told(third, -3)], [None; 3]);
        // Less was found on the shelf than was thought: nobody waits for more than they were owed.
        assert_eq!(told(third, 30), Some((units(2), None)));
        assert_eq!(waiting(OrderId::new(), units(3), &owed[..2], &coming, day(2)), None);
    }

    proptest! {
        #[test]
        fn all_orders_together_wait_for_what_is_missing_and_the_last_ones_wait(
            owed in proptest::collection::vec(1_i64..9, 1..7),
            debt in 0_i64..60,
        ) {
            let mut ids: Vec<OrderId> = owed.iter().map(|_| OrderId::new()).collect();
            ids.sort();
            let rows: Vec<_> = ids.iter().copied().zip(owed.iter().map(|count| units(*count))).collect();
            let of = |id: &OrderId| waiting(*id, units(debt), &rows, &[], day(1)).map_or(Quantity::ZERO, |it| it.quantity);
            let waits: Vec<Quantity> = ids.iter().map(of).collect();
            let total: i64 = waits.iter().map(|quantity| quantity.millionths()).sum();
            prop_assert_eq!(total, units(debt.min(owed.iter().sum())).millionths());
            let first = waits.iter().position(|quantity| quantity.is_positive());
            for (at, (waits, owed)) in waits.iter().zip(&rows).enumerate() {
                prop_assert!(first.is_none_or(|first| at <= first || *waits == owed.1));
            }
        }
    }
}
