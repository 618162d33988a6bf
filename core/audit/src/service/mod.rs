//! Use cases of the trail: recording, sealing, checking, reading, exporting, and letting go of a person.
//! Only recording and sealing write; everything else looks.

pub(crate) mod check;
mod details_check;
mod due;
pub(crate) mod export;
pub(crate) mod heads;
mod persons;
mod record;
mod seal;
pub(crate) mod trail;

use std::{path::PathBuf, sync::Arc};

use kontor_store::{Store, Vault};

use due::Due;
use heads::Heads;

/// What the use cases work with.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) store: Store,
    heads: Arc<Heads>,
    due: Arc<Due>,
}

impl Service {
    pub(crate) fn new(store: Store, vault: Vault, folder: PathBuf) -> Self {
        Self { store, heads: Arc::new(Heads::new(vault, folder)), due: Arc::default() }
    }
}
