//! Spreadsheets that other programs write, that are broken, and that are bombs; and ours read by another reader.
//! `rust_xlsxwriter` and `calamine` serve as independent opinions on the format.

use std::io::{Cursor, Write};

use calamine::{Data, Reader, Xlsx};
use flate2::{Compression, Crc, write::DeflateEncoder};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::{
    Sheet,
    write::{Book, Cell},
};
use crate::{
    csv::{Code, Problem},
    formats::{Table, open::InMemory},
};

fn open(file: Vec<u8>, sheet: Option<&str>) -> Result<Sheet<InMemory>, Problem> {
    Sheet::open(InMemory(file.into()), sheet)
}

/// Names and rows, cells as text.
fn read(file: Vec<u8>, sheet: Option<&str>) -> Result<(Vec<String>, Vec<Vec<String>>), Problem> {
    let mut table = open(file, sheet)?;
    let names: Vec<String> = table.names().iter().map(|name| name.text.clone()).collect();
    let mut rows = Vec::new();
    while table.advance()? {
        let cell = |index| match table.cell(index) {
            Ok(value) => value.map(|value| value.text.into_owned()).unwrap_or_default(),
            Err(problem) => format!("! {}", problem.value),
        };
        rows.push((0..names.len()).map(cell).collect());
    }
    Ok((names, rows))
}

fn code(file: Vec<u8>) -> Code {
    read(file, None).unwrap_err().code
}

/// An archive with these parts, packed.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        let packed = encoder.finish().unwrap();
        let mut crc = Crc::new();
        crc.update(text);
        let offset = out.len() as u32;
        let mut common = Vec::new();
        for number in [20_u16, 0, 8, 0, 0x21] {
            common.extend(number.to_le_bytes());
        }
        for number in [crc.sum(), packed.len() as u32, text.len() as u32] {
            common.extend(number.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        out.extend([b"PK\x03\x04".as_slice(), &common, name.as_bytes(), &packed].concat());
        directory.extend([b"PK\x01\x02\x14\0".as_slice(), &common, &[0; 10]].concat());
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let begins = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([(parts.len() as u16).to_le_bytes(), (parts.len() as u16).to_le_bytes()].concat());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(begins.to_le_bytes());
    out.extend([0, 0]);
    out
}

const WORKBOOK: &[u8] = b"<workbook><sheets><sheet name='One' id='rId1'/></sheets></workbook>";

fn with_sheet(sheet: &str) -> Vec<u8> {
    archive(&[("xl/workbook.xml", WORKBOOK), ("xl/worksheets/sheet1.xml", sheet.as_bytes())])
}

#[test]
fn what_another_program_writes_is_read_as_it_shows_it() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let code = Format::new().set_num_format("00000");
    for (column, name) in ["sku", "name", "price", "from", "flag", "sum"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, name).unwrap();
    }
    sheet.write_number_with_format(1, 0, 123, &code).unwrap();
    sheet.write_string(1, 1, "Śruba \"M8\" <&>\nlong").unwrap();
    sheet.write_number(1, 2, 12.55).unwrap();
    sheet.write_datetime_with_format(1, 3, ExcelDateTime::from_ymd(2026, 11, 30).unwrap(), &date).unwrap();
    sheet.write_boolean(1, 4, true).unwrap();
    sheet.write_formula(1, 5, Formula::new("=C2*2").set_result("25.1")).unwrap();
    sheet.write_string(3, 0, "00042").unwrap();
    sheet.write_number(3, 2, 0.1 + 0.2).unwrap();
    sheet.write_formula(3, 5, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    let file = book.save_to_buffer().unwrap();
    let (names, rows) = read(file.clone(), None).unwrap();
    assert_eq!(names, ["sku", "name", "price", "from", "flag", "sum"]);
    assert_eq!(rows[0], ["00123", "Śruba \"M8\" <&>\nlong", "12.55", "2026-11-30", "true", "25.1"]);
    assert_eq!(rows[1][..3], ["00042", "", "0.3"]);
    assert!(rows[1][5].contains("#DIV/0!"), "{:?}", rows[1]);
    let mut table = open(file, None).unwrap();
    assert!(table.advance().unwrap() && table.line() == 2);
    assert!(table.advance().unwrap() && table.line() == 4, "an empty row is passed over and counted");
}

#[test]
fn a_sheet_is_found_by_its_name_and_an_unknown_one_is_refused_with_those_there_are() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Prices").unwrap().write_string(0, 0, "sku").unwrap();
    book.add_worksheet().set_name("Stany").unwrap().write_string(0, 0, "on_hand").unwrap();
    let file = book.save_to_buffer().unwrap();
    assert_eq!(read(file.clone(), None).unwrap().0, ["sku"]);
    assert_eq!(read(file.clone(), Some("stany")).unwrap().0, ["on_hand"]);
    let problem = read(file.clone(), Some("Kunden")).unwrap_err();
    assert_eq!(problem.code, Code::UnknownSheet);
    assert_eq!(&*problem.detail, "the workbook has no sheet 'Kunden'; it has Prices, Stany");
    assert_eq!(Sheet::sheets(InMemory(file.into())).unwrap(), ["Prices", "Stany"]);
}

