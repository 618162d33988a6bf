//! A workbook of one sheet, written row by row: what has been written can be taken away at any time.
//! Texts stand in their cells as texts, so that none of them is ever a formula, and nothing is kept between rows.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use flate2::{Compression, Crc, write::DeflateEncoder};
use quick_xml::escape::escape;

/// Rows a sheet may have.
const MOST_ROWS: u32 = 1_048_576;
/// Digits of a number that a spreadsheet keeps.
const MOST_DIGITS: usize = 15;
/// Characters of a cell that a spreadsheet keeps.
const LONGEST: usize = 32_767;
/// How much of the sheet is gathered before it is packed, in bytes.
const GATHERED: usize = 64 * 1024;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const SHEET_BEGINS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
const SHEET_ENDS: &str = "</sheetData></worksheet>";

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    Empty,
    Text(&'a str),
    /// Decimal text; one of more digits than a spreadsheet keeps is written as a text.
    Number(&'a str),
}

/// A part of the archive that has been written.
struct Entry {
    name: &'static str,
    offset: u32,
    crc: u32,
    packed: u32,
    inflated: u32,
    /// Whether its sizes stand behind it.
    is_streamed: bool,
}

/// A workbook being written.
pub(crate) struct Book<W: Write> {
    output: Counted<W>,
    entries: Vec<Entry>,
    sheet: DeflateEncoder<Vec<u8>>,
    crc: Crc,
    packed: u64,
    begins: u32,
    gathered: String,
    rows: u32,
}

/// A stream that knows how much went into it.
struct Counted<W> {
    output: W,
    count: u64,
}

impl<W: Write> Counted<W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.count += bytes.len() as u64;
        self.output.write_all(bytes)
    }

    fn place(&self) -> io::Result<u32> {
        narrow(self.count)
    }
}

fn narrow(number: u64) -> io::Result<u32> {
    u32::try_from(number).map_err(|_| io::Error::other("the workbook grows beyond four gigabytes"))
}

