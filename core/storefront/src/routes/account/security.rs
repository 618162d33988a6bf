//! More than a password: one-time codes, passkeys, and outside accounts that are connected.
//! A secret is shown on the page that makes it and nowhere after.

mod connections;

use axum::{extract::State, response::Response};
use kontor_contract::account::{MeView, MyAccount, RecoveryCodes, TotpSetup};
use kontor_kernel::PasskeyId;
use kontor_store::SessionNews;
use kontor_web::{Access, Form, Path, Problem, Query, Routes};
use serde::Deserialize;

use super::{Place, form_panel};
use crate::{
    locale::{FluentArgs, Locale},
    render::encoded,
    routes::forms::Typed,
    shop::{Shop, go_and_tell},
    views::{Fact, FormField, FormView, Link, Note, Panel, Picture, RowAction, Table, TableCell, Tone},
    visit::{Flash, Visit, way_back},
};

const PATH: &str = "/account/security";
/// With fewer recovery codes it is time to make new ones.
const FEW_CODES: u32 = 3;

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    routes.get(PATH, Access::SignedIn).page().handle(shop.clone(), show);
    routes.post("/account/security/codes", Access::SignedIn).page().handle(shop.clone(), start_codes);
    routes.post("/account/security/codes/confirmation", Access::SignedIn).page().handle(shop.clone(), confirm_codes);
    routes.post("/account/security/codes/recovery", Access::SignedIn).page().handle(shop.clone(), renew_codes);
    routes.post("/account/security/codes/removal", Access::SignedIn).page().handle(shop.clone(), remove_codes);
    routes
        .post("/account/security/passkeys/{id}/removal", Access::SignedIn)
        .page()
        .handle(shop.clone(), remove_passkey);
    connections::declare(routes, shop);
}

fn place<'a>(shop: &'a Shop, visit: &'a Visit) -> Place<'a> {
    Place { shop, visit, path: PATH, title: "account-security" }
}

/// The page, from where `return_to` leads on once a second factor that was missing is set up.
async fn panels(place: &Place<'_>, return_to: Option<&str>) -> Result<Vec<Panel>, Problem> {
    let ctx = &place.visit.ctx;
    let me = place.shop.port::<dyn MyAccount>()?.me(ctx).await?;
    let own = connections::own(place).await?;
    let mut panels = Vec::new();
    panels.extend((ctx.news() == Some(&SessionNews::SecondFactorNeeded)).then(|| what_is_missing(place)));
    let proof = Proof { has_password: me.has_password, again: connections::sign_in_again(place, &own) };
    panels.push(codes(place, &me, &proof, return_to));
    panels.extend(me.second_factor.totp_since.map(|_| recovery(place, &me, &proof)));
    panels.push(passkeys(place, &me, &proof));
    panels.extend(connections::panel(place, &own).await?);
    Ok(panels)
}

/// Why nothing else is open, and what to do about it.
fn what_is_missing(place: &Place<'_>) -> Panel {
    let locale = place.locale();
    let note = Some(Note { tone: Tone::Warn, text: locale.text("second-factor-required") });
    let (title, text) = (locale.text("second-factor-needed"), locale.text("second-factor-needed-help"));
    Panel { id: "needed".to_owned(), title, text, note, ..Panel::default() }
}

/// How it is proven that whoever changes something is the owner of the account.
struct Proof {
    has_password: bool,
    /// Ways to sign in again, for an account without a password.
    again: Vec<Link>,
}

impl Proof {
    /// A form that asks for the password, where there is one.
    fn asked(&self, locale: &Locale, form: FormView) -> FormView {
        if !self.has_password {
            return form;
        }
        form.with(FormField::new("password", "password", locale.text("present-password")).at_most(1024))
    }

    /// A panel with such a form; without a password it says what is asked for instead.
    fn panel(&self, locale: &Locale, id: &str, title: &str, form: FormView) -> Panel {
        let mut panel = form_panel(locale, id, title, self.asked(locale, form));
        if !self.has_password {
            panel.text = format!("{} {}", panel.text, locale.text("proof-by-sign-in"));
            panel.links.clone_from(&self.again);
        }
        panel
    }
}

fn codes(place: &Place<'_>, me: &MeView, proof: &Proof, return_to: Option<&str>) -> Panel {
    let locale = place.locale();
    let Some(since) = me.second_factor.totp_since else {
        let form = FormView::new("/account/security/codes", locale.text("set-up-codes"));
        let form = return_to.into_iter().fold(form, |form, path| form.carrying("return_to", path));
        return proof.panel(locale, "codes", "account-codes", form);
    };
    let mut form = FormView::new("/account/security/codes/removal", locale.text("remove-codes"));
    form.is_bad = true;
    let facts = vec![Fact { label: locale.text("since"), value: place.day(since) }];
    let note = Some(Note { tone: Tone::Good, text: locale.text("codes-are-on") });
    Panel { note, facts, ..proof.panel(locale, "codes", "account-codes", form) }
}

fn recovery(place: &Place<'_>, me: &MeView, proof: &Proof) -> Panel {
    let locale = place.locale();
    let mut args = FluentArgs::new();
    args.set("count", me.second_factor.recovery_codes_left);
    let tone = if me.second_factor.recovery_codes_left < FEW_CODES { Tone::Warn } else { Tone::Info };
    let note = Some(Note { tone, text: locale.text_with("recovery-codes-left", &args) });
    let form = FormView::new("/account/security/codes/recovery", locale.text("renew-recovery-codes"));
    Panel { note, ..proof.panel(locale, "recovery", "recovery-codes-anew", form) }
}

