//! Orders after placing: lists, one order, and the transitions staff make.
//! A transition is a conditional update, so that of two clerks one wins and the other is told.

use kontor_contract::{
    approvals::Approvals,
    audit::Change,
    discounts::DiscountUses,
    events::{OrderCancelled, OrderConfirmed, OrderPlaced},
    inventory::Stock,
    orders::{OrderQuery, OrderSort, OrderState, OrderSummary, OrderView},
};
use kontor_kernel::{BusinessDate, CompanyId, Id, OrderId, Page, PageRequest, sort_key};
use kontor_store::{Ctx, Keyset, Tx, WriteTx, contains};
use sea_orm::{
    ColumnTrait, Order,
    sea_query::{Expr, ExprTrait},
};
use serde_json::{Value, json};

use super::{Service, terms::TermRows, views};
use crate::{
    entities::{history, lines, orders},
    error::OrderError,
    model::machine::{Action, next, state_name, state_of},
};

/// What others are told of an order once it counts.
pub(super) fn placed(row: &orders::Model) -> OrderPlaced {
    OrderPlaced {
        order_id: row.id,
        number: row.number.clone(),
        company_id: row.company_id,
        currency: row.currency,
        net_minor: row.net_total.minor(),
        gross_minor: row.gross_total.minor(),
        order_date: row.order_date,
    }
}

/// Which orders staff look for, beyond what buyers can ask.
#[derive(Debug, Clone, Default)]
pub(crate) struct StaffFilter {
    pub(crate) company: Option<CompanyId>,
    pub(crate) from: Option<BusinessDate>,
    pub(crate) to: Option<BusinessDate>,
    pub(crate) external_system: Option<String>,
}

impl Service {
    /// A page of orders within the scope.
    pub(crate) async fn list_orders(
        &self,
        ctx: &Ctx,
        query: &OrderQuery,
        staff: &StaffFilter,
        page: &PageRequest,
    ) -> Result<Page<OrderSummary>, OrderError> {
        let (column, order) = match query.sort {
            OrderSort::PlacedAt => (orders::Column::PlacedAt, Order::Asc),
            OrderSort::PlacedAtDescending => (orders::Column::PlacedAt, Order::Desc),
            OrderSort::Number => (orders::Column::NumberRank, Order::Asc),
            OrderSort::NumberDescending => (orders::Column::NumberRank, Order::Desc),
        };
        let text = query.text.as_deref().map(sort_key).filter(|text| !text.is_empty());
        let tx = self.boot.store.read(ctx).await?;
        let rows = tx
            .find::<orders::Entity>()
            .filter_some(query.state.map(|state| orders::Column::State.eq(state_name(state))))
            .filter_some(text.map(|text| contains(orders::Column::SearchKey, &text)))
            .filter_some(staff.company.map(|company| orders::Column::CompanyId.eq(company)))
            .filter_some(staff.from.map(|date| orders::Column::OrderDate.gte(date)))
            .filter_some(staff.to.map(|date| orders::Column::OrderDate.lte(date)))
            .filter_some(staff.external_system.as_ref().map(|system| orders::Column::ExternalSystem.eq(system)))
            .page(&tx, Keyset { column, id: orders::Column::Id, order }, page)
            .await?;
        tx.finish().await?;
        Ok(rows.map(views::summary))
    }

    /// One order within the scope.
    pub(crate) async fn find_order(&self, ctx: &Ctx, id: OrderId) -> Result<Option<OrderView>, OrderError> {
        let tx = self.boot.store.read(ctx).await?;
        let view = self.read_order(&tx, id).await?;
        tx.finish().await?;
        match view {
            Some(view) => Ok(Some(self.with_waiting(ctx, view).await?)),
            None => Ok(None),
        }
    }

    /// Makes a transition and answers with the order as it stands after.
    pub(crate) async fn act(
        &self,
        ctx: &Ctx,
        id: OrderId,
        action: Action,
        note: Option<String>,
    ) -> Result<OrderView, OrderError> {
        let tx = self.boot.store.write(ctx).await?;
        self.transition(&tx, id, action, ctx.actor(), note).await?;
        if action == Action::Cancel
            && let Some(approvals) = self.boot.ports.find::<dyn Approvals>()
        {
            approvals.close(&tx, id).await?;
        }
        let view = self.read_order(&tx, id).await?.ok_or(OrderError::NoSuchOrder)?;
        tx.commit().await?;
        self.with_waiting(ctx, view).await
    }

