//! Territories: the tenant's areas in a tree, drawn by its administrators.
//! A territory that is no longer used is archived; its history stays.

use std::collections::{BTreeMap, HashMap};

use kontor_contract::{audit::Change, identity::NamedCode};
use kontor_kernel::{BusinessDate, CompanyId, MembershipId, TerritoryId, code_key, sort_key};
use kontor_store::{Ctx, ReadTx, StoreError, Tx, WriteTx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Condition};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Service, companies::required, reach, trees::Tree};
use crate::{
    entities::{companies, placements, territories},
    error::IdentityError,
    model::tree::{self, at_or_below, nearest},
};

/// The most levels of a tree of territories.
pub(crate) const DEEPEST: usize = 8;

/// What a territory is made or changed to. What is `None` stays; an inner `None` puts it at the top.
#[derive(Debug, Clone, Default)]
pub(crate) struct TerritoryChange {
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) parent: Option<Option<TerritoryId>>,
    pub(crate) archived: Option<bool>,
}

/// A territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct TerritoryView {
    id: TerritoryId,
    code: String,
    name: String,
    parent_id: Option<TerritoryId>,
    /// The territories above it, the topmost first.
    path: Vec<NamedCode>,
    /// How far below the top; the top is 0.
    depth: u32,
    /// Companies placed in it itself today, as far as the reader sees them.
    companies: u64,
    /// Members of the staff placed in it itself today.
    people: u64,
    archived: bool,
}

/// Who looks after a company on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct CompanyTerritory {
    /// The day.
    on: BusinessDate,
    /// The territory, where the company or one above it is placed in one.
    territory: Option<TerritoryView>,
    /// Whether a company above is placed there, and not this one itself.
    is_inherited: bool,
    /// The staff of the territory and of those above it, the nearest first.
    people: Vec<TerritoryPerson>,
}

/// A member of the staff in a territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct TerritoryPerson {
    /// Their membership.
    membership_id: MembershipId,
    /// Their name.
    name: String,
    /// Their e-mail address.
    email: String,
    /// The territory they are placed in.
    territory: NamedCode,
}

impl territories::Model {
    /// As the audit trail keeps it.
    fn state(&self) -> Value {
        json!({
            "code": self.code, "name": self.name, "parent_id": self.parent_id, "archived": self.archived_at.is_some(),
        })
    }

    fn named(&self) -> NamedCode {
        NamedCode { code: self.code.clone(), name: self.name.clone() }
    }
}

