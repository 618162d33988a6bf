//! Routes of documents, for buyers and for staff.
//! A handler extracts, calls its use case and converts.

mod confirmation;

use kontor_web::Routes;

use crate::{manifest::MANIFEST, service::Service};

pub(crate) fn routes(service: &Service) -> Routes {
    let mut routes = Routes::new(MANIFEST.id);
    confirmation::declare(&mut routes, service);
    routes
}
