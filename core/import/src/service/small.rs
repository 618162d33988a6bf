//! Small tables that are looked at at once: read whole, told as text, and forgotten.
//! The readers are those of imports, with all their bounds.

use async_trait::async_trait;
use bytes::Bytes;
use kontor_contract::{Fault, imports::SmallTables};

use super::Service;
use crate::{
    csv::{Kind, Options, Problem, RowError},
    error::ImportError,
    formats::{
        Format, Table,
        open::{InMemory, Opening},
    },
};

/// How a spreadsheet begins: it is an archive.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// The rows of a file, the first one among them.
fn rows(file: Bytes, most: usize) -> Result<Vec<Vec<String>>, RowError> {
    let format = if file.starts_with(ARCHIVE) { Format::Xlsx } else { Format::Csv };
    let opening = Opening { format, sheet: None, mapping: None, options: Options::default() };
    // No format that is opened here asks what kind of rows it has.
    let mut table = opening.table(Kind::Products, InMemory(file))?;
    let mut rows = vec![table.names().iter().map(|name| name.text.clone()).collect::<Vec<_>>()];
    while table.advance()? {
        if rows.len() == most {
            return Err(Problem::too_many_rows(table.line(), u64::try_from(most).unwrap_or(u64::MAX)).into());
        }
        rows.push(cells(table.as_ref())?);
    }
    Ok(rows)
}

fn cells(table: &dyn Table) -> Result<Vec<String>, Problem> {
    let count = table.fields().unwrap_or_else(|| table.names().len());
    let text = |index| Ok(table.cell(index)?.map(|value| value.text.trim().to_owned()).unwrap_or_default());
    (0..count).map(text).collect()
}

fn refused(error: RowError) -> Fault {
    match error.problems.into_iter().next() {
        Some(problem) => Fault::field(problem.code.as_str(), "/file", problem.detail.of_code(problem.code.as_str())),
        None => ImportError::Interrupted.into(),
    }
}

#[async_trait]
impl SmallTables for Service {
    async fn rows(&self, file: Bytes, most: usize) -> Result<Vec<Vec<String>>, Fault> {
        let read = tokio::task::spawn_blocking(move || rows(file, most)).await;
        read.map_err(|_| Fault::from(ImportError::Interrupted))?.map_err(refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, most: usize) -> Result<Vec<Vec<String>>, RowError> {
        rows(Bytes::copy_from_slice(text.as_bytes()), most)
    }

    #[test]
    fn delimited_text_is_told_with_its_first_row() {
        assert_eq!(read("SKU;Qty\nA-1;2\n\"A;2\";3\n", 10).unwrap(), [["SKU", "Qty"], ["A-1", "2"], ["A;2", "3"]]);
        assert_eq!(read("A-1;2\n", 10).unwrap(), [["A-1", "2"]]);
    }

    #[test]
    fn more_rows_than_are_wanted_are_refused() {
        assert_eq!(read("A;1\nB;2\n", 2).unwrap().len(), 2);
        assert_eq!(read("A;1\nB;2\nC;3\n", 2).unwrap_err().problems[0].code.as_str(), "import.too_many_rows");
    }

    #[test]
    fn what_is_neither_is_refused_with_a_reason() {
        assert_eq!(read("", 10).unwrap_err().problems[0].code.as_str(), "import.empty_file");
        let broken = rows(Bytes::from_static(b"PK\x03\x04 no archive"), 10).unwrap_err();
        assert_eq!(broken.problems[0].code.as_str(), "import.wrong_format");
    }
}
