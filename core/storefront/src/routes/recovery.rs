//! What mails about one's account lead to: choosing a new password, confirming an address; and going on from another shop.
//! Each page shows a button that does it: opening a link changes nothing, because mail programs open links, too.

use axum::{extract::State, response::Response};
use kontor_contract::{
    Fault, FaultKind,
    account::{AccountRecovery, SignIn},
};
use kontor_web::{Access, Form, Problem, Query, Routes, StatusCode, set_session};
use serde::Deserialize;

use super::forms::{Typed, come_back};
use crate::{
    locale::{FluentArgs, Locale},
    shop::{Section, Shop, go_to},
    views::{FormField, FormPage, FormView, Link},
    visit::Visit,
};

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    routes.get("/forgotten-password", Access::Public).page().handle(shop.clone(), show_forgotten);
    routes.post("/forgotten-password", Access::Public).page().handle(shop.clone(), ask_for_reset);
    routes.get("/password-reset", Access::Public).page().handle(shop.clone(), show_reset);
    routes.post("/password-reset", Access::Public).page().handle(shop.clone(), reset);
    routes.get("/email-confirmation", Access::Public).page().handle(shop.clone(), show_confirmation);
    routes.post("/email-confirmation", Access::Public).page().handle(shop.clone(), confirm);
    routes.get("/session/handover", Access::Public).page().handle(shop.clone(), show_handover);
    routes.post("/session/handover", Access::Public).page().handle(shop.clone(), accept_handover);
}

/// The secret of a mail, in the address of the page.
#[derive(Debug, Deserialize)]
struct Mailed {
    token: Option<String>,
}

/// The secret of a way from another shop.
#[derive(Debug, Deserialize)]
struct Handed {
    ticket: Option<String>,
}

fn to_sign_in(locale: &Locale) -> Vec<Link> {
    vec![Link { label: locale.text("sign-in"), url: "/sign-in".to_owned() }]
}

/// A page for a secret that is not good any more.
async fn over(shop: &Shop, visit: &Visit, title: &str, error: &str, links: Vec<Link>) -> Result<Response, Problem> {
    let locale = shop.locale(&visit.ctx);
    let view = FormPage { title: locale.text(title), error: Some(locale.text(error)), links, ..FormPage::default() };
    shop.page_with(StatusCode::GONE, visit, Section::None, &view).await
}

fn forgotten_page(locale: &Locale) -> FormPage {
    let email = FormField::new("email", "email", locale.text("email")).at_most(254).filled_by("username").wide();
    FormPage {
        title: locale.text("forgotten-title"),
        lead: vec![locale.text("forgotten-lead")],
        form: Some(FormView::new("/forgotten-password", locale.text("send-reset")).with(email)),
        links: to_sign_in(locale),
        ..FormPage::default()
    }
}

async fn show_forgotten(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let view = forgotten_page(shop.locale(&visit.ctx));
    shop.page(&visit, Section::None, &view).await
}

async fn ask_for_reset(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let locale = shop.locale(&visit.ctx);
    let email = typed.text("email");
    match shop.port::<dyn AccountRecovery>()?.ask_for_reset(&visit.ctx, &email).await {
        Ok(()) => {
            let mut args = FluentArgs::new();
            args.set("email", email);
            let done = Some(locale.text_with("reset-sent", &args));
            let links = to_sign_in(locale);
            let view = FormPage { title: locale.text("forgotten-title"), done, links, ..FormPage::default() };
            shop.page(&visit, Section::None, &view).await
        }
        Err(fault) => come_back(&shop, &visit, forgotten_page(locale), &typed, fault).await,
    }
}

fn reset_page(locale: &Locale, token: &str) -> FormPage {
    let password = FormField::new("password", "password", locale.text("new-password")).at_most(1024).wide();
    let form = FormView::new("/password-reset", locale.text("set-password"))
        .carrying("token", token)
        .with(password.filled_by("new-password").helped(locale.text("new-password-help")));
    FormPage {
        title: locale.text("reset-title"),
        lead: vec![locale.text("reset-lead")],
        form: Some(form),
        ..FormPage::default()
    }
}

