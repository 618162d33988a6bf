//! What changes the plan that is kept in memory raises a number, by which every node sees that its own is old.
//! This node sees it at once.

use std::sync::Arc;

use kontor_store::{Tx, WriteTx};
use sea_orm::{ColumnTrait, sea_query::ExprTrait};

use super::Warehousing;
use crate::{
    entities::epoch::{Column, Entity, Model},
    error::InventoryResult,
};

impl Warehousing {
    /// Warehouses, what they serve, rules or expected goods change with this commit.
    pub(super) async fn raise_epoch(&self, tx: &WriteTx) -> InventoryResult<()> {
        tx.insert_missing::<Entity>(vec![Model { tenant_id: tx.tenant(), epoch: 0 }]).await?;
        tx.update::<Entity>().set_expr(Column::Epoch, Column::Epoch.into_expr().add(1)).run(tx).await?;
        let (memory, tenant) = (Arc::clone(&self.memory), tx.tenant());
        tx.after_commit(move || memory.plan_changed(tenant)).await;
        Ok(())
    }
}
