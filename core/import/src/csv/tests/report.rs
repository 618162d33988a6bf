//! The report of an import: a line for every problem, cells neutralised.
//! What it says of a file is compared with the file that was read.

use super::{problems, rows};
use crate::csv::{DecimalMark, Delimiter, Encoding, Kind, Options, PriceRow, Problem, ReportWriter, StockRow};

#[test]
fn the_report_has_a_line_for_every_problem() {
    let file = b"price_list;sku;unit_price\n;\"=HYPERLINK(\"\"x\"\")\";1,50\n";
    let error = super::rows_with::<PriceRow>(file, Options::default()).remove(0).unwrap_err();
    let mut report = ReportWriter::new(Vec::new()).unwrap();
    report.add(&error).unwrap();
    report.add_line(9, "sku", "=1", "catalog.unknown_sku", "no such product").unwrap();
    let text = String::from_utf8(report.finish().unwrap()).unwrap();
    assert_eq!(
        text,
        "line,column,value,code,detail\n\
         2,price_list,,import.empty_value,\"the cell is empty, but must not be\"\n\
         2,unit_price,\"1,50\",import.bad_number,\"1,50 is not a number with the decimal mark '.'; write 1.50 or import with decimal_mark=,\"\n\
         9,sku,'=1,catalog.unknown_sku,no such product\n"
    );
}

#[test]
fn what_is_quoted_back_is_short() {
    let file = format!("sku,on_hand\nA,{}\n", "x".repeat(100_000));
    let found = problems::<StockRow>(file.as_bytes(), Options::default());
    assert_eq!(found[0].value.chars().count(), Problem::EXCERPT_CHARS + 1);
    assert!(found[0].detail.len() < 200);
    assert_eq!(rows::<StockRow>(&file).len(), 1);
}

#[test]
fn problems_and_options_have_their_names_on_the_wire() {
    let problem = problems::<StockRow>(b"sku,on_hand\n,1\n", Options::default()).remove(0);
    assert_eq!(
        serde_json::to_value(problem).unwrap(),
        serde_json::json!({
            "line": 2, "column": "sku", "value": "", "code": "import.empty_value",
            "detail": "the cell is empty, but must not be",
        })
    );
    for kind in Kind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
    }
    for encoding in [Encoding::Utf8, Encoding::Windows1252, Encoding::Iso88591] {
        assert_eq!(serde_json::from_value::<Encoding>(encoding.as_str().into()).unwrap(), encoding);
    }
    assert_eq!(serde_json::from_str::<DecimalMark>("\",\"").unwrap(), DecimalMark::Comma);
    assert_eq!(serde_json::from_str::<Delimiter>("\"semicolon\"").unwrap(), Delimiter::Semicolon);
}
