//! The pages at `/`: every action is a form that is posted and answered by a redirect, so that reloading repeats nothing.
//! All of them work without scripts; htmx asks for the same pages and takes the part it needs.

mod account;
mod assets;
mod attributes;
mod cart;
mod carts;
mod checkout;
mod company;
mod forms;
mod joining;
mod narrowing;
mod orders;
mod own_price;
mod pages;
mod quick_order;
mod recovery;
mod sign_in;
#[cfg(test)]
mod tests;

use kontor_contract::{Fault, FaultKind};
use kontor_web::Routes;

use crate::{locale::Locale, manifest::MANIFEST, shop::Shop};

/// Products on a page of the list, and orders on a page of theirs.
const PAGE_SIZE: u32 = 24;

pub(crate) fn all(shop: &Shop) -> Routes {
    let mut routes = Routes::new(MANIFEST.id);
    pages::declare(&mut routes, shop);
    sign_in::declare(&mut routes, shop);
    recovery::declare(&mut routes, shop);
    joining::declare(&mut routes, shop);
    account::declare(&mut routes, shop);
    company::declare(&mut routes, shop);
    cart::declare(&mut routes, shop);
    carts::declare(&mut routes, shop);
    quick_order::declare(&mut routes, shop);
    checkout::declare(&mut routes, shop);
    orders::declare(&mut routes, shop);
    assets::declare(&mut routes, shop);
    routes
}

/// The sentence for a refusal that the visitor can mend on the page; other refusals become problem pages.
fn mendable(locale: &Locale, fault: Fault) -> Result<String, Fault> {
    match fault {
        Fault::Refused {
            kind: FaultKind::Invalid | FaultKind::Conflict | FaultKind::NotFound,
            code,
            detail,
            fields,
            ..
        } => {
            let first = fields.into_iter().next();
            let detail = first.map_or(detail, |field| field.detail);
            Ok(locale.problem(code, &detail))
        }
        other => Err(other),
    }
}

fn code_of(fault: &Fault) -> &'static str {
    match fault {
        Fault::Refused { code, .. } => code,
        Fault::Store(_) => "",
    }
}
