//! In which role and for which company one acts: changing it, going on in another shop, and ending to act for a customer.
//! The session gets a new secret with every change, and the one before ends.

use axum::{extract::State, response::Response};
use kontor_contract::{
    account::{ActForCustomers, SignIn},
    identity::{PersonaView, SessionView},
};
use kontor_kernel::MembershipId;
use kontor_web::{Access, Path, Problem, Routes, set_session};

use super::Place;
use crate::{
    locale::Locale,
    shop::{Section, Shop, go_and_tell, go_to},
    views::{FormPage, Link, Panel, RowAction, Table, TableCell, Tone},
    visit::{Flash, Visit},
};

const PATH: &str = "/account/personas";

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    routes.get(PATH, Access::SignedIn).page().handle(shop.clone(), show);
    routes.post("/account/personas/{id}/act", Access::SignedIn).page().handle(shop.clone(), switch);
    routes.post("/account/elsewhere/{code}/go", Access::SignedIn).page().handle(shop.clone(), go_elsewhere);
    routes.post("/account/acting/end", Access::SignedIn).page().handle(shop.clone(), end_acting);
}

async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let place = Place { shop: &shop, visit: &visit, path: PATH, title: "account-personas" };
    let session = shop.port::<dyn SignIn>()?.session(&visit.ctx, visit.csrf.as_deref()).await?;
    let mut panels = vec![Panel { table: Some(personas(place.locale(), &session)), ..Panel::default() }];
    if !session.elsewhere.is_empty() {
        panels.push(elsewhere(place.locale(), &session));
    }
    place.show(panels).await
}

fn personas(locale: &Locale, session: &SessionView) -> Table {
    let columns = ["persona-for", "persona-role", "state"].map(|id| locale.text(id)).to_vec();
    let mut table = Table::new(columns, String::new());
    for persona in &session.personas {
        let is_current = persona.membership_id == session.persona.membership_id;
        let state = if is_current {
            TableCell::state(Tone::Good, locale.text("persona-current"))
        } else {
            TableCell::default()
        };
        let url = format!("/account/personas/{}/act", persona.membership_id);
        let action = (!is_current).then(|| RowAction::new(locale.text("persona-act"), url));
        let cells = vec![TableCell::of(whom(session, persona)), TableCell::of(&persona.role.name), state];
        table.push(cells, action.into_iter().collect());
    }
    table
}

/// For whom a persona acts: a company, or the shop itself.
fn whom(session: &SessionView, persona: &PersonaView) -> String {
    persona.company.as_ref().map_or_else(|| session.tenant.name.clone(), |company| company.name.clone())
}

fn elsewhere(locale: &Locale, session: &SessionView) -> Panel {
    let mut table = Table::new(vec![locale.text("elsewhere-shop"), locale.text("elsewhere-address")], String::new());
    for place in &session.elsewhere {
        let url = format!("/account/elsewhere/{}/go", place.tenant.code);
        let cells = vec![TableCell::of(&place.tenant.name), TableCell::of(&place.address)];
        table.push(cells, vec![RowAction::new(locale.text("elsewhere-go"), url)]);
    }
    let title = locale.text("account-elsewhere");
    let text = locale.text("account-elsewhere-help");
    Panel { title, text, table: Some(table), ..Panel::default() }
}

async fn switch(State(shop): State<Shop>, visit: Visit, Path(id): Path<MembershipId>) -> Result<Response, Problem> {
    let opened = shop.port::<dyn SignIn>()?.switch_persona(&visit.ctx, id).await?;
    let mut response = go_and_tell("/products", &Flash::done("persona-changed"));
    set_session(&visit.ctx, &opened, response.headers_mut());
    Ok(response)
}

async fn go_elsewhere(State(shop): State<Shop>, visit: Visit, Path(code): Path<String>) -> Result<Response, Problem> {
    let way = shop.port::<dyn SignIn>()?.hand_over(&visit.ctx, &code).await?;
    // A link and not a redirect: the content security policy lets forms lead to this shop only.
    let locale = shop.locale(&visit.ctx);
    let view = FormPage {
        title: locale.text("elsewhere-ready"),
        lead: vec![locale.text("elsewhere-ready-help")],
        links: vec![Link { label: locale.text("elsewhere-go"), url: way.url }],
        ..FormPage::default()
    };
    shop.page(&visit, Section::Account, &view).await
}

async fn end_acting(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    shop.port::<dyn ActForCustomers>()?.end_acting(&visit.ctx, visit.csrf.as_deref()).await?;
    Ok(go_to("/admin/"))
}
