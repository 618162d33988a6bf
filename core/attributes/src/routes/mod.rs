//! The engine's routes: staff list, make and change dictionaries and custom attributes.
//! Handlers read the request, call the use case and turn the answer into JSON.

pub(crate) mod definitions;
pub(crate) mod dictionaries;

use std::sync::Arc;

use kontor_web::Routes;

use crate::{manifest::MANIFEST, service::Desk};

/// All of them.
pub(crate) fn all(desk: &Arc<Desk>) -> Routes {
    let mut routes = Routes::new(MANIFEST.id);
    dictionaries::add(&mut routes, desk);
    definitions::add(&mut routes, desk);
    routes
}
