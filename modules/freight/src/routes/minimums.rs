//! Logistic minimums: staff list, make and delete them.
//! Customers and products are named by code and found through ports.

use axum::{extract::State, http::StatusCode};
use kontor_contract::audit::Change;
use kontor_kernel::{Amount, Currency, CustomerGroupId, Quantity, Timestamp, format_scaled, parse_scaled};
use kontor_store::{Ctx, Tx};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, remember_created};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};

use super::{category, customer, forget_after, group, product};
use crate::{
    entities::minimums::{self, MinimumId},
    error::FreightError,
    manifest::{MINIMUMS_READ, MINIMUMS_WRITE},
    service::Desk,
};

/// What a minimum measures.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Measure {
    /// Net value of goods in the rule's currency.
    NetValue,
    /// Weight of goods in kilograms.
    WeightKg,
    /// Quantity of goods in their units of measure.
    Quantity,
}

/// What happens below the minimum.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Gravity {
    /// The order is refused.
    Block,
    /// The customer is told.
    Warn,
    /// Whom it is for needs no such minimum, whatever farther rules say.
    Waive,
}

/// A minimum to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewMinimum {
    /// For this customer and what stands below it; for everybody where neither customer nor group is named.
    company_code: Option<String>,
    /// For customers of this group.
    group_id: Option<CustomerGroupId>,
    /// For this product; for the whole order where neither product nor category is named.
    sku: Option<String>,
    /// For products of this category and of what stands below it.
    category_code: Option<String>,
    measure: Measure,
    /// How much is needed, decimal text above zero: money, kilograms or units. Needed unless it is waived.
    threshold: Option<String>,
    /// Currency of a net value; the channel's where nothing is said.
    currency: Option<Currency>,
    severity: Gravity,
    /// Whether it binds beside farther rules for the same measure and goods, rather than in their place.
    #[serde(default)]
    combines: bool,
}

/// A minimum.
#[derive(Debug, Serialize, JsonSchema)]
struct MinimumView {
    #[schemars(with = "String")]
    id: MinimumId,
    company_code: Option<String>,
    group_id: Option<CustomerGroupId>,
    sku: Option<String>,
    category_code: Option<String>,
    measure: String,
    threshold: String,
    currency: Option<Currency>,
    severity: String,
    combines: bool,
    created_at: Timestamp,
}

#[derive(Debug, Serialize, JsonSchema)]
struct MinimumList {
    items: Vec<MinimumView>,
}

pub(super) fn add(routes: &mut Routes, desk: &Desk) {
    routes
        .get("/api/v1/admin/freight/minimums", Access::Staff(MINIMUMS_READ))
        .summary("List logistic minimums")
        .returns::<MinimumList>(200)
        .handle(desk.clone(), list_minimums);
    routes
        .post("/api/v1/admin/freight/minimums", Access::Staff(MINIMUMS_WRITE))
        .summary("Make a logistic minimum")
        .creates()
        .body::<NewMinimum>()
        .returns::<MinimumView>(201)
        .handle(desk.clone(), create_minimum);
    routes
        .delete("/api/v1/admin/freight/minimums/{id}", Access::Staff(MINIMUMS_WRITE))
        .summary("Delete a logistic minimum")
        .returns_nothing(204)
        .handle(desk.clone(), delete_minimum);
}

async fn list_minimums(State(desk): State<Desk>, Caller(ctx): Caller) -> Result<Json<MinimumList>, Problem> {
    let tx = desk.boot.store.read(&ctx).await?;
    let find = tx.find::<minimums::Entity>().order_by(minimums::Column::CreatedAt, Order::Desc);
    let rows = find.all(&tx).await?;
    tx.finish().await?;
    Ok(Json(MinimumList { items: rows.into_iter().map(view).collect() }))
}

async fn create_minimum(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Json(body): Json<NewMinimum>,
) -> Result<Created<MinimumView>, Problem> {
    let row = new_row(&desk, &ctx, &body).await?;
    Ok(Created(write_minimum(&desk, &ctx, row).await?))
}

async fn new_row(desk: &Desk, ctx: &Ctx, body: &NewMinimum) -> Result<minimums::Model, FreightError> {
    only_one_of(body)?;
    let company = customer(desk, ctx, body.company_code.as_deref()).await?;
    group(desk, ctx, body.group_id).await?;
    let product = product(desk, ctx, body.sku.as_deref()).await?;
    let category = category(desk, ctx, body.category_code.as_deref()).await?;
    let (measure, threshold, currency) = threshold(ctx, body)?;
    Ok(minimums::Model {
        tenant_id: ctx.tenant(),
        id: MinimumId::new(),
        company_id: company.as_ref().map(|company| company.id),
        company_code: company.map(|company| company.code),
        product_id: product.as_ref().map(|(id, _)| *id),
        sku: product.map(|(_, sku)| sku),
        measure: measure.to_owned(),
        threshold,
        currency,
        severity: body.severity.name().to_owned(),
        created_at: ctx.now(),
        group_id: body.group_id,
        category,
        combines: Some(body.combines),
    })
}

