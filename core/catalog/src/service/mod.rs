//! The catalogue's use cases: reading from memory, changing rows and raising the epoch in the same commit.
//! Each file holds the cases of one subject; the ports and routes call them.

mod assignments;
mod browse;
mod change;
pub(crate) mod checks;
mod lookup;
pub(crate) mod price_import;
pub(crate) mod prices;
pub(crate) mod pricing;
pub(crate) mod product_import;
pub(crate) mod products;
pub(crate) mod taxes;

use std::sync::Arc;

use kontor_kernel::{BusinessDate, Currency};
use kontor_module::Ports;
use kontor_store::{Ctx, Store};

use crate::{error::CatalogResult, read_model::Cache};

/// The catalogue.
pub(crate) struct Catalogue {
    pub(super) store: Store,
    ports: Ports,
    cache: Arc<Cache>,
}

impl Catalogue {
    /// On a store, with an empty memory.
    pub fn new(store: Store, ports: Ports) -> Self {
        Self { cache: Arc::new(Cache::new(store.clone())), store, ports }
    }
}

/// The currency that a context's channel shows, where it has a channel.
fn channel_currency(ctx: &Ctx) -> Option<Currency> {
    ctx.channel().map(|channel| channel.currency)
}

/// The country whose taxes a context's seller charges.
fn tax_country(ctx: &Ctx) -> &str {
    ctx.channel().map_or("", |channel| channel.legal_entity.country.as_str())
}

fn today(ctx: &Ctx) -> CatalogResult<BusinessDate> {
    Ok(ctx.today()?)
}
