//! Which companies, warehouses and legal entities a membership reaches, worked out of trees, territories and managers.
//! What belongs to a company belongs to those below it, until one of them is placed or managed otherwise.

use std::collections::{BTreeSet, HashMap};

use kontor_kernel::{BusinessDate, CompanyId, TerritoryId};
use kontor_store::{Reach, Scope, StoreError, Tx, starts_with};
use sea_orm::{ColumnTrait, Condition};

use super::Service;
use crate::{
    entities::{companies, memberships, placements, territories},
    model::scopes::Scopes,
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
            Some(company) => Some(below(tx, &[company.path.clone()]).await?),
            None => None,
        };
        let narrowed = if scopes.narrows_companies() { Some(self.reached(tx, member, &scopes).await?) } else { None };
        let companies = match (own, narrowed) {
            (None, None) => Reach::All,
            (Some(ids), None) | (None, Some(ids)) => Reach::only(ids),
            (Some(own), Some(narrowed)) => Reach::only(own.intersection(&narrowed).copied()),
        };
        Ok(Scope {
            companies,
            warehouses: reach(&scopes.warehouses),
            legal_entities: reach(&scopes.legal_entities),
        })
    }

    async fn reached(
        &self,
        tx: &impl Tx,
        member: &memberships::Model,
        scopes: &Scopes,
    ) -> Result<BTreeSet<CompanyId>, StoreError> {
        let today = tx.ctx().today().map_err(|cause| StoreError::Setup(cause.to_string()))?;
        let mut reached = below(tx, &paths_of(tx, &scopes.companies).await?).await?;
        if !scopes.territories.is_empty() {
            reached.extend(in_territories(tx, &scopes.territories, today).await?);
        }
        if scopes.own_customers {
            reached.extend(managed_by(tx, member).await?);
        }
        if reached.len() > MOST_COMPANIES {
            tracing::warn!(membership = %member.id, companies = reached.len(), "a scope reaches too many companies; the first ones are kept");
            reached = reached.into_iter().take(MOST_COMPANIES).collect();
        }
        Ok(reached)
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
        let any = chunk.iter().fold(Condition::any(), |any, path| any.add(starts_with(companies::Column::Path, path)));
        found.extend(tx.find::<companies::Entity>().filter(any).all(tx).await?);
    }
    Ok(found)
}

/// Companies whose own placement, or that of the nearest company above, lies in these territories or below them today.
async fn in_territories(
    tx: &impl Tx,
    ids: &[TerritoryId],
    today: BusinessDate,
) -> Result<BTreeSet<CompanyId>, StoreError> {
    let roots = tx.find::<territories::Entity>().filter(territories::Column::Id.is_in(ids.iter().copied()));
    let roots: Vec<String> = roots.all(tx).await?.into_iter().map(|row| row.path).collect();
    let mut areas = BTreeSet::new();
    for root in &roots {
        let find = tx.find::<territories::Entity>().filter(starts_with(territories::Column::Path, root));
        areas.extend(find.all(tx).await?.into_iter().map(|row| row.id));
    }
    let placed = placements_of_companies(tx, today).await?;
    let inside: Vec<CompanyId> =
        placed.iter().filter(|(_, territory)| areas.contains(territory)).map(|(company, _)| *company).collect();
    let mut paths = Vec::new();
    for chunk in inside.chunks(CHUNK) {
        paths.extend(paths_of(tx, chunk).await?);
    }
    let rows = rows_below(tx, &paths).await?;
    Ok(rows.iter().filter(|row| decided_by(&row.path, &placed).is_some_and(|area| areas.contains(&area))).map(|row| row.id).collect())
}

/// Where companies are placed on a day.
pub(crate) async fn placements_of_companies(
    tx: &impl Tx,
    on: BusinessDate,
) -> Result<HashMap<CompanyId, TerritoryId>, StoreError> {
    let find = tx.find::<placements::Entity>().filter(placements::Column::CompanyId.is_not_null());
    let find = find.filter(placements::Column::ValidFrom.lte(on));
    let until = Condition::any().add(placements::Column::ValidTo.is_null()).add(placements::Column::ValidTo.gte(on));
    let rows = find.filter(until).all(tx).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.company_id?, row.territory_id))).collect())
}

/// What the nearest company on a path, the last one first, says.
pub(crate) fn decided_by<T: Copy>(path: &str, said: &HashMap<CompanyId, T>) -> Option<T> {
    path.rsplit('/').filter_map(|part| part.parse::<CompanyId>().ok()).find_map(|id| said.get(&id).copied())
}

/// Companies this membership manages, with those below them that nobody else manages.
async fn managed_by(tx: &impl Tx, member: &memberships::Model) -> Result<BTreeSet<CompanyId>, StoreError> {
    let own = tx.find::<companies::Entity>().filter(companies::Column::AccountManagerId.eq(member.id)).all(tx).await?;
    let rows = rows_below(tx, &own.iter().map(|row| row.path.clone()).collect::<Vec<_>>()).await?;
    let managers: HashMap<CompanyId, _> =
        rows.iter().filter_map(|row| Some((row.id, row.account_manager_id?))).collect();
    let is_own = |row: &&companies::Model| decided_by(&row.path, &managers) == Some(member.id);
    Ok(rows.iter().filter(is_own).map(|row| row.id).collect())
}
