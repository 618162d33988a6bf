//! Rows that go out into files, and the port through which their owner gives them.
//! The columns are those that an import of the same kind takes, so that a file can come back and changes nothing.

use async_trait::async_trait;
use kontor_store::Ctx;

use crate::fault::Outcome;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum ExportValue {
    /// Nothing.
    Nothing,
    /// A text as it is.
    Text(String),
    /// A number in plain notation.
    Number(String),
    /// Attributes by name, as JSON text.
    Object(serde_json::Value),
}

impl ExportValue {
    /// A text, or nothing where there is none.
    #[must_use]
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Text(text.into()))
    }

    /// A number.
    #[must_use]
    pub fn number(number: &impl ToString) -> Self {
        Self::Number(number.to_string())
    }
}

/// Which rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportFilter {
    /// Only those of the price list or warehouse with this code.
    pub within: Option<String>,
}

/// Some of the rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExportPage {
    /// A value for each column.
    pub rows: Vec<Vec<ExportValue>>,
    /// Behind which key the next rows stand; nothing where these were the last.
    pub next: Option<String>,
}

/// Gives the rows of one kind of export, as far as the caller's reach goes.
#[async_trait]
pub trait ExportSource: Send + Sync {
    /// The kind, as imports call it: `products`, `prices`, `customers` or `stock`.
    fn kind(&self) -> &'static str;
    /// The columns, as imports call them.
    fn columns(&self) -> &'static [&'static str];
    /// Refuses a filter that names nothing.
    async fn check(&self, ctx: &Ctx, filter: &ExportFilter) -> Outcome<()>;
    /// At most `limit` rows behind a key, in an order that stays.
    async fn rows(&self, ctx: &Ctx, filter: &ExportFilter, after: Option<&str>, limit: u64) -> Outcome<ExportPage>;
}
