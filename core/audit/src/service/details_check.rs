//! The check of details: each part must have the hash that its entry holds, or be empty because a person was forgotten.
//! An erasure says in its own entry how many parts it emptied and which; whoever empties another one is found by that.

use std::collections::HashMap;

use kontor_kernel::AuditEntryId;
use kontor_store::{StoreResult, Tx};
use sea_orm::{ColumnTrait, Order};
use uuid::Uuid;

use super::{
    check::{BreakKind, PAGE, Walk},
    persons::{Emptied, Emptying, PERSON_ERASED},
};
use crate::{
    entities::{details, entries},
    model::detail::{ACTOR, CONTENT, ContentBody, hash_of},
};

impl Walk<'_> {
    /// Compares the details of a page of entries.
    pub(super) async fn compare_details(&mut self, page: &[entries::Model]) -> StoreResult<()> {
        let ids = page.iter().map(|entry| entry.id);
        let rows = self.tx.find::<details::Entity>().filter(details::Column::EntryId.is_in(ids)).all(self.tx).await?;
        let rows: HashMap<(AuditEntryId, String), details::Model> =
            rows.into_iter().map(|row| ((row.entry_id, row.part.clone()), row)).collect();
        for entry in page {
            for (part, hash) in [(ACTOR, &entry.actor_hash), (CONTENT, &entry.content_hash)] {
                self.compare_part(entry, part, hash, rows.get(&(entry.id, part.to_owned())));
            }
        }
        Ok(())
    }

    fn compare_part(&mut self, entry: &entries::Model, part: &str, hash: &str, row: Option<&details::Model>) {
        let (at, id) = (entry.position, Some(entry.id));
        let Some(row) = row else {
            return self.found(BreakKind::Deleted, at, id, format!("the {part} of the entry is gone"));
        };
        let is_empty = row.salt.is_none() && row.label.is_none() && row.body.is_none();
        match row.erased_by {
            Some(erasure) if is_empty => {
                self.erasures.insert(erasure);
            }
            None if is_empty => {
                let detail = format!("the {part} of the entry is empty, and nothing tells why");
                self.found(BreakKind::Emptied, at, id, detail);
            }
            _ if hash_of(row) != hash => {
                self.found(BreakKind::Edited, at, id, format!("the {part} of the entry is not what was recorded"));
            }
            _ => {}
        }
    }

    /// Every erasure that emptied parts name must have emptied exactly these.
    pub(super) async fn compare_erasures(&mut self) -> StoreResult<()> {
        for erasure in std::mem::take(&mut self.erasures) {
            let told = self.told_by(erasure).await?;
            let emptied = self.emptied_by(erasure).await?;
            if told.as_ref() != Some(&emptied) {
                let detail = "details are empty that no erasure of a person has emptied, or such an erasure was undone";
                self.found(BreakKind::Emptied, None, Some(erasure), detail);
            }
        }
        Ok(())
    }

    /// What an erasure says of itself, in the chain.
    async fn told_by(&self, erasure: AuditEntryId) -> StoreResult<Option<Emptied>> {
        let entry = self.tx.find::<entries::Entity>().filter(entries::Column::Id.eq(erasure)).one(self.tx).await?;
        if entry.is_none_or(|entry| entry.action != PERSON_ERASED) {
            return Ok(None);
        }
        let row = self.tx.find::<details::Entity>().filter(details::Column::EntryId.eq(erasure));
        let row = row.filter(details::Column::Part.eq(CONTENT)).one(self.tx).await?;
        let body = row.and_then(|row| row.body).and_then(|body| serde_json::from_str::<ContentBody>(&body).ok());
        Ok(body.and_then(|body| body.after).and_then(|after| serde_json::from_value(after).ok()))
    }

    async fn emptied_by(&self, erasure: AuditEntryId) -> StoreResult<Emptied> {
        let mut emptied = Emptying::default();
        for part in [ACTOR, CONTENT] {
            let mut after = AuditEntryId::from_uuid(Uuid::nil());
            loop {
                let page = self
                    .tx
                    .find::<details::Entity>()
                    .filter(details::Column::ErasedBy.eq(erasure))
                    .filter(details::Column::Part.eq(part))
                    .filter(details::Column::EntryId.gt(after))
                    .order_by(details::Column::EntryId, Order::Asc)
                    .limit(PAGE)
                    .all(self.tx)
                    .await?;
                let Some(last) = page.last() else { break };
                after = last.entry_id;
                page.iter().filter(|row| row.body.is_none()).for_each(|row| emptied.add(part, row.entry_id));
            }
        }
        Ok(emptied.done())
    }
}
