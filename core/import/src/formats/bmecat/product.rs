//! One product element as it is read, before it becomes rows.
//! Everything in it is bounded: what goes beyond the bounds of one product is counted and left out.

use std::io::Read;

use super::{LONGEST, Node, Problem, Tag, Xml, modern};

const MOST_TEXTS: usize = 50;
const MOST_FEATURES: usize = 500;
const MOST_PRICES: usize = 500;

/// A text, and the language it says it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) language: Option<String>,
    pub(super) text: String,
}

/// A feature: its name, its values and their unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Feature {
    pub(super) name: String,
    pub(super) values: Vec<String>,
    pub(super) unit: String,
}

/// A price of the product.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Price {
    pub(super) line: u64,
    pub(super) kind: String,
    pub(super) amount: String,
    pub(super) factor: String,
    pub(super) currency: String,
    pub(super) lower_bound: String,
    pub(super) valid_from: String,
    pub(super) valid_to: String,
}

/// What so many order units are packed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PackingUnit {
    pub(super) code: String,
    pub(super) least: String,
    pub(super) most: String,
}

/// A product.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Product {
    pub(super) line: u64,
    pub(super) sku: String,
    pub(super) short: Vec<Text>,
    pub(super) long: Vec<Text>,
    pub(super) keywords: Vec<String>,
    /// GTINs as they are printed.
    pub(super) gtins: Vec<String>,
    pub(super) manufacturer: String,
    pub(super) manufacturer_sku: String,
    pub(super) features: Vec<Feature>,
    pub(super) order_unit: String,
    pub(super) content_unit: String,
    pub(super) content_per_order_unit: String,
    pub(super) packing_units: Vec<PackingUnit>,
    pub(super) price_quantity: String,
    /// In kilograms.
    pub(super) weight: String,
    pub(super) prices: Vec<Price>,
    /// Elements that nothing is made of, each once.
    pub(super) left_out: Vec<&'static str>,
}

/// Elements whose loss is worth telling.
const TOLD: [&str; 7] = [
    "MIME_INFO",
    "INTERNATIONAL_PID",
    "PRODUCT_REFERENCE",
    "USER_DEFINED_EXTENSIONS",
    "PRODUCT_CONFIG_DETAILS",
    "PRODUCT_IPP_DETAILS",
    "VARIANTS",
];

impl Product {
    /// Reads the product whose element has just begun.
    pub(super) fn read<R: Read>(xml: &mut Xml<R>, line: u64) -> Result<Self, Problem> {
        let mut product = Self { line, ..Self::default() };
        loop {
            match xml.next()? {
                Node::Start(tag) if !tag.is_empty => product.part(xml, &tag)?,
                Node::End(name) if modern(&name) == "PRODUCT" => return Ok(product),
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
                Node::End_ => return Err(Problem::malformed(xml.line(), "the document ends early")),
            }
        }
    }

    fn part<R: Read>(&mut self, xml: &mut Xml<R>, tag: &Tag) -> Result<(), Problem> {
        let name = modern(&tag.name);
        if name == "INTERNATIONAL_PID" && is_gtin(tag) && self.gtins.len() < MOST_TEXTS {
            self.gtins.extend(Some(trimmed(xml)?).filter(|gtin| !gtin.is_empty()));
            return Ok(());
        }
        if let Some(told) = TOLD.iter().find(|told| **told == name) {
            if !self.left_out.contains(told) {
                self.left_out.push(told);
            }
            return xml.skip();
        }
        match name.as_str() {
            "SUPPLIER_PID" => set(xml, &mut self.sku),
            "DESCRIPTION_SHORT" => add_text(xml, tag, &mut self.short),
            "DESCRIPTION_LONG" => add_text(xml, tag, &mut self.long),
            "MANUFACTURER_PID" => set(xml, &mut self.manufacturer_sku),
            "MANUFACTURER_NAME" => set(xml, &mut self.manufacturer),
            "KEYWORD" => {
                let keyword = trimmed(xml)?;
                if !keyword.is_empty() && self.keywords.len() < MOST_TEXTS {
                    self.keywords.push(keyword);
                }
                Ok(())
            }
            "FEATURE" => self.feature(xml),
            "ORDER_UNIT" => set(xml, &mut self.order_unit),
            "CONTENT_UNIT" => set(xml, &mut self.content_unit),
            "NO_CU_PER_OU" => set(xml, &mut self.content_per_order_unit),
            "PACKING_UNIT" => self.packing_unit(xml),
            "PRICE_QUANTITY" => set(xml, &mut self.price_quantity),
            "WEIGHT" => set(xml, &mut self.weight),
            "PRODUCT_PRICE_DETAILS" => self.price_details(xml),
            // What groups the others; its parts come as nodes of their own.
            "PRODUCT_DETAILS"
            | "PRODUCT_FEATURES"
            | "PRODUCT_ORDER_DETAILS"
            | "PACKING_UNITS"
            | "PRODUCT_LOGISTIC_DETAILS"
            | "PRODUCT_DIMENSIONS" => Ok(()),
            _ => xml.skip(),
        }
    }

