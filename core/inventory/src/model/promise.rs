//! Available to promise: what can be promised for a day, from what is free now and what comes in by then.
//! A warehouse that has promised more than it has pays that off from what comes in, before it promises anything again.

use std::collections::BTreeMap;

use kontor_kernel::{BusinessDate, Quantity, WarehouseId};

use super::plan::Coming;

/// From a day on so much can be promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    /// The day.
    pub on: BusinessDate,
    /// How much.
    pub available: Quantity,
}

/// What can be promised now, and every day on which that grows, over some warehouses. `free` is on hand less reserved and
/// may be below zero. What should have come before today promises nothing: nobody knows when it comes.
pub(crate) fn promise(
    free: impl Iterator<Item = (WarehouseId, Quantity)>,
    coming: &[Coming],
    today: BusinessDate,
) -> (Quantity, Vec<Step>) {
    let mut warehouses: BTreeMap<WarehouseId, Quantity> = BTreeMap::new();
    for (warehouse, quantity) in free {
        let sum = warehouses.entry(warehouse).or_default();
        *sum = sum.checked_add(quantity).unwrap_or(*sum);
    }
    let mut by_day: BTreeMap<BusinessDate, Vec<&Coming>> = BTreeMap::new();
    for one in coming.iter().filter(|one| one.on >= today && one.quantity.is_positive()) {
        by_day.entry(one.on).or_default().push(one);
    }
    let now = sum_of(&warehouses);
    let (mut known, mut steps) = (now, Vec::new());
    for (on, arrivals) in by_day {
        for one in arrivals {
            let sum = warehouses.entry(one.warehouse).or_default();
            *sum = sum.checked_add(one.quantity).unwrap_or(*sum);
        }
        let available = sum_of(&warehouses);
        if available > known {
            known = available;
            steps.push(Step { on, available });
        }
    }
    (now, steps)
}

/// What can be promised for a day.
pub(crate) fn on(now: Quantity, later: &[Step], day: BusinessDate) -> Quantity {
    later.iter().take_while(|step| step.on <= day).last().map_or(now, |step| step.available)
}

fn sum_of(warehouses: &BTreeMap<WarehouseId, Quantity>) -> Quantity {
    let free = warehouses.values().map(|quantity| (*quantity).max(Quantity::ZERO));
    free.fold(Quantity::ZERO, |sum, one| sum.checked_add(one).unwrap_or(sum))
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

    #[test]
    fn what_comes_in_pays_off_what_was_promised_before_and_what_is_late_promises_nothing() {
        let [main, north] = [(); 2].map(|()| WarehouseId::new());
        let coming = |warehouse, on, count| Coming { warehouse, on: day(on), quantity: units(count) };
        let all = [coming(main, 4, 12), coming(north, 9, 5), coming(main, 1, 99), coming(main, 4, 1)];
        let (now, steps) = promise([(main, units(-3)), (north, units(2))].into_iter(), &all, day(2));
        let told: Vec<_> = steps.iter().map(|step| (step.on, step.available)).collect();
        assert_eq!((now, told), (units(2), vec![(day(4), units(12)), (day(9), units(17))]));
        assert_eq!([3, 4, 8, 9, 31].map(|number| on(now, &steps, day(number))), [2, 12, 12, 17, 17].map(units));
    }

    /// Walks through the days one by one: what arrives in the morning pays off debts or lies there in the evening.
    fn simulated(free: &[i64], coming: &[(usize, i8, i64)], until: i8) -> i64 {
        let mut shelves: Vec<i64> = free.iter().map(|count| (*count).max(0)).collect();
        let mut debts: Vec<i64> = free.iter().map(|count| (-*count).max(0)).collect();
        for today in 1..=until {
            for (warehouse, _, count) in coming.iter().filter(|(_, on, _)| *on == today) {
                for _ in 0..*count {
                    if debts[*warehouse] > 0 {
                        debts[*warehouse] -= 1;
                    } else {
                        shelves[*warehouse] += 1;
                    }
                }
            }
        }
        shelves.iter().sum()
    }

    proptest! {
        #[test]
        fn the_model_equals_a_walk_through_the_days(
            free in proptest::collection::vec(-6_i64..9, 1..4),
            coming in proptest::collection::vec((0_usize..4, 1_i8..29, 0_i64..12), 0..9),
            asked in 1_i8..31,
        ) {
            let ids: Vec<WarehouseId> = free.iter().map(|_| WarehouseId::new()).collect();
            let coming: Vec<_> = coming.into_iter().map(|(at, on, count)| (at % free.len(), on, count)).collect();
            let known = ids.iter().copied().zip(free.iter().map(|count| units(*count)));
            let rows: Vec<_> = coming
                .iter()
                .map(|(at, on, count)| Coming { warehouse: ids[*at], on: day(*on), quantity: units(*count) })
                .collect();
            let (now, steps) = promise(known, &rows, day(1));
            prop_assert_eq!(on(now, &steps, day(asked)), units(simulated(&free, &coming, asked)));
            prop_assert!(steps.first().is_none_or(|first| now < first.available));
            prop_assert!(steps.windows(2).all(|pair| pair[0].available < pair[1].available));
        }
    }
}
