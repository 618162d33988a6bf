//! Who one is: name, language, address, password, and a copy of all that is held of oneself.
//! A new address counts once the mail that goes there has been answered.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::Response,
};
use kontor_contract::{
    account::{MeChange, MeView, MyAccount},
    attributes::AttributeView,
};
use kontor_web::{Access, Form, Problem, Routes, StatusCode, set_session};

use super::{Place, form_panel};
use crate::{
    present,
    routes::{attributes, forms::Typed},
    shop::{Shop, go_and_tell, html_response},
    views::{Choice, Fact, FormField, FormView, Link, Note, Panel, Tone},
    visit::{Flash, Visit},
};

const PATH: &str = "/account";
/// What the engine of attributes calls people, and where their values are in the form.
const THING: &str = "person";
const PREFIX: &str = "attributes";

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    routes.get(PATH, Access::SignedIn).page().handle(shop.clone(), show);
    routes.get("/account/data", Access::SignedIn).page().handle(shop.clone(), download);
    routes.post("/account", Access::SignedIn).page().handle(shop.clone(), change);
    routes.post("/account/email", Access::SignedIn).page().handle(shop.clone(), change_email);
    routes.post("/account/email/confirmation", Access::SignedIn).page().handle(shop.clone(), resend);
    routes.post("/account/password", Access::SignedIn).page().handle(shop.clone(), change_password);
}

fn place<'a>(shop: &'a Shop, visit: &'a Visit) -> Place<'a> {
    Place { shop, visit, path: PATH, title: "account-profile" }
}

async fn panels(place: &Place<'_>) -> Result<Vec<Panel>, Problem> {
    let me = place.shop.port::<dyn MyAccount>()?.me(&place.visit.ctx).await?;
    let known = attributes::public_of(place.shop, &place.visit.ctx, THING).await?;
    let mut panels = vec![profile(place, &me, &known), address(place, &me)];
    panels.extend(me.email_verified_at.is_none().then(|| confirmation(place)));
    panels.push(password(place, &me));
    panels.push(data(place));
    Ok(panels)
}

fn profile(place: &Place<'_>, me: &MeView, known: &[AttributeView]) -> Panel {
    let locale = place.locale();
    let languages = place.visit.site.channel.languages.iter().map(|language| Choice {
        value: language.tag().to_owned(),
        label: locale.text(&format!("language-{}", language.tag())),
        selected: me.locale == Some(*language),
    });
    let unsaid = Choice { value: String::new(), label: locale.text("language-unsaid"), selected: me.locale.is_none() };
    let mut form = FormView::new(PATH, locale.text("save-profile"))
        .kept("profile")
        .with(FormField::text("name", locale.text("person-name")).of(&me.name).at_most(100).filled_by("name"))
        .with(FormField::select(
            "locale",
            locale.text("mail-language"),
            std::iter::once(unsaid).chain(languages).collect(),
        ));
    let own = |view: &AttributeView| attributes::field(locale, PREFIX, view, me.attributes.get(&view.code));
    form.fields.extend(known.iter().map(own));
    form_panel(locale, "profile", "account-about", form)
}

fn address(place: &Place<'_>, me: &MeView) -> Panel {
    let locale = place.locale();
    let (tone, id) = match me.email_verified_at {
        Some(_) => (Tone::Good, "email-confirmed"),
        None => (Tone::Warn, "email-unconfirmed"),
    };
    let note = Some(Note { tone, text: locale.text(id) });
    if !me.has_password {
        // Another address would be proven by the password; without one the account is known by this address alone.
        let facts = vec![Fact { label: locale.text("email"), value: me.email.clone() }];
        let (title, text) = (locale.text("account-email"), locale.text("email-needs-password"));
        return Panel { id: "email".to_owned(), title, text, note, facts, ..Panel::default() };
    }
    let form = FormView::new("/account/email", locale.text("change-email"))
        .with(FormField::new("email", "email", locale.text("email")).of(&me.email).at_most(254).filled_by("email"))
        .with(FormField::new("password", "password", locale.text("present-password")).at_most(1024));
    Panel { note, ..form_panel(locale, "email", "account-email", form) }
}

