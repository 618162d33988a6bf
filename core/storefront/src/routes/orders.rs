//! The orders of the buyer's company: the list, one of them, and the page after placing one.
//! An order outside the buyer's scope looks like one that does not exist.

use axum::{extract::State, response::Response};
use kontor_contract::orders::{OrderQuery, OrderSort, OrderState, Ordering};
use kontor_kernel::{OrderId, PageRequest, Position};
use kontor_store::Principal;
use kontor_web::{Access, Paging, Path, Problem, Query, Routes, Sort};
use serde::Deserialize;

use super::{
    PAGE_SIZE,
    pages::{last_page, page_of, pager, sort_choices, sort_code},
};
use crate::{
    locale::Locale,
    manifest::READ_ORDERS,
    present,
    shop::{Section, Shop, go_to},
    views::{Choice, Order, OrderDetail, OrderList, OrderPlaced},
    visit::Visit,
};

const SORTS: [(&str, OrderSort); 4] = [
    ("-placed_at", OrderSort::PlacedAtDescending),
    ("placed_at", OrderSort::PlacedAt),
    ("number", OrderSort::Number),
    ("-number", OrderSort::NumberDescending),
];
const STATES: [OrderState; 5] = [
    OrderState::AwaitingApproval,
    OrderState::Placed,
    OrderState::Confirmed,
    OrderState::OnHold,
    OrderState::Cancelled,
];

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    let access = Access::Buyer(READ_ORDERS);
    routes.get("/orders", access).permission_of("orders").page().handle(shop.clone(), list_orders);
    routes.get("/orders/{id}", access).permission_of("orders").page().handle(shop.clone(), show_order);
    routes.get("/orders/{id}/placed", access).permission_of("orders").page().handle(shop.clone(), show_placed);
}

#[derive(Debug, Deserialize)]
struct Filter {
    q: Option<String>,
    state: Option<OrderState>,
}

async fn list_orders(
    State(shop): State<Shop>,
    visit: Visit,
    Query(filter): Query<Filter>,
    Paging(paging): Paging,
    Sort(sort): Sort,
) -> Result<Response, Problem> {
    let asked = sort_code(sort.as_ref());
    let (sort, by) = *SORTS.iter().find(|(known, _)| *known == asked).unwrap_or(&SORTS[0]);
    let query = OrderQuery { state: filter.state, text: filter.q.clone(), sort: by };
    let page = PageRequest::new(PAGE_SIZE, Position::Number(page_of(&paging)));
    let found = shop.port::<dyn Ordering>()?.orders(&visit.ctx, &query, &page).await?;
    let locale = shop.locale(&visit.ctx);
    let (q, state) = (filter.q.unwrap_or_default(), filter.state.map(present::state_code).unwrap_or_default());
    let shown_sort = if sort == SORTS[0].0 { "" } else { sort };
    let view = OrderList {
        pager: pager("/orders", &[("q", &q), ("state", state), ("sort", shown_sort)], &paging, &found),
        filtered: !q.is_empty() || !state.is_empty(),
        states: states(locale, filter.state),
        sorts: sort_choices(locale, &SORTS, sort),
        items: found.items.into_iter().map(present::order_row).collect(),
        state: state.to_owned(),
        sort: sort.to_owned(),
        q,
    };
    match last_page(&view.pager, &paging) {
        Some(url) => Ok(go_to(&url)),
        None => shop.page(&visit, Section::Orders, &view).await,
    }
}

fn states(locale: &Locale, chosen: Option<OrderState>) -> Vec<Choice> {
    let choice = |state: OrderState| Choice {
        value: present::state_code(state).to_owned(),
        label: locale.text(&format!("order-state-{}", present::state_code(state))),
        selected: chosen == Some(state),
    };
    STATES.into_iter().map(choice).collect()
}

async fn show_order(State(shop): State<Shop>, visit: Visit, Path(id): Path<OrderId>) -> Result<Response, Problem> {
    let order = find(&shop, &visit, id).await?;
    shop.page(&visit, Section::Orders, &OrderDetail { order }).await
}

async fn show_placed(State(shop): State<Shop>, visit: Visit, Path(id): Path<OrderId>) -> Result<Response, Problem> {
    let order = find(&shop, &visit, id).await?;
    let email = match visit.ctx.principal() {
        Principal::User { email, .. } => email.clone(),
        Principal::Anonymous | Principal::System(_) => String::new(),
    };
    shop.page(&visit, Section::Orders, &OrderPlaced { order, email }).await
}

async fn find(shop: &Shop, visit: &Visit, id: OrderId) -> Result<Order, Problem> {
    let order = shop.port::<dyn Ordering>()?.order(&visit.ctx, id).await?;
    Ok(present::order(&visit.ctx, order.ok_or_else(Problem::not_found)?))
}
