//! Writes CSV that people open in spreadsheets: the row report of an import.
//! Every cell is neutralised, so that nothing of the imported file can turn into a formula.

use crate::csv::problem::{Problem, RowError};
use kontor_kernel::neutralise;
use std::io::{self, Write};

/// Writes the report of an import as CSV: `line,column,value,code,detail`, one line for each problem, values neutralised.
pub struct ReportWriter<W: Write> {
    output: csv::Writer<W>,
}

impl<W: Write> ReportWriter<W> {
    /// The header row.
    pub(crate) const COLUMNS: [&'static str; 5] = ["line", "column", "value", "code", "detail"];

    /// Begins a report with its header row.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn new(output: W) -> io::Result<Self> {
        let mut output = csv::Writer::from_writer(output);
        output.write_record(Self::COLUMNS)?;
        Ok(Self { output })
    }

    /// Adds every problem of a row.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn add(&mut self, error: &RowError) -> io::Result<()> {
        error.problems.iter().try_for_each(|problem| self.add_problem(problem))
    }

    /// Adds one problem, also of rows that were read well but could not be applied.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn add_problem(&mut self, problem: &Problem) -> io::Result<()> {
        let column = problem.column.as_deref().unwrap_or_default();
        self.add_line(problem.line, column, &problem.value, problem.code.as_str(), &problem.detail)
    }

    /// Adds a problem of somebody else's code, such as a price list that does not exist.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn add_line(&mut self, line: u64, column: &str, value: &str, code: &str, detail: &str) -> io::Result<()> {
        let line = line.to_string();
        let cells = [line.as_str(), column, value, code, detail];
        self.output.write_record(cells.map(neutralise).iter().map(|cell| cell.as_bytes()))?;
        Ok(())
    }

    /// Ends a report that is not complete with a line that says so.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn add_remark(&mut self, code: &str, detail: &str) -> io::Result<()> {
        self.output.write_record(["", "", "", code, detail])?;
        Ok(())
    }

    /// Writes what is still buffered and gives the stream back.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.output.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}
