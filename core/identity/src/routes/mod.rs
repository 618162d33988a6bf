//! Routes of identity and their wire types: sessions, tokens, companies.
//! A handler extracts, calls its use case and converts.

mod acting;
mod channels;
mod companies;
mod company_people;
mod customer_groups;
mod invitations;
mod legal_entities;
mod me;
mod outside;
mod own_company;
mod people;
mod providers;
mod registrations;
mod resets;
mod roles;
mod session;
mod territories;
mod tokens;

use kontor_web::Routes;
use serde::{Deserialize, Deserializer};

use crate::service::Service;

pub(crate) fn routes(service: &Service) -> Routes {
    let mut routes = Routes::new("identity");
    session::declare(&mut routes, service);
    me::declare(&mut routes, service);
    resets::declare(&mut routes, service);
    tokens::declare(&mut routes, service);
    companies::declare(&mut routes, service);
    customer_groups::declare(&mut routes, service);
    own_company::declare(&mut routes, service);
    legal_entities::declare(&mut routes, service);
    channels::declare(&mut routes, service);
    territories::declare(&mut routes, service);
    providers::declare(&mut routes, service);
    outside::declare(&mut routes, service);
    people::declare(&mut routes, service);
    acting::declare(&mut routes, service);
    company_people::declare(&mut routes, service);
    invitations::declare(&mut routes, service);
    registrations::declare(&mut routes, service);
    roles::declare(&mut routes, service);
    routes
}

/// Tells `null` from nothing, for fields that `null` clears.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}
