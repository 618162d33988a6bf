//! A CSV file as a table: its header row names the columns, its records are the rows.
//! Fields are decoded when somebody asks for them, so that columns nobody takes cost nothing.

use std::borrow::Cow;
use std::io::{Chain, Cursor, Read};

use kontor_kernel::restore;

use crate::csv::decode::decode;
use crate::csv::head;
use crate::csv::options::{Encoding, Options};
use crate::csv::problem::{Code, Problem, RowError};
use crate::csv::scan::{Record, ScanError, Scanner};
use crate::formats::{Name, Notation, Table, Value};

/// A file whose header has been read.
pub(crate) struct Delimited<R> {
    scanner: Scanner<Chain<Cursor<Vec<u8>>, R>>,
    record: Record,
    encoding: Encoding,
    names: Vec<Name>,
}

impl<R: Read> Delimited<R> {
    /// Opens a file and reads its header row.
    pub(crate) fn open(input: R, options: &Options) -> Result<Self, RowError> {
        let opened = head::open(input, options.encoding, options.delimiter)?;
        let mut scanner = Scanner::new(opened.stream, opened.delimiter, opened.skipped, options.limits.record_bytes);
        let mut record = Record::default();
        match scanner.next(&mut record) {
            Ok(true) => {}
            Ok(false) => return Err(Problem::empty_file().into()),
            Err(error) => return Err(describe(&error, record.line, &[]).into()),
        }
        let (mut names, mut problems) = (Vec::new(), Vec::new());
        for index in 0..record.len() {
            match record.field(index).map(|field| (field.span.line, decode(field, options.encoding))) {
                Some((line, Ok(text))) => names.push(Name { text: text.trim().to_owned(), line }),
                Some((_, Err(problem))) => problems.push(problem),
                None => {
                    problems.push(Problem::too_many_columns(record.line, record.len()));
                    break;
                }
            }
        }
        let line = record.line;
        let table = Self { scanner, record, encoding: options.encoding, names };
        if problems.is_empty() { Ok(table) } else { Err(RowError { line, problems }) }
    }
}

impl<R: Read + Send> Table for Delimited<R> {
    fn names(&self) -> &[Name] {
        &self.names
    }

    fn advance(&mut self) -> Result<bool, Problem> {
        loop {
            match self.scanner.next(&mut self.record) {
                Ok(true) if self.record.is_blank() => {}
                Ok(more) => return Ok(more),
                Err(error) => return Err(describe(&error, self.record.line, &self.names)),
            }
        }
    }

    fn line(&self) -> u64 {
        self.record.line
    }

    fn fields(&self) -> Option<usize> {
        Some(self.record.len())
    }

    fn cell(&self, index: usize) -> Result<Option<Value<'_>>, Problem> {
        let Some(field) = self.record.field(index) else { return Ok(None) };
        let line = field.span.line;
        if field.span.stray {
            let value = String::from_utf8_lossy(field.bytes);
            let detail = "text follows the closing quote; write a quote within a text as two";
            return Err(Problem::new(line, Code::StrayQuote, detail).with_value(&value));
        }
        let text = match decode(field, self.encoding)? {
            Cow::Borrowed(text) => Cow::Borrowed(restore(text)),
            Cow::Owned(text) => Cow::Owned(restore(&text).to_owned()),
        };
        Ok(Some(Value { text, line, notation: Notation::Declared }))
    }
}

/// What a failure of the scanner means to the person with the file.
fn describe(error: &ScanError, line: u64, names: &[Name]) -> Problem {
    match error {
        ScanError::Io(cause) => Problem::unreadable(line, cause),
        ScanError::TooLong { line, limit } => Problem::record_too_long(*line, *limit),
        ScanError::Unterminated { line, field } => {
            let problem = Problem::new(*line, Code::UnterminatedQuote, error.to_string());
            match names.get(*field) {
                Some(name) => problem.in_column(name.text.to_lowercase()),
                None => problem,
            }
        }
    }
}
