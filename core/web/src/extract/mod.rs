//! What handlers take from a request and how they answer; every failure is a [`crate::Problem`].
//! Extractors read the [`Passage`] that the gate left behind, never the headers themselves.

mod body;
mod caller;
mod created;
pub(crate) mod form;
mod json;
mod paging;
mod path;
mod query;

use std::sync::Arc;

use bytes::Bytes;
use kontor_store::Ctx;

pub use body::Upload;
pub(crate) use body::buffered;
pub use caller::{Caller, Csrf, CurrentSite, Peer};
pub use created::{Created, remember_created};
pub use form::Form;
pub use json::Json;
pub use paging::{Paging, Sort, SortBy};
pub use path::Path;
pub use query::Query;

use crate::{authenticator::Site, gate::Shared};

/// What the gate found out about a request that it let through.
#[derive(Clone)]
pub(crate) struct Passage {
    pub(crate) shared: Arc<Shared>,
    pub(crate) ctx: Option<Ctx>,
    pub(crate) site: Option<Arc<Site>>,
    pub(crate) csrf: Option<String>,
    pub(crate) body_limit: usize,
    pub(crate) media_types: &'static [&'static str],
}

impl Passage {
    pub(crate) fn document(&self) -> Bytes {
        self.shared.document.clone()
    }
}
