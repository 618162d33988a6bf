//! Money in minor units, unit prices in millionths and rates in parts per million, with one rounding and one allocation.
//! Rounding is half away from zero (commercial rounding, as Polish and Italian invoicing law expects).

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::{
    Currency, Quantity,
    decimal::{NumberError, decimal_on_the_wire, format_scaled, parse_scaled},
};

/// Why a sum of money cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// The result does not fit into 64 bits of minor units.
    #[error("the amount is too large to be computed")]
    Overflow,
    /// Two currencies met.
    #[error("amounts in {0} and {1} cannot be added")]
    CurrencyMismatch(Currency, Currency),
    /// A price per zero units.
    #[error("a price per zero units has no meaning")]
    PerZero,
}

/// An amount in minor units of a currency that stands beside it (on the document, the list, the account).
/// It travels to hooks and events as an integer of minor units; routes write decimal text with [`Amount::to_text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
pub struct Amount(i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From minor units (grosze, cents, pence).
    #[must_use]
    pub const fn from_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// In minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_add(other.0).map(Self).ok_or(MoneyError::Overflow)
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_sub(other.0).map(Self).ok_or(MoneyError::Overflow)
    }

    /// The sum of many.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// With its currency.
    #[must_use]
    pub const fn in_currency(self, currency: Currency) -> Money {
        Money { amount: self, currency }
    }

    /// Decimal text in the currency's decimals, such as `12.50`.
    #[must_use]
    pub fn to_text(self, currency: Currency) -> String {
        format_scaled(self.0, currency.decimals(), currency.decimals())
    }

    /// Reads decimal text in the currency's decimals.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, NumberError> {
        parse_scaled(text, currency.decimals()).map(Self)
    }
}

/// An amount and its currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    amount: Amount,
    currency: Currency,
}

impl Money {
    /// The amount in minor units.
    #[must_use]
    pub const fn amount(self) -> Amount {
        self.amount
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum, of the same currency only.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch(self.currency, other.currency));
        }
        Ok(self.amount.plus(other.amount)?.in_currency(self.currency))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount.to_text(self.currency), self.currency)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A price of one unit (or of N, see [`line_net`]) in millionths of the currency's major unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
pub struct UnitPrice(i64);

impl UnitPrice {
    /// How many decimals a unit price keeps.
    pub const SCALE: u32 = 6;
    /// Free of charge.
    pub const ZERO: Self = Self(0);

    /// From millionths of the major unit.
    #[must_use]
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// In millionths of the major unit.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// Whether it is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// This price with tax, rounded once, half away from zero at the sixth decimal.
    pub fn with_tax(self, rate: Rate) -> Result<Self, MoneyError> {
        let with_tax = WHOLE_PPM + i128::from(rate.0);
        round_div(i128::from(self.0) * with_tax, WHOLE_PPM).map(Self)
    }

    /// This price without the tax that is in it, rounded once, half away from zero at the sixth decimal.
    pub fn without_tax(self, rate: Rate) -> Result<Self, MoneyError> {
        let with_tax = WHOLE_PPM + i128::from(rate.0);
        round_div(i128::from(self.0) * WHOLE_PPM, with_tax).map(Self)
    }

    /// Decimal text with at least the currency's decimals, such as `2.50` or `0.0125`.
    #[must_use]
    pub fn to_text(self, currency: Currency) -> String {
        format_scaled(self.0, Self::SCALE, currency.decimals())
    }
}

impl fmt::Display for UnitPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format_scaled(self.0, Self::SCALE, 2))
    }
}

impl FromStr for UnitPrice {
    type Err = NumberError;
    fn from_str(text: &str) -> Result<Self, NumberError> {
        parse_scaled(text, Self::SCALE).map(Self)
    }
}

decimal_on_the_wire!(UnitPrice, "a unit price with up to six decimals");

/// One hundred per cent in parts per million.
const WHOLE_PPM: i128 = 1_000_000;

/// A rate in parts per million; 23 % is 230 000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
pub struct Rate(i64);

impl Rate {
    /// No rate.
    pub const ZERO: Self = Self(0);

    /// From parts per million.
    #[must_use]
    pub const fn from_ppm(ppm: i64) -> Self {
        Self(ppm)
    }

    /// In parts per million.
    #[must_use]
    pub const fn ppm(self) -> i64 {
        self.0
    }

    /// One hundred per cent.
    pub const WHOLE: Self = Self(1_000_000);

    /// This rate of an amount, rounded to the minor unit.
    pub fn of(self, amount: Amount) -> Result<Amount, MoneyError> {
        round_div(i128::from(amount.0) * i128::from(self.0), WHOLE_PPM).map(Amount)
    }

    /// The tax that is in an amount with tax: `amount × rate ÷ (100 % + rate)`, rounded to the minor unit.
    pub fn within(self, amount: Amount) -> Result<Amount, MoneyError> {
        round_div(i128::from(amount.0) * i128::from(self.0), WHOLE_PPM + i128::from(self.0)).map(Amount)
    }
}

/// In per cent, such as `23` or `5.5`.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format_scaled(self.0, 4, 0))
    }
}

impl FromStr for Rate {
    type Err = NumberError;
    fn from_str(text: &str) -> Result<Self, NumberError> {
        parse_scaled(text, 4).map(Self)
    }
}

decimal_on_the_wire!(Rate, "a rate in per cent with up to four decimals");

