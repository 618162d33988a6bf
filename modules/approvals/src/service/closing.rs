//! An order ends or is changed: what it has taken is given back, and nobody is asked about it any more.
//! Doing it again does nothing.

use kontor_kernel::OrderId;
use kontor_store::{Tx, WriteTx};
use sea_orm::{ColumnTrait, sea_query::ExprTrait};

use super::Service;
use crate::{
    entities::{orders, requests},
    error::ApprovalsResult,
    model::state::RequestState,
};

impl Service {
    /// Closes all that is open of an order.
    pub(crate) async fn close_of(&self, tx: &WriteTx, order: OrderId) -> ApprovalsResult<()> {
        let now = tx.ctx().now();
        let update = tx.update::<requests::Entity>().set(requests::Column::State, RequestState::Closed.name());
        let update = update.set(requests::Column::EndedAt, now);
        let update = update.set_expr(requests::Column::Version, requests::Column::Version.into_expr().add(1));
        let update = update.filter(requests::Column::OrderId.eq(order));
        update.filter(requests::Column::State.eq(RequestState::Waiting.name())).run(tx).await?;
        self.let_go(tx, order).await
    }

    /// Gives back what an order has taken; it counts towards no later one any more.
    pub(crate) async fn let_go(&self, tx: &WriteTx, order: OrderId) -> ApprovalsResult<()> {
        self.give_back(tx, order).await?;
        let update = tx.update::<orders::Entity>().set(orders::Column::ClosedAt, tx.ctx().now());
        let update = update.filter(orders::Column::OrderId.eq(order));
        update.filter(orders::Column::ClosedAt.is_null()).run(tx).await?;
        Ok(())
    }
}
