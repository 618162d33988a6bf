//! Where bytes are kept: an object store, below the tenant and the id of their file, so that no name somebody gave is a path.
//! A folder of this machine, unless the configuration names another store; nothing is overwritten, since ids are never reused.

use std::{
    io::{self, Read},
    path::{Path as FolderPath, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};
use kontor_contract::files::{FileBytes, FilePart};
use kontor_kernel::{FileId, TenantId, Timestamp};
use object_store::{
    Error, ObjectMeta, ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart, local::LocalFileSystem, path::Path,
};
use tokio::sync::mpsc;
use url::Url;

use crate::error::FilesError;

/// How much of a document is read or sent on at a time, in bytes.
const PIECE_BYTES: usize = 256 * 1024;
/// Stores in a network take pieces of this size at least.
const PART_BYTES: usize = 5 * 1024 * 1024;

/// Where bytes are kept.
#[derive(Debug, Clone)]
pub enum Place {
    /// Below a folder, which is made where it does not exist.
    Folder(PathBuf),
    /// In a store with an address, `file:///srv/kontor/files` or that of a service this build speaks to.
    Address(Url),
}

/// What keeps bytes.
#[derive(Clone)]
pub(crate) struct Depot {
    store: Arc<dyn ObjectStore>,
    /// What stands before the tenant.
    root: Path,
}

impl Depot {
    /// Opens it.
    pub(crate) fn open(place: &Place) -> Result<Self, FilesError> {
        match place {
            Place::Folder(folder) => Self::folder(folder),
            Place::Address(url) if url.scheme() == "file" => {
                let folder = url.to_file_path();
                Self::folder(&folder.map_err(|()| FilesError::unkept(format!("{url} names no folder")))?)
            }
            Place::Address(url) => {
                let (store, root) = object_store::parse_url_opts(url, std::env::vars()).map_err(FilesError::unkept)?;
                Ok(Self { store: Arc::from(store), root })
            }
        }
    }

    fn folder(folder: &FolderPath) -> Result<Self, FilesError> {
        let unkept = |cause: String| FilesError::Unkept(format!("{}: {cause}", folder.display()));
        std::fs::create_dir_all(folder).map_err(|cause| unkept(cause.to_string()))?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|cause| unkept(cause.to_string()))?;
        // A row that is committed tells of bytes that outlive the power.
        let store = store.with_fsync(true).with_automatic_cleanup(true);
        Ok(Self { store: Arc::new(store), root: Path::default() })
    }

    fn of_tenant(&self, tenant: TenantId) -> Path {
        self.root.clone().join(tenant.to_string())
    }

    fn of_file(&self, tenant: TenantId, file: FileId) -> Path {
        self.of_tenant(tenant).join(file.to_string())
    }

    fn of_part(&self, tenant: TenantId, file: FileId, part: FilePart) -> Path {
        self.of_file(tenant, file).join(match part {
            FilePart::Width(width) => width.to_string(),
            FilePart::Document => "document".to_owned(),
        })
    }

    /// Keeps a size of a picture.
    pub(crate) async fn put(
        &self,
        tenant: TenantId,
        file: FileId,
        part: FilePart,
        bytes: Vec<u8>,
    ) -> Result<(), FilesError> {
        let place = self.of_part(tenant, file, part);
        self.store.put(&place, PutPayload::from(bytes)).await.map(drop).map_err(FilesError::unkept)
    }

    /// Keeps a document, piece by piece.
    pub(crate) async fn put_file(
        &self,
        tenant: TenantId,
        file: FileId,
        content: std::fs::File,
    ) -> Result<(), FilesError> {
        let place = self.of_part(tenant, file, FilePart::Document);
        let upload = self.store.put_multipart(&place).await.map_err(FilesError::unkept)?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, PART_BYTES);
        let mut pieces = pieces_of(content);
        while let Some(piece) = pieces.recv().await {
            match piece {
                Ok(piece) => {
                    upload.wait_for_capacity(1).await.map_err(FilesError::unkept)?;
                    upload.put(piece);
                }
                Err(cause) => {
                    let _ = upload.abort().await;
                    return Err(FilesError::unkept(cause));
                }
            }
        }
        upload.finish().await.map(drop).map_err(FilesError::unkept)
    }

    /// The bytes of a file; nothing where there is none like that.
    pub(crate) async fn get(
        &self,
        tenant: TenantId,
        file: FileId,
        part: FilePart,
    ) -> Result<Option<FileBytes>, FilesError> {
        match self.store.get(&self.of_part(tenant, file, part)).await {
            Ok(found) => {
                let length = found.meta.size;
                let content = found.into_stream().map_err(io::Error::other).boxed();
                Ok(Some(FileBytes { length, content }))
            }
            Err(Error::NotFound { .. }) => Ok(None),
            Err(cause) => Err(FilesError::unkept(cause)),
        }
    }

    /// Deletes the bytes of a file; nothing happens where there are none.
    pub(crate) async fn delete(&self, tenant: TenantId, file: FileId) -> Result<(), FilesError> {
        self.delete_below(&self.of_file(tenant, file)).await
    }

    /// Deletes everything of a tenant.
    pub(crate) async fn delete_tenant(&self, tenant: TenantId) -> Result<(), FilesError> {
        self.delete_below(&self.of_tenant(tenant)).await
    }

    async fn delete_below(&self, place: &Path) -> Result<(), FilesError> {
        let found = self.store.list(Some(place)).map_ok(|meta| meta.location).boxed();
        let mut deleted = self.store.delete_stream(found);
        while let Some(outcome) = deleted.next().await {
            match outcome {
                Ok(_) | Err(Error::NotFound { .. }) => {}
                Err(cause) => return Err(FilesError::unkept(cause)),
            }
        }
        Ok(())
    }

    /// The files of a tenant of which bytes were last written before a time.
    pub(crate) async fn older_than(&self, tenant: TenantId, before: Timestamp) -> Result<Vec<FileId>, FilesError> {
        let place = self.of_tenant(tenant);
        let mut found: Vec<FileId> = Vec::new();
        let mut all = self.store.list(Some(&place));
        while let Some(meta) = all.next().await {
            let meta = meta.map_err(FilesError::unkept)?;
            if meta.last_modified.timestamp_micros() < before.micros()
                && let Some(id) = file_of(&meta, &place)
                && found.last() != Some(&id)
            {
                found.push(id);
            }
        }
        Ok(found)
    }
}

/// The file whose bytes an object holds.
fn file_of(meta: &ObjectMeta, tenant: &Path) -> Option<FileId> {
    meta.location.prefix_match(tenant)?.next()?.as_ref().parse().ok()
}

/// Reads a file on a thread of its own, a few pieces ahead.
fn pieces_of(mut file: std::fs::File) -> mpsc::Receiver<io::Result<Bytes>> {
    let (sender, receiver) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        loop {
            let mut piece = vec![0; PIECE_BYTES];
            let read = file.read(&mut piece);
            let piece = read.map(|count| {
                piece.truncate(count);
                Bytes::from(piece)
            });
            let is_last = piece.as_ref().map_or(true, Bytes::is_empty);
            if piece.as_ref().is_ok_and(Bytes::is_empty) || sender.blocking_send(piece).is_err() || is_last {
                return;
            }
        }
    });
    receiver
}
