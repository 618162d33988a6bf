//! Goods that are expected in a warehouse: written down, put off, received and given up.
//! What comes in is a movement of the ledger, in the commit that counts it here.

use kontor_contract::{FieldFault, Sentence, audit::Change};
use kontor_kernel::{BusinessDate, ExpectedReceiptId, Page, PageRequest, ProductId, Quantity, Timestamp, WarehouseId};
use kontor_store::{Ctx, Keyset, StoreError, Tx, WriteTx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};

use super::{
    Warehousing, bad_text,
    booking::{Booking, enter},
    field,
    movements::{LONGEST_REFERENCE, MovementView},
    names::{Names, nothing},
    refuse, written,
};
use crate::{
    entities::expected::{Column, Entity, Model, OPEN},
    error::{InventoryError, InventoryResult},
    model::movement::MovementKind,
};

/// How goods that were expected stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ExpectedState {
    /// Some of it is still to come.
    Open,
    /// It came in.
    Received,
    /// It will not come.
    Cancelled,
}

impl ExpectedState {
    const fn name(self) -> &'static str {
        match self {
            Self::Open => OPEN,
            Self::Received => "received",
            Self::Cancelled => "cancelled",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            OPEN => Self::Open,
            "received" => Self::Received,
            _ => Self::Cancelled,
        }
    }
}

/// Goods that are expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct ExpectedView {
    /// Its id.
    pub id: ExpectedReceiptId,
    /// The product's code.
    pub sku: String,
    /// Its name in the tenant's own language.
    pub name: String,
    /// Its unit of measure.
    pub unit: String,
    /// The warehouse's code.
    pub warehouse_code: String,
    /// The day.
    pub due_on: BusinessDate,
    /// Whether that day is over and it did not come: it promises nothing until it has another day.
    pub is_late: bool,
    /// How much was expected.
    pub quantity: Quantity,
    /// How much of it came in.
    pub received: Quantity,
    /// How it stands.
    pub state: ExpectedState,
    /// The document it belongs to.
    pub reference: Option<String>,
    /// When it changed last.
    pub updated_at: Timestamp,
}

/// What came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Received {
    /// How what was expected stands now.
    pub expected: ExpectedView,
    /// The entry of the ledger.
    pub movement: MovementView,
}

/// What is expected.
#[derive(Debug, Clone)]
pub(crate) struct NewExpected {
    pub sku: String,
    pub warehouse: Option<String>,
    pub due_on: BusinessDate,
    pub quantity: Quantity,
    pub reference: Option<String>,
}

/// What changes of it; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct ExpectedChange {
    pub due_on: Option<BusinessDate>,
    pub quantity: Option<Quantity>,
    pub reference: Option<String>,
}

/// What came in of it.
#[derive(Debug, Clone)]
pub(crate) struct Receipt {
    /// All that is still to come unless said otherwise.
    pub quantity: Option<Quantity>,
    /// Whether the rest will not come.
    pub is_last: bool,
    /// The document that came with it; that of what was expected unless said otherwise.
    pub reference: Option<String>,
}

/// Which of it is looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct ExpectedQuery {
    pub sku: Option<String>,
    pub warehouse: Option<String>,
    pub state: Option<ExpectedState>,
}

impl Warehousing {
    /// A page of what is expected, by day.
    pub async fn list_expected(
        &self,
        ctx: &Ctx,
        query: &ExpectedQuery,
        page: &PageRequest,
    ) -> InventoryResult<Page<ExpectedView>> {
        let today = today(ctx)?;
        let Some(only) = self.narrowed(ctx, query.sku.as_deref(), query.warehouse.as_deref()).await? else {
            return Ok(nothing(page));
        };
        let tx = self.boot.store.read(ctx).await?;
        let found = tx.find::<Entity>().filter_some(only.product.map(|id| Column::ProductId.eq(id)));
        let found = found.filter_some(only.warehouse.map(|id| Column::WarehouseId.eq(id)));
        let found = found.filter_some(query.state.map(|state| Column::State.eq(state.name())));
        let keys = Keyset { column: Column::DueOn, id: Column::Id, order: Order::Asc };
        let rows = found.page(&tx, keys, page).await?;
        let names = Names::of(&tx, rows.items.iter().map(|row| row.product_id)).await?;
        tx.finish().await?;
        Ok(rows.map(|row| view(row, &names, today)))
    }

