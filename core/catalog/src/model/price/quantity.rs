//! In which quantities something may be ordered: a least, a most, and an increment.
//! They bind whoever orders; what was agreed by hand on the order desk is held to them, too.

use kontor_kernel::Quantity;

/// In which quantities something may be ordered, in the product's own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct QuantityRule {
    /// At least so many.
    pub minimum: Option<Quantity>,
    /// At most so many.
    pub maximum: Option<Quantity>,
    /// A multiple of this.
    pub increment: Option<Quantity>,
}

impl QuantityRule {
    /// Whether so many may be ordered.
    pub fn allows(&self, quantity: Quantity) -> bool {
        self.minimum.is_none_or(|minimum| quantity >= minimum)
            && self.maximum.is_none_or(|maximum| quantity <= maximum)
            && self.increment.is_none_or(|step| quantity.millionths() % step.millionths().max(1) == 0)
    }

    /// The quantity to propose instead: the next larger one that may be ordered, or the largest one there is. Nothing
    /// where no quantity may be ordered at all.
    pub fn nearest(&self, wanted: Quantity) -> Option<Quantity> {
        let step = self.increment.map_or(1, Quantity::millionths).max(1);
        let up = |millionths: i64| millionths.checked_add(step - 1).map(|sum| sum.div_euclid(step) * step);
        let least = self.minimum.map_or(1, Quantity::millionths).max(1);
        let lowest = up(least)?;
        let highest = self.maximum.map_or(i64::MAX, Quantity::millionths).div_euclid(step) * step;
        if lowest > highest {
            return None;
        }
        let proposed = up(wanted.millionths().max(1)).unwrap_or(highest);
        Some(Quantity::from_millionths(proposed.clamp(lowest, highest)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rule(minimum: i64, maximum: i64, increment: i64) -> QuantityRule {
        let some = |units: i64| (units > 0).then(|| Quantity::from_millionths(units * 1_000_000));
        QuantityRule { minimum: some(minimum), maximum: some(maximum), increment: some(increment) }
    }

    fn units(count: i64) -> Quantity {
        Quantity::from_units(count).unwrap()
    }

    #[test]
    fn what_is_not_allowed_has_a_neighbour_that_is() {
        let dozens = rule(12, 120, 12);
        assert!(dozens.allows(units(24)) && !dozens.allows(units(25)) && !dozens.allows(units(132)));
        assert_eq!(dozens.nearest(units(25)), Some(units(36)));
        assert_eq!(dozens.nearest(units(1)), Some(units(12)));
        assert_eq!(dozens.nearest(units(500)), Some(units(120)));
        assert_eq!(rule(10, 0, 12).nearest(units(1)), Some(units(12)));
        assert_eq!(rule(13, 20, 12).nearest(units(15)), None);
        assert_eq!(QuantityRule::default().nearest(units(7)), Some(units(7)));
    }

    proptest! {
        #[test]
        fn what_is_proposed_is_allowed(min in 0_i64..50, max in 0_i64..200, step in 0_i64..20, wanted in 1_i64..300) {
            let rule = rule(min, max, step);
            let any = (1..=400).any(|count| rule.allows(units(count)));
            match rule.nearest(units(wanted)) {
                Some(proposed) => prop_assert!(rule.allows(proposed) && (!rule.allows(units(wanted)) || proposed == units(wanted))),
                None => prop_assert!(!any),
            }
        }
    }
}
