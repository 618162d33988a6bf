//! Routes of messages for staff: the send register.
//! A handler extracts, calls its use case and converts.

mod register;

use kontor_web::Routes;

use crate::{manifest::MANIFEST, service::Service};

pub(crate) fn routes(service: &Service) -> Routes {
    let mut routes = Routes::new(MANIFEST.id);
    register::declare(&mut routes, service);
    routes
}
