//! Reads the four CSV files Kontor takes in (products, prices, customers, stock) into typed rows, and says precisely what is wrong with those it cannot read.
//! It knows no tenant and no database, only `std::io::Read`: whether a SKU or a price list exists is for the rows' owners.

mod cells;
mod decode;
mod duplicates;
mod head;
mod header;
mod kind;
mod number;
mod options;
mod output;
mod problem;
mod reader;
mod rows;
mod scan;
mod table;
mod telling;
#[cfg(test)]
mod tests;

pub use kind::{Column, Kind};
pub use options::{DecimalMark, Delimiter, Encoding, Limits, Options};
pub use output::ReportWriter;
pub use problem::{Code, Problem, RowError};
pub(crate) use reader::rows_of;
pub use reader::{Rows, read};
pub use rows::{CustomerRow, PriceRow, ProductKind, ProductRow, Row, StockRow};
pub(crate) use table::Delimited;