async fn reset_over(shop: &Shop, visit: &Visit) -> Result<Response, Problem> {
    let label = shop.locale(&visit.ctx).text("forgotten-title");
    let links = vec![Link { label, url: "/forgotten-password".to_owned() }];
    over(shop, visit, "reset-title", "reset-over", links).await
}

async fn show_reset(State(shop): State<Shop>, visit: Visit, Query(mailed): Query<Mailed>) -> Result<Response, Problem> {
    let token = mailed.token.unwrap_or_default();
    if !shop.port::<dyn AccountRecovery>()?.is_reset_open(&visit.ctx, &token).await? {
        return reset_over(&shop, &visit).await;
    }
    let view = reset_page(shop.locale(&visit.ctx), &token);
    shop.page(&visit, Section::None, &view).await
}

async fn reset(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let locale = shop.locale(&visit.ctx);
    let token = typed.text("token");
    match shop.port::<dyn AccountRecovery>()?.reset_password(&visit.ctx, &token, typed.raw("password")).await {
        Ok(()) => {
            let done = Some(locale.text("reset-done"));
            let links = to_sign_in(locale);
            let view = FormPage { title: locale.text("reset-title"), done, links, ..FormPage::default() };
            shop.page(&visit, Section::None, &view).await
        }
        Err(fault) if is_over(&fault) => reset_over(&shop, &visit).await,
        Err(fault) => come_back(&shop, &visit, reset_page(locale, &token), &typed, fault).await,
    }
}

fn is_over(fault: &Fault) -> bool {
    matches!(fault, Fault::Refused { kind: FaultKind::NotFound | FaultKind::Conflict, .. })
}

async fn show_confirmation(
    State(shop): State<Shop>,
    visit: Visit,
    Query(mailed): Query<Mailed>,
) -> Result<Response, Problem> {
    let locale = shop.locale(&visit.ctx);
    let form = FormView::new("/email-confirmation", locale.text("confirm-email"))
        .carrying("token", mailed.token.unwrap_or_default());
    let view = FormPage {
        title: locale.text("confirm-email-title"),
        lead: vec![locale.text("confirm-email-lead")],
        form: Some(form),
        ..FormPage::default()
    };
    shop.page(&visit, Section::None, &view).await
}

async fn confirm(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let locale = shop.locale(&visit.ctx);
    match shop.port::<dyn AccountRecovery>()?.confirm_email(&visit.ctx, &typed.text("token")).await {
        Ok(email) => {
            let mut args = FluentArgs::new();
            args.set("email", email);
            let done = Some(locale.text_with("email-confirmed-now", &args));
            let label = locale.text("nav-products");
            let links = vec![Link { label, url: "/products".to_owned() }];
            let view = FormPage { title: locale.text("confirm-email-title"), done, links, ..FormPage::default() };
            shop.page(&visit, Section::None, &view).await
        }
        Err(fault) if is_over(&fault) => {
            let label = locale.text("account-profile");
            let links = vec![Link { label, url: "/account".to_owned() }];
            over(&shop, &visit, "confirm-email-title", "confirm-email-over", links).await
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn show_handover(
    State(shop): State<Shop>,
    visit: Visit,
    Query(handed): Query<Handed>,
) -> Result<Response, Problem> {
    let locale = shop.locale(&visit.ctx);
    let mut args = FluentArgs::new();
    args.set("shop", visit.site.tenant.name.as_str());
    let form = FormView::new("/session/handover", locale.text_with("handover-go", &args))
        .carrying("ticket", handed.ticket.unwrap_or_default());
    let view = FormPage {
        title: locale.text_with("handover-title", &args),
        lead: vec![locale.text("handover-lead")],
        form: Some(form),
        ..FormPage::default()
    };
    shop.page(&visit, Section::None, &view).await
}

async fn accept_handover(
    State(shop): State<Shop>,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    match shop.port::<dyn SignIn>()?.accept_handover(&visit.ctx, &typed.text("ticket")).await {
        Ok(opened) => {
            let mut response = go_to("/products");
            set_session(&visit.ctx, &opened, response.headers_mut());
            Ok(response)
        }
        Err(Fault::Refused { .. }) => {
            let links = to_sign_in(shop.locale(&visit.ctx));
            over(&shop, &visit, "handover-over-title", "handover-over", links).await
        }
        Err(fault) => Err(fault.into()),
    }
}
