//! Reading the trail: entries with what is known beside them, the newest first, searched by whatever people remember.
//! Whoever sees only some companies of the tenant sees only what was done in those companies' name.

use kontor_kernel::{AuditEntryId, CompanyId, MembershipId, Page, PageRequest, Position, Timestamp, UserId, sort_key};
use kontor_store::{Ctx, FindView, StoreError, StoreResult, Tx, View};
use schemars::JsonSchema;
use sea_orm::{
    Condition, FromQueryResult, Order, Value as SqlValue,
    sea_query::{Alias, Expr, ExprTrait, LikeExpr},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::Service;
use crate::{
    error::AuditError,
    model::{
        changes::{FieldChange, changes},
        detail::{ActorBody, ContentBody},
    },
};

/// A row of the published view.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct Row {
    pub(super) id: AuditEntryId,
    pub(super) at: Timestamp,
    pub(super) actor_kind: String,
    pub(super) actor_user_id: Option<UserId>,
    pub(super) actor_membership_id: Option<MembershipId>,
    pub(super) company_id: Option<CompanyId>,
    pub(super) on_behalf_of: Option<CompanyId>,
    pub(super) signed_in_by: String,
    pub(super) signed_in_id: Option<Uuid>,
    pub(super) action: String,
    pub(super) subject: String,
    pub(super) subject_id: String,
    pub(super) request_id: String,
    pub(super) position: Option<i64>,
    pub(super) previous_hash: Option<String>,
    pub(super) hash: Option<String>,
    pub(super) actor_label: Option<String>,
    pub(super) actor_body: Option<String>,
    pub(super) content_label: Option<String>,
    pub(super) content_body: Option<String>,
}

impl View for Row {
    const NAME: &'static str = "v_audit_trail";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "at",
        "actor_kind",
        "actor_user_id",
        "actor_membership_id",
        "company_id",
        "on_behalf_of",
        "signed_in_by",
        "signed_in_id",
        "action",
        "subject",
        "subject_id",
        "request_id",
        "position",
        "previous_hash",
        "hash",
        "actor_label",
        "actor_body",
        "content_label",
        "content_body",
    ];
    const COMPANY: Option<&'static str> = Some("company_id");
}

impl Row {
    pub(super) fn actor(&self) -> ActorBody {
        self.actor_body.as_deref().and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default()
    }

    pub(super) fn content(&self) -> ContentBody {
        self.content_body.as_deref().and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default()
    }

    /// Parts that were emptied because a person was forgotten.
    pub(super) fn erased(&self) -> Vec<&'static str> {
        let parts = [("actor", &self.actor_body), ("content", &self.content_body)];
        parts.into_iter().filter(|(_, body)| body.is_none()).map(|(part, _)| part).collect()
    }
}

/// Which entries.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AuditFilter")]
pub(crate) struct TrailFilter {
    /// Words in the action, the thing's kind, id and name, the actor's name and address, or mentioned addresses.
    pub(crate) q: Option<String>,
    /// What was done, `orders.order_confirmed`; with a dot at the end, everything that begins so.
    pub(crate) action: Option<String>,
    /// To what kind of thing.
    pub(crate) subject: Option<String>,
    /// To which thing.
    pub(crate) subject_id: Option<String>,
    /// By whom: a person's id, or words in their name and address.
    pub(crate) actor: Option<String>,
    /// In the name of this company, or to it.
    pub(crate) company_id: Option<CompanyId>,
    /// In this request.
    pub(crate) request_id: Option<String>,
    /// At this instant or later.
    pub(crate) from: Option<Timestamp>,
    /// Before this instant.
    pub(crate) until: Option<Timestamp>,
}

/// Who did it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AuditActor")]
pub(crate) struct ActorView {
    /// `user`, `system` or `guest`.
    kind: String,
    /// The person.
    id: Option<UserId>,
    /// Their name then; nothing where it was erased.
    name: Option<String>,
    /// Their address then; nothing where it was erased.
    email: Option<String>,
    /// The membership in which they acted.
    membership_id: Option<MembershipId>,
}

