//! Roles of the company's own, composed of single permissions; the shop's roles stand beside them and are only shown.
//! Nobody grants what they do not hold themselves.

use axum::{extract::State, response::Response};
use kontor_contract::people::{CompanyPeople, NewRole, OrderCeiling, PermissionView, RoleChange, RoleView};
use kontor_kernel::RoleId;
use kontor_web::{Access, Form, Path, Problem, Routes};

use crate::{
    routes::{
        account::{MANAGE_ROLES, Place, form_panel},
        forms::{Typed, grouped},
    },
    shop::{Shop, go_and_tell},
    views::{FormField, FormView, Panel, RowAction, Table, TableCell},
    visit::{Flash, Visit},
};

const PATH: &str = "/company/roles";

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let access = Access::Buyer(MANAGE_ROLES);
    let identity = "identity";
    routes.get(PATH, access).permission_of(identity).page().handle(shop.clone(), show);
    routes.post(PATH, access).permission_of(identity).page().handle(shop.clone(), create);
    routes.get("/company/roles/{id}", access).permission_of(identity).page().handle(shop.clone(), show_role);
    routes.post("/company/roles/{id}", access).permission_of(identity).page().handle(shop.clone(), change);
    routes.post("/company/roles/{id}/delete", access).permission_of(identity).page().handle(shop.clone(), delete);
}

fn place<'a>(shop: &'a Shop, visit: &'a Visit) -> Place<'a> {
    Place { shop, visit, path: PATH, title: "company-roles" }
}

async fn panels(place: &Place<'_>) -> Result<Vec<Panel>, Problem> {
    let locale = place.locale();
    let port = place.shop.port::<dyn CompanyPeople>()?;
    let columns = ["role", "role-grants", "role-members"].map(|id| locale.text(id)).to_vec();
    let mut table = Table::new(columns, String::new());
    let permissions = port.permissions(&place.visit.ctx).await?;
    for role in port.roles(&place.visit.ctx).await? {
        let mut name = TableCell::of(&role.name);
        if !role.may_change {
            name.sub = Some(locale.text("role-of-the-shop"));
        }
        let cells = vec![name, TableCell::of(titles(&role, &permissions)), TableCell::of(role.members.to_string())];
        let url = format!("{PATH}/{}", role.id);
        let mut actions = Vec::new();
        if role.may_change {
            actions.push(RowAction::link(locale.text("change-own-role"), url.clone()));
            let confirm = locale.text("delete-role-confirm");
            actions.push(RowAction::taking(locale.text("delete-role"), format!("{url}/delete"), confirm));
        }
        table.push(cells, actions);
    }
    let form = role_form(place, FormView::new(PATH, locale.text("make-role")), &permissions, None);
    Ok(vec![Panel { table: Some(table), ..Panel::default() }, form_panel(locale, "role", "new-role", form)])
}

/// What a role grants in words; the names of what nobody has described.
fn titles(role: &RoleView, known: &[PermissionView]) -> String {
    let described = |name: &str| known.iter().find(|permission| permission.name == name);
    let titles = role.permissions.iter().map(|name| described(name).map_or(name.as_str(), |found| &found.title));
    titles.collect::<Vec<_>>().join(" · ")
}

fn role_form(place: &Place<'_>, form: FormView, permissions: &[PermissionView], role: Option<&RoleView>) -> FormView {
    let locale = place.locale();
    let open: Vec<PermissionView> = permissions.iter().filter(|permission| permission.may_grant).cloned().collect();
    let is_held = |permission: &PermissionView| role.is_some_and(|role| role.permissions.contains(&permission.name));
    let groups = grouped(&open, is_held);
    let ceiling = role.and_then(|role| role.order_ceiling.as_ref()).map(|ceiling| locale.typed(&ceiling.amount));
    let currency = place.visit.site.channel.currency.to_string();
    let mut args = crate::locale::FluentArgs::new();
    args.set("currency", currency);
    let name = role.map(|role| role.name.clone()).unwrap_or_default();
    let slot = role.map_or_else(|| "new-role".to_owned(), |role| format!("role-{}", role.id));
    form.kept(slot)
        .with(FormField::text("name", locale.text("role")).of(name).at_most(100))
        .with(
            FormField::text("order_ceiling", locale.text_with("order-ceiling", &args))
                .of(ceiling.unwrap_or_default())
                .at_most(20)
                .optional()
                .helped(locale.text("order-ceiling-help")),
        )
        .with(FormField::checks("permissions", locale.text("role-grants"), groups))
}

