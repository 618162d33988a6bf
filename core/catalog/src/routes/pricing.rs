//! How prices come about, for staff: who has which lists, which of several prices wins, why a price is what it is, and
//! what a list would have meant.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};
use kontor_kernel::{BusinessDate, ChannelId, CompanyId, Currency, PriceListId, Quantity, Rate, Timestamp};
use kontor_web::{Access, Caller, Json, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    entities::assignment::{self, Subject},
    manifest::{PRICES_READ, PRICES_WRITE},
    read_model::Buyer,
    service::{
        Catalogue,
        assignments::Gift,
        explain::{PriceExplanation, Question},
        policy::{PolicyView, PriceStrategy},
        what_if::{Assumption, WhatIf},
    },
};

/// To whom lists are given.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum SubjectKind {
    Company,
    Group,
    Channel,
}

/// Which assignments are looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AssignmentFilter {
    /// Only those of this list.
    price_list_id: Option<PriceListId>,
    /// Only those of one company, group or channel, named with `subject_id`.
    subject: Option<SubjectKind>,
    /// Which one.
    subject_id: Option<Uuid>,
}

/// Assignments of price lists.
#[derive(Debug, Serialize, JsonSchema)]
struct AssignmentList {
    /// At most 1,000, by company, group and channel and then in the order in which lists are asked.
    items: Vec<AssignmentView>,
}

/// A list that is given to somebody.
#[derive(Debug, Serialize, JsonSchema)]
struct AssignmentView {
    /// To whom.
    subject: SubjectKind,
    /// To which one.
    subject_id: Uuid,
    /// The list.
    price_list_id: PriceListId,
    /// Its code.
    price_list: String,
    /// The lowest is asked first.
    priority: i32,
    /// Whether no further list is asked after it.
    last: bool,
}

/// The lists of a company, group or channel.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewAssignments {
    /// In the order in which they are asked, at most 50; with none of them it has those it inherits.
    price_lists: Vec<NewAssignment>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewAssignment {
    /// The list's code.
    code: String,
    /// Whether no further list is asked after it: what it has no price for has none.
    #[serde(default)]
    last: bool,
}

/// The most lists somebody is given.
const MOST_LISTS: usize = 50;

/// Which price is to be explained.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The product's code.
    sku: String,
    /// For which company; for a guest where none is named.
    company_id: Option<CompanyId>,
    /// In which channel; in this one where none is named.
    channel_id: Option<ChannelId>,
    /// How many of the unit; one where nothing is said.
    quantity: Option<Quantity>,
    /// The code of a unit in which it can be ordered; the product's own one where none is named.
    unit: Option<String>,
    /// On which day; today where none is named.
    date: Option<BusinessDate>,
    /// As things stood at this instant; as they stand now where none is named.
    as_of: Option<Timestamp>,
    /// In which currency; the channel's where none is named.
    currency: Option<Currency>,
}

/// How a tenant prices.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPolicy {
    /// Which of several prices wins.
    strategy: PriceStrategy,
    /// The share of a price without tax that must remain above the cost, in per cent, 0 to less than 100.
    margin_floor: Option<Rate>,
}

/// What is assumed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Assumed {
    /// How many days of orders are looked at, up to today: 1 to 400, 90 where nothing is said.
    days: Option<u16>,
    /// Whether everybody would be asked for it first, rather than those it is given to.
    for_everybody: Option<bool>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/price-list-assignments", Access::Staff(PRICES_READ))
        .summary("List to whom price lists are given")
        .query::<AssignmentFilter>()
        .returns::<AssignmentList>(200)
        .handle(Arc::clone(service), list_assignments);
    routes
        .put("/api/v1/admin/price-list-assignments/{subject}/{id}", Access::Staff(PRICES_WRITE))
        .whole_tenant()
        .summary("Give a company, group or channel its price lists")
        .body::<NewAssignments>()
        .returns_nothing(204)
        .handle(Arc::clone(service), assign);
    routes
        .get("/api/v1/admin/price-explanations", Access::Staff(PRICES_READ))
        .summary("Explain why a price is what it is, or was")
        .query::<Asked>()
        .returns::<PriceExplanation>(200)
        .handle(Arc::clone(service), explain);
    routes
        .get("/api/v1/admin/price-lists/{id}/what-if", Access::Staff(PRICES_READ))
        .summary("See what a price list would have meant for the last orders")
        .query::<Assumed>()
        .returns::<WhatIf>(200)
        .handle(Arc::clone(service), what_if);
    add_policy(routes, service);
}