    /// What is expected of a product in some warehouses and not in yet, by day.
    pub(super) async fn open_of(
        &self,
        tx: &impl Tx,
        product: ProductId,
        warehouses: &[WarehouseId],
    ) -> InventoryResult<Vec<Model>> {
        let found = tx.find::<Entity>().filter(Column::ProductId.eq(product)).filter(Column::State.eq(OPEN));
        let found = found.filter(Column::WarehouseId.is_in(warehouses.iter().copied()));
        Ok(found.order_by(Column::DueOn, Order::Asc).order_by(Column::Id, Order::Asc).all(tx).await?)
    }

    /// Writes down that goods are expected.
    pub async fn expect(&self, ctx: &Ctx, new: &NewExpected) -> InventoryResult<ExpectedView> {
        let product = self.product_at(ctx, "/sku", &new.sku).await?;
        let mut faults = bad_fields(Some(new.quantity), new.reference.as_deref());
        faults.extend(bad_day(ctx, Some(new.due_on))?);
        refuse(faults)?;
        let tx = self.boot.store.write(ctx).await?;
        let warehouse = self.warehouse_at(&tx, "/warehouse_code", new.warehouse.as_deref()).await?;
        enter(&tx, [warehouse.id].into()).await?;
        let row = Model {
            tenant_id: tx.tenant(),
            id: ExpectedReceiptId::new(),
            product_id: product,
            warehouse_id: warehouse.id,
            due_on: new.due_on,
            quantity: new.quantity,
            received: Quantity::ZERO,
            state: OPEN.to_owned(),
            reference: written(new.reference.as_deref()),
            updated_at: ctx.now(),
        };
        tx.insert::<Entity>(row.clone()).await?;
        let view = self.after(&tx, row, None, "inventory.stock_expected").await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes what is expected.
    pub async fn change_expected(
        &self,
        ctx: &Ctx,
        id: ExpectedReceiptId,
        change: &ExpectedChange,
    ) -> InventoryResult<ExpectedView> {
        let mut faults = bad_fields(change.quantity, change.reference.as_deref());
        faults.extend(bad_day(ctx, change.due_on)?);
        refuse(faults)?;
        let tx = self.boot.store.write(ctx).await?;
        let before = open(&tx, id).await?;
        let row = Model {
            due_on: change.due_on.unwrap_or(before.due_on),
            quantity: change.quantity.unwrap_or(before.quantity),
            reference: written(change.reference.as_deref()).or_else(|| before.reference.clone()),
            updated_at: ctx.now(),
            ..before.clone()
        };
        if row.quantity <= row.received {
            let detail = "As much has come in already; write a larger quantity.";
            return Err(InventoryError::Fields(vec![field("/quantity", "inventory.received_already", detail)]));
        }
        write(&tx, &before, &row).await?;
        let view = self.after(&tx, row, Some(before), "inventory.expected_changed").await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Gives up what is still to come.
    pub async fn cancel_expected(&self, ctx: &Ctx, id: ExpectedReceiptId) -> InventoryResult<()> {
        let tx = self.boot.store.write(ctx).await?;
        let before = open(&tx, id).await?;
        let state = ExpectedState::Cancelled.name().to_owned();
        let row = Model { state, updated_at: ctx.now(), ..before.clone() };
        write(&tx, &before, &row).await?;
        self.after(&tx, row, Some(before), "inventory.expected_cancelled").await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes in what has come.
    pub async fn receive(&self, ctx: &Ctx, id: ExpectedReceiptId, receipt: &Receipt) -> InventoryResult<Received> {
        refuse(bad_fields(receipt.quantity, receipt.reference.as_deref()))?;
        let tx = self.boot.store.write(ctx).await?;
        let before = open(&tx, id).await?;
        let rest = before.quantity.checked_sub(before.received).unwrap_or_default();
        let quantity = receipt.quantity.unwrap_or(rest);
        let received = before.received.checked_add(quantity).ok_or(InventoryError::TooMuch)?;
        let is_done = receipt.is_last || received >= before.quantity;
        let state = if is_done { ExpectedState::Received } else { ExpectedState::Open }.name().to_owned();
        let row = Model { received, state, updated_at: ctx.now(), ..before.clone() };
        write(&tx, &before, &row).await?;
        let booking = Booking {
            product: row.product_id,
            warehouse: row.warehouse_id,
            kind: MovementKind::Receipt,
            change: quantity,
            reason: None,
            reference: written(receipt.reference.as_deref()).or_else(|| row.reference.clone()),
        };
        let booked = self.book_for_people(&tx, &[booking], &["/quantity".to_owned()], &[]).await?;
        let expected = self.after(&tx, row, Some(before), "inventory.expected_received").await?;
        let movement = booked.items.into_iter().next().ok_or(StoreError::Conflict)?;
        let received = Received { expected, movement };
        remember_created(&tx, &received).await?;
        tx.commit().await?;
        Ok(received)
    }

    /// What follows a change: memory and the audit trail are told.
    async fn after(
        &self,
        tx: &WriteTx,
        row: Model,
        before: Option<Model>,
        action: &'static str,
    ) -> InventoryResult<ExpectedView> {
        self.raise_epoch(tx).await?;
        let names = Names::of(tx, [row.product_id].into_iter()).await?;
        let today = today(tx.ctx())?;
        let view = view(row, &names, today);
        let change = Change::new(action, "expected", view.id, &view.sku).after(&view);
        let change = match before {
            Some(before) => change.before(&self::view(before, &names, today)),
            None => change,
        };
        self.boot.record(tx, change).await?;
        Ok(view)
    }
}

pub(super) fn today(ctx: &Ctx) -> InventoryResult<BusinessDate> {
    ctx.today().map_err(|cause| InventoryError::BadDate(cause.to_string()))
}

fn bad_fields(quantity: Option<Quantity>, reference: Option<&str>) -> Vec<FieldFault> {
    let wrong = quantity.filter(|quantity| !quantity.is_positive());
    let wrong = wrong.map(|_| field("/quantity", "inventory.bad_quantity", "Write a quantity above zero."));
    wrong.into_iter().chain(bad_text("/reference", reference, LONGEST_REFERENCE)).collect()
}

fn bad_day(ctx: &Ctx, day: Option<BusinessDate>) -> InventoryResult<Option<FieldFault>> {
    let today = today(ctx)?;
    let is_past = day.is_some_and(|day| day < today);
    let detail = Sentence::new(format!("Goods are expected on {today} or later."));
    let detail = detail.of([("today", today.to_string().into())]);
    Ok(is_past.then(|| field("/due_on", "inventory.past_day", detail)))
}

/// What is still to come, kept as it is until the commit.
async fn open(tx: &WriteTx, id: ExpectedReceiptId) -> InventoryResult<Model> {
    let wanted = || tx.find::<Entity>().filter(Column::Id.eq(id));
    tx.lock(wanted()).await?;
    let row = wanted().one(tx).await?.ok_or(InventoryError::Unknown("expected receipt"))?;
    if row.state == OPEN { Ok(row) } else { Err(InventoryError::ExpectedEnded) }
}

async fn write(tx: &WriteTx, before: &Model, row: &Model) -> InventoryResult<()> {
    let update = tx.update::<Entity>().set(Column::DueOn, row.due_on).set(Column::Quantity, row.quantity);
    let update = update.set(Column::Received, row.received).set(Column::State, row.state.clone());
    let update = update.set(Column::Reference, row.reference.clone()).set(Column::UpdatedAt, row.updated_at);
    let update = update.filter(Column::Id.eq(row.id)).filter(Column::State.eq(OPEN));
    match update.filter(Column::Received.eq(before.received)).run(tx).await? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict.into()),
    }
}

/// With its names.
pub(super) fn view(row: Model, names: &Names, today: BusinessDate) -> ExpectedView {
    let (sku, name, unit) = names.product(row.product_id);
    let state = ExpectedState::named(&row.state);
    ExpectedView {
        id: row.id,
        sku,
        name,
        unit,
        warehouse_code: names.warehouse(row.warehouse_id),
        due_on: row.due_on,
        is_late: state == ExpectedState::Open && row.due_on < today,
        quantity: row.quantity,
        received: row.received,
        state,
        reference: row.reference,
        updated_at: row.updated_at,
    }
}
