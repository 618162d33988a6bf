//! Opens a file as the table of its format. The one place that knows all of them.
//! What a format needs to know beforehand, such as which fields to expect, is found here.

use bytes::Bytes;

use super::{
    Format, Table,
    bmecat::Catalogue,
    ndjson::{self, Lines, Others},
    xlsx::{Sheet, Source},
};
use crate::{
    csv::{Delimited, Kind, Options, Problem, RowError},
    model::mapping::Mapping,
};

/// How a file is opened.
#[derive(Debug, Clone, Default)]
pub(crate) struct Opening {
    pub(crate) format: Format,
    pub(crate) sheet: Option<String>,
    pub(crate) mapping: Option<Mapping>,
    pub(crate) options: Options,
}

impl Opening {
    /// The mapping as the format's names want it.
    pub(crate) fn mapping(&self, kind: Kind) -> Option<Mapping> {
        let mapping = self.mapping.as_ref()?;
        Some(if self.format == Format::Bmecat { mapping.over_own_names(kind) } else { mapping.clone() })
    }

    /// The file as a table of its kind.
    pub(crate) fn table<S>(&self, kind: Kind, source: S) -> Result<Box<dyn Table>, RowError>
    where
        S: Source + 'static,
        S::File: 'static,
    {
        let open = || source.open().map_err(|cause| Problem::unreadable(1, &cause));
        Ok(match self.format {
            Format::Csv => Box::new(Delimited::open(open()?, &self.options)?),
            Format::Xlsx => Box::new(Sheet::open(source, self.sheet.as_deref())?),
            Format::Ndjson => {
                let (names, others) = self.fields(kind);
                Box::new(Lines::open(open()?, names, others, self.options.limits))
            }
            Format::Bmecat => Box::new(Catalogue::open(&source, kind)?),
        })
    }

    /// The fields that objects may have.
    fn fields(&self, kind: Kind) -> (Vec<String>, Others) {
        match &self.mapping {
            None => (kind.columns().iter().map(|column| column.name.to_owned()).collect(), Others::Refuse),
            Some(mapping) => {
                let names = mapping.columns.iter().map(|column| column.source.trim().to_owned()).collect();
                (names, if mapping.ignores_others { Others::Ignore } else { Others::Refuse })
            }
        }
    }

    /// The names of a file's own columns, for whoever wants to map them.
    pub(crate) fn names<S>(&self, kind: Kind, source: S) -> Result<Vec<String>, RowError>
    where
        S: Source + 'static,
        S::File: 'static,
    {
        const LOOKED_AT: usize = 50;
        if self.format == Format::Ndjson {
            let file = source.open().map_err(|cause| Problem::unreadable(1, &cause))?;
            return Ok(ndjson::fields(file, LOOKED_AT, self.options.limits));
        }
        let table = self.table(kind, source)?;
        Ok(table.names().iter().map(|name| name.text.clone()).collect())
    }
}

/// A file in memory.
#[derive(Debug, Clone)]
pub(crate) struct InMemory(pub(crate) Bytes);

impl Source for InMemory {
    type File = std::io::Cursor<Bytes>;
    fn open(&self) -> std::io::Result<Self::File> {
        Ok(std::io::Cursor::new(Bytes::clone(&self.0)))
    }
}
