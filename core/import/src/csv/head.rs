//! Looks at the first bytes of a file before it is read: byte order marks and the delimiter.
//! The bytes looked at are put back in front of the stream, so reading begins where the header begins.

use crate::csv::options::{Delimiter, Encoding};
use crate::csv::problem::{Code, Problem};
use kontor_contract::Sentence;
use std::io::{self, Chain, Cursor, Read};

/// No header row of ours comes near this; what is longer is sniffed by its beginning.
const HEAD_BYTES: usize = 16 * 1024;
const UTF8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// A stream whose beginning has been looked at.
pub(crate) struct Opened<R> {
    pub stream: Chain<Cursor<Vec<u8>>, R>,
    /// Bytes of the file that are not in `stream` any more.
    pub skipped: u64,
    pub delimiter: u8,
}

/// Checks byte order marks against the declared encoding and settles the delimiter.
pub(crate) fn open<R: Read>(mut input: R, encoding: Encoding, delimiter: Delimiter) -> Result<Opened<R>, Problem> {
    let mut head = read_head(&mut input).map_err(|cause| Problem::unreadable(1, &cause))?;
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        let detail = "the file is UTF-16; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")";
        return Err(Problem::new(1, Code::WrongEncoding, detail));
    }
    let mut skipped = 0;
    if head.starts_with(UTF8_MARK) {
        if encoding != Encoding::Utf8 {
            let detail = Sentence::new(format!(
                "the file begins with the mark of UTF-8; import it with encoding=utf-8, not {}",
                encoding.as_str()
            ));
            let detail = detail.keyed("import-row-mark-of-utf-8").of([("encoding", encoding.as_str().into())]);
            return Err(Problem::new(1, Code::WrongEncoding, detail));
        }
        head.drain(..UTF8_MARK.len());
        skipped = 3;
    }
    let delimiter = match delimiter {
        Delimiter::Sniff => sniff(&head),
        Delimiter::Comma => b',',
        Delimiter::Semicolon => b';',
        Delimiter::Tab => b'\t',
    };
    Ok(Opened { stream: Cursor::new(head).chain(input), skipped, delimiter })
}

/// Reads until the header row is in memory; a stream may hand it out byte by byte.
fn read_head<R: Read>(input: &mut R) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut chunk = [0_u8; 1024];
    while head.len() < HEAD_BYTES && !has_line(&head) {
        match input.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => head.extend_from_slice(chunk.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(head)
}

fn has_line(head: &[u8]) -> bool {
    first_line(head).1
}

/// The bytes of the first row that is not blank, quotes respected, and whether its end was seen.
fn first_line(head: &[u8]) -> (&[u8], bool) {
    let (mut start, mut quoted) = (0, false);
    for (position, byte) in head.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && position == start => start = position + 1,
            b'\n' | b'\r' if !quoted => return (head.get(start..position).unwrap_or_default(), true),
            _ => {}
        }
    }
    (head.get(start..).unwrap_or_default(), false)
}

/// The candidate the header row has most of, outside quotes.
fn sniff(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    for &byte in first_line(head).0 {
        quoted ^= byte == b'"';
        if let Some(entry) = counts.iter_mut().find(|entry| entry.0 == byte && !quoted) {
            entry.1 += 1;
        }
    }
    // `max_by_key` takes the last of equals; reversed, that is the first, the comma.
    counts.iter().rev().max_by_key(|entry| entry.1).map_or(b',', |entry| entry.0)
}
