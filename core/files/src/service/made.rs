//! Keeps documents that Kontor has made itself. They come from no stranger, so nobody has to look into them.
//! Bytes come before the row, as with an upload; an owner that does not use the file loses it to the sweep.

use kontor_contract::files::{FileFacts, FilePart, MediaType};
use kontor_kernel::FileId;
use kontor_store::{Ctx, Tx};
use sea_orm::ColumnTrait;
use sha2::{Digest, Sha256};

use super::{Service, spool::hexadecimal};
use crate::{entities::file, error::FilesError, model::name::clean};

impl Service {
    /// Keeps a document as it is; the same content is found instead of kept twice.
    pub(crate) async fn keep_made(
        &self,
        ctx: &Ctx,
        name: &str,
        media_type: MediaType,
        content: Vec<u8>,
    ) -> Result<FileFacts, FilesError> {
        let row = file::Model {
            tenant_id: ctx.tenant(),
            id: FileId::new(),
            content_hash: hexadecimal(Sha256::new_with_prefix(&content)),
            media_type: media_type.into(),
            bytes: i64::try_from(content.len()).unwrap_or(i64::MAX),
            sizes: serde_json::json!([]),
            name: clean(name, media_type),
            created_at: ctx.now(),
            touched_at: ctx.now(),
        };
        self.depot.put(ctx.tenant(), row.id, FilePart::Document, content).await?;
        let known = || file::Column::ContentHash.eq(&row.content_hash);
        let tx = self.boot.store.write(ctx).await?;
        if tx.insert_missing::<file::Entity>(vec![row.clone()]).await? == 0 {
            tx.update::<file::Entity>().set(file::Column::TouchedAt, ctx.now()).filter(known()).run(&tx).await?;
        }
        let found = tx.find::<file::Entity>().filter(known()).one(&tx).await?;
        tx.commit().await?;
        // The bytes of what was there before are kept under its own id; these are found by the sweep.
        Ok(found.ok_or(kontor_store::StoreError::Conflict)?.facts())
    }
}
