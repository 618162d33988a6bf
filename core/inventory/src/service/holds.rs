//! Holds as staff make and end them: stock that is kept for a customer until a time, with a note.
//! Carts hold stock through the port; staff see and end those, too.

use std::collections::HashMap;

use kontor_contract::{
    FieldFault, Sentence, Value,
    audit::Change,
    identity::{Companies, CompanyRef},
    inventory::{Held, Holder, NewHold, Shortage, StockWish},
};
use kontor_kernel::{CompanyId, HoldId, Page, PageRequest, ProductId, Quantity, Timestamp, code_key};
use kontor_store::{Ctx, Keyset, Tx};
use kontor_web::remember_created;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;
use serde_json::json;

use super::{
    Warehousing, bad_text, field,
    names::{Names, nothing, unknown_product},
    refuse, written,
};
use crate::{
    entities::{held, hold},
    error::{InventoryError, InventoryResult},
    model::hold::HoldState,
};

const LONGEST_NOTE: usize = 500;
/// Holds of one product that a search looks among, the newest ones.
const MOST_FOUND: u64 = 5_000;

/// A line of a hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct HeldView {
    /// The product's code.
    pub sku: String,
    /// Its name in the tenant's own language.
    pub name: String,
    /// Its unit of measure.
    pub unit: String,
    /// The warehouse's code.
    pub warehouse_code: String,
    /// How many were held.
    pub quantity: Quantity,
    /// How many still are.
    pub remaining: Quantity,
}

/// Stock that is held for a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct HoldView {
    /// Its id.
    pub id: HoldId,
    /// The customer.
    pub company_id: CompanyId,
    /// The customer's code.
    pub company_code: String,
    /// `company` where any order of theirs uses it, `cart` where only the order from a cart does.
    pub holder: String,
    /// How it stands. What has run out is `expired`, and was free from that moment on.
    pub state: HoldState,
    /// Until when.
    pub until: Timestamp,
    /// What people should know about it.
    pub note: Option<String>,
    /// Who holds it.
    pub by: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// What is held, in warehouses that are seen.
    pub lines: Vec<HeldView>,
}

/// What staff hold.
#[derive(Debug, Clone)]
pub(crate) struct HoldRequest {
    pub company_code: String,
    pub until: Timestamp,
    pub note: Option<String>,
    pub lines: Vec<(String, Quantity)>,
}

/// Which holds are looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct HoldQuery {
    pub state: Option<HoldState>,
    pub company_code: Option<String>,
    pub sku: Option<String>,
}

impl Warehousing {
    /// A page of holds, the newest first.
    pub async fn list_holds(
        &self,
        ctx: &Ctx,
        query: &HoldQuery,
        page: &PageRequest,
    ) -> InventoryResult<Page<HoldView>> {
        let Some(only) = self.narrowed(ctx, query.sku.as_deref(), None).await? else { return Ok(nothing(page)) };
        let tx = self.boot.store.read(ctx).await?;
        let of_product = match only.product {
            Some(product) => {
                let lines = tx.find::<held::Entity>().filter(held::Column::ProductId.eq(product));
                let newest = lines.order_by(held::Column::HoldId, Order::Desc).limit(MOST_FOUND);
                let lines = newest.all(&tx).await?;
                Some(hold::Column::Id.is_in(lines.into_iter().map(|line| line.hold_id)))
            }
            None => None,
        };
        let found = tx.find::<hold::Entity>().filter_some(of_product);
        let of_company = query.company_code.as_deref().map(code_key);
        let found = found.filter_some(of_company.map(|key| hold::Column::CompanyKey.eq(key)));
        let found = found.filter_some(query.state.map(|state| hold::Column::State.eq(state.name())));
        let keys = Keyset { column: hold::Column::CreatedAt, id: hold::Column::Id, order: Order::Desc };
        let rows = found.page(&tx, keys, page).await?;
        let mut lines = lines(&tx, rows.items.iter().map(|row| row.id)).await?;
        tx.finish().await?;
        Ok(rows.map(|row| {
            let lines = lines.remove(&row.id).unwrap_or_default();
            view(row, lines, ctx.now())
        }))
    }

