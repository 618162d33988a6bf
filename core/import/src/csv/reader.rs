//! Reads a file of one kind row by row, each good row once and each bad row with all its problems.
//! Memory stays bounded: one record, one chunk of the stream and the hashes of the keys seen.

use crate::csv::cells::Cells;
use crate::csv::duplicates::Seen;
use crate::csv::header::{Binding, Header};
use crate::csv::options::Options;
use crate::csv::problem::{Code, Problem, RowError};
use crate::csv::rows::Row;
use crate::csv::rows::sealed::Key;
use crate::csv::table::Delimited;
use crate::formats::Table;
use crate::model::mapping::Mapping;
use std::io::Read;
use std::marker::PhantomData;

/// Opens a CSV file of rows `T` and reads its header.
///
/// # Errors
/// The file has no usable header, or its encoding is plainly another one; every problem of the header is listed.
pub fn read<'a, T: Row, R: Read + Send + 'a>(input: R, options: Options) -> Result<Rows<'a, T>, RowError> {
    let table = Delimited::open(input, &options)?;
    rows_of(Box::new(table), None, options)
}

/// The rows of an opened table, its columns taken by their own names or as a mapping says.
pub(crate) fn rows_of<'a, T: Row>(
    table: Box<dyn Table + 'a>,
    mapping: Option<&Mapping>,
    options: Options,
) -> Result<Rows<'a, T>, RowError> {
    let header = Header::read(T::KIND, table.names(), mapping)?;
    Ok(Rows { table, header, options, seen: Seen::default(), rows: 0, ended: false, row: PhantomData })
}

/// The rows of an opened file, in order. After an error for which [`RowError::is_fatal`] holds there are no more.
pub struct Rows<'a, T> {
    table: Box<dyn Table + 'a>,
    header: Header,
    options: Options,
    seen: Seen,
    rows: u64,
    ended: bool,
    row: PhantomData<T>,
}

impl<T: Row> Rows<'_, T> {
    /// The columns the file has, in its order; tells an absent column from empty cells.
    pub fn columns(&self) -> Vec<&'static str> {
        self.header.bindings().iter().map(|binding| binding.column.name).collect()
    }

    /// What of the row that was read last is left out, though the row is good.
    pub(crate) fn take_notes(&mut self) -> Vec<Problem> {
        self.table.take_notes()
    }

    /// The cells of the row that was read last as the file has them, by the columns they go into.
    pub(crate) fn cells(&self) -> Vec<(&'static str, String)> {
        let text = |binding: &Binding| match &binding.from {
            crate::csv::header::From::Constant(text) => text.clone(),
            crate::csv::header::From::Column(index) => match self.table.cell(*index) {
                Ok(Some(value)) => value.text.into_owned(),
                Ok(None) => String::new(),
                Err(problem) => problem.value,
            },
        };
        self.header.bindings().iter().map(|binding| (binding.column.name, text(binding))).collect()
    }

    fn count_row(&mut self) -> Result<(), Problem> {
        self.rows += 1;
        let most = self.options.limits.rows;
        if self.rows <= most { Ok(()) } else { Err(Problem::too_many_rows(self.table.line(), most)) }
    }

    fn read_row(&mut self) -> Result<T, RowError> {
        let line = self.table.line();
        let whole = self.table.take_problems();
        let mut cells = Cells::new(&*self.table, &self.header, &self.options);
        // With a field too many or too few every further message would name the wrong column.
        let row = if cells.fit() { T::parse(&mut cells) } else { None };
        let mut problems = whole;
        let is_lost = problems.iter().any(|problem| problem.code == Code::BadObject);
        // A row that could not be read at all has no cells, and that they are empty is no news.
        if !is_lost {
            problems.extend(cells.into_problems());
        }
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
                let shown = self.header.binding(key.column).map_or(key.column.into(), |binding| binding.shown.clone());
                Some(Problem::duplicate_key(line, &value, first).in_column(shown).with_value(&value))
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

impl<T: Row> Iterator for Rows<'_, T> {
    type Item = Result<T, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let more = self.table.advance();
        match more.and_then(|more| if more { self.count_row().map(|()| true) } else { Ok(false) }) {
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
