//! Signing in and out on a page.
//! The way back is kept through every attempt; the password is not.

use axum::{extract::State, http::HeaderValue, response::Response};
use kontor_contract::{Fault, FaultKind, identity::SignIn as Identity};
use kontor_web::{Access, Form, Problem, Query, Routes, SESSION_COOKIE, StatusCode};
use serde::Deserialize;

use crate::{
    locale::Locale,
    shop::{Section, Shop, go_and_tell, go_to, with_cookie},
    views::{Field, SignIn},
    visit::{Flash, Visit, set_cookie, way_back},
};

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    routes.get("/sign-in", Access::Public).page().handle(shop.clone(), show_sign_in);
    routes.post("/sign-in", Access::Public).page().handle(shop.clone(), sign_in);
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
    shop.page(&visit, Section::None, &SignIn { email, return_to, ..SignIn::default() }).await
}

#[derive(Debug, Deserialize)]
struct Credentials {
    email: Option<String>,
    password: Option<String>,
    return_to: Option<String>,
}

async fn sign_in(State(shop): State<Shop>, visit: Visit, Form(form): Form<Credentials>) -> Result<Response, Problem> {
    let return_to = way_back(form.return_to.as_deref(), "/products");
    let (Some(email), Some(password)) = (&form.email, &form.password) else {
        let view = SignIn { return_to, ..incomplete(shop.locale(&visit.ctx), &form) };
        return shop.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, Section::None, &view).await;
    };
    match shop.port::<dyn Identity>()?.sign_in(&visit.ctx, email.trim(), password, None).await {
        Ok(opened) => Ok(with_cookie(go_to(&return_to), session_cookie(&opened.secret, opened.max_age_seconds))),
        Err(fault) => refuse(&shop, &visit, email, return_to, fault).await,
    }
}

fn incomplete(locale: &Locale, form: &Credentials) -> SignIn {
    let missing = |value: Option<&String>, id: &str| value.is_none().then(|| locale.text(id));
    let email_error = missing(form.email.as_ref(), "sign-in-email-missing");
    let password_error = missing(form.password.as_ref(), "sign-in-password-missing");
    let focus = email_error.is_none();
    SignIn {
        email: Field { value: form.email.clone().unwrap_or_default(), focus: !focus, error: email_error },
        password: Field { value: String::new(), focus, error: password_error },
        ..SignIn::default()
    }
}

/// The same form with the reason; what is neither a wrong password nor too many attempts is a problem page.
async fn refuse(shop: &Shop, visit: &Visit, email: &str, return_to: String, fault: Fault) -> Result<Response, Problem> {
    let locale = shop.locale(&visit.ctx);
    let (status, error) = match &fault {
        Fault::Refused { kind: FaultKind::TooMany, code, detail, .. } => {
            (StatusCode::TOO_MANY_REQUESTS, locale.problem(code, detail))
        }
        Fault::Refused { kind: FaultKind::Unauthenticated | FaultKind::Invalid | FaultKind::NotFound, .. } => {
            (StatusCode::UNPROCESSABLE_ENTITY, locale.text("sign-in-failed"))
        }
        _ => return Err(fault.into()),
    };
    let password = Field { focus: true, ..Field::default() };
    let view = SignIn { email: Field::of(email), password, error: Some(error), return_to };
    shop.page_with(status, visit, Section::None, &view).await
}

async fn sign_out(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    if let Some(secret) = &visit.session {
        shop.port::<dyn Identity>()?.sign_out(&visit.ctx, secret).await?;
    }
    Ok(with_cookie(go_and_tell("/sign-in", &Flash::SignedOut), session_cookie("", 0)))
}

fn session_cookie(secret: &str, max_age_s: i64) -> Option<HeaderValue> {
    set_cookie(SESSION_COOKIE, secret, max_age_s)
}
