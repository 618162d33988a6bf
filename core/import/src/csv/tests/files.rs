//! One file for every error, and the good files beside them.
//! The messages are spelled out because they are what a person with a spreadsheet has to go by.

use super::{check, check_with, problems, rows, rows_with};
use crate::csv::{
    Code, CustomerRow, DecimalMark, Delimiter, Encoding, Kind, Limits, Options, PriceRow, ProductKind, ProductRow,
    RowError, StockRow, read,
};
use rust_decimal::Decimal;
use std::io::{self, Read};

fn options(encoding: Encoding) -> Options {
    Options { encoding, ..Options::default() }
}

fn comma_marks() -> Options {
    Options { decimal_mark: DecimalMark::Comma, ..Options::default() }
}

#[test]
fn a_full_product_is_read_in_any_order_of_columns() {
    let file = "Name, SKU ,kind,unit,quantity_scale,weight_g,on_hand,name_pl,name_en,external_id,description\n\
                \"Śruba \"\"M8\"\"\",S-1,Goods,szt.,3,12,10.500,Śruba,Bolt,77,\"two\r\nlines\"\n";
    let found = rows::<ProductRow>(file);
    let [Ok(row)] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((row.sku.as_str(), row.name.as_str(), row.line), ("S-1", "Śruba \"M8\"", 2));
    assert_eq!(row.translations, [("pl", "Śruba".to_owned()), ("en", "Bolt".to_owned())]);
    assert_eq!((row.kind, row.quantity_scale, row.weight_g), (Some(ProductKind::Goods), Some(3), Some(12)));
    assert_eq!(row.on_hand, Some(Decimal::new(105, 1)));
    assert_eq!((row.description.as_deref(), row.category.as_deref()), (Some("two\r\nlines"), None));
}

#[test]
fn prices_customers_and_stock_are_read_with_their_defaults() {
    let prices = rows::<PriceRow>("price_list,sku,unit_price,per\nSTD,A,0.001,\nSTD,B,4.25,100\n");
    let [Ok(first), Ok(second)] = prices.as_slice() else { panic!("{prices:#?}") };
    assert_eq!((first.min_quantity, first.unit_price, first.per), (Decimal::ONE, Decimal::new(1, 3), 1));
    assert_eq!((second.per, second.line), (100, 3));
    let customers = rows::<CustomerRow>("code,name,email,country\nC1,Wrzos,biuro@wrzos.example,PL\n");
    let [Ok(customer)] = customers.as_slice() else { panic!("{customers:#?}") };
    assert_eq!((customer.email.as_deref(), customer.vat_id.as_deref()), (Some("biuro@wrzos.example"), None));
    let stock = rows::<StockRow>("sku,on_hand\nA,0\n");
    let [Ok(level)] = stock.as_slice() else { panic!("{stock:#?}") };
    assert_eq!((level.on_hand, level.warehouse.as_deref()), (Decimal::ZERO, None));
}

#[test]
fn the_delimiter_is_sniffed_from_the_header_and_can_be_declared() {
    for file in ["sku,on_hand\nA,1\n", "sku;on_hand\nA;1\n", "sku\ton_hand\nA\t1\n", "\n\r\nsku;on_hand\nA;1"] {
        assert!(matches!(rows::<StockRow>(file).as_slice(), [Ok(row)] if row.sku == "A"), "{file:?}");
    }
    let declared = Options { delimiter: Delimiter::Semicolon, ..Options::default() };
    let found = problems::<StockRow>(b"sku,on_hand\nA,1\n", declared);
    assert_eq!(found[0].value, "sku,on_hand");
    let found = rows_with::<StockRow>(b"sku;\"on_hand\"\n\"A,,,\";1\n", declared);
    assert!(matches!(found.as_slice(), [Ok(row)] if row.sku == "A,,,"), "{found:#?}");
}

#[test]
fn empty_lines_and_rows_of_nothing_but_delimiters_are_passed_over() {
    let found = rows::<StockRow>("sku,on_hand\r\n\r\nA,1\r\n,\r\n , \r\nB,2");
    assert!(matches!(found.as_slice(), [Ok(a), Ok(b)] if a.line == 3 && b.line == 6), "{found:#?}");
}

