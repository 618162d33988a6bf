//! Special rules: staff list, make, change and delete them.
//! A rule for everybody is seen by all of the staff, and changed only by who reaches all customers.

use axum::{extract::State, http::StatusCode};
use kontor_contract::audit::Change;
use kontor_kernel::Timestamp;
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, remember_created};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::{Deserialize, Serialize};

use super::{category, check_version, customer, forget_after, group, kept, product, way_and_zone};
use crate::{
    entities::rules,
    error::FreightError,
    manifest::{RATES_READ, RATES_WRITE},
    model::rule::RuleId,
    rows::said,
    service::Desk,
    wire::rule::{Named, RuleBody},
};

const RULE: &str = "freight rule";

/// A rule as it is kept.
#[derive(Debug, Serialize, JsonSchema)]
struct RuleView {
    #[schemars(with = "String")]
    id: RuleId,
    /// Rises with every change.
    version: i64,
    created_at: Timestamp,
    rule: RuleBody,
}

/// Rules, the oldest first.
#[derive(Debug, Serialize, JsonSchema)]
struct RuleList {
    items: Vec<RuleView>,
}

/// A rule as it is to be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RuleChange {
    /// The version the change was made from; refused where it is not the newest.
    version: Option<i64>,
    rule: RuleBody,
}

pub(super) fn add(routes: &mut Routes, desk: &Desk) {
    routes
        .get("/api/v1/admin/freight/rules", Access::Staff(RATES_READ))
        .summary("List special rules of freight")
        .returns::<RuleList>(200)
        .handle(desk.clone(), list_rules);
    routes
        .post("/api/v1/admin/freight/rules", Access::Staff(RATES_WRITE))
        .summary("Make a special rule of freight")
        .creates()
        .body::<RuleBody>()
        .returns::<RuleView>(201)
        .handle(desk.clone(), create_rule);
    add_one(routes, desk);
}

fn add_one(routes: &mut Routes, desk: &Desk) {
    routes
        .put("/api/v1/admin/freight/rules/{id}", Access::Staff(RATES_WRITE))
        .summary("Change a special rule of freight")
        .body::<RuleChange>()
        .returns::<RuleView>(200)
        .handle(desk.clone(), change_rule);
    routes
        .delete("/api/v1/admin/freight/rules/{id}", Access::Staff(RATES_WRITE))
        .summary("Delete a special rule of freight")
        .returns_nothing(204)
        .handle(desk.clone(), delete_rule);
}

async fn list_rules(State(desk): State<Desk>, Caller(ctx): Caller) -> Result<Json<RuleList>, Problem> {
    let tx = desk.boot.store.read(&ctx).await?;
    let rows = tx.find::<rules::Entity>().order_by(rules::Column::CreatedAt, Order::Asc).all(&tx).await?;
    tx.finish().await?;
    Ok(Json(RuleList { items: rows.iter().filter_map(view).collect() }))
}

async fn create_rule(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Json(mut rule): Json<RuleBody>,
) -> Result<Created<RuleView>, Problem> {
    let row = row(&desk, &ctx, RuleId::new(), &mut rule, "").await?;
    let tx = desk.boot.store.write(&ctx).await?;
    way_and_zone(&tx, rule.way_id, rule.zone_id).await?;
    tx.insert::<rules::Entity>(row.clone()).await?;
    let view = RuleView { id: row.id, version: 1, created_at: row.created_at, rule };
    desk.boot.record(&tx, Change::new("freight.rule_made", "rule", row.id, &view.rule.name).after(&view)).await?;
    remember_created(&tx, &view).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(Created(view))
}

async fn change_rule(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Path(id): Path<RuleId>,
    Json(RuleChange { version, mut rule }): Json<RuleChange>,
) -> Result<Json<RuleView>, Problem> {
    let new = row(&desk, &ctx, id, &mut rule, "/rule").await?;
    let tx = desk.boot.store.write(&ctx).await?;
    let before = found(&tx, id).await?;
    check_version(version, before.version)?;
    way_and_zone(&tx, rule.way_id, rule.zone_id).await.map_err(|cause| cause.below("/rule"))?;
    let after = RuleView { id, version: before.version + 1, created_at: before.created_at, rule };
    let new = rules::Model { version: after.version, created_at: after.created_at, ..new };
    take_away(&tx, id).await?;
    tx.insert::<rules::Entity>(new).await?;
    let change = Change::new("freight.rule_changed", "rule", id, &after.rule.name);
    desk.boot.record(&tx, change.before(&view(&before)).after(&after)).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(Json(after))
}

/// A rule as it is kept: whom and what it names is looked up, and it makes sense.
async fn row(desk: &Desk, ctx: &Ctx, id: RuleId, rule: &mut RuleBody, at: &str) -> Result<rules::Model, FreightError> {
    let Named { company, product } = named(desk, ctx, rule).await.map_err(|cause| cause.below(at))?;
    rule.read(id, Named { company, product }, at)?;
    Ok(rules::Model {
        tenant_id: ctx.tenant(),
        id,
        company_id: company,
        group_id: rule.group_id,
        product_id: product,
        way_id: rule.way_id,
        zone_id: rule.zone_id,
        body: kept(rule)?,
        version: 1,
        created_at: ctx.now(),
    })
}

/// Whom and what a rule names, all of which is there.
async fn named(desk: &Desk, ctx: &Ctx, rule: &mut RuleBody) -> Result<Named, FreightError> {
    let company = customer(desk, ctx, rule.company_code.as_deref()).await?.map(|company| company.id);
    group(desk, ctx, rule.group_id).await?;
    let product = product(desk, ctx, rule.sku.as_deref()).await?.map(|(id, _)| id);
    // As the catalogue writes it, so that it is found without regard to case.
    rule.category_code = category(desk, ctx, rule.category_code.as_deref()).await?;
    Ok(Named { company, product })
}

async fn delete_rule(
    State(desk): State<Desk>,
    Caller(ctx): Caller,
    Path(id): Path<RuleId>,
) -> Result<StatusCode, Problem> {
    let tx = desk.boot.store.write(&ctx).await?;
    let row = found(&tx, id).await?;
    take_away(&tx, id).await?;
    let gone = view(&row);
    let named = gone.as_ref().map(|gone| gone.rule.name.clone()).unwrap_or_default();
    desk.boot.record(&tx, Change::new("freight.rule_deleted", "rule", id, named).before(&gone)).await?;
    forget_after(&desk, &tx).await;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deletes a rule; one that the caller sees and may not change is none.
async fn take_away(tx: &WriteTx, id: RuleId) -> Result<(), FreightError> {
    let gone = tx.delete::<rules::Entity>().filter(rules::Column::Id.eq(id)).run(tx).await?;
    if gone == 0 { Err(FreightError::NotFound(RULE)) } else { Ok(()) }
}

async fn found(tx: &WriteTx, id: RuleId) -> Result<rules::Model, FreightError> {
    let row = tx.find::<rules::Entity>().filter(rules::Column::Id.eq(id)).one(tx).await?;
    row.ok_or(FreightError::NotFound(RULE))
}

fn view(row: &rules::Model) -> Option<RuleView> {
    let rule = said(&row.body)?;
    Some(RuleView { id: row.id, version: row.version, created_at: row.created_at, rule })
}
