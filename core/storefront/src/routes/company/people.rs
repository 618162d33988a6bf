//! The people of the company: who belongs to it in which role, inviting more, and ending a membership.
//! Whoever is taken off is out with the next request.

mod member;

use axum::{extract::State, response::Response};
use kontor_contract::{
    companies::{CompanyNode, OwnCompany},
    people::{CompanyPeople, InvitationState, NewInvitation, PeopleFilter, PersonView, RoleView, Scopes},
};
use kontor_kernel::{CompanyId, InvitationId, PageRequest, Position, RoleId};
use kontor_web::{Access, Form, Path, Problem, Query, Routes};
use serde::Deserialize;

use super::choices;
use crate::{
    routes::{
        account::{MANAGE_PEOPLE, Place, form_panel},
        forms::Typed,
    },
    shop::{Shop, go_and_tell},
    views::{Choice, FormField, FormView, Pager, Panel, RowAction, Search, Table, TableCell, Tone},
    visit::{Flash, Visit},
};

const PATH: &str = "/company/people";
/// The built-in role of those who buy.
const USUAL_ROLE: &str = "buyer";
/// People on a page.
const PAGE_SIZE: u32 = 50;

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let access = Access::Buyer(MANAGE_PEOPLE);
    let identity = "identity";
    routes.get(PATH, access).permission_of(identity).page().handle(shop.clone(), show);
    routes.get("/company/people/{id}", access).permission_of(identity).page().handle(shop.clone(), member::show);
    routes
        .post("/company/people/{id}/role", access)
        .permission_of(identity)
        .page()
        .handle(shop.clone(), member::change_role);
    routes
        .post("/company/people/{id}/memberships", access)
        .permission_of(identity)
        .page()
        .handle(shop.clone(), member::add);
    routes.post("/company/people/{id}/end", access).permission_of(identity).page().handle(shop.clone(), member::end);
    routes.post("/company/invitations", access).permission_of(identity).page().handle(shop.clone(), invite);
    routes.post("/company/invitations/{id}/resend", access).permission_of(identity).page().handle(shop.clone(), resend);
    routes.post("/company/invitations/{id}/revoke", access).permission_of(identity).page().handle(shop.clone(), revoke);
}

fn place<'a>(shop: &'a Shop, visit: &'a Visit) -> Place<'a> {
    Place { shop, visit, path: PATH, title: "company-people" }
}

/// Which people are looked at.
#[derive(Debug, Default, Deserialize)]
struct Looked {
    q: Option<String>,
    page: Option<u32>,
}

async fn panels(place: &Place<'_>, looked: &Looked) -> Result<Vec<Panel>, Problem> {
    let port = place.shop.port::<dyn CompanyPeople>()?;
    let mut panels = vec![members(place, looked).await?];
    let invited = invitations(place).await?;
    panels.extend(invited);
    let roles = port.roles(&place.visit.ctx).await?;
    panels.push(invitation_form(place, &roles).await?);
    Ok(panels)
}

async fn members(place: &Place<'_>, looked: &Looked) -> Result<Panel, Problem> {
    let locale = place.locale();
    let filter = PeopleFilter { q: looked.q.clone(), ..PeopleFilter::default() };
    let port = place.shop.port::<dyn CompanyPeople>()?;
    let page = |number| PageRequest::new(PAGE_SIZE, Position::Number(number));
    let mut number = looked.page.unwrap_or(1).max(1);
    let mut found = port.people(&place.visit.ctx, &filter, &page(number)).await?;
    let total = found.total.unwrap_or(found.items.len() as u64);
    let last = u32::try_from(total.div_ceil(u64::from(PAGE_SIZE))).unwrap_or(u32::MAX).max(1);
    if number > last {
        number = last;
        found = port.people(&place.visit.ctx, &filter, &page(last)).await?;
    }
    let words = looked.q.clone().unwrap_or_default();
    let none = if words.trim().is_empty() { "people-none" } else { "people-none-found" };
    let columns = ["person", "persona-for", "persona-role", "last-seen"].map(|id| locale.text(id)).to_vec();
    let mut table = Table::new(columns, locale.text(none));
    for person in &found.items {
        add_person(place, &mut table, person);
    }
    let pager = Pager::new(PATH, &[("q", words.trim())], u64::from(number), u64::from(PAGE_SIZE), total);
    let search = Search { action: PATH.to_owned(), label: locale.text("people-search"), value: words };
    Ok(Panel { search: Some(search), table: Some(table), pager: Some(pager), ..Panel::default() })
}

fn add_person(place: &Place<'_>, table: &mut Table, person: &PersonView) {
    let locale = place.locale();
    let seen = person.last_seen_at.map_or_else(|| locale.text("never"), |at| place.day(at));
    let name = match person.is_self {
        true => format!("{} · {}", person.name, locale.text("person-you")),
        false => person.name.clone(),
    };
    for membership in person.memberships.iter().filter(|membership| membership.ended_at.is_none()) {
        let company = membership.company.as_ref().map(|company| company.name.clone()).unwrap_or_default();
        let cells = vec![
            TableCell::of(&name).and(&person.email),
            TableCell::of(company),
            TableCell::of(&membership.role.name),
            TableCell::of(&seen),
        ];
        // Nobody changes their own membership.
        let change = RowAction::link(locale.text("change-member"), format!("{PATH}/{}", membership.id));
        table.push(cells, if person.is_self { Vec::new() } else { vec![change] });
    }
}

