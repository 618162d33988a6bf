//! Writes a file that arrives to a temporary one, so that its size never counts in memory.
//! The temporary file has no name: whatever happens, nothing of it stays.

use std::path::Path;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use crate::{
    error::FilesError,
    model::kind::{HEAD_BYTES, Kind},
};

/// A file that has arrived whole.
pub(super) struct Spooled {
    pub(super) kind: Kind,
    pub(super) file: std::fs::File,
    pub(super) bytes: usize,
    /// SHA-256 of what arrived, in hexadecimal.
    pub(super) hash: String,
}

/// Takes a stream in, no further than its kind may be long. What it is is judged by its first bytes, before the rest is read.
pub(super) async fn spool<S>(folder: &Path, mut stream: S) -> Result<Spooled, FilesError>
where
    S: Stream<Item = Result<Bytes, FilesError>> + Send + Unpin,
{
    let mut head = Vec::with_capacity(HEAD_BYTES);
    let mut kind = None;
    let (mut hash, mut bytes) = (Sha256::new(), 0_usize);
    let mut file = temporary(folder).await?;
    while let Some(piece) = stream.next().await {
        let piece = piece?;
        bytes = bytes.saturating_add(piece.len());
        let missing = HEAD_BYTES - head.len();
        head.extend_from_slice(&piece[..missing.min(piece.len())]);
        if kind.is_none() && head.len() == HEAD_BYTES {
            kind = Some(Kind::of(&head).ok_or(FilesError::UnknownKind)?);
        }
        let most = kind.map_or(HEAD_BYTES, Kind::most_bytes);
        if bytes > most {
            return Err(FilesError::TooLarge(most));
        }
        hash.update(&piece);
        file.write_all(&piece).await.map_err(FilesError::unkept)?;
    }
    if bytes == 0 {
        return Err(FilesError::Empty);
    }
    let kind = kind.or_else(|| Kind::of(&head)).ok_or(FilesError::UnknownKind)?;
    file.flush().await.map_err(FilesError::unkept)?;
    Ok(Spooled { kind, file: file.into_std().await, bytes, hash: hexadecimal(hash) })
}

async fn temporary(folder: &Path) -> Result<tokio::fs::File, FilesError> {
    tokio::fs::create_dir_all(folder).await.map_err(FilesError::unkept)?;
    let folder = folder.to_owned();
    let made = tokio::task::spawn_blocking(move || tempfile::tempfile_in(folder)).await;
    Ok(tokio::fs::File::from_std(made.map_err(FilesError::unkept)?.map_err(FilesError::unkept)?))
}

/// What was hashed, as text.
pub(super) fn hexadecimal(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
