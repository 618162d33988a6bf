//! Reads the wholesaler's export into typed rows and keeps every row it cannot read, with its line.
//! Nothing is guessed here: a number is plain digits with at most one point, or the row says what is wrong.

use crate::failure::{Because, Failure, Outcome};
use encoding_rs::WINDOWS_1252;
use rust_decimal::Decimal;
use std::str::FromStr;

/// The columns in the order the export has them.
pub const COLUMNS: [&str; 7] =
    ["InvoiceNo", "StockCode", "Description", "Quantity", "UnitPrice", "CustomerID", "Country"];

/// The longest run of digits a number may have, far below what a decimal can hold.
const MAX_DIGITS: usize = 18;

/// One file, read completely.
#[derive(Debug)]
pub struct Input {
    pub encoding: Encoding,
    pub rows: Vec<Row>,
    pub unreadable: Vec<Unreadable>,
}

/// How the bytes of the file were understood, named as the import API names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Windows1252,
}

/// One row of seven columns.
#[derive(Debug, Clone)]
pub struct Row {
    /// Line in the file, the header being line 1.
    pub line: u64,
    pub invoice: String,
    pub stock_code: String,
    pub description: String,
    /// Quantity and unit price as written, for the report.
    pub written: (String, String),
    pub amount: Result<Amount, Fault>,
    pub customer: String,
    pub country: String,
}

/// What a row is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    pub quantity: Decimal,
    /// Net price of one unit.
    pub unit_price: Decimal,
}

/// Which number of a row is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Quantity,
    UnitPrice,
}

/// A row that does not have the seven columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    pub line: u64,
    pub detail: String,
}

impl Encoding {
    /// The name the import API takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// Writes text back in the encoding it came in.
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Windows1252 => WINDOWS_1252.encode(text).0.into_owned(),
        }
    }
}

impl Input {
    /// Rows of the file without its header, readable or not.
    pub fn row_count(&self) -> usize {
        self.rows.len() + self.unreadable.len()
    }
}

/// Reads a whole export; fails only where the file as such is not one.
pub fn read(bytes: &[u8]) -> Outcome<Input> {
    let (encoding, text) = decode(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    check_header(reader.headers().because(|| "line 1: cannot read the header".into())?)?;
    let mut input = Input { encoding, rows: Vec::new(), unreadable: Vec::new() };
    let mut record = csv::StringRecord::new();
    let mut lines = LineCounter { text: &text, offset: 0, line: 1 };
    while reader.read_record(&mut record).because(|| "cannot read the file".into())? {
        let line = lines.line_at(record.position().map_or(0, csv::Position::byte));
        match parse_row(line, &record) {
            Ok(row) => input.rows.push(row),
            Err(detail) => input.unreadable.push(Unreadable { line, detail }),
        }
    }
    Ok(input)
}

/// Counts lines up to a record. The reader's own count is one short where lines end in CR LF,
/// because it takes the LF for the beginning of the next record.
struct LineCounter<'a> {
    text: &'a str,
    offset: usize,
    line: u64,
}

impl LineCounter<'_> {
    fn line_at(&mut self, byte: u64) -> u64 {
        let from = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        let blank = self.text.as_bytes()[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = &self.text.as_bytes()[self.offset..from + blank];
        self.line += passed.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        self.offset = from + blank;
        self.line
    }
}

/// UTF-8 where the bytes are that, else the code page such exports come in; a byte-order mark is dropped.
fn decode(bytes: &[u8]) -> (Encoding, String) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Encoding::Utf8, text.trim_start_matches('\u{feff}').to_owned()),
        Err(_) => (Encoding::Windows1252, WINDOWS_1252.decode(bytes).0.into_owned()),
    }
}

fn check_header(header: &csv::StringRecord) -> Outcome {
    if header.iter().eq(COLUMNS) {
        return Ok(());
    }
    let found = header.iter().collect::<Vec<_>>().join(",");
    Err(Failure::new(format!("line 1: expected the columns {}, found {found}", COLUMNS.join(","))))
}

