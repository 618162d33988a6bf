//! The texts that cells of a spreadsheet share, in one piece of memory with a bound.
//! Cells name them by their number, so they have to be read before the first row.

use std::io::Read;

use crate::{
    csv::{Code, Problem},
    formats::guard::{Node, Xml},
};

/// What all shared texts may take, in bytes. A file with more distinct text than this is better sent as CSV.
const MOST_BYTES: usize = 96 * 1024 * 1024;
/// The longest text of a cell that a spreadsheet takes, in bytes.
pub(super) const LONGEST: usize = 4 * 32_767;

/// Shared texts by number.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Strings {
    /// Reads `xl/sharedStrings.xml`.
    pub(super) fn read<R: Read>(part: R) -> Result<Self, Problem> {
        let mut xml = Xml::open(part)?;
        let mut strings = Self::default();
        loop {
            match xml.next()? {
                Node::Start(tag) if tag.name == "si" => {
                    if !tag.is_empty {
                        rich_text(&mut xml, "si", &mut strings.text)?;
                    }
                    strings.close(xml.line())?;
                }
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
                Node::End_ => return Ok(strings),
            }
        }
    }

    fn close(&mut self, line: u64) -> Result<(), Problem> {
        let held = self.text.len() + self.ends.len() * size_of::<u32>();
        let end = u32::try_from(self.text.len()).ok().filter(|_| held <= MOST_BYTES);
        self.ends.push(end.ok_or_else(|| {
            let detail = "the texts of the spreadsheet take too much room; save the sheet as CSV and import that";
            Problem::new(line, Code::TooInflated, detail)
        })?);
        Ok(())
    }

    /// The text of a number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)? as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.text.get(start..end)
    }
}

/// The text of an element with runs of formatted text; readings for pronunciation are passed over.
pub(super) fn rich_text<R: Read>(xml: &mut Xml<R>, element: &str, text: &mut String) -> Result<(), Problem> {
    let begins = text.len();
    loop {
        match xml.next()? {
            Node::Start(tag) if tag.name == "t" && !tag.is_empty => {
                let piece = xml.text(LONGEST)?;
                if text.len() - begins < LONGEST {
                    text.push_str(&unescaped(&piece));
                }
            }
            Node::Start(tag) if tag.name == "rPh" && !tag.is_empty => xml.skip()?,
            Node::End(name) if name == element => return Ok(()),
            Node::Start(_) | Node::End(_) | Node::Text(_) => {}
            Node::End_ => return Err(Problem::malformed(xml.line(), "the document ends early")),
        }
    }
}

/// Spreadsheets write letters that XML cannot hold as `_x000D_`.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let letter = from.get(2..6).filter(|_| from.get(6..7) == Some("_"));
        match letter.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
            Some(letter) => {
                out.push(letter);
                rest = &from[7..];
            }
            None => {
                out.push_str("_x");
                rest = &from[2..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_texts_are_found_by_number_with_their_runs_joined() {
        let part = "<sst><si><t>one</t></si><si/><si><r><rPr><b/></rPr><t>tw</t></r><r><t xml:space='preserve'>o \
                    </t></r><rPh><t>zwei</t></rPh></si><si><t>a_x000D_b_x_</t></si></sst>";
        let strings = Strings::read(part.as_bytes()).unwrap();
        let texts: Vec<_> = (0..5).map(|number| strings.get(number)).collect();
        assert_eq!(texts, [Some("one"), Some(""), Some("two "), Some("a\rb_x_"), None]);
    }

    #[test]
    fn texts_that_take_too_much_room_are_refused() {
        let mut strings = Strings { text: "x".repeat(MOST_BYTES - 4), ends: Vec::new() };
        assert!(strings.close(1).is_ok());
        strings.text.push_str("more");
        assert_eq!(strings.close(2).unwrap_err().code, Code::TooInflated);
    }
}
