//! Holding stock for somebody without an order, until a time: an order uses it, somebody gives it back, or it runs out.
//! Whoever touches what is held of a product has locked its levels first, so exactly one of the three happens.

use std::collections::{BTreeMap, BTreeSet};

use kontor_contract::inventory::{Held, Holder, NewHold, StockWish, Taker};
use kontor_kernel::{CartId, CompanyId, HoldId, ProductId, Quantity, Timestamp, WarehouseId, code_key};
use kontor_store::{Ctx, StoreError, Tx, WriteTx};
use sea_orm::{
    ColumnTrait, Condition, Order,
    sea_query::{Expr, ExprTrait, Func},
};
use serde_json::json;

use super::{
    Warehousing,
    taking::{Found, Wanted, is_partly_held, less, levels, levels_of, now},
};
use crate::{
    entities::{
        held,
        hold::{self, HolderId},
        stock_level::{Column, Entity, Model},
    },
    error::{InventoryError, InventoryResult},
    jobs::EXPIRE_JOB,
    model::{
        allocation::{Part, Share, sum_up},
        hold::{HeldLine, HoldState, settle},
    },
};

/// Holds that end together in one commit.
const HOLDS_AT_ONCE: u64 = 100;
/// Holds that end within so many seconds share a job.
const JOB_SECONDS: i64 = 5;

impl Warehousing {
    /// Holds stock. When it is short, nothing of the caller's commit may stand.
    pub async fn hold_stock(&self, tx: &WriteTx, new: &NewHold, wishes: &[StockWish]) -> InventoryResult<Held> {
        let wanted = sum_up(wishes).ok_or(InventoryError::TooMuch)?;
        let mut rows = levels(tx, &wanted, true).await?;
        if wanted.is_empty() || wanted.keys().any(|product| rows.iter().all(|row| row.product_id != *product)) {
            return Err(InventoryError::NotTracked);
        }
        if rows.iter().any(is_partly_held) {
            rows = self.free_overdue(tx, &wanted).await?;
        }
        let shares = match self.find_present(tx, &wanted, &rows).await? {
            Found::Shares(shares) => shares,
            Found::Short(shortages) => return Ok(Held::Short(shortages)),
        };
        if reserve_as_held(tx, &shares).await? != shares.len() as u64 {
            return Err(StoreError::Conflict.into());
        }
        let row = row(tx.ctx(), new, &shares);
        let (id, lines) = (row.id, shares.iter().map(|share| line(&row, share.part)).collect());
        tx.insert::<hold::Entity>(row).await?;
        tx.insert_all::<held::Entity>(lines).await?;
        end_later(tx, new.until).await?;
        self.remember_reserved(tx, shares.into_iter().map(|share| share.part)).await;
        Ok(Held::All(id))
    }

    /// Holds stock until another time; nothing where it is not held any more.
    pub async fn extend_hold(
        &self,
        tx: &WriteTx,
        id: HoldId,
        until: Timestamp,
    ) -> InventoryResult<Option<hold::Model>> {
        let lines = lines_of(tx, &[id]).await?;
        tx.lock(levels_of(tx, lines.iter().map(|line| &line.product_id))).await?;
        let Some(before) = open_hold(tx, id, &lines).await? else { return Ok(None) };
        let open = hold::Column::Id.eq(id).and(hold::Column::State.eq(HoldState::Open.name()));
        let still = open.and(hold::Column::ExpiresAt.gt(tx.ctx().now()));
        let changed = tx.update::<hold::Entity>().set(hold::Column::ExpiresAt, until).filter(still).run(tx).await?;
        if changed == 0 {
            return Ok(None);
        }
        let lines = tx.update::<held::Entity>().set(held::Column::ExpiresAt, until);
        lines.filter(held::Column::HoldId.eq(id)).run(tx).await?;
        end_later(tx, until).await?;
        Ok(Some(before))
    }

    /// Gives held stock back; nothing where it is not held any more.
    pub async fn release_hold(&self, tx: &WriteTx, id: HoldId) -> InventoryResult<Option<hold::Model>> {
        let Some(before) = open_hold(tx, id, &lines_of(tx, &[id]).await?).await? else { return Ok(None) };
        let ended = self.end(tx, vec![id], HoldState::Released).await?;
        Ok((ended == 1).then_some(before))
    }

