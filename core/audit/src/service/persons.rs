//! Persons: telling what the trail holds of one, and letting go of it. What a person is known by is emptied; that
//! somebody did something to something, by ids, stays: it is the tenant's evidence, and the chain stands on it.
//!
//! Emptied are the actor's part of what the person did, and the content of what was done to them, to a company that is
//! nobody but them, or names them. The erasure is an entry itself and says how many parts it emptied and a hash over which, so that a check
//! can tell an erasure from somebody who wipes out traces.

use std::collections::BTreeSet;

use async_trait::async_trait;
use kontor_contract::{
    Outcome,
    audit::Change,
    privacy::{DataSubject, Erased, PersonalData, PersonalSection, StandIn},
};
use kontor_kernel::{AuditEntryId, sort_key};
use kontor_store::{Ctx, StoreResult, Tx, WriteTx, contains, mentions};
use sea_orm::{ColumnTrait, Condition, Order};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Service,
    record::{Actor, write},
};
use crate::{
    entities::{details, entries},
    error::AuditError,
    model::{
        chain::Fields,
        detail::{ACTOR, CONTENT},
    },
};

/// The action of an erasure's entry.
pub(super) const PERSON_ERASED: &str = "audit.person_erased";

/// Why the rest stays.
const KEPT: &str = "Who did what to which thing, by ids only, is the firm's evidence of its own decisions (GDPR, \
                    article 17, paragraph 3, points b and e) and is kept as long as the documents it concerns.";

/// Ids named in one statement: below SQLite's limit on values.
const AT_ONCE: usize = 5_000;
const PAGE: u64 = 1_000;

/// What an erasure says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Emptied {
    pub(super) parts: u64,
    pub(super) digest: String,
}

/// Adds up emptied parts: actors' parts by entry, then contents by entry.
pub(super) struct Emptying {
    parts: u64,
    fields: Fields,
}

impl Default for Emptying {
    fn default() -> Self {
        Self { parts: 0, fields: Fields::of("kontor.audit.erasure.1") }
    }
}

impl Emptying {
    pub(super) fn add(&mut self, part: &str, entry: AuditEntryId) {
        let fields = std::mem::replace(&mut self.fields, Fields::of(""));
        self.fields = fields.and(part).and(&entry.to_string());
        self.parts += 1;
    }

    pub(super) fn done(self) -> Emptied {
        Emptied { parts: self.parts, digest: self.fields.hash() }
    }
}

#[async_trait]
impl PersonalData for Service {
    async fn export(&self, ctx: &Ctx, subject: &DataSubject) -> Outcome<Vec<PersonalSection>> {
        let tx = self.store.read(ctx).await?;
        let done = told(&tx, &ids(&tx, done_by(subject)).await?, &[ACTOR, CONTENT]).await?;
        // Who did it to them is somebody else's data.
        let suffered = told(&tx, &about(&tx, subject).await?, &[CONTENT]).await?;
        tx.finish().await?;
        let data = json!({ "done_by_them": done, "done_to_them": suffered });
        Ok(vec![PersonalSection { name: "audit", data }])
    }

    async fn erase(&self, tx: &WriteTx, subject: &DataSubject, _: &StandIn) -> Outcome<Vec<Erased>> {
        let erased = erase(tx, subject).await?;
        self.queue_sealing(tx).await?;
        Ok(vec![erased])
    }
}

