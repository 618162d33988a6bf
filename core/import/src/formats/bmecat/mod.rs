//! Catalogues of BMEcat 2005, and of 1.2 by its other names: each product element becomes a row of products, or a row
//! of prices for each of its prices. What Kontor has no place for is told for each product and left out.

mod groups;
mod product;
mod rows;
#[cfg(test)]
mod tests;

use std::{collections::VecDeque, io::Read};

use groups::Groups;
use product::Product;

use super::{
    Name, Row, Table, Value,
    guard::{Node, Tag, Xml},
    xlsx::Source,
};
use crate::csv::{Kind, Problem};

/// The longest text of any element that is taken, in bytes: descriptions.
const LONGEST: usize = 40_000;
/// Languages by the codes of ISO 639-2, as BMEcat writes them, and of ISO 639-1, as many do.
const LANGUAGES: [(&str, &[&str]); 3] = [("en", &["eng", "en"]), ("pl", &["pol", "pl"]), ("it", &["ita", "it"])];

/// A catalogue being read.
pub(crate) struct Catalogue<R: Read> {
    xml: Xml<R>,
    kind: Kind,
    names: Vec<Name>,
    head: Head,
    groups: Groups,
    /// Rows of the product that was read last, which wait for their turn.
    waiting: VecDeque<Row>,
    row: Row,
    notes: Vec<Problem>,
}

/// What the catalogue says of itself.
#[derive(Debug, Default)]
struct Head {
    /// The language of texts that name none.
    language: Option<String>,
    currency: Option<String>,
    /// Whose catalogue it is, and whose the numbers of its products are.
    supplier: Option<String>,
}

/// A name as 2005 writes it.
fn modern(name: &str) -> String {
    match name {
        "SUPPLIER_AID" => "SUPPLIER_PID".to_owned(),
        "MANUFACTURER_AID" => "MANUFACTURER_PID".to_owned(),
        "EAN" => "INTERNATIONAL_PID".to_owned(),
        "ART_ID" => "PROD_ID".to_owned(),
        _ => match name.strip_prefix("ARTICLE") {
            Some(rest) => format!("PRODUCT{rest}"),
            None => name.to_owned(),
        },
    }
}

impl<R: Read + Send> Catalogue<R> {
    /// Opens a catalogue for its products or its prices. Where products lie in it is told behind them, so that is read
    /// in a pass of its own.
    pub(crate) fn open<S: Source<File = R>>(source: &S, kind: Kind) -> Result<Self, Problem> {
        if !matches!(kind, Kind::Products | Kind::Prices) {
            return Err(Problem::wrong_format("CSV, XLSX or NDJSON", "a catalogue holds products and prices only"));
        }
        let open = || source.open().map_err(|cause| Problem::unreadable(1, &cause));
        let groups = if kind == Kind::Products { Groups::read(Xml::open(open()?)?)? } else { Groups::default() };
        let mut xml = Xml::open(open()?)?;
        begin(&mut xml)?;
        let names = kind.columns().iter().map(|column| Name { text: column.name.to_owned(), line: 1 }).collect();
        let (head, waiting, row, notes) = (Head::default(), VecDeque::new(), Row::default(), Vec::new());
        Ok(Self { xml, kind, names, head, groups, waiting, row, notes })
    }

    fn header(&mut self) -> Result<(), Problem> {
        loop {
            match self.xml.next()? {
                Node::Start(tag) if !tag.is_empty => match tag.name.as_str() {
                    "LANGUAGE" => {
                        let is_default = tag.attribute("default") == Some("true");
                        let language = self.xml.text(16)?.trim().to_lowercase();
                        if is_default || self.head.language.is_none() {
                            self.head.language = Some(language);
                        }
                    }
                    "CURRENCY" => self.head.currency = Some(self.xml.text(16)?.trim().to_owned()),
                    "SUPPLIER_NAME" => {
                        self.head.supplier =
                            Some(self.xml.text(LONGEST)?.trim().to_owned()).filter(|name| !name.is_empty());
                    }
                    "CATALOG" | "SUPPLIER" => {}
                    _ => self.xml.skip()?,
                },
                Node::End(name) if name == "HEADER" => return Ok(()),
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
                Node::End_ => return Err(Problem::malformed(self.xml.line(), "the document ends early")),
            }
        }
    }

    /// Reads the next product and lays out its rows.
    fn product(&mut self, tag: &Tag) -> Result<(), Problem> {
        let line = self.xml.line();
        let is_deleted = tag.attribute("mode") == Some("delete");
        let product = Product::read(&mut self.xml, line)?;
        if is_deleted {
            self.notes.push(Problem::not_taken(line, "mode=\"delete\"").with_value(&product.sku));
            return Ok(());
        }
        let laid_out = match self.kind {
            Kind::Prices => rows::prices(&product, &self.head),
            _ => vec![rows::product(&product, &self.head, &self.groups)],
        };
        self.waiting.extend(laid_out);
        self.notes.extend(rows::notes(&product, self.kind, &self.groups));
        Ok(())
    }
}

/// The root element of a catalogue.
fn begin<R: Read>(xml: &mut Xml<R>) -> Result<(), Problem> {
    loop {
        match xml.next()? {
            Node::Start(tag) if tag.name == "BMECAT" && !tag.is_empty => return Ok(()),
            Node::Text(text) if text.trim().is_empty() => {}
            _ => return Err(Problem::wrong_format("BMEcat", "its first element is not BMECAT")),
        }
    }
}

impl<R: Read + Send> Table for Catalogue<R> {
    fn names(&self) -> &[Name] {
        &self.names
    }

    fn advance(&mut self) -> Result<bool, Problem> {
        loop {
            if let Some(row) = self.waiting.pop_front() {
                self.row = row;
                return Ok(true);
            }
            match self.xml.next()? {
                Node::Start(tag) if !tag.is_empty => match modern(&tag.name).as_str() {
                    "HEADER" => self.header()?,
                    "PRODUCT" => self.product(&tag)?,
                    // The transactions, in which products stand.
                    "T_NEW_CATALOG" | "T_UPDATE_PRODUCTS" | "T_UPDATE_PRICES" => {}
                    _ => self.xml.skip()?,
                },
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
                Node::End_ => return Ok(false),
            }
        }
    }

    fn line(&self) -> u64 {
        self.row.line
    }

    fn cell(&self, index: usize) -> Result<Option<Value<'_>>, Problem> {
        self.row.cell(index)
    }

    fn take_notes(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.notes)
    }
}
