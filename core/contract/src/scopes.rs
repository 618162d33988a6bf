//! How far a membership reaches within the tenant, as it is given, kept and shown.
//! What may be given away is decided here by one rule: nothing is widened.

use kontor_kernel::{CompanyId, LegalEntityId, TerritoryId, WarehouseId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most ids of one kind that a membership may name.
const MOST_IDS: usize = 200;

/// How far a membership reaches, narrower than its role alone says. Kinds left empty do not narrow.
/// Companies, territories and own customers add up to one set of companies; warehouses and legal entities stand beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Scopes {
    /// These companies and those below them.
    pub companies: Vec<CompanyId>,
    /// The companies placed in these territories and those below them.
    pub territories: Vec<TerritoryId>,
    /// The companies whose account manager this membership is.
    pub own_customers: bool,
    /// The stock of these warehouses.
    pub warehouses: Vec<WarehouseId>,
    /// The orders and documents of these legal entities.
    pub legal_entities: Vec<LegalEntityId>,
}

impl Scopes {
    /// As a membership keeps them; what cannot be read reaches nowhere, so it is an error.
    pub fn read(kept: Option<&serde_json::Value>) -> Result<Self, serde_json::Error> {
        match kept {
            None => Ok(Self::default()),
            Some(value) => serde_json::from_value(value.clone()),
        }
    }

    /// Whether it narrows which companies are seen.
    #[must_use]
    pub fn narrows_companies(&self) -> bool {
        self.own_customers || !self.companies.is_empty() || !self.territories.is_empty()
    }

    /// Whether it narrows anything.
    #[must_use]
    pub fn narrows(&self) -> bool {
        self.narrows_companies() || !self.warehouses.is_empty() || !self.legal_entities.is_empty()
    }

    /// Whether every list is short enough to be looked through for each request.
    #[must_use]
    pub fn is_short(&self) -> bool {
        [self.companies.len(), self.territories.len(), self.warehouses.len(), self.legal_entities.len()]
            .into_iter()
            .all(|length| length <= MOST_IDS)
    }

    /// Whether whoever reaches as far as `self` may give this reach away: nothing is widened.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.covers_companies(other)
            && is_within(&self.warehouses, &other.warehouses)
            && is_within(&self.legal_entities, &other.legal_entities)
    }

    /// One's own customers are others than somebody else's, so that reach cannot be given away.
    fn covers_companies(&self, other: &Self) -> bool {
        let is_named = || other.narrows_companies() && !other.own_customers;
        let has_all = || holds(&self.companies, &other.companies) && holds(&self.territories, &other.territories);
        !self.narrows_companies() || (is_named() && has_all())
    }
}

fn holds<T: PartialEq>(own: &[T], others: &[T]) -> bool {
    others.iter().all(|id| own.contains(id))
}

/// The same of lists of which an empty one means all.
fn is_within<T: PartialEq>(own: &[T], others: &[T]) -> bool {
    own.is_empty() || (!others.is_empty() && holds(own, others))
}
