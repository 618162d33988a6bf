//! Spreadsheets: a sheet is read row by row from its archive, cells as they are shown, formulas by the value they had.
//! Nothing is evaluated, and no part of the file is in memory but the texts that cells share, which have a bound.

pub(crate) mod archive;
mod number;
mod strings;
mod styles;
#[cfg(test)]
mod tests;
pub(crate) mod write;

use std::io;

pub(crate) use archive::Source;
use archive::{Archive, Part, TOO_INFLATED};
use number::Epoch;
use strings::{LONGEST, Strings, rich_text, unescaped};
use styles::Styles;

use crate::{
    csv::{Code, Problem},
    formats::{
        Name, Notation, Row, Table, Value,
        guard::{Node, Tag, Xml},
    },
};

/// Columns of a sheet that are read; what stands beyond them is counted only.
const MOST_COLUMNS: usize = 512;
/// Columns a spreadsheet may have.
const LAST_COLUMN: usize = 16_384;
/// Sheets of a workbook that are looked at.
const MOST_SHEETS: usize = 1_000;

/// A sheet by its name, and the part it lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SheetEntry {
    name: String,
    relation: String,
}

/// What the workbook says of itself.
#[derive(Debug, Default)]
struct Workbook {
    sheets: Vec<SheetEntry>,
    epoch: Epoch,
}

/// A sheet being read.
pub(crate) struct Sheet<S: Source> {
    xml: Xml<Part<S>>,
    strings: Strings,
    styles: Styles,
    epoch: Epoch,
    names: Vec<Name>,
    row: Row,
    fields: usize,
}

impl<S: Source> Sheet<S> {
    /// Opens the first sheet, or the one of a name, and reads its header.
    pub(crate) fn open(source: S, sheet: Option<&str>) -> Result<Self, Problem> {
        let archive = Archive::open(source).map_err(|cause| not_a_spreadsheet(&cause))?;
        let workbook = workbook(&archive)?;
        let entry = chosen(&workbook.sheets, sheet)?;
        let path = target(&archive, entry)?;
        let strings = match optional(&archive, "xl/sharedStrings.xml")? {
            Some(part) => Strings::read(part).map_err(known_bomb)?,
            None => Strings::default(),
        };
        let styles = match optional(&archive, "xl/styles.xml")? {
            Some(part) => Styles::read(part).map_err(known_bomb)?,
            None => Styles::default(),
        };
        let xml = Xml::open(required(&archive, &path)?)?;
        let mut sheet =
            Self { xml, strings, styles, epoch: workbook.epoch, names: Vec::new(), row: Row::default(), fields: 0 };
        if !sheet.advance()? {
            return Err(Problem::empty_file());
        }
        sheet.names = sheet.header()?;
        Ok(sheet)
    }

    /// The names of a workbook's sheets.
    pub(crate) fn sheets(source: S) -> Result<Vec<String>, Problem> {
        let archive = Archive::open(source).map_err(|cause| not_a_spreadsheet(&cause))?;
        Ok(workbook(&archive)?.sheets.into_iter().map(|sheet| sheet.name).collect())
    }

    fn header(&self) -> Result<Vec<Name>, Problem> {
        let name = |index| {
            let text = self.row.cell(index)?.map(|value| value.text.trim().to_owned());
            Ok(Name { text: text.unwrap_or_default(), line: self.row.line })
        };
        (0..self.fields).map(name).collect()
    }

    /// The cells of the row that has just begun.
    fn read_row(&mut self) -> Result<(), Problem> {
        let mut column = 0;
        loop {
            match self.xml.next()? {
                Node::Start(tag) if tag.name == "c" => {
                    column = tag.attribute("r").and_then(column_of).unwrap_or(column);
                    self.read_cell(&tag, column)?;
                    column += 1;
                }
                Node::End(name) if name == "row" => return Ok(()),
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
                Node::End_ => return Err(Problem::malformed(self.row.line, "the document ends early")),
            }
        }
    }

    fn read_cell(&mut self, tag: &Tag, column: usize) -> Result<(), Problem> {
        if tag.is_empty {
            return Ok(());
        }
        let kind = tag.attribute("t").unwrap_or("n");
        let (mut value, mut inline) = (None, String::new());
        loop {
            match self.xml.next()? {
                Node::Start(inner) if inner.is_empty => {}
                Node::Start(inner) if inner.name == "v" => value = Some(self.xml.text(LONGEST)?),
                Node::Start(inner) if inner.name == "is" => rich_text(&mut self.xml, "is", &mut inline)?,
                // A formula is never looked at: what it came to stands beside it.
                Node::Start(_) => self.xml.skip()?,
                Node::End(name) if name == "c" => break,
                Node::End(_) | Node::Text(_) => {}
                Node::End_ => return Err(Problem::malformed(self.row.line, "the document ends early")),
            }
        }
        let style = tag.attribute("s").and_then(|style| style.parse().ok()).unwrap_or(0);
        self.take(column, kind, style, value.as_deref(), inline);
        Ok(())
    }

    fn take(&mut self, column: usize, kind: &str, style: usize, value: Option<&str>, inline: String) {
        let line = self.row.line;
        let (text, notation) = match (kind, value) {
            ("inlineStr", _) => (inline, Notation::Declared),
            (_, None) => return,
            ("s", Some(number)) => {
                let text = number.trim().parse().ok().and_then(|number| self.strings.get(number));
                (text.unwrap_or_default().to_owned(), Notation::Declared)
            }
            ("e", Some(error)) => return self.spoil(column, error),
            ("b", Some(flag)) => ((if flag.trim() == "1" { "true" } else { "false" }).to_owned(), Notation::Plain),
            ("n", Some(number)) => {
                let shown = self.styles.shown(style);
                (number::shown(number.trim(), shown, self.epoch), Notation::Plain)
            }
            ("d", Some(date)) => (date.trim().trim_end_matches("T00:00:00").to_owned(), Notation::Plain),
            (_, Some(text)) => (unescaped(text), Notation::Declared),
        };
        if text.trim().is_empty() {
            return;
        }
        self.fields = self.fields.max(column + 1);
        if column < MOST_COLUMNS {
            self.row.set(column, text, line, notation);
        }
    }

