//! People of the tenant with what they are here: listed, found and seen, each as far as the reader reaches.
//! A person belongs to the deployment; what others learn of them is what their visible memberships say.

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use kontor_contract::{
    Fault,
    attributes::{Attributes, CustomAttributes},
    audit::Change,
    identity::CompanyName,
    people::{Audience, MembershipView, PeopleFilter, PeopleState, PersonView},
    quotas::{Counted, QuotaKind},
};
use kontor_kernel::{CompanyId, MembershipId, Page, PageRequest, Position, RoleId, Timestamp, UserId, sort_key};
use kontor_store::{Ctx, FindView, Reach, StoreError, Tx, View, WriteTx};
use sea_orm::{
    ColumnTrait, Condition, FromQueryResult, Order, QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, LikeExpr, SelectStatement},
};
use serde_json::json;

use super::{
    Service,
    grants::Grantor,
    memberships::{Seat, sees},
};
use crate::{
    entities::{companies, memberships, profiles, roles, sessions},
    error::{IdentityError, PeopleError},
};

/// A person of the tenant as the published view yields them.
#[derive(Debug, Clone, FromQueryResult)]
struct Row {
    user_id: UserId,
    email: String,
    name: String,
    name_key: String,
    disabled_at: Option<Timestamp>,
}

impl View for Row {
    const NAME: &'static str = "v_identity_people";
    const COLUMNS: &'static [&'static str] = &["user_id", "email", "name", "name_key", "disabled_at"];
}

