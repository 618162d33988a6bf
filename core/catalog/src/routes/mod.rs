//! The catalogue's routes. Browsing is public; everything below `/admin` asks for a permission of staff.
//! Handlers read the request, call the service and turn the answer into JSON.

mod assortments;
mod browse;
mod categories;
mod codes;
mod media;
mod packagings;
mod parts;
mod price_lists;
mod pricing;
mod products;
mod publication;
mod synonyms;
mod tax_classes;
mod tax_exemptions;
mod tax_rates;
mod units;

use std::sync::Arc;

use kontor_contract::{Fault, imports::Applied};
use kontor_web::{Problem, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{error::CatalogError, manifest::MANIFEST, service::Catalogue};

/// All of them.
pub(crate) fn all(service: &Arc<Catalogue>) -> Routes {
    let mut routes = Routes::new(MANIFEST.id);
    browse::add(&mut routes, service);
    browse::add_own_prices(&mut routes, service);
    assortments::add(&mut routes, service);
    categories::add(&mut routes, service);
    products::add(&mut routes, service);
    packagings::add(&mut routes, service);
    codes::add(&mut routes, service);
    parts::add(&mut routes, service);
    media::add(&mut routes, service);
    publication::add(&mut routes, service);
    units::add(&mut routes, service);
    price_lists::add(&mut routes, service);
    pricing::add(&mut routes, service);
    tax_rates::add(&mut routes, service);
    synonyms::add(&mut routes, service);
    tax_classes::add(&mut routes, service);
    tax_exemptions::add(&mut routes, service);
    routes
}

impl From<CatalogError> for Problem {
    fn from(error: CatalogError) -> Self {
        Fault::from(error).into()
    }
}

/// Tells `null` from nothing.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// What setting many rows did.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
struct AppliedView {
    /// New.
    created: u64,
    /// Changed.
    updated: u64,
    /// As they were.
    unchanged: u64,
}

impl From<Applied> for AppliedView {
    fn from(applied: Applied) -> Self {
        Self { created: applied.created, updated: applied.updated, unchanged: applied.unchanged }
    }
}
