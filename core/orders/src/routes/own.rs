//! Orders of the buyer's companies: place one in one request, list them, see one.
//! Prices come from the server; a buyer's request cannot name one.

use std::collections::HashMap;

use axum::extract::State;
use kontor_contract::{
    catalog::{LineWish, ProductRef},
    identity::Address,
    orders::{CheckoutData, OrderQuery, OrderState, OrderSummary, OrderView},
};
use kontor_kernel::{BusinessDate, OrderId, Page, Quantity};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes, Sort};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{SORTS, order_sort};
use crate::{
    manifest::{OWN_PLACE, OWN_READ},
    service::{
        Service,
        carts::today,
        compute::Intent,
        orders::StaffFilter,
        place::{Placement, Seen},
    },
};

/// Which orders.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// In this state.
    state: Option<OrderState>,
    /// Words in the number, your own number or the company's name.
    q: Option<String>,
}

/// A line to be ordered.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewLine {
    /// The product's code, whatever its case.
    sku: String,
    /// How many, above zero.
    quantity: Quantity,
    /// The code of a unit in which it can be ordered; the product's own one where none is named.
    unit: Option<String>,
}

/// An order in one request.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewOrder {
    /// 1 to 2,000 lines.
    lines: Vec<NewLine>,
    /// Your own order number, at most 60 characters.
    po_number: Option<String>,
    /// A note to the seller, at most 2,000 characters.
    note: Option<String>,
    /// Where to deliver; your company's address where nothing is said.
    delivery_address: Option<Address>,
    /// When the goods are wanted.
    requested_date: Option<BusinessDate>,
    /// The code of one of the ways to send the goods; the first that is offered where none is named.
    shipping_method: Option<String>,
    /// The code of one of the ways to pay; the first that is offered where none is named.
    payment_method: Option<String>,
    /// For which cost centre of the buyer, at most 60 characters.
    cost_centre: Option<String>,
    /// Whether what is there may be sent before the rest; it may where nothing is said.
    partial_delivery: Option<bool>,
    /// Codes for discounts, ten at the most.
    #[serde(default)]
    codes: Vec<String>,
    /// The net total you expect, decimal text; another one is refused with 409.
    expected_net_total: Option<String>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/orders", Access::Buyer(OWN_PLACE))
        .summary("Place an order in one request")
        .creates()
        .body::<NewOrder>()
        .returns::<OrderView>(201)
        .handle(service.clone(), place_order);
    routes
        .get("/api/v1/orders", Access::Buyer(OWN_READ))
        .summary("List the orders of one's companies")
        .query::<Filter>()
        .paged()
        .sortable(SORTS)
        .returns::<Page<OrderSummary>>(200)
        .handle(service.clone(), list_orders);
    routes
        .get("/api/v1/orders/{id}", Access::Buyer(OWN_READ))
        .summary("See an order of one's companies")
        .returns::<OrderView>(200)
        .handle(service.clone(), get_order);
}

async fn place_order(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewOrder>,
) -> Result<Created<OrderView>, Problem> {
    service.check_requested_date(&ctx, body.requested_date).await?;
    let company = service.buying_company(&ctx).await?;
    let wish = |line: NewLine| LineWish {
        product: ProductRef::Sku(line.sku),
        quantity: line.quantity,
        unit: line.unit,
        manual_price: None,
    };
    let wishes = body.lines.into_iter().map(wish).collect();
    let checkout = CheckoutData {
        delivery_address: body.delivery_address,
        po_number: body.po_number,
        note: body.note,
        requested_date: body.requested_date,
        shipping_method: body.shipping_method,
        payment_method: body.payment_method,
        cost_centre: body.cost_centre,
        partial_delivery: body.partial_delivery,
        codes: body.codes,
    };
    let placement = Placement {
        intent: Intent::new(company, wishes, today(&ctx)?, &checkout),
        checkout,
        external_id: None,
        on_behalf: ctx.on_behalf_of().is_some(),
        line_names: HashMap::new(),
        seen: body.expected_net_total.map_or(Seen::Anything, Seen::NetTotal),
        cart: None,
    };
    Ok(Created(service.place(&ctx, &placement).await?))
}

async fn list_orders(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
    sort: Sort,
) -> Result<Json<Page<OrderSummary>>, Problem> {
    let query = OrderQuery { state: filter.state, text: filter.q, sort: order_sort(&sort)? };
    Ok(Json(service.list_orders(&ctx, &query, &StaffFilter::default(), &page).await?))
}

async fn get_order(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderView>, Problem> {
    service.find_order(&ctx, id).await?.map(Json).ok_or_else(Problem::not_found)
}