impl Service {
    /// A page of people by name.
    pub(crate) async fn list_people(
        &self,
        ctx: &Ctx,
        filter: &PeopleFilter,
        page: &PageRequest,
    ) -> Result<Page<PersonView>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let seen = seen_memberships(&tx, &grantor).await?;
        let mut found = narrowed(tx.find_view::<Row>(), ctx, filter, seen.as_ref());
        let total = if page.is_counted() { Some(found.count(&tx).await?) } else { None };
        if let Position::Cursor(Some(cursor)) = page.position() {
            found = found.filter(after(cursor)?);
        }
        let found = found.order_by("name_key", Order::Asc).order_by("user_id", Order::Asc).offset(page.offset());
        let mut rows = found.limit(u64::from(page.limit()) + 1).all(&tx).await?;
        let has_more = rows.len() > page.limit() as usize;
        rows.truncate(page.limit() as usize);
        let next_cursor = rows.last().filter(|_| has_more).map(|row| format!("{}~{}", row.user_id, row.name_key));
        let with_ended = filter.state.unwrap_or_default() != PeopleState::Active;
        let items = self.person_views(&tx, &grantor, rows, with_ended).await?;
        tx.finish().await?;
        Ok(Page { items: self.with_public_attributes(ctx, items).await?, next_cursor, total })
    }

    /// A person with all memberships that the reader sees, ended ones too.
    pub(crate) async fn person_of(&self, ctx: &Ctx, user: UserId) -> Result<PersonView, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let grantor = self.grantor(&tx).await?;
        let rows = tx.find_view::<Row>().filter(column("user_id").eq(user)).limit(1).all(&tx).await?;
        let mut views = self.person_views(&tx, &grantor, rows, true).await?;
        tx.finish().await?;
        views.retain(|person| !person.memberships.is_empty());
        let mut views = self.with_public_attributes(ctx, views).await?;
        views.pop().ok_or_else(|| PeopleError::NoSuchPerson.into())
    }

    /// Whether somebody sees a person: by a membership that is or was.
    pub(crate) async fn is_seen(&self, tx: &impl Tx, grantor: &Grantor, user: UserId) -> Result<bool, IdentityError> {
        let own = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.eq(user)).all(tx).await?;
        Ok(own.iter().any(|row| sees(grantor, row)))
    }

    /// Sets the tenant's own attributes of a person.
    pub(crate) async fn change_profile(
        &self,
        ctx: &Ctx,
        user: UserId,
        change: &Attributes,
    ) -> Result<PersonView, IdentityError> {
        let before = self.person_of(ctx, user).await?;
        let tx = self.boot.store.write(ctx).await?;
        let port = self.boot.ports.get::<dyn CustomAttributes>()?;
        let after = port.merge(&tx, "person", &before.attributes, change, false).await?;
        self.write_profile(&tx, user, &after).await?;
        let told = |attributes: &Attributes| json!({ "user_id": user, "attributes": attributes });
        let change = Change::new("identity.person_changed", "person", user, before.name);
        self.boot.record(&tx, change.before(&told(&before.attributes)).after(&told(&after))).await?;
        tx.commit().await?;
        self.person_of(ctx, user).await
    }

    pub(crate) async fn write_profile(
        &self,
        tx: &WriteTx,
        user: UserId,
        attributes: &Attributes,
    ) -> Result<(), IdentityError> {
        let row = profiles::Model {
            tenant_id: tx.tenant(),
            user_id: user,
            attributes: json!(attributes),
            updated_at: tx.ctx().now(),
        };
        let keys = [profiles::Column::TenantId, profiles::Column::UserId];
        let columns = [profiles::Column::Attributes, profiles::Column::UpdatedAt];
        tx.upsert_all::<profiles::Entity>(vec![row], keys, columns).await?;
        Ok(())
    }

    async fn person_views(
        &self,
        tx: &impl Tx,
        grantor: &Grantor,
        people: Vec<Row>,
        with_ended: bool,
    ) -> Result<Vec<PersonView>, IdentityError> {
        let ids: Vec<UserId> = people.iter().map(|row| row.user_id).collect();
        let held = tx.find::<memberships::Entity>().filter(memberships::Column::UserId.is_in(ids.iter().copied()));
        let held = held.filter_some((!with_ended).then(|| memberships::Column::EndedAt.is_null()));
        let held = held.order_by(memberships::Column::CreatedAt, Order::Asc).all(tx).await?;
        let held: Vec<_> = held.into_iter().filter(|row| sees(grantor, row)).collect();
        let mut views = self.membership_views(tx, &held).await?;
        let seen = last_seen(tx, &ids).await?;
        let mut profiles = profiles_of(tx, &ids).await?;
        let person = |row: Row| PersonView {
            user_id: row.user_id,
            email: row.email,
            name: row.name,
            is_self: grantor.user == Some(row.user_id),
            is_disabled: row.disabled_at.is_some(),
            last_seen_at: seen.get(&row.user_id).copied(),
            attributes: profiles.remove(&row.user_id).unwrap_or_default(),
            memberships: views.remove(&row.user_id).unwrap_or_default(),
        };
        Ok(people.into_iter().map(person).collect())
    }

    /// Memberships as people see them, by person.
    async fn membership_views(
        &self,
        tx: &impl Tx,
        held: &[memberships::Model],
    ) -> Result<HashMap<UserId, Vec<MembershipView>>, IdentityError> {
        let roles_held = roles_by_id(tx, held.iter().map(|row| row.role_id)).await?;
        let companies_held = companies_by_id(tx, held.iter().filter_map(|row| row.company_id)).await?;
        let mut views: HashMap<UserId, Vec<MembershipView>> = HashMap::new();
        for row in held {
            let Some(role) = roles_held.get(&row.role_id) else { continue };
            let company = row.company_id.and_then(|id| companies_held.get(&id)).cloned();
            let seat = Seat { role: role.clone(), permissions: std::collections::BTreeSet::new(), company };
            views.entry(row.user_id).or_default().push(self.membership_view(tx.ctx(), row, &seat)?);
        }
        Ok(views)
    }

    /// Buyers see what is public of the attributes.
    async fn with_public_attributes(
        &self,
        ctx: &Ctx,
        mut people: Vec<PersonView>,
    ) -> Result<Vec<PersonView>, IdentityError> {
        if ctx.company().is_none() {
            return Ok(people);
        }
        let port = self.boot.ports.find::<dyn CustomAttributes>();
        for person in people.iter_mut().filter(|person| !person.attributes.is_empty()) {
            person.attributes = match &port {
                Some(port) => port.public(ctx, "person", &person.attributes).await?,
                None => Attributes::new(),
            };
        }
        Ok(people)
    }
}

/// Counts people with a live membership, for the tenant's quota.
pub(crate) struct PeopleCount;

#[async_trait]
impl Counted for PeopleCount {
    fn kind(&self) -> QuotaKind {
        QuotaKind::People
    }

    async fn count(&self, tx: &WriteTx) -> Result<u64, Fault> {
        Ok(tx.find_view::<Row>().filter(column("live").gt(0)).count(tx).await?)
    }
}

fn column(name: &'static str) -> Expr {
    Expr::col(Alias::new(name))
}

/// What a reader sees of the tenant's memberships; nothing where they see all.
async fn seen_memberships(tx: &impl Tx, grantor: &Grantor) -> Result<Option<Condition>, StoreError> {
    if grantor.sees_all() {
        return Ok(None);
    }
    let companies = match &grantor.reach.companies {
        Reach::All => memberships::Column::CompanyId.is_not_null(),
        Reach::Only(ids) => memberships::Column::CompanyId.is_in(ids.iter().copied()),
        Reach::Nothing => Expr::cust("1 = 0"),
    };
    let mut seen = Condition::any().add(companies);
    if grantor.audience == Audience::Staff {
        let staff = tx.find::<memberships::Entity>().filter(memberships::Column::CompanyId.is_null()).all(tx).await?;
        let ids: Vec<MembershipId> = staff.iter().filter(|row| grantor.sees_staff(row)).map(|row| row.id).collect();
        seen = seen.add(memberships::Column::Id.is_in(ids));
    }
    Ok(Some(seen))
}

