//! The company's own data and the divisions and sites below it.
//! What the shop alone decides, such as the code and the VAT id, is shown and not asked for.

use axum::{extract::State, response::Response};
use kontor_contract::{
    attributes::AttributeView,
    companies::{
        CompanyKind, CompanyNode, CompanyTree, NewSite, OwnCompany, OwnCompanyChange, OwnCompanyView, SiteChange,
    },
    identity::Address,
};
use kontor_kernel::CompanyId;
use kontor_web::{Access, Form, Path, Problem, Routes};

use super::{choices, on_one_line};
use crate::{
    locale::Locale,
    routes::{
        account::{MANAGE_COMPANY, Place, READ_COMPANY, form_panel},
        attributes,
        checkout::countries,
        forms::Typed,
    },
    shop::{Shop, go_and_tell},
    views::{Fact, FormField, FormView, Link, Note, Panel, RowAction, Table, TableCell, Tone},
    visit::{Flash, Visit},
};

const PATH: &str = "/company";
/// What the engine of attributes calls companies, and where their values are in the form.
const THING: &str = "company";
const PREFIX: &str = "attributes";

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let (read, manage) = (Access::Buyer(READ_COMPANY), Access::Buyer(MANAGE_COMPANY));
    routes.get(PATH, read).permission_of("identity").page().handle(shop.clone(), show);
    routes.post(PATH, manage).permission_of("identity").page().handle(shop.clone(), change);
    routes.post("/company/sites", manage).permission_of("identity").page().handle(shop.clone(), add_site);
    routes.get("/company/sites/{id}", manage).permission_of("identity").page().handle(shop.clone(), show_site);
    routes.post("/company/sites/{id}", manage).permission_of("identity").page().handle(shop.clone(), change_site);
    routes.post("/company/sites/{id}/close", manage).permission_of("identity").page().handle(shop.clone(), close_site);
    routes.post("/company/sites/{id}/open", manage).permission_of("identity").page().handle(shop.clone(), open_site);
}

fn place<'a>(shop: &'a Shop, visit: &'a Visit) -> Place<'a> {
    Place { shop, visit, path: PATH, title: "company-details" }
}

async fn panels(place: &Place<'_>) -> Result<Vec<Panel>, Problem> {
    let ctx = &place.visit.ctx;
    let port = place.shop.port::<dyn OwnCompany>()?;
    let (company, tree) = (port.own(ctx).await?, port.own_tree(ctx).await?);
    let known = attributes::public_of(place.shop, ctx, THING).await?;
    let may_change = ctx.allows(MANAGE_COMPANY);
    let mut panels = vec![facts(place, &company, &known)];
    if may_change {
        panels.push(data_form(place, &company, &known));
    }
    // A private person stands alone.
    if company.kind != CompanyKind::Consumer {
        panels.push(sites(place, &tree, &company, may_change));
        panels.extend(may_change.then(|| site_form(place, &tree, &company)));
    }
    Ok(panels)
}

fn facts(place: &Place<'_>, company: &OwnCompanyView, known: &[AttributeView]) -> Panel {
    let locale = place.locale();
    let fact = |id: &str, value: String| (!value.is_empty()).then(|| Fact { label: locale.text(id), value });
    let manager = company.account_manager.as_ref();
    let facts = [
        fact("company-code", company.code.clone()),
        fact("company-above", company.path.iter().map(|above| above.name.as_str()).collect::<Vec<_>>().join(" › ")),
        fact("vat-id", company.vat_id.clone().unwrap_or_default()),
        fact("address", on_one_line(locale, &company.address)),
        fact("company-email", company.email.clone().unwrap_or_default()),
        fact("account-manager", manager.map(|who| format!("{}, {}", who.name, who.email)).unwrap_or_default()),
    ];
    let note = company.warnings.first().map(|warning| Note {
        tone: Tone::Warn,
        text: locale.problem(&format!("company.{}", warning.code), &warning.detail),
    });
    let own = attributes::facts(locale, known, &company.attributes);
    let facts = facts.into_iter().flatten().chain(own).collect();
    Panel { id: "company".to_owned(), title: company.name.clone(), note, facts, ..Panel::default() }
}

