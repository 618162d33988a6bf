//! Several carts: which there are, which one is being filled, and what each is called and shared with.
//! A shared cart is everybody's to fill and place; only whoever made it names it, shares it and throws it away.

use axum::{extract::State, response::Response};
use kontor_contract::{
    Fault,
    orders::{CartChange, CartSummary, Carts},
};
use kontor_kernel::CartId;
use kontor_web::{Access, Form, Path, Problem, Routes, StatusCode};

use super::forms::{Refused, Typed, refuse};
use crate::{
    locale::{FluentArgs, Locale},
    manifest::PLACE,
    present,
    shop::{Section, Shop, go_and_tell, go_to},
    views::{FormField, FormView, Panel, PanelPage, RowAction, Table, TableCell, Tone},
    visit::{Flash, Visit},
};

const PATH: &str = "/carts";
const LONGEST_NAME: u32 = 100;

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let access = Access::Buyer(PLACE);
    routes.get(PATH, access).permission_of("orders").page().handle(shop.clone(), show);
    routes.post(PATH, access).permission_of("orders").page().handle(shop.clone(), make);
    routes.post("/carts/{id}/choose", access).permission_of("orders").page().handle(shop.clone(), choose);
    routes.get("/carts/{id}", access).permission_of("orders").page().handle(shop.clone(), show_one);
    routes.post("/carts/{id}", access).permission_of("orders").page().handle(shop.clone(), change);
    routes.post("/carts/{id}/discard", access).permission_of("orders").page().handle(shop.clone(), discard);
}

/// What a cart is called; one without a name by the day it was changed last.
fn name_of(locale: &Locale, visit: &Visit, cart: &CartSummary) -> String {
    if !cart.name.is_empty() {
        return cart.name.clone();
    }
    let mut args = FluentArgs::new();
    args.set("day", present::day(locale, &visit.ctx, cart.updated_at));
    locale.text_with("cart-of-day", &args)
}

fn list(locale: &Locale, visit: &Visit, carts: &[CartSummary]) -> Table {
    let columns = ["cart-name", "col-lines", "state", "changed-on"].map(|id| locale.text(id)).to_vec();
    let mut table = Table::new(columns, locale.text("carts-none"));
    for cart in carts {
        let state = match (cart.is_current, cart.is_shared) {
            (true, _) => TableCell::state(Tone::Good, locale.text("cart-is-current")),
            (false, true) => TableCell::state(Tone::Info, locale.text("cart-is-shared")),
            (false, false) => TableCell::of(""),
        };
        let state = if cart.is_current && cart.is_shared { state.and(locale.text("cart-is-shared")) } else { state };
        let name = TableCell::of(name_of(locale, visit, cart));
        let name = if cart.is_own { name } else { name.and(locale.text("cart-of-colleague")) };
        let cells = vec![
            name,
            TableCell::of(cart.line_count.to_string()),
            state,
            TableCell::of(present::moment(locale, &visit.ctx, cart.updated_at)),
        ];
        table.push(cells, actions(locale, cart));
    }
    table
}

fn actions(locale: &Locale, cart: &CartSummary) -> Vec<RowAction> {
    let at = |step: &str| format!("{PATH}/{}{step}", cart.id);
    let mut actions = Vec::new();
    actions.push(match cart.is_current {
        true => RowAction::link(locale.text("to-cart"), "/cart".to_owned()),
        false => RowAction::new(locale.text("cart-choose"), at("/choose")),
    });
    if cart.is_own {
        actions.push(RowAction::link(locale.text("cart-change"), at("")));
        let confirm = locale.text("cart-discard-confirm");
        actions.push(RowAction::taking(locale.text("cart-discard"), at("/discard"), confirm));
    }
    actions
}

fn new_cart(locale: &Locale) -> FormView {
    let name = FormField::text("name", locale.text("cart-name")).at_most(LONGEST_NAME);
    FormView::new(PATH, locale.text("cart-make")).with(name.helped(locale.text("cart-name-help")))
}

