//! What becomes of stock that is held: an order uses it, somebody gives it back, or its time runs out.
//! Which held lines an order uses is decided here, and which have run out and are free.

use std::collections::BTreeMap;

use kontor_kernel::{HoldId, ProductId, Quantity, Timestamp, WarehouseId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::allocation::Part;

/// How a hold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HoldState {
    /// It holds stock.
    Open,
    /// Orders have used all of it.
    Used,
    /// Somebody gave it back.
    Released,
    /// Its time has run out.
    Expired,
}

impl HoldState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Used, Self::Released, Self::Expired];

    /// As it is kept.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Used => "used",
            Self::Released => "released",
            Self::Expired => "expired",
        }
    }

    /// The state that is kept under a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A line of an open hold, among those that concern an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HeldLine {
    /// The hold.
    pub hold: HoldId,
    /// Until when it holds.
    pub expires_at: Timestamp,
    /// Whether it is held for whoever orders.
    pub is_own: bool,
    /// What is left of it, and where.
    pub part: Part,
}

/// What an order does with held lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Settlement {
    /// What the order uses of which hold.
    pub used: Vec<(HoldId, Part)>,
    /// What is free, because its time has run out.
    pub freed: Vec<(HoldId, Part)>,
    /// What the order uses, by product and warehouse.
    pub parts: Vec<Part>,
    /// What the order wants besides.
    pub wanted: BTreeMap<ProductId, Quantity>,
}

/// Uses what is held for whoever orders, the hold that ends first before others, and frees what has run out.
pub(crate) fn settle(wanted: &BTreeMap<ProductId, Quantity>, mut lines: Vec<HeldLine>, now: Timestamp) -> Settlement {
    lines.retain(|line| line.part.quantity.is_positive());
    lines.sort_by_key(|line| (line.expires_at, line.hold, line.part.product, line.part.warehouse));
    let mut settlement = Settlement { wanted: wanted.clone(), ..Settlement::default() };
    let mut taken: BTreeMap<(ProductId, WarehouseId), Quantity> = BTreeMap::new();
    for line in lines {
        if line.expires_at <= now {
            settlement.freed.push((line.hold, line.part));
            continue;
        }
        let Some(missing) = settlement.wanted.get_mut(&line.part.product).filter(|_| line.is_own) else { continue };
        let used = line.part.quantity.min(*missing);
        if used.is_positive() {
            *missing = missing.checked_sub(used).unwrap_or_default();
            settlement.used.push((line.hold, Part { quantity: used, ..line.part }));
            let sum = taken.entry((line.part.product, line.part.warehouse)).or_default();
            *sum = sum.checked_add(used).unwrap_or(*sum);
        }
    }
    settlement.wanted.retain(|_, missing| missing.is_positive());
    let part = |((product, warehouse), quantity)| Part { product, warehouse, quantity };
    settlement.parts = taken.into_iter().map(part).collect();
    settlement
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn units(count: i64) -> Quantity {
        Quantity::from_units(count).unwrap()
    }

    fn line(product: ProductId, count: i64, expires: i64, is_own: bool) -> HeldLine {
        let part = Part { product, warehouse: WarehouseId::new(), quantity: units(count) };
        HeldLine { hold: HoldId::new(), expires_at: Timestamp::from_micros(expires), is_own, part }
    }

    #[test]
    fn the_hold_that_ends_first_is_used_first_and_nobody_uses_what_is_held_for_others() {
        let product = ProductId::new();
        let lines = vec![line(product, 5, 30, true), line(product, 4, 20, true), line(product, 9, 15, false)];
        let wanted = BTreeMap::from([(product, units(6))]);
        let settled = settle(&wanted, lines.clone(), Timestamp::from_micros(10));
        let used: Vec<_> = settled.used.iter().map(|(hold, part)| (*hold, part.quantity)).collect();
        assert_eq!(used, [(lines[1].hold, units(4)), (lines[0].hold, units(2))]);
        assert!(settled.wanted.is_empty() && settled.freed.is_empty());
    }

    #[test]
    fn at_the_moment_it_ends_a_hold_is_free_for_everybody_and_used_by_nobody() {
        let product = ProductId::new();
        let lines = vec![line(product, 5, 10, true), line(product, 4, 11, false)];
        let wanted = BTreeMap::from([(product, units(6))]);
        let settled = settle(&wanted, lines.clone(), Timestamp::from_micros(10));
        assert_eq!(settled.freed, [(lines[0].hold, lines[0].part)]);
        assert_eq!((settled.used.len(), settled.wanted), (0, wanted));
    }

    proptest! {
        #[test]
        fn what_is_used_and_what_is_wanted_besides_sum_up_to_what_is_wanted(
            counts in proptest::collection::vec((0_i64..9, 0_i64..20, any::<bool>()), 0..8),
            wish in 1_i64..40,
        ) {
            let product = ProductId::new();
            let lines: Vec<_> = counts.iter().map(|(count, at, own)| line(product, *count, *at, *own)).collect();
            let settled = settle(&BTreeMap::from([(product, units(wish))]), lines.clone(), Timestamp::from_micros(10));
            let used: i64 = settled.used.iter().map(|(_, part)| part.quantity.millionths()).sum();
            let parts: i64 = settled.parts.iter().map(|part| part.quantity.millionths()).sum();
            let rest = settled.wanted.get(&product).map_or(0, |quantity| quantity.millionths());
            prop_assert_eq!(used + rest, units(wish).millionths());
            prop_assert_eq!(parts, used);
            for (hold, part) in &settled.used {
                let line = lines.iter().find(|line| line.hold == *hold).unwrap();
                prop_assert!(line.is_own && line.expires_at.micros() > 10 && part.quantity <= line.part.quantity);
                prop_assert!(settled.freed.iter().all(|(freed, _)| freed != hold));
            }
        }
    }
}
