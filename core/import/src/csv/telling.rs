//! What is said of each problem: the English sentence, and what it is told of for the other languages.
//! Where one code has several sentences, each has a key of its own.

use std::fmt::Display;

use kontor_contract::{Sentence, Value};

use crate::csv::kind::Kind;
use crate::csv::problem::{Code, Problem, excerpt};

fn text(value: impl Display) -> Value {
    Value::Text(value.to_string())
}

/// A sentence told of one shown value.
pub(crate) fn of_shown(english: String, shown: &str) -> Sentence {
    Sentence::new(english).of([("shown", text(shown))])
}

/// A sentence on a column; the first of a header also says which columns there are.
fn with_columns(english: String, key: &'static str, known: Option<Kind>) -> Sentence {
    let Some(kind) = known else { return Sentence::new(english).keyed(key) };
    let names: Vec<_> = kind.columns().iter().map(|column| column.name).collect();
    let (kind, names) = (kind.as_str(), names.join(", "));
    let sentence = Sentence::new(format!("{english}; the columns of {kind} are {names}")).keyed(format!("{key}-of"));
    sentence.of([("kind", text(kind)), ("names", text(names))])
}

impl Problem {
    pub(crate) fn unreadable(line: u64, cause: &std::io::Error) -> Self {
        let detail = Sentence::new(format!("the file cannot be read: {cause}")).of([("cause", text(cause))]);
        Self::new(line, Code::Unreadable, detail)
    }

    pub(crate) fn empty_file() -> Self {
        Self::new(1, Code::EmptyFile, "the file is empty; it needs a header row")
    }

    pub(crate) fn wrong_encoding(name: &str) -> Self {
        let detail = format!("the file is written in {name}, which is not read; save it as UTF-8");
        let detail = Sentence::new(detail).keyed("import-row-encoding-of-xml").of([("name", text(name))]);
        Self::new(1, Code::WrongEncoding, detail)
    }

    pub(crate) fn wrong_format(format: &'static str, cause: &str) -> Self {
        let detail = Sentence::new(format!("the file is not {format}: {cause}"));
        Self::new(1, Code::WrongFormat, detail.of([("format", text(format)), ("cause", text(cause))]))
    }