async fn page(shop: &Shop, visit: &Visit, form: FormView, error: Option<String>) -> Result<Response, Problem> {
    let locale = shop.locale(&visit.ctx);
    let carts = shop.port::<dyn Carts>()?.list(&visit.ctx).await?;
    let listed = Panel { table: Some(list(locale, visit, &carts)), ..Panel::default() };
    let made = Panel { title: locale.text("cart-new"), form: Some(form), ..Panel::default() };
    let is_refused =
        error.is_some() || made.form.iter().flat_map(|form| &form.fields).any(|field| field.error.is_some());
    let view = PanelPage {
        title: locale.text("carts-title"),
        lead: locale.text("carts-lead"),
        error,
        panels: vec![listed, made],
        ..PanelPage::default()
    };
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let visit = Visit { here: PATH.to_owned(), ..visit.clone() };
    shop.page_with(status, &visit, Section::Cart, &view).await
}

async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let form = new_cart(shop.locale(&visit.ctx));
    page(&shop, &visit, form, None).await
}

async fn make(State(shop): State<Shop>, visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    match shop.port::<dyn Carts>()?.make(&visit.ctx, &typed.text("name")).await {
        Ok(_) => Ok(go_and_tell("/cart", &Flash::done("cart-made"))),
        Err(fault) => {
            let locale = shop.locale(&visit.ctx);
            let form = typed.fill(new_cart(locale));
            let Refused { form, error } = refuse(locale, form, shop.told(&visit.ctx, fault))?;
            page(&shop, &visit, form, error).await
        }
    }
}

async fn choose(State(shop): State<Shop>, visit: Visit, Path(id): Path<CartId>) -> Result<Response, Problem> {
    shop.port::<dyn Carts>()?.choose(&visit.ctx, id).await?;
    Ok(go_to("/cart"))
}

async fn discard(State(shop): State<Shop>, visit: Visit, Path(id): Path<CartId>) -> Result<Response, Problem> {
    match shop.port::<dyn Carts>()?.discard(&visit.ctx, id).await {
        // Pressing twice, or in two windows, ends with the cart gone all the same.
        Ok(()) => Ok(go_and_tell(PATH, &Flash::done("cart-discarded"))),
        Err(fault) if super::code_of(&fault) == "not_found" => Ok(go_to(PATH)),
        Err(fault) => Err(fault.into()),
    }
}

/// The form of one cart.
async fn form_of(shop: &Shop, visit: &Visit, id: CartId) -> Result<(String, FormView), Problem> {
    let locale = shop.locale(&visit.ctx);
    let carts = shop.port::<dyn Carts>()?.list(&visit.ctx).await?;
    let cart = carts.iter().find(|cart| cart.id == id && cart.is_own).ok_or_else(Problem::not_found)?;
    let shared = FormField::checkbox("shared", locale.text("cart-share"), cart.is_shared);
    let form = FormView::new(format!("{PATH}/{id}"), locale.text("cart-save"))
        .with(FormField::text("name", locale.text("cart-name")).of(&*cart.name).at_most(LONGEST_NAME))
        .with(shared.helped(locale.text("cart-share-help")));
    Ok((name_of(locale, visit, cart), form))
}

async fn one(
    shop: &Shop,
    visit: &Visit,
    (title, form): (String, FormView),
    refused: Option<Option<String>>,
) -> Result<Response, Problem> {
    let locale = shop.locale(&visit.ctx);
    let links = vec![crate::views::Link { label: locale.text("carts-title"), url: PATH.to_owned() }];
    let panel = Panel { form: Some(form), links, ..Panel::default() };
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = PanelPage { title, error: refused.flatten(), panels: vec![panel], ..PanelPage::default() };
    shop.page_with(status, visit, Section::Cart, &view).await
}

async fn show_one(State(shop): State<Shop>, visit: Visit, Path(id): Path<CartId>) -> Result<Response, Problem> {
    let form = form_of(&shop, &visit, id).await?;
    one(&shop, &visit, form, None).await
}

async fn change(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path<CartId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let change = CartChange { name: Some(typed.text("name")), is_shared: Some(typed.is_ticked("shared")) };
    let changed: Result<(), Fault> = shop.port::<dyn Carts>()?.change(&visit.ctx, id, &change).await;
    match changed {
        Ok(()) => Ok(go_and_tell(PATH, &Flash::done("cart-changed"))),
        Err(fault) => {
            let (title, form) = form_of(&shop, &visit, id).await?;
            let fault = shop.told(&visit.ctx, fault);
            let Refused { form, error } = refuse(shop.locale(&visit.ctx), typed.fill(form), fault)?;
            one(&shop, &visit, (title, form), Some(error)).await
        }
    }
}
