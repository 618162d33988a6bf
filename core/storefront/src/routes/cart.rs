//! The cart: lines come in from lists, product pages and by SKU; quantities are edited all at once.
//! A quantity that cannot be taken comes back where it was typed, with what to do about it.

use std::collections::HashMap;

use axum::{
    body::Body,
    extract::{FromRequestParts, State},
    http::Request,
    response::Response,
};
use kontor_contract::{
    Fault,
    orders::{CartLineView, CartView, Ordering},
};
use kontor_kernel::{CartLineId, Quantity};
use kontor_web::{Access, Form, Paging, Path, Problem, Query, Routes, Sort, StatusCode};
use serde::Deserialize;

use super::{
    mendable,
    pages::{Filter, product_detail, product_list},
};
use crate::{
    locale::Locale,
    manifest::PLACE,
    present,
    shop::{Section, Shop, go_and_tell, go_to},
    views::{CartPage, Field, ProductRow, QuickLine},
    visit::{Flash, Visit, way_back},
};

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let access = Access::Buyer(PLACE);
    routes.get("/cart", access).permission_of("orders").page().handle(shop.clone(), show_cart);
    routes.post("/cart", access).permission_of("orders").page().handle(shop.clone(), update_cart);
    routes.post("/cart/lines", access).permission_of("orders").page().handle(shop.clone(), add_line);
    routes.post("/cart/lines/{id}/remove", access).permission_of("orders").page().handle(shop.clone(), remove_line);
}

async fn show_cart(State(shop): State<Shop>, visit: Visit) -> Result<Response, Problem> {
    let cart = shop.port::<dyn Ordering>()?.current_cart(&visit.ctx).await?;
    let view = cart_page(shop.locale(&visit.ctx), cart);
    shop.page(&visit, Section::Cart, &view).await
}

fn cart_page(locale: &Locale, cart: CartView) -> CartPage {
    let quick = QuickLine { sku: Field::default(), quantity: Field::of("1") };
    CartPage { cart: Some(present::cart(locale, cart)), quick }
}

#[derive(Debug, Deserialize)]
struct NewLine {
    sku: Option<String>,
    quantity: Option<String>,
    /// The unit; the product's own where nothing is sent.
    unit: Option<String>,
    return_to: Option<String>,
}

impl NewLine {
    fn unit(&self) -> Option<&str> {
        self.unit.as_deref().map(str::trim).filter(|unit| !unit.is_empty())
    }
}

async fn add_line(State(shop): State<Shop>, visit: Visit, Form(form): Form<NewLine>) -> Result<Response, Problem> {
    let back = way_back(form.return_to.as_deref(), "/cart");
    match add(&shop, &visit, &form).await? {
        Ok(flash) => Ok(go_and_tell(&back, &flash)),
        Err(refused) => return_line(&shop, &visit, &back, &form, refused).await,
    }
}

/// Why a line was not added, and to which of its two fields that belongs.
enum Refused {
    Sku(String),
    Quantity(String),
}

async fn add(shop: &Shop, visit: &Visit, form: &NewLine) -> Result<Result<Flash, Refused>, Problem> {
    let locale = shop.locale(&visit.ctx);
    let sku = form.sku.as_deref().unwrap_or_default().trim();
    if sku.is_empty() {
        return Ok(Err(Refused::Sku(locale.text("quick-sku-missing"))));
    }
    let quantity = match quantity_of(locale, form.quantity.as_deref()) {
        Ok(quantity) if quantity.is_positive() => quantity,
        Ok(_) => return Ok(Err(Refused::Quantity(locale.text("quantity-not-positive")))),
        Err(error) => return Ok(Err(Refused::Quantity(error))),
    };
    match shop.port::<dyn Ordering>()?.add_to_cart(&visit.ctx, sku, quantity, form.unit()).await {
        Ok(cart) => Ok(Ok(added(&cart, sku, quantity, form.unit()))),
        Err(fault) => Ok(Err(refusal(locale, shop.told(&visit.ctx, fault))?)),
    }
}

