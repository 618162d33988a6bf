//! One's own account: profile, sign-in and security, devices, API tokens.
//! Every page shows what is so and the forms that change it; a change is answered by a redirect to the same page.

mod devices;
mod personas;
mod profile;
mod security;
mod tokens;

use kontor_contract::Fault;
use kontor_kernel::Timestamp;
use kontor_store::Ctx;
use kontor_web::{Problem, Routes, StatusCode};

use super::forms::{Refused, Typed, refuse};
use crate::{
    locale::Locale,
    present,
    shop::{Section, Shop},
    views::{FormView, NavGroup, NavItem, Panel, PanelPage},
    visit::Visit,
};

/// What the pages of companies ask for; identity's permissions.
pub(super) const READ_COMPANY: &str = "identity.own_company.read";
pub(super) const MANAGE_COMPANY: &str = "identity.own_company.manage";
pub(super) const MANAGE_PEOPLE: &str = "identity.own_people.manage";
pub(super) const MANAGE_ROLES: &str = "identity.own_roles.manage";
const MANAGE_TOKENS: &str = "identity.tokens.manage";

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    profile::declare(routes, shop);
    security::declare(routes, shop);
    devices::declare(routes, shop);
    tokens::declare(routes, shop);
    personas::declare(routes, shop);
}

/// The pages of accounts and companies that a visitor may open, by path and name.
pub(super) fn navigation(locale: &Locale, ctx: &Ctx, here: &str) -> Vec<NavGroup> {
    let is_buyer = ctx.company().is_some();
    let item = |(url, id): (&str, &str)| NavItem { label: locale.text(id), url: url.to_owned(), current: url == here };
    let mut mine = vec![("/account", "account-profile"), ("/account/security", "account-security")];
    mine.push(("/account/devices", "account-devices"));
    if ctx.allows(MANAGE_TOKENS) {
        mine.push(("/account/tokens", "account-tokens"));
    }
    mine.push(("/account/personas", "account-personas"));
    let company = [
        ("/company", "company-details", READ_COMPANY),
        ("/company/people", "company-people", MANAGE_PEOPLE),
        ("/company/roles", "company-roles", MANAGE_ROLES),
        ("/company/access-log", "company-access-log", READ_COMPANY),
    ];
    let company: Vec<NavItem> = company
        .into_iter()
        .filter(|(_, _, permission)| is_buyer && ctx.allows(permission))
        .map(|(url, id, _)| item((url, id)))
        .collect();
    let mut groups =
        vec![NavGroup { title: locale.text("account-title"), items: mine.into_iter().map(item).collect() }];
    if !company.is_empty() {
        groups.push(NavGroup { title: locale.text("company-title"), items: company });
    }
    groups
}

/// A page among those of accounts and companies.
pub(super) struct Place<'a> {
    pub(super) shop: &'a Shop,
    pub(super) visit: &'a Visit,
    /// Its path, which the navigation marks.
    pub(super) path: &'static str,
    /// The message that names it.
    pub(super) title: &'static str,
}

impl<'a> Place<'a> {
    pub(super) fn locale(&self) -> &'a Locale {
        self.shop.locale(&self.visit.ctx)
    }

    pub(super) fn text(&self, id: &str) -> String {
        self.locale().text(id)
    }

    /// The day of an instant.
    pub(super) fn day(&self, at: Timestamp) -> String {
        present::day(self.locale(), &self.visit.ctx, at)
    }

    /// Day and time of an instant.
    pub(super) fn moment(&self, at: Timestamp) -> String {
        present::moment(self.locale(), &self.visit.ctx, at)
    }

    /// Shows panels.
    pub(super) async fn show(&self, panels: Vec<Panel>) -> Result<axum::response::Response, Problem> {
        self.answer(StatusCode::OK, panels, None).await
    }

    /// Shows panels again after a refusal.
    pub(super) async fn show_again(
        &self,
        panels: Vec<Panel>,
        error: Option<String>,
    ) -> Result<axum::response::Response, Problem> {
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, panels, error).await
    }

    async fn answer(
        &self,
        status: StatusCode,
        panels: Vec<Panel>,
        error: Option<String>,
    ) -> Result<axum::response::Response, Problem> {
        let (locale, lead) = (self.locale(), format!("{}-lead", self.title));
        let view = PanelPage {
            title: locale.text(self.title),
            lead: locale.find(&lead, None).map(std::borrow::Cow::into_owned).unwrap_or_default(),
            nav: navigation(locale, &self.visit.ctx, self.path),
            error,
            panels,
        };
        let visit = Visit { here: self.path.to_owned(), ..self.visit.clone() };
        self.shop.page_with(status, &visit, Section::Account, &view).await
    }

    /// Marks the form of a panel with a refusal and what was typed, and returns what no field is about.
    pub(super) fn refuse(
        &self,
        panels: &mut [Panel],
        id: &str,
        typed: &Typed,
        fault: Fault,
    ) -> Result<Option<String>, Problem> {
        let form = panels.iter_mut().find(|panel| panel.id == id).and_then(|panel| panel.form.as_mut());
        let Some(form) = form else { return Err(fault.into()) };
        let fault = self.shop.told(&self.visit.ctx, fault);
        let Refused { form: marked, error } = refuse(self.locale(), typed.fill(std::mem::take(form)), fault)?;
        *form = marked;
        Ok(error)
    }
}

/// A panel with a heading and a form.
pub(super) fn form_panel(locale: &Locale, id: &str, title: &str, form: FormView) -> Panel {
    let help = format!("{title}-help");
    let text = locale.find(&help, None).map(std::borrow::Cow::into_owned).unwrap_or_default();
    Panel { id: id.to_owned(), title: locale.text(title), text, form: Some(form), ..Panel::default() }
}
