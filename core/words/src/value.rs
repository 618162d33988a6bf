//! What a sentence is told of: a name, a count, an amount, a measure, or another of Kontor's own words.
//! How it is written is the language's business, so it travels as what it is and not as text.

use fluent_bundle::FluentValue;
use kontor_kernel::{Money, Quantity};
use serde::{Deserialize, Serialize};

use crate::{
    bundle::Bundle,
    number::{self, NO_BREAK_SPACE},
};

/// What a sentence is told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A name or a code, the same in every language.
    Text(String),
    /// A whole number, which a sentence may choose its form by.
    Count(u64),
    /// An amount with its currency. It is kept as a measure of its currency.
    #[serde(skip)]
    Money(Money),
    /// Decimal text and a unit.
    Measure {
        /// Such as `12.5`.
        decimal: String,
        /// Such as `kg`.
        unit: String,
    },
    /// The key of another word, such as that of a role.
    Word(String),
}

impl Value {
    /// A quantity of a unit.
    #[must_use]
    pub fn quantity(quantity: Quantity, unit: &str) -> Self {
        Self::Measure { decimal: quantity.to_string(), unit: unit.to_owned() }
    }

    /// As it is kept in a column of a table.
    pub(crate) fn kept(&self) -> Self {
        match self {
            Self::Money(money) => {
                let (decimal, currency) = (money.amount().to_text(money.currency()), money.currency());
                Self::Measure { decimal, unit: currency.to_string() }
            }
            other => other.clone(),
        }
    }

    /// As the language writes it.
    pub(crate) fn shown(&self, language: &Bundle) -> FluentValue<'static> {
        let numbers = language.numbers();
        match self {
            Self::Text(text) => text.clone().into(),
            Self::Count(count) => (*count).into(),
            Self::Money(money) => {
                let (decimal, currency) = (money.amount().to_text(money.currency()), money.currency().to_string());
                number::wire(&decimal).map_or(decimal, |value| numbers.money(value, &currency)).into()
            }
            Self::Measure { decimal, unit } => {
                let number = number::wire(decimal).map_or_else(|| decimal.clone(), |value| numbers.quantity(value));
                format!("{number}{NO_BREAK_SPACE}{unit}").into()
            }
            Self::Word(key) => {
                language.find(key, None).map_or_else(|| key.clone(), std::borrow::Cow::into_owned).into()
            }
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u8> for Value {
    fn from(count: u8) -> Self {
        Self::Count(count.into())
    }
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}
