//! The use cases of staff: dictionaries and attributes, listed, made and changed.
//! Each change is recorded in the audit trail within its own commit, as it stood before and after.

pub(crate) mod definitions;
pub(crate) mod dictionaries;
mod load;

use std::{sync::Arc, time::Instant};

use kontor_module::Boot;
use kontor_store::{Ctx, Tx, WriteTx};

use crate::{error::AttributesResult, memory::Memory, model::schema::Schema};

/// What the use cases work with.
pub(crate) struct Desk {
    boot: Boot,
    memory: Memory,
}

impl Desk {
    /// With an empty memory.
    pub(crate) fn new(boot: Boot) -> Self {
        Self { boot, memory: Memory::default() }
    }

    /// What the tenant has defined, at most a second old.
    pub(crate) async fn schema(&self, ctx: &Ctx) -> AttributesResult<Arc<Schema>> {
        if let Some(schema) = self.memory.find(ctx.tenant()) {
            return Ok(schema);
        }
        let tx = self.boot.store.read(ctx).await?;
        let schema = self.schema_within(&tx).await?;
        tx.finish().await?;
        Ok(schema)
    }

    /// The same within a transaction that is open already.
    pub(crate) async fn schema_within(&self, tx: &impl Tx) -> AttributesResult<Arc<Schema>> {
        if let Some(schema) = self.memory.find(tx.tenant()) {
            return Ok(schema);
        }
        let at = Instant::now();
        let schema = Arc::new(load::schema(tx).await?);
        self.memory.remember(tx.tenant(), at, &schema);
        Ok(schema)
    }

    /// Everything as the database has it, archived or not.
    async fn newest(&self, ctx: &Ctx) -> AttributesResult<Schema> {
        let tx = self.boot.store.read(ctx).await?;
        let schema = load::schema(&tx).await?;
        tx.finish().await?;
        Ok(schema)
    }

    /// Everything as the database has it, and it must be forgotten once this commits.
    async fn for_change(&self, tx: &WriteTx) -> AttributesResult<Schema> {
        self.memory.forget_after(tx).await;
        load::schema(tx).await
    }
}
