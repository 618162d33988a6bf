//! The order confirmation: what the seller has agreed to deliver, to whom, at which prices and taxes.
//! One set of facts makes both of its formats, so that a PDF and its table never differ.

mod page;
mod sheet;
mod speech;

use kontor_contract::{letterheads::Letterhead, orders::OrderPaper};

pub(crate) use page::page;
pub(crate) use sheet::sheet;
pub(crate) use speech::Speech;

/// What a confirmation is made from.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    /// The order, with its sentences in the document's language.
    pub(crate) order: OrderPaper,
    /// Who sells.
    pub(crate) seller: Letterhead,
}

/// What a file is called for its reader, without its ending: `Order confirmation 1024`.
pub(crate) fn title(speech: &Speech<'_>, facts: &Facts) -> String {
    speech.say("title", &[("number", facts.order.number.as_str().into())])
}

/// An address as lines; empty ones are left out.
fn address_lines(address: &kontor_contract::identity::Address) -> Vec<String> {
    let city = format!("{} {}", address.postal_code, address.city);
    let city = match (city.trim(), address.country.as_str()) {
        ("", country) => country.to_owned(),
        (city, "") => city.to_owned(),
        (city, country) => format!("{city}, {country}"),
    };
    [address.street.clone(), city].into_iter().filter(|line| !line.trim().is_empty()).collect()
}

#[cfg(test)]
pub(crate) mod tests;
