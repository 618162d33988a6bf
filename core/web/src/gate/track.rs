//! Runs handlers. What changes something runs in a task of its own, because axum drops a handler when its client goes away.
//! The task keeps its place among the running requests and its idempotency key until it has ended.

use std::{panic::AssertUnwindSafe, sync::Arc};

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use kontor_store::idempotency::InFlightGuard;
use tracing::Instrument;

use super::{Gated, Shared};
use crate::{metrics::Place, problem::Problem, serve::Connection};

/// A request that may run.
pub(crate) struct Run<'a> {
    pub(crate) gated: &'a Gated,
    pub(crate) place: Option<Place>,
    pub(crate) span: tracing::Span,
}

impl Run<'_> {
    /// Runs the handler to its end. A panic in it is a 500 and harms nobody else.
    pub(crate) async fn answer(self, shared: &Arc<Shared>, request: Request, guard: Option<InFlightGuard>) -> Response {
        let tasks = self.gated.changes_state.then(|| {
            let connection = request.extensions().get::<Connection>();
            connection.map_or_else(|| shared.tasks.clone(), |connection| connection.tasks.clone())
        });
        let call = AssertUnwindSafe((self.gated.endpoint)(request)).catch_unwind();
        let Some(tasks) = tasks else {
            return call.await.unwrap_or_else(|_| panicked());
        };
        let place = self.place;
        let work = async move {
            let response = call.await.unwrap_or_else(|_| panicked());
            drop((place, guard));
            response
        };
        tasks.spawn(work.instrument(self.span)).await.unwrap_or_else(|_| panicked())
    }
}

fn panicked() -> Response {
    tracing::error!("a handler panicked");
    Problem::failed().into_response()
}
