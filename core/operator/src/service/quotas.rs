//! Holding tenants to their limits: a counter that is raised by a conditional update in the commit that makes things.
//! The counter only ever says too much, because nobody gives room back; at the limit it is set right by counting.

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    quotas::{Counted, QuotaKind, Quotas},
};
use kontor_kernel::Timestamp;
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, ExprTrait},
};

use super::Service;
use crate::{entities::usage, error::OperatorError, limits::Limited};

const DAY_MICROS: i64 = 86_400_000_000;
/// Days of which the counter is kept.
const KEPT_DAYS: i64 = 7;

#[async_trait]
impl Quotas for Service {
    async fn check(&self, tx: &WriteTx, kind: QuotaKind, adding: u64) -> Outcome<()> {
        if adding == 0 {
            return Ok(());
        }
        let Some(most) = self.limit(tx.ctx(), kind).await? else { return Ok(()) };
        let has_room = match kind {
            QuotaKind::ImportRows => adding <= most,
            QuotaKind::OrdersPerDay => claim_of_day(tx, kind, adding, most).await?,
            QuotaKind::People | QuotaKind::Companies | QuotaKind::Products => {
                self.claim_of_stock(tx, kind, adding, most).await?
            }
        };
        if has_room { Ok(()) } else { Err(OperatorError::QuotaReached { most, what: named(kind) }.into()) }
    }

    async fn limit(&self, ctx: &Ctx, kind: QuotaKind) -> Outcome<Option<u64>> {
        Ok(self.standings.of(ctx.tenant()).await?.limits.of(Limited::Things(kind)))
    }
}

impl Service {
    async fn claim_of_stock(&self, tx: &WriteTx, kind: QuotaKind, adding: u64, most: u64) -> Outcome<bool> {
        if claim(tx, kind, 0, adding, most).await? {
            return Ok(true);
        }
        // The first claim of all, or the limit is reached as far as the counter knows. From here on the row is this
        // commit's alone, and who made things before has committed: now counting is exact.
        take_row(tx, kind, 0).await?;
        let Some(counter) = self.boot.ports.all::<dyn Counted>().into_iter().find(|counter| counter.kind() == kind)
        else {
            return claim(tx, kind, 0, adding, most).await;
        };
        let there_are = counter.count(tx).await?;
        if there_are.saturating_add(adding) > most {
            return Ok(false);
        }
        set_used(tx, kind, there_are.saturating_add(adding)).await?;
        Ok(true)
    }
}

async fn claim_of_day(tx: &WriteTx, kind: QuotaKind, adding: u64, most: u64) -> Outcome<bool> {
    let today = day(tx.ctx().now());
    if claim(tx, kind, today, adding, most).await? {
        return Ok(true);
    }
    if take_row(tx, kind, today).await? {
        let past = usage::Column::Period.between(1, today - KEPT_DAYS);
        tx.delete::<usage::Entity>().filter(usage::Column::Kind.eq(kind.name())).filter(past).run(tx).await?;
    }
    claim(tx, kind, today, adding, most).await
}

/// Raises the counter where there is room. Of many at a time each waits for the one before, and then looks anew.
async fn claim(tx: &WriteTx, kind: QuotaKind, period: i64, adding: u64, most: u64) -> Outcome<bool> {
    let (adding, most) = (i64::try_from(adding).unwrap_or(i64::MAX), i64::try_from(most).unwrap_or(i64::MAX));
    if adding > most {
        return Ok(false);
    }
    let raised = tx
        .update::<usage::Entity>()
        .set_expr(usage::Column::Used, Expr::col(usage::Column::Used).add(adding))
        .filter(usage::Column::Kind.eq(kind.name()))
        .filter(usage::Column::Period.eq(period))
        .filter(usage::Column::Used.lte(most - adding))
        .run(tx)
        .await?;
    Ok(raised == 1)
}

/// Makes the row where there is none, and holds it until commit; tells whether it made it.
async fn take_row(tx: &WriteTx, kind: QuotaKind, period: i64) -> Outcome<bool> {
    let row = usage::Model { tenant_id: tx.tenant(), kind: kind.name().to_owned(), period, used: 0 };
    let made = tx.insert_missing::<usage::Entity>(vec![row]).await?;
    let own = tx.find::<usage::Entity>().filter(usage::Column::Kind.eq(kind.name()));
    tx.lock(own.filter(usage::Column::Period.eq(period))).await?;
    Ok(made == 1)
}

async fn set_used(tx: &WriteTx, kind: QuotaKind, used: u64) -> Outcome<()> {
    tx.update::<usage::Entity>()
        .set(usage::Column::Used, i64::try_from(used).unwrap_or(i64::MAX))
        .filter(usage::Column::Kind.eq(kind.name()))
        .filter(usage::Column::Period.eq(0_i64))
        .run(tx)
        .await?;
    Ok(())
}

fn day(at: Timestamp) -> i64 {
    at.micros().div_euclid(DAY_MICROS)
}

const fn named(kind: QuotaKind) -> &'static str {
    match kind {
        QuotaKind::People => "people",
        QuotaKind::Companies => "companies",
        QuotaKind::Products => "products",
        QuotaKind::OrdersPerDay => "orders in a day",
        QuotaKind::ImportRows => "rows in one import",
    }
}
