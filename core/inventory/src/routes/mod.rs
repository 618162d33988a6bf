//! The inventory's routes: for staff, and one for whoever may browse.
//! Handlers read the request, call the service and turn the answer into JSON.

mod expected;
mod holds;
mod movements;
mod promise;
mod rules;
mod stock;
mod warehouses;

use std::sync::Arc;

use kontor_contract::Fault;
use kontor_web::{Problem, Routes};

use crate::{error::InventoryError, manifest::MANIFEST, service::Warehousing};

impl From<InventoryError> for Problem {
    fn from(error: InventoryError) -> Self {
        Fault::from(error).into()
    }
}

/// All of them.
pub(crate) fn all(service: &Arc<Warehousing>) -> Routes {
    let mut routes = Routes::new(MANIFEST.id);
    warehouses::add(&mut routes, service);
    stock::add(&mut routes, service);
    movements::add(&mut routes, service);
    holds::add(&mut routes, service);
    expected::add(&mut routes, service);
    rules::add(&mut routes, service);
    promise::add(&mut routes, service);
    routes
}

/// More was named at once than one request may.
fn too_many(pointer: &'static str, code: &'static str, most: usize) -> Problem {
    let detail = format!("At most {most} are taken at once.");
    Problem::unprocessable().code(code).field(pointer, "too_many", detail.clone()).detail(detail)
}
