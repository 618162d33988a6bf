//! The ledger as staff write and read it: goods in and out, corrections with a reason, transfers, and a product's history.
//! Counts and receipts of expected goods are booked where they are taken.

use std::collections::BTreeMap;

use kontor_contract::{FieldFault, Sentence, Value, audit::Change};
use kontor_kernel::{MovementId, Page, PageRequest, Quantity, Timestamp, WarehouseId, code_key};
use kontor_store::{Ctx, Keyset, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use super::{
    Warehousing, bad_text,
    booking::Booking,
    field,
    names::{Names, nothing, unknown_product},
    refuse, twice, written,
};
use crate::{
    entities::{movement, warehouse},
    error::{InventoryError, InventoryResult},
    model::movement::{BookedKind, MovementKind},
};

const LONGEST_REASON: usize = 500;
pub(super) const LONGEST_REFERENCE: usize = 100;

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct MovementView {
    /// Its id.
    pub id: MovementId,
    /// When it was booked.
    pub at: Timestamp,
    /// The product's code.
    pub sku: String,
    /// Its name in the tenant's own language.
    pub name: String,
    /// Its unit of measure.
    pub unit: String,
    /// The warehouse's code.
    pub warehouse_code: String,
    /// Why.
    pub kind: Option<MovementKind>,
    /// How much more stands there, or less where it is below zero.
    pub quantity: Quantity,
    /// How much stood there afterwards.
    pub on_hand: Quantity,
    /// In words, where somebody said so.
    pub reason: Option<String>,
    /// A document it belongs to.
    pub reference: Option<String>,
    /// Who booked it.
    pub by: String,
}

/// The entries that a request has booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Booked {
    /// In the order of the request.
    pub items: Vec<MovementView>,
}

/// What staff book.
#[derive(Debug, Clone)]
pub(crate) struct NewMovement {
    pub sku: String,
    pub warehouse: Option<String>,
    pub kind: BookedKind,
    pub quantity: Quantity,
    pub reason: Option<String>,
    pub reference: Option<String>,
}

/// What goes from one warehouse to another.
#[derive(Debug, Clone)]
pub(crate) struct NewTransfer {
    pub sku: String,
    pub from: String,
    pub to: String,
    pub quantity: Quantity,
    pub reason: Option<String>,
    pub reference: Option<String>,
}

/// Which entries are looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct MovementQuery {
    pub sku: Option<String>,
    pub warehouse: Option<String>,
    pub kind: Option<MovementKind>,
}

impl Warehousing {
    /// A page of the ledger, the newest entries first.
    pub async fn list_movements(
        &self,
        ctx: &Ctx,
        query: &MovementQuery,
        page: &PageRequest,
    ) -> InventoryResult<Page<MovementView>> {
        let Some(only) = self.narrowed(ctx, query.sku.as_deref(), query.warehouse.as_deref()).await? else {
            return Ok(nothing(page));
        };
        let tx = self.boot.store.read(ctx).await?;
        let found = tx.find::<movement::Entity>();
        let found = found.filter_some(only.product.map(|id| movement::Column::ProductId.eq(id)));
        let found = found.filter_some(only.warehouse.map(|id| movement::Column::WarehouseId.eq(id)));
        let found = found.filter_some(query.kind.map(|kind| movement::Column::Kind.eq(kind.name())));
        let keys = Keyset { column: movement::Column::Id, id: movement::Column::ProductId, order: Order::Desc };
        let rows = found.page(&tx, keys, page).await?;
        let names = Names::of(&tx, rows.items.iter().map(|row| row.product_id)).await?;
        tx.finish().await?;
        Ok(rows.map(|row| view(row, &names)))
    }

    /// Books goods in and out and corrections; all of them or none.
    pub async fn book_movements(&self, ctx: &Ctx, new: &[NewMovement]) -> InventoryResult<Booked> {
        let skus: Vec<String> = new.iter().map(|one| one.sku.clone()).collect();
        let products = self.products_by_code(ctx, &skus).await?;
        refuse(new.iter().enumerate().flat_map(|(index, one)| bad_movement(index, one)).collect())?;
        let tx = self.boot.store.write(ctx).await?;
        let mut bookings = Vec::with_capacity(new.len());
        for (index, one) in new.iter().enumerate() {
            let at = format!("/movements/{index}");
            let sku = format!("{at}/sku");
            let product = products.get(&code_key(&one.sku)).ok_or_else(|| unknown_product(&sku, &one.sku))?;
            let warehouse = self.warehouse_at(&tx, &format!("{at}/warehouse_code"), one.warehouse.as_deref()).await?.id;
            let is_again = |known: &Booking| known.product == *product && known.warehouse == warehouse;
            if bookings.iter().any(is_again) {
                return Err(InventoryError::Fields(vec![field(sku, "inventory.duplicate_row", twice(&one.sku))]));
            }
            bookings.push(Booking {
                product: *product,
                warehouse,
                kind: one.kind.kind(),
                change: one.kind.change(one.quantity).unwrap_or_default(),
                reason: written(one.reason.as_deref()),
                reference: written(one.reference.as_deref()),
            });
        }
        let pointers: Vec<String> = (0..new.len()).map(|index| format!("/movements/{index}/quantity")).collect();
        let booked = self.book_for_people(&tx, &bookings, &pointers, &skus).await?;
        remember_created(&tx, &booked).await?;
        tx.commit().await?;
        Ok(booked)
    }

