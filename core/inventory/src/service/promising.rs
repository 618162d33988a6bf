//! Available to promise, as staff see it for one product: what is free in each warehouse, and what comes in by a day.
//! Staff read it from the database; customers are told from memory, as far as the settings let them.

use std::collections::HashMap;

use kontor_contract::{catalog::Browse, inventory::Availability};
use kontor_kernel::{BusinessDate, Quantity, WarehouseId, code_key};
use kontor_store::{Ctx, Tx};
use schemars::JsonSchema;
use sea_orm::ColumnTrait;
use serde::Serialize;

use super::{
    Warehousing,
    expected::{ExpectedView, today, view},
    keeping::warehouses,
    names::Names,
};
use crate::{
    entities::{
        expected,
        stock_level::{Column, Entity, Model},
        warehouse,
    },
    error::{InventoryError, InventoryResult},
    model::{
        plan::Coming,
        promise::{self, Step, promise},
    },
};

/// What can be promised of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PromiseView {
    /// The product's code.
    pub sku: String,
    /// Its name in the tenant's own language.
    pub name: String,
    /// Its unit of measure.
    pub unit: String,
    /// The day that was asked for.
    pub on: BusinessDate,
    /// What can be promised for that day, over all warehouses shown.
    pub available: Quantity,
    /// What can be promised now, and on every day on which it grows.
    pub days: Vec<PromiseStep>,
    /// Each warehouse that has or expects some of it.
    pub items: Vec<WarehousePromise>,
    /// What is expected, by day.
    pub expected: Vec<ExpectedView>,
}

/// From a day on so much can be promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PromiseStep {
    /// The day; nothing for now.
    pub on: Option<BusinessDate>,
    /// How much.
    pub available: Quantity,
}

/// What a warehouse can promise of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct WarehousePromise {
    /// Its code.
    pub warehouse_code: String,
    /// Its name.
    pub warehouse_name: String,
    /// How many stand there.
    pub on_hand: Quantity,
    /// How many are promised, to orders and to whoever they are held for.
    pub reserved: Quantity,
    /// How many of those are held without an order.
    pub held: Quantity,
    /// How many are left to promise now; below zero where more was promised than there is.
    pub free: Quantity,
    /// How many come in by the day.
    pub expected: Quantity,
    /// How many can be promised for the day.
    pub available: Quantity,
}

/// What somebody in the shop may know of a product on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct ShopAvailability {
    /// The product's code.
    pub sku: String,
    /// The day that was asked for; nothing for now.
    pub on: Option<BusinessDate>,
    /// What is to be had then, and when there is more, where the tenant tells it.
    pub availability: Availability,
}

impl Warehousing {
    /// What can be promised of a product on a day, in all warehouses or in one.
    pub async fn promise_of(
        &self,
        ctx: &Ctx,
        sku: &str,
        warehouse: Option<&str>,
        on: Option<BusinessDate>,
    ) -> InventoryResult<PromiseView> {
        let known = self.products_by_code(ctx, &[sku.to_owned()]).await?;
        let product = *known.get(&code_key(sku)).ok_or(InventoryError::Unknown("product"))?;
        let today = today(ctx)?;
        let on = on.unwrap_or(today);
        let tx = self.boot.store.read(ctx).await?;
        let key = warehouse.map(code_key);
        let is_asked = |row: &warehouse::Model| key.as_ref().is_none_or(|key| row.code_key == *key);
        let places: Vec<warehouse::Model> = warehouses(&tx).await?.into_iter().filter(is_asked).collect();
        let ids: Vec<WarehouseId> = places.iter().map(|row| row.id).collect();
        let levels = tx.find::<Entity>().filter(Column::ProductId.eq(product));
        let levels = levels.filter(Column::WarehouseId.is_in(ids.iter().copied())).all(&tx).await?;
        let expected = self.open_of(&tx, product, &ids).await?;
        let names = Names::of(&tx, [product].into_iter()).await?;
        tx.finish().await?;
        let coming: Vec<Coming> = expected.iter().map(coming).collect();
        let (now, steps) = promise(levels.iter().map(|row| (row.warehouse_id, free(row))), &coming, today);
        let (sku, name, unit) = names.product(product);
        Ok(PromiseView {
            sku,
            name,
            unit,
            on,
            available: promise::on(now, &steps, on),
            days: days(now, &steps),
            items: in_warehouses(&levels, &coming, &places, (today, on)),
            expected: expected.into_iter().map(|row| view(row, &names, today)).collect(),
        })
    }

    /// What somebody in the shop may know of a product that they may see.
    pub async fn in_shop(&self, ctx: &Ctx, sku: &str, on: Option<BusinessDate>) -> InventoryResult<ShopAvailability> {
        let browse = self.boot.ports.get::<dyn Browse>()?;
        let product = browse.product(ctx, sku).await?.ok_or(InventoryError::Unknown("product"))?;
        let availability = match on {
            Some(on) => self.to_be_had_on(ctx, product.id, on).await?,
            None => self.to_be_had(ctx, &[product.id]).await?.remove(&product.id),
        };
        let availability = availability.unwrap_or(Availability::NOT_TRACKED);
        Ok(ShopAvailability { sku: product.sku, on, availability })
    }
}

fn days(now: Quantity, later: &[Step]) -> Vec<PromiseStep> {
    let now = PromiseStep { on: None, available: now };
    let later = later.iter().map(|step| PromiseStep { on: Some(step.on), available: step.available });
    [now].into_iter().chain(later).collect()
}

fn coming(row: &expected::Model) -> Coming {
    let quantity = row.quantity.checked_sub(row.received).unwrap_or_default();
    Coming { warehouse: row.warehouse_id, on: row.due_on, quantity }
}

fn free(row: &Model) -> Quantity {
    row.on_hand.checked_sub(row.reserved).unwrap_or_default()
}

fn in_warehouses(
    levels: &[Model],
    coming: &[Coming],
    places: &[warehouse::Model],
    (today, on): (BusinessDate, BusinessDate),
) -> Vec<WarehousePromise> {
    let levels: HashMap<WarehouseId, &Model> = levels.iter().map(|row| (row.warehouse_id, row)).collect();
    let one = |place: &warehouse::Model| {
        let level = levels.get(&place.id).copied();
        let here: Vec<Coming> = coming.iter().filter(|coming| coming.warehouse == place.id).copied().collect();
        if level.is_none() && here.is_empty() {
            return None;
        }
        let free = level.map(free).unwrap_or_default();
        let (now, later) = promise([(place.id, free)].into_iter(), &here, today);
        let due = here.iter().filter(|coming| coming.on >= today && coming.on <= on).map(|coming| coming.quantity);
        Some(WarehousePromise {
            warehouse_code: place.code.clone(),
            warehouse_name: place.name.clone(),
            on_hand: level.map(|row| row.on_hand).unwrap_or_default(),
            reserved: level.map(|row| row.reserved).unwrap_or_default(),
            held: level.and_then(|row| row.held).unwrap_or_default(),
            free,
            expected: due.fold(Quantity::ZERO, |sum, one| sum.checked_add(one).unwrap_or(sum)),
            available: promise::on(now, &later, on),
        })
    };
    places.iter().filter_map(one).collect()
}