fn confirmation(place: &Place<'_>) -> Panel {
    let form = FormView::new("/account/email/confirmation", place.text("resend-confirmation"));
    form_panel(place.locale(), "confirmation", "account-confirmation", form)
}

fn password(place: &Place<'_>, me: &MeView) -> Panel {
    let locale = place.locale();
    if !me.has_password {
        let form = FormView::new("/forgotten-password", locale.text("send-reset")).carrying("email", &me.email);
        let note = Some(Note { tone: Tone::Info, text: locale.text("account-no-password") });
        return Panel { note, ..form_panel(locale, "password", "first-password", form) };
    }
    let new = FormField::new("password", "new", locale.text("new-password")).at_most(1024).filled_by("new-password");
    let form = FormView::new("/account/password", locale.text("change-password"))
        .with(FormField::new("password", "current", locale.text("present-password")).at_most(1024))
        .with(new.helped(locale.text("new-password-help")));
    form_panel(locale, "password", "account-password", form)
}

/// A copy of everything, and what stays when one wants to be forgotten.
fn data(place: &Place<'_>) -> Panel {
    let (title, text) = (place.text("account-data"), place.text("account-data-help"));
    let note = Some(Note { tone: Tone::Info, text: place.text("account-data-kept") });
    let links = vec![Link { label: place.text("account-data-download"), url: "/account/data".to_owned() }];
    Panel { id: "my-data".to_owned(), title, text, note, links, ..Panel::default() }
}

/// The copy as a file.
async fn download(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let held = shop.port::<dyn MyAccount>()?.my_data(&visit.ctx).await?;
    let text = serde_json::to_string_pretty(&held).map_err(|cause| {
        tracing::error!(%cause, "a copy of personal data cannot be written");
        Problem::failed()
    })?;
    let day = present::local(visit.ctx.now(), &jiff::tz::TimeZone::UTC);
    let name =
        format!("attachment; filename=\"{}-{}.json\"", visit.site.tenant.code, day.split('T').next().unwrap_or("data"));
    let mut response = html_response(StatusCode::OK, text);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(|_| Problem::failed())?);
    Ok(response)
}

async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(panels(&place).await?).await
}

async fn change(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let locale = Some(typed.get("locale").and_then(|tag| tag.parse().ok()));
    let known = attributes::public_of(&shop, &visit.ctx, THING).await?;
    let attributes = attributes::change(place.locale(), &typed, PREFIX, &known);
    let change = MeChange { name: Some(typed.text("name")), locale, attributes };
    match shop.port::<dyn MyAccount>()?.change_me(&visit.ctx, &change).await {
        Ok(_) => Ok(go_and_tell(PATH, &Flash::done("profile-saved"))),
        Err(fault) => again(&place, "profile", &typed, fault).await,
    }
}

async fn change_email(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let account = shop.port::<dyn MyAccount>()?;
    match account.change_email(&visit.ctx, &typed.text("email"), typed.raw("password")).await {
        Ok(()) => Ok(go_and_tell(PATH, &Flash::done("email-change-sent"))),
        Err(fault) => again(&place, "email", &typed, fault).await,
    }
}

async fn resend(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    shop.port::<dyn MyAccount>()?.resend_confirmation(&visit.ctx).await?;
    Ok(go_and_tell(PATH, &Flash::done("confirmation-sent")))
}

async fn change_password(
    State(shop): State<Shop>,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let account = shop.port::<dyn MyAccount>()?;
    match account.change_password(&visit.ctx, typed.raw("current"), typed.raw("new")).await {
        Ok(opened) => {
            let mut response = go_and_tell(PATH, &Flash::done("password-changed"));
            set_session(&visit.ctx, &opened, response.headers_mut());
            Ok(response)
        }
        Err(fault) => again(&place, "password", &typed, fault).await,
    }
}

async fn again(place: &Place<'_>, id: &str, typed: &Typed, fault: kontor_contract::Fault) -> Result<Response, Problem> {
    let mut panels = panels(place).await?;
    let error = place.refuse(&mut panels, id, typed, fault)?;
    place.show_again(panels, error).await
}
