//! What can be wrong with a file: one stable code per cause, and a sentence that says where it is and what to do.
//! A row error carries every problem of its row, so that a file is corrected in one go and not cell by cell.

use kontor_contract::Sentence;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;

/// The cause of a problem. Clients and tests may rely on [`Code::as_str`]; texts may change, codes do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// The stream behind the file failed.
    Unreadable,
    /// The file has no header row.
    EmptyFile,
    /// The file's first bytes belong to another encoding than the declared one.
    WrongEncoding,
    /// The header names a column this kind of file does not have.
    UnknownColumn,
    /// The header lacks a column without which the file makes no sense.
    MissingColumn,
    /// The header names a column twice.
    DuplicateColumn,
    /// A row has more or fewer fields than the header.
    FieldCount,
    /// The file ends inside quotes.
    UnterminatedQuote,
    /// Text follows a closing quote.
    StrayQuote,
    /// A record is longer than allowed; often a sign of a forgotten closing quote.
    RecordTooLong,
    /// The file has more rows than allowed.
    TooManyRows,
    /// A byte is not valid in the declared encoding.
    BadByte,
    /// A cell holds a control character, which no text of a catalogue needs.
    ControlCharacter,
    /// A mandatory cell is empty.
    EmptyValue,
    /// A cell has more characters than its column takes.
    TooLong,
    /// A cell is not a number in the plain notation and decimal mark of the file.
    BadNumber,
    /// A number is below zero.
    NegativeNumber,
    /// A number is zero where only positive ones make sense.
    ZeroNumber,
    /// A number is larger than its column takes.
    NumberTooLarge,
    /// A number has more decimal places than its column keeps.
    TooManyDecimals,
    /// A cell is none of the words its column knows, or not of its form (currency, country, e-mail).
    BadValue,
    /// The row's key stands in an earlier row of the same file.
    DuplicateKey,
    /// The file is not of the format it was sent as.
    WrongFormat,
    /// The file inflates beyond all measure, or holds more text than is kept in memory.
    TooInflated,
    /// The workbook has no sheet of this name.
    UnknownSheet,
    /// The XML is broken, nested too deep, or has a text or tag that is too long.
    Malformed,
    /// The XML declares a document type or entities of its own.
    EntitiesRefused,
    /// A line is no JSON object.
    BadObject,
    /// An object has a field this kind of file does not have.
    UnknownField,
    /// A field holds a list or an object where one value belongs.
    NestedValue,
    /// A formula of the spreadsheet came to an error.
    CellError,
    /// The row is good, but this part of it is not taken.
    NotTaken,
}

impl Code {
    /// Every code, in the order of the documentation.
    pub const ALL: [Self; 32] = [
        Self::Unreadable,
        Self::EmptyFile,
        Self::WrongEncoding,
        Self::UnknownColumn,
        Self::MissingColumn,
        Self::DuplicateColumn,
        Self::FieldCount,
        Self::UnterminatedQuote,
        Self::StrayQuote,
        Self::RecordTooLong,
        Self::TooManyRows,
        Self::BadByte,
        Self::ControlCharacter,
        Self::EmptyValue,
        Self::TooLong,
        Self::BadNumber,
        Self::NegativeNumber,
        Self::ZeroNumber,
        Self::NumberTooLarge,
        Self::TooManyDecimals,
        Self::BadValue,
        Self::DuplicateKey,
        Self::WrongFormat,
        Self::TooInflated,
        Self::UnknownSheet,
        Self::Malformed,
        Self::EntitiesRefused,
        Self::BadObject,
        Self::UnknownField,
        Self::NestedValue,
        Self::CellError,
        Self::NotTaken,
    ];

