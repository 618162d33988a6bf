//! What a cell of a file says of a product's codes and packaging units: several values in one cell, written and read alike.
//! Both ways stand here, so that what goes out is read as what it was.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::Quantity;

/// What stands between several values of one cell.
const APART: char = '|';
/// What stands between the parts of one packaging unit.
const PARTS_APART: char = ';';
/// What stands between a name and its value.
const EQUALS: char = '=';
/// What makes the next sign a part of the text.
const ESCAPE: char = '\\';

/// A number that a maker or supplier has given to a product.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OwnedCode {
    /// The maker or supplier; empty where a maker's number stands without its maker.
    pub owner: String,
    /// The number.
    pub code: String,
}

/// A packaging unit of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackagingRow {
    /// The unit's code; the product's own unit where it is empty.
    pub unit: String,
    /// How many of the product's own unit it holds.
    pub factor: Quantity,
    /// What it weighs in grams; the weight of what it holds where nothing is said.
    pub weight_g: Option<i64>,
    /// Length, width and height in millimetres.
    pub size_mm: Option<[i32; 3]>,
    /// The GTIN on it.
    pub gtin: Option<String>,
    /// Whether it may be ordered.
    pub is_orderable: bool,
    /// Whether the shop offers it first.
    pub is_usual: bool,
}

/// Several texts in one cell, with `|` between them.
#[must_use]
pub fn in_one_cell<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let escaped: Vec<String> = texts.into_iter().map(|text| escaped(text, &[APART])).collect();
    escaped.join(&APART.to_string())
}

/// The texts of one cell, without the blanks around each; empty ones keep their place.
#[must_use]
pub fn texts_of_cell(cell: &str) -> Vec<String> {
    split(cell, APART).into_iter().map(|part| plain(part.trim())).collect()
}

/// Codes with their owners, from a cell of codes and one of owners: one owner for each code in its place, or one for all.
/// Nothing where there are neither as many owners as codes nor one.
#[must_use]
pub fn owned_codes(codes: &str, owners: Option<&str>) -> Option<Vec<OwnedCode>> {
    let codes = texts_of_cell(codes);
    let owners = owners.map(texts_of_cell).unwrap_or_else(|| vec![String::new()]);
    if owners.len() != 1 && owners.len() != codes.len() {
        return None;
    }
    let owner = |at: usize| owners.get(at).or_else(|| owners.first()).cloned().unwrap_or_default();
    let all = codes.into_iter().enumerate().map(|(at, code)| OwnedCode { owner: owner(at), code });
    Some(all.filter(|owned| !owned.code.is_empty()).collect())
}

impl PackagingRow {
    /// A unit that holds so many, of which nothing else is said.
    #[must_use]
    pub fn new(unit: impl Into<String>, factor: Quantity) -> Self {
        let unit = unit.into();
        Self { unit, factor, weight_g: None, size_mm: None, gtin: None, is_orderable: true, is_usual: false }
    }

    /// All packaging units of a cell, such as `box=12; gtin=5901234123457; usual | pallet=480; size_mm=1200x800x1400`.
    /// Nothing where it is not written so. Numbers have a point.
    #[must_use]
    pub fn of_cell(cell: &str) -> Option<Vec<Self>> {
        split(cell, APART).into_iter().map(Self::parse).collect()
    }

    /// All packaging units in one cell.
    #[must_use]
    pub fn in_one_cell(all: &[Self]) -> String {
        all.iter().map(Self::written).collect::<Vec<_>>().join(" | ")
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = split(text, PARTS_APART).into_iter();
        let (unit, factor) = pair(parts.next()?)?;
        let mut row = Self::new(unit, factor.parse().ok()?);
        for part in parts {
            match (part.trim(), pair(part)) {
                ("usual", _) => row.is_usual = true,
                ("not_orderable", _) => row.is_orderable = false,
                (_, Some((name, value))) => row.take(&name, value)?,
                (_, None) => return None,
            }
        }
        Some(row)
    }

    fn take(&mut self, name: &str, value: String) -> Option<()> {
        match name {
            "gtin" => self.gtin = Some(value),
            "weight_g" => self.weight_g = Some(value.parse().ok()?),
            "size_mm" => {
                let sides: Vec<i32> = value.split('x').map(|side| side.trim().parse().ok()).collect::<Option<_>>()?;
                self.size_mm = Some(sides.try_into().ok()?);
            }
            _ => return None,
        }
        Some(())
    }