/// The ceiling as it was typed, in the currency of the shop; `Err` when it is no amount.
fn ceiling(place: &Place<'_>, typed: &Typed) -> Result<Option<OrderCeiling>, kontor_contract::Fault> {
    let Some(text) = typed.get("order_ceiling") else { return Ok(None) };
    match place.locale().numbers().parse(text) {
        Some(amount) => {
            let currency = place.visit.site.channel.currency;
            Ok(Some(OrderCeiling { amount: amount.to_string(), currency }))
        }
        None => {
            let detail = place.text("amount-invalid");
            Err(kontor_contract::Fault::field("storefront.bad_amount", "/order_ceiling", detail))
        }
    }
}

async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(panels(&place).await?).await
}

async fn create(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let made = match ceiling(&place, &typed) {
        Ok(order_ceiling) => {
            let new = NewRole { name: typed.text("name"), permissions: typed.all("permissions"), order_ceiling };
            shop.port::<dyn CompanyPeople>()?.create_role(&visit.ctx, &new).await
        }
        Err(fault) => Err(fault),
    };
    match made {
        Ok(_) => Ok(go_and_tell(PATH, &Flash::done("role-made"))),
        Err(fault) => {
            let mut panels = panels(&place).await?;
            let error = place.refuse(&mut panels, "role", &typed, fault)?;
            place.show_again(panels, error).await
        }
    }
}

async fn role_panels(place: &Place<'_>, id: RoleId) -> Result<Vec<Panel>, Problem> {
    let locale = place.locale();
    let port = place.shop.port::<dyn CompanyPeople>()?;
    let role = port.roles(&place.visit.ctx).await?.into_iter().find(|role| role.id == id && role.may_change);
    let role = role.ok_or_else(Problem::not_found)?;
    let permissions = port.permissions(&place.visit.ctx).await?;
    let form = FormView::new(format!("{PATH}/{id}"), locale.text("save-role"));
    let form = role_form(place, form, &permissions, Some(&role));
    Ok(vec![Panel { title: role.name.clone(), ..form_panel(locale, "role", "change-role", form) }])
}

async fn show_role(State(shop): State<Shop>, visit: Visit, Path(id): Path<RoleId>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(role_panels(&place, id).await?).await
}

async fn change(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path<RoleId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let changed = match ceiling(&place, &typed) {
        Ok(order_ceiling) => {
            let change = RoleChange {
                name: Some(typed.text("name")),
                permissions: Some(typed.all("permissions")),
                order_ceiling: Some(order_ceiling),
            };
            shop.port::<dyn CompanyPeople>()?.change_role(&visit.ctx, id, &change).await
        }
        Err(fault) => Err(fault),
    };
    match changed {
        Ok(_) => Ok(go_and_tell(PATH, &Flash::done("role-saved"))),
        Err(fault) => {
            let mut panels = role_panels(&place, id).await?;
            let error = place.refuse(&mut panels, "role", &typed, fault)?;
            place.show_again(panels, error).await
        }
    }
}

async fn delete(State(shop): State<Shop>, visit: Visit, Path(id): Path<RoleId>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    match shop.port::<dyn CompanyPeople>()?.delete_role(&visit.ctx, id).await {
        Ok(()) => Ok(go_and_tell(PATH, &Flash::done("role-deleted"))),
        Err(fault) => {
            let mut panels = panels(&place).await?;
            let error = place.refuse(&mut panels, "role", &Typed::default(), fault)?;
            place.show_again(panels, error).await
        }
    }
}
