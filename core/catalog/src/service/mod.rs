//! The catalogue's use cases: reading from memory, changing rows and raising the epoch in the same commit.
//! Each file holds the cases of one subject; the ports and routes call them.

mod around;
pub(crate) mod assignments;
pub(crate) mod assortments;
mod attributes;
mod browse;
pub(crate) mod categories;
pub(crate) mod category_attributes;
mod change;
pub(crate) mod checks;
pub(crate) mod codes;
pub(crate) mod explain;
pub(crate) mod export;
mod facets;
mod facts;
mod finding;
mod history;
mod lookup;
pub(crate) mod media;
mod own_price;
pub(crate) mod packagings;
pub(crate) mod parts;
mod past;
mod persons;
mod plain;
pub(crate) mod policy;
pub(crate) mod price_import;
pub(crate) mod price_lists;
pub(crate) mod prices;
pub(crate) mod pricing;
pub(crate) mod product_import;
pub(crate) mod products;
pub(crate) mod publication;
pub(crate) mod quantity_rules;
mod search;
pub(crate) mod synonyms;
pub(crate) mod tax_classes;
pub(crate) mod tax_exemptions;
pub(crate) mod taxes;
pub(crate) mod units;
pub(crate) mod variants;
pub(crate) mod visibility;
pub(crate) mod what_if;

use std::sync::Arc;

use finding::Finding;
use kontor_kernel::{BusinessDate, ChannelId, Currency, TenantId};
use kontor_module::Boot;
use kontor_search::Shelves;
use kontor_store::{Ctx, StoreError};
use plain::Plain;

use crate::{
    error::{CatalogError, CatalogResult},
    read_model::Cache,
};

/// The catalogue.
pub(crate) struct Catalogue {
    boot: Boot,
    cache: Arc<Cache>,
    finding: Arc<Finding>,
    plain: Plain,
}

impl Catalogue {
    /// For a deployment, with an empty memory and search indexes there.
    pub fn new(boot: Boot, shelves: Arc<Shelves>) -> Self {
        let cache = Arc::new(Cache::new(boot.store.clone()));
        Self { cache, boot, finding: Arc::new(Finding::new(shelves)), plain: Plain::default() }
    }

    /// Deletes what is kept of a tenant outside of the database.
    pub async fn forget_tenant(&self, tenant: TenantId) -> CatalogResult<()> {
        let finding = Arc::clone(&self.finding);
        tokio::task::spawn_blocking(move || finding.forget(tenant)).await.map_err(|cause| failed(&cause))
    }
}

/// A thread that was to do some work has failed.
fn failed(cause: &tokio::task::JoinError) -> CatalogError {
    StoreError::Setup(format!("the catalogue could not be searched: {cause}")).into()
}

/// The currency that a context's channel shows, where it has a channel.
fn channel_currency(ctx: &Ctx) -> Option<Currency> {
    ctx.channel().map(|channel| channel.currency)
}

/// The channel that a context comes through.
fn channel_of(ctx: &Ctx) -> Option<ChannelId> {
    ctx.channel().map(|channel| channel.id)
}

/// The country whose taxes a context's seller charges.
fn tax_country(ctx: &Ctx) -> &str {
    ctx.channel().map_or("", |channel| channel.legal_entity.country.as_str())
}

fn today(ctx: &Ctx) -> CatalogResult<BusinessDate> {
    Ok(ctx.today()?)
}
