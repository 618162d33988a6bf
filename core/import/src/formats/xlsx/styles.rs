//! Which cells of a spreadsheet are dates: their number says nothing of it, the number format of their style does.
//! Dates are counted in days from 1900, or from 1904 where the workbook says so.

use std::{collections::HashMap, io::Read};

use crate::{
    csv::Problem,
    formats::guard::{Node, Xml},
};

/// Styles that anybody looks at. More are read and forgotten.
const MOST_STYLES: usize = 100_000;

/// How a number of a style is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Number,
    /// With zeros before it, as article numbers and codes are.
    Padded(u8),
    Date,
    DateTime,
    Time,
}

/// The styles of cells by number.
#[derive(Default)]
pub(super) struct Styles(Vec<Shown>);

impl Styles {
    /// Reads `xl/styles.xml`.
    pub(super) fn read<R: Read>(part: R) -> Result<Self, Problem> {
        let mut xml = Xml::open(part)?;
        let mut formats: HashMap<u32, Shown> = HashMap::new();
        let (mut styles, mut within) = (Vec::new(), false);
        loop {
            match xml.next()? {
                Node::Start(tag) if tag.name == "numFmt" => {
                    let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code), true) = (id, tag.attribute("formatCode"), formats.len() < MOST_STYLES)
                    {
                        formats.insert(id, shown_by(code));
                    }
                }
                Node::Start(tag) if tag.name == "cellXfs" => within = !tag.is_empty,
                Node::End(name) if name == "cellXfs" => within = false,
                Node::Start(tag) if within && tag.name == "xf" && styles.len() < MOST_STYLES => {
                    let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    styles.push(formats.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
                Node::End_ => return Ok(Self(styles)),
            }
        }
    }

    pub(super) fn shown(&self, style: usize) -> Shown {
        self.0.get(style).copied().unwrap_or(Shown::Number)
    }
}

/// The formats that every spreadsheet knows without naming them.
fn built_in(id: u32) -> Shown {
    match id {
        14..=17 | 27..=31 | 36 | 50..=54 | 57..=58 => Shown::Date,
        18..=21 | 32..=35 | 45..=47 | 55..=56 => Shown::Time,
        22 => Shown::DateTime,
        _ => Shown::Number,
    }
}

/// What a format code shows: letters of dates outside quotes, brackets and escapes.
fn shown_by(code: &str) -> Shown {
    if code.len() > 1 && code.bytes().all(|byte| byte == b'0') {
        return Shown::Padded(u8::try_from(code.len()).unwrap_or(u8::MAX).min(40));
    }
    let (mut has_date, mut has_time) = (false, false);
    let mut letters = code.chars();
    // A second section is for negative numbers and says nothing new.
    while let Some(letter) = letters.next().filter(|letter| *letter != ';') {
        match letter.to_ascii_lowercase() {
            '"' => drop(letters.by_ref().find(|next| *next == '"')),
            '\\' | '_' | '*' => drop(letters.next()),
            '[' => {
                let inner: String = letters.by_ref().take_while(|next| *next != ']').collect();
                has_time |=
                    !inner.is_empty() && inner.chars().all(|next| matches!(next.to_ascii_lowercase(), 'h' | 'm' | 's'));
            }
            'y' | 'd' => has_date = true,
            'h' | 's' => has_time = true,
            'g' if code.eq_ignore_ascii_case("general") => return Shown::Number,
            'e' if code.contains('0') => return Shown::Number,
            // Months or minutes, as what stands around them decides.
            'm' => {}
            _ => {}
        }
    }
    match (has_date, has_time) {
        (true, true) => Shown::DateTime,
        (true, false) => Shown::Date,
        (false, true) => Shown::Time,
        (false, false) if code.to_ascii_lowercase().contains("mmm") => Shown::Date,
        (false, false) => Shown::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_tell_dates_from_numbers() {
        for (code, shown) in [
            ("General", Shown::Number),
            ("0.00", Shown::Number),
            ("0", Shown::Number),
            ("00000", Shown::Padded(5)),
            ("#,##0.00 \"zł\"", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("\"day\" 0", Shown::Number),
            ("[Red]0.00;[Blue]-0.00", Shown::Number),
            ("yyyy\\-mm\\-dd", Shown::Date),
            ("dd.mm.yyyy", Shown::Date),
            ("[$-415]d mmmm yyyy;@", Shown::Date),
            ("mmmm", Shown::Date),
            ("dd/mm/yy hh:mm", Shown::DateTime),
            ("[h]:mm:ss", Shown::Time),
            ("mm:ss", Shown::Time),
        ] {
            assert_eq!(shown_by(code), shown, "{code}");
        }
        assert_eq!((built_in(14), built_in(22), built_in(2)), (Shown::Date, Shown::DateTime, Shown::Number));
    }
}