impl Service {
    /// All territories, each after the one it belongs to.
    pub(crate) async fn list_territories(&self, ctx: &Ctx) -> Result<Vec<TerritoryView>, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let rows = tx.find::<territories::Entity>().all(&tx).await?;
        let counts = self.counts(&tx).await?;
        tx.finish().await?;
        let views = views(rows, &counts);
        Ok(in_order(views))
    }

    pub(crate) async fn find_territory(
        &self,
        tx: &impl Tx,
        id: TerritoryId,
    ) -> Result<territories::Model, IdentityError> {
        let find = tx.find::<territories::Entity>().filter(territories::Column::Id.eq(id));
        find.one(tx).await?.ok_or(IdentityError::Unknown("territory"))
    }

    pub(crate) async fn territory(&self, ctx: &Ctx, id: TerritoryId) -> Result<TerritoryView, IdentityError> {
        let tx = self.boot.store.read(ctx).await?;
        let view = self.territory_within(&tx, id).await?;
        tx.finish().await?;
        Ok(view)
    }

    /// A territory as it stands in a unit of work.
    pub(crate) async fn territory_within(&self, tx: &impl Tx, id: TerritoryId) -> Result<TerritoryView, IdentityError> {
        let row = self.find_territory(tx, id).await?;
        let path = territories::Column::Id.is_in(tree::ids::<kontor_kernel::TerritoryTag>(&row.path));
        let rows = tx.find::<territories::Entity>().filter(path).all(tx).await?;
        let counts = self.counts(tx).await?;
        views(rows, &counts).into_iter().find(|view| view.id == id).ok_or(IdentityError::Unknown("territory"))
    }

    /// Companies and people placed in each territory today.
    async fn counts(&self, tx: &impl Tx) -> Result<HashMap<TerritoryId, (u64, u64)>, IdentityError> {
        let today = self.tenants_today(tx).await?;
        let mut counts: HashMap<TerritoryId, (u64, u64)> = HashMap::new();
        for row in tx.find::<placements::Entity>().filter(reach::good_on(today)).all(tx).await? {
            let count = counts.entry(row.territory_id).or_default();
            match row.company_id {
                Some(_) => count.0 += 1,
                None => count.1 += 1,
            }
        }
        Ok(counts)
    }

    pub(crate) async fn create_territory(
        &self,
        tx: &WriteTx,
        change: &TerritoryChange,
    ) -> Result<territories::Model, IdentityError> {
        self.begin_tree_change(tx, Tree::Territories).await?;
        let code = required(change.code.as_deref(), "/code", 60)?;
        let name = required(change.name.as_deref(), "/name", 200)?;
        let mut row = territories::Model {
            tenant_id: tx.tenant(),
            id: TerritoryId::new(),
            code_key: code_key(&code),
            code,
            name_key: sort_key(&name),
            name,
            parent_id: None,
            path: String::new(),
            depth: 0,
            created_at: tx.ctx().now(),
            archived_at: None,
        };
        self.put_territory(tx, &mut row, change.parent.flatten()).await?;
        match tx.insert::<territories::Entity>(row.clone()).await {
            Err(StoreError::Duplicate(_)) => return Err(IdentityError::CodeTaken(row.code)),
            other => other?,
        }
        let made = Change::new("identity.territory_made", "territory", row.id, &row.name);
        self.boot.record(tx, made.after(&row.state())).await?;
        Ok(row)
    }

    pub(crate) async fn change_territory(
        &self,
        tx: &WriteTx,
        id: TerritoryId,
        change: &TerritoryChange,
    ) -> Result<territories::Model, IdentityError> {
        self.begin_tree_change(tx, Tree::Territories).await?;
        tx.lock(tx.find::<territories::Entity>().filter(territories::Column::Id.eq(id))).await?;
        let before = self.find_territory(tx, id).await?;
        let mut row = before.clone();
        if change.name.is_some() {
            row.name = required(change.name.as_deref(), "/name", 200)?;
            row.name_key = sort_key(&row.name);
        }
        match change.archived {
            Some(true) if row.archived_at.is_none() => {
                self.must_be_unused(tx, &row).await?;
                row.archived_at = Some(tx.ctx().now());
            }
            Some(false) => row.archived_at = None,
            _ => {}
        }
        match change.parent {
            Some(parent) if parent != row.parent_id => self.move_territory(tx, &mut row, parent).await?,
            _ => self.must_stand_open(tx, &row).await?,
        }
        tx.update::<territories::Entity>()
            .set(territories::Column::Name, row.name.clone())
            .set(territories::Column::NameKey, row.name_key.clone())
            .set(territories::Column::ParentId, row.parent_id)
            .set(territories::Column::ArchivedAt, row.archived_at)
            .filter(territories::Column::Id.eq(id))
            .run(tx)
            .await?;
        self.forget_people_after(tx).await;
        let changed = Change::new("identity.territory_changed", "territory", id, &row.name);
        self.boot.record(tx, changed.before(&before.state()).after(&row.state())).await?;
        Ok(row)
    }

    /// Puts a territory below another one or at the top; what stands below it is the caller's business.
    async fn put_territory(
        &self,
        tx: &WriteTx,
        row: &mut territories::Model,
        parent: Option<TerritoryId>,
    ) -> Result<(), IdentityError> {
        let unknown = |_| IdentityError::BadField {
            pointer: "/parent_id",
            detail: "There is no territory to stand below.".into(),
        };
        let above = match parent {
            Some(id) => Some(self.find_territory(tx, id).await.map_err(unknown)?),
            None => None,
        };
        if let Some(above) = &above {
            if !row.path.is_empty() && tree::is_within(&above.path, &row.path) {
                return Err(IdentityError::Circle("territory"));
            }
            if above.archived_at.is_some() {
                return Err(IdentityError::TerritoryInUse(format!("{} is archived; restore it first.", above.name)));
            }
        }
        row.parent_id = parent;
        row.path = tree::path_below(above.as_ref().map(|above| above.path.as_str()), row.id);
        row.depth = depth(&row.path);
        if tree::levels(&row.path) > DEEPEST { Err(IdentityError::TooDeep(DEEPEST)) } else { Ok(()) }
    }

    async fn move_territory(
        &self,
        tx: &WriteTx,
        row: &mut territories::Model,
        parent: Option<TerritoryId>,
    ) -> Result<(), IdentityError> {
        let from = row.path.clone();
        let below = tx.find::<territories::Entity>().filter(at_or_below(territories::Column::Path, &from));
        let below = below.all(tx).await?;
        self.put_territory(tx, row, parent).await?;
        let paths: Vec<(TerritoryId, String)> =
            below.iter().map(|moving| (moving.id, tree::moved(&moving.path, &from, &row.path))).collect();
        if paths.iter().any(|(_, path)| tree::levels(path) > DEEPEST) {
            return Err(IdentityError::TooDeep(DEEPEST));
        }
        let update = tx.bulk_update::<territories::Entity>().keys([territories::Column::Id]);
        let (path, levels) = (update.value(0), update.value(1));
        let rows = paths.iter().map(|(id, path)| vec![(*id).into(), path.clone().into(), depth(path).into()]);
        let update = update.rows(rows).set(territories::Column::Path, path);
        update.set(territories::Column::Depth, levels).run(tx).await?;
        Ok(())
    }

    /// A territory that is open stands below open ones only.
    async fn must_stand_open(&self, tx: &WriteTx, row: &territories::Model) -> Result<(), IdentityError> {
        let (Some(parent), None) = (row.parent_id, row.archived_at) else { return Ok(()) };
        let above = self.find_territory(tx, parent).await?;
        if above.archived_at.is_none() {
            return Ok(());
        }
        Err(IdentityError::TerritoryInUse(format!("{} is archived; restore it first.", above.name)))
    }

    /// Nobody is placed in it today or later, and nothing open stands below it.
    async fn must_be_unused(&self, tx: &WriteTx, row: &territories::Model) -> Result<(), IdentityError> {
        let below = tx.find::<territories::Entity>().filter(territories::Column::ParentId.eq(row.id));
        let below = below.filter(territories::Column::ArchivedAt.is_null()).count(tx).await?;
        let today = self.tenants_today(tx).await?;
        let placed =
            Condition::any().add(placements::Column::ValidTo.is_null()).add(placements::Column::ValidTo.gte(today));
        let find = tx.find::<placements::Entity>().filter(placements::Column::TerritoryId.eq(row.id));
        let placed = find.filter(placed).count(tx).await?;
        if below + placed == 0 {
            return Ok(());
        }
        let detail = format!("{} has {below} territories below it and {placed} placements; end them first.", row.name);
        Err(IdentityError::TerritoryInUse(detail))
    }

    /// Where a company is on a day, by itself or by one above it, and which members of the staff are there.
    pub(crate) async fn territory_of_company(
        &self,
        ctx: &Ctx,
        id: CompanyId,
        on: Option<BusinessDate>,
    ) -> Result<CompanyTerritory, IdentityError> {
        let narrow = self.boot.store.read(ctx).await?;
        let company = self.find_company(&narrow, id).await?;
        narrow.finish().await?;
        // Where a company above is placed decides, seen or not.
        let tx = self.read_wide(ctx).await?;
        let on = match on {
            Some(on) => on,
            None => self.tenants_today(&tx).await?,
        };
        let found = self.placed_on(&tx, &company, on).await?;
        let people = match &found {
            Some((_, territory)) => self.staff_of(&tx, *territory, on).await?,
            None => Vec::new(),
        };
        tx.finish().await?;
        let territory = match &found {
            Some((_, territory)) => Some(self.territory(ctx, *territory).await?),
            None => None,
        };
        Ok(CompanyTerritory { on, territory, is_inherited: found.is_some_and(|(by, _)| by != id), people })
    }

    async fn placed_on(
        &self,
        tx: &ReadTx,
        company: &companies::Model,
        on: BusinessDate,
    ) -> Result<Option<(CompanyId, TerritoryId)>, IdentityError> {
        let path = placements::Column::CompanyId.is_in(tree::ids::<kontor_kernel::CompanyTag>(&company.path));
        let rows = tx.find::<placements::Entity>().filter(path).filter(reach::good_on(on)).all(tx).await?;
        let placed: HashMap<CompanyId, TerritoryId> =
            rows.into_iter().filter_map(|row| Some((row.company_id?, row.territory_id))).collect();
        Ok(nearest(&company.path, |id| placed.get(&id).copied()))
    }

    /// The staff of a territory and of those above it, the nearest first.
    async fn staff_of(
        &self,
        tx: &ReadTx,
        territory: TerritoryId,
        on: BusinessDate,
    ) -> Result<Vec<TerritoryPerson>, IdentityError> {
        let row = self.find_territory(tx, territory).await?;
        let path = tree::ids::<kontor_kernel::TerritoryTag>(&row.path);
        let areas = tx.find::<territories::Entity>().filter(territories::Column::Id.is_in(path.iter().copied()));
        let areas: HashMap<_, _> = areas.all(tx).await?.into_iter().map(|row| (row.id, row)).collect();
        let find = tx.find::<placements::Entity>().filter(placements::Column::TerritoryId.is_in(path));
        let placed = find.filter(placements::Column::MembershipId.is_not_null()).filter(reach::good_on(on));
        let mut placed = placed.all(tx).await?;
        placed.sort_by_key(|row| std::cmp::Reverse(areas.get(&row.territory_id).map_or(0, |area| area.depth)));
        let colleagues = self.colleagues(tx, placed.iter().filter_map(|row| row.membership_id)).await?;
        let person = |row: &placements::Model| {
            let membership_id = row.membership_id?;
            let colleague = colleagues.get(&membership_id).filter(|colleague| colleague.is_open)?;
            let territory = areas.get(&row.territory_id)?.named();
            let (name, email) = (colleague.name.clone(), colleague.email.clone());
            Some(TerritoryPerson { membership_id, name, email, territory })
        };
        Ok(placed.iter().filter_map(person).collect())
    }
}

