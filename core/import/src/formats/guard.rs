//! XML read with suspicion: no document types and no entities but the five of XML itself, nothing deep, nothing endless.
//! Every event is bounded while it is read, so that a text or tag of a gigabyte is refused before it is in memory.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{DecoderResult, Encoding};
use quick_xml::{Reader, events::Event};

use crate::csv::{Code, Problem};

/// The longest tag or text, in bytes.
const EVENT_BYTES: u64 = 1024 * 1024;
/// How deep elements may stand in one another.
const DEEPEST: usize = 64;
const TOO_LONG: &str = "a tag or text is longer than allowed";

/// A stream that counts lines and what one event has read.
struct Guard<R> {
    input: BufReader<R>,
    line: u64,
    event_bytes: u64,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.event_bytes > EVENT_BYTES {
            return Err(io::Error::new(io::ErrorKind::InvalidData, TOO_LONG));
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        let taken = self.input.buffer().get(..count).unwrap_or_default();
        self.line += taken.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.event_bytes += count as u64;
        self.input.consume(count);
    }
}

/// What an event means to whoever reads a file of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// An element begins. `is_empty` ones end at once, without an event of their own.
    Start(Tag),
    /// An element ends, by its name without prefix.
    End(String),
    /// Text, entities and character data resolved; in pieces where it holds any.
    Text(String),
    /// The document is at its end.
    End_,
}

/// The beginning of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name without prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) is_empty: bool,
}

impl Tag {
    /// An attribute by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A document being read.
pub(super) struct Xml<R: Read> {
    reader: Reader<Guard<Decoded<R>>>,
    buffer: Vec<u8>,
    depth: usize,
    has_root: bool,
}

impl<R: Read> Xml<R> {
    /// Opens a document in the encoding it declares.
    pub(super) fn open(input: R) -> Result<Self, Problem> {
        let input = Decoded::open(input)?;
        let mut reader = Reader::from_reader(Guard { input: BufReader::new(input), line: 1, event_bytes: 0 });
        reader.config_mut().check_end_names = true;
        Ok(Self { reader, buffer: Vec::new(), depth: 0, has_root: false })
    }

    /// The line reached.
    pub(super) fn line(&self) -> u64 {
        self.reader.get_ref().line
    }

    fn malformed(&self, cause: &str) -> Problem {
        Problem::malformed(self.line(), cause)
    }

    /// The next node; comments and processing instructions are passed over.
    pub(super) fn next(&mut self) -> Result<Node, Problem> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().event_bytes = 0;
            let node = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => node_of(event),
                Err(error) => Err(Refusal::Malformed(error.to_string())),
            };
            match node {
                Ok(Some(node)) => return self.within_depth(node),
                Ok(None) => {}
                Err(Refusal::Malformed(cause)) => return Err(self.malformed(&cause)),
                Err(Refusal::Entities) => {
                    let detail = "the file declares a document type or uses entities of its own, which are never read";
                    return Err(Problem::new(self.line(), Code::EntitiesRefused, detail));
                }
            }
        }
    }

    fn within_depth(&mut self, node: Node) -> Result<Node, Problem> {
        match &node {
            Node::Start(tag) => {
                self.has_root = true;
                self.depth += usize::from(!tag.is_empty);
            }
            Node::End(_) => self.depth = self.depth.saturating_sub(1),
            Node::End_ if self.depth > 0 || !self.has_root => return Err(self.malformed("the document ends early")),
            Node::Text(_) | Node::End_ => {}
        }
        if self.depth > DEEPEST {
            return Err(self.malformed("elements stand in one another too deep"));
        }
        Ok(node)
    }

    /// The text of the element that has just begun, up to its end; elements within it are passed over.
    pub(super) fn text(&mut self, most: usize) -> Result<String, Problem> {
        let (mut text, mut within) = (String::new(), 0_usize);
        loop {
            match self.next()? {
                Node::Start(tag) => within += usize::from(!tag.is_empty),
                Node::End(_) if within == 0 => return Ok(text),
                Node::End(_) => within -= 1,
                Node::Text(piece) if within == 0 => {
                    // What is beyond the longest text of any column is a fault of its cell in any case.
                    if text.len() < most {
                        text.push_str(&piece);
                    }
                }
                Node::Text(_) => {}
                Node::End_ => return Err(self.malformed("the document ends early")),
            }
        }
    }

    /// Passes over the element that has just begun.
    pub(super) fn skip(&mut self) -> Result<(), Problem> {
        self.text(0).map(drop)
    }
}

enum Refusal {
    Malformed(String),
    Entities,
}