    /// The stable name on the wire and in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "import.unreadable",
            Self::EmptyFile => "import.empty_file",
            Self::WrongEncoding => "import.wrong_encoding",
            Self::UnknownColumn => "import.unknown_column",
            Self::MissingColumn => "import.missing_column",
            Self::DuplicateColumn => "import.duplicate_column",
            Self::FieldCount => "import.field_count",
            Self::UnterminatedQuote => "import.unterminated_quote",
            Self::StrayQuote => "import.stray_quote",
            Self::RecordTooLong => "import.record_too_long",
            Self::TooManyRows => "import.too_many_rows",
            Self::BadByte => "import.bad_byte",
            Self::ControlCharacter => "import.control_character",
            Self::EmptyValue => "import.empty_value",
            Self::TooLong => "import.too_long",
            Self::BadNumber => "import.bad_number",
            Self::NegativeNumber => "import.negative_number",
            Self::ZeroNumber => "import.zero_number",
            Self::NumberTooLarge => "import.number_too_large",
            Self::TooManyDecimals => "import.too_many_decimals",
            Self::BadValue => "import.bad_value",
            Self::DuplicateKey => "import.duplicate_key",
            Self::WrongFormat => "import.wrong_format",
            Self::TooInflated => "import.too_inflated",
            Self::UnknownSheet => "import.unknown_sheet",
            Self::Malformed => "import.malformed",
            Self::EntitiesRefused => "import.entities_refused",
            Self::BadObject => "import.bad_object",
            Self::UnknownField => "import.unknown_field",
            Self::NestedValue => "import.nested_value",
            Self::CellError => "import.cell_error",
            Self::NotTaken => "import.not_taken",
        }
    }

    /// Whether nothing after it can be read, so that even an import that skips bad rows must stop.
    #[must_use]
    pub const fn is_fatal(self) -> bool {
        matches!(
            self,
            Self::Unreadable
                | Self::EmptyFile
                | Self::WrongEncoding
                | Self::UnknownColumn
                | Self::MissingColumn
                | Self::DuplicateColumn
                | Self::UnterminatedQuote
                | Self::RecordTooLong
                | Self::TooManyRows
                | Self::WrongFormat
                | Self::TooInflated
                | Self::UnknownSheet
                | Self::Malformed
                | Self::EntitiesRefused
        )
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing wrong at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The physical line, 1-based, the header being line 1; for a cell of several lines the line of the trouble.
    pub line: u64,
    /// The column's name in the header, where the trouble is within one cell.
    pub column: Option<Cow<'static, str>>,
    /// The offending text, cut to [`Problem::EXCERPT_CHARS`] characters.
    pub value: String,
    /// The cause.
    pub code: Code,
    /// A sentence for a person, without line and column.
    pub detail: Sentence,
}

impl Problem {
    /// How much of a bad value is quoted back; a report must not grow with what is wrong in it.
    pub const EXCERPT_CHARS: usize = 80;

    pub(crate) fn new(line: u64, code: Code, detail: impl Into<Sentence>) -> Self {
        Self { line, column: None, value: String::new(), code, detail: detail.into() }
    }

    pub(crate) fn in_column(mut self, column: impl Into<Cow<'static, str>>) -> Self {
        self.column = Some(column.into());
        self
    }

    pub(crate) fn with_value(mut self, value: &str) -> Self {
        self.value = excerpt(value);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "line {}, column {column}: {}", self.line, self.detail),
            None => write!(f, "line {}: {}", self.line, self.detail),
        }
    }
}

/// Everything wrong with one row (or, when [`RowError::is_fatal`], with the file).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct RowError {
    /// The line the row begins at, 1-based.
    pub line: u64,
    /// At least one problem, in the order of the row's cells.
    pub problems: Vec<Problem>,
}

impl RowError {
    /// Whether reading ends here: the reader yields nothing after it.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.problems.iter().any(|problem| problem.code.is_fatal())
    }
}

impl From<Problem> for RowError {
    fn from(problem: Problem) -> Self {
        Self { line: problem.line, problems: vec![problem] }
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{problem}")?;
        }
        Ok(())
    }
}

/// The first characters of a value, with an ellipsis where something was cut.
pub(crate) fn excerpt(value: &str) -> String {
    match value.char_indices().nth(Problem::EXCERPT_CHARS) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}
