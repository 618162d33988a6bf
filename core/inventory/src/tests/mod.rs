//! The inventory on real databases: SQLite and PostgreSQL.
//! Every check has a tenant of its own.

mod booking;
mod holding;
mod taking;

use std::sync::Arc;

use kontor_contract::inventory::{Availability, Held, Holder, NewHold, StockWish, Taken, Taker};
use kontor_kernel::{CartId, Clock, CompanyId, HoldId, OrderId, ProductId, Quantity, TenantId, Timestamp, WarehouseId};
use kontor_module::{Boot, Hooks, Modules, Ports};
use kontor_store::{Authority, Ctx, Store, StoreConfig, TenantFacts, Tx, WriteTx};
use kontor_testkit::Database;

use crate::{error::InventoryResult, manifest::MANIFEST, service::Warehousing};

/// A tenant with empty warehouses.
pub(crate) struct Depot {
    pub inventory: Arc<Warehousing>,
    pub store: Store,
    /// Who orders where nobody is named.
    pub company: CompanyId,
    clock: Clock,
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

fn wished(wishes: &[(ProductId, i64)]) -> Vec<StockWish> {
    wishes.iter().map(|(product, count)| StockWish { product: *product, quantity: units(*count) }).collect()
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
        let (inventory, company, clock) = (warehousing(&store), CompanyId::new(), Clock::System);
        Self { inventory, store, company, clock, authority, tenant, _folder: folder }
    }

    pub fn ctx(&self) -> Ctx {
        self.authority.system_context(&self.tenant, "test", &self.clock)
    }

    /// From now on it is this time.
    pub fn set_time(&mut self, seconds: i64) {
        self.clock = Clock::fixed(Timestamp::from_micros(seconds * 1_000_000));
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
        self.take_as(&Taker { order, company: self.company, cart: None }, wishes).await
    }

    /// The same for somebody.
    pub async fn take_as(&self, taker: &Taker, wishes: &[(ProductId, i64)]) -> InventoryResult<Taken> {
        let tx = self.store.write(&self.ctx()).await?;
        let taken = self.inventory.take_for(&tx, taker, &wished(wishes)).await?;
        if taken == Taken::All {
            tx.commit().await?;
        }
        Ok(taken)
    }

    /// Holds stock until a time, in seconds.
    pub async fn hold(
        &self,
        company: CompanyId,
        cart: Option<CartId>,
        until: i64,
        wishes: &[(ProductId, i64)],
    ) -> Option<HoldId> {
        let new = NewHold {
            company,
            company_code: "ACME".into(),
            holder: cart.map_or(Holder::Company, Holder::Cart),
            until: Timestamp::from_micros(until * 1_000_000),
            note: None,
        };
        let tx = self.write().await;
        match self.inventory.hold_stock(&tx, &new, &wished(wishes)).await.unwrap() {
            Held::All(id) => {
                tx.commit().await.unwrap();
                Some(id)
            }
            Held::Short(_) => None,
        }
    }

    /// The id of a warehouse that was counted in.
    pub async fn warehouse(&self, code: &str) -> WarehouseId {
        let all = self.inventory.all_warehouses(&self.ctx()).await.unwrap();
        all.into_iter().find(|row| row.code == code).unwrap().id
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

    /// That what stands in warehouses is the sum of the ledger, and what is promised the sum of orders and holds.
    pub async fn check_books(&self) {
        use crate::entities::{held, movement, reservation, stock_level};
        use sea_orm::ColumnTrait;
        let tx = self.store.read(&self.ctx()).await.unwrap();
        let levels = tx.find::<stock_level::Entity>().all(&tx).await.unwrap();
        let movements = tx.find::<movement::Entity>().all(&tx).await.unwrap();
        let open = reservation::Column::ReleasedAt.is_null();
        let reserved = tx.find::<reservation::Entity>().filter(open).all(&tx).await.unwrap();
        let held = tx.find::<held::Entity>().all(&tx).await.unwrap();
        tx.finish().await.unwrap();
        for level in &levels {
            let (product, warehouse) = (level.product_id, level.warehouse_id);
            let booked: i64 = movements
                .iter()
                .filter(|row| row.product_id == product && row.warehouse_id == warehouse)
                .map(|row| row.quantity.millionths())
                .sum();
            let ordered: i64 = reserved
                .iter()
                .filter(|row| row.product_id == product && row.warehouse_id == warehouse)
                .map(|row| row.quantity.millionths())
                .sum();
            let kept: i64 = held
                .iter()
                .filter(|row| row.product_id == product && row.warehouse_id == warehouse)
                .map(|row| row.remaining.millionths())
                .sum();
            assert_eq!(level.on_hand.millionths(), booked, "on hand is the sum of its movements");
            assert_eq!(level.reserved.millionths(), ordered + kept, "reserved is what orders and holds have");
            assert_eq!(level.held.unwrap_or_default().millionths(), kept, "held is what holds have");
        }
    }
}