async fn invitations(place: &Place<'_>) -> Result<Option<Panel>, Problem> {
    let locale = place.locale();
    let open = place.shop.port::<dyn CompanyPeople>()?.invitations(&place.visit.ctx).await?;
    if open.is_empty() {
        return Ok(None);
    }
    let columns = ["invited", "persona-role", "state"].map(|id| locale.text(id)).to_vec();
    let mut table = Table::new(columns, String::new());
    for invitation in open {
        let (tone, state) = match invitation.state {
            InvitationState::Open => (Tone::Info, "invitation-open"),
            InvitationState::Accepted => (Tone::Good, "invitation-accepted"),
            InvitationState::Revoked => (Tone::Neutral, "invitation-revoked"),
            InvitationState::Expired => (Tone::Warn, "invitation-expired"),
        };
        let until = place.day(invitation.expires_at);
        let cells = vec![
            TableCell::of(&invitation.email).and(&invitation.name),
            TableCell::of(&invitation.role.name),
            TableCell { sub: Some(until), ..TableCell::state(tone, locale.text(state)) },
        ];
        let url = format!("/company/invitations/{}", invitation.id);
        let confirm = locale.text("revoke-invitation-confirm");
        let actions = vec![
            RowAction::new(locale.text("resend-invitation"), format!("{url}/resend")),
            RowAction::taking(locale.text("revoke-invitation"), format!("{url}/revoke"), confirm),
        ];
        table.push(cells, actions);
    }
    let title = locale.text("invitations");
    Ok(Some(Panel { id: "invitations".to_owned(), title, table: Some(table), ..Panel::default() }))
}

async fn invitation_form(place: &Place<'_>, roles: &[RoleView]) -> Result<Panel, Problem> {
    let locale = place.locale();
    let form = FormView::new("/company/invitations", locale.text("invite"))
        .kept("invite")
        .with(FormField::new("email", "email", locale.text("email")).at_most(254))
        .with(FormField::text("name", locale.text("person-name")).at_most(100).optional())
        .with(FormField::select("role_id", locale.text("persona-role"), role_choices(roles, None)))
        .with(FormField::select("company_id", locale.text("persona-for"), companies(place, &[]).await?));
    Ok(form_panel(locale, "invite", "new-invitation", form))
}

/// The company and what stands below it, to choose from; the first that is none of `but` is chosen.
async fn companies(place: &Place<'_>, but: &[CompanyId]) -> Result<Vec<Choice>, Problem> {
    let tree = place.shop.port::<dyn OwnCompany>()?.own_tree(&place.visit.ctx).await?;
    let open: Vec<&CompanyNode> = tree.items.iter().filter(|node| !node.archived).collect();
    let chosen = open.iter().find(|node| !but.contains(&node.id)).map(|node| node.id.to_string()).unwrap_or_default();
    Ok(choices(open.iter().map(|node| (node.id.to_string(), node.name.as_str())), &chosen))
}

/// The roles to choose from. Where none is said it is the buyers', so that nobody administers by an oversight.
fn role_choices(roles: &[RoleView], chosen: Option<RoleId>) -> Vec<Choice> {
    let open = roles.iter().filter(|role| role.may_grant || Some(role.id) == chosen);
    let usual = || roles.iter().find(|role| role.code == USUAL_ROLE).map(|role| role.id);
    let chosen = chosen.or_else(usual).map(|id| id.to_string()).unwrap_or_default();
    choices(open.map(|role| (role.id.to_string(), role.name.as_str())), &chosen)
}

async fn show(State(shop): State<Shop>, visit: Visit, Query(looked): Query<Looked>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(panels(&place, &looked).await?).await
}

async fn invite(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let Some(role_id) = typed.get("role_id").and_then(|role| role.parse().ok()) else {
        return Err(Problem::unprocessable());
    };
    let new = NewInvitation {
        email: typed.text("email"),
        name: typed.get("name").map(str::to_owned),
        role_id,
        company_id: typed.get("company_id").and_then(|id| id.parse().ok()),
        scopes: Scopes::default(),
    };
    match shop.port::<dyn CompanyPeople>()?.invite(&visit.ctx, &new).await {
        Ok(_) => Ok(go_and_tell(PATH, &Flash::done("invitation-sent"))),
        Err(fault) => {
            let mut panels = panels(&place, &Looked::default()).await?;
            let error = place.refuse(&mut panels, "invite", &typed, fault)?;
            place.show_again(panels, error).await
        }
    }
}

async fn resend(State(shop): State<Shop>, visit: Visit, Path(id): Path<InvitationId>) -> Result<Response, Problem> {
    shop.port::<dyn CompanyPeople>()?.resend_invitation(&visit.ctx, id).await?;
    Ok(go_and_tell(PATH, &Flash::done("invitation-sent")))
}

async fn revoke(State(shop): State<Shop>, visit: Visit, Path(id): Path<InvitationId>) -> Result<Response, Problem> {
    shop.port::<dyn CompanyPeople>()?.revoke_invitation(&visit.ctx, id).await?;
    Ok(go_and_tell(PATH, &Flash::done("invitation-taken-back")))
}
