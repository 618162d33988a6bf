//! Routes of identity and their wire types: sessions, tokens, companies.
//! A handler extracts, calls its use case and converts.

mod companies;
mod session;
mod tokens;

use kontor_web::Routes;

use crate::service::Service;

pub(crate) fn routes(service: &Service) -> Routes {
    let mut routes = Routes::new("identity");
    session::declare(&mut routes, service);
    tokens::declare(&mut routes, service);
    companies::declare(&mut routes, service);
    routes
}
