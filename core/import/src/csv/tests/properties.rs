//! Properties: what the `csv` crate writes is read back equal, however the stream is cut, and no bytes at all can panic.
//! The `csv` crate serves as an independent opinion on the format; only its leniency is not ours.

use super::rows_with;
use crate::csv::scan::{Record, Scanner};
use crate::csv::{
    CustomerRow, DecimalMark, Delimiter, Encoding, Limits, Options, PriceRow, ProductRow, StockRow, read,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::io::{self, Read};

/// Hands out a few bytes at a time, as a network does.
struct Dripping<'a> {
    bytes: &'a [u8],
    step: usize,
}

impl Read for Dripping<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.step.min(buffer.len()).min(self.bytes.len());
        let (now, later) = self.bytes.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.bytes = later;
        Ok(count)
    }
}

fn scanned(bytes: &[u8], delimiter: u8, step: usize) -> Vec<Vec<String>> {
    let mut scanner = Scanner::new(Dripping { bytes, step }, delimiter, 0, 1 << 20);
    let mut record = Record::default();
    let mut table = Vec::new();
    while scanner.next(&mut record).unwrap() {
        let field =
            |index| crate::csv::decode::decode(record.field(index).unwrap(), Encoding::Utf8).unwrap().into_owned();
        table.push((0..record.len()).map(field).collect());
    }
    table
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-zżółà,;\t\"\r\n ]{0,12}", any::<String>()]
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..6).prop_flat_map(|width| vec(vec(cell(), width), 0..8))
}

/// Files that come close to good ones, so that the property reaches past the header.
fn nearly_csv() -> impl Strategy<Value = Vec<u8>> {
    let header = prop_oneof![
        Just("sku,name,on_hand,kind\n"),
        Just("price_list;sku;unit_price\r\n"),
        Just("code\tname\temail\n"),
        Just("sku,on_hand\r"),
    ];
    let body = vec(prop_oneof![any::<u8>(), prop::sample::select(b"aA1.,-;\t\"\n\r\xC5\xBA".to_vec())], 0..300);
    (header, body).prop_map(|(header, body)| [header.as_bytes(), &body].concat())
}

fn any_options() -> impl Strategy<Value = Options> {
    (
        prop::sample::select(vec![Encoding::Utf8, Encoding::Windows1252, Encoding::Iso88591]),
        prop::sample::select(vec![Delimiter::Sniff, Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab]),
        prop::sample::select(vec![DecimalMark::Point, DecimalMark::Comma]),
        (1_usize..200, 0_u64..20).prop_map(|(record_bytes, rows)| Limits { record_bytes, rows }),
    )
        .prop_map(|(encoding, delimiter, decimal_mark, limits)| Options {
            encoding,
            delimiter,
            decimal_mark,
            limits,
        })
}

/// Reads a file to its end; what can be asked of any file is that errors come with a place and end when they are fatal.
fn read_to_the_end(file: &[u8], options: Options) {
    fn check<T: crate::csv::Row>(file: &[u8], options: Options) {
        let found = rows_with::<T>(file, options);
        for (index, row) in found.iter().enumerate() {
            if let Err(error) = row {
                assert!(!error.problems.is_empty() && error.line >= 1);
                assert!(!error.is_fatal() || index + 1 == found.len());
            }
        }
    }
    check::<ProductRow>(file, options);
    check::<PriceRow>(file, options);
    check::<CustomerRow>(file, options);
    check::<StockRow>(file, options);
}

proptest! {
    #[test]
    fn a_table_the_csv_crate_wrote_is_read_back_equal(
        table in table(),
        delimiter in prop::sample::select(b",;\t".to_vec()),
        crlf in any::<bool>(),
        step in 1_usize..40,
    ) {
        let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(Vec::new());
        for row in &table {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        prop_assert_eq!(scanned(&bytes, delimiter, step), table);
    }

    #[test]
    fn a_typed_file_is_read_back_equal(cells in vec(("[A-Z]{1,3}", 0_u32..100_000, cell()), 0..20)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["description", "on_hand", "sku", "name"]).unwrap();
        for (index, (sku, on_hand, text)) in cells.iter().enumerate() {
            let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect();
            writer.write_record([text, on_hand.to_string(), format!("{sku}-{index}"), sku.clone()]).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let rows: Vec<_> = read::<ProductRow, _>(bytes.as_slice(), Options { delimiter: Delimiter::Comma, ..Options::default() }).unwrap().collect();
        prop_assert_eq!(rows.len(), cells.len());
        for (index, (row, (sku, on_hand, _))) in rows.into_iter().zip(&cells).enumerate() {
            let row = row.unwrap();
            prop_assert_eq!((row.sku, row.name), (format!("{sku}-{index}"), sku.clone()));
            prop_assert_eq!(row.on_hand, Some((*on_hand).into()));
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(file in vec(any::<u8>(), 0..400), options in any_options()) {
        read_to_the_end(&file, options);
    }

    #[test]
    fn nearly_good_files_never_panic(file in nearly_csv(), options in any_options()) {
        read_to_the_end(&file, options);
    }

    #[test]
    fn neutralised_cells_never_begin_a_formula(cell in any::<String>()) {
        let safe = kontor_kernel::neutralise(&cell);
        prop_assert!(safe == cell || safe.strip_prefix('\'') == Some(cell.as_str()));
        prop_assert!(!safe.starts_with(['=', '@', '\t', '\r']));
    }
}