fn address_fields(place: &Place<'_>, form: FormView, address: &Address) -> FormView {
    let locale = place.locale();
    let field = |name: &str, id: &str, value: &str| {
        FormField::text(format!("address.{name}"), locale.text(id)).of(value).at_most(120)
    };
    form.with(field("street", "address-street", &address.street).wide())
        .with(field("postal_code", "address-postal-code", &address.postal_code).at_most(20))
        .with(field("city", "address-city", &address.city))
        .with(FormField::select("address.country", locale.text("address-country"), countries(locale, &address.country)))
}

fn data_form(place: &Place<'_>, company: &OwnCompanyView, known: &[AttributeView]) -> Panel {
    let locale = place.locale();
    let email = company.email.clone().unwrap_or_default();
    let (save, name, title) = match company.kind {
        CompanyKind::Consumer => ("save-details", "person-name", "own-data"),
        _ => ("save-company", "company-name", "company-data"),
    };
    let form = FormView::new(PATH, locale.text(save))
        .kept("company")
        .with(FormField::text("name", locale.text(name)).of(&company.name).wide())
        .with(FormField::new("email", "email", locale.text("company-email")).of(email).at_most(254).optional().wide());
    let mut form = address_fields(place, form, &company.address);
    let own = |view: &AttributeView| attributes::field(locale, PREFIX, view, company.attributes.get(&view.code));
    form.fields.extend(known.iter().map(own));
    form_panel(locale, "data", title, form)
}

fn sites(place: &Place<'_>, tree: &CompanyTree, own: &OwnCompanyView, may_change: bool) -> Panel {
    let locale = place.locale();
    let columns = ["site", "site-kind", "address"].map(|id| locale.text(id)).to_vec();
    let mut table = Table::new(columns, locale.text("sites-none"));
    for node in tree.items.iter().filter(|node| node.id != own.id) {
        let mut name = TableCell::of(&node.name).and(&node.code);
        name.depth = u8::try_from(node.depth.saturating_sub(1).min(11)).unwrap_or(11);
        let kind = locale.text(&format!("company-kind-{}", node.kind.name()));
        let kind = if node.archived {
            TableCell::state(Tone::Neutral, locale.text("site-closed"))
        } else {
            TableCell::of(kind)
        };
        let actions = if may_change && is_own_part(node) { site_actions(locale, node) } else { Vec::new() };
        table.push(vec![name, kind, TableCell::of(on_one_line(locale, &node.address))], actions);
    }
    Panel { id: "sites".to_owned(), title: locale.text("company-sites"), table: Some(table), ..Panel::default() }
}

/// Whether its own people change it; firms below are changed by the shop.
const fn is_own_part(node: &CompanyNode) -> bool {
    matches!(node.kind, CompanyKind::Division | CompanyKind::Site)
}

fn site_actions(locale: &Locale, node: &CompanyNode) -> Vec<RowAction> {
    let url = format!("/company/sites/{}", node.id);
    if node.archived {
        return vec![RowAction::new(locale.text("reopen-site"), format!("{url}/open"))];
    }
    let close = (format!("{url}/close"), locale.text("close-site-confirm"));
    vec![
        RowAction::link(locale.text("change-site"), url),
        RowAction::taking(locale.text("close-site"), close.0, close.1),
    ]
}

/// The page of a division or site: what it is called and where it is.
async fn site_panels(place: &Place<'_>, id: CompanyId) -> Result<Vec<Panel>, Problem> {
    let ctx = &place.visit.ctx;
    let tree = place.shop.port::<dyn OwnCompany>()?.own_tree(ctx).await?;
    let mut nodes = tree.items.into_iter().filter(|node| is_own_part(node) && !node.archived);
    let node = nodes.find(|node| node.id == id && Some(id) != ctx.company()).ok_or_else(Problem::not_found)?;
    let locale = place.locale();
    let form = FormView::new(format!("/company/sites/{id}"), locale.text("save-site"))
        .kept(format!("site-{id}"))
        .with(FormField::text("name", locale.text("site")).of(&node.name).wide());
    let form = address_fields(place, form, &node.address);
    let kind = locale.text(&format!("company-kind-{}", node.kind.name()));
    let text = format!("{kind} · {}", node.code);
    let links = vec![Link { label: locale.text("back-to-sites"), url: format!("{PATH}#sites") }];
    Ok(vec![Panel { title: node.name, text, links, ..form_panel(locale, "site", "change-site", form) }])
}

async fn show_site(State(shop): State<Shop>, visit: Visit, Path(id): Path<CompanyId>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(site_panels(&place, id).await?).await
}

