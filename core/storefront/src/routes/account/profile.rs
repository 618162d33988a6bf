//! Who one is: name, language, address, password.
//! A new address counts once the mail that goes there has been answered.

use axum::{extract::State, response::Response};
use kontor_contract::account::{MeChange, MeView, MyAccount};
use kontor_web::{Access, Form, Problem, Routes, set_session};

use super::{Place, form_panel};
use crate::{
    routes::forms::Typed,
    shop::{Shop, go_and_tell},
    views::{Choice, FormField, FormView, Note, Panel, Tone},
    visit::{Flash, Visit},
};

const PATH: &str = "/account";

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    routes.get(PATH, Access::SignedIn).page().handle(shop.clone(), show);
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
    let mut panels = vec![profile(place, &me), address(place, &me)];
    panels.extend(me.email_verified_at.is_none().then(|| confirmation(place)));
    panels.push(password(place, &me));
    Ok(panels)
}

fn profile(place: &Place<'_>, me: &MeView) -> Panel {
    let locale = place.locale();
    let languages = place.visit.site.channel.languages.iter().map(|language| Choice {
        value: language.tag().to_owned(),
        label: locale.text(&format!("language-{}", language.tag())),
        selected: me.locale == Some(*language),
    });
    let unsaid = Choice { value: String::new(), label: locale.text("language-unsaid"), selected: me.locale.is_none() };
    let form = FormView::new(PATH, locale.text("save-profile"))
        .with(FormField::text("name", locale.text("person-name")).of(&me.name).at_most(100).filled_by("name"))
        .with(FormField::select(
            "locale",
            locale.text("mail-language"),
            std::iter::once(unsaid).chain(languages).collect(),
        ));
    form_panel(locale, "profile", "account-about", form)
}

fn address(place: &Place<'_>, me: &MeView) -> Panel {
    let locale = place.locale();
    let form = FormView::new("/account/email", locale.text("change-email"))
        .with(FormField::new("email", "email", locale.text("email")).of(&me.email).at_most(254).filled_by("email"))
        .with(FormField::new("password", "password", locale.text("present-password")).at_most(1024));
    let (tone, id) = match me.email_verified_at {
        Some(_) => (Tone::Good, "email-confirmed"),
        None => (Tone::Warn, "email-unconfirmed"),
    };
    let note = Some(Note { tone, text: locale.text(id) });
    Panel { note, ..form_panel(locale, "email", "account-email", form) }
}

fn confirmation(place: &Place<'_>) -> Panel {
    let form = FormView::new("/account/email/confirmation", place.text("resend-confirmation"));
    form_panel(place.locale(), "confirmation", "account-confirmation", form)
}

fn password(place: &Place<'_>, me: &MeView) -> Panel {
    let locale = place.locale();
    if !me.has_password {
        let note = Some(Note { tone: Tone::Info, text: locale.text("account-no-password") });
        return Panel { id: "password".to_owned(), title: locale.text("account-password"), note, ..Panel::default() };
    }
    let new = FormField::new("password", "new", locale.text("new-password")).at_most(1024).filled_by("new-password");
    let form = FormView::new("/account/password", locale.text("change-password"))
        .with(FormField::new("password", "current", locale.text("present-password")).at_most(1024))
        .with(new.helped(locale.text("new-password-help")));
    form_panel(locale, "password", "account-password", form)
}

async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(panels(&place).await?).await
}

async fn change(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let locale = typed.get("locale").and_then(|tag| tag.parse().ok());
    let change = MeChange { name: Some(typed.text("name")), locale };
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
