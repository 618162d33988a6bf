//! A price in the product's own unit, said of the unit that was entered: of a box, where a list speaks of pieces.
//! Nothing is rounded: what six decimals cannot hold is said of ten, a hundred or more units at once.

use kontor_kernel::{Quantity, UnitPrice};

/// The price of so many units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said {
    /// The price of `per` units.
    pub unit_price: UnitPrice,
    /// For how many units it stands.
    pub per: Quantity,
}

impl Said {
    /// The same, said of a unit that holds `factor` of the one it is in. Nothing where that is more than can be counted.
    pub fn of_unit(self, factor: Quantity) -> Option<Self> {
        let one = i128::from(Quantity::ONE.millionths());
        let product = i128::from(self.unit_price.millionths()) * i128::from(factor.millionths());
        let finer = product % one;
        // A millionth of a millionth is the finest there is, so a million units are always enough.
        let scale = (0..=6).map(|zeros| 10_i128.pow(zeros)).find(|scale| finer * scale % one == 0)?;
        let per = i128::from(self.per.millionths()) * scale;
        Some(Self {
            unit_price: UnitPrice::from_millionths(i64::try_from(product / (one / scale)).ok()?),
            per: Quantity::from_millionths(i64::try_from(per).ok()?),
        })
    }

    /// The same, said of more units, so many times those it stands for. Nothing where that is more than can be counted.
    pub fn of_more(self, per: Quantity) -> Option<Self> {
        let times = per.millionths().checked_div(self.per.millionths())?;
        let unit_price = UnitPrice::from_millionths(self.unit_price.millionths().checked_mul(times)?);
        (per.millionths().checked_rem(self.per.millionths())? == 0).then_some(Self { unit_price, per })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(unit_price: &str, per: &str) -> Said {
        Said { unit_price: unit_price.parse().unwrap(), per: per.parse().unwrap() }
    }

    #[test]
    fn a_price_of_pieces_is_said_of_boxes_exactly() {
        let of = |price: &str, per: &str, factor: &str| said(price, per).of_unit(factor.parse().unwrap());
        assert_eq!(of("2.55", "1", "12"), Some(said("30.60", "1")));
        assert_eq!(of("1.99", "100", "12"), Some(said("23.88", "100")));
        assert_eq!(of("2.55", "1", "1"), Some(said("2.55", "1")));
        assert_eq!(of("2.50", "1", "0.4"), Some(said("1", "1")));
        assert_eq!(of("2.55", "1", "0.333333"), Some(said("84.999915", "100")));
        assert_eq!(of("0.000001", "1", "0.000001"), Some(said("0.000001", "1000000")));
        assert_eq!(of("0", "1", "0.333333"), Some(said("0", "1")));
        assert_eq!(of("9000000000000", "1", "12"), None);
        assert_eq!(of("0.000001", "9000000000", "0.000001"), None);
    }

    #[test]
    fn a_price_of_one_is_ten_times_that_of_ten() {
        let of = |price: &str, per: &str, more: &str| said(price, per).of_more(more.parse().unwrap());
        assert_eq!(of("2.55", "1", "100"), Some(said("255", "100")));
        assert_eq!(of("2.55", "10", "10"), Some(said("2.55", "10")));
        assert_eq!(of("2.55", "10", "15"), None);
        assert_eq!(of("9000000000000", "1", "10"), None);
    }

    proptest! {
        #[test]
        fn a_quantity_costs_the_same_in_either_unit(price in any::<i64>(), per in 1_i64..i64::MAX, factor in 1_i64..i64::MAX) {
            let known = Said { unit_price: UnitPrice::from_millionths(price), per: Quantity::from_millionths(per) };
            if let Some(said) = known.of_unit(Quantity::from_millionths(factor)) {
                let scale = i128::from(said.per.millionths()) / i128::from(per);
                prop_assert_eq!(scale * i128::from(per), i128::from(said.per.millionths()));
                prop_assert!([1, 10, 100, 1_000, 10_000, 100_000, 1_000_000].contains(&scale));
                let one = 1_000_000 / scale;
                prop_assert_eq!(i128::from(said.unit_price.millionths()) * one, i128::from(price) * i128::from(factor));
            }
        }
    }
}
