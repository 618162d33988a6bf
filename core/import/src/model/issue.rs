//! What is wrong at one place of a file, whoever found it: the reader of the file or the owner of the rows.
//! Texts are cut, so that a report does not grow with what is wrong in it.

use std::borrow::Cow;

use kontor_contract::{Sentence, imports::RowFault};
use kontor_words::Kept;

use crate::csv::Problem;

/// How much of a sentence is kept.
const DETAIL_CHARS: usize = 500;

/// One thing wrong at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Issue {
    /// The line in the file, the header being line 1.
    pub(crate) line: u64,
    /// The column it is about.
    pub(crate) column: Option<Cow<'static, str>>,
    /// What stands there, cut.
    pub(crate) value: String,
    /// A code that stays.
    pub(crate) code: &'static str,
    /// A sentence that says what to do.
    pub(crate) detail: String,
    /// The same for other languages.
    pub(crate) words: Option<Kept>,
}

impl Issue {
    /// What an owner says of a row that begins at a line, in a column as the file calls it.
    pub(crate) fn of_fault(line: u64, value: &str, column: Cow<'static, str>, fault: &RowFault) -> Self {
        let value = cut(value.to_owned(), Problem::EXCERPT_CHARS);
        Self::new(line, Some(column).filter(|column| !column.is_empty()), value, fault.code, &fault.detail)
    }

    fn new(line: u64, column: Option<Cow<'static, str>>, value: String, code: &'static str, detail: &Sentence) -> Self {
        Self { line, column, value, code, words: detail.kept(code), detail: cut(detail.to_string(), DETAIL_CHARS) }
    }

    /// The place and the sentence, for a person.
    pub(crate) fn sentence(&self) -> String {
        match &self.column {
            Some(column) => format!("line {}, column {column}: {}", self.line, self.detail),
            None => format!("line {}: {}", self.line, self.detail),
        }
    }
}

impl From<Problem> for Issue {
    fn from(problem: Problem) -> Self {
        let Problem { line, column, value, code, detail } = problem;
        Self::new(line, column, value, code.as_str(), &detail)
    }
}

fn cut(mut text: String, chars: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(chars) {
        text.truncate(end);
        text.push('…');
    }
    text
}