/// The one rounding: `numerator / denominator`, half away from zero. `denominator` above zero.
pub fn round_div(numerator: i128, denominator: i128) -> Result<i64, MoneyError> {
    if denominator <= 0 {
        return Err(MoneyError::PerZero);
    }
    let half = denominator / 2;
    let shifted = if numerator < 0 { numerator.checked_sub(half) } else { numerator.checked_add(half) };
    // An odd denominator has no exact half, so adding its floor still rounds to the nearest.
    let quotient = shifted.ok_or(MoneyError::Overflow)? / denominator;
    i64::try_from(quotient).map_err(|_| MoneyError::Overflow)
}

/// The net of a line: `price × quantity / per`, rounded once, to the currency's minor unit.
pub fn line_net(price: UnitPrice, quantity: Quantity, per: Quantity, currency: Currency) -> Result<Amount, MoneyError> {
    if per.millionths() <= 0 {
        return Err(MoneyError::PerZero);
    }
    let product = i128::from(price.0) * i128::from(quantity.millionths());
    let denominator = i128::from(per.millionths()) * 10_i128.pow(UnitPrice::SCALE - currency.decimals());
    round_div(product, denominator).map(Amount)
}

/// The one allocation: shares of `total` in proportion to `weights` that sum to `total` to the minor unit.
/// Largest remainders get the odd minor units, earlier shares first; with no weight at all the shares are equal.
pub fn allocate(total: Amount, weights: &[i64]) -> Result<Vec<Amount>, MoneyError> {
    if weights.is_empty() {
        return Ok(Vec::new());
    }
    let weights: Vec<i128> = if weights.iter().all(|weight| *weight <= 0) {
        vec![1; weights.len()]
    } else {
        weights.iter().map(|weight| i128::from((*weight).max(0))).collect()
    };
    let sum: i128 = weights.iter().sum();
    let magnitude = i128::from(total.0).abs();
    let mut shares = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (index, weight) in weights.iter().enumerate() {
        let product = magnitude.checked_mul(*weight).ok_or(MoneyError::Overflow)?;
        shares.push(product / sum);
        remainders.push((product % sum, index));
    }
    let missing = magnitude - shares.iter().sum::<i128>();
    remainders.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
    for (_, index) in remainders.iter().take(usize::try_from(missing).unwrap_or(0)) {
        shares[*index] += 1;
    }
    let sign = if total.0 < 0 { -1 } else { 1 };
    shares.into_iter().map(|share| i64::try_from(share * sign).map(Amount).map_err(|_| MoneyError::Overflow)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn net(price: &str, quantity: &str, per: &str, currency: Currency) -> String {
        line_net(price.parse().unwrap(), quantity.parse().unwrap(), per.parse().unwrap(), currency)
            .unwrap()
            .to_text(currency)
    }

    #[test]
    fn a_line_is_rounded_once_to_the_minor_unit() {
        assert_eq!(net("2.55", "6", "1", Currency::GBP), "15.30");
        assert_eq!(net("0.0125", "3", "1", Currency::EUR), "0.04");
        assert_eq!(net("12.50", "250", "100", Currency::PLN), "31.25");
        assert_eq!(net("0.005", "1", "1", Currency::PLN), "0.01");
        assert_eq!(net("100", "1.5", "1", "JPY".parse().unwrap()), "150");
        assert_eq!(net("0.0005", "1", "1", "KWD".parse().unwrap()), "0.001");
    }

    #[test]
    fn tax_is_rounded_half_away_from_zero() {
        let rate: Rate = "23".parse().unwrap();
        assert_eq!(rate.of(Amount::from_minor(50)).unwrap().minor(), 12);
        assert_eq!(rate.of(Amount::from_minor(-50)).unwrap().minor(), -12);
        assert_eq!(rate.to_string(), "23");
    }

    #[test]
    fn overflow_is_an_error() {
        let huge = UnitPrice::from_millionths(i64::MAX);
        let many = Quantity::from_millionths(i64::MAX);
        assert_eq!(line_net(huge, many, Quantity::ONE, Currency::EUR), Err(MoneyError::Overflow));
        assert_eq!(Amount::from_minor(i64::MAX).plus(Amount::from_minor(1)), Err(MoneyError::Overflow));
    }

    proptest! {
        #[test]
        fn shares_sum_to_the_total(total in any::<i64>(), weights in prop::collection::vec(0_i64..1_000_000_000, 1..40)) {
            let shares = allocate(Amount::from_minor(total), &weights).unwrap();
            prop_assert_eq!(shares.iter().map(|share| i128::from(share.minor())).sum::<i128>(), i128::from(total));
        }

        #[test]
        fn no_share_is_off_by_more_than_one_minor_unit(total in 0_i64..1_000_000_000, weights in prop::collection::vec(1_i64..1_000_000, 1..40)) {
            let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
            for (share, weight) in allocate(Amount::from_minor(total), &weights).unwrap().iter().zip(&weights) {
                let exact_times_sum = i128::from(total) * i128::from(*weight);
                prop_assert!((i128::from(share.minor()) * sum - exact_times_sum).abs() <= sum);
            }
        }

        #[test]
        fn rounding_is_within_half_a_unit(numerator in -1_000_000_000_000_i64..1_000_000_000_000, denominator in 1_i64..1_000_000) {
            let rounded = i128::from(round_div(i128::from(numerator), i128::from(denominator)).unwrap());
            prop_assert!((rounded * i128::from(denominator) - i128::from(numerator)).abs() * 2 <= i128::from(denominator));
        }
    }
}