fn refusal(locale: &Locale, fault: Fault) -> Result<Refused, Fault> {
    let is_about_sku =
        matches!(&fault, Fault::Refused { fields, .. } if fields.iter().any(|f| f.pointer.ends_with("/sku")));
    let text = mendable(locale, fault)?;
    Ok(if is_about_sku { Refused::Sku(text) } else { Refused::Quantity(text) })
}

/// The message about a line that is in the cart now; codes are compared as the catalogue does, whatever their case.
fn added(cart: &CartView, sku: &str, quantity: Quantity, unit: Option<&str>) -> Flash {
    let is_same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let is_added =
        |line: &&CartLineView| is_same(&line.sku, sku) && is_same(&line.unit, unit.unwrap_or(&line.base_unit));
    let line = cart.lines.iter().find(is_added);
    Flash::Added {
        sku: line.map_or(sku, |line| &line.sku).to_owned(),
        name: line.map_or(sku, |line| &line.name).to_owned(),
        quantity: quantity.to_string(),
        unit: line.map(|line| line.unit.clone()).unwrap_or_default(),
    }
}

/// Reads a quantity as people write it in the language of the page.
/// A quantity as it was typed, or what is wrong with it.
pub(super) fn quantity_of(locale: &Locale, typed: Option<&str>) -> Result<Quantity, String> {
    let invalid = || locale.text("quantity-invalid");
    let value = locale.numbers().parse(typed.unwrap_or_default()).ok_or_else(invalid)?;
    value.to_string().parse().map_err(|_| invalid())
}

/// Shows the page the line came from, with what was typed and why it was not taken.
async fn return_line(
    shop: &Shop,
    visit: &Visit,
    back: &str,
    form: &NewLine,
    refused: Refused,
) -> Result<Response, Problem> {
    let visit = Visit { here: back.to_owned(), ..visit.clone() };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let sku = form.sku.as_deref().unwrap_or_default();
    let typed = form.quantity.clone().unwrap_or_default();
    let path = back.split('?').next().unwrap_or_default();
    if path == "/products" {
        let mut view = list_at(shop, &visit, back).await?;
        mark(view.items.iter_mut().find(|row| row.sku == sku), typed, form.unit(), refused);
        return shop.page_with(status, &visit, Section::Products, &view).await;
    }
    if path.starts_with("/products/")
        && let Some(mut view) = product_detail(shop, &visit, sku).await?
    {
        mark(Some(&mut view.product), typed, form.unit(), refused);
        return shop.page_with(status, &visit, Section::Products, &view).await;
    }
    let cart = shop.port::<dyn Ordering>()?.current_cart(&visit.ctx).await?;
    let mut view = cart_page(shop.locale(&visit.ctx), cart);
    view.quick = quick_line(sku, typed, refused);
    shop.page_with(status, &visit, Section::Cart, &view).await
}

fn mark(row: Option<&mut ProductRow>, typed: String, unit: Option<&str>, refused: Refused) {
    let (Refused::Sku(error) | Refused::Quantity(error)) = refused;
    if let Some(row) = row {
        row.quantity = Field { value: typed, error: Some(error), focus: true };
        if row.units.iter().any(|choice| Some(choice.unit.as_str()) == unit) {
            row.units.iter_mut().for_each(|choice| choice.selected = Some(choice.unit.as_str()) == unit);
        }
    }
}

fn quick_line(sku: &str, quantity: String, refused: Refused) -> QuickLine {
    let mut line = QuickLine { sku: Field::of(sku), quantity: Field::of(quantity) };
    let (field, error) = match refused {
        Refused::Sku(error) => (&mut line.sku, error),
        Refused::Quantity(error) => (&mut line.quantity, error),
    };
    field.error = Some(error);
    field.focus = true;
    line
}

