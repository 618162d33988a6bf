//! Taking from budgets and giving back, in the commit of the order.
//! The database decides whether enough is left; rows are touched in the order of the budgets' ids.

use kontor_kernel::{Amount, BusinessDate, OrderId};
use kontor_store::{StoreError, Tx, WriteTx};
use sea_orm::{
    ColumnTrait, Order,
    sea_query::{Expr, ExprTrait},
};

use super::Service;
use crate::{
    entities::{spending, takings},
    error::ApprovalsResult,
    model::budget::Budget,
};

impl Service {
    /// What is left of a budget in the period that a day falls into; below zero where more was taken than there is.
    pub(crate) async fn left(&self, tx: &impl Tx, budget: &Budget, day: BusinessDate) -> ApprovalsResult<Amount> {
        let Some(period) = budget.period(day) else { return Ok(Amount::ZERO) };
        let find = tx.find::<spending::Entity>().filter(spending::Column::BudgetId.eq(budget.id));
        let row = find.filter(spending::Column::PeriodStart.eq(period.from)).one(tx).await?;
        Ok(budget.amount.minus(Amount::from_minor(row.map_or(0, |row| row.taken)))?)
    }

    /// Takes from a budget where enough is left, and tells whether it was.
    pub(crate) async fn take_within(
        &self,
        tx: &WriteTx,
        budget: &Budget,
        start: BusinessDate,
        amount: Amount,
    ) -> ApprovalsResult<bool> {
        let row = spending::Model { tenant_id: tx.tenant(), budget_id: budget.id, period_start: start, taken: 0 };
        tx.insert_missing::<spending::Entity>(vec![row]).await?;
        let most = budget.amount.minus(amount)?.minor();
        let update = tx
            .update::<spending::Entity>()
            .set_expr(spending::Column::Taken, spending::Column::Taken.into_expr().add(amount.minor()));
        let update = update.filter(spending::Column::BudgetId.eq(budget.id));
        let update = update.filter(spending::Column::PeriodStart.eq(start));
        Ok(update.filter(spending::Column::Taken.lte(most)).run(tx).await? == 1)
    }

    /// Takes from a budget whatever is left.
    pub(crate) async fn take_beyond(
        &self,
        tx: &WriteTx,
        budget: &Budget,
        start: BusinessDate,
        amount: Amount,
    ) -> ApprovalsResult<()> {
        change(tx, budget.id, start, Expr::val(amount.minor())).await
    }

    /// Notes what an order has taken.
    pub(crate) async fn note_taking(
        &self,
        tx: &WriteTx,
        order: OrderId,
        budget: &Budget,
        start: BusinessDate,
        amount: Amount,
    ) -> ApprovalsResult<()> {
        let row = takings::Model {
            tenant_id: tx.tenant(),
            order_id: order,
            budget_id: budget.id,
            period_start: start,
            amount: amount.minor(),
            taken_at: tx.ctx().now(),
            given_back_at: None,
        };
        // An order that was changed takes anew where it has given back.
        let keys = [takings::Column::TenantId, takings::Column::OrderId, takings::Column::BudgetId];
        let columns = [
            takings::Column::PeriodStart,
            takings::Column::Amount,
            takings::Column::TakenAt,
            takings::Column::GivenBackAt,
        ];
        tx.upsert_all::<takings::Entity>(vec![row], keys, columns).await?;
        Ok(())
    }

    /// Gives back what an order has taken and not given back yet.
    pub(crate) async fn give_back(&self, tx: &WriteTx, order: OrderId) -> ApprovalsResult<()> {
        let open = takings::Column::OrderId.eq(order).and(takings::Column::GivenBackAt.is_null());
        let rows = tx.find::<takings::Entity>().filter(open.clone());
        let rows = rows.order_by(takings::Column::BudgetId, Order::Asc).all(tx).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let update = tx.update::<takings::Entity>().set(takings::Column::GivenBackAt, tx.ctx().now());
        if update.filter(open).run(tx).await? != rows.len() as u64 {
            // Somebody else gave some of it back in between.
            return Err(StoreError::Conflict.into());
        }
        for row in rows {
            change(tx, row.budget_id, row.period_start, Expr::val(-row.amount)).await?;
        }
        Ok(())
    }
}

async fn change(
    tx: &WriteTx,
    budget: crate::entities::budgets::BudgetId,
    start: BusinessDate,
    by: Expr,
) -> ApprovalsResult<()> {
    let taken = spending::Column::Taken.into_expr().add(by);
    let update = tx.update::<spending::Entity>().set_expr(spending::Column::Taken, taken);
    let update = update.filter(spending::Column::BudgetId.eq(budget));
    update.filter(spending::Column::PeriodStart.eq(start)).run(tx).await?;
    Ok(())
}