impl<W: Write> Book<W> {
    /// Begins a workbook whose sheet has this name.
    pub(crate) fn begin(output: W, sheet: &str) -> io::Result<Self> {
        let mut book = Self {
            output: Counted { output, count: 0 },
            entries: Vec::new(),
            sheet: DeflateEncoder::new(Vec::new(), Compression::fast()),
            crc: Crc::new(),
            packed: 0,
            begins: 0,
            gathered: SHEET_BEGINS.to_owned(),
            rows: 0,
        };
        let workbook = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{}" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
            escape(sheet)
        );
        book.part("[Content_Types].xml", TYPES)?;
        book.part("_rels/.rels", ROOT)?;
        book.part("xl/workbook.xml", &workbook)?;
        book.part("xl/_rels/workbook.xml.rels", PARTS)?;
        book.begins = book.output.place()?;
        book.output.put(&local("xl/worksheets/sheet1.xml", Sizes::default(), true))?;
        Ok(book)
    }

    fn part(&mut self, name: &'static str, text: &str) -> io::Result<()> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes())?;
        let packed = encoder.finish()?;
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        let sizes =
            Sizes { crc: crc.sum(), packed: narrow(packed.len() as u64)?, inflated: narrow(text.len() as u64)? };
        let offset = self.output.place()?;
        self.output.put(&local(name, sizes, false))?;
        self.output.put(&packed)?;
        let Sizes { crc, packed, inflated } = sizes;
        self.entries.push(Entry { name, offset, crc, packed, inflated, is_streamed: false });
        Ok(())
    }

    /// Writes a row.
    pub(crate) fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        self.rows += 1;
        if self.rows > MOST_ROWS {
            return Err(io::Error::other("a sheet takes no more rows"));
        }
        let row = self.rows;
        write!(self.gathered, "<row r=\"{row}\">").map_err(io::Error::other)?;
        for (column, cell) in cells.into_iter().enumerate() {
            self.cell(column, cell).map_err(io::Error::other)?;
        }
        self.gathered.push_str("</row>");
        if self.gathered.len() >= GATHERED { self.pack() } else { Ok(()) }
    }

    fn cell(&mut self, column: usize, cell: Cell<'_>) -> std::fmt::Result {
        let (row, letters) = (self.rows, letters(column));
        match cell {
            Cell::Empty | Cell::Text("") => Ok(()),
            Cell::Number(number) if is_kept(number) => {
                write!(self.gathered, "<c r=\"{letters}{row}\"><v>{number}</v></c>")
            }
            Cell::Number(text) | Cell::Text(text) => {
                let text = written(text);
                let text = escape(&text);
                write!(
                    self.gathered,
                    "<c r=\"{letters}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                )
            }
        }
    }

    /// Packs what has been gathered.
    fn pack(&mut self) -> io::Result<()> {
        self.crc.update(self.gathered.as_bytes());
        self.sheet.write_all(self.gathered.as_bytes())?;
        self.gathered.clear();
        let packed = std::mem::take(self.sheet.get_mut());
        self.packed += packed.len() as u64;
        self.output.put(&packed)
    }

    /// What has been written so far.
    pub(crate) fn output(&mut self) -> &mut W {
        &mut self.output.output
    }

    /// Ends sheet and archive.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.gathered.push_str(SHEET_ENDS);
        self.pack()?;
        let rest = std::mem::replace(&mut self.sheet, DeflateEncoder::new(Vec::new(), Compression::fast())).finish()?;
        self.packed += rest.len() as u64;
        self.output.put(&rest)?;
        let sizes = Sizes { crc: self.crc.sum(), packed: narrow(self.packed)?, inflated: self.crc.amount() };
        self.output.put(b"PK\x07\x08")?;
        for number in [sizes.crc, sizes.packed, sizes.inflated] {
            self.output.put(&number.to_le_bytes())?;
        }
        let Sizes { crc, packed, inflated } = sizes;
        let name = "xl/worksheets/sheet1.xml";
        self.entries.push(Entry { name, offset: self.begins, crc, packed, inflated, is_streamed: true });
        self.directory()?;
        Ok(self.output.output)
    }

    fn directory(&mut self) -> io::Result<()> {
        let begins = self.output.place()?;
        for entry in &self.entries {
            self.output.put(&central(entry))?;
        }
        let size = self.output.place()? - begins;
        let count = u16::try_from(self.entries.len()).unwrap_or(u16::MAX).to_le_bytes();
        let mut end = Vec::with_capacity(22);
        end.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        end.extend_from_slice(&count);
        end.extend_from_slice(&count);
        end.extend_from_slice(&size.to_le_bytes());
        end.extend_from_slice(&begins.to_le_bytes());
        end.extend_from_slice(&[0, 0]);
        self.output.put(&end)
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Sizes {
    crc: u32,
    packed: u32,
    inflated: u32,
}

/// What local header and directory say alike: version, flags, method, 1 January 1980, sizes, length of the name.
fn common(name: &str, sizes: Sizes, is_streamed: bool) -> Vec<u8> {
    let flags: u16 = if is_streamed { 0x0808 } else { 0x0800 };
    let mut out = Vec::with_capacity(64 + name.len());
    for number in [20_u16, flags, 8, 0, 0x21] {
        out.extend_from_slice(&number.to_le_bytes());
    }
    for number in [sizes.crc, sizes.packed, sizes.inflated] {
        out.extend_from_slice(&number.to_le_bytes());
    }
    out.extend_from_slice(&u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out
}

fn local(name: &str, sizes: Sizes, is_streamed: bool) -> Vec<u8> {
    [b"PK\x03\x04".as_slice(), &common(name, sizes, is_streamed), name.as_bytes()].concat()
}

fn central(entry: &Entry) -> Vec<u8> {
    let sizes = Sizes { crc: entry.crc, packed: entry.packed, inflated: entry.inflated };
    let mut out = [b"PK\x01\x02\x14\0".as_slice(), &common(entry.name, sizes, entry.is_streamed)].concat();
    // No remark, the first disk, no attributes.
    out.extend_from_slice(&[0; 10]);
    out.extend_from_slice(&entry.offset.to_le_bytes());
    out.extend_from_slice(entry.name.as_bytes());
    out
}

/// `A` to `XFD` of a column from 0.
fn letters(column: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

fn is_kept(number: &str) -> bool {
    let body = number.strip_prefix('-').unwrap_or(number);
    let (whole, decimals) = body.split_once('.').unwrap_or((body, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(decimals) && whole.len() + decimals.len() <= MOST_DIGITS
}

/// A text as a spreadsheet holds it: letters that XML cannot hold by their number, and nothing beyond its longest.
fn written(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices().take(LONGEST) {
        let looks_escaped = letter == '_' && text[at..].get(1..2) == Some("x") && text[at..].get(6..7) == Some("_");
        if looks_escaped || (letter.is_control() && !matches!(letter, '\n' | '\t')) {
            out.push_str(&format!("_x{:04X}_", u32::from(letter)));
        } else {
            out.push(letter);
        }
    }
    out
}