fn node_of(event: Event<'_>) -> Result<Option<Node>, Refusal> {
    Ok(Some(match event {
        Event::Start(start) => Node::Start(tag(&start, false)?),
        Event::Empty(start) => Node::Start(tag(&start, true)?),
        Event::End(end) => Node::End(local(end.name().as_ref()).to_owned()),
        Event::Text(text) => Node::Text(text.xml10_content().into_owned()),
        Event::CData(text) => Node::Text(text.xml10_content().into_owned()),
        Event::GeneralRef(reference) => Node::Text(resolved(&reference)?),
        Event::DocType(_) => return Err(Refusal::Entities),
        Event::Comment(_) | Event::PI(_) | Event::Decl(_) => return Ok(None),
        Event::Eof => Node::End_,
    }))
}

fn resolved(reference: &quick_xml::events::BytesRef<'_>) -> Result<String, Refusal> {
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => return Ok(letter.to_string()),
        Err(error) => return Err(Refusal::Malformed(error.to_string())),
        Ok(None) => {}
    }
    match quick_xml::escape::resolve_xml_entity(reference) {
        Some(text) => Ok(text.to_owned()),
        None => Err(Refusal::Entities),
    }
}

fn tag(start: &quick_xml::events::BytesStart<'_>, is_empty: bool) -> Result<Tag, Refusal> {
    let malformed = |cause: String| Refusal::Malformed(cause);
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|cause| malformed(cause.to_string()))?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).map_err(|_| Refusal::Entities)?;
        attributes.push((local(attribute.key.as_ref()).to_owned(), value.into_owned()));
    }
    Ok(Tag { name: local(start.name().as_ref()).to_owned(), attributes, is_empty })
}

/// A name without its prefix: which prefix a file uses is its own affair.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Text as UTF-8, whatever encoding the file declares.
struct Decoded<R> {
    input: R,
    how: How,
    raw: Vec<u8>,
    /// UTF-8 that has not been taken yet.
    ready: io::Cursor<Vec<u8>>,
    is_at_end: bool,
}

enum How {
    Utf8,
    /// Each byte is a letter of its own.
    Latin1,
    Other(Box<encoding_rs::Decoder>),
}

/// Enough for any declaration.
const DECLARATION_BYTES: usize = 256;
const RAW_BYTES: usize = 16 * 1024;

impl<R: Read> Decoded<R> {
    fn open(mut input: R) -> Result<Self, Problem> {
        let mut head = Vec::with_capacity(DECLARATION_BYTES);
        let read = input.by_ref().take(DECLARATION_BYTES as u64).read_to_end(&mut head);
        read.map_err(|cause| Problem::unreadable(1, &cause))?;
        if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) || head.get(1) == Some(&0) {
            return Err(Problem::wrong_encoding("UTF-16"));
        }
        let declared = declared_encoding(&head);
        let how = how(declared.as_deref().unwrap_or("utf-8"))?;
        let ready = io::Cursor::new(Vec::new());
        let mut decoded = Self { input, how, raw: vec![0; RAW_BYTES], ready, is_at_end: false };
        decoded.decode(&head).map_err(|cause| Problem::unreadable(1, &cause))?;
        Ok(decoded)
    }

    fn decode(&mut self, raw: &[u8]) -> io::Result<()> {
        let ready = match &mut self.how {
            How::Utf8 => raw.to_vec(),
            How::Latin1 => raw.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes(),
            How::Other(decoder) => {
                let most = decoder.max_utf8_buffer_length_without_replacement(raw.len()).unwrap_or(RAW_BYTES * 4);
                let mut text = String::with_capacity(most.max(8));
                let (result, _) = decoder.decode_to_string_without_replacement(raw, &mut text, false);
                if matches!(result, DecoderResult::Malformed(..)) {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "a byte is not of the declared encoding"));
                }
                text.into_bytes()
            }
        };
        self.ready = io::Cursor::new(ready);
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.ready.read(buffer)?;
            if count > 0 || buffer.is_empty() || self.is_at_end {
                return Ok(count);
            }
            let mut raw = std::mem::take(&mut self.raw);
            let read = self.input.read(&mut raw);
            let taken = match read {
                Ok(0) => {
                    self.is_at_end = true;
                    Ok(())
                }
                Ok(count) => self.decode(raw.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(()),
                Err(error) => Err(error),
            };
            self.raw = raw;
            taken?;
        }
    }
}

