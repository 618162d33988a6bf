//! From which warehouses an order gets its goods. The main warehouse is asked first, then the others by code:
//! the first that has all of a product gives it. Only where none has, several give what they have, in that order.

use std::collections::{BTreeMap, HashMap};

use kontor_contract::inventory::{Shortage, StockWish};
use kontor_kernel::{ProductId, Quantity, WarehouseId};

/// What a warehouse has of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holding {
    /// The warehouse.
    pub warehouse: WarehouseId,
    /// On hand and not reserved; what is below zero counts as nothing.
    pub available: Quantity,
}

/// A quantity of a product from one warehouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// The product.
    pub product: ProductId,
    /// The warehouse.
    pub warehouse: WarehouseId,
    /// How many.
    pub quantity: Quantity,
}

/// The sum of wishes per product, in the order of ids; nothing where a sum is too large.
pub(crate) fn sum_up(wishes: &[StockWish]) -> Option<BTreeMap<ProductId, Quantity>> {
    let mut sums: BTreeMap<ProductId, Quantity> = BTreeMap::new();
    for wish in wishes.iter().filter(|wish| wish.quantity.is_positive()) {
        let sum = sums.entry(wish.product).or_default();
        *sum = sum.checked_add(wish.quantity)?;
    }
    Some(sums)
}

/// Where everything comes from, or what is missing. Products without holdings are not tracked and never short.
/// Holdings stand in the order in which warehouses are asked.
pub(crate) fn allocate(
    wanted: &BTreeMap<ProductId, Quantity>,
    holdings: &HashMap<ProductId, Vec<Holding>>,
) -> Result<Vec<Part>, Vec<Shortage>> {
    let mut parts = Vec::with_capacity(wanted.len());
    let mut shortages = Vec::new();
    for (product, wanted) in wanted {
        let Some(holdings) = holdings.get(product).filter(|holdings| !holdings.is_empty()) else { continue };
        match from(holdings, *wanted) {
            Ok(split) => {
                let part = |(warehouse, quantity)| Part { product: *product, warehouse, quantity };
                parts.extend(split.into_iter().map(part));
            }
            Err(available) => shortages.push(Shortage { product: *product, wanted: *wanted, available }),
        }
    }
    if shortages.is_empty() { Ok(parts) } else { Err(shortages) }
}

/// The shares of the warehouses, or how much there is altogether.
fn from(holdings: &[Holding], wanted: Quantity) -> Result<Vec<(WarehouseId, Quantity)>, Quantity> {
    if let Some(holding) = holdings.iter().find(|holding| holding.available >= wanted) {
        return Ok(vec![(holding.warehouse, wanted)]);
    }
    let mut shares = Vec::new();
    let mut missing = wanted;
    for holding in holdings.iter().filter(|holding| holding.available.is_positive()) {
        let share = holding.available.min(missing);
        missing = missing.checked_sub(share).unwrap_or_default();
        if share.is_positive() {
            shares.push((holding.warehouse, share));
        }
    }
    if missing.is_positive() { Err(wanted.checked_sub(missing).unwrap_or_default()) } else { Ok(shares) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn units(count: i64) -> Quantity {
        Quantity::from_units(count).unwrap()
    }

    fn holding(count: i64) -> Holding {
        Holding { warehouse: WarehouseId::new(), available: units(count) }
    }

    #[test]
    fn the_first_warehouse_that_has_all_of_it_gives_it() {
        let holdings = [holding(3), holding(8), holding(9)];
        assert_eq!(from(&holdings, units(3)), Ok(vec![(holdings[0].warehouse, units(3))]));
        assert_eq!(from(&holdings, units(7)), Ok(vec![(holdings[1].warehouse, units(7))]));
    }

    #[test]
    fn where_none_has_all_of_it_several_give_what_they_have_in_order() {
        let holdings = [holding(3), holding(-2), holding(8), holding(9)];
        let expected = [(0, 3), (2, 8), (3, 1)].map(|(at, count): (usize, i64)| (holdings[at].warehouse, units(count)));
        assert_eq!(from(&holdings, units(12)), Ok(expected.to_vec()));
        assert_eq!(from(&holdings, units(21)), Err(units(20)));
    }

    #[test]
    fn wishes_for_one_product_are_summed_up_and_untracked_ones_are_never_short() {
        let [tracked, untracked] = [ProductId::new(), ProductId::new()];
        let wish = |product, count| StockWish { product, quantity: units(count) };
        let wanted = sum_up(&[wish(tracked, 2), wish(untracked, 99), wish(tracked, 3)]).unwrap();
        let shelf = holding(4);
        let holdings = HashMap::from([(tracked, vec![shelf])]);
        let short = allocate(&wanted, &holdings).unwrap_err();
        assert_eq!(short, vec![Shortage { product: tracked, wanted: units(5), available: units(4) }]);
        assert_eq!(sum_up(&[wish(tracked, i64::MAX / 1_000_000), wish(tracked, i64::MAX / 1_000_000)]), None);
    }

    proptest! {
        #[test]
        fn what_is_given_sums_up_to_what_is_wanted_and_nobody_gives_more_than_it_has(
            counts in proptest::collection::vec(-5_i64..40, 0..6),
            wanted in 1_i64..80,
        ) {
            let holdings: Vec<Holding> = counts.iter().map(|count| holding(*count)).collect();
            let total: i64 = counts.iter().map(|count| (*count).max(0)).sum();
            match from(&holdings, units(wanted)) {
                Ok(shares) => {
                    let sum: i64 = shares.iter().map(|(_, share)| share.millionths()).sum();
                    prop_assert_eq!(sum, units(wanted).millionths());
                    for (warehouse, share) in shares {
                        let has = holdings.iter().find(|holding| holding.warehouse == warehouse).unwrap();
                        prop_assert!(share.is_positive() && share <= has.available);
                    }
                }
                Err(available) => {
                    prop_assert_eq!(available, units(total));
                    prop_assert!(total < wanted);
                }
            }
        }
    }
}