    /// Makes a transition in the caller's commit; of two at the same time one wins.
    pub(super) async fn transition(
        &self,
        tx: &WriteTx,
        id: OrderId,
        action: Action,
        by: &str,
        note: Option<String>,
    ) -> Result<(), OrderError> {
        let row = tx.find::<orders::Entity>().filter(orders::Column::Id.eq(id)).one(tx).await?;
        let row = row.ok_or(OrderError::NoSuchOrder)?;
        let (state, done) = (state_of(&row.state), action.past());
        let to = next(state, action, row.held_from.as_deref().map(state_of));
        let to = to.ok_or(OrderError::NotPossible { state, done })?;
        let held_from = (to == OrderState::OnHold).then(|| row.state.clone());
        let changed = tx
            .update::<orders::Entity>()
            .set(orders::Column::State, state_name(to))
            .set(orders::Column::HeldFrom, held_from)
            .set_expr(orders::Column::Version, Expr::col(orders::Column::Version).add(1))
            .filter(orders::Column::Id.eq(id))
            .filter(orders::Column::Version.eq(row.version))
            .run(tx)
            .await?;
        if changed != 1 {
            return Err(OrderError::NotPossible { state: to, done });
        }
        self.after_transition(tx, &row, action, note.clone()).await?;
        self.record_transition(tx, &row, action, json!({ "state": state_name(to), "note": note })).await?;
        let ctx = tx.ctx();
        tx.insert::<history::Entity>(history::Model {
            tenant_id: ctx.tenant(),
            id: Id::new(),
            order_id: id,
            event: done.to_owned(),
            actor: by.to_owned(),
            actor_id: ctx.user(),
            note,
            at: ctx.now(),
        })
        .await?;
        Ok(())
    }

    async fn record_transition(
        &self,
        tx: &WriteTx,
        row: &orders::Model,
        action: Action,
        after: Value,
    ) -> Result<(), OrderError> {
        let done = match action {
            Action::Approve => "orders.order_approved",
            Action::Confirm => "orders.order_confirmed",
            Action::Hold => "orders.order_held",
            Action::Resume => "orders.order_resumed",
            Action::Cancel => "orders.order_cancelled",
        };
        let change =
            Change::new(done, "order", row.id, &row.number).before(&json!({ "state": row.state })).after(&after);
        Ok(self.boot.record(tx, change).await?)
    }

    async fn after_transition(
        &self,
        tx: &WriteTx,
        row: &orders::Model,
        action: Action,
        note: Option<String>,
    ) -> Result<(), OrderError> {
        let (order_id, number, company_id) = (row.id, row.number.clone(), row.company_id);
        match action {
            // Until it was approved nobody was told of it.
            Action::Approve => tx.publish(&placed(row)).await?,
            Action::Hold | Action::Resume => {}
            Action::Confirm => tx.publish(&OrderConfirmed { order_id, number, company_id }).await?,
            Action::Cancel => {
                if let Some(stock) = self.boot.ports.find::<dyn Stock>() {
                    stock.release(tx, order_id).await?;
                }
                for counter in self.boot.ports.all::<dyn DiscountUses>() {
                    counter.give_back(tx, order_id).await?;
                }
                let reason = note.unwrap_or_default();
                tx.publish(&OrderCancelled { order_id, number, company_id, reason }).await?;
            }
        }
        Ok(())
    }

    async fn read_order(&self, tx: &impl Tx, id: OrderId) -> Result<Option<OrderView>, OrderError> {
        let Some(row) = tx.find::<orders::Entity>().filter(orders::Column::Id.eq(id)).one(tx).await? else {
            return Ok(None);
        };
        let find = tx.find::<lines::Entity>().filter(lines::Column::OrderId.eq(id));
        let rows = find.order_by(lines::Column::Position, Order::Asc).all(tx).await?;
        let terms = TermRows::read(tx, id).await?;
        let find = tx.find::<history::Entity>().filter(history::Column::OrderId.eq(id));
        let past = find.order_by(history::Column::At, Order::Asc).all(tx).await?;
        Ok(Some(views::order(tx.ctx(), self.boot.texts(), row, rows, terms, past)))
    }
}