fn how(name: &str) -> Result<How, Problem> {
    match name.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" | "us-ascii" | "ascii" => return Ok(How::Utf8),
        "iso-8859-1" | "latin1" | "iso8859-1" => return Ok(How::Latin1),
        _ => {}
    }
    // Those in which every byte below 0x80 is what it is in ASCII, so that tags are found before decoding is in doubt.
    let known = ["iso-8859-2", "iso-8859-15", "windows-1250", "windows-1252"];
    let encoding = known.iter().find(|known| known.eq_ignore_ascii_case(name));
    match encoding.and_then(|name| Encoding::for_label(name.as_bytes())) {
        Some(encoding) => Ok(How::Other(Box::new(encoding.new_decoder_without_bom_handling()))),
        None => Err(Problem::wrong_encoding(name)),
    }
}

/// What stands in `<?xml … encoding="…"?>`.
fn declared_encoding(head: &[u8]) -> Option<String> {
    let head = head.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(head);
    let head = String::from_utf8_lossy(head);
    let declaration = head.strip_prefix("<?xml")?.split_once("?>")?.0;
    let (_, after) = declaration.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let name = after.get(1..)?.split_once(quote)?.0;
    Some(name.chars().take(40).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(document: &[u8]) -> Result<Vec<Node>, Problem> {
        let mut xml = Xml::open(document)?;
        let mut nodes = Vec::new();
        loop {
            match xml.next()? {
                Node::End_ => return Ok(nodes),
                node => nodes.push(node),
            }
        }
    }

    fn code(document: &[u8]) -> (Code, u64) {
        let problem = nodes(document).unwrap_err();
        (problem.code, problem.line)
    }

    fn text(document: &[u8]) -> String {
        let piece = |node| if let Node::Text(text) = node { text } else { String::new() };
        nodes(document).unwrap().into_iter().map(piece).collect()
    }

    #[test]
    fn document_types_and_entities_are_refused_before_anything_is_expanded() {
        let bomb = b"<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x \"xxxx\"><!ENTITY y \"&x;&x;\">]>\n<a>&y;</a>";
        assert_eq!(code(bomb).0, Code::EntitiesRefused);
        let outside = b"<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>";
        assert_eq!(code(outside).0, Code::EntitiesRefused);
        assert_eq!(code(b"<a>\n&secret;</a>"), (Code::EntitiesRefused, 2));
        assert_eq!(code(b"<a b='&secret;'/>").0, Code::EntitiesRefused);
        assert_eq!(text(b"<a>&lt;&#65;&amp;&#x142;</a>"), "<A&\u{142}");
    }

    #[test]
    fn what_is_deep_long_or_broken_is_refused() {
        let deep = "<a>".repeat(100_000);
        assert_eq!(code(deep.as_bytes()).0, Code::Malformed);
        let long = format!("<a>{}</a>", "x".repeat(3 * 1024 * 1024));
        assert_eq!(code(long.as_bytes()).0, Code::Malformed);
        let long_tag = format!("<a b=\"{}\"/>", "x".repeat(3 * 1024 * 1024));
        assert_eq!(code(long_tag.as_bytes()).0, Code::Malformed);
        for broken in ["<a>", "<a></b>", "", "just text", "<a><b></a></b>"] {
            assert_eq!(code(broken.as_bytes()).0, Code::Malformed, "{broken}");
        }
    }

    #[test]
    fn encodings_are_read_as_declared() {
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>caff\xE8</a>";
        assert_eq!(text(latin), "caff\u{e8}");
        let polish = b"<?xml version=\"1.0\" encoding=\"windows-1250\"?><a>\x9Cruba</a>";
        assert_eq!(text(polish), "\u{15b}ruba");
        assert_eq!(text("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?><a>\u{142}</a>".as_bytes()), "\u{142}");
        assert_eq!(code(b"<?xml version='1.0' encoding='utf-7'?><a/>").0, Code::WrongEncoding);
        assert_eq!(code(b"\xFF\xFE<\0a\0").0, Code::WrongEncoding);
        assert_eq!(code(b"<a>\xE8</a>").0, Code::Malformed);
    }

    #[test]
    fn prefixes_do_not_matter_and_lines_are_counted() {
        let document = b"<x:a xmlns:x='urn:1'>\n\n<x:b lang='pl'/></x:a>";
        let mut xml = Xml::open(document.as_slice()).unwrap();
        xml.next().unwrap();
        let Node::Text(_) = xml.next().unwrap() else { panic!() };
        let Node::Start(tag) = xml.next().unwrap() else { panic!() };
        assert_eq!((tag.name.as_str(), tag.attribute("lang"), xml.line()), ("b", Some("pl"), 3));
    }
}
