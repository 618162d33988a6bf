//! How a file's own columns become a kind's: which goes where, in which unit and with which words.
//! A mapping is data that people make and keep; nothing in it is run.

use std::collections::{BTreeMap, HashMap};

use kontor_contract::FieldFault;
use kontor_kernel::BusinessDate;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::csv::{DecimalMark, Delimiter, Encoding, Kind};

/// Columns of one mapping.
const MOST_COLUMNS: usize = 100;
/// Words of one column that are replaced.
const MOST_VALUES: usize = 1_000;
const LONGEST_TEXT: usize = 200;

/// How the columns of a file become those of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportMapping")]
pub struct Mapping {
    /// The file's columns that are taken.
    #[serde(default)]
    pub columns: Vec<MappedColumn>,
    /// Columns of the kind that have the same value in every row.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub constants: BTreeMap<String, String>,
    /// Whether the file's other columns are passed over; otherwise they refuse it.
    #[serde(default)]
    pub ignores_others: bool,
    /// The encoding of its files, where the upload says none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    /// What stands between two fields of its files, where the upload says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<Delimiter>,
    /// The decimal mark of its files, where the upload says none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal_mark: Option<DecimalMark>,
    /// The sheet of its workbooks, where the upload says none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
}

/// A column of a file, and the column of the kind it goes into.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportMappedColumn")]
pub struct MappedColumn {
    /// Its name in the file, whatever its case.
    pub source: String,
    /// The column of the kind.
    pub field: String,
    /// Words that stand for others, whatever their case, such as `szt` for `pcs`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// By what its numbers are multiplied, such as `1000` for kilograms that become grams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<String>,
    /// Its own decimal mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal_mark: Option<DecimalMark>,
    /// How its dates are written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_form: Option<DateForm>,
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ImportDateForm")]
pub enum DateForm {
    /// `2026-11-30`
    #[default]
    #[serde(rename = "YYYY-MM-DD")]
    Iso,
    /// `30.11.2026`
    #[serde(rename = "DD.MM.YYYY")]
    Points,
    /// `30/11/2026`
    #[serde(rename = "DD/MM/YYYY")]
    Slashes,
    /// `11/30/2026`
    #[serde(rename = "MM/DD/YYYY")]
    American,
    /// `20261130`
    #[serde(rename = "YYYYMMDD")]
    Compact,
}

impl DateForm {
    /// As it is written in mappings and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Iso => "YYYY-MM-DD",
            Self::Points => "DD.MM.YYYY",
            Self::Slashes => "DD/MM/YYYY",
            Self::American => "MM/DD/YYYY",
            Self::Compact => "YYYYMMDD",
        }
    }

    /// Reads a date; one without leading zeros is read, too, where marks part its numbers.
    pub(crate) fn read(self, text: &str) -> Option<BusinessDate> {
        // A spreadsheet may add midnight to a date.
        let text = text.strip_suffix("T00:00:00").unwrap_or(text);
        if self == Self::Compact && text.len() != 8 {
            return None;
        }
        let parts: Vec<&str> = match self {
            Self::Iso => text.split('-').collect(),
            Self::Points => text.split('.').collect(),
            Self::Slashes | Self::American => text.split('/').collect(),
            Self::Compact => vec![text.get(..4)?, text.get(4..6)?, text.get(6..)?],
        };
        let [first, second, third] = parts.try_into().ok()?;
        let (year, month, day) = match self {
            Self::Iso | Self::Compact => (first, second, third),
            Self::Points | Self::Slashes => (third, second, first),
            Self::American => (third, first, second),
        };
        let is_number =
            |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || !is_number(year, 4) || !is_number(month, 2) || !is_number(day, 2) {
            return None;
        }
        BusinessDate::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }
}

/// What becomes of the cells of one column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rule {
    values: HashMap<String, String>,
    pub(crate) factor: Option<Decimal>,
    pub(crate) decimal_mark: Option<DecimalMark>,
    pub(crate) date_form: Option<DateForm>,
}

