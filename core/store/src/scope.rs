//! How far a context sees within its tenant: which companies, warehouses and legal entities.
//! Finders narrow by it as they narrow by the tenant; a table says in its entity which of its columns it concerns.

use std::sync::Arc;

use kontor_kernel::{CompanyId, Id, LegalEntityId, WarehouseId};

/// How far a context sees among things of one kind.
#[derive(Debug)]
pub enum Reach<Tag> {
    /// None of them.
    Nothing,
    /// These.
    Only(Arc<[Id<Tag>]>),
    /// All of them.
    All,
}

impl<Tag> Clone for Reach<Tag> {
    fn clone(&self) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            Self::Only(ids) => Self::Only(Arc::clone(ids)),
            Self::All => Self::All,
        }
    }
}

impl<Tag> PartialEq for Reach<Tag> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nothing, Self::Nothing) | (Self::All, Self::All) => true,
            (Self::Only(own), Self::Only(others)) => own == others,
            _ => false,
        }
    }
}

impl<Tag> Eq for Reach<Tag> {}

impl<Tag> Reach<Tag> {
    /// These and no others.
    #[must_use]
    pub fn only(ids: impl IntoIterator<Item = Id<Tag>>) -> Self {
        Self::Only(ids.into_iter().collect())
    }

    /// Whether one of them is seen.
    #[must_use]
    pub fn holds(&self, id: Id<Tag>) -> bool {
        match self {
            Self::Nothing => false,
            Self::Only(ids) => ids.contains(&id),
            Self::All => true,
        }
    }
}

/// How far a context sees within its tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Whose orders, carts and other rows of companies.
    pub companies: Reach<kontor_kernel::CompanyTag>,
    /// Which warehouses' stock.
    pub warehouses: Reach<kontor_kernel::WarehouseTag>,
    /// Which legal entities' orders and documents.
    pub legal_entities: Reach<kontor_kernel::LegalEntityTag>,
}

impl Scope {
    /// The whole tenant.
    #[must_use]
    pub const fn tenant() -> Self {
        Self { companies: Reach::All, warehouses: Reach::All, legal_entities: Reach::All }
    }

    /// Nothing that belongs to a company: what guests see.
    #[must_use]
    pub const fn public() -> Self {
        Self { companies: Reach::Nothing, warehouses: Reach::All, legal_entities: Reach::All }
    }

    /// What belongs to these companies, wherever it lies and whoever sells it.
    #[must_use]
    pub fn of_companies(companies: impl IntoIterator<Item = CompanyId>) -> Self {
        Self { companies: Reach::only(companies), ..Self::tenant() }
    }

    /// Whether rows of a company are seen.
    #[must_use]
    pub fn holds_company(&self, company: CompanyId) -> bool {
        self.companies.holds(company)
    }

    /// Whether a warehouse is seen.
    #[must_use]
    pub fn holds_warehouse(&self, warehouse: WarehouseId) -> bool {
        self.warehouses.holds(warehouse)
    }

    /// Whether a legal entity is seen.
    #[must_use]
    pub fn holds_legal_entity(&self, entity: LegalEntityId) -> bool {
        self.legal_entities.holds(entity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_of_companies_holds_these_and_no_others() {
        let (own, foreign) = (CompanyId::new(), CompanyId::new());
        let scope = Scope::of_companies([own]);
        assert!(scope.holds_company(own) && !scope.holds_company(foreign));
        assert!(scope.holds_warehouse(WarehouseId::new()) && scope.holds_legal_entity(LegalEntityId::new()));
        assert!(!Scope::public().holds_company(own) && Scope::tenant().holds_company(foreign));
    }
}
