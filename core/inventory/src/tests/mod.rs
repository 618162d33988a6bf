//! The inventory on real databases: SQLite and PostgreSQL.
//! Every check has a tenant of its own.

mod taking;

use std::sync::Arc;

use kontor_contract::inventory::{Availability, StockWish, Taken};
use kontor_kernel::{Clock, OrderId, ProductId, Quantity, TenantId};
use kontor_module::{Boot, Hooks, Modules, Ports};
use kontor_store::{Authority, Ctx, Store, StoreConfig, TenantFacts, WriteTx};
use kontor_testkit::Database;

use crate::{error::InventoryResult, manifest::MANIFEST, service::Warehousing};

/// A tenant with empty warehouses.
pub(crate) struct Depot {
    pub inventory: Arc<Warehousing>,
    pub store: Store,
    authority: Authority,
    tenant: Arc<TenantFacts>,
    _folder: tempfile::TempDir,
}

fn warehousing(store: &Store) -> Arc<Warehousing> {
    Arc::new(Warehousing::new(Boot {
        store: store.clone(),
        ports: Ports::default(),
        hooks: Hooks::default(),
        modules: Modules::new(vec![&MANIFEST], store.clone()),
        clock: Clock::System,
    }))
}

pub(crate) fn units(count: i64) -> Quantity {
    Quantity::from_units(count).unwrap()
}

impl Depot {
    /// A depot in a database of its own.
    pub(crate) async fn open(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig { connections: 8, ..StoreConfig::new(database.fresh(folder.path())) };
        let (store, authority) = Store::open(config).await.unwrap();
        store.migrate::<kontor_migrations::Migrator>().await.unwrap();
        let tenant = Arc::new(TenantFacts { id: TenantId::new(), code: "baltic".into(), name: "Baltic".into() });
        Self { inventory: warehousing(&store), store, authority, tenant, _folder: folder }
    }

    pub fn ctx(&self) -> Ctx {
        self.authority.system_context(&self.tenant, "test", &Clock::System)
    }

    /// Another node on the same database.
    pub fn other_node(&self) -> Arc<Warehousing> {
        warehousing(&self.store)
    }

    pub async fn write(&self) -> WriteTx {
        self.store.write(&self.ctx()).await.unwrap()
    }

    /// Counts products in a warehouse.
    pub async fn count(&self, warehouse: &str, levels: &[(ProductId, i64)]) {
        let tx = self.write().await;
        let id = self.inventory.open(&tx, warehouse, warehouse).await.unwrap();
        let levels: Vec<_> = levels.iter().map(|(product, count)| (*product, units(*count))).collect();
        self.inventory.count(&tx, id, &levels).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Takes stock, and commits where there is enough.
    pub async fn take(&self, order: OrderId, wishes: &[(ProductId, i64)]) -> InventoryResult<Taken> {
        let wishes: Vec<_> =
            wishes.iter().map(|(product, count)| StockWish { product: *product, quantity: units(*count) }).collect();
        let tx = self.store.write(&self.ctx()).await?;
        let taken = self.inventory.take_for(&tx, order, &wishes).await?;
        if taken == Taken::All {
            tx.commit().await?;
        }
        Ok(taken)
    }

    pub async fn release(&self, order: OrderId) {
        let tx = self.write().await;
        self.inventory.release_of(&tx, order).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// What is to be had of one product; nothing where it is not tracked.
    pub async fn left(&self, product: ProductId) -> Option<Quantity> {
        let found = self.inventory.to_be_had(&self.ctx(), &[product]).await.unwrap();
        found.get(&product).copied().and_then(|Availability { quantity, .. }| quantity)
    }
}
