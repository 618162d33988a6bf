//! Takes the cells of one row by column name and type, and collects what is wrong with them.
//! A row is read to its end even after a bad cell, so that one pass over a file finds everything.

use crate::csv::decode::decode;
use crate::csv::header::Header;
use crate::csv::number::{self, NumberRule};
use crate::csv::options::Options;
use crate::csv::problem::{Code, Problem};
use crate::csv::scan::Record;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// One row being read.
pub struct Cells<'a> {
    record: &'a Record,
    header: &'a Header,
    options: &'a Options,
    problems: Vec<Problem>,
}

/// A cell that holds something.
struct Cell {
    column: &'static str,
    text: String,
    line: u64,
}

impl Cell {
    fn problem(&self, code: Code, detail: impl Into<String>) -> Problem {
        Problem::new(self.line, code, detail).in_column(self.column).with_value(&self.text)
    }
}

impl<'a> Cells<'a> {
    pub(crate) fn new(record: &'a Record, header: &'a Header, options: &'a Options) -> Self {
        let mut problems = Vec::new();
        let (expected, found) = (header.columns().len(), record.len());
        if expected != found {
            let detail = format!(
                "the row has {found} field{} where the header has {expected}",
                if found == 1 { "" } else { "s" }
            );
            problems.push(Problem::new(record.line, Code::FieldCount, detail));
        }
        Self { record, header, options, problems }
    }

    /// Whether the row has as many fields as the header; if not, its cells stand under the wrong names.
    pub(crate) fn fit(&self) -> bool {
        self.problems.is_empty()
    }

    pub(crate) fn line(&self) -> u64 {
        self.record.line
    }

    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Text of one line.
    pub(crate) fn text(&mut self, column: &'static str, most: usize) -> Option<String> {
        let cell = self.cell(column)?;
        let control = cell.text.chars().any(char::is_control);
        self.checked(cell, control, most)
    }

    /// Text that may hold line breaks and tabs.
    pub(crate) fn long_text(&mut self, column: &'static str, most: usize) -> Option<String> {
        let cell = self.cell(column)?;
        let control = cell.text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        self.checked(cell, control, most)
    }

    fn checked(&mut self, cell: Cell, control: bool, most: usize) -> Option<String> {
        let count = cell.text.chars().count();
        if control {
            self.problems.push(cell.problem(Code::ControlCharacter, "the cell holds a control character"));
        } else if count > most {
            let detail = format!("the text has {count} characters where {most} are allowed");
            self.problems.push(cell.problem(Code::TooLong, detail));
        } else {
            return Some(cell.text);
        }
        None
    }

    /// A number by its rule.
    pub(crate) fn number(&mut self, column: &'static str, rule: NumberRule) -> Option<Decimal> {
        let cell = self.cell(column)?;
        match number::parse(&cell.text, self.options.decimal_mark, rule) {
            Ok(number) => Some(number),
            Err((code, detail)) => {
                self.problems.push(cell.problem(code, detail));
                None
            }
        }
    }

    /// A whole number by its rule.
    pub(crate) fn whole(&mut self, column: &'static str, rule: NumberRule) -> Option<u32> {
        self.number(column, rule)?.to_u32()
    }

    /// A text of a given form; `read` returns nothing where it does not have it.
    pub(crate) fn formed<T>(
        &mut self,
        column: &'static str,
        form: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let cell = self.cell(column)?;
        let value = read(&cell.text);
        if value.is_none() {
            let shown = crate::csv::problem::excerpt(&cell.text);
            self.problems.push(cell.problem(Code::BadValue, format!("{shown} is not {form}")));
        }
        value
    }

    /// The decoded and trimmed text of a cell, or nothing where it is absent, empty or broken.
    fn cell(&mut self, column: &'static str) -> Option<Cell> {
        let field = self.record.field(self.header.position(column)?)?;
        let line = field.span.line;
        if field.span.stray {
            let detail = "text follows the closing quote; write a quote within a text as two";
            let value = String::from_utf8_lossy(field.bytes);
            self.problems.push(Problem::new(line, Code::StrayQuote, detail).in_column(column).with_value(&value));
            return None;
        }
        match decode(field, self.options.encoding) {
            Ok(text) if text.trim().is_empty() => {
                if self.is_mandatory(column) {
                    let problem = Problem::new(line, Code::EmptyValue, "the cell is empty, but must not be");
                    self.problems.push(problem.in_column(column));
                }
                None
            }
            Ok(text) => Some(Cell { column, text: text.trim().to_owned(), line }),
            Err(problem) => {
                self.problems.push(problem.in_column(column));
                None
            }
        }
    }

    fn is_mandatory(&self, column: &str) -> bool {
        self.header.kind().columns().iter().any(|known| known.name == column && known.mandatory)
    }
}