fn only_one_of(body: &NewMinimum) -> Result<(), FreightError> {
    if body.company_code.is_some() && body.group_id.is_some() {
        let detail = "Name a customer or a group, not both.";
        return Err(FreightError::field("/group_id", "freight.both_of_who", detail));
    }
    if body.sku.is_some() && body.category_code.is_some() {
        let detail = "Name a product or a category, not both.";
        return Err(FreightError::field("/category_code", "freight.both_of_goods", detail));
    }
    Ok(())
}

impl Gravity {
    const fn name(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Warn => "warn",
            Self::Waive => "waive",
        }
    }
}

async fn write_minimum(desk: &Desk, ctx: &Ctx, row: minimums::Model) -> Result<MinimumView, Problem> {
    let tx = desk.boot.store.write(ctx).await?;
    tx.insert::<minimums::Entity>(row.clone()).await?;
    let view = view(row);
    desk.boot.record(&tx, change("freight.minimum_made", &view).after(&view)).await?;
    remember_created(&tx, &view).await?;
    forget_after(desk, &tx).await;
    tx.commit().await?;
    Ok(view)
}

async fn delete_minimum(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Path(id): Path<MinimumId>,
) -> Result<StatusCode, Problem> {
    let tx = desk.boot.store.write(&ctx).await?;
    let row = tx.find::<minimums::Entity>().filter(minimums::Column::Id.eq(id)).one(&tx).await?;
    let gone = row.map(view).ok_or(FreightError::NotFound("logistic minimum"))?;
    // One that holds for every customer is seen by all and taken away only by who reaches all.
    if tx.delete::<minimums::Entity>().filter(minimums::Column::Id.eq(id)).run(&tx).await? == 0 {
        return Err(FreightError::NotFound("logistic minimum").into());
    }
    desk.boot.record(&tx, change("freight.minimum_deleted", &gone).before(&gone)).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A change of a minimum, named by whom and what it is for.
fn change(action: &'static str, minimum: &MinimumView) -> Change {
    let goods = minimum.sku.as_deref().or(minimum.category_code.as_deref());
    let of = [minimum.company_code.as_deref(), goods, Some(&minimum.measure)];
    Change::new(action, "minimum", minimum.id, of.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn threshold(ctx: &Ctx, body: &NewMinimum) -> Result<(&'static str, i64, Option<Currency>), FreightError> {
    let bad = |cause: kontor_kernel::NumberError| FreightError::BadThreshold(cause.to_string());
    let channel = ctx.channel().map(|channel| channel.currency);
    let is_waived = matches!(body.severity, Gravity::Waive);
    let usual = if is_waived { "0" } else { "" };
    let text = body.threshold.as_deref().unwrap_or(usual);
    let (measure, value, currency) = match body.measure {
        Measure::NetValue => {
            let currency = body.currency.or(channel).unwrap_or(Currency::EUR);
            ("net_value", Amount::parse(text, currency).map_err(bad)?.minor(), Some(currency))
        }
        Measure::WeightKg => ("weight_kg", parse_scaled(text, 3).map_err(bad)?, None),
        Measure::Quantity => ("quantity", text.parse::<Quantity>().map_err(bad)?.millionths(), None),
    };
    if value < 0 || (value == 0 && !is_waived) {
        return Err(FreightError::BadThreshold(format!("'{text}' must be greater than zero")));
    }
    Ok((measure, value, currency))
}

fn view(row: minimums::Model) -> MinimumView {
    let threshold = match (row.measure.as_str(), row.currency) {
        ("net_value", Some(currency)) => Amount::from_minor(row.threshold).to_text(currency),
        ("weight_kg", _) => format_scaled(row.threshold, 3, 0),
        _ => Quantity::from_millionths(row.threshold).to_string(),
    };
    MinimumView {
        id: row.id,
        company_code: row.company_code,
        group_id: row.group_id,
        sku: row.sku,
        category_code: row.category,
        measure: row.measure,
        threshold,
        currency: row.currency,
        severity: row.severity,
        combines: row.combines.unwrap_or(false),
        created_at: row.created_at,
    }
}
