//! Becoming a member: by invitation, or by asking to be registered.
//! Pages that mails lead to show first what will happen and do it when a button is pressed, never on opening.

use axum::{extract::State, response::Response};
use kontor_contract::{
    Fault, FaultKind,
    attributes::{AttributeView, Attributes},
    identity::Address,
    people::{
        Acceptance, Audience, FormFieldView, FormThing, InvitedView, Joining, NewRegisteredCompany, NewRegistrant,
        NewRegistration, PendingRegistrationView, RegistrationFormView, RegistrationKind, RegistrationState,
    },
};
use kontor_web::{Access, Form, Path, Problem, Query, Routes, StatusCode};
use serde::Deserialize;

use super::{
    attributes,
    checkout::countries,
    forms::{Typed, come_back},
};
use crate::{
    locale::{FluentArgs, Locale},
    present,
    shop::{Section, Shop},
    views::{Choice, ChoiceGroup, FormField, FormPage, FormView, Link},
    visit::Visit,
};

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    routes.get("/invitation/{secret}", Access::Public).page().handle(shop.clone(), show_invitation);
    routes.post("/invitation/{secret}", Access::Public).page().handle(shop.clone(), accept_invitation);
    routes.get("/register", Access::Public).page().handle(shop.clone(), show_form);
    routes.post("/register", Access::Public).page().handle(shop.clone(), register);
    routes.get("/registration/{secret}", Access::Public).page().handle(shop.clone(), show_confirmation);
    routes.post("/registration/{secret}", Access::Public).page().handle(shop.clone(), confirm);
}

fn sign_in_link(locale: &Locale) -> Vec<Link> {
    vec![Link { label: locale.text("sign-in"), url: "/sign-in".to_owned() }]
}

/// A page that says that what a mail led to is not good any more.
async fn over(shop: &Shop, visit: &Visit, title: &str, error: &str) -> Result<Response, Problem> {
    let locale = shop.locale(&visit.ctx);
    let (title, error) = (locale.text(title), Some(locale.text(error)));
    let view = FormPage { title, error, links: sign_in_link(locale), ..FormPage::default() };
    shop.page_with(StatusCode::NOT_FOUND, visit, Section::None, &view).await
}

fn is_missing(fault: &Fault) -> bool {
    matches!(fault, Fault::Refused { kind: FaultKind::NotFound, .. })
}

async fn show_invitation(
    State(shop): State<Shop>,
    visit: Visit,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    match shop.port::<dyn Joining>()?.invitation(&visit.ctx, &secret).await {
        Ok(invited) => {
            let view = invitation_page(&shop, &visit, &secret, &invited);
            shop.page(&visit, Section::None, &view).await
        }
        Err(fault) if is_missing(&fault) => over(&shop, &visit, "invitation-title", "invitation-over").await,
        Err(fault) => Err(fault.into()),
    }
}

fn invitation_page(shop: &Shop, visit: &Visit, secret: &str, invited: &InvitedView) -> FormPage {
    let locale = shop.locale(&visit.ctx);
    let mut args = FluentArgs::new();
    args.set("inviter", invited.inviter.as_str());
    args.set("tenant", invited.tenant.as_str());
    args.set("role", invited.role.as_str());
    args.set("company", invited.company.clone().unwrap_or_default());
    args.set("email", invited.email.as_str());
    args.set("until", present::day(locale, &visit.ctx, invited.expires_at));
    let lead = if invited.audience == Audience::Buyer { "invitation-lead-buyer" } else { "invitation-lead-staff" };
    let mut lead = vec![locale.text_with(lead, &args)];
    let form = FormView::new(format!("/invitation/{secret}"), locale.text("accept-invitation")).kept("invitation");
    let password = FormField::new("password", "password", locale.text("password")).at_most(1024).wide();
    let form = if invited.is_signed_in {
        form
    } else if invited.has_account {
        lead.push(locale.text_with("invitation-known", &args));
        form.with(password)
    } else {
        lead.push(locale.text_with("invitation-new", &args));
        form.with(
            FormField::text("name", locale.text("person-name")).of(&invited.name).at_most(100).filled_by("name").wide(),
        )
        .with(password.filled_by("new-password").helped(locale.text("new-password-help")))
    };
    FormPage { title: locale.text("invitation-title"), lead, form: Some(form), ..FormPage::default() }
}