    pub(crate) fn unknown_sheet<'a>(name: &str, sheets: impl Iterator<Item = &'a str>) -> Self {
        let sheets = excerpt(&sheets.take(20).collect::<Vec<_>>().join(", "));
        let detail = format!("the workbook has no sheet '{}'; it has {sheets}", excerpt(name));
        let detail = Sentence::new(detail).of([("name", text(excerpt(name))), ("sheets", text(sheets))]);
        Self::new(1, Code::UnknownSheet, detail)
    }

    pub(crate) fn malformed(line: u64, cause: &str) -> Self {
        let cause = excerpt(cause);
        let detail = Sentence::new(format!("the file is broken here: {cause}")).of([("cause", text(&cause))]);
        Self::new(line, Code::Malformed, detail)
    }

    pub(crate) fn record_too_long(line: u64, limit: usize) -> Self {
        let detail = format!("the record is longer than {limit} bytes; is a closing quote missing?");
        Self::new(line, Code::RecordTooLong, Sentence::new(detail).of([("limit", text(limit))]))
    }

    pub(crate) fn too_many_rows(line: u64, most: u64) -> Self {
        let detail = Sentence::new(format!("the file has more than {most} rows; split it")).of([("most", text(most))]);
        Self::new(line, Code::TooManyRows, detail)
    }

    pub(crate) fn too_many_columns(line: u64, count: usize) -> Self {
        let detail = Sentence::new(format!("the header has {count} columns")).keyed("import-row-many-columns");
        Self::new(line, Code::UnknownColumn, detail.of([("count", text(count))]))
    }

    pub(crate) fn nameless_column(line: u64, number: usize, known: Option<Kind>) -> Self {
        let detail = with_columns(format!("column {number} of the header has no name"), "import-row-nameless", known);
        Self::new(line, Code::UnknownColumn, detail.of([("number", text(number))]))
    }

    pub(crate) fn unknown_column(line: u64, name: &str, known: Option<Kind>) -> Self {
        let shown = excerpt(name);
        let detail = with_columns(format!("the column '{shown}' is not known"), "import-row-unknown", known);
        Self::new(line, Code::UnknownColumn, detail.of([("name", text(shown))])).with_value(name)
    }

    pub(crate) fn unmapped_column(line: u64, name: &str) -> Self {
        let detail = format!("the mapping says nothing of the column '{}'", excerpt(name));
        let detail = Sentence::new(detail).keyed("import-row-unmapped").of([("name", text(excerpt(name)))]);
        Self::new(line, Code::UnknownColumn, detail).with_value(name)
    }

    pub(crate) fn missing_column(line: u64, name: &str, known: Option<Kind>) -> Self {
        let shown = excerpt(name);
        let detail = with_columns(format!("the mandatory column '{shown}' is missing"), "import-row-missing", known);
        Self::new(line, Code::MissingColumn, detail.of([("name", text(&shown))])).in_column(shown)
    }

    pub(crate) fn duplicate_column(line: u64, name: &str) -> Self {
        let detail = format!("the header names the column '{}' twice", excerpt(name));
        Self::new(line, Code::DuplicateColumn, Sentence::new(detail).of([("name", text(excerpt(name)))]))
    }

    pub(crate) fn field_count(line: u64, found: usize, expected: usize) -> Self {
        let fields = if found == 1 { "field" } else { "fields" };
        let detail = Sentence::new(format!("the row has {found} {fields} where the header has {expected}"));
        Self::new(line, Code::FieldCount, detail.of([("found", found.into()), ("expected", expected.into())]))
    }

    pub(crate) fn too_long(line: u64, count: usize, most: usize) -> Self {
        let detail = Sentence::new(format!("the text has {count} characters where {most} are allowed"));
        Self::new(line, Code::TooLong, detail.of([("count", text(count)), ("most", text(most))]))
    }

    pub(crate) fn bad_date(line: u64, written: &str, form: &str) -> Self {
        let shown = excerpt(written);
        let detail = of_shown(format!("{shown} is not a date written as {form}"), &shown);
        Self::new(line, Code::BadValue, detail.keyed("import-row-bad-date").of([("form", text(form))]))
    }

    pub(crate) fn bad_value(line: u64, written: &str, form: &'static str) -> Self {
        let shown = excerpt(written);
        let detail = of_shown(format!("{shown} is not {form}"), &shown);
        let form = Value::Word(format!("import-form-{}", form.replace(|c: char| !c.is_ascii_alphanumeric(), "-")));
        Self::new(line, Code::BadValue, detail.of([("form", form)]))
    }

    pub(crate) fn duplicate_key(line: u64, value: &str, first: u64) -> Self {
        let shown = excerpt(value);
        let detail = of_shown(format!("{shown} stands in line {first} already and again in line {line}"), &shown);
        Self::new(line, Code::DuplicateKey, detail.of([("first", text(first)), ("line", text(line))]))
    }

    pub(crate) fn bad_object(line: u64, cause: &str) -> Self {
        let cause = excerpt(cause);
        let detail = Sentence::new(format!("the line is not read as JSON: {cause}")).of([("cause", text(&cause))]);
        Self::new(line, Code::BadObject, detail)
    }

    pub(crate) fn unknown_field(line: u64, name: &str) -> Self {
        let detail = Sentence::new(format!("the field '{}' is not known", excerpt(name)));
        let detail = detail.of([("name", text(excerpt(name)))]);
        Self::new(line, Code::UnknownField, detail).in_column(excerpt(name))
    }

    pub(crate) fn nested_value(line: u64) -> Self {
        Self::new(line, Code::NestedValue, "a list or an object stands where one value belongs")
    }

    pub(crate) fn cell_error(line: u64, error: &str) -> Self {
        let shown = excerpt(error.trim());
        Self::new(line, Code::CellError, of_shown(format!("the formula of this cell came to {shown}"), &shown))
            .with_value(&shown)
    }

    pub(crate) fn not_taken(line: u64, what: &str) -> Self {
        let shown = excerpt(what);
        let detail = of_shown(format!("{shown} is not taken over; the rest of the row is"), &shown);
        Self::new(line, Code::NotTaken, detail)
    }
}
