//! Counting: how much stands in a warehouse, and which warehouses there are.
//! Levels that are as they were are not written; what orders have reserved is never touched.

use std::collections::{BTreeMap, HashMap};

use kontor_contract::imports::Applied;
use kontor_kernel::{ProductId, Quantity, WarehouseId, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};

use super::Warehousing;
use crate::{
    entities::{
        stock_level::{Column, Entity, Model},
        warehouse,
    },
    error::{InventoryError, InventoryResult},
    memory::Change,
};

/// Keys named in one statement: below SQLite's limit on values.
pub(super) const KEYS_PER_STATEMENT: usize = 5_000;

/// The code of the warehouse that exists from the first stock on.
pub(crate) const MAIN: &str = "main";

impl Warehousing {
    /// Sets how much stands in a warehouse. The later of two counts of one product holds.
    pub async fn count(
        &self,
        tx: &WriteTx,
        warehouse: WarehouseId,
        levels: &[(ProductId, Quantity)],
    ) -> InventoryResult<Applied> {
        // In the order of keys, as everybody else locks them.
        let wanted: BTreeMap<ProductId, Quantity> = levels.iter().copied().collect();
        let known = known_levels(tx, warehouse, &wanted).await?;
        let is_new = |product: &ProductId| !known.contains_key(product);
        let changed: Vec<(ProductId, Quantity)> = wanted
            .iter()
            .filter(|(product, count)| known.get(*product) != Some(*count))
            .map(|(product, count)| (*product, *count))
            .collect();
        let created = changed.iter().filter(|(product, _)| is_new(product)).count() as u64;
        let applied = Applied {
            created,
            updated: changed.len() as u64 - created,
            unchanged: (wanted.len() - changed.len()) as u64,
        };
        let row = |(product_id, on_hand): &(ProductId, Quantity)| Model {
            tenant_id: tx.tenant(),
            product_id: *product_id,
            warehouse_id: warehouse,
            on_hand: *on_hand,
            reserved: Quantity::ZERO,
            updated_at: tx.ctx().now(),
        };
        let keys = [Column::TenantId, Column::ProductId, Column::WarehouseId];
        tx.upsert_all::<Entity>(changed.iter().map(row).collect(), keys, [Column::OnHand, Column::UpdatedAt]).await?;
        let changes = changed.into_iter().map(|(product, count)| (product, warehouse, Change::OnHand(count)));
        self.remember(tx, changes.collect()).await;
        Ok(applied)
    }

    /// A warehouse by its code, or the main one; the first stock opens the main one.
    pub async fn find_warehouse(&self, tx: &WriteTx, code: Option<&str>) -> InventoryResult<Option<WarehouseId>> {
        let warehouses = warehouses(tx).await?;
        match code.map(code_key) {
            Some(key) => {
                let found = warehouses.iter().find(|warehouse| warehouse.code_key == key).map(|warehouse| warehouse.id);
                let is_main = found.is_none() && key == code_key(MAIN);
                if is_main { Ok(Some(self.open(tx, MAIN, "Main warehouse").await?)) } else { Ok(found) }
            }
            None => match warehouses.iter().find(|warehouse| warehouse.is_main) {
                Some(main) => Ok(Some(main.id)),
                None => Ok(Some(self.open(tx, MAIN, "Main warehouse").await?)),
            },
        }
    }

    /// Opens a warehouse unless there is one with this code. The first one is the main one.
    pub async fn open(&self, tx: &WriteTx, code: &str, name: &str) -> InventoryResult<WarehouseId> {
        let is_main = !warehouses(tx).await?.iter().any(|warehouse| warehouse.is_main);
        let row = warehouse::Model {
            tenant_id: tx.tenant(),
            id: WarehouseId::new(),
            code: code.trim().to_owned(),
            code_key: code_key(code),
            name: name.trim().to_owned(),
            legal_entity_id: tx.ctx().channel().map(|channel| channel.legal_entity.id),
            is_main,
        };
        let (id, code_key) = (row.id, row.code_key.clone());
        if tx.insert_missing::<warehouse::Entity>(vec![row]).await? == 1 {
            return Ok(id);
        }
        let found = tx.find::<warehouse::Entity>().filter(warehouse::Column::CodeKey.eq(code_key)).one(tx).await?;
        found.map(|warehouse| warehouse.id).ok_or_else(|| InventoryError::DuplicateWarehouse(code.to_owned()))
    }

    /// All warehouses, the main one first and then by code.
    pub async fn all_warehouses(&self, ctx: &Ctx) -> InventoryResult<Vec<warehouse::Model>> {
        let tx = self.boot.store.read(ctx).await?;
        let found = warehouses(&tx).await?;
        tx.finish().await?;
        Ok(found)
    }
}

async fn warehouses(tx: &impl Tx) -> InventoryResult<Vec<warehouse::Model>> {
    let by_code = tx.find::<warehouse::Entity>().order_by(warehouse::Column::IsMain, Order::Desc);
    Ok(by_code.order_by(warehouse::Column::CodeKey, Order::Asc).all(tx).await?)
}

async fn known_levels(
    tx: &WriteTx,
    warehouse: WarehouseId,
    wanted: &BTreeMap<ProductId, Quantity>,
) -> InventoryResult<HashMap<ProductId, Quantity>> {
    let products: Vec<ProductId> = wanted.keys().copied().collect();
    let mut known = HashMap::with_capacity(products.len());
    for some in products.chunks(KEYS_PER_STATEMENT) {
        let found = tx.find::<Entity>().filter(Column::ProductId.is_in(some.iter().copied()));
        let rows = found.filter(Column::WarehouseId.eq(warehouse)).all(tx).await?;
        known.extend(rows.into_iter().map(|row| (row.product_id, row.on_hand)));
    }
    Ok(known)
}
