//! Takes the cells of one row by column name and type, and collects what is wrong with them.
//! A row is read to its end even after a bad cell, so that one pass over a file finds everything.

use crate::csv::header::{Binding, From, Header};
use crate::csv::number::{self, NumberRule};
use crate::csv::options::Options;
use crate::csv::problem::{Code, Problem};
use crate::formats::{Notation, Table};
use kontor_kernel::BusinessDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// One row being read.
pub struct Cells<'a> {
    table: &'a dyn Table,
    header: &'a Header,
    options: &'a Options,
    line: u64,
    problems: Vec<Problem>,
}

/// A cell that holds something.
struct Cell<'a> {
    binding: &'a Binding,
    text: String,
    line: u64,
    notation: Notation,
}

impl Cell<'_> {
    fn told(&self, problem: Problem) -> Problem {
        problem.in_column(self.binding.shown.clone()).with_value(&self.text)
    }
}

impl<'a> Cells<'a> {
    pub(crate) fn new(table: &'a dyn Table, header: &'a Header, options: &'a Options) -> Self {
        let line = table.line();
        let mut problems = Vec::new();
        if let Some(found) = table.fields().filter(|found| *found != header.width()) {
            problems.push(Problem::field_count(line, found, header.width()));
        }
        Self { table, header, options, line, problems }
    }

    /// Whether the row has as many fields as the header; if not, its cells stand under the wrong names.
    pub(crate) fn fit(&self) -> bool {
        self.problems.is_empty()
    }

    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Text of one line.
    pub(crate) fn text(&mut self, column: &'static str, most: usize) -> Option<String> {
        let cell = self.cell(column)?;
        let control = cell.text.chars().any(char::is_control);
        self.checked(&cell, control, most)?;
        Some(cell.text)
    }

    /// Text that may hold line breaks and tabs.
    pub(crate) fn long_text(&mut self, column: &'static str, most: usize) -> Option<String> {
        let cell = self.cell(column)?;
        let control = cell.text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        self.checked(&cell, control, most)?;
        Some(cell.text)
    }

    fn checked(&mut self, cell: &Cell<'_>, control: bool, most: usize) -> Option<()> {
        let count = cell.text.chars().count();
        if control {
            let detail = "the cell holds a control character";
            self.problems.push(cell.told(Problem::new(cell.line, Code::ControlCharacter, detail)));
        } else if count > most {
            self.problems.push(cell.told(Problem::too_long(cell.line, count, most)));
        } else {
            return Some(());
        }
        None
    }

    /// A number by its rule.
    pub(crate) fn number(&mut self, column: &'static str, rule: NumberRule) -> Option<Decimal> {
        let cell = self.cell(column)?;
        let mark = match cell.notation {
            Notation::Plain => crate::csv::DecimalMark::Point,
            Notation::Declared => cell.binding.rule.decimal_mark.unwrap_or(self.options.decimal_mark),
        };
        match number::parse(&cell.text, mark, rule, cell.binding.rule.factor) {
            Ok(number) => Some(number),
            Err((code, detail)) => {
                self.problems.push(cell.told(Problem::new(cell.line, code, detail)));
                None
            }
        }
    }

    /// A whole number by its rule.
    pub(crate) fn whole(&mut self, column: &'static str, rule: NumberRule) -> Option<u32> {
        self.number(column, rule)?.to_u32()
    }

    /// A date: `2026-11-30`, or as the mapping says that it is written.
    pub(crate) fn date(&mut self, column: &'static str) -> Option<BusinessDate> {
        let cell = self.cell(column)?;
        let form = cell.binding.rule.date_form.filter(|_| cell.notation == Notation::Declared).unwrap_or_default();
        let date = form.read(&cell.text);
        if date.is_none() {
            self.problems.push(cell.told(Problem::bad_date(cell.line, &cell.text, form.as_str())));
        }
        date
    }

    /// A text of a given form; `read` returns nothing where it does not have it.
    pub(crate) fn formed<T>(
        &mut self,
        column: &'static str,
        form: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let cell = self.cell(column)?;
        let value = read(&cell.text);
        if value.is_none() {
            self.problems.push(cell.told(Problem::bad_value(cell.line, &cell.text, form)));
        }
        value
    }

    /// The decoded and trimmed text of a cell, or nothing where it is absent, empty or broken.
    fn cell(&mut self, column: &'static str) -> Option<Cell<'a>> {
        let binding = self.header.binding(column)?;
        let (text, line, notation) = match self.raw(binding) {
            Ok(raw) => raw,
            Err(problem) => {
                self.problems.push(problem.in_column(binding.shown.clone()));
                return None;
            }
        };
        let text = binding.rule.mapped(text);
        if text.trim().is_empty() {
            if binding.column.mandatory {
                let problem = Problem::new(line, Code::EmptyValue, "the cell is empty, but must not be");
                self.problems.push(problem.in_column(binding.shown.clone()));
            }
            return None;
        }
        Some(Cell { binding, text, line, notation })
    }

    /// What stands in a cell, without the blanks around it.
    fn raw(&self, binding: &Binding) -> Result<(String, u64, Notation), Problem> {
        let index = match &binding.from {
            From::Constant(text) => return Ok((text.trim().to_owned(), self.line, Notation::Plain)),
            From::Column(index) => *index,
        };
        Ok(match self.table.cell(index)? {
            Some(value) => (value.text.trim().to_owned(), value.line, value.notation),
            None => (String::new(), self.line, Notation::Plain),
        })
    }
}