/// An entry of the trail.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AuditEntry")]
pub(crate) struct EntryView {
    /// Its id.
    id: AuditEntryId,
    /// When.
    at: Timestamp,
    /// Who.
    actor: ActorView,
    /// In the name of which company.
    company_id: Option<CompanyId>,
    /// For which company a member of staff acted.
    on_behalf_of: Option<CompanyId>,
    /// What was done.
    action: String,
    /// To what kind of thing.
    subject: String,
    /// To which thing.
    subject_id: String,
    /// Its name then; nothing where it was erased.
    label: Option<String>,
    /// From which address; nothing for jobs, or where it was erased.
    ip: Option<String>,
    /// In which request.
    request_id: String,
    /// Its place in the chain; nothing until it is sealed.
    position: Option<i64>,
    /// Parts that were erased when a person was forgotten: `actor`, `content`.
    erased: Vec<&'static str>,
    /// The rest, where one entry is looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<EntryDetails>,
}

/// What is shown of one entry beside what lists show.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AuditEntryDetails")]
pub(crate) struct EntryDetails {
    /// What the client called itself.
    user_agent: Option<String>,
    /// `session`, `token` or `none`.
    signed_in_by: String,
    /// Which session or token.
    signed_in_id: Option<Uuid>,
    /// Fields that differ.
    changes: Vec<FieldChange>,
    /// How the thing stood.
    before: Option<Value>,
    /// How it stands.
    after: Option<Value>,
    /// The hash it stands on in the chain.
    previous_hash: Option<String>,
    /// Its own hash.
    hash: Option<String>,
}

impl Service {
    /// A page of entries, the newest first.
    pub(crate) async fn list(
        &self,
        ctx: &Ctx,
        filter: &TrailFilter,
        page: &PageRequest,
    ) -> Result<Page<EntryView>, AuditError> {
        let tx = self.store.read(ctx).await?;
        let mut found = narrowed(tx.find_view::<Row>(), filter);
        let total = if page.is_counted() { Some(found.count(&tx).await?) } else { None };
        if let Position::Cursor(Some(cursor)) = page.position() {
            found = found.filter(older_than(place_of(cursor)?));
        }
        let limit = page.limit() as usize;
        let mut rows = newest_first(found).offset(page.offset()).limit(limit as u64 + 1).all(&tx).await?;
        tx.finish().await?;
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = rows.last().filter(|_| has_more).map(|row| format!("{}~{}", row.at.micros(), row.id));
        Ok(Page { items: rows.iter().map(view).collect(), next_cursor, total })
    }

    /// One entry with everything that is known of it.
    pub(crate) async fn entry(&self, ctx: &Ctx, id: AuditEntryId) -> Result<EntryView, AuditError> {
        let tx = self.store.read(ctx).await?;
        let rows = tx.find_view::<Row>().filter(column("id").eq(id)).limit(1).all(&tx).await?;
        tx.finish().await?;
        let row = rows.first().ok_or(AuditError::NoSuchEntry)?;
        Ok(EntryView { details: Some(details(row)), ..view(row) })
    }
}

fn column(name: &'static str) -> Expr {
    Expr::col(Alias::new(name))
}

pub(super) fn newest_first(found: FindView<Row>) -> FindView<Row> {
    found.order_by("at", Order::Desc).order_by("id", Order::Desc)
}

/// Entries that come after one in the order of [`newest_first`].
pub(super) fn older_than((at, id): (Timestamp, AuditEntryId)) -> Condition {
    let same_instant = Condition::all().add(column("at").eq(at)).add(column("id").lt(id));
    Condition::any().add(column("at").lt(at)).add(same_instant)
}

