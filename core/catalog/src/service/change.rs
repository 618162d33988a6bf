//! How the catalogue changes: one writer per tenant at a time, and an epoch that rises in the order of commits.
//! Whoever raises it holds its row until commit, so a reader of epoch n has every row written up to n.

use std::sync::Arc;

use kontor_contract::quotas::{QuotaKind, Quotas};
use kontor_kernel::ProductId;
use kontor_store::{Tx, WriteTx};
use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, ExprTrait},
};

use super::Catalogue;
use crate::{
    entities::{
        epoch::{Column, Entity, Model},
        product,
    },
    error::CatalogResult,
};

/// What a commit changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Changed {
    Products,
    Prices,
    Assignments,
    /// Categories, price lists or tax rates.
    Basics,
}

impl Changed {
    const fn column(self) -> Column {
        match self {
            Self::Products => Column::Products,
            Self::Prices => Column::Prices,
            Self::Assignments => Column::Assignments,
            Self::Basics => Column::Basics,
        }
    }
}

impl Catalogue {
    /// Takes the tenant's turn to change the catalogue. What is read from now on stays so until commit.
    pub(super) async fn begin_change(&self, tx: &WriteTx) -> CatalogResult<()> {
        tx.insert_missing::<Entity>(vec![Model::default()]).await?;
        tx.lock(tx.find::<Entity>()).await?;
        Ok(())
    }

    /// Claims room for products that come on sale, before they are written.
    pub(super) async fn claim_room(&self, tx: &WriteTx, products: u64) -> CatalogResult<()> {
        match self.boot.ports.find::<dyn Quotas>() {
            Some(quotas) => Ok(quotas.check(tx, QuotaKind::Products, products).await?),
            None => Ok(()),
        }
    }

    /// Says that a part of a product has changed: it carries the new epoch, so that memory reads it with all its parts.
    pub(super) async fn touch_product(&self, tx: &WriteTx, id: ProductId) -> CatalogResult<i64> {
        let epoch = self.raise_epoch(tx, Changed::Products).await?;
        let update = tx.update::<product::Entity>().filter(product::Column::Id.eq(id));
        update.set(product::Column::Epoch, epoch).set(product::Column::UpdatedAt, tx.ctx().now()).run(tx).await?;
        Ok(epoch)
    }

    /// Lets other products carry the epoch of a change that concerns them.
    pub(super) async fn touch_others(
        &self,
        tx: &WriteTx,
        epoch: i64,
        ids: impl Iterator<Item = ProductId>,
    ) -> CatalogResult<()> {
        let others = tx.update::<product::Entity>().filter(product::Column::Id.is_in(ids));
        others.set(product::Column::Epoch, epoch).run(tx).await?;
        Ok(())
    }

    /// Raises the epoch and tells it; rows that this commit writes carry it.
    pub(super) async fn raise_epoch(&self, tx: &WriteTx, changed: Changed) -> CatalogResult<i64> {
        let next = || Expr::col(Column::Epoch).add(1);
        tx.update::<Entity>().set_expr(Column::Epoch, next()).set_expr(changed.column(), next()).run(tx).await?;
        let epoch = tx.find::<Entity>().one(tx).await?.map_or(0, |row| row.epoch);
        let (cache, tenant) = (Arc::clone(&self.cache), tx.tenant());
        tx.after_commit(move || cache.committed(tenant, epoch)).await;
        Ok(epoch)
    }
}
