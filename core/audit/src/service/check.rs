//! The check: walks through the whole chain in pages and tells every place where it does not hold.
//! It compares entries with their hashes, neighbours with each other, the end with seals and with heads kept elsewhere.

use std::collections::{BTreeSet, HashMap};

use kontor_kernel::AuditEntryId;
use kontor_store::{Ctx, ReadTx, StoreResult, Tx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use super::{
    Service,
    heads::{self, Head, Kept},
};
use crate::{
    entities::{entries, seals},
    error::AuditError,
    model::chain::{GENESIS, entry_hash},
};

/// Rows read at once: with their details some megabytes at the worst.
pub(super) const PAGE: u64 = 200;
/// Breaks told at the most: whoever finds that many knows enough.
const MOST_BREAKS: usize = 100;
const UNREADABLE: &str =
    "the head that this server has kept cannot be read: its file was changed, or was written under another secret key";

/// What is wrong at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AuditBreakKind")]
pub enum BreakKind {
    /// An entry or its details are not what was recorded.
    Edited,
    /// An entry, its details or a seal are gone.
    Deleted,
    /// An entry does not follow the one before it.
    Swapped,
    /// The end of the chain is gone.
    CutOff,
    /// Details are empty, and no erasure of a person tells why.
    Emptied,
    /// The chain was computed anew after it had been sealed.
    Resealed,
}

impl BreakKind {
    /// Its name in logs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Deleted => "deleted",
            Self::Swapped => "swapped",
            Self::CutOff => "cut_off",
            Self::Emptied => "emptied",
            Self::Resealed => "resealed",
        }
    }
}

/// A place where the trail does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditBreak")]
pub struct Break {
    /// The position in the chain, where one is known.
    pub position: Option<i64>,
    /// The entry, where one is left.
    pub entry_id: Option<AuditEntryId>,
    /// What is wrong.
    pub kind: BreakKind,
    /// What is wrong, in words.
    pub detail: String,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AuditReport")]
pub struct Report {
    /// Entries of the tenant.
    pub entries: u64,
    /// Those that are in the chain.
    pub sealed: u64,
    /// Those that were recorded since it was sealed last.
    pub unsealed: u64,
    /// What is wrong, by position; the first hundred places.
    pub breaks: Vec<Break>,
    /// The end of the chain as it is sealed. Keep it elsewhere, and a later check can be asked whether it still holds.
    pub head: Option<Head>,
}

/// A walk along the chain.
pub(super) struct Walk<'a> {
    pub(super) tx: &'a ReadTx,
    breaks: Vec<Break>,
    /// Erasures that emptied details name.
    pub(super) erasures: BTreeSet<AuditEntryId>,
    last: i64,
    /// What the next entry may stand on: the hash as it is stored and as it should be. An entry that was edited is told
    /// once, and not again for the one behind it.
    previous: [Option<String>; 2],
    sealed: u64,
}

impl Service {
    /// Walks through the whole chain of the tenant.
    pub(crate) async fn check(&self, ctx: &Ctx, known: Option<&Head>) -> Result<Report, AuditError> {
        // Asked first: what is kept by now has committed before this unit of work began to look.
        let kept = self.heads.of(ctx.tenant()).await;
        let tx = self.store.read(ctx).await?;
        let mut walk = Walk::new(&tx);
        walk.along_the_chain().await?;
        let head = heads::sealed(&tx).await?;
        walk.compare_seals().await?;
        walk.compare_end(head.as_ref());
        match kept {
            Kept::Nothing => {}
            Kept::Head(head) => walk.compare_kept(&head, "this server").await?,
            Kept::Unreadable => walk.found(BreakKind::CutOff, None, None, UNREADABLE),
        }
        if let Some(head) = known {
            walk.compare_kept(head, "whoever asks").await?;
        }
        let unsealed = walk.along_the_unsealed().await?;
        walk.compare_erasures().await?;
        let Walk { breaks, sealed, .. } = walk;
        tx.finish().await?;
        Ok(Report { entries: sealed + unsealed, sealed, unsealed, breaks, head })
    }
}

impl<'a> Walk<'a> {
    fn new(tx: &'a ReadTx) -> Self {
        let previous = [Some(GENESIS.to_owned()), None];
        Self { tx, breaks: Vec::new(), erasures: BTreeSet::new(), last: 0, previous, sealed: 0 }
    }

    pub(super) fn found(
        &mut self,
        kind: BreakKind,
        position: Option<i64>,
        entry_id: Option<AuditEntryId>,
        detail: impl Into<String>,
    ) {
        if self.breaks.len() < MOST_BREAKS {
            self.breaks.push(Break { position, entry_id, kind, detail: detail.into() });
        }
    }

