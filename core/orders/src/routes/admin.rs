//! Orders for staff: all of them, the order desk's entry, confirming and cancelling.
//! Only here may a price be set by hand, and only with the permission for it.

use std::collections::HashMap;

use axum::extract::State;
use kontor_contract::{
    catalog::{LineWish, ProductRef},
    identity::{Address, Companies, CompanyFacts, CompanyRef},
    orders::{CheckoutData, ExternalId, OrderQuery, OrderState, OrderSummary, OrderView},
};
use kontor_kernel::{BusinessDate, CompanyId, OrderId, Page, Quantity, UnitPrice};
use kontor_store::Ctx;
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes, Sort};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{SORTS, order_sort};
use crate::{
    error::OrderError,
    manifest::{ORDERS_CANCEL, ORDERS_CONFIRM, ORDERS_ENTER, ORDERS_HOLD, ORDERS_READ, PRICES_OVERRIDE},
    model::machine::Action,
    service::{
        Service,
        carts::today,
        compute::Intent,
        orders::StaffFilter,
        place::{Placement, Seen, check_wording},
    },
};

/// Which orders.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// In this state.
    state: Option<OrderState>,
    /// Words in the number, the customer's own number or name, or the id in another system.
    q: Option<String>,
    /// Of this customer.
    company_id: Option<CompanyId>,
    /// Dated this day or later.
    placed_from: Option<BusinessDate>,
    /// Dated this day or earlier.
    placed_to: Option<BusinessDate>,
    /// Brought by this other system.
    external_system: Option<String>,
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
    /// A net price of one unit set by hand, zero or more; needs `orders.prices.override`.
    unit_price: Option<UnitPrice>,
    /// Another name on the documents, at most 200 characters.
    name: Option<String>,
}

/// An order entered for a customer. Names the customer by `company_id` or `company_code`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewOrder {
    company_id: Option<CompanyId>,
    company_code: Option<String>,
    /// Its id in another system; each id is taken once.
    external_id: Option<ExternalId>,
    /// Today in the legal entity's zone where nothing is said.
    order_date: Option<BusinessDate>,
    /// 1 to 2,000 lines.
    lines: Vec<NewLine>,
    po_number: Option<String>,
    note: Option<String>,
    delivery_address: Option<Address>,
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
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    /// For the order's history, at most 2,000 characters.
    note: Option<String>,
}

/// Why an order is stopped or ends.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    /// For the customer and the order's history, 1 to 500 characters.
    reason: String,
}

impl Reason {
    fn checked(self) -> Result<String, OrderError> {
        let reason = self.reason.trim();
        if (1..=500).contains(&reason.chars().count()) {
            return Ok(reason.to_owned());
        }
        let detail = "Say why, in 1 to 500 characters.".to_owned();
        Err(OrderError::BadField { pointer: "/reason", detail })
    }
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/orders", Access::Staff(ORDERS_READ))
        .summary("List orders")
        .query::<Filter>()
        .paged()
        .sortable(SORTS)
        .returns::<Page<OrderSummary>>(200)
        .handle(service.clone(), list_orders);
    routes
        .post("/api/v1/admin/orders", Access::Staff(ORDERS_ENTER))
        .summary("Enter an order for a customer")
        .creates()
        .body::<NewOrder>()
        .returns::<OrderView>(201)
        .handle(service.clone(), enter_order);
    routes
        .get("/api/v1/admin/orders/{id}", Access::Staff(ORDERS_READ))
        .summary("See an order")
        .returns::<OrderView>(200)
        .handle(service.clone(), get_order);
    routes
        .post("/api/v1/admin/orders/{id}/confirm", Access::Staff(ORDERS_CONFIRM))
        .summary("Confirm an order")
        .repeatable("a confirmed order cannot be confirmed again")
        .body::<Confirmation>()
        .returns::<OrderView>(200)
        .handle(service.clone(), confirm_order);
    routes
        .post("/api/v1/admin/orders/{id}/hold", Access::Staff(ORDERS_HOLD))
        .summary("Stop an order until something is settled; its stock stays reserved")
        .repeatable("an order on hold cannot be stopped again")
        .body::<Reason>()
        .returns::<OrderView>(200)
        .handle(service.clone(), hold_order);
    routes
        .post("/api/v1/admin/orders/{id}/resume", Access::Staff(ORDERS_HOLD))
        .summary("Let an order go on where it was stopped")
        .repeatable("an order that goes on cannot be let go on again")
        .body::<Confirmation>()
        .returns::<OrderView>(200)
        .handle(service.clone(), resume_order);
    routes
        .post("/api/v1/admin/orders/{id}/cancel", Access::Staff(ORDERS_CANCEL))
        .summary("Cancel an order and give its stock back")
        .repeatable("a cancelled order cannot be cancelled again")
        .body::<Reason>()
        .returns::<OrderView>(200)
        .handle(service.clone(), cancel_order);
}

