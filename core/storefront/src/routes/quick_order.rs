//! Quick order: rows are pasted or typed, looked at, mended where they stand, and put into the cart together.
//! Nothing is written before the last step, and a row that cannot be ordered keeps all of them out of the cart.

mod rows;

use std::collections::HashMap;

use axum::{extract::State, response::Response};
use kontor_contract::orders::{CartView, Carts, OrderLineView, OrderView, Ordering, QuickOrder, QuickRow, QuickState};
use kontor_kernel::{CartId, OrderId, Quantity};
use kontor_web::{Access, Form, Problem, Query, Routes, StatusCode};
use serde::Deserialize;

use self::rows::{Typed, of_form, of_text};
use super::{cart::quantity_of, mendable};
use crate::{
    locale::Locale,
    manifest::PLACE,
    present,
    shop::{Section, Shop, go_and_tell},
    views::{Field, QuickOrderPage, Tone},
    visit::{Flash, Visit},
};

/// Rows that a page takes; programs send more.
const MOST_ROWS: usize = 500;
/// A page of as many rows with all their fields.
const MOST_BYTES: usize = 256 * 1024;

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let access = Access::Buyer(PLACE);
    routes.get("/quick-order", access).permission_of("orders").page().handle(shop.clone(), show);
    routes
        .post("/quick-order", access)
        .permission_of("orders")
        .page()
        .body_limit(MOST_BYTES)
        .handle(shop.clone(), look);
    routes
        .post("/quick-order/add", access)
        .permission_of("orders")
        .page()
        .body_limit(MOST_BYTES)
        .handle(shop.clone(), add);
    routes
        .post("/quick-order/keep", access)
        .permission_of("orders")
        .page()
        .body_limit(MOST_BYTES)
        .handle(shop.clone(), keep);
}

/// What the page begins with.
#[derive(Debug, Deserialize)]
struct Beginning {
    /// The lines of this order, to have them once more.
    order: Option<OrderId>,
    /// What is in this shopping list.
    list: Option<CartId>,
    /// `cart`: what is in the cart that is being filled, to be kept as a list.
    from: Option<String>,
}

async fn show(State(shop): State<Shop>, visit: Visit, Query(beginning): Query<Beginning>) -> Result<Response, Problem> {
    let (rows, list) = match (beginning.order, beginning.list, beginning.from.as_deref()) {
        (Some(id), _, _) => {
            let order = shop.port::<dyn Ordering>()?.order(&visit.ctx, id).await?.ok_or_else(Problem::not_found)?;
            (lines_of(order), None)
        }
        (_, Some(id), _) => {
            let list = shop.port::<dyn Carts>()?.shopping_list(&visit.ctx, id).await?;
            let (name, count) = (list.name.clone(), list.lines.len());
            let rows = rows_of(list);
            // What a page cannot show in full it does not save: the rest would be lost.
            let open = (rows.len() == count).then_some((id, name));
            (rows, open)
        }
        (_, _, Some("cart")) => (rows_of(shop.port::<dyn Ordering>()?.current_cart(&visit.ctx).await?), None),
        (None, None, _) => (Vec::new(), None),
    };
    let mut page = if rows.is_empty() {
        QuickOrderPage::default()
    } else {
        let view = shop.port::<dyn QuickOrder>()?.look(&visit.ctx, &rows).await?;
        present::quick_order(shop.locale(&visit.ctx), view)
    };
    if let Some((id, name)) = list {
        (page.list, page.list_name) = (Some(id.to_string()), Field::of(name));
    }
    shop.page(&visit, Section::QuickOrder, &page).await
}

/// The lines of a cart or shopping list as rows.
fn rows_of(cart: CartView) -> Vec<QuickRow> {
    // A line that cannot be priced any more has no code to show; its product is gone.
    let lines = cart.lines.into_iter().filter(|line| !line.sku.is_empty()).take(MOST_ROWS);
    lines.map(|line| QuickRow { code: line.sku, quantity: Some(line.quantity), unit: Some(line.unit) }).collect()
}

/// The lines of an order as rows; those beyond what a page takes are left out.
fn lines_of(order: OrderView) -> Vec<QuickRow> {
    let row = |line: OrderLineView| QuickRow { code: line.sku, quantity: Some(line.quantity), unit: Some(line.unit) };
    order.lines.into_iter().take(MOST_ROWS).map(row).collect()
}

