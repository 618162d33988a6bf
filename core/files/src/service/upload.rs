//! Takes a file in: to a temporary file, looked at and made anew, into the object store, and then its row.
//! What is refused or breaks off on the way leaves nothing; what was brought before is found instead of kept twice.

use std::io::{BufReader, Seek};

use bytes::Bytes;
use futures_util::Stream;
use kontor_contract::{
    audit::Change,
    files::{FileFacts, FilePart, MediaType, PixelSize},
};
use kontor_kernel::FileId;
use kontor_store::{Ctx, Tx};
use sea_orm::ColumnTrait;
use sha2::{Digest, Sha256};

use super::{
    Service,
    spool::{Spooled, hexadecimal, spool},
};
use crate::{
    entities::file,
    error::FilesError,
    model::{
        kind::Kind,
        name::clean,
        pdf::ends_as_pdf,
        picture::{Picture, render},
    },
};

/// What will be kept of a file that has arrived.
enum Content {
    /// A picture in all its sizes.
    Picture(Picture),
    /// A document as it came.
    Document(std::fs::File),
}

/// A file that can be kept.
struct Examined {
    content: Content,
    media_type: MediaType,
    hash: String,
    bytes: usize,
    sizes: Vec<PixelSize>,
}

impl Service {
    /// Takes a file in, whatever it is called.
    pub(crate) async fn take<S>(&self, ctx: &Ctx, name: &str, stream: S) -> Result<FileFacts, FilesError>
    where
        S: Stream<Item = Result<Bytes, FilesError>> + Send + Unpin,
    {
        let spooled = spool(&self.incoming, stream).await?;
        let examined = self.examine(spooled).await?;
        let id = FileId::new();
        let row = row_of(ctx, id, name, &examined)?;
        let outcome = match self.keep(ctx, id, examined.content).await {
            Ok(()) => self.write_row(ctx, row).await,
            Err(error) => Err(error),
        };
        // The bytes of what was there before are kept under their first id.
        if !outcome.as_ref().is_ok_and(|facts| facts.id == id)
            && let Err(error) = self.depot.delete(ctx.tenant(), id).await
        {
            // The sweep finds them later.
            tracing::warn!(%error, "bytes of a file that was not taken could not be deleted");
        }
        outcome
    }

    /// Looks into a file and makes of it what will be kept; few at a time, since decoding takes memory and a processor.
    async fn examine(&self, spooled: Spooled) -> Result<Examined, FilesError> {
        let turn = self.decoders.acquire().await.map_err(FilesError::unkept)?;
        let examined = tokio::task::spawn_blocking(move || examined(spooled)).await;
        drop(turn);
        // A decoder that panics has met something that is no picture.
        examined.unwrap_or_else(|cause| {
            tracing::error!(%cause, "a decoder panicked");
            Err(FilesError::BadPicture("its decoder has given up".to_owned()))
        })
    }

    async fn keep(&self, ctx: &Ctx, id: FileId, content: Content) -> Result<(), FilesError> {
        match content {
            Content::Document(file) => self.depot.put_file(ctx.tenant(), id, file).await,
            Content::Picture(picture) => {
                for (size, bytes) in picture.sizes {
                    self.depot.put(ctx.tenant(), id, FilePart::Width(size.width), bytes).await?;
                }
                Ok(())
            }
        }
    }

    /// The row of a file whose bytes are kept; that of the same content where there is one.
    async fn write_row(&self, ctx: &Ctx, row: file::Model) -> Result<FileFacts, FilesError> {
        let tx = self.boot.store.write(ctx).await?;
        let facts = if tx.insert_missing::<file::Entity>(vec![row.clone()]).await? > 0 {
            let facts = row.facts();
            let change = Change::new("files.file_uploaded", "file", facts.id, facts.name.clone());
            let told = serde_json::json!({ "name": facts.name, "media_type": facts.media_type, "bytes": facts.bytes });
            self.boot.record(&tx, change.after(&told)).await?;
            facts
        } else {
            // Somebody wants it anew, so that it is not swept before they can use it.
            let known = || file::Column::ContentHash.eq(&row.content_hash);
            tx.update::<file::Entity>().set(file::Column::TouchedAt, ctx.now()).filter(known()).run(&tx).await?;
            let found = tx.find::<file::Entity>().filter(known()).one(&tx).await?;
            found.ok_or(kontor_store::StoreError::Conflict)?.facts()
        };
        tx.commit().await?;
        Ok(facts)
    }
}

/// Runs on a thread that may be busy for a while.
fn examined(mut spooled: Spooled) -> Result<Examined, FilesError> {
    match spooled.kind {
        Kind::Pdf => {
            if !ends_as_pdf(&mut spooled.file).map_err(FilesError::unkept)? {
                return Err(FilesError::BadPdf);
            }
            spooled.file.rewind().map_err(FilesError::unkept)?;
            let Spooled { file, bytes, hash, .. } = spooled;
            let content = Content::Document(file);
            Ok(Examined { content, media_type: MediaType::Pdf, hash, bytes, sizes: Vec::new() })
        }
        Kind::Picture(format) => {
            spooled.file.rewind().map_err(FilesError::unkept)?;
            let picture = render(BufReader::new(spooled.file), format)?;
            let mut hash = Sha256::new();
            picture.sizes.iter().for_each(|(_, bytes)| hash.update(bytes));
            let sizes = picture.sizes.iter().map(|(size, _)| *size).collect();
            let bytes = picture.sizes.last().map_or(0, |(_, bytes)| bytes.len());
            let (media_type, hash) = (picture.media_type, hexadecimal(hash));
            Ok(Examined { content: Content::Picture(picture), media_type, hash, bytes, sizes })
        }
    }
}

fn row_of(ctx: &Ctx, id: FileId, name: &str, examined: &Examined) -> Result<file::Model, FilesError> {
    Ok(file::Model {
        tenant_id: ctx.tenant(),
        id,
        content_hash: examined.hash.clone(),
        media_type: examined.media_type.into(),
        bytes: i64::try_from(examined.bytes).unwrap_or(i64::MAX),
        sizes: serde_json::to_value(&examined.sizes).map_err(FilesError::unkept)?,
        name: clean(name, examined.media_type),
        created_at: ctx.now(),
        touched_at: ctx.now(),
    })
}