async fn accept_invitation(
    State(shop): State<Shop>,
    visit: Visit,
    Path(secret): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let joining = shop.port::<dyn Joining>()?;
    let locale = shop.locale(&visit.ctx);
    let invited = match joining.invitation(&visit.ctx, &secret).await {
        Ok(invited) => invited,
        Err(fault) if is_missing(&fault) => return over(&shop, &visit, "invitation-title", "invitation-over").await,
        Err(fault) => return Err(fault.into()),
    };
    let password = Some(typed.raw("password").to_owned()).filter(|password| !password.is_empty());
    let acceptance = Acceptance { name: typed.get("name").map(str::to_owned), password };
    match joining.accept_invitation(&visit.ctx, &secret, &acceptance).await {
        Ok(_) => {
            let links = if invited.is_signed_in {
                vec![Link { label: locale.text("account-personas"), url: "/account/personas".to_owned() }]
            } else {
                sign_in_link(locale)
            };
            let done = Some(locale.text("invitation-accepted-now"));
            let view = FormPage { title: locale.text("invitation-title"), done, links, ..FormPage::default() };
            shop.page(&visit, Section::None, &view).await
        }
        Err(fault) => {
            let view = invitation_page(&shop, &visit, &secret, &invited);
            come_back(&shop, &visit, view, &typed, fault).await
        }
    }
}

#[derive(Debug, Deserialize)]
struct Kind {
    kind: Option<String>,
}

async fn show_form(State(shop): State<Shop>, visit: Visit, Query(query): Query<Kind>) -> Result<Response, Problem> {
    let asked = shop.port::<dyn Joining>()?.registration_form(&visit.ctx).await?;
    let kind = query.kind.as_deref().and_then(RegistrationKind::named);
    let view = registration_page(&shop, &visit, &asked, kind);
    shop.page(&visit, Section::None, &view).await
}

fn registration_page(
    shop: &Shop,
    visit: &Visit,
    asked: &RegistrationFormView,
    kind: Option<RegistrationKind>,
) -> FormPage {
    let locale = shop.locale(&visit.ctx);
    let title = locale.text("register-title");
    let kind = kind.filter(|kind| asked.kinds.contains(kind)).or_else(|| asked.kinds.first().copied());
    let (true, Some(kind)) = (asked.is_open, kind) else {
        let mut args = FluentArgs::new();
        args.set("shop", visit.site.tenant.name.as_str());
        let lead = vec![locale.text_with("register-closed", &args)];
        return FormPage { title, lead, links: sign_in_link(locale), ..FormPage::default() };
    };
    let others = asked.kinds.iter().filter(|other| **other != kind).map(|other| Link {
        label: locale.text(&format!("register-as-{}", other.name())),
        url: format!("/register?kind={}", other.name()),
    });
    let links = others.chain(sign_in_link(locale)).collect();
    let lead = vec![locale.text(&format!("register-lead-{}", kind.name()))];
    let form = Some(registration_form(locale, visit, asked, kind));
    FormPage { title, lead, form, links, ..FormPage::default() }
}

fn registration_form(locale: &Locale, visit: &Visit, asked: &RegistrationFormView, kind: RegistrationKind) -> FormView {
    let text = |name: &str, id: &str| FormField::text(name, locale.text(id)).at_most(200);
    let mut form = FormView::new("/register", locale.text("register")).carrying("kind", kind.name());
    form = form
        .kept(format!("register-{}", kind.name()))
        .with(text("person.name", "person-name").at_most(100).filled_by("name"))
        .with(FormField::new("email", "person.email", locale.text("email")).at_most(254).filled_by("email"));
    if kind == RegistrationKind::Company {
        form = form
            .with(text("company.name", "company-name").filled_by("organization"))
            .with(text("company.vat_id", "vat-id").at_most(32).optional());
    }
    let country = visit.site.channel.legal_entity.country.clone();
    form = form
        .with(text("company.address.street", "address-street").filled_by("street-address").wide())
        .with(text("company.address.postal_code", "address-postal-code").at_most(20).filled_by("postal-code"))
        .with(text("company.address.city", "address-city").filled_by("address-level2"))
        .with(FormField::select("company.country", locale.text("address-country"), countries(locale, &country)));
    form.fields.extend(asked.fields.iter().map(|field| attribute_field(locale, field)));
    if !asked.requestable_permissions.is_empty() && kind == RegistrationKind::Company {
        let choices = asked.requestable_permissions.iter().map(|permission| Choice {
            value: permission.name.clone(),
            label: permission.title.clone(),
            selected: false,
        });
        let group = ChoiceGroup { label: String::new(), choices: choices.collect() };
        let checks = FormField::checks("requested_permissions", locale.text("register-permissions"), vec![group]);
        form = form.with(checks.helped(locale.text("register-permissions-help")));
    }
    form.with(FormField::new("textarea", "note", locale.text("note")).at_most(2_000).optional().wide())
}

/// A field for an attribute that the tenant has made.
fn attribute_field(locale: &Locale, asked: &FormFieldView) -> FormField {
    let view = AttributeView { is_required: asked.is_required, ..asked.attribute.clone() };
    attributes::field(locale, &format!("{}.attributes", asked.thing.name()), &view, None)
}

fn attributes_of(locale: &Locale, typed: &Typed, asked: &RegistrationFormView, thing: FormThing) -> Attributes {
    let own = asked.fields.iter().filter(|field| field.thing == thing);
    let named = own.filter_map(|field| {
        let name = format!("{}.attributes.{}", thing.name(), field.attribute.code);
        Some((field.attribute.code.clone(), attributes::value(locale, typed, &name, &field.attribute)?))
    });
    named.collect()
}

