//! From which warehouses an order gets its goods. The main warehouse is asked first, then the others by code:
//! the first that has all of a product gives it. Only where none has, several give what they have, in that order.

use std::collections::{BTreeMap, HashMap};

use kontor_contract::inventory::StockWish;
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

/// A part that is reserved: some of it may have to come in first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    /// What is reserved, and where.
    pub part: Part,
    /// How much of it is not there yet.
    pub backordered: Quantity,
}

/// What is missing of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Missing {
    /// The product.
    pub product: ProductId,
    /// How many were wanted.
    pub wanted: Quantity,
    /// How many there are.
    pub available: Quantity,
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

/// Where everything comes from, or what is missing. Products without an entry among the holdings are not tracked and never
/// short. Holdings stand in the order in which warehouses are asked; of what may be backordered, the first one owes the rest.
pub(crate) fn allocate(
    wanted: &BTreeMap<ProductId, Quantity>,
    holdings: &HashMap<ProductId, Vec<Holding>>,
    may_backorder: impl Fn(ProductId) -> bool,
) -> Result<Vec<Share>, Vec<Missing>> {
    let mut shares = Vec::with_capacity(wanted.len());
    let mut missing = Vec::new();
    for (product, wanted) in wanted {
        let Some(holdings) = holdings.get(product) else { continue };
        let (split, short) = from(holdings, *wanted);
        let share = |(warehouse, quantity)| Share {
            part: Part { product: *product, warehouse, quantity },
            backordered: Quantity::ZERO,
        };
        match holdings.first() {
            _ if !short.is_positive() => shares.extend(split.into_iter().map(share)),
            Some(first) if may_backorder(*product) => {
                shares.extend(owing(split.into_iter().map(share).collect(), *product, first.warehouse, short));
            }
            _ => {
                let available = wanted.checked_sub(short).unwrap_or_default();
                missing.push(Missing { product: *product, wanted: *wanted, available });
            }
        }
    }
    if missing.is_empty() { Ok(shares) } else { Err(missing) }
}

/// Shares of which a warehouse owes some more.
fn owing(mut shares: Vec<Share>, product: ProductId, warehouse: WarehouseId, owed: Quantity) -> Vec<Share> {
    match shares.iter_mut().find(|share| share.part.warehouse == warehouse) {
        Some(share) => {
            share.part.quantity = share.part.quantity.checked_add(owed).unwrap_or(share.part.quantity);
            share.backordered = owed;
        }
        None => shares.push(Share { part: Part { product, warehouse, quantity: owed }, backordered: owed }),
    }
    shares
}

/// The shares of the warehouses, and how much is missing.
fn from(holdings: &[Holding], wanted: Quantity) -> (Vec<(WarehouseId, Quantity)>, Quantity) {
    if let Some(holding) = holdings.iter().find(|holding| holding.available >= wanted) {
        return (vec![(holding.warehouse, wanted)], Quantity::ZERO);
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
    (shares, missing)
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
        assert_eq!(from(&holdings, units(3)), (vec![(holdings[0].warehouse, units(3))], units(0)));
        assert_eq!(from(&holdings, units(7)), (vec![(holdings[1].warehouse, units(7))], units(0)));
    }

    #[test]
    fn where_none_has_all_of_it_several_give_what_they_have_in_order() {
        let holdings = [holding(3), holding(-2), holding(8), holding(9)];
        let expected = [(0, 3), (2, 8), (3, 1)].map(|(at, count): (usize, i64)| (holdings[at].warehouse, units(count)));
        assert_eq!(from(&holdings, units(12)), (expected.to_vec(), units(0)));
        assert_eq!(from(&holdings, units(21)).1, units(1));
    }

    #[test]
    fn wishes_for_one_product_are_summed_up_and_untracked_ones_are_never_short() {
        let [tracked, untracked] = [ProductId::new(), ProductId::new()];
        let wish = |product, count| StockWish { product, quantity: units(count) };
        let wanted = sum_up(&[wish(tracked, 2), wish(untracked, 99), wish(tracked, 3)]).unwrap();
        let shelf = holding(4);
        let holdings = HashMap::from([(tracked, vec![shelf])]);
        let short = allocate(&wanted, &holdings, |_| false).unwrap_err();
        assert_eq!(short, vec![Missing { product: tracked, wanted: units(5), available: units(4) }]);
        let nowhere = HashMap::from([(tracked, Vec::new())]);
        assert_eq!(allocate(&wanted, &nowhere, |_| true).unwrap_err()[0].available, units(0));
        assert_eq!(sum_up(&[wish(tracked, i64::MAX / 1_000_000), wish(tracked, i64::MAX / 1_000_000)]), None);
    }

    #[test]
    fn of_what_may_be_backordered_the_first_warehouse_owes_what_nobody_has() {
        let product = ProductId::new();
        let wanted = BTreeMap::from([(product, units(12))]);
        let shares = |counts: &[i64]| {
            let holdings: Vec<Holding> = counts.iter().map(|count| holding(*count)).collect();
            let known = HashMap::from([(product, holdings.clone())]);
            let shares = allocate(&wanted, &known, |_| true).unwrap();
            let place = |share: &Share| holdings.iter().position(|holding| holding.warehouse == share.part.warehouse);
            shares.iter().map(|share| (place(share), share.part.quantity, share.backordered)).collect::<Vec<_>>()
        };
        assert_eq!(shares(&[3, 4]), [(Some(0), units(8), units(5)), (Some(1), units(4), units(0))]);
        assert_eq!(shares(&[-1, 4]), [(Some(1), units(4), units(0)), (Some(0), units(8), units(8))]);
        assert_eq!(shares(&[3, 12]), [(Some(1), units(12), units(0))]);
    }

    proptest! {
        #[test]
        fn what_is_given_sums_up_to_what_is_wanted_and_nobody_gives_more_than_it_has(
            counts in proptest::collection::vec(-5_i64..40, 0..6),
            wanted in 1_i64..80,
        ) {
            let holdings: Vec<Holding> = counts.iter().map(|count| holding(*count)).collect();
            let total: i64 = counts.iter().map(|count| (*count).max(0)).sum();
            let (shares, missing) = from(&holdings, units(wanted));
            let sum: i64 = shares.iter().map(|(_, share)| share.millionths()).sum();
            prop_assert_eq!(sum, units(wanted.min(total)).millionths());
            prop_assert_eq!(missing, units((wanted - total).max(0)));
            for (warehouse, share) in shares {
                let has = holdings.iter().find(|holding| holding.warehouse == warehouse).unwrap();
                prop_assert!(share.is_positive() && share <= has.available);
            }
        }
    }
}
