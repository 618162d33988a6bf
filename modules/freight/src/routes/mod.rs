//! Routes of the freight module: staff keep minimums, ways, zones, tables and special rules, and try what comes of them.
//! What several of them do stands here.

mod brackets;
mod minimums;
mod rules;
mod tables;
mod tester;
mod ways;
mod zones;

use kontor_contract::{
    catalog::{Browse, ProductLookup},
    identity::{Companies, CompanyFacts, CompanyRef, CustomerGroups},
};
use kontor_kernel::{CustomerGroupId, ProductId, code_key};
use kontor_store::{Ctx, Tx, WriteTx};
use kontor_web::Routes;
use sea_orm::ColumnTrait;

use crate::{
    entities::{ways as way_rows, zones as zone_rows},
    error::FreightError,
    model::way::{WayId, ZoneId},
    service::Desk,
};

pub(crate) fn routes(desk: &Desk) -> Routes {
    let mut routes = Routes::new("freight");
    minimums::add(&mut routes, desk);
    ways::add(&mut routes, desk);
    zones::add(&mut routes, desk);
    tables::add(&mut routes, desk);
    brackets::add(&mut routes, desk);
    rules::add(&mut routes, desk);
    tester::add(&mut routes, desk);
    routes
}

/// Reads anew what is remembered once a commit is durable.
async fn forget_after(desk: &Desk, tx: &WriteTx) {
    let (memory, tenant) = (desk.memory.clone(), tx.tenant());
    tx.after_commit(move || memory.forget(tenant)).await;
}

/// A change is made from the newest version, or from one that nobody names.
fn check_version(said: Option<i64>, now: i64) -> Result<(), FreightError> {
    if said.is_some_and(|said| said != now) { Err(FreightError::Stale { now }) } else { Ok(()) }
}

/// What staff said, as it is kept.
fn kept(said: &impl serde::Serialize) -> Result<serde_json::Value, FreightError> {
    let refused = |cause: serde_json::Error| {
        kontor_store::StoreError::Setup(format!("what was said cannot be kept as JSON: {cause}"))
    };
    Ok(serde_json::to_value(said).map_err(refused)?)
}

async fn customer(desk: &Desk, ctx: &Ctx, code: Option<&str>) -> Result<Option<CompanyFacts>, FreightError> {
    let Some(code) = code else { return Ok(None) };
    let companies = desk.boot.ports.get::<dyn Companies>()?;
    let found = companies.company(ctx, &CompanyRef::Code(code.to_owned())).await?;
    found.map(Some).ok_or_else(|| FreightError::NoSuchCustomer(code.to_owned()))
}

async fn product(desk: &Desk, ctx: &Ctx, sku: Option<&str>) -> Result<Option<(ProductId, String)>, FreightError> {
    let Some(sku) = sku else { return Ok(None) };
    let found = desk.boot.ports.get::<dyn ProductLookup>()?.ids(ctx, &[sku.to_owned()]).await?;
    let id = found.get(&code_key(sku)).ok_or_else(|| FreightError::NoSuchProduct(sku.to_owned()))?;
    Ok(Some((*id, sku.to_owned())))
}

/// A category as the catalogue writes its code. One that holds nothing has nothing to be sent.
async fn category(desk: &Desk, ctx: &Ctx, code: Option<&str>) -> Result<Option<String>, FreightError> {
    let Some(code) = code else { return Ok(None) };
    let categories = desk.boot.ports.get::<dyn Browse>()?.categories(ctx).await?;
    let found = categories.into_iter().find(|category| code_key(&category.code) == code_key(code));
    found.map(|category| Some(category.code)).ok_or_else(|| FreightError::NoSuchCategory(code.to_owned()))
}

async fn group(desk: &Desk, ctx: &Ctx, group: Option<CustomerGroupId>) -> Result<(), FreightError> {
    let Some(group) = group else { return Ok(()) };
    let named = desk.boot.ports.get::<dyn CustomerGroups>()?.named(ctx, &[group]).await?;
    let missing = || FreightError::field("/group_id", "freight.no_such_group", "There is no such group of customers.");
    if named.contains_key(&group) { Ok(()) } else { Err(missing()) }
}

/// Whether the way and the zone that something names are there.
async fn way_and_zone(tx: &WriteTx, way: Option<WayId>, zone: Option<ZoneId>) -> Result<(), FreightError> {
    if let Some(way) = way
        && tx.find::<way_rows::Entity>().filter(way_rows::Column::Id.eq(way)).one(tx).await?.is_none()
    {
        return Err(FreightError::field("/way_id", "freight.no_such_way", "There is no such way."));
    }
    if let Some(zone) = zone
        && tx.find::<zone_rows::Entity>().filter(zone_rows::Column::Id.eq(zone)).one(tx).await?.is_none()
    {
        return Err(FreightError::field("/zone_id", "freight.no_such_zone", "There is no such zone."));
    }
    Ok(())
}