    fn spoil(&mut self, column: usize, error: &str) {
        self.fields = self.fields.max(column + 1);
        if column < MOST_COLUMNS {
            self.row.spoil(column, Problem::cell_error(self.row.line, error));
        }
    }
}

impl<S: Source> Table for Sheet<S> {
    fn names(&self) -> &[Name] {
        &self.names
    }

    fn advance(&mut self) -> Result<bool, Problem> {
        loop {
            match self.xml.next().map_err(known_bomb)? {
                Node::Start(tag) if tag.name == "row" => {
                    let next = self.row.line + 1;
                    let line = tag.attribute("r").and_then(|number| number.parse().ok()).unwrap_or(next);
                    self.row.begin(line);
                    self.fields = 0;
                    if tag.is_empty {
                        continue;
                    }
                    self.read_row().map_err(known_bomb)?;
                    if self.fields > 0 {
                        return Ok(true);
                    }
                }
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
                Node::End_ => return Ok(false),
            }
        }
    }

    fn line(&self) -> u64 {
        self.row.line
    }

    fn fields(&self) -> Option<usize> {
        // Cells at the end of a row that hold nothing are not written at all.
        Some(self.fields.max(self.names.len()))
    }

    fn cell(&self, index: usize) -> Result<Option<Value<'_>>, Problem> {
        self.row.cell(index)
    }
}

/// The column of a reference such as `BC12`, from 0.
fn column_of(reference: &str) -> Option<usize> {
    let mut column = 0_usize;
    for letter in reference.bytes().take_while(u8::is_ascii_alphabetic) {
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        if column > LAST_COLUMN {
            return None;
        }
    }
    column.checked_sub(1)
}

fn workbook<S: Source>(archive: &Archive<S>) -> Result<Workbook, Problem> {
    let Some(part) = optional(archive, "xl/workbook.xml")? else {
        return Err(not_a_spreadsheet(&io::Error::other("it has no workbook")));
    };
    let mut xml = Xml::open(part)?;
    let mut workbook = Workbook::default();
    loop {
        match xml.next()? {
            Node::Start(tag) if tag.name == "sheet" && workbook.sheets.len() < MOST_SHEETS => {
                let name = tag.attribute("name").unwrap_or_default().to_owned();
                // The id of the relation; the sheet's own is another attribute.
                let relation = tag.attribute("id").unwrap_or_default().to_owned();
                workbook.sheets.push(SheetEntry { name, relation });
            }
            Node::Start(tag) if tag.name == "workbookPr" => {
                if matches!(tag.attribute("date1904"), Some("1" | "true")) {
                    workbook.epoch = Epoch::From1904;
                }
            }
            Node::Start(_) | Node::End(_) | Node::Text(_) => {}
            Node::End_ => return Ok(workbook),
        }
    }
}

fn chosen<'a>(sheets: &'a [SheetEntry], wanted: Option<&str>) -> Result<&'a SheetEntry, Problem> {
    let found = match wanted {
        None => sheets.first(),
        Some(name) => sheets.iter().find(|sheet| sheet.name.to_lowercase() == name.trim().to_lowercase()),
    };
    found.ok_or_else(|| {
        Problem::unknown_sheet(wanted.unwrap_or_default(), sheets.iter().map(|sheet| sheet.name.as_str()))
    })
}

/// The part in which a sheet lies.
fn target<S: Source>(archive: &Archive<S>, sheet: &SheetEntry) -> Result<String, Problem> {
    if let Some(part) = optional(archive, "xl/_rels/workbook.xml.rels")? {
        let mut xml = Xml::open(part)?;
        loop {
            match xml.next()? {
                Node::Start(tag) if tag.name == "Relationship" && tag.attribute("Id") == Some(&sheet.relation) => {
                    let target = tag.attribute("Target").unwrap_or_default();
                    return Ok(match target.strip_prefix('/') {
                        Some(absolute) => absolute.to_owned(),
                        None => format!("xl/{target}"),
                    });
                }
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
                Node::End_ => break,
            }
        }
    }
    Ok("xl/worksheets/sheet1.xml".to_owned())
}

fn optional<S: Source>(archive: &Archive<S>, name: &str) -> Result<Option<Part<S>>, Problem> {
    archive.part(name).map_err(|cause| not_a_spreadsheet(&cause))
}

fn required<S: Source>(archive: &Archive<S>, name: &str) -> Result<Part<S>, Problem> {
    optional(archive, name)?.ok_or_else(|| not_a_spreadsheet(&io::Error::other("a sheet is missing")))
}

fn not_a_spreadsheet(cause: &io::Error) -> Problem {
    if cause.kind() == io::ErrorKind::Other && cause.get_ref().is_none() {
        return Problem::unreadable(1, cause);
    }
    Problem::wrong_format("XLSX", &cause.to_string())
}

/// Reading breaks off in the middle of a part that grows beyond all measure; that is said as what it is.
fn known_bomb(problem: Problem) -> Problem {
    if problem.detail.contains(TOO_INFLATED) {
        return Problem::new(problem.line, Code::TooInflated, TOO_INFLATED);
    }
    problem
}
