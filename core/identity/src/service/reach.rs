//! Which companies, warehouses and legal entities a membership reaches, worked out of trees, territories and managers.
//! What belongs to a company belongs to those below it, until one of them is placed or managed otherwise.

use std::collections::{BTreeSet, HashMap};

use kontor_kernel::{BusinessDate, CompanyId, MembershipId, TerritoryId};
use kontor_store::{Reach, Scope, StoreError, Tx};
use sea_orm::{ColumnTrait, Condition, Order};

use super::Service;
use crate::{
    entities::{companies, legal_entities, memberships, placements, territories},
    model::{
        scopes::Scopes,
        tree::{at_or_below, nearest},
    },
};

/// The most companies that a scoped membership reaches; who needs more gets the whole tenant.
pub(crate) const MOST_COMPANIES: usize = 20_000;
/// Conditions joined in one statement.
const CHUNK: usize = 200;

impl Service {
    /// How far a membership reaches: staff the tenant, buyers their company and those below, both narrowed by scopes.
    pub(crate) async fn scope_of(
        &self,
        tx: &impl Tx,
        member: &memberships::Model,
        company: Option<&companies::Model>,
    ) -> Result<Scope, StoreError> {
        let Ok(scopes) = Scopes::read(member.scopes.as_ref()) else {
            tracing::error!(membership = %member.id, "the scopes of a membership cannot be read; it reaches nothing");
            return Ok(Scope { companies: Reach::Nothing, warehouses: Reach::Nothing, legal_entities: Reach::Nothing });
        };
        let own = match company {
            Some(company) => Some(below(tx, std::slice::from_ref(&company.path)).await?),
            None => None,
        };
        let narrowed = if scopes.narrows_companies() { Some(self.reached(tx, member, &scopes).await?) } else { None };
        let companies = match (own, narrowed) {
            (None, None) => Reach::All,
            (Some(ids), None) | (None, Some(ids)) => Reach::only(ids),
            (Some(own), Some(narrowed)) => Reach::only(own.intersection(&narrowed).copied()),
        };
        Ok(Scope { companies, warehouses: reach(&scopes.warehouses), legal_entities: reach(&scopes.legal_entities) })
    }

    async fn reached(
        &self,
        tx: &impl Tx,
        member: &memberships::Model,
        scopes: &Scopes,
    ) -> Result<BTreeSet<CompanyId>, StoreError> {
        let mut reached = below(tx, &paths_of(tx, &scopes.companies).await?).await?;
        if !scopes.territories.is_empty() {
            let today = self.tenants_today(tx).await?;
            reached.extend(in_territories(tx, &scopes.territories, today).await?);
        }
        if scopes.own_customers {
            reached.extend(managed_by(tx, member.id).await?);
        }
        if reached.len() > MOST_COMPANIES {
            tracing::warn!(membership = %member.id, companies = reached.len(), "a scope reaches too many companies; the first ones are kept");
            reached = reached.into_iter().take(MOST_COMPANIES).collect();
        }
        Ok(reached)
    }

    /// The date now where the tenant's first legal entity is: what is placed by date is the same in all its channels.
    pub(crate) async fn tenants_today(&self, tx: &impl Tx) -> Result<BusinessDate, StoreError> {
        let first =
            tx.find::<legal_entities::Entity>().order_by(legal_entities::Column::Id, Order::Asc).one(tx).await?;
        let zone = first.map_or_else(|| "UTC".to_owned(), |entity| entity.time_zone);
        tx.ctx().now().date_in(&zone).map_err(|cause| StoreError::Setup(cause.to_string()))
    }
}

fn reach<Tag>(ids: &[kontor_kernel::Id<Tag>]) -> Reach<Tag> {
    if ids.is_empty() { Reach::All } else { Reach::only(ids.iter().copied()) }
}

async fn paths_of(tx: &impl Tx, ids: &[CompanyId]) -> Result<Vec<String>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let find = tx.find::<companies::Entity>().filter(companies::Column::Id.is_in(ids.iter().copied()));
    Ok(find.all(tx).await?.into_iter().map(|row| row.path).collect())
}

