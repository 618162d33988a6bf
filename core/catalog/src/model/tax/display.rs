//! Unit prices as their reader is used to them: with tax or without.
//! One rule, rounded once: half away from zero at the sixth decimal, so that what is shown adds up to what is charged.

use kontor_contract::catalog::TaxMode;
use kontor_kernel::{BusinessDate, MoneyError, Rate, UnitPrice};

use super::Taxes;

/// How somebody is shown prices: without tax, with that of the seller's own country, or as lists have them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    taxes: &'a Taxes,
    wanted: Option<TaxMode>,
    country: &'a str,
    on: BusinessDate,
}

impl<'a> Shown<'a> {
    /// With or without tax; as lists have them where nothing is said.
    pub fn of(taxes: &'a Taxes, with_tax: Option<bool>, country: &'a str, on: BusinessDate) -> Self {
        let wanted = with_tax.map(|with_tax| if with_tax { TaxMode::Gross } else { TaxMode::Net });
        Self { taxes, wanted, country, on }
    }

    /// How prices of a class are shown, and in which mode they then stand. Where the class has no rate, or a price does not
    /// fit, it is shown as it is: an order is not taken then.
    pub fn of_class(&self, class: &str, is: TaxMode) -> (impl Fn(UnitPrice) -> UnitPrice, TaxMode) {
        let wanted = self.wanted.filter(|wanted| *wanted != is);
        let rate = wanted.and_then(|_| self.taxes.rate(self.country, class, self.on).ok());
        let mode = rate.and(wanted).unwrap_or(is);
        let rate = rate.unwrap_or_default();
        (move |price| in_mode(price, is, mode, rate).unwrap_or(price), mode)
    }
}

/// A unit price of one mode in the other.
pub(crate) fn in_mode(price: UnitPrice, is: TaxMode, wanted: TaxMode, rate: Rate) -> Result<UnitPrice, MoneyError> {
    match (is, wanted) {
        (TaxMode::Net, TaxMode::Gross) => price.with_tax(rate),
        (TaxMode::Gross, TaxMode::Net) => price.without_tax(rate),
        (TaxMode::Net, TaxMode::Net) | (TaxMode::Gross, TaxMode::Gross) => Ok(price),
    }
}

#[cfg(test)]
mod tests {
    use kontor_kernel::{Currency, Quantity, line_net};
    use proptest::prelude::*;

    use super::*;

    fn shown(price: &str, is: TaxMode, wanted: TaxMode, rate: &str) -> String {
        in_mode(price.parse().unwrap(), is, wanted, rate.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn prices_are_shown_to_six_decimals() {
        assert_eq!(shown("100", TaxMode::Net, TaxMode::Gross, "23"), "123.00");
        assert_eq!(shown("9.99", TaxMode::Net, TaxMode::Gross, "23"), "12.2877");
        assert_eq!(shown("9.99", TaxMode::Gross, TaxMode::Net, "23"), "8.121951");
        assert_eq!(shown("0.000001", TaxMode::Net, TaxMode::Gross, "50"), "0.000002");
        assert_eq!(shown("7.77", TaxMode::Gross, TaxMode::Gross, "23"), "7.77");
    }

    #[test]
    fn a_price_beyond_the_range_is_an_error() {
        let huge = UnitPrice::from_millionths(i64::MAX);
        assert_eq!(in_mode(huge, TaxMode::Net, TaxMode::Gross, Rate::from_ppm(1)), Err(MoneyError::Overflow));
        assert!(in_mode(huge, TaxMode::Gross, TaxMode::Net, Rate::from_ppm(1_000_000)).is_ok());
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same_to_the_last_decimal(price in 0_i64..1_000_000_000_000_000, ppm in 0_i64..=1_000_000) {
            let (price, rate) = (UnitPrice::from_millionths(price), Rate::from_ppm(ppm));
            let gross = in_mode(price, TaxMode::Net, TaxMode::Gross, rate).unwrap();
            prop_assert_eq!(in_mode(gross, TaxMode::Gross, TaxMode::Net, rate).unwrap(), price);
        }

        #[test]
        fn what_is_shown_multiplied_is_what_is_charged_within_a_minor_unit(
            price in 1_i64..1_000_000_000, quantity in 1_i64..1_000, ppm in 0_i64..=1_000_000,
        ) {
            let (price, rate) = (UnitPrice::from_millionths(price), Rate::from_ppm(ppm));
            let quantity = Quantity::from_units(quantity).unwrap();
            let gross = in_mode(price, TaxMode::Net, TaxMode::Gross, rate).unwrap();
            let shown = line_net(gross, quantity, Quantity::ONE, Currency::EUR).unwrap().minor();
            let net = line_net(price, quantity, Quantity::ONE, Currency::EUR).unwrap();
            let charged = net.minor() + rate.of(net).unwrap().minor();
            prop_assert!((shown - charged).abs() <= 2, "{} {}", shown, charged);
        }
    }
}
