//! The archive that a spreadsheet is: its directory is read within bounds, and its parts are inflated within bounds.
//! A part is read as a stream of its own from where it begins, so that no part is ever in memory as a whole.

use std::{
    collections::HashMap,
    io::{self, BufReader, Read, Seek, SeekFrom, Take},
};

use flate2::bufread::DeflateDecoder;

/// The largest directory: some ten thousand parts.
const DIRECTORY_BYTES: u32 = 1024 * 1024;
/// Where the end of the directory must begin: its own size, and the longest remark behind it.
const TAIL_BYTES: u64 = 22 + 65_535;
/// What one part may inflate to.
const INFLATED_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// How much larger than its packed form a part may become. Sheets of real rows shrink to a tenth or a thirtieth, since
/// each cell says where it stands; what shrinks to less than this holds nothing but itself.
const LARGEST_RATIO: u64 = 150;
/// Small parts may shrink as they like.
const RATIO_COUNTS_FROM: u64 = 8 * 1024 * 1024;

const END: [u8; 4] = *b"PK\x05\x06";
const ENTRY: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";
const WIDE: u32 = u32::MAX;

/// What is said of an archive that grows beyond all measure; readers of parts know it by this text.
pub(super) const TOO_INFLATED: &str = "the file inflates beyond all measure";

/// A file that can be read from several places at once.
pub(crate) trait Source: Clone + Send {
    type File: Read + Seek + Send;
    /// The file from its beginning.
    fn open(&self) -> io::Result<Self::File>;
}

/// Where a part of the archive lies.
#[derive(Debug, Clone, Copy)]
struct Entry {
    offset: u64,
    packed: u64,
    method: u16,
    flags: u16,
}

/// The directory of an archive.
pub(super) struct Archive<S> {
    source: S,
    entries: HashMap<String, Entry>,
}

/// A part of an archive.
pub(super) type Part<S> = Bounded<PartReader<<S as Source>::File>>;

fn invalid(text: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}

impl<S: Source> Archive<S> {
    /// Reads the directory.
    pub(super) fn open(source: S) -> io::Result<Self> {
        let mut file = source.open()?;
        let length = file.seek(SeekFrom::End(0))?;
        let directory = directory(&mut file, length)?;
        Ok(Self { source, entries: entries(&directory)? })
    }

    /// The inflated text of a part; nothing where there is none of this name.
    pub(super) fn part(&self, name: &str) -> io::Result<Option<Part<S>>> {
        let Some(entry) = self.entries.get(&key(name)).copied() else { return Ok(None) };
        if entry.flags & 1 != 0 {
            return Err(invalid("the file is encrypted; save it without a password"));
        }
        let mut file = self.source.open()?;
        file.seek(SeekFrom::Start(entry.offset))?;
        let mut header = [0; 30];
        file.read_exact(&mut header)?;
        if !header.starts_with(&LOCAL) {
            return Err(invalid("a part of the archive is not where its directory says"));
        }
        let skipped = u64::from(u16_at(&header, 26)) + u64::from(u16_at(&header, 28));
        file.seek(SeekFrom::Start(entry.offset + 30 + skipped))?;
        let packed = BufReader::new(file.take(entry.packed));
        let reader = match entry.method {
            0 => PartReader::Stored(packed),
            8 => PartReader::Deflated(DeflateDecoder::new(packed)),
            _ => return Err(invalid("a part of the archive is packed in a way that spreadsheets do not use")),
        };
        Ok(Some(Bounded { reader, packed: entry.packed, inflated: 0 }))
    }
}

/// Names are compared as spreadsheets write them, whatever their case.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

fn directory<F: Read + Seek>(file: &mut F, length: u64) -> io::Result<Vec<u8>> {
    let tail_begins = length.saturating_sub(TAIL_BYTES);
    file.seek(SeekFrom::Start(tail_begins))?;
    let mut tail = Vec::new();
    file.take(TAIL_BYTES).read_to_end(&mut tail)?;
    let end = (0..tail.len().saturating_sub(21)).rev().find(|at| tail[*at..].starts_with(&END));
    let end = end.and_then(|at| tail.get(at..at + 22)).ok_or_else(|| invalid("the file is no archive"))?;
    let (size, offset) = (u32_at(end, 12), u32_at(end, 16));
    if size > DIRECTORY_BYTES || offset == WIDE {
        return Err(invalid("the archive's directory is too large"));
    }
    file.seek(SeekFrom::Start(offset.into()))?;
    let mut directory = vec![0; size as usize];
    file.read_exact(&mut directory)?;
    Ok(directory)
}

fn entries(directory: &[u8]) -> io::Result<HashMap<String, Entry>> {
    let broken = || invalid("the archive's directory is broken");
    let mut entries = HashMap::new();
    let mut rest = directory;
    while rest.starts_with(&ENTRY) {
        let header = rest.get(..46).ok_or_else(broken)?;
        let [name, extra, remark] = [28, 30, 32].map(|at| usize::from(u16_at(header, at)));
        let text = rest.get(46..46 + name).ok_or_else(broken)?;
        let fields = rest.get(46 + name..46 + name + extra).ok_or_else(broken)?;
        let mut entry = Entry {
            offset: u32_at(header, 42).into(),
            packed: u32_at(header, 20).into(),
            method: u16_at(header, 10),
            flags: u16_at(header, 8),
        };
        widen(&mut entry, u32_at(header, 24), fields);
        entries.insert(key(&String::from_utf8_lossy(text)), entry);
        rest = rest.get(46 + name + extra + remark..).ok_or_else(broken)?;
    }
    Ok(entries)
}

/// Takes sizes from the field of large archives, which some programs write for small ones, too.
fn widen(entry: &mut Entry, inflated: u32, mut fields: &[u8]) {
    while let (Some(head), true) = (fields.get(..4), fields.len() >= 4) {
        let (id, size) = (u16_at(head, 0), usize::from(u16_at(head, 2)));
        let Some(field) = fields.get(4..4 + size) else { return };
        if id == 1 {
            let mut wide = field.chunks_exact(8).map(|bytes| u64::from_le_bytes(bytes.try_into().unwrap_or_default()));
            let _inflated = if inflated == WIDE { wide.next() } else { None };
            entry.packed = if entry.packed == u64::from(WIDE) { wide.next().unwrap_or(0) } else { entry.packed };
            entry.offset = if entry.offset == u64::from(WIDE) { wide.next().unwrap_or(0) } else { entry.offset };
            return;
        }
        fields = fields.get(4 + size..).unwrap_or_default();
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|two| two.try_into().ok()).map(u16::from_le_bytes).unwrap_or_default()
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes).unwrap_or_default()
}

/// A part as it is packed.
pub(super) enum PartReader<F: Read> {
    Stored(BufReader<Take<F>>),
    Deflated(DeflateDecoder<BufReader<Take<F>>>),
}

impl<F: Read> Read for PartReader<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Stored(reader) => reader.read(buffer),
            Self::Deflated(reader) => reader.read(buffer),
        }
    }
}

/// A part that breaks off where it grows beyond all measure.
pub(super) struct Bounded<R> {
    reader: R,
    packed: u64,
    inflated: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.inflated += count as u64;
        let is_bomb = self.inflated > RATIO_COUNTS_FROM && self.inflated / self.packed.max(1) > LARGEST_RATIO;
        if is_bomb || self.inflated > INFLATED_BYTES {
            return Err(invalid(TOO_INFLATED));
        }
        Ok(count)
    }
}