async fn change_site(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path<CompanyId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let name = typed.text("name");
    let change = SiteChange { address: Some(address_of(&typed, &name)), name: Some(name), archived: None };
    match shop.port::<dyn OwnCompany>()?.change_site(&visit.ctx, id, &change).await {
        Ok(_) => Ok(go_and_tell(PATH, &Flash::done("site-saved"))),
        Err(fault) => {
            let mut panels = site_panels(&place, id).await?;
            let error = place.refuse(&mut panels, "site", &typed, fault)?;
            place.show_again(panels, error).await
        }
    }
}

fn site_form(place: &Place<'_>, tree: &CompanyTree, own: &OwnCompanyView) -> Panel {
    let locale = place.locale();
    let kinds = [CompanyKind::Site, CompanyKind::Division];
    let names: Vec<(String, String)> = kinds
        .iter()
        .map(|kind| (kind.name().to_owned(), locale.text(&format!("company-kind-{}", kind.name()))))
        .collect();
    let open = tree.items.iter().filter(|node| !node.archived && node.kind != CompanyKind::Site);
    let parents = open.map(|node| (node.id.to_string(), node.name.as_str()));
    let form = FormView::new("/company/sites", locale.text("add-site"))
        .kept("new-site")
        .with(FormField::text("name", locale.text("site")).wide())
        .with(FormField::select(
            "kind",
            locale.text("site-kind"),
            choices(names.iter().map(|(value, name)| (value.clone(), name.as_str())), "site"),
        ))
        .with(FormField::select("parent", locale.text("site-below"), choices(parents, &own.id.to_string())));
    let country = Address { country: own.country.clone(), ..Address::default() };
    form_panel(locale, "site", "new-site", address_fields(place, form, &country))
}

async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    place.show(panels(&place).await?).await
}

/// The address of a form; who receives goods there is its company.
fn address_of(typed: &Typed, name: &str) -> Address {
    Address {
        name: name.to_owned(),
        street: typed.text("address.street"),
        postal_code: typed.text("address.postal_code"),
        city: typed.text("address.city"),
        country: typed.text("address.country"),
    }
}

async fn change(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let name = typed.text("name");
    let known = attributes::public_of(&shop, &visit.ctx, THING).await?;
    let change = OwnCompanyChange {
        address: Some(address_of(&typed, &name)),
        name: Some(name),
        email: Some(typed.get("email").map(str::to_owned)),
        attributes: attributes::change(place.locale(), &typed, PREFIX, &known),
    };
    match shop.port::<dyn OwnCompany>()?.change_own(&visit.ctx, &change).await {
        Ok(_) => Ok(go_and_tell(PATH, &Flash::done("company-saved"))),
        Err(fault) => again(&place, "data", &typed, fault).await,
    }
}

async fn add_site(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let place = place(&shop, &visit);
    let name = typed.text("name");
    let site = NewSite {
        kind: typed.get("kind").and_then(CompanyKind::named).unwrap_or(CompanyKind::Site),
        address: address_of(&typed, &name),
        parent: typed.get("parent").and_then(|id| id.parse().ok()),
        name,
    };
    match shop.port::<dyn OwnCompany>()?.add_site(&visit.ctx, &site).await {
        Ok(_) => Ok(go_and_tell(PATH, &Flash::done("site-added"))),
        Err(fault) => again(&place, "site", &typed, fault).await,
    }
}

async fn close_site(State(shop): State<Shop>, visit: Visit, Path(id): Path<CompanyId>) -> Result<Response, Problem> {
    set_archived(&shop, &visit, id, true).await?;
    Ok(go_and_tell(PATH, &Flash::done("site-closed-now")))
}

async fn open_site(State(shop): State<Shop>, visit: Visit, Path(id): Path<CompanyId>) -> Result<Response, Problem> {
    set_archived(&shop, &visit, id, false).await?;
    Ok(go_and_tell(PATH, &Flash::done("site-opened")))
}

async fn set_archived(shop: &Shop, visit: &Visit, id: CompanyId, archived: bool) -> Result<(), Problem> {
    let change = SiteChange { archived: Some(archived), ..SiteChange::default() };
    shop.port::<dyn OwnCompany>()?.change_site(&visit.ctx, id, &change).await?;
    Ok(())
}

async fn again(place: &Place<'_>, id: &str, typed: &Typed, fault: kontor_contract::Fault) -> Result<Response, Problem> {
    let mut panels = panels(place).await?;
    let error = place.refuse(&mut panels, id, typed, fault)?;
    place.show_again(panels, error).await
}