    fn written(&self) -> String {
        let mut text = format!("{}={}", escaped(&self.unit, &[APART, PARTS_APART, EQUALS]), self.factor);
        // Writing into a text cannot fail.
        if let Some(gtin) = &self.gtin {
            let _ = write!(text, "; gtin={}", escaped(gtin, &[APART, PARTS_APART, EQUALS]));
        }
        if let Some(grams) = self.weight_g {
            let _ = write!(text, "; weight_g={grams}");
        }
        if let Some([length, width, height]) = self.size_mm {
            let _ = write!(text, "; size_mm={length}x{width}x{height}");
        }
        if self.is_usual {
            text.push_str("; usual");
        }
        if !self.is_orderable {
            text.push_str("; not_orderable");
        }
        text
    }
}

/// A name and its value, both without the blanks around them.
fn pair(text: &str) -> Option<(String, String)> {
    let parts: [&str; 2] = split(text, EQUALS).try_into().ok()?;
    Some((plain(parts[0].trim()), plain(parts[1].trim())))
}

/// The parts of a text between signs that nothing escapes.
fn split(text: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut begin, mut is_escaped) = (Vec::new(), 0, false);
    for (at, letter) in text.char_indices() {
        if letter == sign && !is_escaped {
            parts.push(&text[begin..at]);
            begin = at + letter.len_utf8();
        }
        is_escaped = letter == ESCAPE && !is_escaped;
    }
    parts.push(&text[begin..]);
    parts
}

fn escaped(text: &str, signs: &[char]) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter == ESCAPE || signs.contains(&letter) {
            written.push(ESCAPE);
        }
        written.push(letter);
    }
    written
}

/// The text without its escapes.
fn plain(text: &str) -> String {
    let mut letters = text.chars();
    let mut plain = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        plain.push(if letter == ESCAPE { letters.next().unwrap_or(ESCAPE) } else { letter });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_written_is_read_as_what_it_was() {
        let full = PackagingRow {
            weight_g: Some(2_400),
            size_mm: Some([300, 200, 150]),
            gtin: Some("5901234123457".to_owned()),
            is_orderable: false,
            is_usual: true,
            ..PackagingRow::new("box", quantity("12"))
        };
        let strange = PackagingRow::new(r"a=b|c;d\e", quantity("0.5"));
        let all = [full, strange, PackagingRow::new("pallet", quantity("480"))];
        let cell = PackagingRow::in_one_cell(&all);
        assert_eq!(
            cell,
            r"box=12; gtin=5901234123457; weight_g=2400; size_mm=300x200x150; usual; not_orderable | a\=b\|c\;d\\e=0.5 | pallet=480"
        );
        assert_eq!(PackagingRow::of_cell(&cell).as_deref(), Some(&all[..]));
        let texts = [r"a|b", r"\", "", "c"];
        assert_eq!(texts_of_cell(&in_one_cell(texts)), texts);
    }

    #[test]
    fn what_is_written_otherwise_is_nothing() {
        for cell in ["box", "box=", "box=twelve", "box=12; colour=red", "box=12; size_mm=1x2", "box=12 |", "a=1=2"] {
            assert_eq!(PackagingRow::of_cell(cell), None, "{cell}");
        }
    }

    #[test]
    fn codes_have_an_owner_each_or_one_for_all() {
        let told = |codes, owners| {
            let all = owned_codes(codes, owners)?;
            Some(all.into_iter().map(|one| format!("{}:{}", one.owner, one.code)).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(told("N-1", Some("Nowak")).as_deref(), Some("Nowak:N-1"));
        assert_eq!(told("N-1 | N-2", Some("Nowak")).as_deref(), Some("Nowak:N-1 Nowak:N-2"));
        assert_eq!(told("N-1|K-7", Some("Nowak|Kowal")).as_deref(), Some("Nowak:N-1 Kowal:K-7"));
        assert_eq!(told("X", None).as_deref(), Some(":X"));
        assert_eq!(told("N-1|K-7", Some("Nowak|Kowal|Lis")), None);
    }
}
