//! The pieces of a file: read back in order as one stream, and deleted when nobody needs them any more.
//! Deleting is done in short writes too, from the last piece to the first, so that what is left can be found.

use std::{
    io::{self, Read},
    sync::{Arc, Mutex, PoisonError},
};

use kontor_kernel::ImportId;
use kontor_store::{Ctx, Store, Tx};
use sea_orm::{ColumnTrait, Order};
use tokio::runtime::Handle;

use super::Service;
use crate::{
    entities::{chunks, runs},
    error::ImportError,
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

/// A file as a stream, for a thread that may block.
pub(super) struct FileReader {
    store: Store,
    ctx: Ctx,
    runtime: Handle,
    run: ImportId,
    chunks: i32,
    next: i32,
    piece: io::Cursor<Vec<u8>>,
    broken: Broken,
}

impl FileReader {
    /// The file of a run; must be called within a runtime.
    pub(super) fn of(store: &Store, ctx: &Ctx, run: &runs::Model, broken: &Broken) -> Self {
        Self {
            store: store.clone(),
            ctx: ctx.clone(),
            runtime: Handle::current(),
            run: run.id,
            chunks: run.chunks,
            next: 0,
            piece: io::Cursor::default(),
            broken: broken.clone(),
        }
    }

    async fn fetch(&self, number: i32) -> Result<Vec<u8>, ImportError> {
        let tx = self.store.read(&self.ctx).await?;
        let find = tx.find::<chunks::Entity>().filter(chunks::Column::RunId.eq(self.run));
        let piece = find.filter(chunks::Column::Number.eq(number)).one(&tx).await?;
        tx.finish().await?;
        piece.map(|piece| piece.content).ok_or(ImportError::MissingPiece(number))
    }
}

impl Read for FileReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.piece.read(buffer)?;
            if count > 0 || buffer.is_empty() || self.next >= self.chunks {
                return Ok(count);
            }
            match self.runtime.block_on(self.fetch(self.next)) {
                Ok(content) => self.piece = io::Cursor::new(content),
                Err(error) => {
                    let text = error.to_string();
                    self.broken.set(error);
                    return Err(io::Error::other(text));
                }
            }
            self.next += 1;
        }
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
