//! Routes of the promotions module, all for staff: promotions and their trial, codes, and the register of uses.
//! Who reaches only some customers sees the codes and uses of those; promotions are the whole tenant's.

mod codes;
mod promotions;
mod uses;

use std::sync::Arc;

use kontor_web::Routes;

use crate::{manifest::MANIFEST, service::Promoting};

pub(crate) fn routes(service: &Arc<Promoting>) -> Routes {
    let mut routes = Routes::new(MANIFEST.id);
    promotions::add(&mut routes, service);
    codes::add(&mut routes, service);
    uses::add(&mut routes, service);
    routes
}
