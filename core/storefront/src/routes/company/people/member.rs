//! One member of the company: their role, other companies below that they act in, and the end of it.
//! Whoever is taken off is out with the next request.

use axum::{extract::State, response::Response};
use kontor_contract::people::{CompanyPeople, MembershipView, PersonView, RoleView};
use kontor_kernel::MembershipId;
use kontor_web::{Form, Path, Problem};

use super::{PATH, companies, place, role_choices};
use crate::{
    routes::{
        account::{Place, form_panel},
        attributes,
        forms::Typed,
    },
    shop::{Shop, go_and_tell},
    views::{Fact, FormField, FormView, Link, Note, Panel, Tone},
    visit::{Flash, Visit},
};

/// The person behind a membership, and the membership.
async fn member(place: &Place<'_>, id: MembershipId) -> Result<(PersonView, MembershipView), Problem> {
    let person = place.shop.port::<dyn CompanyPeople>()?.person_of(&place.visit.ctx, id).await?;
    let open = person.memberships.iter().find(|membership| membership.id == id && membership.ended_at.is_none());
    let membership = open.cloned().ok_or_else(Problem::not_found)?;
    Ok((person, membership))
}

async fn panels(place: &Place<'_>, id: MembershipId) -> Result<Vec<Panel>, Problem> {
    let (person, membership) = member(place, id).await?;
    let roles = place.shop.port::<dyn CompanyPeople>()?.roles(&place.visit.ctx).await?;
    let mut panels = vec![about(place, &person, &membership).await?];
    if person.is_self {
        panels[0].note = Some(Note { tone: Tone::Info, text: place.text("person-self-help") });
        return Ok(panels);
    }
    panels.push(role_form(place, &membership, &roles));
    let seats = person.memberships.iter().filter(|seat| seat.ended_at.is_none());
    let present: Vec<_> = seats.filter_map(|seat| seat.company.as_ref()).map(|company| company.id).collect();
    let more = companies(place, &present).await?;
    if more.len() > 1 {
        let locale = place.locale();
        let form = FormView::new(format!("{PATH}/{id}/memberships"), locale.text("add-membership"))
            .kept("membership")
            .with(FormField::select("company_id", locale.text("persona-for"), more))
            .with(FormField::select("role_id", locale.text("persona-role"), role_choices(&roles, None)));
        panels.push(form_panel(locale, "membership", "more-memberships", form));
    }
    let mut end = FormView::new(format!("{PATH}/{id}/end"), place.text("end-membership"));
    end.is_bad = true;
    panels.push(form_panel(place.locale(), "end", "member-end", end));
    Ok(panels)
}

/// Who it is, and in which companies and roles.
async fn about(place: &Place<'_>, person: &PersonView, membership: &MembershipView) -> Result<Panel, Problem> {
    let locale = place.locale();
    let known = attributes::public_of(place.shop, &place.visit.ctx, "person").await?;
    let seat = |membership: &MembershipView| {
        let company = membership.company.as_ref().map(|company| company.name.as_str()).unwrap_or_default();
        format!("{company}, {}", membership.role.name)
    };
    let others: Vec<String> = person
        .memberships
        .iter()
        .filter(|other| other.id != membership.id && other.ended_at.is_none())
        .map(seat)
        .collect();
    let seen = person.last_seen_at.map_or_else(|| locale.text("never"), |at| place.day(at));
    let facts = [("persona-role", seat(membership)), ("other-memberships", others.join(" · ")), ("last-seen", seen)];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let facts = facts.map(|(id, value)| Fact { label: locale.text(id), value });
    let facts = facts.chain(attributes::facts(locale, &known, &person.attributes)).collect();
    let links = vec![Link { label: locale.text("back-to-people"), url: PATH.to_owned() }];
    let (title, text) = (person.name.clone(), person.email.clone());
    Ok(Panel { id: "person".to_owned(), title, text, facts, links, ..Panel::default() })
}

fn role_form(place: &Place<'_>, membership: &MembershipView, roles: &[RoleView]) -> Panel {
    let locale = place.locale();
    let options = role_choices(roles, Some(membership.role.id));
    let form = FormView::new(format!("{PATH}/{}/role", membership.id), locale.text("change-role"))
        .with(FormField::select("role_id", locale.text("persona-role"), options));
    form_panel(locale, "role", "member-role", form)
}

pub(super) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path<MembershipId>,
) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(panels(&place, id).await?).await
}

pub(super) async fn change_role(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path<MembershipId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let Some(role) = typed.get("role_id").and_then(|role| role.parse().ok()) else { return Err(Problem::not_found()) };
    match shop.port::<dyn CompanyPeople>()?.change_role_of(&visit.ctx, id, role).await {
        Ok(_) => Ok(go_and_tell(PATH, &Flash::done("role-changed"))),
        Err(fault) => again(&place, id, "role", &typed, fault).await,
    }
}

pub(super) async fn add(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path<MembershipId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let (person, _) = member(&place, id).await?;
    let role = typed.get("role_id").and_then(|role| role.parse().ok());
    let company = typed.get("company_id").and_then(|company| company.parse().ok());
    let (Some(role), Some(company)) = (role, company) else { return Err(Problem::not_found()) };
    let port = shop.port::<dyn CompanyPeople>()?;
    match port.add_membership(&visit.ctx, person.user_id, role, company).await {
        Ok(_) => Ok(go_and_tell(&format!("{PATH}/{id}"), &Flash::done("membership-added"))),
        Err(fault) => again(&place, id, "membership", &typed, fault).await,
    }
}

pub(super) async fn end(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path<MembershipId>,
) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    match shop.port::<dyn CompanyPeople>()?.end_membership(&visit.ctx, id).await {
        Ok(()) => Ok(go_and_tell(PATH, &Flash::done("membership-ended"))),
        Err(fault) => again(&place, id, "end", &Typed::default(), fault).await,
    }
}

async fn again(
    place: &Place<'_>,
    id: MembershipId,
    panel: &str,
    typed: &Typed,
    fault: kontor_contract::Fault,
) -> Result<Response, Problem> {
    let mut panels = panels(place, id).await?;
    let error = place.refuse(&mut panels, panel, typed, fault)?;
    place.show_again(panels, error).await
}
