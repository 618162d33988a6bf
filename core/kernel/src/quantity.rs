//! Quantities in millionths of a unit of measure, so that pieces, metres and kilograms are all whole numbers.
//! Six decimals are enough for every unit in UN/ECE Recommendation 20 that trade uses by measure.

use std::{fmt, str::FromStr};

use crate::decimal::{NumberError, decimal_on_the_wire, format_scaled, parse_scaled};

/// A quantity in millionths of its unit. Range ±9.2 × 10¹² units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
pub struct Quantity(i64);

impl Quantity {
    /// How many decimals a quantity keeps.
    pub const SCALE: u32 = 6;
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One unit.
    pub const ONE: Self = Self(1_000_000);

    /// From millionths of a unit.
    #[must_use]
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// From whole units; `None` when they do not fit.
    #[must_use]
    pub const fn from_units(units: i64) -> Option<Self> {
        match units.checked_mul(1_000_000) {
            Some(millionths) => Some(Self(millionths)),
            None => None,
        }
    }

    /// In millionths of a unit.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// Whether it is above zero.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether it has at most `decimals` decimals, as the unit of a product allows.
    #[must_use]
    pub fn fits_decimals(self, decimals: u32) -> bool {
        self.0 % 10_i64.pow(Self::SCALE.saturating_sub(decimals)) == 0
    }

    /// The sum, unless it overflows.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// The difference, unless it overflows.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Self(difference)),
            None => None,
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format_scaled(self.0, Self::SCALE, 0))
    }
}

impl FromStr for Quantity {
    type Err = NumberError;
    fn from_str(text: &str) -> Result<Self, NumberError> {
        parse_scaled(text, Self::SCALE).map(Self)
    }
}

decimal_on_the_wire!(Quantity, "a quantity with up to six decimals");
