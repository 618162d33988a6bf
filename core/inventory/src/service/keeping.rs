//! Counting: how much stands in a warehouse, and which warehouses there are.
//! Levels that are as they were are not written; what is reserved is never touched.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kontor_contract::imports::Applied;
use kontor_kernel::{ProductId, Quantity, WarehouseId, code_key};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use sea_orm::{ColumnTrait, Order};

use super::{
    Warehousing,
    booking::{Booking, empty, enter, entry},
};
use crate::{
    entities::{
        movement,
        stock_level::{Column, Entity, Model},
        warehouse,
    },
    error::{InventoryError, InventoryResult},
    memory::Change,
    model::movement::MovementKind,
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
        enter(tx, BTreeSet::from([warehouse])).await?;
        // In the order of keys, as everybody else locks them.
        let wanted: BTreeMap<ProductId, Quantity> = levels.iter().copied().collect();
        let known = known_levels(tx, warehouse, &wanted).await?;
        let (mut new, mut changed, mut entries) = (Vec::new(), Vec::new(), Vec::new());
        for (product, count) in &wanted {
            let before = known.get(product).copied();
            let change = count.checked_sub(before.unwrap_or_default()).ok_or(InventoryError::TooMuch)?;
            let row = Model { on_hand: *count, ..empty(tx, *product, warehouse) };
            match before {
                None => new.push(row),
                Some(_) if change != Quantity::ZERO => changed.push(row),
                Some(_) => continue,
            }
            if change != Quantity::ZERO {
                entries.push(entry(tx, &found(*product, warehouse, change), *count));
            }
        }
        let unchanged = (wanted.len() - new.len() - changed.len()) as u64;
        let applied = Applied { created: new.len() as u64, updated: changed.len() as u64, unchanged };
        self.write_counts(tx, new, changed, entries).await?;
        Ok(applied)
    }

    async fn write_counts(
        &self,
        tx: &WriteTx,
        new: Vec<Model>,
        changed: Vec<Model>,
        entries: Vec<movement::Model>,
    ) -> InventoryResult<()> {
        let all = new.iter().chain(&changed);
        let all = all.map(|row| (row.product_id, row.warehouse_id, Change::OnHand(row.on_hand)));
        self.remember(tx, all.collect()).await;
        let created = new.len() as u64;
        if tx.insert_missing::<Entity>(new).await? != created {
            // Somebody else counted one of them for the first time, too.
            return Err(StoreError::Conflict.into());
        }
        let keys = [Column::TenantId, Column::ProductId, Column::WarehouseId];
        tx.upsert_all::<Entity>(changed, keys, [Column::OnHand, Column::UpdatedAt]).await?;
        tx.insert_all::<movement::Entity>(entries).await?;
        Ok(())
    }

    /// A warehouse by its code, or the main one; the first stock opens the main one.
    pub async fn find_warehouse(&self, tx: &WriteTx, code: Option<&str>) -> InventoryResult<Option<WarehouseId>> {
        let warehouses = warehouses(tx).await?;
        let found = match code.map(code_key) {
            Some(key) => {
                let found = warehouses.into_iter().find(|warehouse| warehouse.code_key == key);
                if found.is_none() && key != code_key(MAIN) {
                    return Ok(None);
                }
                found
            }
            None => warehouses.into_iter().find(|warehouse| warehouse.is_main),
        };
        match found {
            Some(found) if found.archived_at.is_some() => Err(InventoryError::ArchivedWarehouse(found.code)),
            Some(found) => Ok(Some(found.id)),
            None => Ok(Some(self.open(tx, MAIN, "Main warehouse").await?)),
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
            address: None,
            archived_at: None,
            version: None,
        };
        let (id, code_key) = (row.id, row.code_key.clone());
        if tx.insert_missing::<warehouse::Entity>(vec![row]).await? == 1 {
            self.raise_epoch(tx).await?;
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

pub(super) async fn warehouses(tx: &impl Tx) -> InventoryResult<Vec<warehouse::Model>> {
    let by_code = tx.find::<warehouse::Entity>().order_by(warehouse::Column::IsMain, Order::Desc);
    Ok(by_code.order_by(warehouse::Column::CodeKey, Order::Asc).all(tx).await?)
}

/// What a count found more or less than was known.
fn found(product: ProductId, warehouse: WarehouseId, change: Quantity) -> Booking {
    Booking { product, warehouse, kind: MovementKind::Count, change, reason: None, reference: None }
}

/// What stands in a warehouse, kept as it is until the commit.
async fn known_levels(
    tx: &WriteTx,
    warehouse: WarehouseId,
    wanted: &BTreeMap<ProductId, Quantity>,
) -> InventoryResult<HashMap<ProductId, Quantity>> {
    let products: Vec<ProductId> = wanted.keys().copied().collect();
    let mut known = HashMap::with_capacity(products.len());
    for some in products.chunks(KEYS_PER_STATEMENT) {
        let found = tx.find::<Entity>().filter(Column::ProductId.is_in(some.iter().copied()));
        let found = found.filter(Column::WarehouseId.eq(warehouse));
        tx.lock(found.clone()).await?;
        known.extend(found.all(tx).await?.into_iter().map(|row| (row.product_id, row.on_hand)));
    }
    Ok(known)
}