/// Companies at and below these paths.
pub(crate) async fn below(tx: &impl Tx, paths: &[String]) -> Result<BTreeSet<CompanyId>, StoreError> {
    Ok(rows_below(tx, paths).await?.into_iter().map(|row| row.id).collect())
}

async fn rows_below(tx: &impl Tx, paths: &[String]) -> Result<Vec<companies::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in paths.chunks(CHUNK) {
        let any = chunk.iter().fold(Condition::any(), |any, path| any.add(at_or_below(companies::Column::Path, path)));
        found.extend(tx.find::<companies::Entity>().filter(any).all(tx).await?);
    }
    Ok(found)
}

/// Companies whose own placement, or that of the nearest company above, lies in these territories or below them.
pub(crate) async fn in_territories(
    tx: &impl Tx,
    ids: &[TerritoryId],
    on: BusinessDate,
) -> Result<BTreeSet<CompanyId>, StoreError> {
    let areas = territories_below(tx, ids).await?;
    let placed = placements_of_companies(tx, on).await?;
    let is_inside = |territory: &TerritoryId| areas.contains(territory);
    let mut inside: BTreeSet<CompanyId> =
        placed.iter().filter(|(_, territory)| is_inside(territory)).map(|(company, _)| *company).collect();
    if inside.is_empty() {
        return Ok(inside);
    }
    // Whoever stands at the top and is not placed is in no territory, so only the others need a look at their path.
    let others = tx.find::<companies::Entity>().filter(companies::Column::ParentId.is_not_null()).all(tx).await?;
    let decided = |row: &&companies::Model| {
        nearest(&row.path, |id| placed.get(&id).copied()).is_some_and(|(_, territory)| is_inside(&territory))
    };
    inside.extend(others.iter().filter(decided).map(|row| row.id));
    Ok(inside)
}

/// These territories and those below them.
pub(crate) async fn territories_below(tx: &impl Tx, ids: &[TerritoryId]) -> Result<BTreeSet<TerritoryId>, StoreError> {
    let roots = tx.find::<territories::Entity>().filter(territories::Column::Id.is_in(ids.iter().copied()));
    let roots = roots.all(tx).await?;
    let mut areas = BTreeSet::new();
    for chunk in roots.chunks(CHUNK) {
        let any = chunk
            .iter()
            .fold(Condition::any(), |any, root| any.add(at_or_below(territories::Column::Path, &root.path)));
        areas.extend(tx.find::<territories::Entity>().filter(any).all(tx).await?.into_iter().map(|row| row.id));
    }
    Ok(areas)
}

/// Holds for placements that are good on a day.
pub(crate) fn good_on(day: BusinessDate) -> Condition {
    let until = Condition::any().add(placements::Column::ValidTo.is_null()).add(placements::Column::ValidTo.gte(day));
    Condition::all().add(placements::Column::ValidFrom.lte(day)).add(until)
}

/// Where companies are placed on a day.
pub(crate) async fn placements_of_companies(
    tx: &impl Tx,
    on: BusinessDate,
) -> Result<HashMap<CompanyId, TerritoryId>, StoreError> {
    let find = tx.find::<placements::Entity>().filter(placements::Column::CompanyId.is_not_null());
    let rows = find.filter(good_on(on)).all(tx).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.company_id?, row.territory_id))).collect())
}

/// Companies that a membership looks after, with those below them that nobody else looks after.
pub(crate) async fn managed_by(tx: &impl Tx, manager: MembershipId) -> Result<BTreeSet<CompanyId>, StoreError> {
    let own = tx.find::<companies::Entity>().filter(companies::Column::AccountManagerId.eq(manager)).all(tx).await?;
    let rows = rows_below(tx, &own.iter().map(|row| row.path.clone()).collect::<Vec<_>>()).await?;
    let managers: HashMap<CompanyId, MembershipId> =
        rows.iter().filter_map(|row| Some((row.id, row.account_manager_id?))).collect();
    let is_own = |row: &&companies::Model| {
        nearest(&row.path, |id| managers.get(&id).copied()).is_some_and(|(_, nearest)| nearest == manager)
    };
    Ok(rows.iter().filter(is_own).map(|row| row.id).collect())
}
