//! Rising, unique numbers for orders and offers, taken in blocks so that placing an order locks no shared row.
//! Gaps are normal here; gap-free series are for legal documents only and are taken when those are issued.

use std::collections::HashMap;

use kontor_kernel::TenantId;
use sea_orm::{ConnectionTrait, Statement, Value};
use tokio::sync::Mutex;

use crate::{
    ctx::Ctx,
    engine::Store,
    error::{StoreError, StoreResult, retry},
    query::for_backend,
};

/// Numbers that one process has taken and not used yet.
#[derive(Default)]
pub(crate) struct Blocks {
    taken: Mutex<HashMap<(TenantId, &'static str), std::ops::Range<i64>>>,
}

const BLOCK: i64 = 64;
const FIRST: i64 = 1001;

impl Store {
    /// The next number of a series of the tenant. Take it before a write begins: SQLite has one writer.
    pub async fn next_number(&self, ctx: &Ctx, series: &'static str) -> StoreResult<i64> {
        let mut taken = self.inner.blocks.taken.lock().await;
        let block = taken.entry((ctx.tenant(), series)).or_insert(0..0);
        if let Some(number) = block.next() {
            return Ok(number);
        }
        *block = retry(|| self.take_block(ctx, series)).await?;
        block.next().ok_or_else(|| StoreError::Setup(format!("the number series {series} is exhausted")))
    }

    async fn take_block(&self, ctx: &Ctx, series: &'static str) -> StoreResult<std::ops::Range<i64>> {
        let tx = self.write(ctx).await?;
        let backend = tx.connection().get_database_backend();
        let sql = "INSERT INTO store_number_series (tenant_id, series, next_number) VALUES (?, ?, ?) \
                   ON CONFLICT (tenant_id, series) DO UPDATE SET next_number = store_number_series.next_number + ? \
                   RETURNING next_number";
        let values: Vec<Value> = vec![ctx.tenant().into(), series.into(), (FIRST + BLOCK).into(), BLOCK.into()];
        let statement = Statement::from_sql_and_values(backend, for_backend(backend, sql), values);
        let row = tx.connection().query_one_raw(statement).await?;
        let end: i64 = row.map(|row| row.try_get("", "next_number")).transpose()?.unwrap_or(FIRST + BLOCK);
        tx.commit().await?;
        Ok(end - BLOCK..end)
    }
}
