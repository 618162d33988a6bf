//! What whoever imports declares about a file, and what they want done with bad rows.
//! It is kept with the run, so that a run that is taken up again reads the file as before.

use std::borrow::Cow;

use kontor_kernel::Currency;
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    csv::{DecimalMark, Delimiter, Encoding, Kind, Options},
    error::ImportError,
    formats::Format,
    model::mapping::Mapping,
};

/// What happens when a row cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ImportOnError")]
pub enum OnError {
    /// Nothing is written, and the report says why.
    #[default]
    Stop,
    /// The row is left out, the others are written.
    Skip,
}

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportOptions {
    /// The text encoding; UTF-8 unless declared otherwise.
    pub encoding: Encoding,
    /// The field delimiter; found from the header unless declared.
    pub delimiter: Delimiter,
    /// The decimal mark; a point unless declared otherwise.
    pub decimal_mark: DecimalMark,
    /// What happens with bad rows.
    pub on_error: OnError,
    /// How the file is written; CSV unless said otherwise.
    #[serde(default)]
    pub format: Format,
}

impl ImportOptions {
    /// As the reader of files takes them.
    pub(crate) fn for_reading(self) -> Options {
        let Self { encoding, delimiter, decimal_mark, on_error: _, format: _ } = self;
        Options { encoding, delimiter, decimal_mark, ..Options::default() }
    }
}

/// Where in a file the rows are, and what its columns are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Layout {
    /// The sheet of a workbook; the first where none is named.
    pub sheet: Option<String>,
    /// The name of the mapping, where it was kept.
    pub mapping_name: Option<String>,
    /// What becomes of its columns; each goes by its own name where there is none.
    pub mapping: Option<Mapping>,
}

impl Layout {
    /// Refuses a mapping that makes no sense.
    pub(crate) fn check(&self, kind: Kind) -> Result<(), ImportError> {
        let faults = self.mapping.as_ref().map(|mapping| mapping.faults(kind, "/mapping")).unwrap_or_default();
        if faults.is_empty() { Ok(()) } else { Err(ImportError::BadMapping(faults)) }
    }

    /// How the file calls a column of the kind.
    pub(crate) fn column_of(&self, field: &'static str) -> Cow<'static, str> {
        let source = self.mapping.as_ref().and_then(|mapping| mapping.source_of(field));
        source.map_or(Cow::Borrowed(field), |source| Cow::Owned(source.to_owned()))
    }
}

/// What rows mean that leave currency or country out: those of the shop through which the file came. A worker knows no
/// shop, so they are kept with the run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Usual {
    /// The channel's currency.
    pub(crate) currency: Option<Currency>,
    /// The legal entity's country.
    pub(crate) country: Option<String>,
}

impl Usual {
    /// What is usual where a context comes from.
    pub(crate) fn of(ctx: &Ctx) -> Self {
        let channel = ctx.channel();
        Self {
            currency: channel.map(|channel| channel.currency),
            country: channel.map(|channel| channel.legal_entity.country.clone()),
        }
    }
}