async fn look(
    State(shop): State<Shop>,
    visit: Visit,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Response, Problem> {
    let typed = of_form_and_text(&shop, &visit, &form);
    let page = looked(&shop, &visit, &form, &typed).await?;
    let status = if page.more.error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    shop.page_with(status, &visit, Section::QuickOrder, &page).await
}

/// Keeps the rows as a shopping list: the one that is open, or a new one with a name.
async fn keep(
    State(shop): State<Shop>,
    visit: Visit,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Response, Problem> {
    let visit = Visit { here: "/quick-order".to_owned(), ..visit };
    let locale = shop.locale(&visit.ctx);
    let typed = of_form_and_text(&shop, &visit, &form);
    let name = form.get("list_name").map_or("", |name| name.trim());
    let open = form.get("list").and_then(|id| id.parse::<CartId>().ok());
    let mut error = name.is_empty().then(|| locale.text("list-name-missing")).filter(|_| open.is_none());
    if let Some(rows) = sendable(locale, &typed).filter(|_| error.is_none()) {
        let carts = shop.port::<dyn Carts>()?;
        let kept = match open {
            Some(id) => carts.fill_shopping_list(&visit.ctx, id, &rows).await,
            None => carts.make_shopping_list(&visit.ctx, name, &rows).await,
        };
        match kept {
            Ok(_) => return Ok(go_and_tell("/lists", &Flash::done("list-kept"))),
            Err(fault) => error = Some(mendable(locale, shop.told(&visit.ctx, fault))?),
        }
    }
    come_back(&shop, &visit, &form, &typed, error).await
}

async fn add(
    State(shop): State<Shop>,
    visit: Visit,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Response, Problem> {
    let visit = Visit { here: "/quick-order".to_owned(), ..visit };
    let locale = shop.locale(&visit.ctx);
    let typed = of_form_and_text(&shop, &visit, &form);
    if let Some(rows) = sendable(locale, &typed) {
        match shop.port::<dyn QuickOrder>()?.add(&visit.ctx, &rows).await {
            Ok(_) => return Ok(go_and_tell("/cart", &Flash::AddedRows { rows: rows.len() })),
            Err(fault) => mendable(locale, shop.told(&visit.ctx, fault)).map(drop)?,
        }
    }
    come_back(&shop, &visit, &form, &typed, None).await
}

/// Rows for the engine; nothing where a quantity is no number, where there are none, or more than a page takes.
fn sendable(locale: &Locale, typed: &[Typed]) -> Option<Vec<QuickRow>> {
    let rows: Vec<QuickRow> = typed.iter().map(|typed| row(locale, typed)).collect::<Option<_>>()?;
    (!rows.is_empty() && rows.len() <= MOST_ROWS).then_some(rows)
}

/// The page again, which says beside each row what keeps it out, and what is wrong with the list's name.
async fn come_back(
    shop: &Shop,
    visit: &Visit,
    form: &HashMap<String, String>,
    typed: &[Typed],
    of_list: Option<String>,
) -> Result<Response, Problem> {
    let mut page = looked(shop, visit, form, typed).await?;
    page.list_name.error = of_list;
    if page.rows.is_empty() && page.more.error.is_none() {
        page.more.error = Some(shop.locale(&visit.ctx).text("quick-order-empty"));
        page.more.focus = true;
    }
    shop.page_with(StatusCode::UNPROCESSABLE_ENTITY, visit, Section::QuickOrder, &page).await
}

/// What stands in the rows of a page, and behind them what was pasted below.
fn of_form_and_text(shop: &Shop, visit: &Visit, form: &HashMap<String, String>) -> Vec<Typed> {
    let numbers = shop.locale(&visit.ctx).numbers();
    let is_number = |text: &str| numbers.parse(text).is_some();
    let mut typed = of_form(form);
    typed.extend(of_text(form.get("more").map_or("", String::as_str), is_number));
    typed
}

/// A row for the engine; nothing where its quantity is no number.
fn row(locale: &Locale, typed: &Typed) -> Option<QuickRow> {
    let quantity = match typed.quantity.trim() {
        "" => Some(Quantity::ONE),
        quantity => Some(quantity_of(locale, Some(quantity)).ok()?),
    };
    Some(QuickRow { code: typed.code.clone(), quantity, unit: unit_of(typed) })
}

fn unit_of(typed: &Typed) -> Option<String> {
    Some(typed.unit.trim().to_owned()).filter(|unit| !unit.is_empty())
}

/// The page with what would become of its rows.
async fn looked(
    shop: &Shop,
    visit: &Visit,
    form: &HashMap<String, String>,
    typed: &[Typed],
) -> Result<QuickOrderPage, Problem> {
    let locale = shop.locale(&visit.ctx);
    if typed.len() > MOST_ROWS {
        let more = Field {
            value: form.get("more").cloned().unwrap_or_default(),
            error: Some(locale.text("quick-order-too-many")),
            focus: true,
        };
        return Ok(QuickOrderPage { more, ..QuickOrderPage::default() });
    }
    let asked = |typed: &Typed| {
        row(locale, typed).unwrap_or_else(|| QuickRow {
            code: typed.code.clone(),
            quantity: None,
            unit: unit_of(typed),
        })
    };
    let rows: Vec<QuickRow> = typed.iter().map(asked).collect();
    let mut view = shop.port::<dyn QuickOrder>()?.look(&visit.ctx, &rows).await?;
    for (line, typed) in view.lines.iter_mut().zip(typed) {
        if row(locale, typed).is_none() && line.state != QuickState::Refused {
            line.state = QuickState::Refused;
            view.refused += 1;
        }
    }
    let mut page = present::quick_order(locale, view);
    page.list = form.get("list").cloned();
    page.list_name = Field::of(form.get("list_name").cloned().unwrap_or_default());
    for (row, typed) in page.rows.iter_mut().zip(typed) {
        if self::row(locale, typed).is_none() {
            row.quantity_typed.clone_from(&typed.quantity);
            row.tone = Tone::Bad;
            row.message = Some(locale.text("quantity-invalid"));
            (row.amount, row.asked) = (None, None);
        }
    }
    Ok(page)
}
