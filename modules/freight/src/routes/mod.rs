//! Routes of the freight module: staff list, make and delete logistic minimums.
//! Customers and products are named by code and found through ports.

use axum::{extract::State, http::StatusCode};
use kontor_contract::{
    audit::Change,
    catalog::ProductLookup,
    identity::{Companies, CompanyRef},
};
use kontor_kernel::{
    Amount, CompanyId, Currency, ProductId, Quantity, Timestamp, code_key, format_scaled, parse_scaled,
};
use kontor_module::Boot;
use kontor_store::{Ctx, Tx};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, remember_created};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};

use crate::{
    entities::minimums::{self, MinimumId},
    error::FreightError,
    hooks::Checks,
    manifest::{MINIMUMS_READ, MINIMUMS_WRITE},
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
}

/// A minimum to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewMinimum {
    /// For this customer; for everybody where nothing is said.
    company_code: Option<String>,
    /// For this product; for the whole order where nothing is said.
    sku: Option<String>,
    measure: Measure,
    /// How much is needed, decimal text above zero: money, kilograms or units.
    threshold: String,
    /// Currency of a net value; the channel's where nothing is said.
    currency: Option<Currency>,
    severity: Gravity,
}

/// A minimum.
#[derive(Debug, Serialize, JsonSchema)]
struct MinimumView {
    #[schemars(with = "String")]
    id: MinimumId,
    company_code: Option<String>,
    sku: Option<String>,
    measure: String,
    threshold: String,
    currency: Option<Currency>,
    severity: String,
    created_at: Timestamp,
}

#[derive(Debug, Serialize, JsonSchema)]
struct MinimumList {
    items: Vec<MinimumView>,
}

/// What the handlers work with.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) boot: Boot,
    pub(crate) checks: Checks,
}

pub(crate) fn routes(desk: &Desk) -> Routes {
    let mut routes = Routes::new("freight");
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
    routes
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
    let company = customer(&desk, &ctx, body.company_code.as_deref()).await?;
    let product = product(&desk, &ctx, body.sku.as_deref()).await?;
    let (measure, threshold, currency) = threshold(&ctx, &body)?;
    let row = minimums::Model {
        tenant_id: ctx.tenant(),
        id: MinimumId::new(),
        company_id: company.as_ref().map(|(id, _)| *id),
        company_code: company.map(|(_, code)| code),
        product_id: product.as_ref().map(|(id, _)| *id),
        sku: product.map(|(_, sku)| sku),
        measure: measure.to_owned(),
        threshold,
        currency,
        severity: if matches!(body.severity, Gravity::Block) { "block".to_owned() } else { "warn".to_owned() },
        created_at: ctx.now(),
    };
    Ok(Created(write_minimum(&desk, &ctx, row).await?))
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
    let gone = row.map(view).ok_or(FreightError::NoSuchMinimum)?;
    // One that holds for every customer is seen by all and taken away only by who reaches all.
    if tx.delete::<minimums::Entity>().filter(minimums::Column::Id.eq(id)).run(&tx).await? == 0 {
        return Err(FreightError::NoSuchMinimum.into());
    }
    desk.boot.record(&tx, change("freight.minimum_deleted", &gone).before(&gone)).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A change of a minimum, named by whom and what it is for.
fn change(action: &'static str, minimum: &MinimumView) -> Change {
    let of = [minimum.company_code.as_deref(), minimum.sku.as_deref(), Some(&minimum.measure)];
    Change::new(action, "minimum", minimum.id, of.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

async fn forget_after(desk: &Desk, tx: &kontor_store::WriteTx) {
    let (checks, tenant) = (desk.checks.clone(), tx.tenant());
    tx.after_commit(move || checks.forget(tenant)).await;
}

async fn customer(desk: &Desk, ctx: &Ctx, code: Option<&str>) -> Result<Option<(CompanyId, String)>, FreightError> {
    let Some(code) = code else { return Ok(None) };
    let companies = desk.boot.ports.get::<dyn Companies>()?;
    let found = companies.company(ctx, &CompanyRef::Code(code.to_owned())).await?;
    let found = found.ok_or_else(|| FreightError::NoSuchCustomer(code.to_owned()))?;
    Ok(Some((found.id, found.code)))
}

async fn product(desk: &Desk, ctx: &Ctx, sku: Option<&str>) -> Result<Option<(ProductId, String)>, FreightError> {
    let Some(sku) = sku else { return Ok(None) };
    let found = desk.boot.ports.get::<dyn ProductLookup>()?.ids(ctx, &[sku.to_owned()]).await?;
    let id = found.get(&code_key(sku)).ok_or_else(|| FreightError::NoSuchProduct(sku.to_owned()))?;
    Ok(Some((*id, sku.to_owned())))
}

fn threshold(ctx: &Ctx, body: &NewMinimum) -> Result<(&'static str, i64, Option<Currency>), FreightError> {
    let bad = |cause: kontor_kernel::NumberError| FreightError::BadThreshold(cause.to_string());
    let channel = ctx.channel().map(|channel| channel.currency);
    let (measure, value, currency) = match body.measure {
        Measure::NetValue => {
            let currency = body.currency.or(channel).unwrap_or(Currency::EUR);
            ("net_value", Amount::parse(&body.threshold, currency).map_err(bad)?.minor(), Some(currency))
        }
        Measure::WeightKg => ("weight_kg", parse_scaled(&body.threshold, 3).map_err(bad)?, None),
        Measure::Quantity => ("quantity", body.threshold.parse::<Quantity>().map_err(bad)?.millionths(), None),
    };
    if value <= 0 {
        return Err(FreightError::BadThreshold(format!("'{}' must be greater than zero", body.threshold)));
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
        sku: row.sku,
        measure: row.measure,
        threshold,
        currency: row.currency,
        severity: row.severity,
        created_at: row.created_at,
    }
}