/// The list of products at an address, read as if it had been asked for.
async fn list_at(shop: &Shop, visit: &Visit, address: &str) -> Result<crate::views::ProductList, Problem> {
    let request = Request::get(address).body(Body::empty()).map_err(|_| Problem::bad_request())?;
    let (mut parts, _) = request.into_parts();
    let Query(filter) = Query::<Filter>::from_request_parts(&mut parts, &()).await?;
    let Paging(paging) = Paging::from_request_parts(&mut parts, &()).await?;
    let Sort(sort) = Sort::from_request_parts(&mut parts, &()).await?;
    product_list(shop, visit, &filter, &paging, sort.as_ref()).await
}

async fn update_cart(
    State(shop): State<Shop>,
    visit: Visit,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Response, Problem> {
    let ordering = shop.port::<dyn Ordering>()?;
    let mut cart = ordering.current_cart(&visit.ctx).await?;
    let before = cart.clone();
    let locale = shop.locale(&visit.ctx);
    let mut wrong = HashMap::new();
    for (line, typed) in typed_quantities(&before, &form) {
        let unit = form.get(&format!("unit[{line}]")).map(String::as_str);
        let unit = unit.filter(|unit| !is_in_unit(&before, line, unit));
        let error = match quantity_of(locale, Some(&typed)) {
            Ok(quantity) if is_gone(&cart, line) || (unit.is_none() && has_quantity(&before, line, quantity)) => None,
            Ok(quantity) => match ordering.change_line(&visit.ctx, cart.id, line, quantity, unit).await {
                Ok(changed) => {
                    cart = changed;
                    None
                }
                Err(fault) => Some(mendable(locale, shop.told(&visit.ctx, fault))?),
            },
            Err(error) => Some(error),
        };
        if let Some(error) = error {
            wrong.insert(line.to_string(), (typed, error));
        }
    }
    if wrong.is_empty() {
        let to_checkout = form.get("then").is_some_and(|then| then == "checkout");
        return Ok(go_to(if to_checkout { "/checkout" } else { "/cart" }));
    }
    let mut view = cart_page(locale, cart);
    mark_lines(&mut view, wrong);
    let visit = Visit { here: "/cart".to_owned(), ..visit };
    shop.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, Section::Cart, &view).await
}

/// The quantities of a form, in the order of the cart's lines.
fn typed_quantities(cart: &CartView, form: &HashMap<String, String>) -> Vec<(CartLineId, String)> {
    let typed = |id: CartLineId| form.get(&format!("quantity[{id}]")).map(|typed| (id, typed.clone()));
    cart.lines.iter().filter_map(|line| typed(line.id)).collect()
}

fn has_quantity(cart: &CartView, line: CartLineId, quantity: Quantity) -> bool {
    cart.lines.iter().any(|known| known.id == line && known.quantity == quantity)
}

fn is_in_unit(cart: &CartView, line: CartLineId, unit: &str) -> bool {
    cart.lines.iter().any(|known| known.id == line && known.unit == unit)
}

/// Whether a line has become part of another one.
fn is_gone(cart: &CartView, line: CartLineId) -> bool {
    cart.lines.iter().all(|known| known.id != line)
}

fn mark_lines(view: &mut CartPage, mut wrong: HashMap<String, (String, String)>) {
    let mut focus = true;
    for line in view.cart.iter_mut().flat_map(|cart| &mut cart.lines) {
        if let Some((value, error)) = wrong.remove(&line.id) {
            line.quantity_field = Field { value, error: Some(error), focus };
            focus = false;
        }
    }
}

async fn remove_line(State(shop): State<Shop>, visit: Visit, Path(id): Path<CartLineId>) -> Result<Response, Problem> {
    let ordering = shop.port::<dyn Ordering>()?;
    let cart = ordering.current_cart(&visit.ctx).await?;
    // Pressing twice, or in two windows, ends with the line gone all the same.
    let Some(line) = cart.lines.iter().find(|line| line.id == id) else { return Ok(go_to("/cart")) };
    ordering.change_line(&visit.ctx, cart.id, id, Quantity::ZERO, None).await?;
    Ok(go_and_tell("/cart", &Flash::Removed { name: line.name.clone() }))
}
