//! Sealing: entries that have committed get their place in the chain, in short commits of some hundred.
//!
//! A place is given here and not when an entry is written, because nothing known then follows the order of commits: an
//! entry that is written first may commit last, and UUIDv7 and sequences are taken when it is written. Whatever commits
//! late finds the chain longer and goes to its end, so nothing ever slips in before what is sealed. Two nodes that seal
//! at once meet at the same rows: the second finds them linked, or its positions taken, and begins again.

use kontor_contract::events::AuditSealed;
use kontor_store::{Ctx, StoreError, StoreResult, Tx, WriteTx, retry};
use sea_orm::{ColumnTrait, Order};

use super::{
    Service,
    heads::{Head, Kept, end_of_chain, is_part_of_chain},
};
use crate::{
    entities::{entries, seals},
    error::AuditError,
    model::chain::link,
};

/// Entries sealed in one commit: SQLite has one writer, and others wait for it.
const AT_ONCE: u64 = 500;

impl Service {
    /// Seals everything that has committed, and tells how many entries that were.
    pub(crate) async fn seal(&self, ctx: &Ctx) -> Result<u64, AuditError> {
        let mut sealed = 0;
        while self.has_unsealed(ctx).await? {
            sealed += retry(|| self.seal_some(ctx)).await?;
        }
        Ok(sealed)
    }

    /// Looked up by a reader first: most of the time there is nothing to write.
    async fn has_unsealed(&self, ctx: &Ctx) -> StoreResult<bool> {
        let tx = self.store.read(ctx).await?;
        let waiting = tx.find::<entries::Entity>().filter(entries::Column::Position.is_null()).one(&tx).await?;
        tx.finish().await?;
        Ok(waiting.is_some())
    }

    async fn seal_some(&self, ctx: &Ctx) -> StoreResult<u64> {
        // Asked first: what is kept by now has committed before this unit of work began to look.
        let kept = self.heads.of(ctx.tenant()).await;
        let tx = self.store.write(ctx).await?;
        let holds = still_holds(&tx, &kept).await?;
        let head = end_of_chain(&tx).await?;
        let waiting = tx
            .find::<entries::Entity>()
            .filter(entries::Column::Position.is_null())
            .order_by(entries::Column::At, Order::Asc)
            .order_by(entries::Column::Id, Order::Asc)
            .limit(AT_ONCE)
            .all(&tx)
            .await?;
        let links = link(&waiting, head.as_ref().map(|head| (head.position, head.hash.as_str())));
        let Some((position, _, hash)) = links.last().cloned() else { return Ok(0) };
        write_links(&tx, &waiting, links).await?;
        let head = Head { position, hash };
        self.write_seal(&tx, &head, waiting.len()).await?;
        tx.commit().await?;
        tracing::info!(tenant = ctx.tenant_facts().code, position, hash = head.hash, "the audit trail was sealed");
        if holds {
            self.heads.remember(ctx.tenant(), head).await;
        }
        Ok(waiting.len() as u64)
    }

    async fn write_seal(&self, tx: &WriteTx, head: &Head, entries: usize) -> StoreResult<()> {
        let Head { position, hash } = head.clone();
        let entries = i64::try_from(entries).unwrap_or(i64::MAX);
        let (tenant_id, sealed_at) = (tx.tenant(), tx.ctx().now());
        let seal = seals::Model { tenant_id, position, hash: hash.clone(), entries, sealed_at };
        tx.insert::<seals::Entity>(seal).await.map_err(taken)?;
        tx.publish(&AuditSealed { position, hash, entries }).await
    }
}

/// Whether the head that was kept outside of the database is still part of the chain. Where it is not, the trail goes on,
/// and the head stays what it was: it is the only witness of what is gone, and every check will tell.
async fn still_holds(tx: &WriteTx, kept: &Kept) -> StoreResult<bool> {
    let holds = match kept {
        Kept::Nothing => true,
        Kept::Head(head) => is_part_of_chain(tx, head).await?,
        Kept::Unreadable => false,
    };
    if !holds {
        let tenant = &tx.ctx().tenant_facts().code;
        tracing::error!(tenant, "the audit trail does not hold what was sealed: its end was cut off or changed");
    }
    Ok(holds)
}

async fn write_links(tx: &WriteTx, waiting: &[entries::Model], links: Vec<(i64, String, String)>) -> StoreResult<()> {
    let rows = waiting.iter().zip(links).map(|(entry, (position, previous, hash))| {
        vec![entry.id.into(), position.into(), previous.into(), hash.into()]
    });
    let update = tx.bulk_update::<entries::Entity>().keys([entries::Column::Id]).rows(rows);
    let (position, previous, hash) = (update.value(0), update.value(1), update.value(2));
    let linked = update
        .set(entries::Column::Position, position)
        .set(entries::Column::PreviousHash, previous)
        .set(entries::Column::Hash, hash)
        .filter(entries::Column::Position.is_null())
        .run(tx)
        .await
        .map_err(taken)?;
    if linked == waiting.len() as u64 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Another node has sealed up to here in the meantime.
fn taken(error: StoreError) -> StoreError {
    match error {
        StoreError::Duplicate(_) => StoreError::Conflict,
        other => other,
    }
}