fn depth(path: &str) -> i32 {
    i32::try_from(tree::levels(path).saturating_sub(1)).unwrap_or(i32::MAX)
}

fn views(rows: Vec<territories::Model>, counts: &HashMap<TerritoryId, (u64, u64)>) -> Vec<TerritoryView> {
    let names: HashMap<TerritoryId, NamedCode> = rows.iter().map(|row| (row.id, row.named())).collect();
    let view = |row: territories::Model| {
        let above = tree::ids::<kontor_kernel::TerritoryTag>(&row.path).into_iter().filter(|id| *id != row.id);
        let (companies, people) = counts.get(&row.id).copied().unwrap_or_default();
        TerritoryView {
            path: above.filter_map(|id| names.get(&id).cloned()).collect(),
            depth: u32::try_from(row.depth).unwrap_or_default(),
            companies,
            people,
            archived: row.archived_at.is_some(),
            id: row.id,
            code: row.code,
            name: row.name,
            parent_id: row.parent_id,
        }
    };
    rows.into_iter().map(view).collect()
}

/// Each after the one it belongs to, those beside each other by name.
fn in_order(views: Vec<TerritoryView>) -> Vec<TerritoryView> {
    let key = |view: &TerritoryView| (sort_key(&view.name), view.id);
    let mut below: BTreeMap<Option<TerritoryId>, Vec<TerritoryView>> = BTreeMap::new();
    for view in views {
        below.entry(view.parent_id).or_default().push(view);
    }
    for views in below.values_mut() {
        views.sort_by_key(|view| std::cmp::Reverse(key(view)));
    }
    let mut ordered = Vec::new();
    let mut open = below.remove(&None).unwrap_or_default();
    while let Some(view) = open.pop() {
        open.extend(below.remove(&Some(view.id)).unwrap_or_default());
        ordered.push(view);
    }
    ordered
}
