//! Outside accounts through which one signs in: the tenant's providers, connected or not, connecting and disconnecting.
//! The way to a provider is a link on a page of its own: the content security policy lets forms lead to this shop only.

use axum::{extract::State, http::HeaderValue, response::Response};
use kontor_contract::{
    account::MyAccount,
    identity::NamedCode,
    outside_sign_in::{Connecting, OutsideSignIn, OwnProvider},
};
use kontor_web::{Access, Form, Path, Problem, Routes};

use super::{PATH, Place, Proof, place};
use crate::{
    locale::FluentArgs,
    render::encoded,
    routes::{forms::Typed, mendable},
    shop::{Shop, go_and_tell, with_cookie},
    views::{FormView, Link, Panel, RowAction, Table, TableCell, Tone},
    visit::{Flash, Visit},
};

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let access = Access::SignedIn;
    routes.get("/account/security/providers/{code}", access).page().handle(shop.clone(), ask);
    routes.post("/account/security/providers/{code}", access).page().handle(shop.clone(), connect);
    routes.post("/account/security/connections/{id}/removal", access).page().handle(shop.clone(), disconnect);
}

/// The tenant's providers, each with one's own connection.
pub(super) async fn own(place: &Place<'_>) -> Result<Vec<OwnProvider>, Problem> {
    match place.shop.port::<dyn OutsideSignIn>() {
        Ok(outside) => Ok(outside.own_providers(&place.visit.ctx).await?),
        Err(_) => Ok(Vec::new()),
    }
}

/// Ways to sign in again through the providers that are connected, coming back to this page.
pub(super) fn sign_in_again(place: &Place<'_>, own: &[OwnProvider]) -> Vec<Link> {
    let link = |provider: &NamedCode| {
        let mut args = FluentArgs::new();
        args.set("provider", provider.name.as_str());
        let url = format!("/sign-in/with/{}?return_to={}", provider.code, encoded(PATH));
        Link { label: place.locale().text_with("sign-in-again-with", &args), url }
    };
    own.iter().filter(|own| own.connection.is_some()).map(|own| link(&own.provider)).collect()
}

/// The panel, where there is anything to connect with or to disconnect from.
pub(super) async fn panel(place: &Place<'_>, own: &[OwnProvider]) -> Result<Option<Panel>, Problem> {
    let Ok(outside) = place.shop.port::<dyn OutsideSignIn>() else { return Ok(None) };
    let locale = place.locale();
    let mut table = Table::new(vec![place.text("connection"), place.text("state")], String::new());
    for OwnProvider { provider, connection } in own {
        let name = TableCell::of(&provider.name);
        match connection {
            Some(connection) => {
                let since = place.day(connection.connected_at);
                let state = TableCell::state(Tone::Good, place.text("connected")).and(since);
                table.push(vec![name.and(&connection.issuer), state], vec![removal(place, &connection.id)]);
            }
            None => {
                let url = format!("/account/security/providers/{}", provider.code);
                let state = TableCell::state(Tone::Neutral, place.text("not-connected"));
                table.push(vec![name, state], vec![RowAction::link(place.text("connect"), url)]);
            }
        }
    }
    // A provider that was switched off, or another shop's, opens nothing here; the connection is one's own all the same.
    for connection in outside.connections(&place.visit.ctx).await? {
        let is_shown = own.iter().any(|own| own.connection.as_ref().is_some_and(|shown| shown.id == connection.id));
        if !is_shown {
            let since = TableCell::of(place.day(connection.connected_at));
            table.push(vec![TableCell::of(&connection.issuer), since], vec![removal(place, &connection.id)]);
        }
    }
    let (title, text) = (locale.text("account-connections"), locale.text("account-connections-help"));
    let panel = Panel { id: "connections".to_owned(), title, text, ..Panel::default() };
    Ok((!table.rows.is_empty()).then_some(Panel { table: Some(table), ..panel }))
}

fn removal(place: &Place<'_>, id: &str) -> RowAction {
    let url = format!("/account/security/connections/{id}/removal");
    RowAction::taking(place.text("disconnect"), url, place.text("disconnect-confirm"))
}

/// What a way that has just led back from a provider has brought about.
pub(super) async fn news(shop: &Shop, visit: &Visit, code: Option<&str>) -> Result<Option<Flash>, Problem> {
    let Some(code) = code else { return Ok(None) };
    let own = own(&place(shop, visit)).await?;
    let is_connected = own.iter().any(|own| own.provider.code == code && own.connection.is_some());
    Ok(is_connected.then(|| Flash::done("connected")))
}

/// The form that leads to a provider.
async fn form(place: &Place<'_>, code: &str) -> Result<Panel, Problem> {
    let own = own(place).await?;
    let found = own.iter().find(|own| own.provider.code == code);
    let provider = &found.ok_or_else(Problem::not_found)?.provider;
    let me = place.shop.port::<dyn MyAccount>()?.me(&place.visit.ctx).await?;
    let proof = Proof { has_password: me.has_password, again: sign_in_again(place, &own) };
    let form = FormView::new(format!("/account/security/providers/{code}"), place.text("connect"));
    let panel = proof.panel(place.locale(), "connect", "connect-provider", form);
    Ok(Panel { title: provider.name.clone(), ..panel })
}

async fn ask(State(shop): State<Shop>, visit: Visit, Path(code): Path<String>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(vec![form(&place, &code).await?]).await
}

async fn connect(
    State(shop): State<Shop>,
    visit: Visit,
    Path(code): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let mut panels = vec![form(&place, &code).await?];
    let return_to = format!("{PATH}?connected={}", encoded(&code));
    let (password, authority) = (typed.raw("password"), visit.authority.as_str());
    let connecting = Connecting { provider: &code, password, authority, return_to: &return_to };
    match shop.port::<dyn OutsideSignIn>()?.begin_connecting(&visit.ctx, connecting).await {
        Ok(way) => {
            let title = std::mem::take(&mut panels[0].title);
            let links = vec![Link { label: place.text("go-to-provider"), url: way.address }];
            let panel = Panel { title, text: place.text("go-to-provider-help"), links, ..Panel::default() };
            let response = place.show(vec![panel]).await?;
            Ok(with_cookie(response, HeaderValue::from_str(&way.cookie).ok()))
        }
        Err(fault) => {
            let error = place.refuse(&mut panels, "connect", &typed, fault)?;
            place.show_again(panels, error).await
        }
    }
}

async fn disconnect(State(shop): State<Shop>, visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    match shop.port::<dyn OutsideSignIn>()?.disconnect(&visit.ctx, &id).await {
        Ok(true) => Ok(go_and_tell(PATH, &Flash::done("disconnected"))),
        Ok(false) => Err(Problem::not_found()),
        Err(fault) => {
            let error = mendable(place.locale(), fault)?;
            place.show_again(super::panels(&place, None).await?, Some(error)).await
        }
    }
}