impl Rule {
    /// The word that stands for another, or the text as it is.
    pub(crate) fn mapped(&self, text: String) -> String {
        if self.values.is_empty() {
            return text;
        }
        self.values.get(&text.to_lowercase()).cloned().unwrap_or(text)
    }
}

impl MappedColumn {
    pub(crate) fn rule(&self) -> Rule {
        Rule {
            values: self.values.iter().map(|(from, to)| (from.trim().to_lowercase(), to.trim().to_owned())).collect(),
            factor: self.factor.as_deref().and_then(factor),
            decimal_mark: self.decimal_mark,
            date_form: self.date_form,
        }
    }
}

impl Mapping {
    /// The column of the file that goes into a column of the kind.
    pub(crate) fn source_of(&self, field: &str) -> Option<&str> {
        self.columns.iter().find(|column| column.field == field).map(|column| column.source.trim())
    }

    /// The same mapping, with the kind's own columns where it says nothing of them: for formats whose names are given.
    pub(crate) fn over_own_names(&self, kind: Kind) -> Self {
        let mut all = self.clone();
        let is_taken = |name: &str| {
            self.constants.contains_key(name)
                || self
                    .columns
                    .iter()
                    .any(|column| column.field == name || column.source.trim().eq_ignore_ascii_case(name))
        };
        let own = kind.columns().iter().filter(|column| !is_taken(column.name)).map(|column| MappedColumn {
            source: column.name.to_owned(),
            field: column.name.to_owned(),
            ..MappedColumn::default()
        });
        all.columns.extend(own);
        all.ignores_others = true;
        all
    }

    /// What is wrong with it, below a pointer.
    pub(crate) fn faults(&self, kind: Kind, below: &str) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut fault = |pointer: String, code, detail: String| {
            faults.push(FieldFault { pointer: format!("{below}/{pointer}"), code, detail: detail.into() });
        };
        if self.columns.is_empty() || self.columns.len() > MOST_COLUMNS {
            fault("columns".to_owned(), "import.mapping_size", format!("A mapping takes 1 to {MOST_COLUMNS} columns."));
        }
        let mut fields: Vec<&str> = Vec::new();
        for (index, column) in self.columns.iter().enumerate().take(MOST_COLUMNS) {
            for (part, code, detail) in column.faults(kind) {
                fault(format!("columns/{index}/{part}"), code, detail);
            }
            if fields.contains(&column.field.as_str()) {
                let detail = format!("Two columns go into {}.", column.field);
                fault(format!("columns/{index}/field"), "import.field_mapped_twice", detail);
            }
            fields.push(&column.field);
        }
        for (field, value) in &self.constants {
            if kind.column(field).is_none() {
                fault(format!("constants/{field}"), "import.unknown_mapped_field", unknown_field(kind, field));
            } else if fields.contains(&field.as_str()) {
                let detail = format!("Two columns go into {field}.");
                fault(format!("constants/{field}"), "import.field_mapped_twice", detail);
            } else if !is_text(value) {
                fault(format!("constants/{field}"), "import.bad_mapping_text", bad_text());
            }
        }
        faults
    }
}

impl MappedColumn {
    fn faults(&self, kind: Kind) -> Vec<(&'static str, &'static str, String)> {
        let mut faults = Vec::new();
        if !is_text(&self.source) {
            faults.push(("source", "import.bad_mapping_text", bad_text()));
        }
        if kind.column(&self.field).is_none() {
            faults.push(("field", "import.unknown_mapped_field", unknown_field(kind, &self.field)));
        }
        if self.values.len() > MOST_VALUES
            || self.values.iter().any(|(from, to)| !is_text(from) || to.chars().count() > LONGEST_TEXT)
        {
            let detail = format!("At most {MOST_VALUES} words of 1 to {LONGEST_TEXT} characters are replaced.");
            faults.push(("values", "import.bad_mapping_values", detail));
        }
        if self.factor.as_deref().is_some_and(|text| factor(text).is_none()) {
            let detail = "Write a number above zero with a point, at most 1000000000 and with at most 9 decimals.";
            faults.push(("factor", "import.bad_factor", detail.to_owned()));
        }
        faults
    }
}