/// People who have a membership that is seen and for which this holds.
fn who_have(ctx: &Ctx, seen: Option<&Condition>, holds: Condition) -> SelectStatement {
    use sea_orm::{EntityTrait, QueryFilter};
    let select = memberships::Entity::find().select_only().column(memberships::Column::UserId);
    let select = select.filter(memberships::Column::TenantId.eq(ctx.tenant())).filter(holds);
    match seen {
        Some(seen) => select.filter(seen.clone()).into_query(),
        None => select.into_query(),
    }
}

fn narrowed(found: FindView<Row>, ctx: &Ctx, filter: &PeopleFilter, seen: Option<&Condition>) -> FindView<Row> {
    let mut holds = Condition::all();
    let state = filter.state.unwrap_or_default();
    if state == PeopleState::Active {
        holds = holds.add(memberships::Column::EndedAt.is_null());
    }
    if let Some(audience) = filter.audience {
        holds = holds.add(match audience {
            Audience::Staff => memberships::Column::CompanyId.is_null(),
            Audience::Buyer => memberships::Column::CompanyId.is_not_null(),
        });
    }
    if let Some(company) = filter.company_id {
        holds = holds.add(memberships::Column::CompanyId.eq(company));
    }
    if let Some(role) = filter.role_id {
        holds = holds.add(memberships::Column::RoleId.eq(role));
    }
    let mut found = found.filter(column("user_id").in_subquery(who_have(ctx, seen, holds)));
    if state == PeopleState::Ended {
        found = found.filter(column("live").eq(0));
    }
    match filter.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => found.filter(
            Condition::any().add(like("name_key", &sort_key(text))).add(like("email_key", &text.to_lowercase())),
        ),
        None => found,
    }
}

fn like(name: &'static str, text: &str) -> Expr {
    let literal = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    column(name).like(LikeExpr::new(format!("%{literal}%")).escape('\\'))
}

/// After the person that a cursor names.
fn after(cursor: &str) -> Result<Condition, IdentityError> {
    let parsed = cursor.split_once('~').and_then(|(id, key)| Some((id.parse::<UserId>().ok()?, key)));
    let (id, key) = parsed.ok_or(StoreError::BadCursor)?;
    let tie = Condition::all().add(column("name_key").eq(key)).add(column("user_id").gt(id));
    Ok(Condition::any().add(column("name_key").gt(key)).add(tie))
}

/// When people were last here, as far as their sessions tell.
async fn last_seen(tx: &impl Tx, ids: &[UserId]) -> Result<BTreeMap<UserId, Timestamp>, StoreError> {
    let rows = tx.find::<sessions::Entity>().filter(sessions::Column::UserId.is_in(ids.iter().copied()));
    let mut seen = BTreeMap::new();
    for row in rows.filter(sessions::Column::LastSeenAt.is_not_null()).all(tx).await? {
        let at = row.last_seen_at.unwrap_or(row.created_at);
        seen.entry(row.user_id).and_modify(|known: &mut Timestamp| *known = Ord::max(*known, at)).or_insert(at);
    }
    Ok(seen)
}

async fn profiles_of(tx: &impl Tx, ids: &[UserId]) -> Result<HashMap<UserId, Attributes>, StoreError> {
    let find = tx.find::<profiles::Entity>().filter(profiles::Column::UserId.is_in(ids.iter().copied()));
    let attributes = |row: profiles::Model| {
        let kept = row.attributes.as_object().cloned().unwrap_or_default();
        (row.user_id, kept)
    };
    Ok(find.all(tx).await?.into_iter().map(attributes).collect())
}

/// A company's id, code and name.
pub(crate) fn company_name(row: &companies::Model) -> CompanyName {
    CompanyName { id: row.id, code: row.code.clone(), name: row.name.clone() }
}

pub(crate) async fn roles_by_id(
    tx: &impl Tx,
    ids: impl IntoIterator<Item = RoleId>,
) -> Result<HashMap<RoleId, roles::Model>, StoreError> {
    let rows = tx.find::<roles::Entity>().filter(roles::Column::Id.is_in(ids)).all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

pub(crate) async fn companies_by_id(
    tx: &impl Tx,
    ids: impl IntoIterator<Item = CompanyId>,
) -> Result<HashMap<CompanyId, companies::Model>, StoreError> {
    let rows = tx.find::<companies::Entity>().filter(companies::Column::Id.is_in(ids)).all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}