    /// Moves goods that are free from one warehouse to another.
    pub async fn transfer(&self, ctx: &Ctx, new: &NewTransfer) -> InventoryResult<Booked> {
        let product = self.product_at(ctx, "/sku", &new.sku).await?;
        let mut faults = bad_words("", new.reason.as_deref(), new.reference.as_deref());
        if !new.quantity.is_positive() {
            faults.push(field("/quantity", "inventory.bad_quantity", "Write a quantity above zero."));
        }
        if code_key(&new.from) == code_key(&new.to) {
            let detail = "Goods go to another warehouse than they come from.";
            faults.push(field("/to_warehouse_code", "inventory.same_warehouse", detail));
        }
        refuse(faults)?;
        let tx = self.boot.store.write(ctx).await?;
        let from = self.warehouse_at(&tx, "/from_warehouse_code", Some(&new.from)).await?;
        let to = self.warehouse_at(&tx, "/to_warehouse_code", Some(&new.to)).await?;
        let less = Quantity::ZERO.checked_sub(new.quantity).ok_or(InventoryError::TooMuch)?;
        let reference = |other: &warehouse::Model, way: &str| {
            written(new.reference.as_deref()).or_else(|| Some(format!("{way} {}", other.code)))
        };
        let booking = |warehouse: WarehouseId, change, reference| Booking {
            product,
            warehouse,
            kind: MovementKind::Transfer,
            change,
            reason: written(new.reason.as_deref()),
            reference,
        };
        let bookings =
            [booking(from.id, less, reference(&to, "→")), booking(to.id, new.quantity, reference(&from, "←"))];
        let pointers = ["/quantity".to_owned(), "/quantity".to_owned()];
        let skus = [new.sku.clone(), new.sku.clone()];
        let booked = self.book_for_people(&tx, &bookings, &pointers, &skus).await?;
        remember_created(&tx, &booked).await?;
        tx.commit().await?;
        Ok(booked)
    }

    /// Books what a request names, puts it on record, and says of which field it is where something is missing.
    pub(super) async fn book_for_people(
        &self,
        tx: &WriteTx,
        bookings: &[Booking],
        pointers: &[String],
        skus: &[String],
    ) -> InventoryResult<Booked> {
        let entries = self.book(tx, bookings).await.map_err(|error| of_field(error, bookings, pointers, skus))?;
        let names = Names::of(tx, entries.iter().map(|entry| entry.product_id)).await?;
        let booked = Booked { items: entries.into_iter().map(|entry| view(entry, &names)).collect() };
        let told: BTreeMap<String, String> = booked
            .items
            .iter()
            .map(|item| (format!("{} in {}", item.sku, item.warehouse_code), item.quantity.to_string()))
            .collect();
        let (id, label) = match booked.items.as_slice() {
            [one] => (code_key(&one.sku), one.sku.clone()),
            _ => (String::new(), format!("{} movements", booked.items.len())),
        };
        self.boot.record(tx, Change::new("inventory.stock_moved", "stock", id, label).after(&told)).await?;
        Ok(booked)
    }
}

/// An entry with its names.
fn view(row: movement::Model, names: &Names) -> MovementView {
    let (sku, name, unit) = names.product(row.product_id);
    MovementView {
        id: row.id,
        at: row.at,
        sku,
        name,
        unit,
        warehouse_code: names.warehouse(row.warehouse_id),
        kind: MovementKind::named(&row.kind),
        quantity: row.quantity,
        on_hand: row.on_hand,
        reason: row.reason,
        reference: row.reference,
        by: row.actor,
    }
}

fn bad_movement(index: usize, one: &NewMovement) -> Vec<FieldFault> {
    let at = format!("/movements/{index}");
    let mut faults = bad_words(&at, one.reason.as_deref(), one.reference.as_deref());
    if one.kind.change(one.quantity).is_none() {
        let detail = match one.kind {
            BookedKind::Correction => "Write how much more or less there is; zero corrects nothing.",
            _ => "Write a quantity above zero.",
        };
        faults.push(field(format!("{at}/quantity"), "inventory.bad_quantity", detail));
    }
    if one.kind == BookedKind::Correction && written(one.reason.as_deref()).is_none() {
        let detail = "Say why stock is corrected.";
        faults.push(field(format!("{at}/reason"), "inventory.reason_missing", detail));
    }
    faults
}

pub(super) fn bad_words(at: &str, reason: Option<&str>, reference: Option<&str>) -> Vec<FieldFault> {
    let reason = bad_text(&format!("{at}/reason"), reason, LONGEST_REASON);
    let reference = bad_text(&format!("{at}/reference"), reference, LONGEST_REFERENCE);
    reason.into_iter().chain(reference).collect()
}

/// The same refusal, of the field that asks for too much.
fn of_field(error: InventoryError, bookings: &[Booking], pointers: &[String], skus: &[String]) -> InventoryError {
    let (product, left, code) = match error {
        InventoryError::BelowZero { product, on_hand } => (product, on_hand, "inventory.below_zero"),
        InventoryError::Promised { product, free } => (product, free, "inventory.promised"),
        other => return other,
    };
    let is_it = |booking: &Booking| booking.product == product && booking.change < Quantity::ZERO;
    let Some(index) = bookings.iter().position(is_it) else { return error };
    let sku = skus.get(index).cloned().unwrap_or_default();
    let pointer = pointers.get(index).cloned().unwrap_or_default();
    InventoryError::Fields(vec![field(pointer, code, said(code, &sku, left))])
}

fn said(code: &'static str, sku: &str, left: Quantity) -> Sentence {
    let sentence = match code {
        "inventory.promised" => Sentence::new(format!("Of {sku} only {left} are free; the rest is promised.")),
        _ => Sentence::new(format!("Of {sku} only {left} stand there.")),
    };
    sentence.of([("sku", sku.into()), ("left", Value::from(left.to_string()))])
}
