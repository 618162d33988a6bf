//! Splits bytes into records and fields by RFC 4180, counting lines and bytes, with a bound on the length of a record.
//! It is our own because the `csv` crate takes a file that ends inside quotes as complete, and reads such a file into memory whole.

use std::io::{self, Read};
use std::ops::Range;

/// More fields than any file has; further ones are counted, not kept.
const FIELDS_KEPT: usize = 512;
const CHUNK_BYTES: usize = 32 * 1024;

/// Where a field stands in its record's raw bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    /// First byte of the content, after an opening quote.
    start: usize,
    /// One past the last byte of the content, before a closing quote.
    end: usize,
    pub line: u64,
    /// Within quotes, `""` stands for `"`.
    pub quoted: bool,
    /// Text follows the closing quote.
    pub stray: bool,
}

/// One record as it stands in the file; reused from record to record.
#[derive(Debug, Default)]
pub(crate) struct Record {
    raw: Vec<u8>,
    spans: Vec<Span>,
    fields: usize,
    /// The line the record begins at, 1-based.
    pub line: u64,
    /// The byte of the file the record begins at, 0-based.
    offset: u64,
}

/// A field's bytes, still escaped and undecoded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawField<'a> {
    pub bytes: &'a [u8],
    pub span: Span,
    /// Offset of the first byte in the file, 0-based.
    pub offset: u64,
}

impl Record {
    /// Fields in the record, those not kept included.
    pub(crate) fn len(&self) -> usize {
        self.fields
    }

    pub(crate) fn field(&self, index: usize) -> Option<RawField<'_>> {
        let span = *self.spans.get(index)?;
        let bytes = self.raw.get(span.start..span.end)?;
        Some(RawField { bytes, span, offset: self.offset + span.start as u64 })
    }

    /// Whether every field is empty or blank, as in the rows spreadsheets append below the data.
    pub(crate) fn is_blank(&self) -> bool {
        let blank = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_whitespace);
        self.fields <= FIELDS_KEPT
            && self.spans.iter().all(|span| self.raw.get(span.start..span.end).is_some_and(blank))
    }

    fn begin(&mut self, line: u64, offset: u64) {
        self.raw.clear();
        self.spans.clear();
        self.fields = 0;
        self.line = line;
        self.offset = offset;
    }

    fn close_field(&mut self, field: Field, end: usize) {
        self.fields += 1;
        if self.spans.len() < FIELDS_KEPT {
            let Field { start, line, quoted, stray } = field;
            self.spans.push(Span { start, end, line, quoted, stray });
        }
    }
}

/// Why no further record can be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ScanError {
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
    #[error("the quote opened here is never closed")]
    Unterminated { line: u64, field: usize },
    #[error("the record is longer than {limit} bytes; is a closing quote missing?")]
    TooLong { line: u64, limit: usize },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    /// Just after a quote within quotes: the end of the field, or the first half of `""`.
    QuoteInQuoted,
}

/// The field being read.
#[derive(Debug, Clone, Copy)]
struct Field {
    start: usize,
    line: u64,
    quoted: bool,
    stray: bool,
}

/// Reads records one after the other.
pub(crate) struct Scanner<R> {
    input: R,
    chunk: Box<[u8]>,
    /// The unread part of `chunk`.
    unread: Range<usize>,
    delimiter: u8,
    limit: usize,
    offset: u64,
    line: u64,
    /// The last byte was a carriage return, so a line feed belongs to it.
    after_cr: bool,
    state: State,
    field: Field,
}

enum Step {
    More,
    RecordEnd,
}

impl<R: Read> Scanner<R> {
    pub(crate) fn new(input: R, delimiter: u8, offset: u64, limit: usize) -> Self {
        let field = Field { start: 0, line: 1, quoted: false, stray: false };
        Self {
            input,
            chunk: vec![0; CHUNK_BYTES].into_boxed_slice(),
            unread: 0..0,
            delimiter,
            limit,
            offset,
            line: 1,
            after_cr: false,
            state: State::FieldStart,
            field,
        }
    }

    /// Reads the next record that is not an empty line; `false` at the end of the file.
    pub(crate) fn next(&mut self, record: &mut Record) -> Result<bool, ScanError> {
        self.start_record(record);
        while let Some(byte) = self.next_byte()? {
            if matches!(self.step(byte, record), Step::RecordEnd) {
                if record.fields > 0 {
                    return Ok(true);
                }
                self.start_record(record);
            }
            if record.raw.len() > self.limit {
                return Err(ScanError::TooLong { line: record.line, limit: self.limit });
            }
        }
        self.finish(record)
    }

    fn next_byte(&mut self) -> io::Result<Option<u8>> {
        while self.unread.is_empty() {
            match self.input.read(&mut self.chunk) {
                Ok(0) => return Ok(None),
                Ok(count) => self.unread = 0..count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let byte = self.chunk.get(self.unread.start).copied();
        self.unread.start += 1;
        Ok(byte)
    }

    fn start_record(&mut self, record: &mut Record) {
        record.begin(self.line, self.offset);
        self.start_field(0);
    }

    fn start_field(&mut self, start: usize) {
        self.state = State::FieldStart;
        self.field = Field { start, line: self.line, quoted: false, stray: false };
    }

    fn step(&mut self, byte: u8, record: &mut Record) -> Step {
        self.offset += 1;
        let line_feed_of_pair = byte == b'\n' && self.after_cr;
        self.after_cr = byte == b'\r';
        let line_break = matches!(byte, b'\n' | b'\r');
        if line_break && !line_feed_of_pair {
            self.line += 1;
        }
        if line_feed_of_pair && self.state == State::FieldStart && record.raw.is_empty() {
            // The second half of the line end that closed the record before.
            record.begin(self.line, self.offset);
            return Step::More;
        }
        if self.state != State::Quoted && (line_break || byte == self.delimiter) {
            return self.separate(byte, record);
        }
        let here = record.raw.len();
        record.raw.push(byte);
        self.state = match (self.state, byte) {
            (State::FieldStart, b'"') => {
                self.field.quoted = true;
                self.field.start = here + 1;
                State::Quoted
            }
            (State::FieldStart | State::Plain, _) => State::Plain,
            (State::Quoted, b'"') => State::QuoteInQuoted,
            (State::Quoted, _) | (State::QuoteInQuoted, b'"') => State::Quoted,
            (State::QuoteInQuoted, _) => {
                self.field.stray = true;
                State::Plain
            }
        };
        Step::More
    }

    /// A delimiter or a line end outside quotes.
    fn separate(&mut self, byte: u8, record: &mut Record) -> Step {
        let line_end = byte != self.delimiter;
        if line_end && record.raw.is_empty() && record.fields == 0 {
            return Step::RecordEnd;
        }
        self.close(record);
        if line_end {
            return Step::RecordEnd;
        }
        record.raw.push(byte);
        self.start_field(record.raw.len());
        Step::More
    }

    fn close(&mut self, record: &mut Record) {
        let closing_quote = usize::from(self.state == State::QuoteInQuoted);
        let end = record.raw.len() - closing_quote;
        record.close_field(self.field, end);
    }

    fn finish(&mut self, record: &mut Record) -> Result<bool, ScanError> {
        if self.state == State::Quoted {
            return Err(ScanError::Unterminated { line: self.field.line, field: record.fields });
        }
        if record.raw.is_empty() && record.fields == 0 {
            return Ok(false);
        }
        self.close(record);
        // A second call must find the end, not this record's remains.
        self.state = State::FieldStart;
        Ok(true)
    }
}
