//! How far a membership reaches, narrower than its role alone says. Kinds left empty do not narrow.
//! Companies, territories and own customers add up to one set of companies; warehouses and legal entities stand beside it.

use kontor_kernel::{CompanyId, LegalEntityId, TerritoryId, WarehouseId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most ids of one kind that a membership may name.
pub(crate) const MOST: usize = 200;

/// How far a membership reaches.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Scopes {
    /// These companies and those below them.
    pub(crate) companies: Vec<CompanyId>,
    /// The companies placed in these territories and those below them.
    pub(crate) territories: Vec<TerritoryId>,
    /// The companies whose account manager this membership is.
    pub(crate) own_customers: bool,
    /// The stock of these warehouses.
    pub(crate) warehouses: Vec<WarehouseId>,
    /// The orders and documents of these legal entities.
    pub(crate) legal_entities: Vec<LegalEntityId>,
}

impl Scopes {
    /// As a membership keeps them; what cannot be read reaches nowhere, so it is an error.
    pub(crate) fn read(kept: Option<&serde_json::Value>) -> Result<Self, serde_json::Error> {
        match kept {
            None => Ok(Self::default()),
            Some(value) => serde_json::from_value(value.clone()),
        }
    }

    /// Whether it narrows which companies are seen.
    pub(crate) fn narrows_companies(&self) -> bool {
        self.own_customers || !self.companies.is_empty() || !self.territories.is_empty()
    }

    /// Whether every list is short enough to be looked through for each request.
    pub(crate) fn is_short(&self) -> bool {
        [self.companies.len(), self.territories.len(), self.warehouses.len(), self.legal_entities.len()]
            .into_iter()
            .all(|length| length <= MOST)
    }

    /// Whether whoever reaches as far as `self` may give this reach away: nothing is widened.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        fn within<T: PartialEq>(own: &[T], others: &[T]) -> bool {
            own.is_empty() || (!others.is_empty() && others.iter().all(|id| own.contains(id)))
        }
        let companies = !self.narrows_companies()
            || (other.narrows_companies()
                && (self.own_customers || !other.own_customers)
                && other.companies.iter().all(|id| self.companies.contains(id))
                && other.territories.iter().all(|id| self.territories.contains(id)));
        companies
            && within(&self.warehouses, &other.warehouses)
            && within(&self.legal_entities, &other.legal_entities)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_gives_away_a_wider_reach_than_their_own() {
        let (north, south) = (TerritoryId::new(), TerritoryId::new());
        let of = |territories: Vec<TerritoryId>| Scopes { territories, ..Scopes::default() };
        let all = Scopes::default();
        assert!(all.covers(&all) && all.covers(&of(vec![north])));
        assert!(!of(vec![north]).covers(&all) && !of(vec![north]).covers(&of(vec![south])));
        assert!(of(vec![north, south]).covers(&of(vec![south])));
        let warehouse = Scopes { warehouses: vec![WarehouseId::new()], ..Scopes::default() };
        assert!(!warehouse.covers(&all) && warehouse.covers(&warehouse.clone()));
    }
}
