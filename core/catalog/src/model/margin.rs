//! What a price leaves above what the goods cost, as a share of the price without tax.
//! It is computed in whole millionths and rounded down, so that nothing looks better than it is.

use kontor_kernel::{Quantity, Rate, UnitPrice};

const WHOLE: i128 = 1_000_000;

/// The share of the price that remains. `tax_rate` is given where the price stands with tax; `cost` is of one unit.
/// Nothing where the price is zero or out of range.
pub(crate) fn margin(unit_price: UnitPrice, per: Quantity, tax_rate: Option<Rate>, cost: UnitPrice) -> Option<Rate> {
    let tax = WHOLE + i128::from(tax_rate.map_or(0, Rate::ppm));
    // price = unit_price / per / (1 + tax); margin = (price - cost) / price, brought to one denominator.
    let price = i128::from(unit_price.millionths()).checked_mul(WHOLE)?.checked_mul(WHOLE)?;
    let spent = i128::from(cost.millionths()).checked_mul(per.millionths().into())?.checked_mul(tax)?;
    if price <= 0 {
        return None;
    }
    let share = price.checked_sub(spent)?.checked_mul(WHOLE)?.div_euclid(price);
    i64::try_from(share).ok().map(Rate::from_ppm)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(price: &str, per: &str, tax: Option<&str>, cost: &str) -> Option<String> {
        let tax = tax.map(|tax| tax.parse().unwrap());
        let found = margin(price.parse().unwrap(), per.parse().unwrap(), tax, cost.parse().unwrap());
        found.map(|rate| rate.to_string())
    }

    #[test]
    fn a_margin_is_the_share_of_the_price_without_tax_that_remains() {
        assert_eq!(of("10", "1", None, "6").as_deref(), Some("40"));
        assert_eq!(of("1000", "100", None, "6").as_deref(), Some("40"));
        assert_eq!(of("12.30", "1", Some("23"), "6").as_deref(), Some("40"));
        assert_eq!(of("3", "1", None, "2").as_deref(), Some("33.3333"));
        assert_eq!(of("5", "1", None, "6").as_deref(), Some("-20"));
        assert_eq!(of("0", "1", None, "6"), None);
    }

    #[test]
    fn the_largest_prices_have_a_margin_too() {
        let (high, low) = (UnitPrice::from_millionths(i64::MAX), UnitPrice::from_millionths(1));
        assert!(margin(high, Quantity::ONE, None, low).is_some());
        assert_eq!(margin(high, Quantity::from_millionths(i64::MAX), None, high), None);
    }
}
