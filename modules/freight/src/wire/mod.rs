//! What staff say of ways, zones, tables and rules: as requests bring it, answers show it, and rows keep it.
//! Each is read into the model in one place, which finds everything that is wrong with it and says where.

pub(crate) mod rule;
pub(crate) mod table;
pub(crate) mod way;
pub(crate) mod zone;

use std::collections::BTreeMap;

use kontor_contract::{FieldFault, Sentence};
use kontor_kernel::{Amount, Currency, Locale, NumberError, code_key, is_country, parse_scaled};

use crate::{error::FreightError, model::way::Name};

/// The longest code, in characters; orders keep it with the way that was chosen.
const LONGEST_CODE: usize = 40;
/// The longest name, in characters.
const LONGEST_NAME: usize = 200;

/// What is wrong, found on the way through a request.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    at: String,
    found: Vec<FieldFault>,
}

impl Faults {
    /// Of what stands below a pointer, `/way`.
    pub(crate) fn below(at: &str) -> Self {
        Self { at: at.to_owned(), found: Vec::new() }
    }

    /// Something is wrong with a field.
    pub(crate) fn add(&mut self, field: &str, code: &'static str, detail: impl Into<Sentence>) {
        let pointer = format!("{}/{field}", self.at);
        self.found.push(FieldFault { pointer, code, detail: detail.into() });
    }

    /// What was read, unless something is wrong.
    pub(crate) fn unless<T>(self, read: T) -> Result<T, FreightError> {
        if self.found.is_empty() { Ok(read) } else { Err(FreightError::Fields(self.found)) }
    }

    /// A number that must not be negative.
    fn number(&mut self, field: &str, text: &str, scale: u32) -> i64 {
        let read = parse_scaled(text, scale).and_then(|number| match number {
            number if number < 0 => Err(NumberError::Negative(text.to_owned())),
            number => Ok(number),
        });
        self.read(field, read)
    }

    /// The same where it is said.
    fn some_number(&mut self, field: &str, text: Option<&String>, scale: u32) -> Option<i64> {
        text.map(|text| self.number(field, text, scale))
    }

    /// Weight in kilograms, kept in grams.
    pub(crate) fn kg(&mut self, field: &str, text: Option<&String>) -> Option<i64> {
        self.some_number(field, text, 3)
    }

    /// An amount that must not be negative.
    pub(crate) fn amount(&mut self, field: &str, text: &str, currency: Currency) -> Amount {
        Amount::from_minor(self.number(field, text, currency.decimals()))
    }

    /// The same where it is said.
    pub(crate) fn some_amount(&mut self, field: &str, text: Option<&String>, currency: Currency) -> Option<Amount> {
        text.map(|text| self.amount(field, text, currency))
    }

    /// A number that was read, or zero and a fault.
    pub(crate) fn read<T: Default>(&mut self, field: &str, read: Result<T, NumberError>) -> T {
        read.unwrap_or_else(|cause| {
            self.add(field, "freight.bad_number", not_a_number(&cause));
            T::default()
        })
    }

    /// A code that people and other systems name something by.
    pub(crate) fn code(&mut self, field: &str, code: &str) -> String {
        let trimmed = code.trim();
        let is_code = |letter: char| letter.is_alphanumeric() || ['-', '_', '.'].contains(&letter);
        if trimmed.is_empty() || trimmed.chars().count() > LONGEST_CODE || !trimmed.chars().all(is_code) {
            let detail = format!("Write 1 to {LONGEST_CODE} letters, digits, hyphens, underscores or points.");
            self.add(field, "freight.bad_code", Sentence::new(detail).of([("most", LONGEST_CODE.into())]));
        }
        trimmed.to_owned()
    }

    /// A name in the tenant's own language, and those in others.
    pub(crate) fn name(&mut self, name: &str, names: &BTreeMap<Locale, String>) -> Name {
        if name.trim().is_empty() {
            self.add("name", "freight.no_name", "Give it a name.");
        }
        let others: BTreeMap<Locale, String> =
            names.iter().map(|(locale, name)| (*locale, name.trim().to_owned())).collect();
        let all = others.iter().map(|(locale, name)| (format!("names/{locale}"), name.as_str()));
        for (field, text) in all.chain([("name".to_owned(), name)]) {
            if text.chars().count() > LONGEST_NAME || text.chars().any(char::is_control) {
                let detail = format!("A name has at most {LONGEST_NAME} characters on one line.");
                self.add(&field, "freight.bad_name", Sentence::new(detail).of([("most", LONGEST_NAME.into())]));
            }
        }
        Name { own: name.trim().to_owned(), others }
    }

    /// Countries by their codes.
    pub(crate) fn countries(&mut self, countries: &[String]) -> Vec<String> {
        for (index, country) in countries.iter().enumerate() {
            if !is_country(&country.to_ascii_uppercase()) {
                let detail = "Name a country by two letters of ISO 3166-1, such as PL.";
                self.add(&format!("countries/{index}"), "freight.unknown_country", detail);
            }
        }
        countries.iter().map(|country| country.to_ascii_uppercase()).collect()
    }

    /// A word such as `standard` that names a tax class.
    pub(crate) fn tax_class(&mut self, class: Option<&String>) -> String {
        let class = class.map_or("standard", |class| class.trim());
        if class.is_empty() || class.chars().count() > LONGEST_CODE || class.chars().any(char::is_control) {
            self.add("tax_class", "freight.bad_tax_class", "Name a tax class, such as standard.");
        }
        class.to_owned()
    }

    /// Dates between which something holds.
    pub(crate) fn period<D: PartialOrd + Copy>(&mut self, from: Option<D>, to: Option<D>) {
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            self.add("valid_to", "freight.backwards", "The last day lies before the first one.");
        }
    }
}

/// Why a number cannot be taken.
pub(crate) fn not_a_number(cause: &NumberError) -> Sentence {
    let said = Sentence::new(format!("The number cannot be taken: {cause}."));
    match cause {
        NumberError::Empty => said.keyed("freight-number-missing"),
        NumberError::Malformed(text) => said.keyed("freight-number-malformed").of([("text", text.into())]),
        NumberError::TooPrecise { text, scale } => {
            said.keyed("freight-number-too-precise").of([("text", text.into()), ("most", (*scale).into())])
        }
        NumberError::OutOfRange(text) => said.keyed("freight-number-too-large").of([("text", text.into())]),
        NumberError::NotPositive(text) => said.keyed("freight-number-not-positive").of([("text", text.into())]),
        NumberError::Negative(text) => said.keyed("freight-number-negative").of([("text", text.into())]),
    }
}

/// The key by which codes are compared.
pub(crate) fn key(code: &str) -> String {
    code_key(code)
}
