//! What documents say in one language: their labels, and amounts, quantities and days as that language writes them.
//! Everything stays decimal text until it is written.

use kontor_kernel::{Amount, BusinessDate, Currency, Locale, Quantity, Rate, UnitPrice};
use kontor_words::{
    NumberFormat, Texts, Value,
    number::{NO_BREAK_SPACE, wire},
};

/// A language with its words.
#[derive(Clone, Copy)]
pub(crate) struct Speech<'a> {
    texts: &'a Texts,
    locale: Locale,
}

impl<'a> Speech<'a> {
    pub(crate) const fn new(texts: &'a Texts, locale: Locale) -> Self {
        Self { texts, locale }
    }

    /// A word of order confirmations.
    pub(crate) fn word(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// A sentence of order confirmations.
    pub(crate) fn say(&self, key: &str, values: &[(&'static str, Value)]) -> String {
        self.texts.say(self.locale, &format!("documents-confirmation-{key}"), values)
    }

    pub(crate) fn money(&self, amount: Amount, currency: Currency) -> String {
        self.decimal_money(&amount.to_text(currency), currency)
    }

    /// An amount that came as decimal text.
    pub(crate) fn decimal_money(&self, text: &str, currency: Currency) -> String {
        wire(text).map_or_else(|| text.to_owned(), |value| self.numbers().money(value, currency.code()))
    }

    /// A number without its currency, for columns whose head names it.
    pub(crate) fn plain_amount(&self, amount: Amount, currency: Currency) -> String {
        self.plain(&amount.to_text(currency), currency)
    }

    /// A price without its currency.
    pub(crate) fn plain_price(&self, price: UnitPrice, currency: Currency) -> String {
        self.plain(&price.to_text(currency), currency)
    }

    fn plain(&self, text: &str, currency: Currency) -> String {
        let least = usize::try_from(currency.decimals()).unwrap_or_default();
        wire(text).map_or_else(|| text.to_owned(), |value| self.numbers().decimal(value, least))
    }

    pub(crate) fn quantity(&self, quantity: Quantity, unit: &str) -> String {
        format!("{}{NO_BREAK_SPACE}{}", self.count(quantity), self.unit(unit))
    }

    /// A quantity without its unit.
    pub(crate) fn count(&self, quantity: Quantity) -> String {
        let text = quantity.to_string();
        wire(&text).map_or(text, |value| self.numbers().quantity(value))
    }

    /// A unit's name, or its code where the language has none for it.
    pub(crate) fn unit(&self, code: &str) -> String {
        self.texts.find(self.locale, &format!("documents-unit-{code}"), &[]).unwrap_or_else(|| code.to_owned())
    }

    pub(crate) fn rate(&self, rate: Rate) -> String {
        let text = rate.to_string();
        format!("{}%", wire(&text).map_or(text, |value| self.numbers().quantity(value)))
    }

    /// A day as the language's business letters write it.
    pub(crate) fn day(&self, day: BusinessDate) -> String {
        let date = day.date();
        let two = |number: i8| Value::Text(format!("{number:02}"));
        let values = [
            ("day", Value::Text(date.day().to_string())),
            ("day2", two(date.day())),
            ("month", Value::Count(u64::try_from(date.month()).unwrap_or_default())),
            ("month2", two(date.month())),
            ("year", Value::Text(date.year().to_string())),
        ];
        self.texts.say(self.locale, "documents-date", &values)
    }

    fn numbers(&self) -> NumberFormat {
        NumberFormat::of(self.locale.tag())
    }
}