async fn erase(tx: &WriteTx, subject: &DataSubject) -> Result<Erased, AuditError> {
    let done = ids(tx, done_by(subject).add(done_by_nobody(subject))).await?;
    let about = about(tx, subject).await?;
    let kept = done.union(&about).count() as u64;
    let actors = not_empty(tx, ACTOR, &done).await?;
    let contents = not_empty(tx, CONTENT, &about).await?;
    let mut emptying = Emptying::default();
    actors.iter().for_each(|id| emptying.add(ACTOR, *id));
    contents.iter().for_each(|id| emptying.add(CONTENT, *id));
    let emptied = emptying.done();
    let erased = emptied.parts;
    if erased > 0 {
        let by_themselves = tx.ctx().user() == Some(subject.user);
        let actor = if by_themselves { Actor::Forgotten } else { Actor::Named };
        let change = Change::new(PERSON_ERASED, "person", subject.user, "").after(&emptied);
        let erasure = write(tx, change, actor).await?;
        empty(tx, ACTOR, &actors, erasure).await?;
        empty(tx, CONTENT, &contents, erasure).await?;
    }
    Ok(Erased { name: "audit", erased, kept, reason: if kept > 0 { KEPT } else { "" } })
}

/// Entries of what the person did.
fn done_by(subject: &DataSubject) -> Condition {
    Condition::any()
        .add(entries::Column::ActorUserId.eq(subject.user))
        .add(entries::Column::ActorMembershipId.is_in(subject.memberships.iter().copied()))
}

/// Entries of what somebody did at the person's account without saying who they are. It may have been the person.
fn done_by_nobody(subject: &DataSubject) -> Condition {
    let own = entries::Column::SubjectId.is_in(ids_of(subject));
    Condition::all().add(entries::Column::ActorKind.eq("guest")).add(own)
}

/// By what the person is a subject.
fn ids_of(subject: &DataSubject) -> Vec<String> {
    let (members, companies) = (subject.memberships.iter(), subject.companies.iter());
    let others = members.map(ToString::to_string).chain(companies.map(ToString::to_string));
    std::iter::once(subject.user.to_string()).chain(others).collect()
}

/// Entries of what was done to the person, or that name them.
async fn about(tx: &impl Tx, subject: &DataSubject) -> StoreResult<BTreeSet<AuditEntryId>> {
    // What an erasure tells of itself is nobody's, and the check needs it.
    let own_token = Condition::all()
        .add(entries::Column::ActorUserId.eq(subject.user))
        .add(entries::Column::Subject.eq("api_token"));
    let own = Condition::any().add(entries::Column::SubjectId.is_in(ids_of(subject))).add(own_token);
    let is_theirs = Condition::all().add(own).add(entries::Column::Action.ne(PERSON_ERASED));
    let mut found = ids(tx, is_theirs).await?;
    let naming: Vec<AuditEntryId> = naming(tx, subject).await?.difference(&found).copied().collect();
    for some in naming.chunks(AT_ONCE) {
        // A namesake is not they.
        let others = Condition::all()
            .add(entries::Column::Id.is_in(some.iter().copied()))
            .add(entries::Column::Subject.is_not_in(["person", "user", "membership"]));
        found.extend(ids(tx, others).await?);
    }
    Ok(found)
}

/// Entries whose content speaks of the person.
async fn naming(tx: &impl Tx, subject: &DataSubject) -> StoreResult<BTreeSet<AuditEntryId>> {
    let words = [subject.name.as_str(), &subject.email];
    let address = sort_key(&subject.email);
    let named = mentions(details::Column::Body, &words)
        .add(mentions(details::Column::Label, &words))
        .add_option((!address.is_empty()).then(|| contains(details::Column::SearchKey, &address)));
    let (mut found, mut after) = (BTreeSet::new(), AuditEntryId::from_uuid(Uuid::nil()));
    loop {
        let page = tx
            .find::<details::Entity>()
            .filter(details::Column::Part.eq(CONTENT))
            .filter(named.clone())
            .filter(details::Column::EntryId.gt(after))
            .order_by(details::Column::EntryId, Order::Asc)
            .limit(PAGE)
            .all(tx)
            .await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = last.entry_id;
        found.extend(page.iter().filter(|row| speaks_of(row, subject)).map(|row| row.entry_id));
    }
}