#[test]
fn lines_are_counted_alike_whatever_ends_them() {
    for end in ["\n", "\r\n", "\r"] {
        let file = ["sku,on_hand", "A,1", "\"B", "B\",x", "", "C,y", ",", "D,\"1", "z\"", "E,e"].join(end);
        let found = problems::<StockRow>(file.as_bytes(), Options::default());
        let lines: Vec<_> = found.iter().map(|problem| (problem.line, problem.value.replace(end, "|"))).collect();
        let told: Vec<_> = lines.iter().map(|(line, value)| (*line, value.as_str())).collect();
        assert_eq!(told, [(3, "B|B"), (4, "x"), (6, "y"), (8, "1|z"), (10, "e")], "{end:?}");
    }
}

#[test]
fn a_mark_of_utf8_is_skipped_and_any_other_encoding_of_it_is_refused() {
    assert!(matches!(rows::<StockRow>("\u{feff}sku,on_hand\nA,1\n").as_slice(), [Ok(_)]));
    check_with::<StockRow>(
        "\u{feff}sku,on_hand\n".as_bytes(),
        options(Encoding::Windows1252),
        Code::WrongEncoding,
        "line 1: the file begins with the mark of UTF-8; import it with encoding=utf-8, not windows-1252",
    );
    check_with::<StockRow>(
        b"\xFF\xFEs\0k\0u\0",
        Options::default(),
        Code::WrongEncoding,
        "line 1: the file is UTF-16; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")",
    );
}

#[test]
fn a_byte_outside_the_declared_encoding_is_named_with_line_offset_and_column() {
    let file = b"sku,name,description\nA,Kabel,ok\nB,Linka,\"first\nprice \xA3 5\"\n";
    check_with::<ProductRow>(
        file,
        Options::default(),
        Code::BadByte,
        "line 4, column description: byte 0xA3 at offset 53 is not valid UTF-8; save the file as UTF-8 or import it with encoding=windows-1252",
    );
    assert_eq!(file[53], 0xA3);
    check_with::<ProductRow>(
        b"sku,name\nA,\x81\n",
        options(Encoding::Windows1252),
        Code::BadByte,
        "line 2, column name: byte 0x81 at offset 11 is not valid Windows-1252; save the file as UTF-8 and import it with encoding=utf-8",
    );
    check_with::<ProductRow>(
        b"sku,name\nA,5 \x80\n",
        options(Encoding::Iso88591),
        Code::BadByte,
        "line 2, column name: byte 0x80 at offset 13 is not valid ISO-8859-1; import it with encoding=windows-1252, or save the file as UTF-8",
    );
}

#[test]
fn western_bytes_are_read_by_the_declared_encoding() {
    for (encoding, bytes, name) in [
        (Encoding::Windows1252, b"sku,name\nA,\x80 5 caff\xE8\n".as_slice(), "€ 5 caffè"),
        (Encoding::Iso88591, b"sku,name\nA,\xA3 5 caff\xE8\n".as_slice(), "£ 5 caffè"),
    ] {
        let found = rows_with::<ProductRow>(bytes, options(encoding));
        assert!(matches!(found.as_slice(), [Ok(row)] if row.name == name), "{found:#?}");
    }
}

#[test]
fn the_header_must_fit_the_kind_of_file() {
    check::<StockRow>("", Code::EmptyFile, "line 1: the file is empty; it needs a header row");
    check::<StockRow>("\n\n", Code::EmptyFile, "line 1: the file is empty; it needs a header row");
    let known = "the columns of stock are sku, warehouse, on_hand";
    check::<StockRow>(
        "sku,on_hand,colour\n",
        Code::UnknownColumn,
        &format!("line 1: the column 'colour' is not known; {known}"),
    );
    check::<StockRow>(
        "sku,on_hand,\n",
        Code::UnknownColumn,
        &format!("line 1: column 3 of the header has no name; {known}"),
    );
    check::<StockRow>(
        "sku,warehouse\n",
        Code::MissingColumn,
        &format!("line 1, column on_hand: the mandatory column 'on_hand' is missing; {known}"),
    );
    check::<StockRow>(
        "sku,on_hand,SKU\n",
        Code::DuplicateColumn,
        "line 1, column sku: the header names the column 'sku' twice",
    );
    let all = problems::<StockRow>(b"code,price,code\n", Options::default());
    assert_eq!(all.len(), 5, "three unknown, two missing: {all:#?}");
}

