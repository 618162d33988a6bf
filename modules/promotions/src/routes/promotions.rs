//! Promotions for staff: listing, making, changing, and trying out.
//! A promotion is archived rather than deleted, because orders name it.

use std::{collections::BTreeMap, sync::Arc};

use axum::extract::State;
use kontor_kernel::{BusinessDate, ChannelId, Currency, Locale, Page, Quantity, UserId};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    ids::PromotionId,
    manifest::{PROMOTIONS_READ, PROMOTIONS_WRITE},
    service::{
        LimitsView, Promoting, PromotionChange, PromotionFilter, PromotionView, TermsFacts, Trial, TrialLine, TrialView,
    },
};

/// Which promotions are looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Only those that are archived, or are not.
    archived: Option<bool>,
    /// A part of their code.
    q: Option<String>,
}

/// A promotion to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPromotion {
    /// Its code among promotions; what buyers enter are codes of their own.
    code: String,
    /// Names by language, one at least.
    names: BTreeMap<Locale, String>,
    /// Smaller ones go first; 100 where nothing is said.
    priority: Option<i32>,
    /// Whether it is had alone or not at all.
    #[serde(default)]
    exclusive: bool,
    /// Whether it is had by a code only. It stays as it is made.
    #[serde(default)]
    needs_code: bool,
    /// The first day.
    valid_from: Option<BusinessDate>,
    /// The last day.
    valid_to: Option<BusinessDate>,
    /// What it asks for and gives.
    terms: TermsFacts,
    /// How often it may be used. What is made without limits is not counted and cannot be limited later.
    limits: Option<LimitsView>,
}

/// What changes of a promotion; what is left out stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PromotionPatch {
    /// Its code among promotions.
    code: Option<String>,
    /// All its names.
    names: Option<BTreeMap<Locale, String>>,
    /// Smaller ones go first.
    priority: Option<i32>,
    /// Whether it is had alone or not at all.
    exclusive: Option<bool>,
    /// The days on which it holds.
    period: Option<PeriodBody>,
    /// All that it asks for and gives.
    terms: Option<TermsFacts>,
    /// All its limits.
    limits: Option<LimitsView>,
    /// Whether it is no longer in use.
    archived: Option<bool>,
    /// The version the change was made from; any where none is named.
    version: Option<i64>,
}

/// Days, both included; no end where nothing is said.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PeriodBody {
    /// The first day.
    valid_from: Option<BusinessDate>,
    /// The last day.
    valid_to: Option<BusinessDate>,
}

/// A made-up order.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TrialBody {
    /// The customer's code.
    company_code: String,
    /// The person who buys; nobody in particular where nothing is said.
    user_id: Option<UserId>,
    /// In which channel; that of the request where nothing is said.
    channel_id: Option<ChannelId>,
    /// The currency of all amounts; that of the channel where nothing is said.
    currency: Option<Currency>,
    /// On which day; today where nothing is said.
    date: Option<BusinessDate>,
    /// Codes that are entered.
    #[serde(default)]
    codes: Vec<String>,
    /// 1 to 500 lines.
    lines: Vec<TrialLineBody>,
}

/// A line of a made-up order.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TrialLineBody {
    /// The product's code.
    sku: String,
    /// How many of the product's own unit.
    quantity: Quantity,
    /// What the line costs, decimal text.
    amount: String,
    /// Whether somebody has set its price by hand.
    #[serde(default)]
    manual: bool,
}

impl From<NewPromotion> for PromotionChange {
    fn from(new: NewPromotion) -> Self {
        Self {
            code: Some(new.code),
            names: Some(new.names),
            priority: new.priority,
            exclusive: Some(new.exclusive),
            period: Some((new.valid_from, new.valid_to)),
            terms: Some(new.terms),
            limits: new.limits,
            archived: None,
            version: None,
        }
    }
}

impl From<PromotionPatch> for PromotionChange {
    fn from(patch: PromotionPatch) -> Self {
        Self {
            code: patch.code,
            names: patch.names,
            priority: patch.priority,
            exclusive: patch.exclusive,
            period: patch.period.map(|period| (period.valid_from, period.valid_to)),
            terms: patch.terms,
            limits: patch.limits,
            archived: patch.archived,
            version: patch.version,
        }
    }
}

impl From<TrialBody> for Trial {
    fn from(body: TrialBody) -> Self {
        let line = |line: TrialLineBody| TrialLine {
            sku: line.sku,
            quantity: line.quantity,
            amount: line.amount,
            manual: line.manual,
        };
        Self {
            company_code: body.company_code,
            user: body.user_id,
            channel: body.channel_id,
            currency: body.currency,
            date: body.date,
            codes: body.codes,
            lines: body.lines.into_iter().map(line).collect(),
        }
    }
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Promoting>) {
    routes
        .get("/api/v1/admin/promotions", Access::Staff(PROMOTIONS_READ))
        .whole_tenant()
        .summary("List promotions by code")
        .query::<Filter>()
        .paged()
        .returns::<Page<PromotionView>>(200)
        .handle(Arc::clone(service), list_promotions);
    routes
        .post("/api/v1/admin/promotions", Access::Staff(PROMOTIONS_WRITE))
        .whole_tenant()
        .summary("Make a promotion")
        .body::<NewPromotion>()
        .returns::<PromotionView>(201)
        .creates()
        .handle(Arc::clone(service), create_promotion);
    routes
        .get("/api/v1/admin/promotions/{id}", Access::Staff(PROMOTIONS_READ))
        .whole_tenant()
        .summary("See a promotion")
        .returns::<PromotionView>(200)
        .handle(Arc::clone(service), get_promotion);
    routes
        .patch("/api/v1/admin/promotions/{id}", Access::Staff(PROMOTIONS_WRITE))
        .whole_tenant()
        .summary("Change a promotion, archive it or bring it back")
        .body::<PromotionPatch>()
        .returns::<PromotionView>(200)
        .handle(Arc::clone(service), change_promotion);
    routes
        .post("/api/v1/admin/promotions/test", Access::Staff(PROMOTIONS_READ))
        .whole_tenant()
        .summary("Try promotions and codes out on a made-up order")
        .repeatable("it only looks")
        .body::<TrialBody>()
        .returns::<TrialView>(200)
        .handle(Arc::clone(service), try_promotions);
}

async fn list_promotions(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
) -> Result<Json<Page<PromotionView>>, Problem> {
    let filter = PromotionFilter { archived: filter.archived, q: filter.q };
    Ok(Json(service.list_promotions(&ctx, &filter, &page).await?))
}

async fn create_promotion(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Json(new): Json<NewPromotion>,
) -> Result<Created<PromotionView>, Problem> {
    let (needs_code, change) = (new.needs_code, PromotionChange::from(new));
    Ok(Created(kontor_store::retry(|| service.create_promotion(&ctx, needs_code, change.clone())).await?))
}

async fn get_promotion(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Path(id): Path<PromotionId>,
) -> Result<Json<PromotionView>, Problem> {
    Ok(Json(service.read_promotion(&ctx, id).await?))
}

async fn change_promotion(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Path(id): Path<PromotionId>,
    Json(patch): Json<PromotionPatch>,
) -> Result<Json<PromotionView>, Problem> {
    let change = PromotionChange::from(patch);
    Ok(Json(kontor_store::retry(|| service.change_promotion(&ctx, id, change.clone())).await?))
}

async fn try_promotions(
    State(service): State<Arc<Promoting>>,
    Caller(ctx): Caller,
    Json(trial): Json<TrialBody>,
) -> Result<Json<TrialView>, Problem> {
    Ok(Json(service.try_out(&ctx, &trial.into()).await?))
}
