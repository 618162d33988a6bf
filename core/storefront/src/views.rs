//! What each page shows, as plain data: a template sees exactly these fields and nothing else.
//! Decimals are wire text (`"12.50"`), dates ISO text in the legal entity's zone; the theme formats them.

mod catalog;
mod frame;
mod order;
mod pager;
mod panels;
mod quick_order;
#[cfg(test)]
pub(crate) mod samples;
mod terms;

use serde::Serialize;

use crate::locale::Locale;
use crate::mail::MAIL_LAYOUT;

pub use catalog::*;
pub use frame::*;
pub use order::*;
pub(crate) use pager::list_address;
pub use pager::{PageLink, Pager};
pub use panels::*;
pub use quick_order::*;
pub use terms::*;

/// A page's own data, the template that shows it and the title of its window.
pub trait View: Serialize {
    /// The page's template, e.g. `pages/cart`.
    const TEMPLATE: &'static str;
    /// The layout around it.
    const LAYOUT: &'static str = SHOP;
    /// The title, without the shop's name.
    fn title(&self, locale: &Locale) -> String;
}

const SHOP: &str = "layouts/shop";
const PLAIN: &str = "layouts/plain";

/// Every template the storefront asks a theme for.
pub(crate) const TEMPLATES: &[&str] = &[
    SHOP,
    PLAIN,
    SignIn::TEMPLATE,
    PanelPage::TEMPLATE,
    FormPage::TEMPLATE,
    ProductList::TEMPLATE,
    ProductDetail::TEMPLATE,
    CartPage::TEMPLATE,
    QuickOrderPage::TEMPLATE,
    Checkout::TEMPLATE,
    OrderPlaced::TEMPLATE,
    OrderList::TEMPLATE,
    OrderDetail::TEMPLATE,
    NotFound::TEMPLATE,
    Problem::TEMPLATE,
    Nobody::TEMPLATE,
    MAIL_LAYOUT,
    "mail/layout.txt",
];

/// A form field: what the visitor typed and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The text as typed, kept through every error.
    pub value: String,
    /// What to do about it, in the visitor's language.
    pub error: Option<String>,
    /// True on the first wrong field of a form, which gets the focus.
    pub focus: bool,
}

impl Field {
    /// A field without an error.
    #[must_use]
    pub fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), ..Self::default() }
    }
}

/// One entry of a select or a list of filters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the visitor reads.
    pub label: String,
    /// Whether it is the one chosen.
    pub selected: bool,
}

/// The sign-in form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SignIn {
    /// E-mail address.
    pub email: Field,
    /// Password; its value is never sent back.
    pub password: Field,
    /// Why nobody was signed in.
    pub error: Option<String>,
    /// Where to go after signing in: a path on this shop.
    pub return_to: String,
    /// Whether the session is to hold for longer.
    pub remember: bool,
    /// Outside providers to sign in through, each with its way.
    pub providers: Vec<Link>,
    /// Whether anybody may register.
    pub can_register: bool,
}

impl View for SignIn {
    const TEMPLATE: &'static str = "pages/sign-in";
    const LAYOUT: &'static str = PLAIN;

    fn title(&self, locale: &Locale) -> String {
        locale.text("sign-in-title")
    }
}

/// The page for an address behind which there is nothing the visitor may know of.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct NotFound {}

impl View for NotFound {
    const TEMPLATE: &'static str = "pages/not-found";

    fn title(&self, locale: &Locale) -> String {
        locale.text("not-found-title")
    }
}

/// The page for a request that could not be answered.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Problem {
    /// What happened, in the visitor's language.
    pub title: String,
    /// What to do about it.
    pub detail: String,
    /// HTTP status.
    pub status: u16,
    /// What the visitor can tell the shop's support.
    pub request_id: String,
    /// The page to try again, where that can help.
    pub retry_url: Option<String>,
}

impl View for Problem {
    const TEMPLATE: &'static str = "pages/problem";

    fn title(&self, _: &Locale) -> String {
        self.title.clone()
    }
}

/// The page for a host that belongs to no shop: a problem without anything of a shop around it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Nobody(
    /// What to say.
    pub Problem,
);

impl View for Nobody {
    const TEMPLATE: &'static str = "pages/nobody";
    const LAYOUT: &'static str = PLAIN;

    fn title(&self, locale: &Locale) -> String {
        locale.text("nobody-title")
    }
}