async fn register(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let joining = shop.port::<dyn Joining>()?;
    let asked = joining.registration_form(&visit.ctx).await?;
    let locale = shop.locale(&visit.ctx);
    let kind = typed.get("kind").and_then(RegistrationKind::named).unwrap_or(RegistrationKind::Company);
    let new = registration(locale, &visit, &typed, &asked, kind);
    match joining.register(&visit.ctx, &new).await {
        Ok(()) => {
            let mut args = FluentArgs::new();
            args.set("email", new.person.email.as_str());
            let done = Some(locale.text_with("register-sent", &args));
            let view = FormPage { title: locale.text("register-title"), done, ..FormPage::default() };
            shop.page(&visit, Section::None, &view).await
        }
        Err(fault) => {
            let view = registration_page(&shop, &visit, &asked, Some(kind));
            come_back(&shop, &visit, view, &typed, fault).await
        }
    }
}

fn registration(
    locale: &Locale,
    visit: &Visit,
    typed: &Typed,
    asked: &RegistrationFormView,
    kind: RegistrationKind,
) -> NewRegistration {
    let country = typed.text("company.country");
    let name = if kind == RegistrationKind::Company { typed.text("company.name") } else { typed.text("person.name") };
    NewRegistration {
        kind,
        person: NewRegistrant {
            name: typed.text("person.name"),
            email: typed.text("person.email"),
            locale: Some(visit.ctx.locale()),
            attributes: attributes_of(locale, typed, asked, FormThing::Person),
        },
        company: NewRegisteredCompany {
            address: Address {
                name: name.clone(),
                street: typed.text("company.address.street"),
                postal_code: typed.text("company.address.postal_code"),
                city: typed.text("company.address.city"),
                country: country.clone(),
            },
            name,
            vat_id: typed.get("company.vat_id").map(str::to_owned),
            country,
            attributes: attributes_of(locale, typed, asked, FormThing::Company),
        },
        requested_permissions: typed.all("requested_permissions"),
        note: typed.text("note"),
    }
}

async fn show_confirmation(
    State(shop): State<Shop>,
    visit: Visit,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    match shop.port::<dyn Joining>()?.pending_registration(&visit.ctx, &secret).await {
        Ok(pending) => {
            let view = confirmation_page(shop.locale(&visit.ctx), &secret, &pending);
            shop.page(&visit, Section::None, &view).await
        }
        Err(fault) if is_missing(&fault) => over(&shop, &visit, "register-title", "registration-over").await,
        Err(fault) => Err(fault.into()),
    }
}

/// What is about to be confirmed, so that nobody confirms what somebody else has written in their name.
fn confirmation_page(locale: &Locale, secret: &str, pending: &PendingRegistrationView) -> FormPage {
    let title = locale.text("register-title");
    if pending.state != RegistrationState::Unconfirmed {
        return confirmed_page(locale, pending.state);
    }
    let mut args = FluentArgs::new();
    args.set("name", pending.name.as_str());
    args.set("email", pending.email.as_str());
    args.set("company", pending.company.clone().unwrap_or_default());
    let what = if pending.company.is_some() { "confirm-registration-company" } else { "confirm-registration-consumer" };
    let lead = vec![locale.text_with(what, &args), locale.text("confirm-registration-lead")];
    let mut form = FormView::new(format!("/registration/{secret}"), locale.text("confirm-registration"));
    if pending.needs_password {
        let password = FormField::new("password", "password", locale.text("choose-password")).at_most(1024).wide();
        form = form.with(password.filled_by("new-password").helped(locale.text("new-password-help")));
    }
    FormPage { title, lead, form: Some(form), ..FormPage::default() }
}

/// What became of a registration.
fn confirmed_page(locale: &Locale, state: RegistrationState) -> FormPage {
    let is_in = state == RegistrationState::Approved;
    let done = locale.text(if is_in { "registration-approved-now" } else { "registration-waits" });
    let links = if is_in { sign_in_link(locale) } else { Vec::new() };
    FormPage { title: locale.text("register-title"), done: Some(done), links, ..FormPage::default() }
}

async fn confirm(
    State(shop): State<Shop>,
    visit: Visit,
    Path(secret): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let joining = shop.port::<dyn Joining>()?;
    let locale = shop.locale(&visit.ctx);
    let password = Some(typed.raw("password")).filter(|password| !password.is_empty());
    match joining.confirm_registration(&visit.ctx, &secret, password).await {
        Ok(confirmed) => shop.page(&visit, Section::None, &confirmed_page(locale, confirmed.state)).await,
        Err(fault) if is_missing(&fault) => over(&shop, &visit, "register-title", "registration-over").await,
        Err(fault) => {
            let pending = joining.pending_registration(&visit.ctx, &secret).await?;
            come_back(&shop, &visit, confirmation_page(locale, &secret, &pending), &typed, fault).await
        }
    }
}