fn add_policy(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/pricing-policy", Access::Staff(PRICES_READ))
        .summary("See which of several prices wins, and the margin that must remain")
        .returns::<PolicyView>(200)
        .handle(Arc::clone(service), read_policy);
    routes
        .put("/api/v1/admin/pricing-policy", Access::Staff(PRICES_WRITE))
        .whole_tenant()
        .summary("Change which of several prices wins, and the margin that must remain")
        .body::<NewPolicy>()
        .returns::<PolicyView>(200)
        .handle(Arc::clone(service), write_policy);
}

async fn list_assignments(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Query(filter): Query<AssignmentFilter>,
) -> Result<Json<AssignmentList>, Problem> {
    let of = filter.subject.zip(filter.subject_id).map(|(subject, id)| (subject.into(), id));
    let rows = catalogue.list_assignments(&ctx, filter.price_list_id, of).await?;
    let view = |(row, price_list): (assignment::Model, String)| AssignmentView {
        subject: row.subject.into(),
        subject_id: row.subject_id,
        price_list_id: row.price_list_id,
        price_list,
        priority: row.priority,
        last: row.is_last,
    };
    Ok(Json(AssignmentList { items: rows.into_iter().map(view).collect() }))
}

async fn assign(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path((subject, id)): Path<(SubjectKind, Uuid)>,
    Json(new): Json<NewAssignments>,
) -> Result<StatusCode, Problem> {
    if new.price_lists.len() > MOST_LISTS {
        let detail = format!("At most {MOST_LISTS} price lists are given to one company, group or channel.");
        return Err(Problem::unprocessable()
            .code("catalog.too_many_price_lists")
            .field("/price_lists", "too_many", detail.clone())
            .detail(detail));
    }
    let gift = |new: NewAssignment| Gift { code: new.code, is_last: new.last };
    let gifts: Vec<Gift> = new.price_lists.into_iter().map(gift).collect();
    catalogue.give_lists(&ctx, (subject.into(), id), &gifts).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn explain(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PriceExplanation>, Problem> {
    let channel = asked.channel_id.or_else(|| ctx.channel().map(|channel| channel.id));
    let question = Question {
        sku: asked.sku,
        buyer: Buyer { company: asked.company_id, channel },
        quantity: asked.quantity.unwrap_or(Quantity::ONE),
        unit: asked.unit,
        date: asked.date,
        as_of: asked.as_of,
        currency: asked.currency,
    };
    Ok(Json(catalogue.explain_price(&ctx, &question).await?))
}

async fn read_policy(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
) -> Result<Json<PolicyView>, Problem> {
    Ok(Json(catalogue.read_policy(&ctx).await?))
}

async fn write_policy(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Json(new): Json<NewPolicy>,
) -> Result<Json<PolicyView>, Problem> {
    let wanted = PolicyView { strategy: new.strategy, margin_floor: new.margin_floor };
    Ok(Json(catalogue.write_policy(&ctx, wanted).await?))
}

async fn what_if(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(list): Path<PriceListId>,
    Query(assumed): Query<Assumed>,
) -> Result<Json<WhatIf>, Problem> {
    let days = assumed.days.unwrap_or(90);
    if !(1..=400).contains(&days) {
        let detail = "Look at 1 to 400 days.";
        return Err(Problem::unprocessable()
            .code("catalog.bad_days")
            .field("days", "out_of_range", detail)
            .detail(detail));
    }
    let for_everybody = assumed.for_everybody.unwrap_or(false);
    Ok(Json(catalogue.what_if(&ctx, Assumption { list, days, for_everybody }).await?))
}

impl From<SubjectKind> for Subject {
    fn from(kind: SubjectKind) -> Self {
        match kind {
            SubjectKind::Company => Self::Company,
            SubjectKind::Group => Self::Group,
            SubjectKind::Channel => Self::Channel,
        }
    }
}

impl From<Subject> for SubjectKind {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Company => Self::Company,
            Subject::Group => Self::Group,
            Subject::Channel => Self::Channel,
        }
    }
}
