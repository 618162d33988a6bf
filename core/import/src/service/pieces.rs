//! The pieces of a file: read back in order as one stream, and deleted when nobody needs them any more.
//! Deleting is done in short writes too, from the last piece to the first, so that what is left can be found.

use std::{
    io::{self, Read, Seek, SeekFrom},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI32, Ordering},
    },
};

use kontor_kernel::ImportId;
use kontor_store::{Ctx, Store, Tx};
use sea_orm::{ColumnTrait, Order};
use tokio::runtime::Handle;

use super::{Service, upload::PIECE_BYTES};
use crate::{
    entities::{chunks, runs},
    error::ImportError,
    formats::xlsx::Source,
};

/// Pieces deleted by one write: some 4 MiB.
const DELETED_AT_ONCE: i32 = 16;

/// Why a [`FileReader`] broke off: a reader of files takes I/O errors only, and those keep no cause apart from a text.
#[derive(Clone, Default)]
pub(super) struct Broken(Arc<Mutex<Option<ImportError>>>);

impl Broken {
    fn set(&self, error: ImportError) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }

    /// The cause, once.
    pub(super) fn take(&self) -> Option<ImportError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The file of a run, which can be read from several places at once by a thread that may block.
#[derive(Clone)]
pub(super) struct StoredFile {
    store: Store,
    ctx: Ctx,
    runtime: Handle,
    run: ImportId,
    chunks: i32,
    bytes: u64,
    broken: Broken,
    /// The furthest piece that was read.
    reached: Arc<AtomicI32>,
}

impl StoredFile {
    /// The file of a run; must be called within a runtime.
    pub(super) fn of(store: &Store, ctx: &Ctx, run: &runs::Model, broken: &Broken) -> Self {
        Self {
            store: store.clone(),
            ctx: ctx.clone(),
            runtime: Handle::current(),
            run: run.id,
            chunks: run.chunks,
            bytes: u64::try_from(run.file_bytes).unwrap_or(0),
            broken: broken.clone(),
            reached: Arc::default(),
        }
    }

    /// How many of the file's pieces have been reached, and of how many.
    pub(super) fn progress(&self) -> (i32, i32) {
        (self.reached.load(Ordering::Relaxed), self.chunks)
    }

    async fn fetch(&self, number: i32) -> Result<Vec<u8>, ImportError> {
        let tx = self.store.read(&self.ctx).await?;
        let find = tx.find::<chunks::Entity>().filter(chunks::Column::RunId.eq(self.run));
        let piece = find.filter(chunks::Column::Number.eq(number)).one(&tx).await?;
        tx.finish().await?;
        piece.map(|piece| piece.content).ok_or(ImportError::MissingPiece(number))
    }

    /// A piece; the cause of a failure is kept, since a reader of files takes I/O errors only.
    fn piece(&self, number: i32) -> io::Result<Vec<u8>> {
        self.reached.fetch_max(number + 1, Ordering::Relaxed);
        self.runtime.block_on(self.fetch(number)).map_err(|error| {
            let text = error.to_string();
            self.broken.set(error);
            io::Error::other(text)
        })
    }
}

impl Source for StoredFile {
    type File = FileReader;
    fn open(&self) -> io::Result<FileReader> {
        Ok(FileReader { file: self.clone(), position: 0, number: None, piece: Vec::new() })
    }
}

/// A file as a stream.
pub(crate) struct FileReader {
    file: StoredFile,
    position: u64,
    /// Which piece is at hand.
    number: Option<i32>,
    piece: Vec<u8>,
}

impl Read for FileReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.file.bytes || buffer.is_empty() {
            return Ok(0);
        }
        let size = PIECE_BYTES as u64;
        let number = i32::try_from(self.position / size).map_err(io::Error::other)?;
        if self.number != Some(number) {
            self.piece = self.file.piece(number)?;
            self.number = Some(number);
        }
        let within = usize::try_from(self.position % size).map_err(io::Error::other)?;
        let rest = self.piece.get(within..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for FileReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.file.bytes.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = place.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

impl Service {
    /// Deletes what is left of a file.
    pub(crate) async fn delete_pieces(&self, ctx: &Ctx, run: ImportId) -> Result<(), ImportError> {
        let Some(mut last) = self.last_piece(ctx, run).await? else { return Ok(()) };
        while last >= 0 {
            let first = (last + 1 - DELETED_AT_ONCE).max(0);
            let tx = self.boot.store.write(ctx).await?;
            tx.delete::<chunks::Entity>()
                .filter(chunks::Column::RunId.eq(run))
                .filter(chunks::Column::Number.between(first, last))
                .run(&tx)
                .await?;
            tx.commit().await?;
            last = first - 1;
        }
        Ok(())
    }

    async fn last_piece(&self, ctx: &Ctx, run: ImportId) -> Result<Option<i32>, ImportError> {
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<chunks::Entity>().filter(chunks::Column::RunId.eq(run));
        let last = find.order_by(chunks::Column::Number, Order::Desc).one(&tx).await?;
        tx.finish().await?;
        Ok(last.map(|piece| piece.number))
    }
}