    /// Ends all holds whose time has run out and tells how many; others may do so at the same time.
    pub async fn expire_holds(&self, ctx: &Ctx) -> InventoryResult<u64> {
        let mut ended = 0;
        loop {
            let found = kontor_store::retry(|| self.expire_some(ctx)).await?;
            ended += found.1;
            if found.0 < HOLDS_AT_ONCE {
                return Ok(ended);
            }
        }
    }

    /// How many were due, and how many of them ended here.
    async fn expire_some(&self, ctx: &Ctx) -> InventoryResult<(u64, u64)> {
        let tx = self.boot.store.write(ctx).await?;
        let by_time = tx.find::<hold::Entity>().filter(overdue(&tx)).order_by(hold::Column::ExpiresAt, Order::Asc);
        let due: Vec<HoldId> = by_time.limit(HOLDS_AT_ONCE).all(&tx).await?.into_iter().map(|row| row.id).collect();
        let found = due.len() as u64;
        if due.is_empty() {
            return Ok((0, 0));
        }
        let ended = self.end(&tx, due, HoldState::Expired).await?;
        tx.commit().await?;
        Ok((found, ended))
    }

    /// Ends those of some holds that are still open, and tells how many.
    async fn end(&self, tx: &WriteTx, ids: Vec<HoldId>, state: HoldState) -> InventoryResult<u64> {
        let lines = lines_of(tx, &ids).await?;
        tx.lock(levels_of(tx, lines.iter().map(|line| &line.product_id))).await?;
        let in_state = match state {
            HoldState::Expired => overdue(tx),
            _ => Condition::all().add(hold::Column::State.eq(HoldState::Open.name())),
        };
        let open = in_state.add(hold::Column::Id.is_in(ids));
        tx.lock(tx.find::<hold::Entity>().filter(open.clone())).await?;
        let still: Vec<HoldId> =
            tx.find::<hold::Entity>().filter(open.clone()).all(tx).await?.into_iter().map(|row| row.id).collect();
        let update = tx.update::<hold::Entity>().set(hold::Column::State, state.name());
        let update = update.set(hold::Column::EndedAt, tx.ctx().now());
        if update.filter(open).run(tx).await? != still.len() as u64 {
            return Err(StoreError::Conflict.into());
        }
        let left = lines_of(tx, &still).await?.into_iter().filter(|line| line.remaining.is_positive());
        let parts: Vec<(HoldId, Part)> = left.map(|line| (line.hold_id, part(&line))).collect();
        give_up(tx, &[], &parts).await?;
        let back = parts.into_iter().map(|(_, part)| less(part.product, part.warehouse, part.quantity));
        self.remember_reserved(tx, back).await;
        Ok(still.len() as u64)
    }

    /// Uses what is held for an order; answers with it, with what is wanted besides, and with the levels after that.
    /// What has run out is free for everybody from that moment on, whether or not its job has come.
    pub(super) async fn use_held(
        &self,
        tx: &WriteTx,
        taker: &Taker,
        wanted: &Wanted,
    ) -> InventoryResult<(Vec<Part>, Wanted, Vec<Model>)> {
        let own = holder_ids(taker.company, taker.cart);
        let settled = settle(wanted, open_lines(tx, wanted, &own).await?, tx.ctx().now());
        self.give_up(tx, &settled.used, &settled.freed).await?;
        close_used(tx, settled.used.iter().map(|(hold, _)| *hold).collect()).await?;
        Ok((settled.parts, settled.wanted, levels(tx, wanted, false).await?))
    }

    async fn free_overdue(&self, tx: &WriteTx, wanted: &Wanted) -> InventoryResult<Vec<Model>> {
        let settled = settle(&Wanted::new(), open_lines(tx, wanted, &[]).await?, tx.ctx().now());
        self.give_up(tx, &[], &settled.freed).await?;
        levels(tx, wanted, false).await
    }

    async fn give_up(&self, tx: &WriteTx, used: &[(HoldId, Part)], freed: &[(HoldId, Part)]) -> InventoryResult<()> {
        give_up(tx, used, freed).await?;
        let back = freed.iter().map(|(_, part)| less(part.product, part.warehouse, part.quantity));
        self.remember_reserved(tx, back.collect::<Vec<_>>().into_iter()).await;
        Ok(())
    }