#[test]
fn a_row_with_a_field_too_many_or_too_few_is_reported_once() {
    check::<StockRow>("sku,on_hand\nA\n", Code::FieldCount, "line 2: the row has 1 field where the header has 2");
    check::<StockRow>(
        "sku,on_hand\nA,1,5,x\n",
        Code::FieldCount,
        "line 2: the row has 4 fields where the header has 2",
    );
    let found = problems::<StockRow>(&[b"sku,on_hand\n".as_slice(), &b"x,".repeat(5000)].concat(), Options::default());
    assert!(matches!(found.as_slice(), [problem] if problem.detail.contains("5001 fields")), "{found:#?}");
}

#[test]
fn a_quote_that_is_never_closed_ends_the_file_with_the_line_it_was_opened_in() {
    let file = "sku,name\nA,Fine\nB,\"never closed\nC,lost\nD,lost too\n";
    let found = rows::<ProductRow>(file);
    assert!(matches!(found.as_slice(), [Ok(_), Err(error)] if error.is_fatal()), "{found:#?}");
    check::<ProductRow>(file, Code::UnterminatedQuote, "line 3, column name: the quote opened here is never closed");
}

#[test]
fn text_behind_a_closing_quote_spoils_its_row_only() {
    let file = "sku,name\nA,\"12\" ruler\"\nB,12\" ruler\n";
    check::<ProductRow>(
        file,
        Code::StrayQuote,
        "line 2, column name: text follows the closing quote; write a quote within a text as two",
    );
    assert!(matches!(rows::<ProductRow>(file).as_slice(), [Err(_), Ok(row)] if row.name == "12\" ruler"));
}

#[test]
fn limits_end_a_file_that_would_fill_the_memory() {
    let limits = Limits { record_bytes: 100, rows: 2 };
    let options = Options { limits, ..Options::default() };
    let long = format!("sku,name\nA,\"{}\n", "x\n".repeat(200));
    check_with::<ProductRow>(
        long.as_bytes(),
        options,
        Code::RecordTooLong,
        "line 2: the record is longer than 100 bytes; is a closing quote missing?",
    );
    let many = "sku,on_hand\nA,1\nB,1\nC,1\nD,1\n";
    check_with::<StockRow>(
        many.as_bytes(),
        options,
        Code::TooManyRows,
        "line 4: the file has more than 2 rows; split it",
    );
}

#[test]
fn a_stream_that_fails_is_an_error_of_its_line() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("gone"))
        }
    }
    let rows = read::<StockRow, _>(b"sku,on_hand\nA,1\nB".chain(Failing), Options::default());
    let found: Vec<_> = rows.map(Iterator::collect).unwrap_or_else(|error| vec![Err(error)]);
    let last = found.last().and_then(|row| row.as_ref().err()).map(RowError::to_string);
    assert_eq!(last.as_deref(), Some("line 3: the file cannot be read: gone"));
}

#[test]
fn mandatory_cells_must_be_filled_and_all_bad_cells_of_a_row_are_told() {
    check::<ProductRow>(
        "sku,name\nA,  \n",
        Code::EmptyValue,
        "line 2, column name: the cell is empty, but must not be",
    );
    let found = problems::<ProductRow>(b"sku,name,kind,weight_g\n,,thing,-5\n", Options::default());
    let places: Vec<_> = found.iter().filter_map(|problem| Some((problem.column.as_deref()?, problem.code))).collect();
    assert_eq!(
        places,
        [
            ("sku", Code::EmptyValue),
            ("name", Code::EmptyValue),
            ("kind", Code::BadValue),
            ("weight_g", Code::NegativeNumber)
        ]
    );
}