fn bad_text() -> String {
    format!("Write 1 to {LONGEST_TEXT} characters.")
}

fn unknown_field(kind: Kind, field: &str) -> String {
    let names: Vec<_> = kind.columns().iter().map(|column| column.name).collect();
    let field: String = field.chars().take(40).collect();
    format!("'{field}' is none of {}.", names.join(", "))
}

fn is_text(text: &str) -> bool {
    let count = text.trim().chars().count();
    (1..=LONGEST_TEXT).contains(&count) && !text.chars().any(char::is_control)
}

/// A number above zero by which others are multiplied.
fn factor(text: &str) -> Option<Decimal> {
    let is_plain = text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number = is_plain.then(|| Decimal::from_str_exact(text).ok()).flatten()?;
    let fits = number > Decimal::ZERO && number <= Decimal::from(1_000_000_000) && number.normalize().scale() <= 9;
    fits.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(source: &str, field: &str) -> MappedColumn {
        MappedColumn { source: source.to_owned(), field: field.to_owned(), ..MappedColumn::default() }
    }

    fn codes(mapping: &Mapping) -> Vec<(String, &'static str)> {
        mapping.faults(Kind::Products, "").into_iter().map(|fault| (fault.pointer, fault.code)).collect()
    }

    #[test]
    fn what_is_wrong_with_a_mapping_is_told_by_place() {
        let good = Mapping { columns: vec![column("Indeks", "sku"), column("Nazwa", "name")], ..Mapping::default() };
        assert_eq!(codes(&good), []);
        assert_eq!(codes(&Mapping::default()), [("/columns".to_owned(), "import.mapping_size")]);
        let mut bad = good.clone();
        bad.columns.push(MappedColumn { factor: Some("0".to_owned()), ..column(" ", "colour") });
        bad.columns.push(column("Kod", "sku"));
        bad.constants.insert("name".to_owned(), "x".to_owned());
        bad.constants.insert("unit".to_owned(), String::new());
        let told: Vec<_> = codes(&bad).into_iter().map(|(pointer, code)| format!("{pointer} {code}")).collect();
        assert_eq!(
            told,
            [
                "/columns/2/source import.bad_mapping_text",
                "/columns/2/field import.unknown_mapped_field",
                "/columns/2/factor import.bad_factor",
                "/columns/3/field import.field_mapped_twice",
                "/constants/name import.field_mapped_twice",
                "/constants/unit import.bad_mapping_text",
            ]
        );
    }

    #[test]
    fn dates_are_read_by_their_form_only() {
        let day = BusinessDate::from_ymd(2026, 11, 3);
        for (form, text) in [
            (DateForm::Iso, "2026-11-03"),
            (DateForm::Iso, "2026-11-03T00:00:00"),
            (DateForm::Points, "3.11.2026"),
            (DateForm::Slashes, "03/11/2026"),
            (DateForm::American, "11/03/2026"),
            (DateForm::Compact, "20261103"),
        ] {
            assert_eq!(form.read(text), day, "{text}");
            assert_eq!(serde_json::to_value(form).unwrap(), form.as_str());
        }
        for (form, text) in [
            (DateForm::Iso, "03.11.2026"),
            (DateForm::Points, "31.02.2026"),
            (DateForm::Points, "3.11.26"),
            (DateForm::Compact, "2026113"),
            (DateForm::Iso, "-026-11-03"),
        ] {
            assert_eq!(form.read(text), None, "{text}");
        }
    }

    #[test]
    fn words_are_replaced_whatever_their_case() {
        let mut unit = column("JM", "unit");
        unit.values.insert("SZT.".to_owned(), "pcs".to_owned());
        let rule = unit.rule();
        assert_eq!((rule.mapped("szt.".to_owned()), rule.mapped("kg".to_owned())), ("pcs".to_owned(), "kg".to_owned()));
    }
}
