//! More than a password: one-time codes, passkeys, and outside accounts that are connected.
//! A secret is shown on the page that makes it and nowhere after.

use axum::{extract::State, response::Response};
use kontor_contract::{
    account::{MeView, MyAccount, TotpSetup},
    outside_sign_in::OutsideSignIn,
};
use kontor_kernel::PasskeyId;
use kontor_web::{Access, Form, Path, Problem, Routes};

use super::{Place, form_panel};
use crate::{
    locale::{FluentArgs, Locale},
    render::encoded,
    routes::forms::Typed,
    shop::{Shop, go_and_tell},
    views::{Fact, FormField, FormView, Note, Panel, Picture, RowAction, Table, TableCell, Tone},
    visit::{Flash, Visit},
};

const PATH: &str = "/account/security";

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    routes.get(PATH, Access::SignedIn).page().handle(shop.clone(), show);
    routes.post("/account/security/codes", Access::SignedIn).page().handle(shop.clone(), start_codes);
    routes.post("/account/security/codes/confirmation", Access::SignedIn).page().handle(shop.clone(), confirm_codes);
    routes.post("/account/security/codes/removal", Access::SignedIn).page().handle(shop.clone(), remove_codes);
    routes
        .post("/account/security/passkeys/{id}/removal", Access::SignedIn)
        .page()
        .handle(shop.clone(), remove_passkey);
    routes.post("/account/security/connections/{id}/removal", Access::SignedIn).page().handle(shop.clone(), disconnect);
}

fn place<'a>(shop: &'a Shop, visit: &'a Visit) -> Place<'a> {
    Place { shop, visit, path: PATH, title: "account-security" }
}

async fn panels(place: &Place<'_>) -> Result<Vec<Panel>, Problem> {
    let ctx = &place.visit.ctx;
    let me = place.shop.port::<dyn MyAccount>()?.me(ctx).await?;
    let mut panels = vec![codes(place, &me), passkeys(place, &me)];
    if let Ok(outside) = place.shop.port::<dyn OutsideSignIn>() {
        let connections = outside.connections(ctx).await?;
        if !connections.is_empty() {
            let mut table = Table::new(vec![place.text("connection"), place.text("since")], String::new());
            for connection in connections {
                let url = format!("/account/security/connections/{}/removal", connection.id);
                let cells = vec![TableCell::of(connection.issuer), TableCell::of(place.day(connection.connected_at))];
                let confirm = place.text("disconnect-confirm");
                table.push(cells, vec![RowAction::taking(place.text("disconnect"), url, confirm)]);
            }
            let title = place.text("account-connections");
            panels.push(Panel { id: "connections".to_owned(), title, table: Some(table), ..Panel::default() });
        }
    }
    Ok(panels)
}

fn present_password(locale: &Locale) -> FormField {
    FormField::new("password", "password", locale.text("present-password")).at_most(1024)
}

fn codes(place: &Place<'_>, me: &MeView) -> Panel {
    let locale = place.locale();
    let Some(since) = me.second_factor.totp_since else {
        let form = FormView::new("/account/security/codes", locale.text("set-up-codes")).with(present_password(locale));
        let is_required = me.second_factor.is_required;
        let note = is_required.then(|| Note { tone: Tone::Warn, text: locale.text("second-factor-required") });
        return Panel { note, ..form_panel(locale, "codes", "account-codes", form) };
    };
    let mut form =
        FormView::new("/account/security/codes/removal", locale.text("remove-codes")).with(present_password(locale));
    form.is_bad = true;
    let mut args = FluentArgs::new();
    args.set("count", me.second_factor.recovery_codes_left);
    let facts = vec![
        Fact { label: locale.text("since"), value: place.day(since) },
        Fact { label: locale.text("recovery-codes"), value: locale.text_with("recovery-codes-left", &args) },
    ];
    let note = Some(Note { tone: Tone::Good, text: locale.text("codes-are-on") });
    Panel { note, facts, ..form_panel(locale, "codes", "account-codes", form) }
}

fn passkeys(place: &Place<'_>, me: &MeView) -> Panel {
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
    let mut form = FormView::new("/account/security", locale.text("add-passkey")).with(name);
    if me.has_password {
        form = form.with(present_password(locale));
    }
    form.script = Some("new-passkey".to_owned());
    Panel { table: Some(table), ..form_panel(locale, "passkeys", "account-passkeys", form) }
}

async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(panels(&place).await?).await
}

async fn start_codes(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    match shop.port::<dyn MyAccount>()?.start_totp(&visit.ctx, typed.raw("password")).await {
        Ok(setup) => place.show(vec![setup_panel(&place, &setup)]).await,
        Err(fault) => again(&place, "codes", &typed, fault).await,
    }
}

fn setup_panel(place: &Place<'_>, setup: &TotpSetup) -> Panel {
    let locale = place.locale();
    let code = FormField::new("code", "code", locale.text("one-time-code")).at_most(6).filled_by("one-time-code");
    let form = FormView::new("/account/security/codes/confirmation", locale.text("confirm-codes"))
        .carrying("secret", &setup.secret)
        .carrying("picture", &setup.qr_svg)
        .with(code);
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
    let place = place(&shop, &visit);
    match shop.port::<dyn MyAccount>()?.confirm_totp(&visit.ctx, &typed.text("code")).await {
        Ok(made) => {
            let title = place.text("recovery-codes");
            let text = place.text("recovery-codes-help");
            let note = Some(Note { tone: Tone::Good, text: place.text("codes-are-on") });
            place.show(vec![Panel { title, text, note, codes: made.recovery_codes, ..Panel::default() }]).await
        }
        Err(fault) => {
            let setup = TotpSetup { secret: typed.text("secret"), uri: String::new(), qr_svg: typed.text("picture") };
            let mut panels = vec![setup_panel(&place, &setup)];
            let error = place.refuse(&mut panels, "setup", &typed, fault)?;
            place.show_again(panels, error).await
        }
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

async fn disconnect(State(shop): State<Shop>, visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    if shop.port::<dyn OutsideSignIn>()?.disconnect(&visit.ctx, &id).await? {
        return Ok(go_and_tell(PATH, &Flash::done("disconnected")));
    }
    Err(Problem::not_found())
}

async fn again(place: &Place<'_>, id: &str, typed: &Typed, fault: kontor_contract::Fault) -> Result<Response, Problem> {
    let mut panels = panels(place).await?;
    let error = place.refuse(&mut panels, id, typed, fault)?;
    place.show_again(panels, error).await
}
