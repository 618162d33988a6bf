//! Signing in and out on a page.
//! The way back is kept through every attempt; the password is not.

use axum::{extract::State, response::Response};
use kontor_contract::{
    Fault, FaultKind,
    account::{OpenedSession, SignIn as Identity, SignInAttempt, SignInStep},
    outside_sign_in::OutsideSignIn,
    people::Joining,
};
use kontor_web::{Access, Form, Problem, Query, Routes, StatusCode, remove_session, set_session};
use serde::Deserialize;

use super::forms::{Typed, come_back};
use crate::{
    locale::Locale,
    render::encoded,
    shop::{Section, Shop, go_and_tell, go_to},
    views::{Field, FormField, FormPage, FormView, Link, SignIn},
    visit::{Flash, Visit, way_back, with_way_back},
};

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    routes.get("/sign-in", Access::Public).page().handle(shop.clone(), show_sign_in);
    routes.post("/sign-in", Access::Public).page().handle(shop.clone(), sign_in);
    routes.post("/sign-in/second-step", Access::Public).page().handle(shop.clone(), second_step);
    routes.post("/sign-out", Access::SignedIn).page().handle(shop.clone(), sign_out);
}

#[derive(Debug, Deserialize)]
struct WayBack {
    return_to: Option<String>,
}

async fn show_sign_in(
    State(shop): State<Shop>,
    visit: Visit,
    Query(query): Query<WayBack>,
) -> Result<Response, Problem> {
    let return_to = way_back(query.return_to.as_deref(), "/products");
    if visit.is_signed_in() {
        return Ok(go_to(&return_to));
    }
    let email = Field { focus: true, ..Field::default() };
    let view = SignIn { email, ..other_ways(&shop, &visit, return_to).await? };
    shop.page(&visit, Section::None, &view).await
}

/// The empty form with the other ways in.
async fn other_ways(shop: &Shop, visit: &Visit, return_to: String) -> Result<SignIn, Problem> {
    let mut providers = Vec::new();
    if let Ok(outside) = shop.port::<dyn OutsideSignIn>() {
        let offered = outside.offered(&visit.ctx).await?;
        providers.extend(offered.into_iter().map(|provider| Link {
            url: format!("/sign-in/with/{}?return_to={}", provider.code, encoded(&return_to)),
            label: provider.name,
        }));
    }
    let can_register = match shop.port::<dyn Joining>() {
        Ok(joining) => joining.registration_form(&visit.ctx).await?.is_open,
        Err(_) => false,
    };
    Ok(SignIn { return_to, providers, can_register, ..SignIn::default() })
}

#[derive(Debug, Deserialize)]
struct Credentials {
    email: Option<String>,
    password: Option<String>,
    remember: Option<String>,
    return_to: Option<String>,
}

async fn sign_in(State(shop): State<Shop>, visit: Visit, Form(form): Form<Credentials>) -> Result<Response, Problem> {
    let return_to = way_back(form.return_to.as_deref(), "/products");
    let (Some(email), Some(password)) = (&form.email, &form.password) else {
        let ways = other_ways(&shop, &visit, return_to).await?;
        let view = incomplete(shop.locale(&visit.ctx), &form, ways);
        return shop.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, Section::None, &view).await;
    };
    let remember = form.remember.is_some();
    let attempt = SignInAttempt { email: email.trim(), password, membership: None, remember };
    match shop.port::<dyn Identity>()?.sign_in(&visit.ctx, attempt).await {
        Ok(SignInStep::Opened(opened)) => {
            let mut response = go_to(&way_in(&opened, return_to));
            set_session(&visit.ctx, &opened, response.headers_mut());
            Ok(response)
        }
        Ok(SignInStep::SecondFactor(step)) => {
            // Shown in the answer itself: the ticket stands in no address.
            let view = second_step_page(shop.locale(&visit.ctx), &step.ticket, &return_to);
            shop.page(&visit, Section::None, &view).await
        }
        Err(fault) => refuse(&shop, &visit, &form, return_to, fault).await,
    }
}

