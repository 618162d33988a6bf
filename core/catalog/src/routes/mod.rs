//! The catalogue's routes. Browsing is public; everything below `/admin` asks for a permission of staff.
//! Handlers read the request, call the service and turn the answer into JSON.

use std::sync::Arc;

use kontor_web::Routes;

use crate::{manifest::MANIFEST, service::Catalogue};

/// All of them.
pub(crate) fn all(service: &Arc<Catalogue>) -> Routes {
    let _ = service;
    Routes::new(MANIFEST.id)
}
