//! The people of the company: who belongs to it in which role, inviting more, and ending a membership.
//! Whoever is taken off is out with the next request.

use axum::{extract::State, response::Response};
use kontor_contract::{
    companies::OwnCompany,
    people::{
        CompanyPeople, InvitationState, MembershipView, NewInvitation, PeopleFilter, PersonView, RoleView, Scopes,
    },
};
use kontor_kernel::{InvitationId, MembershipId, PageRequest, RoleId};
use kontor_web::{Access, Form, Path, Problem, Routes};

use super::choices;
use crate::{
    routes::{
        account::{MANAGE_PEOPLE, Place, form_panel},
        forms::Typed,
    },
    shop::{Shop, go_and_tell},
    views::{FormField, FormView, Panel, RowAction, Table, TableCell, Tone},
    visit::{Flash, Visit},
};

const PATH: &str = "/company/people";
/// People on the page; a company with more finds the others by the administration of the shop.
const MOST_PEOPLE: u32 = 200;

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let access = Access::Buyer(MANAGE_PEOPLE);
    let identity = "identity";
    routes.get(PATH, access).permission_of(identity).page().handle(shop.clone(), show);
    routes.get("/company/people/{id}", access).permission_of(identity).page().handle(shop.clone(), show_member);
    routes.post("/company/people/{id}/role", access).permission_of(identity).page().handle(shop.clone(), change_role);
    routes.post("/company/people/{id}/end", access).permission_of(identity).page().handle(shop.clone(), end);
    routes.post("/company/invitations", access).permission_of(identity).page().handle(shop.clone(), invite);
    routes.post("/company/invitations/{id}/resend", access).permission_of(identity).page().handle(shop.clone(), resend);
    routes.post("/company/invitations/{id}/revoke", access).permission_of(identity).page().handle(shop.clone(), revoke);
}

fn place<'a>(shop: &'a Shop, visit: &'a Visit) -> Place<'a> {
    Place { shop, visit, path: PATH, title: "company-people" }
}

async fn people(place: &Place<'_>) -> Result<Vec<PersonView>, Problem> {
    let page = PageRequest::first(MOST_PEOPLE);
    let port = place.shop.port::<dyn CompanyPeople>()?;
    Ok(port.people(&place.visit.ctx, &PeopleFilter::default(), &page).await?.items)
}

async fn panels(place: &Place<'_>) -> Result<Vec<Panel>, Problem> {
    let port = place.shop.port::<dyn CompanyPeople>()?;
    let mut panels = vec![members(place, &people(place).await?)];
    let invited = invitations(place).await?;
    panels.extend(invited);
    let roles = port.roles(&place.visit.ctx).await?;
    panels.push(invitation_form(place, &roles).await?);
    Ok(panels)
}

fn members(place: &Place<'_>, people: &[PersonView]) -> Panel {
    let locale = place.locale();
    let columns = ["person", "persona-for", "persona-role", "last-seen"].map(|id| locale.text(id)).to_vec();
    let mut table = Table::new(columns, locale.text("people-none"));
    for person in people {
        for membership in person.memberships.iter().filter(|membership| membership.ended_at.is_none()) {
            let seen = person.last_seen_at.map_or_else(|| locale.text("never"), |at| place.day(at));
            let name = if person.is_self {
                format!("{} · {}", person.name, locale.text("person-you"))
            } else {
                person.name.clone()
            };
            let company = membership.company.as_ref().map(|company| company.name.clone()).unwrap_or_default();
            let cells = vec![
                TableCell::of(name).and(&person.email),
                TableCell::of(company),
                TableCell::of(&membership.role.name),
                TableCell::of(seen),
            ];
            table.push(cells, vec![RowAction::link(locale.text("change-member"), format!("{PATH}/{}", membership.id))]);
        }
    }
    Panel { table: Some(table), ..Panel::default() }
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
    let tree = place.shop.port::<dyn OwnCompany>()?.own_tree(&place.visit.ctx).await?;
    let companies =
        tree.items.iter().filter(|node| !node.archived).map(|node| (node.id.to_string(), node.name.as_str()));
    let own = place.visit.ctx.company().map(|id| id.to_string()).unwrap_or_default();
    let form = FormView::new("/company/invitations", locale.text("invite"))
        .with(FormField::new("email", "email", locale.text("email")).at_most(254))
        .with(FormField::text("name", locale.text("person-name")).at_most(100).optional())
        .with(FormField::select("role_id", locale.text("persona-role"), role_choices(roles, None)))
        .with(FormField::select("company_id", locale.text("persona-for"), choices(companies, &own)));
    Ok(form_panel(locale, "invite", "new-invitation", form))
}

fn role_choices(roles: &[RoleView], chosen: Option<RoleId>) -> Vec<crate::views::Choice> {
    let open = roles.iter().filter(|role| role.may_grant || Some(role.id) == chosen);
    let chosen = chosen.map(|id| id.to_string()).unwrap_or_default();
    choices(open.map(|role| (role.id.to_string(), role.name.as_str())), &chosen)
}

async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(panels(&place).await?).await
}

async fn member(place: &Place<'_>, id: MembershipId) -> Result<(PersonView, MembershipView), Problem> {
    let found = people(place).await?.into_iter().find_map(|person| {
        let membership = person.memberships.iter().find(|membership| membership.id == id).cloned()?;
        Some((person, membership))
    });
    found.ok_or_else(Problem::not_found)
}

async fn member_panels(place: &Place<'_>, id: MembershipId) -> Result<Vec<Panel>, Problem> {
    let locale = place.locale();
    let (person, membership) = member(place, id).await?;
    let roles = place.shop.port::<dyn CompanyPeople>()?.roles(&place.visit.ctx).await?;
    let options = role_choices(&roles, Some(membership.role.id));
    let form = FormView::new(format!("{PATH}/{id}/role"), locale.text("change-role")).with(FormField::select(
        "role_id",
        locale.text("persona-role"),
        options,
    ));
    let role = Panel { title: person.name, text: person.email, ..form_panel(locale, "role", "member-role", form) };
    let mut end = FormView::new(format!("{PATH}/{id}/end"), locale.text("end-membership"));
    end.is_bad = true;
    Ok(vec![role, form_panel(locale, "end", "member-end", end)])
}

async fn show_member(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path<MembershipId>,
) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(member_panels(&place, id).await?).await
}

async fn change_role(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path<MembershipId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let Some(role) = typed.get("role_id").and_then(|role| role.parse().ok()) else { return Err(Problem::not_found()) };
    match shop.port::<dyn CompanyPeople>()?.change_role_of(&visit.ctx, id, role).await {
        Ok(_) => Ok(go_and_tell(PATH, &Flash::done("role-changed"))),
        Err(fault) => {
            let mut panels = member_panels(&place, id).await?;
            let error = place.refuse(&mut panels, "role", &typed, fault)?;
            place.show_again(panels, error).await
        }
    }
}

async fn end(State(shop): State<Shop>, visit: Visit, Path(id): Path<MembershipId>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    match shop.port::<dyn CompanyPeople>()?.end_membership(&visit.ctx, id).await {
        Ok(()) => Ok(go_and_tell(PATH, &Flash::done("membership-ended"))),
        Err(fault) => {
            let mut panels = member_panels(&place, id).await?;
            let error = place.refuse(&mut panels, "end", &Typed::default(), fault)?;
            place.show_again(panels, error).await
        }
    }
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
            let mut panels = panels(&place).await?;
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
