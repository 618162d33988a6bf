//! One tenant's index: opened where it is right, thrown away where it is not, brought up to what its owner has.
//! Little changes wait in memory; an index is written when they have become many.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term, schema::OwnedValue};
use thiserror::Error;

use crate::{
    ready::{Bits, Goods, Ready, Stamp, pocket},
    segment::{Fields, Segment, id_of, register, schema, text_of},
    shelves::{ShelvesLimits, Writers},
};

/// Changes whenever what is written changes; an index that says something else is thrown away.
const FORMAT: &str = "kontor-search 1";

/// More segments than these are made into one when an index is written.
const MOST_SEGMENTS: usize = 4;

/// Why an index cannot be used.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The library failed.
    #[error("the search index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A folder failed.
    #[error("the folder of the search index failed: {0}")]
    Folder(#[from] std::io::Error),
}

type SearchResult<T> = Result<T, SearchError>;

/// An index that is open, and what is known of its documents.
struct Open {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    known: Option<Known>,
}

/// What the index's documents are in terms of somebody's places.
struct Known {
    lineage: u64,
    segments: Vec<Arc<Segment>>,
}

/// The index of one tenant.
pub struct Shelf {
    folder: Option<PathBuf>,
    limits: ShelvesLimits,
    writers: Arc<Writers>,
    /// Held while somebody looks at what there is.
    open: Mutex<Option<Open>>,
    /// Held by the one that writes.
    writing: Mutex<()>,
    ready: RwLock<Option<Arc<Ready>>>,
    pub(crate) used_at: AtomicU64,
}

impl Shelf {
    pub(crate) fn new(folder: Option<PathBuf>, limits: ShelvesLimits, writers: Arc<Writers>) -> Self {
        let (open, writing, ready) = (Mutex::default(), Mutex::default(), RwLock::default());
        Self { folder, limits, writers, open, writing, ready, used_at: AtomicU64::new(0) }
    }

    /// The state that is asked for, where it is ready.
    #[must_use]
    pub fn ready(&self, stamp: Stamp) -> Option<Arc<Ready>> {
        let ready = self.ready.read().unwrap_or_else(PoisonError::into_inner);
        ready.as_ref().filter(|ready| ready.stamp == stamp).map(Arc::clone)
    }

    /// Whether anything is ready, of whatever state.
    #[must_use]
    pub fn is_in_use(&self) -> bool {
        self.ready.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Makes a state ready. Reads files and may write many, so it belongs on a thread that may be busy for a while.
    pub fn prepare(&self, goods: &dyn Goods) -> SearchResult<Arc<Ready>> {
        self.bring(goods, self.limits.most_in_memory)
    }

    /// Makes a state ready and writes all that has changed.
    pub fn write(&self, goods: &dyn Goods) -> SearchResult<Arc<Ready>> {
        self.bring(goods, 0)
    }

    fn bring(&self, goods: &dyn Goods, most_in_memory: usize) -> SearchResult<Arc<Ready>> {
        let settled = || self.ready(goods.stamp()).filter(|ready| ready.behind() <= most_in_memory);
        if let Some(ready) = settled() {
            return Ok(ready);
        }
        let state = self.state(goods)?;
        if state.behind.len() <= most_in_memory {
            return Ok(self.publish(goods, state));
        }
        // While one writes, others search what is there and keep in memory what is newer.
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ready) = settled() {
            return Ok(ready);
        }
        let (index, fields, state) = {
            let mut open = self.lock();
            let open = match &mut *open {
                Some(open) => open,
                none => none.insert(self.make()?),
            };
            (open.index.clone(), open.fields, State::of(Some(open), goods)?)
        };
        self.put(&index, fields, goods, &state)?;
        if let Some(open) = self.lock().as_mut() {
            open.reader.reload()?;
        }
        Ok(self.publish(goods, self.state(goods)?))
    }

    /// What there is, held against the goods.
    fn state(&self, goods: &dyn Goods) -> SearchResult<State> {
        let mut open = self.lock();
        if open.is_none() {
            *open = self.folder.as_deref().and_then(open_existing);
        }
        State::of(open.as_mut(), goods)
    }