    fn feature<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), Problem> {
        let mut feature = Feature::default();
        loop {
            match xml.next()? {
                Node::Start(tag) if !tag.is_empty => match tag.name.as_str() {
                    "FNAME" => set(xml, &mut feature.name)?,
                    "FUNIT" => set(xml, &mut feature.unit)?,
                    "FVALUE" if feature.values.len() < MOST_TEXTS => feature.values.push(trimmed(xml)?),
                    _ => xml.skip()?,
                },
                Node::End(name) if name == "FEATURE" => break,
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
                Node::End_ => return Err(Problem::malformed(xml.line(), "the document ends early")),
            }
        }
        if !feature.name.is_empty() && self.features.len() < MOST_FEATURES {
            self.features.push(feature);
        }
        Ok(())
    }

    fn packing_unit<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), Problem> {
        let mut unit = PackingUnit::default();
        loop {
            match xml.next()? {
                Node::Start(tag) if !tag.is_empty => match tag.name.as_str() {
                    "PACKING_UNIT_CODE" => set(xml, &mut unit.code)?,
                    "QUANTITY_MIN" => set(xml, &mut unit.least)?,
                    "QUANTITY_MAX" => set(xml, &mut unit.most)?,
                    _ => xml.skip()?,
                },
                Node::End(name) if name == "PACKING_UNIT" => break,
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
                Node::End_ => return Err(Problem::malformed(xml.line(), "the document ends early")),
            }
        }
        if self.packing_units.len() < MOST_TEXTS {
            self.packing_units.push(unit);
        }
        Ok(())
    }

    fn price_details<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), Problem> {
        let (mut from, mut to) = (String::new(), String::new());
        let first = self.prices.len();
        loop {
            match xml.next()? {
                Node::Start(tag) if !tag.is_empty => match modern(&tag.name).as_str() {
                    "VALID_START_DATE" => set(xml, &mut from)?,
                    "VALID_END_DATE" => set(xml, &mut to)?,
                    "DATETIME" => match tag.attribute("type") {
                        Some("valid_start_date") => from = date_within(xml)?,
                        Some("valid_end_date") => to = date_within(xml)?,
                        _ => xml.skip()?,
                    },
                    "PRODUCT_PRICE" => {
                        let price = price(xml, &tag)?;
                        if self.prices.len() < MOST_PRICES {
                            self.prices.push(price);
                        }
                    }
                    _ => xml.skip()?,
                },
                Node::End(name) if modern(&name) == "PRODUCT_PRICE_DETAILS" => break,
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
                Node::End_ => return Err(Problem::malformed(xml.line(), "the document ends early")),
            }
        }
        for price in self.prices.iter_mut().skip(first) {
            // A date may carry a time, which a price of whole days has no use for.
            price.valid_from = from.chars().take(10).collect();
            price.valid_to = to.chars().take(10).collect();
        }
        Ok(())
    }
}

/// Whether an international number is one of trade items; other systems of numbers are not barcodes.
fn is_gtin(tag: &Tag) -> bool {
    let system = tag.attribute("type").map(|system| system.trim().to_lowercase());
    system.is_none_or(|system| matches!(system.as_str(), "" | "gtin" | "ean" | "upc"))
}

fn price<R: Read>(xml: &mut Xml<R>, tag: &Tag) -> Result<Price, Problem> {
    let kind = tag.attribute("price_type").unwrap_or("net_list").trim().to_owned();
    let mut price = Price { line: xml.line(), kind, ..Price::default() };
    loop {
        match xml.next()? {
            Node::Start(tag) if !tag.is_empty => match tag.name.as_str() {
                "PRICE_AMOUNT" => set(xml, &mut price.amount)?,
                "PRICE_FACTOR" => set(xml, &mut price.factor)?,
                "PRICE_CURRENCY" => set(xml, &mut price.currency)?,
                "LOWER_BOUND" => set(xml, &mut price.lower_bound)?,
                _ => xml.skip()?,
            },
            Node::End(name) if modern(&name) == "PRODUCT_PRICE" => return Ok(price),
            Node::Start(_) | Node::End(_) | Node::Text(_) => {}
            Node::End_ => return Err(Problem::malformed(xml.line(), "the document ends early")),
        }
    }
}

/// The date within an element of 1.2 that holds date and time apart.
fn date_within<R: Read>(xml: &mut Xml<R>) -> Result<String, Problem> {
    let mut date = String::new();
    loop {
        match xml.next()? {
            Node::Start(tag) if tag.name == "DATE" && !tag.is_empty => set(xml, &mut date)?,
            Node::Start(tag) if !tag.is_empty => xml.skip()?,
            Node::End(name) if name == "DATETIME" => return Ok(date),
            Node::Start(_) | Node::End(_) | Node::Text(_) => {}
            Node::End_ => return Err(Problem::malformed(xml.line(), "the document ends early")),
        }
    }
}

fn trimmed<R: Read>(xml: &mut Xml<R>) -> Result<String, Problem> {
    Ok(xml.text(LONGEST)?.trim().to_owned())
}

fn set<R: Read>(xml: &mut Xml<R>, field: &mut String) -> Result<(), Problem> {
    *field = trimmed(xml)?;
    Ok(())
}

fn add_text<R: Read>(xml: &mut Xml<R>, tag: &Tag, texts: &mut Vec<Text>) -> Result<(), Problem> {
    let language = tag.attribute("lang").map(|language| language.trim().to_lowercase());
    let text = trimmed(xml)?;
    if !text.is_empty() && texts.len() < MOST_TEXTS {
        texts.push(Text { language, text });
    }
    Ok(())
}
