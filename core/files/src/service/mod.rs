//! Use cases of files: taking one in, saying who uses it, reading it, and deleting what nobody uses.
//! Bytes are kept before the row that tells of them, and deleted after it, so that a row never tells of nothing.

mod made;
mod spool;
mod sweep;
mod upload;
mod uses;

use std::{path::PathBuf, sync::Arc};

use kontor_contract::files::{FileBytes, FileFacts, FilePart};
use kontor_kernel::{FileId, TenantId};
use kontor_module::Boot;
use kontor_store::{Ctx, Tx};
use sea_orm::ColumnTrait;
use tokio::sync::Semaphore;

use crate::{depot::Depot, entities::file, error::FilesError};

/// What the use cases work with.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) boot: Boot,
    pub(crate) depot: Depot,
    /// Where a file waits while it arrives.
    incoming: Arc<PathBuf>,
    /// As many pictures are decoded at a time as this has permits.
    decoders: Arc<Semaphore>,
}

impl Service {
    pub(crate) fn new(boot: Boot, depot: Depot, incoming: PathBuf) -> Self {
        let decoders = std::thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2));
        Self { boot, depot, incoming: Arc::new(incoming), decoders: Arc::new(Semaphore::new(decoders)) }
    }

    /// What is known of a file.
    pub(crate) async fn facts(&self, ctx: &Ctx, id: FileId) -> Result<FileFacts, FilesError> {
        let tx = self.boot.store.read(ctx).await?;
        let found = tx.find::<file::Entity>().filter(file::Column::Id.eq(id)).one(&tx).await?;
        tx.finish().await?;
        found.map(file::Model::facts).ok_or(FilesError::NoSuchFile)
    }

    /// The bytes of a file; nothing where there is none like that.
    pub(crate) async fn read(
        &self,
        tenant: TenantId,
        file: FileId,
        part: FilePart,
    ) -> Result<Option<FileBytes>, FilesError> {
        self.depot.get(tenant, file, part).await
    }
}
