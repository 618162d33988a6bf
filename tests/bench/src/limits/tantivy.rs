//! The search library alone, behind the same small server: the run's catalogue in memory, all words, the best 24 and a count.
//! It knows no prices, stock, facets or visibility, and its answer has as many bytes as Kontor's.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use tantivy::{
    Index, IndexReader, TantivyDocument, Term,
    collector::{Count, TopDocs},
    query::{BooleanQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption, STRING, Schema, TEXT},
};

use super::constant;
use crate::{document, outcome::Outcome};

const WRITER_BYTES: usize = 50_000_000;

/// The catalogue, ready to be searched.
struct Catalogue {
    reader: IndexReader,
    code: Field,
    text: Field,
}

/// What the process does: searches and answers until its standard input ends.
pub fn serve(bytes: usize, articles: usize) -> Outcome {
    let catalogue = Catalogue::new(articles).map_err(|cause| format!("tantivy: {cause}"))?;
    let before = move |query: &str| {
        let words = query.split('&').find_map(|pair| pair.strip_prefix("q=")).unwrap_or_default();
        let words = percent_decode_str(words).decode_utf8_lossy().to_lowercase();
        // What is found is not looked at; it only has to be found.
        let _ = std::hint::black_box(catalogue.find(&words));
    };
    constant::serve(bytes, Some(Arc::new(before)))
}

impl Catalogue {
    fn new(articles: usize) -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        let (code, text) = (schema.add_text_field("code", STRING), schema.add_text_field("text", TEXT));
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, WRITER_BYTES)?;
        for number in 0..articles {
            let mut entry = TantivyDocument::new();
            entry.add_text(code, document::sku(number).to_lowercase());
            entry.add_text(text, document::words(number));
            writer.add_document(entry)?;
        }
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        writer.merge(&segments).wait()?;
        writer.wait_merging_threads()?;
        let reader = index.reader()?;
        Ok(Self { reader, code, text })
    }

    /// The best 24 that have all words, and how many there are.
    fn find(&self, words: &str) -> tantivy::Result<usize> {
        let term = |field: Field, word: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
        };
        let word = |word: &str| -> (Occur, Box<dyn Query>) {
            let either = vec![(Occur::Should, term(self.code, word)), (Occur::Should, term(self.text, word))];
            (Occur::Must, Box::new(BooleanQuery::new(either)))
        };
        let query = BooleanQuery::new(words.split_whitespace().map(word).collect());
        let best = TopDocs::with_limit(24).order_by_score();
        let (best, count) = self.reader.searcher().search(&query, &(best, Count))?;
        Ok(best.len() + count)
    }
}
