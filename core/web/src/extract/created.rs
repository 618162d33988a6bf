//! The answer to a creating request, and its twin that is stored with the effect for whoever asks again.
//! Both are the same bytes.

use axum::response::{IntoResponse, Response};
use kontor_store::{StoreError, StoreResult, Tx, WriteTx, idempotency::Reply};
use serde::Serialize;

use super::json;
use crate::StatusCode;

/// A JSON answer with status 201.
#[derive(Debug, Clone)]
pub struct Created<T>(pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        json::answer(StatusCode::CREATED, &self.0)
    }
}

/// Stores the reply that [`Created`] will give in the commit of its effect. Does nothing for requests without a key.
pub async fn remember_created(tx: &WriteTx, view: &(impl Serialize + Sync)) -> StoreResult<()> {
    if tx.ctx().idempotency().is_none() {
        return Ok(());
    }
    let body = serde_json::to_string(view)
        .map_err(|cause| StoreError::Setup(format!("a reply cannot be written as JSON: {cause}")))?;
    tx.remember(&Reply { status: StatusCode::CREATED.as_u16(), body }).await
}