#[test]
fn texts_keep_to_their_length_and_hold_no_control_characters() {
    let long = "ż".repeat(65);
    check::<StockRow>(
        &format!("sku,on_hand\n{long},1\n"),
        Code::TooLong,
        "line 2, column sku: the text has 65 characters where 64 are allowed",
    );
    assert!(matches!(rows::<StockRow>(&format!("sku,on_hand\n{},1\n", "ż".repeat(64))).as_slice(), [Ok(_)]));
    let control = "line 2, column sku: the cell holds a control character";
    check::<StockRow>("sku,on_hand\nA\0B,1\n", Code::ControlCharacter, control);
    check::<StockRow>("sku,on_hand\n\"A\nB\",1\n", Code::ControlCharacter, control);
}

#[test]
fn words_and_forms_are_checked() {
    check::<ProductRow>(
        "sku,name,kind\nA,B,gift\n",
        Code::BadValue,
        "line 2, column kind: gift is not goods or service",
    );
    check::<PriceRow>(
        "price_list,sku,unit_price,currency\nS,A,1,pln\n",
        Code::BadValue,
        "line 2, column currency: pln is not a currency of three capital letters",
    );
    check::<CustomerRow>(
        "code,name,country\nA,B,Polska\n",
        Code::BadValue,
        "line 2, column country: Polska is not a country of two capital letters",
    );
    for email in ["x", "@x", "x@", "a b@x", "a@b@c"] {
        let file = format!("code,name,email\nA,B,{email}\n");
        check::<CustomerRow>(&file, Code::BadValue, &format!("line 2, column email: {email} is not an e-mail address"));
    }
}

#[test]
fn numbers_are_plain_and_every_other_notation_is_refused_with_its_reason() {
    for (text, code, detail) in [
        (
            "1,50",
            Code::BadNumber,
            "1,50 is not a number with the decimal mark '.'; write 1.50 or import with decimal_mark=,",
        ),
        (
            "-1,5",
            Code::BadNumber,
            "-1,5 is not a number with the decimal mark '.'; write -1.5 or import with decimal_mark=,",
        ),
        (
            "1,000",
            Code::BadNumber,
            "1,000 is not a number with the decimal mark '.'; write it without thousands separators or import with decimal_mark=,",
        ),
        (
            "1,234.50",
            Code::BadNumber,
            "1,234.50 is not a number in plain notation; write it without thousands separators",
        ),
        (
            "1 234.50",
            Code::BadNumber,
            "1 234.50 is not a number in plain notation; write it without thousands separators",
        ),
        ("1e9", Code::BadNumber, "1e9 is not a number in plain notation; write it without an exponent"),
        ("1.5E+05", Code::BadNumber, "1.5E+05 is not a number in plain notation; write it without an exponent"),
        ("+5", Code::BadNumber, "+5 is not a number in plain notation; write it without the plus sign"),
        ("NaN", Code::BadNumber, "NaN is not a number"),
        ("inf", Code::BadNumber, "inf is not a number"),
        ("5 PLN", Code::BadNumber, "5 PLN is not a number"),
        (".5", Code::BadNumber, ".5 is not a number"),
        ("5.", Code::BadNumber, "5. is not a number"),
        ("--5", Code::BadNumber, "--5 is not a number"),
        ("٣", Code::BadNumber, "٣ is not a number"),
        ("-5", Code::NegativeNumber, "-5 is below zero"),
        ("0.00", Code::ZeroNumber, "0.00 must be above zero"),
        ("-0", Code::ZeroNumber, "-0 must be above zero"),
        ("1000000000.01", Code::NumberTooLarge, "1000000000.01 is more than 1000000000"),
        (
            "99999999999999999999999999999999999",
            Code::NumberTooLarge,
            "99999999999999999999999999999999999 is more than 1000000000",
        ),
        ("0.1234567", Code::TooManyDecimals, "0.1234567 has more than 6 decimals"),
    ] {
        let file = format!("price_list;sku;unit_price\nS;A;{text}\n");
        check::<PriceRow>(&file, code, &format!("line 2, column unit_price: {detail}"));
    }
}

