//! Turns a field's bytes into text by the declared encoding, or says which byte at which place does not belong to it.
//! All three encodings contain ASCII, so splitting a file into fields before decoding is safe.

use crate::csv::options::Encoding;
use crate::csv::problem::{Code, Problem};
use crate::csv::scan::RawField;
use encoding_rs::WINDOWS_1252;
use kontor_contract::Sentence;
use std::borrow::Cow;

/// The bytes that Windows-1252 leaves undefined; a decoder makes control characters of them.
const UNDEFINED_IN_WINDOWS_1252: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// The text of a field, its doubled quotes made single. The problem has no column yet.
pub(crate) fn decode<'a>(field: RawField<'a>, encoding: Encoding) -> Result<Cow<'a, str>, Problem> {
    let text = match encoding {
        Encoding::Utf8 => match std::str::from_utf8(field.bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(error) => return Err(bad_byte(field, error.valid_up_to(), encoding)),
        },
        Encoding::Windows1252 => {
            let bad = |byte: &u8| UNDEFINED_IN_WINDOWS_1252.contains(byte);
            match field.bytes.iter().position(bad) {
                None => WINDOWS_1252.decode_without_bom_handling(field.bytes).0,
                Some(position) => return Err(bad_byte(field, position, encoding)),
            }
        }
        Encoding::Iso88591 => match field.bytes.iter().position(|byte| (0x80..=0x9F).contains(byte)) {
            None => encoding_rs::mem::decode_latin1(field.bytes),
            Some(position) => return Err(bad_byte(field, position, encoding)),
        },
    };
    if field.span.quoted && text.contains("\"\"") {
        return Ok(Cow::Owned(text.replace("\"\"", "\"")));
    }
    Ok(text)
}

fn bad_byte(field: RawField<'_>, position: usize, encoding: Encoding) -> Problem {
    let byte = field.bytes.get(position).copied().unwrap_or_default();
    let before = field.bytes.get(..position).unwrap_or_default();
    let offset = field.offset + position as u64;
    let (what, remedy, key) = match encoding {
        Encoding::Utf8 => {
            let remedy = "save the file as UTF-8 or import it with encoding=windows-1252";
            ("UTF-8", remedy, "import-row-bad-byte-utf-8")
        }
        Encoding::Windows1252 => {
            let remedy = "save the file as UTF-8 and import it with encoding=utf-8";
            ("Windows-1252", remedy, "import-row-bad-byte-windows-1252")
        }
        Encoding::Iso88591 => {
            let remedy = "import it with encoding=windows-1252, or save the file as UTF-8";
            ("ISO-8859-1", remedy, "import-row-bad-byte-iso-8859-1")
        }
    };
    let byte = format!("0x{byte:02X}");
    let detail = Sentence::new(format!("byte {byte} at offset {offset} is not valid {what}; {remedy}"));
    let detail = detail.keyed(key).of([("byte", byte.into()), ("offset", offset.to_string().into())]);
    let line = field.span.line + line_breaks(before);
    Problem::new(line, Code::BadByte, detail).with_value(&String::from_utf8_lossy(field.bytes))
}

/// Line ends within a field: a line feed, a carriage return, or the pair of them as one.
fn line_breaks(bytes: &[u8]) -> u64 {
    let mut count = 0;
    let mut after_cr = false;
    for &byte in bytes {
        count += u64::from(byte == b'\r' || (byte == b'\n' && !after_cr));
        after_cr = byte == b'\r';
    }
    count
}
