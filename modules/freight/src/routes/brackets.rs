//! The brackets of a table as a file: read as CSV, and replaced from a CSV or XLSX file.
//! A file is taken whole or not at all, and says in which of its rows something is wrong.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kontor_contract::{Sentence, Value, imports::SmallTables};
use kontor_kernel::protect;
use kontor_web::{Access, Caller, Json, Path, Problem, Routes, Upload};

use super::tables::{TableView, found, read_table, replace, view};
use crate::{
    error::FreightError,
    manifest::{RATES_READ, RATES_WRITE},
    model::table::TableId,
    service::Desk,
    wire::table::{BracketBody, MOST_BRACKETS},
};

/// The columns of a file, in their order.
const COLUMNS: [&str; 5] = ["up_to", "price", "each", "per", "included"];
const MEDIA_TYPES: [&str; 2] = ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];
const MOST_BYTES: usize = 2 * 1024 * 1024;

pub(super) fn add(routes: &mut Routes, desk: &Desk) {
    routes
        .get("/api/v1/admin/freight/tables/{id}/brackets.csv", Access::Staff(RATES_READ))
        .summary("Read the brackets of a table as CSV")
        .returns_nothing(200)
        .handle(desk.clone(), read_brackets);
    routes
        .put("/api/v1/admin/freight/tables/{id}/brackets.csv", Access::Staff(RATES_WRITE))
        .summary("Replace the brackets of a table from a file, CSV or XLSX")
        .text_body(&MEDIA_TYPES)
        .body_limit(MOST_BYTES)
        .returns::<TableView>(200)
        .handle(desk.clone(), replace_brackets);
}

async fn read_brackets(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Path(id): Path<TableId>,
) -> Result<Response, Problem> {
    let table = read_table(&desk, &ctx, id).await?.table;
    let rows = table.brackets.iter().map(BracketBody::cells);
    let file = file(rows).map_err(|cause| FreightError::BadFile(Sentence::new(cause.to_string())))?;
    let disposition = "attachment; filename=\"brackets.csv\"";
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, file).into_response())
}

fn file(rows: impl Iterator<Item = [String; 5]>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for cells in rows {
        writer.write_record(cells.iter().map(|cell| protect(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|cause| csv::Error::from(cause.into_error()))
}

async fn replace_brackets(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Path(id): Path<TableId>,
    upload: Upload,
) -> Result<Json<TableView>, Problem> {
    let bytes = axum::body::to_bytes(upload.body, MOST_BYTES).await;
    let bytes = bytes.map_err(|_| Problem::bad_request().detail("The file did not arrive whole; send it again."))?;
    let rows = desk.boot.ports.get::<dyn SmallTables>()?.rows(bytes, MOST_BRACKETS + 1).await?;
    let brackets = brackets(&rows)?;
    let tx = desk.boot.store.write(&ctx).await?;
    let row = found(&tx, id).await?;
    let table = view(&row).ok_or(FreightError::NotFound("freight table"))?.table;
    let table = crate::wire::table::TableBody { brackets, ..table };
    table.read(id, "")?;
    Ok(Json(replace(&desk, tx, row, table).await?))
}

/// Rows below a head that names their columns, in whatever order.
fn brackets(rows: &[Vec<String>]) -> Result<Vec<BracketBody>, FreightError> {
    let Some((head, rows)) = rows.split_first() else {
        return Err(refused("The file is empty.".to_owned(), "freight-file-empty", []));
    };
    let place = |column: &str| head.iter().position(|name| name.trim().eq_ignore_ascii_case(column));
    let unknown = head.iter().find(|name| !COLUMNS.iter().any(|column| name.trim().eq_ignore_ascii_case(column)));
    if let Some(unknown) = unknown {
        let known = COLUMNS.join(", ");
        let english = format!("The file has a column '{unknown}'; the columns are {known}.");
        return Err(refused(english, "freight-file-column", [("column", unknown.into()), ("known", known.into())]));
    }
    if place("price").is_none() {
        return Err(refused("The first row names no column 'price'.".to_owned(), "freight-file-no-price", []));
    }
    let places = COLUMNS.map(place);
    let filled = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    let row = |(number, row): (usize, &Vec<String>)| {
        let cell = |place: Option<usize>| place.and_then(|place| row.get(place)).map_or("", String::as_str);
        let wrong = || unknown_unit(number + 2);
        BracketBody::of_cells(places.map(cell)).ok_or_else(wrong)
    };
    rows.iter().enumerate().filter(|(_, row)| filled(row)).map(row).collect()
}

fn unknown_unit(row: usize) -> FreightError {
    let english = format!("Row {row} names no known unit in the column 'per': kg, 100_kg, m3, parcel or pallet.");
    refused(english, "freight-file-unit", [("row", row.into())])
}

fn refused(english: String, key: &'static str, of: impl IntoIterator<Item = (&'static str, Value)>) -> FreightError {
    FreightError::BadFile(Sentence::new(english).keyed(key).of(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn brackets_are_read_in_whatever_order_their_columns_stand() {
        let read = brackets(&rows("price,up_to\n12.50,30\n\n20,")).unwrap();
        assert_eq!(read[0].cells(), ["30", "12.50", "", "", ""].map(str::to_owned));
        assert_eq!(read[1].up_to, None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let read = brackets(&rows("up_to,price,each,per,included\n30,12.50,2.40,100_kg,1")).unwrap();
        let written = String::from_utf8(file(read.iter().map(BracketBody::cells)).unwrap()).unwrap();
        assert_eq!(written, "up_to,price,each,per,included\n30,12.50,2.40,100_kg,1\n");
    }

    #[test]
    fn a_file_that_is_none_of_brackets_says_where() {
        let refused = |text: &str| brackets(&rows(text)).unwrap_err().to_string();
        assert!(refused("").contains("is empty"));
        assert!(refused("up_to,colour\n1,2").contains("'colour'"));
        assert!(refused("up_to\n1").contains("'price'"));
        assert!(refused("price,per\n1,kg\n2,mile").contains("Row 3"));
    }
}