fn passkeys(place: &Place<'_>, me: &MeView, proof: &Proof) -> Panel {
    let locale = place.locale();
    let columns = ["passkey", "made-on", "last-used"].map(|id| locale.text(id)).to_vec();
    let mut table = Table::new(columns, locale.text("passkeys-none"));
    for passkey in &me.passkeys {
        let used = passkey.last_used_at.map_or_else(|| locale.text("never"), |at| place.day(at));
        let cells = vec![
            TableCell::of(&passkey.name).and(&passkey.host),
            TableCell::of(place.day(passkey.created_at)),
            TableCell::of(used),
        ];
        let url = format!("/account/security/passkeys/{}/removal", passkey.id);
        table.push(
            cells,
            vec![RowAction::taking(locale.text("remove-passkey"), url, locale.text("remove-passkey-confirm"))],
        );
    }
    let name =
        FormField::text("name", locale.text("passkey-name")).at_most(60).helped(locale.text("passkey-name-help"));
    let mut form = FormView::new(PATH, locale.text("add-passkey")).with(name);
    form.script = Some("new-passkey".to_owned());
    Panel { table: Some(table), ..proof.panel(locale, "passkeys", "account-passkeys", form) }
}

#[derive(Debug, Deserialize)]
struct Asked {
    return_to: Option<String>,
    connected: Option<String>,
}

async fn show(State(shop): State<Shop>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let flash = connections::news(&shop, &visit, asked.connected.as_deref()).await?;
    let visit = Visit { flash: flash.or_else(|| visit.flash.clone()), ..visit };
    let place = place(&shop, &visit);
    let return_to = asked.return_to.map(|path| way_back(Some(&path), "/products"));
    place.show(panels(&place, return_to.as_deref()).await?).await
}

async fn start_codes(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    match shop.port::<dyn MyAccount>()?.start_totp(&visit.ctx, typed.raw("password")).await {
        Ok(setup) => place.show(vec![setup_panel(&place, &setup, typed.get("return_to"))]).await,
        Err(fault) => again(&place, "codes", &typed, fault).await,
    }
}

fn setup_panel(place: &Place<'_>, setup: &TotpSetup, return_to: Option<&str>) -> Panel {
    let locale = place.locale();
    let code = FormField::new("code", "code", locale.text("one-time-code")).at_most(6).filled_by("one-time-code");
    let form = FormView::new("/account/security/codes/confirmation", locale.text("confirm-codes"))
        .carrying("secret", &setup.secret)
        .carrying("picture", &setup.qr_svg)
        .with(code);
    let form = return_to.into_iter().fold(form, |form, path| form.carrying("return_to", path));
    Panel {
        picture: Some(Picture { url: picture_url(&setup.qr_svg), text: locale.text("codes-picture") }),
        codes: vec![setup.secret.clone()],
        ..form_panel(locale, "setup", "codes-setup", form)
    }
}

/// An SVG as an address that holds it.
fn picture_url(svg: &str) -> String {
    format!("data:image/svg+xml,{}", encoded(svg))
}

async fn confirm_codes(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    match shop.port::<dyn MyAccount>()?.confirm_totp(&visit.ctx, &typed.text("code")).await {
        Ok(made) => {
            // What kept everything else shut is mended with this answer.
            let visit = Visit { ctx: visit.ctx.clone().with_news(None), ..visit };
            let usual = if visit.ctx.is_staff() { "/admin/" } else { PATH };
            let on =
                Link { label: shop.locale(&visit.ctx).text("go-on"), url: way_back(typed.get("return_to"), usual) };
            show_codes(&place(&shop, &visit), "codes-are-on", made, on).await
        }
        Err(fault) => {
            let place = place(&shop, &visit);
            let setup = TotpSetup { secret: typed.text("secret"), uri: String::new(), qr_svg: typed.text("picture") };
            let mut panels = vec![setup_panel(&place, &setup, typed.get("return_to"))];
            let error = place.refuse(&mut panels, "setup", &typed, fault)?;
            place.show_again(panels, error).await
        }
    }
}

/// The only page that ever shows recovery codes.
async fn show_codes(place: &Place<'_>, note: &str, made: RecoveryCodes, on: Link) -> Result<Response, Problem> {
    let (title, text) = (place.text("recovery-codes"), place.text("recovery-codes-help"));
    let note = Some(Note { tone: Tone::Good, text: place.text(note) });
    let panel = Panel { title, text, note, codes: made.recovery_codes, links: vec![on], ..Panel::default() };
    place.show(vec![panel]).await
}

async fn renew_codes(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    match shop.port::<dyn MyAccount>()?.renew_recovery_codes(&visit.ctx, typed.raw("password")).await {
        Ok(made) => {
            let on = Link { label: place.text("go-on"), url: PATH.to_owned() };
            show_codes(&place, "recovery-codes-renewed", made, on).await
        }
        Err(fault) => again(&place, "recovery", &typed, fault).await,
    }
}

async fn remove_codes(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    match shop.port::<dyn MyAccount>()?.remove_totp(&visit.ctx, typed.raw("password")).await {
        Ok(()) => Ok(go_and_tell(PATH, &Flash::done("codes-removed"))),
        Err(fault) => again(&place, "codes", &typed, fault).await,
    }
}

async fn remove_passkey(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path<PasskeyId>,
) -> Result<Response, Problem> {
    shop.port::<dyn MyAccount>()?.remove_passkey(&visit.ctx, id).await?;
    Ok(go_and_tell(PATH, &Flash::done("passkey-removed")))
}

async fn again(place: &Place<'_>, id: &str, typed: &Typed, fault: kontor_contract::Fault) -> Result<Response, Problem> {
    let mut panels = panels(place, typed.get("return_to")).await?;
    let error = place.refuse(&mut panels, id, typed, fault)?;
    place.show_again(panels, error).await
}