    async fn along_the_chain(&mut self) -> StoreResult<()> {
        loop {
            let page = self
                .tx
                .find::<entries::Entity>()
                .filter(entries::Column::Position.gt(self.last))
                .order_by(entries::Column::Position, Order::Asc)
                .limit(PAGE)
                .all(self.tx)
                .await?;
            if page.is_empty() {
                return Ok(());
            }
            for entry in &page {
                self.visit(entry);
            }
            self.compare_details(&page).await?;
        }
    }

    fn visit(&mut self, entry: &entries::Model) {
        let position = entry.position.unwrap_or(self.last + 1);
        let stands_on = entry.previous_hash.clone().unwrap_or_default();
        let computed = entry_hash(entry, position, &stands_on);
        let (at, id) = (Some(position), Some(entry.id));
        if position > self.last + 1 {
            let detail = format!("entries {} to {} are gone", self.last + 1, position - 1);
            self.found(BreakKind::Deleted, Some(self.last + 1), None, detail);
        } else if !self.previous.iter().flatten().any(|hash| *hash == stands_on) {
            self.found(BreakKind::Swapped, at, id, "it does not follow the entry before it");
        }
        if entry.hash.as_ref() != Some(&computed) {
            self.found(BreakKind::Edited, at, id, "the entry is not the one that was sealed here");
        }
        self.previous = [entry.hash.clone(), Some(computed)];
        self.last = position;
        self.sealed += 1;
    }

    /// Every seal must find its entry with the hash it had, and no seal may be missing between two.
    async fn compare_seals(&mut self) -> StoreResult<()> {
        let mut before = 0;
        loop {
            let page = self
                .tx
                .find::<seals::Entity>()
                .filter(seals::Column::Position.gt(before))
                .order_by(seals::Column::Position, Order::Asc)
                .limit(PAGE)
                .all(self.tx)
                .await?;
            if page.is_empty() {
                return Ok(());
            }
            let hashes = self.hashes_at(page.iter().map(|seal| seal.position)).await?;
            for seal in page {
                if seal.position - seal.entries != before {
                    let detail = format!("a seal between positions {before} and {} is gone or changed", seal.position);
                    self.found(BreakKind::Deleted, Some(seal.position), None, detail);
                }
                before = seal.position;
                let Some((id, hash)) = hashes.get(&seal.position) else { continue };
                if *hash != seal.hash {
                    let detail = "the chain was computed anew after this entry was sealed, or its seal was changed";
                    self.found(BreakKind::Resealed, Some(seal.position), Some(*id), detail);
                }
            }
        }
    }

    async fn hashes_at(
        &self,
        positions: impl Iterator<Item = i64>,
    ) -> StoreResult<HashMap<i64, (AuditEntryId, String)>> {
        let rows = self.tx.find::<entries::Entity>().filter(entries::Column::Position.is_in(positions));
        let rows = rows.all(self.tx).await?;
        Ok(rows.into_iter().filter_map(|row| Some((row.position?, (row.id, row.hash?)))).collect())
    }

    fn compare_end(&mut self, head: Option<&Head>) {
        let sealed = head.map_or(0, |head| head.position);
        if sealed > self.last {
            let detail = format!("entries {} to {sealed} were sealed and are gone", self.last + 1);
            self.found(BreakKind::CutOff, Some(self.last + 1), None, detail);
        } else if sealed < self.last {
            let detail = format!("entries {} to {} are in the chain and no seal tells of them", sealed + 1, self.last);
            self.found(BreakKind::CutOff, Some(sealed + 1), None, detail);
        }
    }

    /// A head that somebody has kept must still be part of the chain: so a cut is found that took the seals along.
    async fn compare_kept(&mut self, head: &Head, kept_by: &str) -> StoreResult<()> {
        let at = Some(head.position);
        let found = self.hashes_at(std::iter::once(head.position)).await?.remove(&head.position);
        match found {
            Some((_, hash)) if hash == head.hash => {}
            Some((id, _)) => {
                let detail = format!("the chain is not the one whose head {kept_by} has kept");
                self.found(BreakKind::Resealed, at, Some(id), detail);
            }
            None => {
                let detail = format!("the head that {kept_by} has kept is gone");
                self.found(BreakKind::CutOff, at, None, detail);
            }
        }
        Ok(())
    }

    /// Entries that are not sealed yet must at least fit their details.
    async fn along_the_unsealed(&mut self) -> StoreResult<u64> {
        let (mut count, mut after) = (0, AuditEntryId::from_uuid(uuid::Uuid::nil()));
        loop {
            let page = self
                .tx
                .find::<entries::Entity>()
                .filter(entries::Column::Position.is_null())
                .filter(entries::Column::Id.gt(after))
                .order_by(entries::Column::Id, Order::Asc)
                .limit(PAGE)
                .all(self.tx)
                .await?;
            let Some(last) = page.last() else { return Ok(count) };
            (count, after) = (count + page.len() as u64, last.id);
            self.compare_details(&page).await?;
        }
    }
}
