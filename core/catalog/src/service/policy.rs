//! How a tenant prices: which of several prices wins, and below which margin staff need a permission of their own.
//! A change holds from the next price on, for carts as well.

use kontor_contract::audit::Change;
use kontor_kernel::{Rate, Timestamp};
use kontor_store::{Ctx, Tx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Catalogue, change::Changed, checks::ColumnFault};
use crate::{
    entities::policy::{self, Strategy},
    error::CatalogResult,
};

/// Which of several prices wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PriceStrategy {
    /// That of the list that is asked first, even where a later one is cheaper.
    #[default]
    FirstMatch,
    /// The lowest one. A contract's price stays final.
    Lowest,
}

/// How a tenant prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PolicyView {
    /// Which of several prices wins.
    pub strategy: PriceStrategy,
    /// The share of a price without tax that must remain above the cost, in per cent.
    pub margin_floor: Option<Rate>,
}

impl From<Option<policy::Model>> for PolicyView {
    fn from(row: Option<policy::Model>) -> Self {
        let strategy = match row.map(|row| row.strategy).unwrap_or_default() {
            Strategy::FirstMatch => PriceStrategy::FirstMatch,
            Strategy::Lowest => PriceStrategy::Lowest,
        };
        Self { strategy, margin_floor: row.and_then(|row| row.margin_floor) }
    }
}

impl Catalogue {
    /// How the tenant prices.
    pub async fn read_policy(&self, ctx: &Ctx) -> CatalogResult<PolicyView> {
        let tx = self.boot.store.read(ctx).await?;
        let row = tx.find::<policy::Entity>().one(&tx).await?;
        tx.finish().await?;
        Ok(row.into())
    }

    /// Changes how the tenant prices.
    pub async fn write_policy(&self, ctx: &Ctx, wanted: PolicyView) -> CatalogResult<PolicyView> {
        if wanted.margin_floor.is_some_and(|floor| !(0..1_000_000).contains(&floor.ppm())) {
            let detail = "A floor is 0 to less than 100 per cent of the price.";
            return Err(ColumnFault::new("margin_floor", "catalog.bad_margin_floor", detail).refused());
        }
        let tx = self.boot.store.write(ctx).await?;
        self.begin_change(&tx).await?;
        let before = PolicyView::from(tx.find::<policy::Entity>().one(&tx).await?);
        if before != wanted {
            self.raise_epoch(&tx, Changed::Basics).await?;
            let strategy = match wanted.strategy {
                PriceStrategy::FirstMatch => Strategy::FirstMatch,
                PriceStrategy::Lowest => Strategy::Lowest,
            };
            let updated_at: Timestamp = ctx.now();
            let row =
                policy::Model { tenant_id: ctx.tenant(), strategy, margin_floor: wanted.margin_floor, updated_at };
            use policy::Column as C;
            let columns = [C::Strategy, C::MarginFloor, C::UpdatedAt];
            tx.upsert_all::<policy::Entity>(vec![row], [C::TenantId], columns).await?;
            let change =
                Change::new("catalog.pricing_policy_changed", "pricing_policy", ctx.tenant(), "pricing policy");
            self.boot.record(&tx, change.before(&before).after(&wanted)).await?;
        }
        tx.commit().await?;
        Ok(wanted)
    }
}
