//! Pages of lists: by cursor for feeds and shops, counted where a table shows page numbers.
//! A page holds at most 200 items.

use schemars::JsonSchema;
use serde::Serialize;

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// After the item an opaque cursor names; `None` is the beginning.
    Cursor(Option<String>),
    /// The n-th page, from 1, and the list is counted.
    Number(u32),
}

/// What is asked of a list: how many and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    limit: u32,
    position: Position,
}

impl PageRequest {
    /// The largest page.
    pub const MAX_LIMIT: u32 = 200;
    /// The page when nothing is asked.
    pub const DEFAULT_LIMIT: u32 = 24;

    /// A page; the limit is brought into 1 to 200.
    #[must_use]
    pub fn new(limit: u32, position: Position) -> Self {
        Self { limit: limit.clamp(1, Self::MAX_LIMIT), position }
    }

    /// The beginning of a list, not counted; the limit is brought into 1 to 200.
    #[must_use]
    pub fn first(limit: u32) -> Self {
        Self::new(limit, Position::Cursor(None))
    }

    /// How many items at the most.
    #[must_use]
    pub const fn limit(&self) -> u32 {
        self.limit
    }

    /// Where it begins.
    #[must_use]
    pub const fn position(&self) -> &Position {
        &self.position
    }

    /// Items before a counted page.
    #[must_use]
    pub fn offset(&self) -> u64 {
        match self.position {
            Position::Number(page) => u64::from(page.saturating_sub(1)) * u64::from(self.limit),
            Position::Cursor(_) => 0,
        }
    }

    /// Whether the list is to be counted.
    #[must_use]
    pub const fn is_counted(&self) -> bool {
        matches!(self.position, Position::Number(_))
    }
}

impl Default for PageRequest {
    fn default() -> Self {
        Self::new(Self::DEFAULT_LIMIT, Position::Cursor(None))
    }
}

/// A page of a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Names the next page where one exists.
    pub next_cursor: Option<String>,
    /// How many items the whole list has, where it was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// The same page of other items.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(convert).collect(), next_cursor: self.next_cursor, total: self.total }
    }
}