    /// One hold.
    pub async fn hold_view(&self, ctx: &Ctx, id: HoldId) -> InventoryResult<HoldView> {
        let tx = self.boot.store.read(ctx).await?;
        let view = view_of(&tx, id).await?;
        tx.finish().await?;
        Ok(view)
    }

    /// Holds stock for a customer.
    pub async fn hold_for_company(&self, ctx: &Ctx, request: &HoldRequest) -> InventoryResult<HoldView> {
        let (company, company_code) = self.company_at(ctx, "/company_code", &request.company_code).await?;
        let mut faults: Vec<FieldFault> =
            bad_text("/note", request.note.as_deref(), LONGEST_NOTE).into_iter().collect();
        faults.extend(bad_time(ctx, request.until));
        if request.lines.is_empty() {
            faults.push(field("/lines", "inventory.no_lines", "Name at least one product."));
        }
        let wrong = request.lines.iter().enumerate().filter(|(_, (_, quantity))| !quantity.is_positive());
        faults.extend(wrong.map(|(index, _)| {
            field(format!("/lines/{index}/quantity"), "inventory.bad_quantity", "Write a quantity above zero.")
        }));
        refuse(faults)?;
        let wishes = self.wishes(ctx, &request.lines).await?;
        let note = written(request.note.as_deref());
        let new = NewHold { company, company_code, holder: Holder::Company, until: request.until, note };
        let tx = self.boot.store.write(ctx).await?;
        let id = match self.hold_stock(&tx, &new, &wishes).await? {
            Held::All(id) => id,
            Held::Short(short) => return Err(short_of(&short, &wishes, &request.lines)),
        };
        let view = view_of(&tx, id).await?;
        let change = Change::new("inventory.stock_held", "hold", id, &view.company_code).after(&told(&view));
        self.boot.record(&tx, change).await?;
        remember_created(&tx, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Holds stock until another time.
    pub async fn extend_for_staff(&self, ctx: &Ctx, id: HoldId, until: Timestamp) -> InventoryResult<HoldView> {
        let bad = bad_time(ctx, until);
        refuse(bad.into_iter().collect())?;
        let tx = self.boot.store.write(ctx).await?;
        let before = self.extend_hold(&tx, id, until).await?.ok_or(InventoryError::HoldEnded)?;
        let view = view_of(&tx, id).await?;
        let change = Change::new("inventory.hold_extended", "hold", id, &view.company_code);
        let change = change.before(&json!({ "until": before.expires_at })).after(&json!({ "until": view.until }));
        self.boot.record(&tx, change).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Gives held stock back.
    pub async fn release_for_staff(&self, ctx: &Ctx, id: HoldId) -> InventoryResult<HoldView> {
        let tx = self.boot.store.write(ctx).await?;
        let before = view_of(&tx, id).await?;
        self.release_hold(&tx, id).await?.ok_or(InventoryError::HoldEnded)?;
        let view = view_of(&tx, id).await?;
        let change = Change::new("inventory.hold_released", "hold", id, &view.company_code).before(&told(&before));
        self.boot.record(&tx, change).await?;
        tx.commit().await?;
        Ok(view)
    }

    async fn company_at(&self, ctx: &Ctx, pointer: &str, code: &str) -> InventoryResult<(CompanyId, String)> {
        let companies = self.boot.ports.get::<dyn Companies>()?;
        let found = companies.company(ctx, &CompanyRef::Code(code.to_owned())).await?;
        let found = found.ok_or_else(|| {
            let detail = Sentence::new(format!("There is no customer with the code {code}."));
            let detail = detail.of([("code", code.into())]);
            InventoryError::Fields(vec![field(pointer, "inventory.unknown_customer", detail)])
        })?;
        Ok((found.id, found.code))
    }

    async fn wishes(&self, ctx: &Ctx, lines: &[(String, Quantity)]) -> InventoryResult<Vec<StockWish>> {
        let skus: Vec<String> = lines.iter().map(|(sku, _)| sku.clone()).collect();
        let products = self.products_by_code(ctx, &skus).await?;
        let wish = |(index, (sku, quantity)): (usize, &(String, Quantity))| {
            let product = products.get(&code_key(sku)).copied();
            let product = product.ok_or_else(|| unknown_product(&format!("/lines/{index}/sku"), sku))?;
            Ok(StockWish { product, quantity: *quantity })
        };
        lines.iter().enumerate().map(wish).collect()
    }
}

fn bad_time(ctx: &Ctx, until: Timestamp) -> Option<FieldFault> {
    let now = ctx.now();
    (until <= now).then(|| field("/until", "inventory.past_time", "Stock is held until a time to come."))
}

/// What the audit trail tells of a hold.
fn told(view: &HoldView) -> serde_json::Value {
    let line =
        |line: &HeldView| (format!("{} in {}", line.sku, line.warehouse_code), json!(line.remaining.to_string()));
    let lines: serde_json::Map<String, serde_json::Value> = view.lines.iter().map(line).collect();
    json!({ "company": view.company_code, "until": view.until, "note": view.note, "lines": lines })
}

/// What is missing, of the lines that name it.
fn short_of(short: &[Shortage], wishes: &[StockWish], lines: &[(String, Quantity)]) -> InventoryError {
    let fault = |(index, wish): (usize, &StockWish)| {
        let missing = short.iter().find(|short| short.product == wish.product)?;
        let (sku, left) = (lines.get(index)?.0.clone(), missing.available.unwrap_or_default());
        let sentence = Sentence::new(format!("Of {sku} only {left} are free."));
        let sentence = sentence.of([("sku", sku.into()), ("left", Value::from(left.to_string()))]);
        Some(field(format!("/lines/{index}/quantity"), "inventory.short", sentence))
    };
    InventoryError::Short(wishes.iter().enumerate().filter_map(fault).collect())
}

async fn lines(
    tx: &impl Tx,
    holds: impl Iterator<Item = HoldId> + Send,
) -> InventoryResult<HashMap<HoldId, Vec<HeldView>>> {
    let rows = tx.find::<held::Entity>().filter(held::Column::HoldId.is_in(holds));
    let rows = rows.order_by(held::Column::ProductId, Order::Asc).all(tx).await?;
    let names = Names::of(tx, rows.iter().map(|row| row.product_id).collect::<Vec<ProductId>>().into_iter()).await?;
    let mut lines: HashMap<HoldId, Vec<HeldView>> = HashMap::new();
    for row in rows {
        let (sku, name, unit) = names.product(row.product_id);
        let (quantity, remaining) = (row.quantity, row.remaining);
        let warehouse_code = names.warehouse(row.warehouse_id);
        let line = HeldView { sku, name, unit, warehouse_code, quantity, remaining };
        lines.entry(row.hold_id).or_default().push(line);
    }
    Ok(lines)
}

async fn view_of(tx: &impl Tx, id: HoldId) -> InventoryResult<HoldView> {
    let row = tx.find::<hold::Entity>().filter(hold::Column::Id.eq(id)).one(tx).await?;
    let row = row.ok_or(InventoryError::Unknown("hold"))?;
    let lines = lines(tx, [id].into_iter()).await?.remove(&id).unwrap_or_default();
    Ok(view(row, lines, tx.ctx().now()))
}

fn view(row: hold::Model, lines: Vec<HeldView>, now: Timestamp) -> HoldView {
    let state = HoldState::named(&row.state).unwrap_or(HoldState::Expired);
    let has_run_out = state == HoldState::Open && row.expires_at <= now;
    HoldView {
        id: row.id,
        company_id: row.company_id,
        company_code: row.company_code,
        holder: row.holder,
        state: if has_run_out { HoldState::Expired } else { state },
        until: row.expires_at,
        note: row.note,
        by: row.held_by,
        created_at: row.created_at,
        ended_at: row.ended_at,
        lines,
    }
}
