//! The company one buys for: its data and sites, its people and roles, and who acted for it.
//! Who may open a page is decided by identity's permissions; what is shown, by its ports.

mod access_log;
mod details;
mod people;
mod roles;

use kontor_web::Routes;

use crate::{locale::Locale, shop::Shop, views::Choice};

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    details::declare(routes, shop);
    people::declare(routes, shop);
    roles::declare(routes, shop);
    access_log::declare(routes, shop);
}

/// A choice for each of these pairs of value and name.
fn choices<'a>(pairs: impl IntoIterator<Item = (String, &'a str)>, chosen: &str) -> Vec<Choice> {
    let choice = |(value, label): (String, &str)| Choice { selected: value == chosen, value, label: label.to_owned() };
    pairs.into_iter().map(choice).collect()
}

/// An address on one line.
fn on_one_line(locale: &Locale, address: &kontor_contract::identity::Address) -> String {
    let place = [address.postal_code.as_str(), address.city.as_str()].join(" ");
    let country = if address.country.is_empty() {
        String::new()
    } else {
        let id = format!("country-{}", address.country);
        locale.find(&id, None).map_or_else(|| address.country.clone(), std::borrow::Cow::into_owned)
    };
    let lines = [address.street.as_str(), place.trim(), &country];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}
