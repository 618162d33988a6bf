//! The operator's desk: who holds the token, and the record of every call that came in with it.
//! A call is on record before it does anything; what cannot be recorded is not done.

use futures_util::future::BoxFuture;
use kontor_kernel::{Clock, Id};
use kontor_store::{Authority, Store, StoreError};
use kontor_web::{CallNumber, OperatorCall, OperatorDesk};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{entities::calls, token::OperatorToken};

const LONGEST_PATH: usize = 500;

/// The desk of a deployment.
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) authority: Authority,
    pub(crate) clock: Clock,
    pub(crate) token: OperatorToken,
}

impl OperatorDesk for Desk {
    fn knows(&self, token: &str) -> bool {
        self.token.is(token)
    }

    fn record(&self, call: OperatorCall) -> BoxFuture<'_, Result<CallNumber, StoreError>> {
        Box::pin(async move {
            let row = calls::Model {
                id: Id::new(),
                called_at: self.clock.now(),
                method: call.method,
                path: call.path.chars().take(LONGEST_PATH).collect(),
                peer: call.peer,
                request_id: call.request_id,
                status: None,
            };
            let number = CallNumber(row.id.uuid());
            let tx = self.store.system(&self.authority).await?;
            tx.insert::<calls::Entity>(vec![row]).await?;
            tx.commit().await?;
            Ok(number)
        })
    }

    fn settle(&self, call: CallNumber, status: u16) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            if let Err(error) = self.note(call, status).await {
                tracing::warn!(%error, "what became of a call of the operator could not be recorded");
            }
        })
    }
}

impl Desk {
    async fn note(&self, call: CallNumber, status: u16) -> Result<(), StoreError> {
        let tx = self.store.system(&self.authority).await?;
        let update = calls::Entity::update_many()
            .col_expr(calls::Column::Status, i32::from(status).into())
            .filter(calls::Column::Id.eq(call.0));
        tx.update(update).await?;
        tx.commit().await
    }
}
