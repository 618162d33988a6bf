//! What a product or a price must be like, said once for imports, routes and the demo.
//! Each check names the column and says what to do.

use std::collections::BTreeMap;

use kontor_contract::{FieldFault, Sentence};
use kontor_kernel::{BusinessDate, Locale, Quantity, UnitPrice};

use crate::{
    error::CatalogError,
    model::gtin::{Gtin, GtinFault},
};

/// The longest code, in characters.
pub(crate) const LONGEST_CODE: usize = 64;
/// The longest name, in characters.
pub(crate) const LONGEST_NAME: usize = 300;
const LONGEST_DESCRIPTION: usize = 20_000;
const LONGEST_NOTE: usize = 2_000;
const LONGEST_WORD: usize = 40;
/// One thousand tonnes: more is a mistyped weight, and sums of it would overflow.
const HEAVIEST_G: i64 = 1_000_000_000;

/// What is wrong with one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ColumnFault {
    /// The column as imports name it.
    pub column: &'static str,
    /// A code that stays.
    pub code: &'static str,
    /// A sentence that says what to do.
    pub detail: Sentence,
}

impl ColumnFault {
    pub(crate) fn new(column: &'static str, code: &'static str, detail: impl Into<Sentence>) -> Self {
        Self { column, code, detail: detail.into() }
    }

    /// The refusal of a request that has a field of this name.
    pub(crate) fn refused(self) -> CatalogError {
        let Self { column, code, detail } = self;
        CatalogError::Fields(vec![FieldFault { pointer: format!("/{column}"), code, detail }])
    }
}

type Check = Result<(), ColumnFault>;

fn text(column: &'static str, value: &str, longest: usize) -> Check {
    if value.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t' && letter != '\r') {
        return Err(ColumnFault::new(column, "catalog.bad_text", "The text holds control characters."));
    }
    if value.chars().count() > longest {
        let detail = Sentence::new(format!("At most {longest} characters are taken."));
        return Err(ColumnFault::new(column, "catalog.too_long", detail.of([("most", longest.into())])));
    }
    Ok(())
}

fn required(column: &'static str, value: &str, longest: usize) -> Check {
    if value.trim().is_empty() {
        return Err(ColumnFault::new(column, "catalog.empty", "This must not be empty."));
    }
    text(column, value, longest)
}

/// A code of a product, list or category.
pub(crate) fn code(column: &'static str, value: &str) -> Check {
    required(column, value, LONGEST_CODE)
}

/// A code that stands in addresses of the shop.
pub(crate) fn address_code(column: &'static str, value: &str) -> Check {
    code(column, value)?;
    let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if value.chars().all(is_plain) {
        return Ok(());
    }
    Err(ColumnFault::new(column, "catalog.bad_code", "Write small letters, digits and hyphens, such as hex-bolts."))
}

/// A name.
pub(crate) fn name(column: &'static str, value: &str) -> Check {
    required(column, value, LONGEST_NAME)
}

/// Names in other languages, by tag.
pub(crate) fn names(names: &BTreeMap<String, String>) -> Check {
    for (tag, text) in names {
        tag.parse::<Locale>().map_err(|cause| ColumnFault::new("names", "catalog.bad_language", cause.to_string()))?;
        name("names", text)?;
    }
    Ok(())
}

/// A description.
pub(crate) fn description(value: &str) -> Check {
    text("description", value, LONGEST_DESCRIPTION)
}

/// What staff note about something.
pub(crate) fn note(value: &str) -> Check {
    text("note", value, LONGEST_NOTE)
}

/// A unit of measure or tax class.
pub(crate) fn word(column: &'static str, value: &str) -> Check {
    required(column, value, LONGEST_WORD)
}

/// A phrase of a search.
pub(crate) fn phrase(column: &'static str, value: &str, longest: usize) -> Check {
    required(column, value, longest)?;
    if value.chars().any(char::is_alphanumeric) {
        return Ok(());
    }
    Err(ColumnFault::new(column, "catalog.no_word", "There is no word in it."))
}

/// How many decimals quantities have.
pub(crate) fn decimals(value: u8) -> Check {
    if value <= 6 {
        return Ok(());
    }
    Err(ColumnFault::new("quantity_scale", "catalog.bad_scale", "A quantity has 0 to 6 decimals."))
}

/// The weight of one unit in grams.
pub(crate) fn weight(grams: i64) -> Check {
    if (0..=HEAVIEST_G).contains(&grams) {
        return Ok(());
    }
    let detail = Sentence::new(format!("A weight is 0 to {HEAVIEST_G} grams."));
    let most = HEAVIEST_G.unsigned_abs();
    Err(ColumnFault::new("weight_g", "catalog.bad_weight", detail.of([("most", most.into())])))
}

/// The days on which something holds.
pub(crate) fn validity(from: Option<BusinessDate>, to: Option<BusinessDate>) -> Check {
    match (from, to) {
        (Some(from), Some(to)) if from > to => {
            Err(ColumnFault::new("valid_to", "catalog.bad_validity", "The last day comes before the first."))
        }
        _ => Ok(()),
    }
}

/// Attributes by name.
pub(crate) fn attributes(value: &serde_json::Value) -> Check {
    if value.is_object() && value.to_string().len() <= LONGEST_DESCRIPTION {
        return Ok(());
    }
    let detail = "Attributes are an object of names and values of at most 20000 characters.";
    Err(ColumnFault::new("attributes", "catalog.bad_attributes", detail))
}

/// A barcode; what is wrong with it as code and sentence.
pub(crate) fn barcode(text: &str) -> Result<Gtin, (&'static str, Sentence)> {
    Gtin::parse(text).map_err(|fault| match fault {
        GtinFault::NoNumber => ("catalog.bad_barcode", Sentence::new(fault.to_string())),
        GtinFault::CheckDigit { expected } => {
            ("catalog.bad_check_digit", Sentence::new(fault.to_string()).of([("digit", expected.into())]))
        }
    })
}

/// The numbers of a price.
pub(crate) fn price(min_quantity: Quantity, unit_price: UnitPrice, per: Quantity) -> Check {
    if !min_quantity.is_positive() {
        return Err(ColumnFault::new(
            "min_quantity",
            "catalog.bad_quantity",
            "The quantity must be greater than zero.",
        ));
    }
    if unit_price.is_negative() {
        return Err(ColumnFault::new("unit_price", "catalog.bad_price", "A price must not be negative."));
    }
    if !per.is_positive() {
        return Err(ColumnFault::new("per", "catalog.bad_per", "A price stands for more than zero units."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_make_no_sense_are_refused_by_column() {
        let units = |count| Quantity::from_units(count).unwrap();
        let columns = [(0, 1, 1), (1, -1, 1), (1, 0, 0), (1, 0, 1)].map(|(min, price_units, per)| {
            let refused = price(units(min), UnitPrice::from_millionths(price_units), units(per));
            refused.err().map(|fault| fault.column)
        });
        assert_eq!(columns, [Some("min_quantity"), Some("unit_price"), Some("per"), None]);
        assert!(decimals(7).is_err() && weight(-1).is_err() && code("sku", " ").is_err());
    }
}