#[test]
fn whole_numbers_have_no_decimals_and_keep_to_their_range() {
    check::<ProductRow>(
        "sku,name,weight_g\nA,B,1.5\n",
        Code::TooManyDecimals,
        "line 2, column weight_g: 1.5 must be a whole number",
    );
    check::<ProductRow>(
        "sku,name,quantity_scale\nA,B,7\n",
        Code::NumberTooLarge,
        "line 2, column quantity_scale: 7 is more than 6",
    );
}

#[test]
fn plain_numbers_are_read_by_the_declared_mark() {
    let read = |text: &str, options| match rows_with::<PriceRow>(
        format!("price_list;sku;unit_price\nS;A;{text}\n").as_bytes(),
        options,
    )
    .as_slice()
    {
        [Ok(row)] => row.unit_price.to_string(),
        other => panic!("{text}: {other:#?}"),
    };
    assert_eq!(read("007.500000000", Options::default()), "7.5");
    assert_eq!(read("1000000000", Options::default()), "1000000000");
    assert_eq!(read("0.000001", Options::default()), "0.000001");
    assert_eq!(read("1,50", comma_marks()), "1.5");
    check_with::<PriceRow>(
        b"price_list;sku;unit_price\nS;A;1.50\n",
        comma_marks(),
        Code::BadNumber,
        "line 2, column unit_price: 1.50 is not a number with the decimal mark ','; write 1,50 or import with decimal_mark=.",
    );
}

#[test]
fn a_key_that_stands_twice_is_told_with_both_lines() {
    check::<ProductRow>(
        "sku,name\n85049a,X\nB,Y\n85049A,Z\n",
        Code::DuplicateKey,
        "line 4, column sku: 85049A stands in line 2 already and again in line 4",
    );
    check::<ProductRow>(
        "sku,name,external_id\nA,X,7\nB,Y,\nC,Y,\nD,Z,7\n",
        Code::DuplicateKey,
        "line 5, column external_id: 7 stands in line 2 already and again in line 5",
    );
    check::<PriceRow>(
        "price_list,sku,min_quantity,unit_price\nS,A,,1\nS,A,10,1\nS,a,10.0,2\n",
        Code::DuplicateKey,
        "line 4, column sku: S / a / 10 stands in line 3 already and again in line 4",
    );
    check::<CustomerRow>(
        "code,name\nŁ1,X\nł1,Y\n",
        Code::DuplicateKey,
        "line 3, column code: ł1 stands in line 2 already and again in line 3",
    );
    check::<StockRow>(
        "sku,warehouse,on_hand\nA,W1,1\nA,W2,1\nA,w1,1\n",
        Code::DuplicateKey,
        "line 4, column sku: w1 / A stands in line 2 already and again in line 4",
    );
}

#[test]
fn the_key_of_a_bad_row_is_not_taken() {
    let found = rows::<StockRow>("sku,on_hand\nA,x\nA,1\n");
    assert!(matches!(found.as_slice(), [Err(_), Ok(_)]), "{found:#?}");
}

#[test]
fn codes_are_stable_unique_names() {
    let names: std::collections::BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), Code::ALL.len());
    assert!(names.iter().all(|name| name.starts_with("import.")));
}

#[test]
fn the_documentation_names_every_column_and_every_code() {
    let readme = include_str!("../../../README.md");
    for column in Kind::ALL.iter().flat_map(|kind| kind.columns()) {
        assert!(
            readme.contains(&format!("| `{}` | {}", column.name, if column.mandatory { "yes" } else { "" })),
            "{column:?}"
        );
        assert!(readme.contains(column.meaning), "{column:?}");
    }
    for code in Code::ALL {
        assert!(readme.contains(&format!("`{code}`")), "{code}");
    }
}