    /// What is held for a customer of some products, and is not over.
    pub(super) async fn held_for(
        &self,
        tx: &impl Tx,
        company: CompanyId,
        cart: Option<CartId>,
        wanted: &Wanted,
    ) -> InventoryResult<BTreeMap<ProductId, Quantity>> {
        let lines = open_lines(tx, wanted, &holder_ids(company, cart)).await?;
        let mut sums: BTreeMap<ProductId, Quantity> = BTreeMap::new();
        for line in lines.into_iter().filter(|line| line.is_own && line.expires_at > tx.ctx().now()) {
            let sum = sums.entry(line.part.product).or_default();
            *sum = sum.checked_add(line.part.quantity).unwrap_or(*sum);
        }
        Ok(sums)
    }
}

fn holder_ids(company: CompanyId, cart: Option<CartId>) -> Vec<HolderId> {
    let company = HolderId::from_uuid(company.uuid());
    [company].into_iter().chain(cart.map(|cart| HolderId::from_uuid(cart.uuid()))).collect()
}

fn row(ctx: &Ctx, new: &NewHold, shares: &[Share]) -> hold::Model {
    let (holder, holder_id) = match new.holder {
        Holder::Company => ("company", HolderId::from_uuid(new.company.uuid())),
        Holder::Cart(cart) => ("cart", HolderId::from_uuid(cart.uuid())),
    };
    hold::Model {
        tenant_id: ctx.tenant(),
        id: HoldId::new(),
        company_id: new.company,
        company_code: new.company_code.clone(),
        company_key: code_key(&new.company_code),
        holder: holder.to_owned(),
        holder_id,
        state: HoldState::Open.name().to_owned(),
        expires_at: new.until,
        line_count: i32::try_from(shares.len()).unwrap_or(i32::MAX),
        note: new.note.clone(),
        held_by: ctx.actor().to_owned(),
        held_by_id: ctx.user(),
        created_at: ctx.now(),
        ended_at: None,
    }
}

fn line(hold: &hold::Model, part: Part) -> held::Model {
    held::Model {
        tenant_id: hold.tenant_id,
        hold_id: hold.id,
        product_id: part.product,
        warehouse_id: part.warehouse,
        quantity: part.quantity,
        remaining: part.quantity,
        holder_id: hold.holder_id,
        expires_at: hold.expires_at,
    }
}

fn part(line: &held::Model) -> Part {
    Part { product: line.product_id, warehouse: line.warehouse_id, quantity: line.remaining }
}

/// Open holds whose time has run out.
fn overdue(tx: &WriteTx) -> Condition {
    let open = Condition::all().add(hold::Column::State.eq(HoldState::Open.name()));
    open.add(hold::Column::ExpiresAt.lte(tx.ctx().now()))
}

async fn lines_of(tx: &impl Tx, holds: &[HoldId]) -> InventoryResult<Vec<held::Model>> {
    Ok(tx.find::<held::Entity>().filter(held::Column::HoldId.is_in(holds.iter().copied())).all(tx).await?)
}

/// A hold that is open, and of which every line is seen: nobody ends what lies in a warehouse that they do not reach.
async fn open_hold(tx: &WriteTx, id: HoldId, lines: &[held::Model]) -> InventoryResult<Option<hold::Model>> {
    let found = tx.find::<hold::Entity>().filter(hold::Column::Id.eq(id)).one(tx).await?;
    let found = found.filter(|row| usize::try_from(row.line_count).is_ok_and(|count| count == lines.len()));
    let found = found.ok_or(InventoryError::Unknown("hold"))?;
    Ok(Some(found).filter(|row| row.state == HoldState::Open.name()))
}

/// What is held of some products, over or not.
async fn open_lines(tx: &impl Tx, wanted: &Wanted, own: &[HolderId]) -> InventoryResult<Vec<HeldLine>> {
    let of_products = held::Column::ProductId.is_in(wanted.keys().copied());
    let rows = tx.find::<held::Entity>().filter(of_products).filter(held::Column::Remaining.gt(Quantity::ZERO));
    let line = |row: held::Model| HeldLine {
        hold: row.hold_id,
        expires_at: row.expires_at,
        is_own: own.contains(&row.holder_id),
        part: part(&row),
    };
    Ok(rows.all(tx).await?.into_iter().map(line).collect())
}

/// Holds of which nothing is left have been used.
async fn close_used(tx: &WriteTx, holds: BTreeSet<HoldId>) -> InventoryResult<()> {
    if holds.is_empty() {
        return Ok(());
    }
    let ids: Vec<HoldId> = holds.into_iter().collect();
    let left = lines_of(tx, &ids).await?.into_iter().filter(|line| line.remaining.is_positive());
    let left: BTreeSet<HoldId> = left.map(|line| line.hold_id).collect();
    let used = ids.into_iter().filter(|id| !left.contains(id));
    let update = tx.update::<hold::Entity>().set(hold::Column::State, HoldState::Used.name());
    let update = update.set(hold::Column::EndedAt, tx.ctx().now()).filter(hold::Column::Id.is_in(used));
    update.filter(hold::Column::State.eq(HoldState::Open.name())).run(tx).await?;
    Ok(())
}