#[test]
fn what_is_no_spreadsheet_is_refused_whatever_it_is() {
    for file in [Vec::new(), b"sku,name\nA,B\n".to_vec(), b"PK\x03\x04 and no more".to_vec(), vec![0; 100_000]] {
        assert_eq!(code(file), Code::WrongFormat);
    }
    assert_eq!(code(archive(&[("word/document.xml", b"<a/>")])), Code::WrongFormat);
    assert_eq!(code(with_sheet("<worksheet><sheetData/></worksheet>")), Code::EmptyFile);
    assert_eq!(code(with_sheet("<worksheet><sheetData><row><c")), Code::Malformed);
    let mut cut = with_sheet("<worksheet><sheetData><row><c t='str'><v>sku</v></c></row></sheetData></worksheet>");
    cut.drain(10..20);
    assert!(matches!(code(cut), Code::WrongFormat | Code::Malformed));
}

#[test]
fn entities_are_refused_and_bombs_break_off() {
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet><sheetData/></worksheet>";
    assert_eq!(code(with_sheet(bomb)), Code::EntitiesRefused);
    let begins = "<worksheet><sheetData><row><c t='str'><v>sku</v></c></row>".to_owned();
    let rows = begins.clone() + &"<row><c t='str'><v>aaaaaaaa</v></c></row>".repeat(400_000);
    let file = with_sheet(&rows);
    assert!(file.len() < 100_000, "{}", file.len());
    assert_eq!(code(file), Code::TooInflated);
    let long = begins + &format!("<row><c t='str'><v>{}</v></c></row>", "a".repeat(5_000_000));
    assert_eq!(code(with_sheet(&long)), Code::Malformed);
    let strings = format!("<sst>{}</sst>", "<si><t>x</t></si>".repeat(800_000));
    let parts = [
        ("xl/workbook.xml", WORKBOOK),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", b"<worksheet/>".as_slice()),
    ];
    assert_eq!(code(archive(&parts)), Code::TooInflated);
}

#[test]
fn cells_far_to_the_right_are_counted_and_not_kept() {
    let sheet = "<worksheet><sheetData><row><c t='str'><v>sku</v></c></row>\
                 <row><c r='A2' t='str'><v>A</v></c><c r='XFD2'><v>1</v></c></row></sheetData></worksheet>";
    let mut table = open(with_sheet(sheet), None).unwrap();
    assert!(table.advance().unwrap());
    assert_eq!(table.fields(), Some(16_384));
}

fn written(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Book::begin(Vec::new(), "a & b").unwrap();
    for row in rows {
        book.row(row.iter().map(|cell| Cell::Text(cell))).unwrap();
    }
    book.finish().unwrap()
}

#[test]
fn numbers_are_written_as_numbers_unless_they_would_lose_digits() {
    let mut book = Book::begin(Vec::new(), "x").unwrap();
    book.row([Cell::Number("12.5"), Cell::Number("-3"), Cell::Number("1234567890.123456"), Cell::Number("x")]).unwrap();
    let mut sheets: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book.finish().unwrap())).unwrap();
    let range = sheets.worksheet_range("x").unwrap();
    let row: Vec<Data> = range.rows().next().unwrap().to_vec();
    assert_eq!(row[..2], [Data::Float(12.5), Data::Float(-3.0)]);
    assert_eq!(row[2..], [Data::String("1234567890.123456".to_owned()), Data::String("x".to_owned())]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_we_write_is_read_back_equal_here_and_by_another(
        rows in prop::collection::vec(prop::collection::vec("[ -~\u{105}\u{17c}\u{20ac}\n\r\t=+@'_x]{0,12}", 3), 1..12),
    ) {
        let mut rows = rows;
        rows.insert(0, ["a", "b", "c"].map(str::to_owned).to_vec());
        let file = written(&rows);
        let (names, found) = read(file.clone(), None).unwrap();
        prop_assert_eq!(&names, &rows[0]);
        // Rows of blanks alone are passed over, and cells of blanks alone are empty.
        let plain = |cell: &String| if cell.trim().is_empty() { String::new() } else { cell.clone() };
        let told: Vec<Vec<String>> = rows[1..].iter().map(|row| row.iter().map(plain).collect()).collect();
        let told: Vec<_> = told.into_iter().filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty())).collect();
        prop_assert_eq!(found, told);
        let mut sheets: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).unwrap();
        let range = sheets.worksheet_range("a & b").unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.contains(['\r', '_'])) {
                let seen = range.get_value((row as u32, column as u32)).cloned().unwrap_or(Data::Empty);
                let seen = if let Data::String(text) = seen { text } else { String::new() };
                prop_assert_eq!(&seen, cell);
            }
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(file in prop::collection::vec(any::<u8>(), 0..600), tail in any::<bool>()) {
        let mut file = file;
        if tail {
            file.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x20\0\0\0\0\0\0\0\0\0");
        }
        let _ = read(file, None);
    }
}