    fn publish(&self, goods: &dyn Goods, state: State) -> Arc<Ready> {
        let State { segments, stale, behind, .. } = state;
        let ready = Arc::new(Ready { stamp: goods.stamp(), segments, stale, pocket: pocket(goods, &behind) });
        *self.ready.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&ready));
        ready
    }

    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        match self.open.lock() {
            Ok(open) => open,
            // Whoever panicked may have left it half read; it is opened anew.
            Err(poisoned) => {
                let mut open = poisoned.into_inner();
                *open = None;
                self.open.clear_poison();
                open
            }
        }
    }

    fn make(&self) -> SearchResult<Open> {
        let (schema, _) = schema();
        let index = match &self.folder {
            None => Index::create_in_ram(schema),
            Some(folder) => {
                let _ = fs::remove_dir_all(folder);
                fs::create_dir_all(folder)?;
                Index::create_in_dir(folder, schema)?
            }
        };
        Ok(Open::new(index)?)
    }

    /// Writes what has changed and takes out what is gone.
    fn put(&self, index: &Index, fields: Fields, goods: &dyn Goods, state: &State) -> SearchResult<()> {
        let _turn = self.writers.turn();
        let mut writer: IndexWriter = index.writer_with_num_threads(1, self.limits.writer_bytes)?;
        let key_of = |place: &u32| goods.key(*place);
        for key in state.gone.iter().copied().chain(state.behind.iter().filter_map(key_of)) {
            writer.delete_term(Term::from_field_bytes(fields.key, &key.to_be_bytes()));
        }
        for place in &state.behind {
            if let (Some(key), Some(version)) = (goods.key(*place), goods.version(*place)) {
                writer.add_document(entry(fields, key, version, &text_of(&goods.document(*place))))?;
            }
        }
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(FORMAT);
        commit.commit()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > MOST_SEGMENTS {
            writer.merge(&segments).wait()?;
        }
        Ok(writer.wait_merging_threads()?)
    }

    /// Lets go of everything in memory; what is on disk is opened again when somebody asks.
    pub(crate) fn close(&self) {
        *self.lock() = None;
        *self.ready.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Deletes it, in memory and on disk.
    pub(crate) fn erase(&self) {
        self.close();
        if let Some(folder) = &self.folder {
            let _ = fs::remove_dir_all(folder);
        }
    }

    pub(crate) fn touch(&self, now: u64) {
        self.used_at.store(now, Ordering::Relaxed);
    }
}

fn entry(fields: Fields, key: u128, version: u64, terms: &str) -> TantivyDocument {
    let mut entry = TantivyDocument::new();
    let halves = [(key >> 64) & u128::from(u64::MAX), key & u128::from(u64::MAX)];
    let [high, low] = halves.map(|half| u64::try_from(half).unwrap_or(0));
    entry.add_field_value(fields.key, &OwnedValue::Bytes(key.to_be_bytes().to_vec()));
    entry.add_u64(fields.high, high);
    entry.add_u64(fields.low, low);
    entry.add_u64(fields.version, version);
    entry.add_text(fields.terms, terms);
    entry
}

impl Open {
    fn new(index: Index) -> tantivy::Result<Self> {
        register(&index);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let (_, fields) = schema();
        Ok(Self { index, reader, fields, known: None })
    }
}

/// An index that is there and can be used; what cannot be used is deleted, because it is made anew from what its owner has.
fn open_existing(folder: &Path) -> Option<Open> {
    if !folder.join("meta.json").exists() {
        return None;
    }
    match try_open(folder) {
        Ok(Some(open)) => return Some(open),
        Ok(None) => tracing::info!(folder = %folder.display(), "a search index of another kind is made anew"),
        Err(cause) => tracing::warn!(folder = %folder.display(), %cause, "a broken search index is made anew"),
    }
    let _ = fs::remove_dir_all(folder);
    None
}

fn try_open(folder: &Path) -> tantivy::Result<Option<Open>> {
    let index = Index::open_in_dir(folder)?;
    let (schema, _) = schema();
    let is_ours = index.schema() == schema && index.load_metas()?.payload.as_deref() == Some(FORMAT);
    if !is_ours || !index.validate_checksum()?.is_empty() {
        return Ok(None);
    }
    Open::new(index).map(Some)
}

/// An index held against what its owner has.
struct State {
    segments: Vec<Arc<Segment>>,
    stale: Bits,
    /// Places that are not in it, or not as they are now.
    behind: Vec<u32>,
    /// Keys that have to go.
    gone: Vec<u128>,
}

impl State {
    fn of(open: Option<&mut Open>, goods: &dyn Goods) -> SearchResult<Self> {
        let segments = match open {
            Some(open) => open.segments(goods)?,
            None => Vec::new(),
        };
        let mut written = vec![0_u64; goods.places() as usize];
        for (place, version) in segments.iter().flat_map(|segment| segment.written()) {
            if let Some(known) = written.get_mut(place as usize) {
                *known = version;
            }
        }
        let mut state = Self { stale: Bits::of(goods.places()), behind: Vec::new(), gone: Vec::new(), segments };
        for (place, written) in (0..).zip(written) {
            let now = goods.version(place);
            if now == Some(written) || (now.is_none() && written == 0) {
                continue;
            }
            state.stale.set(place);
            match now {
                Some(_) => state.behind.push(place),
                None => state.gone.extend(goods.key(place)),
            }
        }
        state.gone.extend(state.segments.iter().flat_map(|segment| segment.strangers.iter().copied()));
        Ok(state)
    }
}

impl Open {
    /// The segments as they are now, in terms of the owner's places.
    fn segments(&mut self, goods: &dyn Goods) -> SearchResult<Vec<Arc<Segment>>> {
        let lineage = goods.stamp().lineage;
        let known = self.known.take().filter(|known| known.lineage == lineage).map(|known| known.segments);
        let known = known.unwrap_or_default();
        let searcher = self.reader.searcher();
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            let id = id_of(reader);
            // What was a stranger may have come since.
            let same = known.iter().find(|segment| segment.id == id && segment.strangers.is_empty());
            segments.push(match same {
                Some(segment) => Arc::clone(segment),
                None => Arc::new(Segment::open(reader, self.fields, goods)?),
            });
        }
        self.known = Some(Known { lineage, segments: segments.clone() });
        Ok(segments)
    }
}
