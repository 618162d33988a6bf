//! How far a membership reaches, narrower than its role alone says. Kinds left empty do not narrow.
//! Companies, territories and own customers add up to one set of companies; warehouses and legal entities stand beside it.

pub(crate) use kontor_contract::people::Scopes;

#[cfg(test)]
mod tests {
    use kontor_kernel::{TerritoryId, WarehouseId};

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
