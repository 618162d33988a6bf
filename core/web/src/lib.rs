//! The way in over HTTP: routes that carry their permission, extractors, problem details, the gate and the accept loop.
//! Engines and modules declare [`Routes`]; the composition root merges them into a [`Registry`] and serves its router.
//!
//! Invariant: only this crate turns errors into status codes, and a route cannot be written without saying who may call it.

mod access;
mod authenticator;
mod cookie;
mod extract;
mod fault;
mod gate;
mod limits;
mod metrics;
mod openapi;
pub mod ops;
mod own_path;
mod problem;
mod registry;
mod routes;
mod serve;
mod standing;
#[cfg(test)]
mod tests;

pub use access::Access;
pub use authenticator::{
    AuthError, Authenticated, Authenticator, Credentials, DEVICE_COOKIE, LOCALE_COOKIE, RequestFacts, SESSION_COOKIE,
    Site,
};
pub use axum::http::StatusCode;
pub use cookie::{cookie, cookie_value, remove_session, set_session};
pub use extract::{
    Caller, Created, Csrf, CurrentSite, Form, Json, Paging, Path, Peer, Query, Sort, SortBy, Upload, remember_created,
};
pub use gate::{Csp, FailedPage, Gate, PageErrors, Switches};
pub use limits::Limits;
pub use metrics::registry as metrics_registry;
pub use own_path::own_path;
pub use problem::{FieldError, Problem};
pub use registry::{MatrixRow, Registry, RegistryError};
pub use routes::{RouteBuilder, Routes};
pub use serve::{ServeReport, serve};
pub use standing::{Admission, CallNumber, Doorkeeper, OperatorCall, OperatorDesk};

/// What the platform itself says: titles of problems, and why the gate refuses.
pub const WORDS: kontor_words::Words = kontor_words::words!();
