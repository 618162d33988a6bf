//! A segment of an index on disk, and which place each of its documents has.
//! The terms of a document come as one text, so that the index needs no analysis of its own.

use std::sync::Arc;

use tantivy::{
    DocSet, InvertedIndexReader, SegmentReader, TERMINATED,
    fastfield::AliveBitSet,
    postings::{Postings, TermInfo},
    schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer},
};

use crate::{
    document::Document,
    memory::Memory,
    near::Near,
    ready::Goods,
    source::{MOST_TERMS, Source},
};

/// Parts the terms of a document; never in a term, because words hold no control characters.
const SEPARATOR: char = '\u{1f}';
const TOKENIZER: &str = "terms";
/// The place of a document whose thing is unknown.
const NOWHERE: u32 = u32::MAX;

/// The fields of every index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// The whole key, by which documents are taken out.
    pub key: Field,
    /// The upper half of the key.
    pub high: Field,
    /// The lower half.
    pub low: Field,
    pub version: Field,
    pub terms: Field,
}

/// The schema of every index.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqs)
        .set_fieldnorms(false);
    let fields = Fields {
        key: builder.add_bytes_field("key", INDEXED),
        high: builder.add_u64_field("high", FAST),
        low: builder.add_u64_field("low", FAST),
        version: builder.add_u64_field("version", FAST),
        terms: builder.add_text_field("terms", TextOptions::default().set_indexing_options(indexing)),
    };
    (builder.build(), fields)
}

/// Makes an index know how its texts are cut.
pub(crate) fn register(index: &tantivy::Index) {
    index.tokenizers().register(TOKENIZER, TextAnalyzer::from(Terms));
}

/// The terms of a document as one text; each stands as often as the parts it occurs in say.
pub(crate) fn text_of(document: &Document) -> String {
    let mut text = String::new();
    for (term, mask) in document.terms() {
        for _ in 0..mask {
            text.push_str(term);
            text.push(SEPARATOR);
        }
    }
    text
}

/// Cuts such a text again.
#[derive(Debug, Clone, Copy)]
struct Terms;

struct TermStream<'a> {
    rest: &'a str,
    token: Token,
}

impl Tokenizer for Terms {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        TermStream { rest: text, token: Token::default() }
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, rest)) = self.rest.split_once(SEPARATOR) else { return false };
        self.rest = rest;
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// A segment.
pub(crate) struct Segment {
    /// Its id with its deletions; another one where anything is different.
    pub id: String,
    terms: Arc<InvertedIndexReader>,
    /// By document.
    places: Vec<u32>,
    /// By document.
    versions: Vec<u64>,
    memory: Memory,
    /// Keys that the goods do not know.
    pub strangers: Vec<u128>,
}

impl std::fmt::Debug for Segment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Segment").field("id", &self.id).field("documents", &self.places.len()).finish_non_exhaustive()
    }
}

/// Names a segment with its deletions.
pub(crate) fn id_of(reader: &SegmentReader) -> String {
    format!("{}-{}", reader.segment_id().uuid_string(), reader.num_deleted_docs())
}

impl Segment {
    /// Reads which documents it has.
    pub fn open(reader: &SegmentReader, fields: Fields, goods: &dyn Goods) -> tantivy::Result<Self> {
        let column = |name: Field| reader.fast_fields().u64(reader.schema().get_field_name(name));
        let (high, low, version) = (column(fields.high)?, column(fields.low)?, column(fields.version)?);
        let alive: Option<&AliveBitSet> = reader.alive_bitset();
        let mut segment = Self {
            id: id_of(reader),
            terms: reader.inverted_index(fields.terms)?,
            places: Vec::with_capacity(reader.max_doc() as usize),
            versions: Vec::with_capacity(reader.max_doc() as usize),
            memory: Memory::new(reader.max_doc() as usize),
            strangers: Vec::new(),
        };
        for document in 0..reader.max_doc() {
            let is_alive = alive.is_none_or(|alive| alive.is_alive(document));
            let key = high.first(document).zip(low.first(document)).filter(|_| is_alive);
            let key = key.map(|(high, low)| u128::from(high) << 64 | u128::from(low));
            let place = key.and_then(|key| goods.place_of(key));
            if let (Some(key), None) = (key, place) {
                segment.strangers.push(key);
            }
            segment.places.push(place.unwrap_or(NOWHERE));
            segment.versions.push(version.first(document).unwrap_or(0));
        }
        Ok(segment)
    }

    /// The places of its documents, each with the version it was written from.
    pub fn written(&self) -> impl Iterator<Item = (u32, u64)> {
        let pairs = self.places.iter().copied().zip(self.versions.iter().copied());
        pairs.filter(|(place, _)| *place != NOWHERE)
    }
}

impl Source for Segment {
    type List = TermInfo;

    fn size(&self) -> usize {
        self.places.len()
    }

    fn find(&self, term: &str) -> Option<TermInfo> {
        self.terms.terms().get(term.as_bytes()).ok().flatten()
    }

    fn starting(&self, beginning: &str) -> (Vec<TermInfo>, bool) {
        let mut lists = Vec::new();
        let Ok(mut stream) = self.terms.terms().range().ge(beginning).into_stream() else { return (lists, false) };
        while stream.advance() {
            if !stream.key().starts_with(beginning.as_bytes()) {
                break;
            }
            if lists.len() == MOST_TERMS {
                return (lists, false);
            }
            lists.push(stream.value().clone());
        }
        (lists, true)
    }

    fn near(&self, head: &str, word: &str) -> Vec<(String, TermInfo)> {
        let mut near = Vec::new();
        let Ok(mut stream) = self.terms.terms().search(Near::new(head, word)).into_stream() else { return near };
        while stream.advance() {
            if let Some(term) = std::str::from_utf8(stream.key()).ok().and_then(|term| term.strip_prefix(head)) {
                near.push((term.to_owned(), stream.value().clone()));
            }
        }
        near
    }

    fn read(&self, list: &TermInfo, found: &mut dyn FnMut(u32, u8)) {
        let Ok(mut postings) = self.terms.read_postings_from_terminfo(list, IndexRecordOption::WithFreqs) else {
            return;
        };
        let mut document = postings.doc();
        while document != TERMINATED {
            found(document, u8::try_from(postings.term_freq()).unwrap_or(u8::MAX));
            document = postings.advance();
        }
    }

    fn memory(&self) -> Option<&Memory> {
        Some(&self.memory)
    }

    fn place(&self, document: u32) -> Option<u32> {
        self.places.get(document as usize).copied().filter(|place| *place != NOWHERE)
    }
}
