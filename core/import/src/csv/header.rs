//! Reads the header row: which of the kind's columns the file has, and where.
//! An unknown column refuses the file, since a misspelt name would otherwise lose its values in silence.

use crate::csv::decode::decode;
use crate::csv::kind::Kind;
use crate::csv::options::Encoding;
use crate::csv::problem::{Code, Problem, RowError, excerpt};
use crate::csv::scan::Record;

/// The header of a file.
#[derive(Debug)]
pub(crate) struct Header {
    kind: Kind,
    /// The file's columns in its order.
    columns: Vec<&'static str>,
}

impl Header {
    /// Reads the header from the file's first record; the error lists everything wrong with it.
    pub(crate) fn read(kind: Kind, record: &Record, encoding: Encoding) -> Result<Self, RowError> {
        let mut header = Self { kind, columns: Vec::new() };
        let mut problems = Vec::new();
        for index in 0..record.len() {
            if let Err(problem) = header.add(record, index, encoding) {
                problems.push(problem);
            }
            // One line of names is enough to see that this is the wrong file.
            if problems.len() > kind.columns().len() {
                break;
            }
        }
        for column in kind.columns().iter().filter(|column| column.mandatory) {
            if !header.columns.contains(&column.name) {
                let detail = format!("the mandatory column '{}' is missing", column.name);
                problems.push(Problem::new(record.line, Code::MissingColumn, detail).in_column(column.name));
            }
        }
        // What the columns are is said once, however many are wrong.
        let wrong_name = |problem: &&mut Problem| matches!(problem.code, Code::UnknownColumn | Code::MissingColumn);
        if let Some(first) = problems.iter_mut().find(wrong_name) {
            first.detail = format!("{}; {}", first.detail, known(kind));
        }
        if problems.is_empty() { Ok(header) } else { Err(RowError { line: record.line, problems }) }
    }

    fn add(&mut self, record: &Record, index: usize, encoding: Encoding) -> Result<(), Problem> {
        let unknown =
            |name: &str, detail: String| Problem::new(record.line, Code::UnknownColumn, detail).with_value(name);
        let Some(field) = record.field(index) else {
            return Err(unknown("", format!("the header has {} columns", record.len())));
        };
        let written = decode(field, encoding)?;
        let name = written.trim().to_lowercase();
        if name.is_empty() {
            return Err(unknown("", format!("column {} of the header has no name", index + 1)));
        }
        let Some(column) = self.kind.columns().iter().find(|column| column.name == name) else {
            let detail = format!("the column '{}' is not known", excerpt(written.trim()));
            return Err(unknown(written.trim(), detail));
        };
        if self.columns.contains(&column.name) {
            let detail = format!("the header names the column '{}' twice", column.name);
            return Err(Problem::new(field.span.line, Code::DuplicateColumn, detail).in_column(column.name));
        }
        self.columns.push(column.name);
        Ok(())
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    pub(crate) fn columns(&self) -> &[&'static str] {
        &self.columns
    }

    /// Where a column stands, if the file has it.
    pub(crate) fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| *name == column)
    }
}

fn known(kind: Kind) -> String {
    let names: Vec<_> = kind.columns().iter().map(|column| column.name).collect();
    format!("the columns of {} are {}", kind.as_str(), names.join(", "))
}
