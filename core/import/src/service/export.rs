//! Writes rows that an owner gives into a file, a page at a time: memory holds one page, however many there are.
//! Text that would run as a formula is protected where a spreadsheet would run it, and restored when it is imported.

use std::{borrow::Cow, sync::Arc};

use bytes::Bytes;
use futures_util::{Stream, stream};
use kontor_contract::exports::{ExportFilter, ExportPage, ExportSource, ExportValue};
use kontor_kernel::protect;
use kontor_store::Ctx;
use serde_json::{Map, Value};

use crate::{
    error::ImportError,
    formats::xlsx::write::{Book, Cell},
    routes::Written,
};

/// Rows of one page.
const PAGE: u64 = 1_000;

/// A file being written.
enum File {
    Csv,
    Ndjson,
    Xlsx(Box<Book<Vec<u8>>>),
}

/// How far an export has come.
enum Stage {
    Begin,
    /// Behind the row of this key; from the first one on where there is none.
    After(File, Option<String>),
    End,
}

/// The file of all rows that a source gives, in pieces.
pub(crate) fn file(
    ctx: Ctx,
    source: Arc<dyn ExportSource>,
    filter: ExportFilter,
    written: Written,
) -> impl Stream<Item = Result<Bytes, ImportError>> + Send + 'static {
    let from = Arc::new((ctx, source, filter));
    stream::try_unfold(Stage::Begin, move |stage| {
        let from = Arc::clone(&from);
        async move {
            let (ctx, source, filter) = &*from;
            match stage {
                Stage::Begin => begin(source.columns(), written).map(Some),
                Stage::After(file, after) => {
                    let page = source.rows(ctx, filter, after.as_deref(), PAGE).await?;
                    next(source.columns(), file, page).map(Some)
                }
                Stage::End => Ok(None),
            }
        }
    })
}

fn failed(cause: impl std::fmt::Display) -> ImportError {
    ImportError::Unwritable(cause.to_string())
}

fn begin(columns: &[&'static str], written: Written) -> Result<(Bytes, Stage), ImportError> {
    let (bytes, file) = match written {
        Written::Csv => (lines([columns.iter().map(|name| (*name).to_owned()).collect()])?, File::Csv),
        Written::Ndjson => (Vec::new(), File::Ndjson),
        Written::Xlsx => {
            let mut book = Book::begin(Vec::new(), "export").map_err(failed)?;
            book.row(columns.iter().map(|name| Cell::Text(name))).map_err(failed)?;
            (std::mem::take(book.output()), File::Xlsx(Box::new(book)))
        }
    };
    Ok((bytes.into(), Stage::After(file, None)))
}

fn next(columns: &[&'static str], file: File, page: ExportPage) -> Result<(Bytes, Stage), ImportError> {
    let (bytes, file) = match file {
        File::Csv => (lines(page.rows.iter().map(|row| row.iter().map(cell).collect()))?, File::Csv),
        File::Ndjson => (objects(columns, &page.rows)?, File::Ndjson),
        File::Xlsx(mut book) => {
            for row in &page.rows {
                let cells: Vec<_> = row.iter().map(of_spreadsheet).collect();
                let cells = cells.iter().map(
                    |(text, is_number)| {
                        if *is_number { Cell::Number(text) } else { Cell::Text(text) }
                    },
                );
                book.row(cells).map_err(failed)?;
            }
            (std::mem::take(book.output()), File::Xlsx(book))
        }
    };
    match (page.next, file) {
        (Some(key), file) => Ok((bytes.into(), Stage::After(file, Some(key)))),
        (None, File::Xlsx(book)) => {
            let rest = book.finish().map_err(failed)?;
            Ok(([bytes, rest].concat().into(), Stage::End))
        }
        (None, File::Csv | File::Ndjson) => Ok((bytes.into(), Stage::End)),
    }
}

fn cell(value: &ExportValue) -> String {
    match value {
        ExportValue::Nothing => String::new(),
        ExportValue::Text(text) => protect(text).into_owned(),
        ExportValue::Number(number) => number.clone(),
        ExportValue::Object(object) => object.to_string(),
    }
}

fn lines(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, ImportError> {
    let mut output = csv::Writer::from_writer(Vec::new());
    for row in rows {
        output.write_record(row).map_err(failed)?;
    }
    output.into_inner().map_err(failed)
}

fn objects(columns: &[&'static str], rows: &[Vec<ExportValue>]) -> Result<Vec<u8>, ImportError> {
    let mut output = Vec::new();
    for row in rows {
        let field = |(name, value): (&&str, &ExportValue)| {
            let value = match value {
                ExportValue::Nothing => return None,
                ExportValue::Text(text) | ExportValue::Number(text) => Value::String(text.clone()),
                ExportValue::Object(object) => object.clone(),
            };
            Some(((*name).to_owned(), value))
        };
        let object: Map<String, Value> = columns.iter().zip(row).filter_map(field).collect();
        serde_json::to_writer(&mut output, &object).map_err(failed)?;
        output.push(b'\n');
    }
    Ok(output)
}

/// Texts stand in a spreadsheet as they are: a cell of text is never run.
fn of_spreadsheet(value: &ExportValue) -> (Cow<'_, str>, bool) {
    match value {
        ExportValue::Nothing => (Cow::Borrowed(""), false),
        ExportValue::Text(text) => (Cow::Borrowed(text), false),
        ExportValue::Number(number) => (Cow::Borrowed(number), true),
        ExportValue::Object(object) => (Cow::Owned(object.to_string()), false),
    }
}
