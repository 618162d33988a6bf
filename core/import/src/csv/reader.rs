//! Reads a file of one kind row by row, each good row once and each bad row with all its problems.
//! Memory stays bounded: one record, one chunk of the stream and the hashes of the keys seen.

use crate::csv::cells::Cells;
use crate::csv::duplicates::Seen;
use crate::csv::head;
use crate::csv::header::Header;
use crate::csv::options::Options;
use crate::csv::problem::{Code, Problem, RowError, excerpt};
use crate::csv::rows::Row;
use crate::csv::rows::sealed::Key;
use crate::csv::scan::{Record, ScanError, Scanner};
use std::io::{Chain, Cursor, Read};
use std::marker::PhantomData;

/// Opens a file of rows `T` and reads its header.
///
/// # Errors
/// The file has no usable header, or its encoding is plainly another one; every problem of the header is listed.
pub fn read<T: Row, R: Read>(input: R, options: Options) -> Result<Rows<T, R>, RowError> {
    let opened = head::open(input, options.encoding, options.delimiter)?;
    let mut scanner = Scanner::new(opened.stream, opened.delimiter, opened.skipped, options.limits.record_bytes);
    let mut record = Record::default();
    match scanner.next(&mut record) {
        Ok(true) => {}
        Ok(false) => return Err(Problem::new(1, Code::EmptyFile, "the file is empty; it needs a header row").into()),
        Err(error) => return Err(describe(&error, record.line, &[]).into()),
    }
    let header = Header::read(T::KIND, &record, options.encoding)?;
    Ok(Rows { scanner, record, header, options, seen: Seen::default(), rows: 0, ended: false, row: PhantomData })
}

/// The rows of an opened file, in order. After an error for which [`RowError::is_fatal`] holds there are no more.
pub struct Rows<T, R> {
    scanner: Scanner<Chain<Cursor<Vec<u8>>, R>>,
    record: Record,
    header: Header,
    options: Options,
    seen: Seen,
    rows: u64,
    ended: bool,
    row: PhantomData<T>,
}

impl<T: Row, R: Read> Rows<T, R> {
    /// The columns the file has, in its order; tells an absent column from empty cells.
    pub fn columns(&self) -> &[&'static str] {
        self.header.columns()
    }

    fn read_record(&mut self) -> Result<bool, Problem> {
        loop {
            match self.scanner.next(&mut self.record) {
                Ok(true) if self.record.is_blank() => {}
                Ok(more) => return Ok(more),
                Err(error) => return Err(describe(&error, self.record.line, self.header.columns())),
            }
        }
    }

    fn count_row(&mut self) -> Result<(), Problem> {
        self.rows += 1;
        let most = self.options.limits.rows;
        if self.rows <= most {
            return Ok(());
        }
        let detail = format!("the file has more than {most} rows; split it");
        Err(Problem::new(self.record.line, Code::TooManyRows, detail))
    }

    fn read_row(&mut self) -> Result<T, RowError> {
        let line = self.record.line;
        let mut cells = Cells::new(&self.record, &self.header, &self.options);
        // With a field too many or too few every further message would name the wrong column.
        let row = if cells.fit() { T::parse(&mut cells) } else { None };
        let mut problems = cells.into_problems();
        if let (Some(row), true) = (row, problems.is_empty()) {
            problems = self.duplicates(&row.keys(), line);
            if problems.is_empty() {
                return Ok(row);
            }
        }
        Err(RowError { line, problems })
    }

    /// Remembers the row's keys, unless one of them has been seen before.
    fn duplicates(&mut self, keys: &[Key<'_>], line: u64) -> Vec<Problem> {
        let problems: Vec<_> = keys
            .iter()
            .filter_map(|key| {
                let first = self.seen.earlier_line(key)?;
                let parts: Vec<_> = key.parts.iter().filter(|part| !part.is_empty()).map(AsRef::as_ref).collect();
                let value = parts.join(" / ");
                let detail = format!("{} stands in line {first} already and again in line {line}", excerpt(&value));
                Some(Problem::new(line, Code::DuplicateKey, detail).in_column(key.column).with_value(&value))
            })
            .collect();
        if problems.is_empty() {
            for key in keys {
                self.seen.add(key, line);
            }
        }
        problems
    }
}

impl<T: Row, R: Read> Iterator for Rows<T, R> {
    type Item = Result<T, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.read_record().and_then(|more| if more { self.count_row().map(|()| true) } else { Ok(false) }) {
            Ok(true) => Some(self.read_row()),
            Ok(false) => {
                self.ended = true;
                None
            }
            Err(problem) => {
                self.ended = true;
                Some(Err(problem.into()))
            }
        }
    }
}

/// What a failure of the scanner means to the person with the file.
fn describe(error: &ScanError, line: u64, columns: &[&'static str]) -> Problem {
    let detail = error.to_string();
    match *error {
        ScanError::Io(_) => Problem::new(line, Code::Unreadable, detail),
        ScanError::TooLong { line, .. } => Problem::new(line, Code::RecordTooLong, detail),
        ScanError::Unterminated { line, field } => {
            let problem = Problem::new(line, Code::UnterminatedQuote, detail);
            match columns.get(field) {
                Some(column) => problem.in_column(column),
                None => problem,
            }
        }
    }
}
