//! Which things use which files, written in their own commits.
//! Rows of files are locked first, so that the sweep, which locks them too, finds every use that has been committed.

use std::collections::HashMap;

use kontor_contract::files::{FileFacts, FileUser};
use kontor_kernel::FileId;
use kontor_store::{Tx, WriteTx};
use sea_orm::ColumnTrait;

use super::Service;
use crate::{
    entities::{file, file_use},
    error::FilesError,
};

impl Service {
    /// Says which files a thing uses from this commit on; tells of those that there are, in the order asked for.
    pub(crate) async fn set_used(
        &self,
        tx: &WriteTx,
        by: &FileUser,
        ids: &[FileId],
    ) -> Result<Vec<FileFacts>, FilesError> {
        let wanted = || file::Column::Id.is_in(ids.iter().copied());
        tx.lock(tx.find::<file::Entity>().filter(wanted())).await?;
        let found = tx.find::<file::Entity>().filter(wanted()).all(tx).await?;
        let mut found: HashMap<FileId, file::Model> = found.into_iter().map(|row| (row.id, row)).collect();
        let before = tx.delete::<file_use::Entity>().filter(file_use::Column::UserKind.eq(by.kind));
        before.filter(file_use::Column::UserId.eq(&by.id)).run(tx).await?;
        let uses = found.keys().map(|id| file_use::Model {
            tenant_id: tx.tenant(),
            user_kind: by.kind.to_owned(),
            user_id: by.id.clone(),
            file_id: *id,
        });
        tx.insert_all::<file_use::Entity>(uses.collect()).await?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).map(file::Model::facts).collect())
    }
}