/// Whether a part holds the person's address or full name, alone or within a text.
fn speaks_of(row: &details::Model, subject: &DataSubject) -> bool {
    let nobody = StandIn { user: subject.user, email: String::new(), name: String::new() };
    let is_in = |text: &str| subject.taken_out_of(text, &nobody).is_some();
    let body: Option<Value> = row.body.as_deref().and_then(|body| serde_json::from_str(body).ok());
    let is_in_body = body.is_some_and(|body| subject.taken_out_of_all(&body, &nobody).is_some());
    is_in_body || row.label.as_deref().is_some_and(is_in)
}

/// Ids of the entries for which a condition holds.
async fn ids(tx: &impl Tx, condition: Condition) -> StoreResult<BTreeSet<AuditEntryId>> {
    let mut found = BTreeSet::new();
    let mut after = AuditEntryId::from_uuid(Uuid::nil());
    loop {
        let page = tx
            .find::<entries::Entity>()
            .filter(condition.clone())
            .filter(entries::Column::Id.gt(after))
            .order_by(entries::Column::Id, Order::Asc)
            .limit(PAGE)
            .all(tx)
            .await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = last.id;
        found.extend(page.iter().map(|entry| entry.id));
    }
}

/// Which of the entries' parts still say something, in the order of their ids.
async fn not_empty(
    tx: &WriteTx,
    part: &'static str,
    of: &BTreeSet<AuditEntryId>,
) -> StoreResult<BTreeSet<AuditEntryId>> {
    let of: Vec<AuditEntryId> = of.iter().copied().collect();
    let mut found = BTreeSet::new();
    for some in of.chunks(AT_ONCE) {
        let rows = tx
            .find::<details::Entity>()
            .filter(details::Column::EntryId.is_in(some.iter().copied()))
            .filter(details::Column::Part.eq(part))
            .filter(details::Column::ErasedBy.is_null())
            .all(tx)
            .await?;
        found.extend(rows.into_iter().map(|row| row.entry_id));
    }
    Ok(found)
}

async fn empty(
    tx: &WriteTx,
    part: &'static str,
    entries: &BTreeSet<AuditEntryId>,
    erasure: AuditEntryId,
) -> StoreResult<()> {
    let entries: Vec<AuditEntryId> = entries.iter().copied().collect();
    for some in entries.chunks(AT_ONCE) {
        tx.update::<details::Entity>()
            .set(details::Column::Salt, None::<String>)
            .set(details::Column::Label, None::<String>)
            .set(details::Column::Body, None::<String>)
            .set(details::Column::SearchKey, "")
            .set(details::Column::ErasedBy, erasure)
            .filter(details::Column::EntryId.is_in(some.iter().copied()))
            .filter(details::Column::Part.eq(part))
            .run(tx)
            .await?;
    }
    Ok(())
}

/// Entries as the person gets them: what was done when, and the parts that are theirs.
async fn told(tx: &impl Tx, entries: &BTreeSet<AuditEntryId>, parts: &[&'static str]) -> StoreResult<Vec<Value>> {
    let wanted: Vec<AuditEntryId> = entries.iter().copied().collect();
    let mut told = Vec::with_capacity(wanted.len());
    for some in wanted.chunks(AT_ONCE) {
        let rows = tx.find::<entries::Entity>().filter(entries::Column::Id.is_in(some.iter().copied())).all(tx).await?;
        let of = tx.find::<details::Entity>().filter(details::Column::EntryId.is_in(some.iter().copied()));
        let of = of.filter(details::Column::Part.is_in(parts.iter().copied())).all(tx).await?;
        for row in rows {
            let mut entry = json!({ "at": row.at, "action": row.action, "subject": row.subject,
                "subject_id": row.subject_id, "request_id": row.request_id });
            for part in of.iter().filter(|part| part.entry_id == row.id) {
                let body: Option<Value> = part.body.as_deref().and_then(|body| serde_json::from_str(body).ok());
                entry[part.part.as_str()] = json!({ "label": part.label, "body": body });
            }
            told.push(entry);
        }
    }
    Ok(told)
}