fn place_of(cursor: &str) -> StoreResult<(Timestamp, AuditEntryId)> {
    let read = || {
        let (at, id) = cursor.split_once('~')?;
        Some((Timestamp::from_micros(at.parse().ok()?), id.parse().ok()?))
    };
    read().ok_or(StoreError::BadCursor)
}

/// What is typed is never a pattern.
fn holds(name: &'static str, text: &str) -> Expr {
    column(name).like(LikeExpr::new(format!("%{}%", literally(text))).escape('\\'))
}

fn literally(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

fn words(text: &str) -> Vec<String> {
    sort_key(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

pub(super) fn narrowed(mut found: FindView<Row>, filter: &TrailFilter) -> FindView<Row> {
    for word in filter.q.as_deref().map(words).unwrap_or_default() {
        found = found.filter(Condition::any().add(holds("content_key", &word)).add(holds("actor_key", &word)));
    }
    if let Some(actor) = &filter.actor {
        found = found.filter(by(actor));
    }
    if let Some(action) = &filter.action {
        found = found.filter(match action.ends_with('.') {
            true => column("action").like(LikeExpr::new(format!("{}%", literally(action))).escape('\\')),
            false => column("action").eq(action.as_str()),
        });
    }
    if let Some(company) = filter.company_id {
        let is_it = Condition::all().add(column("subject").eq("company"));
        let is_it = is_it.add(column("subject_id").eq(company.to_string()));
        found = found.filter(Condition::any().add(column("company_id").eq(company)).add(is_it));
    }
    let equal = [("subject", &filter.subject), ("subject_id", &filter.subject_id), ("request_id", &filter.request_id)];
    for (name, value) in equal {
        if let Some(value) = value {
            found = found.filter(column(name).eq(value.as_str()));
        }
    }
    let bounds = [filter.from.map(|at| column("at").gte(at)), filter.until.map(|at| column("at").lt(at))];
    bounds.into_iter().flatten().fold(found, FindView::filter)
}

fn by(actor: &str) -> Condition {
    match actor.parse::<UserId>() {
        Ok(id) => Condition::all().add(column("actor_user_id").eq(SqlValue::from(id))),
        Err(_) => words(actor).iter().fold(Condition::all(), |all, word| all.add(holds("actor_key", word))),
    }
}

fn view(row: &Row) -> EntryView {
    let of_actor = row.actor();
    EntryView {
        id: row.id,
        at: row.at,
        actor: ActorView {
            kind: row.actor_kind.clone(),
            id: row.actor_user_id,
            name: row.actor_label.clone(),
            email: of_actor.email,
            membership_id: row.actor_membership_id,
        },
        company_id: row.company_id,
        on_behalf_of: row.on_behalf_of,
        action: row.action.clone(),
        subject: row.subject.clone(),
        subject_id: row.subject_id.clone(),
        label: row.content_label.clone(),
        ip: of_actor.ip,
        request_id: row.request_id.clone(),
        position: row.position,
        erased: row.erased(),
        details: None,
    }
}

fn details(row: &Row) -> EntryDetails {
    let ContentBody { before, after } = row.content();
    EntryDetails {
        user_agent: row.actor().user_agent,
        signed_in_by: row.signed_in_by.clone(),
        signed_in_id: row.signed_in_id,
        changes: changes(before.as_ref(), after.as_ref()),
        before,
        after,
        previous_hash: row.previous_hash.clone(),
        hash: row.hash.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_that_no_list_gave_is_refused() {
        let id = AuditEntryId::new();
        assert_eq!(place_of(&format!("7~{id}")).unwrap(), (Timestamp::from_micros(7), id));
        for text in ["", "~", "7", "7~", "x~y", "7~7"] {
            assert!(matches!(place_of(text), Err(StoreError::BadCursor)), "{text}");
        }
    }

    #[test]
    fn what_is_searched_for_is_taken_word_by_word() {
        assert_eq!(words("  Śruba  M8 "), ["sruba", "m8"]);
        assert_eq!(words(""), [""; 0]);
    }
}