/// Where a session that was opened leads: to what was wanted, or first to where a second factor is set up.
fn way_in(opened: &OpenedSession, return_to: String) -> String {
    if opened.view.needs_second_factor { with_way_back("/account/security", &return_to) } else { return_to }
}

fn second_step_page(locale: &Locale, ticket: &str, return_to: &str) -> FormPage {
    let code = FormField { focus: true, ..FormField::new("code", "code", locale.text("one-time-code")) };
    let form = FormView::new("/sign-in/second-step", locale.text("sign-in"))
        .carrying("ticket", ticket)
        .carrying("return_to", return_to)
        .with(code.at_most(40).filled_by("one-time-code").helped(locale.text("second-step-help")).wide());
    FormPage {
        title: locale.text("second-step-title"),
        lead: vec![locale.text("second-step-lead")],
        form: Some(form),
        links: vec![Link { label: locale.text("sign-in-again"), url: "/sign-in".to_owned() }],
        ..FormPage::default()
    }
}

async fn second_step(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let (ticket, return_to) = (typed.text("ticket"), way_back(typed.get("return_to"), "/products"));
    match shop.port::<dyn Identity>()?.second_factor(&visit.ctx, &ticket, &typed.text("code")).await {
        Ok(opened) => {
            let mut response = go_to(&return_to);
            set_session(&visit.ctx, &opened, response.headers_mut());
            Ok(response)
        }
        Err(fault) => {
            let view = second_step_page(shop.locale(&visit.ctx), &ticket, &return_to);
            come_back(&shop, &visit, view, &typed, fault).await
        }
    }
}

fn incomplete(locale: &Locale, form: &Credentials, ways: SignIn) -> SignIn {
    let missing = |value: Option<&String>, id: &str| value.is_none().then(|| locale.text(id));
    let email_error = missing(form.email.as_ref(), "sign-in-email-missing");
    let password_error = missing(form.password.as_ref(), "sign-in-password-missing");
    let focus = email_error.is_none();
    SignIn {
        email: Field { value: form.email.clone().unwrap_or_default(), focus: !focus, error: email_error },
        password: Field { value: String::new(), focus, error: password_error },
        remember: form.remember.is_some(),
        ..ways
    }
}

/// The same form with the reason; what is neither a wrong password nor too many attempts is a problem page.
async fn refuse(
    shop: &Shop,
    visit: &Visit,
    form: &Credentials,
    return_to: String,
    fault: Fault,
) -> Result<Response, Problem> {
    let locale = shop.locale(&visit.ctx);
    let fault = shop.told(&visit.ctx, fault);
    let (status, error) = match &fault {
        Fault::Refused { kind: FaultKind::TooMany, code, detail, .. } => {
            (StatusCode::TOO_MANY_REQUESTS, locale.problem(code, detail))
        }
        Fault::Refused { kind: FaultKind::Unauthenticated | FaultKind::Invalid | FaultKind::NotFound, .. } => {
            (StatusCode::UNPROCESSABLE_ENTITY, locale.text("sign-in-failed"))
        }
        _ => return Err(fault.into()),
    };
    let view = SignIn {
        email: Field::of(form.email.clone().unwrap_or_default()),
        password: Field { focus: true, ..Field::default() },
        error: Some(error),
        remember: form.remember.is_some(),
        ..other_ways(shop, visit, return_to).await?
    };
    shop.page_with(status, visit, Section::None, &view).await
}

async fn sign_out(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    if let Some(secret) = &visit.session {
        shop.port::<dyn Identity>()?.sign_out(&visit.ctx, secret).await?;
    }
    let mut response = go_and_tell("/sign-in", &Flash::SignedOut);
    remove_session(&visit.ctx, response.headers_mut());
    Ok(response)
}
