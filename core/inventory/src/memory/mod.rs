//! What the inventory keeps in memory per tenant: levels, which change with every order, and the plan, which rarely does.
//! Both are at most a second old, and at once right after a commit of this node.

mod levels;
mod plans;

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use kontor_kernel::{ProductId, Quantity, TenantId, WarehouseId};
use kontor_store::{Ctx, Store, StoreResult};

use self::{levels::Levels, plans::Plans};
use crate::model::plan::Plan;

pub(crate) use levels::Change;

/// What is free of a product in a warehouse; below zero where more was promised than there is.
pub(crate) type Shelf = (WarehouseId, Quantity);

/// What is known of all tenants.
pub(crate) struct Memory {
    levels: Levels,
    plans: Plans,
}

impl Memory {
    /// An empty one.
    pub fn new(store: &Store) -> Self {
        let clockwork = Clockwork { born: Instant::now() };
        Self { levels: Levels::new(store.clone(), clockwork), plans: Plans::new(store.clone(), clockwork) }
    }

    /// What is made of what is free of products in each of their warehouses; those without an entry are not tracked.
    pub async fn of_each<T>(
        &self,
        ctx: &Ctx,
        products: &[ProductId],
        made: impl Fn(ProductId, &mut dyn Iterator<Item = Shelf>) -> T + Send,
    ) -> StoreResult<HashMap<ProductId, T>> {
        self.levels.of_each(ctx, products, made).await
    }

    /// What the tenant has decided about its stock.
    pub async fn plan(&self, ctx: &Ctx) -> StoreResult<Arc<Plan>> {
        self.plans.get(ctx).await
    }

    /// Takes over changes of levels that this node has committed.
    pub fn committed(&self, tenant: TenantId, changes: &[(ProductId, WarehouseId, Change)]) {
        self.levels.committed(tenant, changes);
    }

    /// The plan has changed by a commit of this node.
    pub fn plan_changed(&self, tenant: TenantId) {
        self.plans.changed(tenant);
    }
}

/// Milliseconds of the memory's life.
#[derive(Clone, Copy)]
struct Clockwork {
    born: Instant,
}

impl Clockwork {
    /// How long what is known counts as fresh.
    const FRESH_FOR: Duration = Duration::from_secs(1);

    /// A tenant that nobody asked about for so long is forgotten; the next question reads it again.
    const FORGET_AFTER: Duration = Duration::from_secs(1_800);

    fn now(self) -> u64 {
        // One second ahead, so that zero is always old.
        u64::try_from((self.born.elapsed() + Self::FRESH_FOR).as_millis()).unwrap_or(u64::MAX)
    }

    fn age(self, at: u64) -> Duration {
        Duration::from_millis(self.now().saturating_sub(at))
    }
}