fn parse_row(line: u64, record: &csv::StringRecord) -> Result<Row, String> {
    if record.len() != COLUMNS.len() {
        return Err(format!("{} columns instead of {}", record.len(), COLUMNS.len()));
    }
    if let Some(column) = record.iter().position(|field| field.contains(['\r', '\n'])) {
        return Err(format!("a line break in {}: is a quote unbalanced?", COLUMNS[column]));
    }
    let text = |column: usize| record[column].to_owned();
    Ok(Row {
        line,
        invoice: text(0).trim().to_owned(),
        stock_code: text(1).trim().to_owned(),
        description: text(2),
        written: (text(3), text(4)),
        amount: parse_amount(&record[3], &record[4]),
        customer: text(5).trim().to_owned(),
        country: text(6).trim().to_owned(),
    })
}

fn parse_amount(quantity: &str, unit_price: &str) -> Result<Amount, Fault> {
    Ok(Amount {
        quantity: plain_decimal(quantity).ok_or(Fault::Quantity)?,
        unit_price: plain_decimal(unit_price).ok_or(Fault::UnitPrice)?,
    })
}

/// A sign, digits, and at most one point with digits behind it; no commas, exponents or blanks inside.
pub fn plain_decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) || digits.len() > MAX_DIGITS {
        return None;
    }
    Decimal::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "InvoiceNo,StockCode,Description,Quantity,UnitPrice,CustomerID,Country\r\n";

    fn read_rows(rows: &str) -> Input {
        read(format!("{HEADER}{rows}").as_bytes()).unwrap()
    }

    #[test]
    fn a_quoted_comma_and_a_doubled_quote_stay_in_the_description() {
        let input = read_rows("536477,22041,\"RECORD FRAME 7\"\" SINGLE, \",48,2.1,16210,United Kingdom\r\n");
        assert_eq!(input.rows[0].description, "RECORD FRAME 7\" SINGLE, ");
        assert_eq!(input.rows[0].amount.unwrap().unit_price.to_string(), "2.1");
        assert_eq!(input.rows[0].line, 2);
    }

    #[test]
    fn latin_1_bytes_are_read_and_can_be_written_back() {
        let mut bytes = HEADER.as_bytes().to_vec();
        bytes.extend(b"539492,gift_0001_40,Voucher \xa340.00,1,34.04,,United Kingdom\r\n");
        let input = read(&bytes).unwrap();
        assert_eq!((input.encoding, input.rows[0].description.as_str()), (Encoding::Windows1252, "Voucher £40.00"));
        assert_eq!(input.encoding.encode("£"), b"\xa3");
    }

    #[test]
    fn a_bad_number_is_kept_with_its_row_and_says_which() {
        let input = read_rows("1,A,x,1e3,2,7,EIRE\n1,A,x,1,\"2,5\",7,EIRE\n1,A,x,,2,7,EIRE\n1,A,x,1,NaN,7,EIRE\n");
        let faults: Vec<_> = input.rows.iter().map(|row| row.amount.unwrap_err()).collect();
        assert_eq!(faults, [Fault::Quantity, Fault::UnitPrice, Fault::Quantity, Fault::UnitPrice]);
    }

    #[test]
    fn a_row_of_another_width_and_a_swallowed_line_are_unreadable_with_their_line() {
        let input = read_rows("1,A,x,1,2,7\n2,A,\"open,1,2,7,EIRE\n3,A,x\",1,2,7,EIRE\n");
        assert_eq!(input.rows.len(), 0);
        assert_eq!(input.unreadable.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(input.row_count(), 2);
    }

    #[test]
    fn another_header_is_refused_with_what_was_found() {
        let failure = read(b"Invoice,Code\n1,2\n").unwrap_err();
        assert!(failure.message.starts_with("line 1: expected the columns InvoiceNo,"), "{}", failure.message);
        assert!(failure.message.ends_with("found Invoice,Code"));
    }
}