async fn list_orders(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
    sort: Sort,
) -> Result<Json<Page<OrderSummary>>, Problem> {
    let query = OrderQuery { state: filter.state, text: filter.q, sort: order_sort(&sort)? };
    let staff = StaffFilter {
        company: filter.company_id,
        from: filter.placed_from,
        to: filter.placed_to,
        external_system: filter.external_system,
    };
    Ok(Json(service.list_orders(&ctx, &query, &staff, &page).await?))
}

async fn get_order(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderView>, Problem> {
    service.find_order(&ctx, id).await?.map(Json).ok_or_else(Problem::not_found)
}

async fn enter_order(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewOrder>,
) -> Result<Created<OrderView>, Problem> {
    let company = customer(&service, &ctx, &body).await?;
    let is_priced_by_hand = body.lines.iter().any(|line| line.unit_price.is_some());
    if is_priced_by_hand && !ctx.allows(PRICES_OVERRIDE) {
        return Err(OrderError::NoPriceOverride.into());
    }
    let order_date = match body.order_date {
        Some(date) => date,
        None => today(&ctx)?,
    };
    let line_names = line_names(&body.lines)?;
    let wishes = body.lines.into_iter().map(wish).collect::<Result<_, _>>()?;
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
        intent: Intent::new(company, wishes, order_date, &checkout),
        checkout,
        external_id: body.external_id,
        on_behalf: true,
        line_names,
        seen: Seen::Anything,
        cart: None,
    };
    Ok(Created(service.place(&ctx, &placement).await?))
}

async fn customer(service: &Service, ctx: &Ctx, body: &NewOrder) -> Result<CompanyFacts, OrderError> {
    let wanted = match (body.company_id, &body.company_code) {
        (Some(id), None) => CompanyRef::Id(id),
        (None, Some(code)) => CompanyRef::Code(code.clone()),
        _ => {
            let detail = "Name the customer by company_id or by company_code, one of them.".to_owned();
            return Err(OrderError::BadField { pointer: "/company_code", detail });
        }
    };
    let named = body.company_code.clone().or_else(|| body.company_id.map(|id| id.to_string())).unwrap_or_default();
    let found = service.boot.ports.get::<dyn Companies>()?.company(ctx, &wanted).await?;
    found.ok_or(OrderError::NoSuchCustomer(named))
}

fn wish(line: NewLine) -> Result<LineWish, OrderError> {
    if line.unit_price.is_some_and(UnitPrice::is_negative) {
        let detail = format!("The price of {} is negative; a price is zero or more.", line.sku);
        return Err(OrderError::BadField { pointer: "/lines", detail });
    }
    Ok(LineWish {
        product: ProductRef::Sku(line.sku),
        quantity: line.quantity,
        unit: line.unit,
        manual_price: line.unit_price,
    })
}

fn line_names(lines: &[NewLine]) -> Result<HashMap<usize, String>, OrderError> {
    let named = lines.iter().enumerate().filter_map(|(index, line)| Some((index, line.name.clone()?)));
    let names: HashMap<usize, String> = named.filter(|(_, name)| !name.trim().is_empty()).collect();
    if names.values().any(|name| name.chars().count() > 200) {
        let detail = "The name of a line may have at most 200 characters.".to_owned();
        return Err(OrderError::BadField { pointer: "/lines", detail });
    }
    Ok(names)
}

async fn confirm_order(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<OrderId>,
    Json(body): Json<Confirmation>,
) -> Result<Json<OrderView>, Problem> {
    check_wording(None, body.note.as_deref(), None)?;
    Ok(Json(service.act(&ctx, id, Action::Confirm, body.note).await?))
}

async fn hold_order(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<OrderId>,
    Json(body): Json<Reason>,
) -> Result<Json<OrderView>, Problem> {
    Ok(Json(service.act(&ctx, id, Action::Hold, Some(body.checked()?)).await?))
}

async fn resume_order(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<OrderId>,
    Json(body): Json<Confirmation>,
) -> Result<Json<OrderView>, Problem> {
    check_wording(None, body.note.as_deref(), None)?;
    Ok(Json(service.act(&ctx, id, Action::Resume, body.note).await?))
}

async fn cancel_order(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<OrderId>,
    Json(body): Json<Reason>,
) -> Result<Json<OrderView>, Problem> {
    Ok(Json(service.act(&ctx, id, Action::Cancel, Some(body.checked()?)).await?))
}
