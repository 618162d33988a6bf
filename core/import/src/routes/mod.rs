//! Routes of imports for staff: upload a file, watch its run, fetch its report, cancel it.
//! A handler extracts, calls its use case and converts.

mod runs;
mod upload;

use kontor_web::Routes;

use crate::service::Service;

pub(crate) fn routes(service: &Service) -> Routes {
    let mut routes = Routes::new("import");
    upload::declare(&mut routes, service);
    runs::declare(&mut routes, service);
    routes
}
