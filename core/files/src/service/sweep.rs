//! Deletes what nobody uses: rows of files that no thing uses a day after they were brought, and bytes without a row.
//! Rows go first; bytes whose deletion fails are without a row, and found the next time.

use std::collections::HashSet;

use kontor_kernel::FileId;
use kontor_store::{Ctx, Tx};
use sea_orm::ColumnTrait;

use super::Service;
use crate::{
    entities::{file, file_use},
    error::FilesError,
};

/// Whoever uploads a file has so long to say what for.
const KEPT_UNUSED_SECONDS: i64 = 24 * 3_600;
/// So many are deleted in one commit.
const AT_ONCE: u64 = 200;

impl Service {
    /// Tidies up for one tenant.
    pub(crate) async fn sweep(&self, ctx: &Ctx) -> Result<(), FilesError> {
        self.delete_unused(ctx).await?;
        self.delete_unknown(ctx).await
    }

    async fn delete_unused(&self, ctx: &Ctx) -> Result<(), FilesError> {
        let before = ctx.now().plus_seconds(-KEPT_UNUSED_SECONDS);
        let mut after = None;
        loop {
            let tx = self.boot.store.read(ctx).await?;
            let old = tx.find::<file::Entity>().filter(file::Column::TouchedAt.lt(before));
            let old = old.filter_some(after.map(|id: FileId| file::Column::Id.gt(id)));
            let old = old.order_by(file::Column::Id, sea_orm::Order::Asc).limit(AT_ONCE).all(&tx).await?;
            let ids: Vec<FileId> = old.into_iter().map(|row| row.id).collect();
            let unused = unused(&tx, &ids).await?;
            tx.finish().await?;
            let Some(last) = ids.last() else { return Ok(()) };
            after = Some(*last);
            if !unused.is_empty() {
                self.delete_rows(ctx, &unused, before).await?;
            }
        }
    }

    /// Deletes the rows that are still unused once they are locked, and then their bytes.
    async fn delete_rows(&self, ctx: &Ctx, ids: &[FileId], before: kontor_kernel::Timestamp) -> Result<(), FilesError> {
        let tx = self.boot.store.write(ctx).await?;
        tx.lock(tx.find::<file::Entity>().filter(file::Column::Id.is_in(ids.iter().copied()))).await?;
        let old = tx.find::<file::Entity>().filter(file::Column::Id.is_in(ids.iter().copied()));
        let old = old.filter(file::Column::TouchedAt.lt(before)).all(&tx).await?;
        let unused = unused(&tx, &old.into_iter().map(|row| row.id).collect::<Vec<_>>()).await?;
        tx.delete::<file::Entity>().filter(file::Column::Id.is_in(unused.iter().copied())).run(&tx).await?;
        tx.commit().await?;
        for id in unused {
            self.depot.delete(ctx.tenant(), id).await?;
        }
        Ok(())
    }

    /// Deletes bytes that no row tells of: their upload was killed before its row was written.
    async fn delete_unknown(&self, ctx: &Ctx) -> Result<(), FilesError> {
        let kept = self.depot.older_than(ctx.tenant(), ctx.now().plus_seconds(-KEPT_UNUSED_SECONDS)).await?;
        for ids in kept.chunks(usize::try_from(AT_ONCE).unwrap_or(usize::MAX)) {
            let tx = self.boot.store.read(ctx).await?;
            let known = tx.find::<file::Entity>().filter(file::Column::Id.is_in(ids.iter().copied())).all(&tx).await?;
            tx.finish().await?;
            let known: HashSet<FileId> = known.into_iter().map(|row| row.id).collect();
            for id in ids.iter().filter(|id| !known.contains(id)) {
                self.depot.delete(ctx.tenant(), *id).await?;
            }
        }
        Ok(())
    }
}

/// Which of these files no thing uses.
async fn unused(tx: &impl Tx, ids: &[FileId]) -> Result<Vec<FileId>, FilesError> {
    let uses =
        tx.find::<file_use::Entity>().filter(file_use::Column::FileId.is_in(ids.iter().copied())).all(tx).await?;
    let used: HashSet<FileId> = uses.into_iter().map(|row| row.file_id).collect();
    Ok(ids.iter().copied().filter(|id| !used.contains(id)).collect())
}