/// Takes from holds what an order uses, which stays reserved, and what is free again, which does not.
async fn give_up(tx: &WriteTx, used: &[(HoldId, Part)], freed: &[(HoldId, Part)]) -> InventoryResult<()> {
    let mut levels: BTreeMap<(ProductId, WarehouseId), (Quantity, Quantity)> = BTreeMap::new();
    let mut lines = Vec::with_capacity(used.len() + freed.len());
    let back = freed.iter().map(|(hold, part)| (hold, part, part.quantity));
    for (hold, part, back) in used.iter().map(|(hold, part)| (hold, part, Quantity::ZERO)).chain(back) {
        let (held, reserved) = levels.entry((part.product, part.warehouse)).or_default();
        *held = held.checked_add(part.quantity).ok_or(InventoryError::TooMuch)?;
        *reserved = reserved.checked_add(back).ok_or(InventoryError::TooMuch)?;
        let key = vec![(*hold).into(), part.product.into(), part.warehouse.into(), part.quantity.into()];
        lines.push(key);
    }
    let (line_count, level_count) = (lines.len() as u64, levels.len() as u64);
    let update = tx.bulk_update::<held::Entity>();
    let update = update.keys([held::Column::HoldId, held::Column::ProductId, held::Column::WarehouseId]);
    let (less, at_least) = (update.value(0), update.value(0));
    let update = update.rows(lines).set(held::Column::Remaining, held::Column::Remaining.into_expr().sub(less));
    let changed = update.filter(held::Column::Remaining.into_expr().gte(at_least)).run(tx).await?;
    let update = tx.bulk_update::<Entity>().keys([Column::ProductId, Column::WarehouseId]);
    let (held, at_least, reserved) = (update.value(0), update.value(0), update.value(1));
    let rows = levels.into_iter().map(|((product, warehouse), (held, reserved))| {
        vec![product.into(), warehouse.into(), held.into(), reserved.into()]
    });
    let update = update.rows(rows).set(Column::Held, Column::Held.into_expr().sub(held));
    let update = update.set(Column::Reserved, Column::Reserved.into_expr().sub(reserved));
    let update = update.set(Column::UpdatedAt, now(tx)).filter(Column::Held.into_expr().gte(at_least));
    let is_whole = changed == line_count && update.run(tx).await? == level_count;
    if is_whole { Ok(()) } else { Err(StoreError::Conflict.into()) }
}

/// Reserves where enough is there and counts it among what is held.
async fn reserve_as_held(tx: &WriteTx, shares: &[Share]) -> InventoryResult<u64> {
    let update = tx.bulk_update::<Entity>().keys([Column::ProductId, Column::WarehouseId]);
    let (more, held, needed) = (update.value(0), update.value(0), update.value(0));
    let free = Column::OnHand.into_expr().sub(Column::Reserved.into_expr());
    let rows = shares
        .iter()
        .map(|share| vec![share.part.product.into(), share.part.warehouse.into(), share.part.quantity.into()]);
    let known = Expr::expr(Func::coalesce([Column::Held.into_expr(), Expr::val(0_i64)]));
    let update = update.rows(rows).set(Column::Reserved, Column::Reserved.into_expr().add(more));
    let update = update.set(Column::Held, known.add(held)).set(Column::UpdatedAt, now(tx));
    Ok(update.filter(free.gte(needed)).run(tx).await?)
}

/// Queues the job that ends holds of about this time.
async fn end_later(tx: &WriteTx, until: Timestamp) -> InventoryResult<()> {
    let seconds = until.micros().div_euclid(1_000_000) + 1;
    let turn = seconds.div_euclid(JOB_SECONDS) + i64::from(seconds.rem_euclid(JOB_SECONDS) > 0);
    let at = Timestamp::from_micros(turn.saturating_mul(JOB_SECONDS).saturating_mul(1_000_000));
    tx.enqueue(EXPIRE_JOB, &json!({}), at, Some(format!("{EXPIRE_JOB}@until-{turn}"))).await?;
    Ok(())
}
