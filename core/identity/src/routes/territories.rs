//! Territories for staff: the tree, who is placed where and when, and who looks after a company.
//! Dates are business dates of the tenant's first legal entity. How far people see follows from the tree and from who is
//! placed in it, so that only those change either who see the whole tenant.

use axum::extract::State;
use kontor_kernel::{BusinessDate, CompanyId, MembershipId, PlacementId, TerritoryId};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Query, Routes, StatusCode, remember_created};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::given;
use crate::{
    error::IdentityError,
    manifest::{TERRITORIES_MANAGE, TERRITORIES_READ},
    service::{
        Service,
        placements::{NewPlacement, Placed, PlacementView},
        territories::{CompanyTerritory, TerritoryChange, TerritoryView},
    },
};

/// A territory to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewTerritory {
    /// Unique whatever its case; it never changes.
    code: String,
    /// 1 to 200 characters.
    name: String,
    /// The territory it stands below.
    parent_id: Option<TerritoryId>,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TerritoryPatch {
    name: Option<String>,
    /// Moves it with all that stands below it; `null` puts it at the top.
    #[serde(default, deserialize_with = "given")]
    parent_id: Option<Option<TerritoryId>>,
    /// Only one that nobody is placed in and nothing stands below is archived.
    archived: Option<bool>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct TerritoryList {
    /// Each after the one it belongs to.
    items: Vec<TerritoryView>,
}

/// On which day.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Day {
    on: Option<BusinessDate>,
}

/// Somebody to be placed: a company or a member of the staff.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PlacementBody {
    company_id: Option<CompanyId>,
    membership_id: Option<MembershipId>,
    /// The first day; today where nothing is said.
    from: Option<BusinessDate>,
    /// The last day; open where nothing is said.
    until: Option<BusinessDate>,
}

/// When it ends.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PlacementPatch {
    /// The last day, yesterday at the earliest; `null` leaves it open. Before its first day it is taken back.
    #[serde(default, deserialize_with = "given")]
    until: Option<Option<BusinessDate>>,
}

/// Whose placements.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WhosePlacements {
    /// Those of one company.
    company_id: Option<CompanyId>,
    /// Those of one member of the staff.
    membership_id: Option<MembershipId>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PlacementList {
    /// The latest first.
    items: Vec<PlacementView>,
}

/// What became of a placement.
#[derive(Debug, Serialize, JsonSchema)]
struct PlacementOutcome {
    /// Nothing where it was taken back before it began.
    placement: Option<PlacementView>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    declare_tree(routes, service);
    routes
        .get("/api/v1/admin/territories/{id}/placements", Access::Staff(TERRITORIES_READ))
        .summary("List who is placed in a territory, on a day or ever")
        .query::<Day>()
        .returns::<PlacementList>(200)
        .handle(service.clone(), list_placements);
    routes
        .post("/api/v1/admin/territories/{id}/placements", Access::Staff(TERRITORIES_MANAGE))
        .whole_tenant()
        .summary("Place a company or a member of the staff")
        .creates()
        .body::<PlacementBody>()
        .returns::<PlacementView>(201)
        .handle(service.clone(), create_placement);
    routes
        .get("/api/v1/admin/placements", Access::Staff(TERRITORIES_READ))
        .summary("List placements of a company or of a member of the staff, the latest 500")
        .query::<WhosePlacements>()
        .returns::<PlacementList>(200)
        .handle(service.clone(), list_placements_of);
    routes
        .patch("/api/v1/admin/placements/{id}", Access::Staff(TERRITORIES_MANAGE))
        .whole_tenant()
        .summary("End a placement, or leave its end open")
        .body::<PlacementPatch>()
        .returns::<PlacementOutcome>(200)
        .handle(service.clone(), change_placement);
    routes
        .get("/api/v1/admin/companies/{id}/territory", Access::Staff(TERRITORIES_READ))
        .summary("See who looks after a company on a day")
        .query::<Day>()
        .returns::<CompanyTerritory>(200)
        .handle(service.clone(), get_territory_of_company);
}

fn declare_tree(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/territories", Access::Staff(TERRITORIES_READ))
        .summary("List territories")
        .returns::<TerritoryList>(200)
        .handle(service.clone(), list_territories);
    routes
        .post("/api/v1/admin/territories", Access::Staff(TERRITORIES_MANAGE))
        .whole_tenant()
        .summary("Make a territory")
        .creates()
        .body::<NewTerritory>()
        .returns::<TerritoryView>(201)
        .handle(service.clone(), create_territory);
    routes
        .get("/api/v1/admin/territories/{id}", Access::Staff(TERRITORIES_READ))
        .summary("See a territory")
        .returns::<TerritoryView>(200)
        .handle(service.clone(), get_territory);
    routes
        .patch("/api/v1/admin/territories/{id}", Access::Staff(TERRITORIES_MANAGE))
        .whole_tenant()
        .summary("Change a territory or move it in its tree")
        .body::<TerritoryPatch>()
        .returns::<TerritoryView>(200)
        .handle(service.clone(), change_territory);
    routes
        .delete("/api/v1/admin/territories/{id}", Access::Staff(TERRITORIES_MANAGE))
        .whole_tenant()
        .summary("Archive a territory that is no longer used")
        .returns_nothing(204)
        .handle(service.clone(), archive_territory);
}

async fn list_territories(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<TerritoryList>, Problem> {
    Ok(Json(TerritoryList { items: service.list_territories(&ctx).await? }))
}

async fn create_territory(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewTerritory>,
) -> Result<Created<TerritoryView>, Problem> {
    let change =
        TerritoryChange { code: Some(body.code), name: Some(body.name), parent: Some(body.parent_id), archived: None };
    let tx = service.boot.store.write(&ctx).await?;
    let row = service.create_territory(&tx, &change).await?;
    let view = service.territory_within(&tx, row.id).await?;
    remember_created(&tx, &view).await?;
    tx.commit().await?;
    Ok(Created(view))
}

async fn get_territory(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<TerritoryId>,
) -> Result<Json<TerritoryView>, Problem> {
    Ok(Json(service.territory(&ctx, id).await?))
}

async fn change_territory(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<TerritoryId>,
    Json(body): Json<TerritoryPatch>,
) -> Result<Json<TerritoryView>, Problem> {
    let change = TerritoryChange { code: None, name: body.name, parent: body.parent_id, archived: body.archived };
    changed(&service, &ctx, id, &change).await?;
    Ok(Json(service.territory(&ctx, id).await?))
}

async fn archive_territory(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<TerritoryId>,
) -> Result<StatusCode, Problem> {
    let change = TerritoryChange { archived: Some(true), ..TerritoryChange::default() };
    changed(&service, &ctx, id, &change).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn changed(
    service: &Service,
    ctx: &kontor_store::Ctx,
    id: TerritoryId,
    change: &TerritoryChange,
) -> Result<(), Problem> {
    let tx = service.boot.store.write(ctx).await?;
    service.change_territory(&tx, id, change).await?;
    Ok(tx.commit().await?)
}

async fn list_placements(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<TerritoryId>,
    Query(day): Query<Day>,
) -> Result<Json<PlacementList>, Problem> {
    Ok(Json(PlacementList { items: service.list_placements(&ctx, id, day.on).await? }))
}

async fn list_placements_of(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(whose): Query<WhosePlacements>,
) -> Result<Json<PlacementList>, Problem> {
    let items = service.placements_of(&ctx, whose.company_id, whose.membership_id).await?;
    Ok(Json(PlacementList { items }))
}

async fn create_placement(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<TerritoryId>,
    Json(body): Json<PlacementBody>,
) -> Result<Created<PlacementView>, Problem> {
    let who = match (body.company_id, body.membership_id) {
        (Some(company), None) => Placed::Company(company),
        (None, Some(membership)) => Placed::Staff(membership),
        _ => {
            let detail = "Name either a company or a member of the staff.".to_owned();
            return Err(IdentityError::BadField { pointer: "/company_id", detail: detail.into() }.into());
        }
    };
    let tx = service.boot.store.write(&ctx).await?;
    let row = service.place(&tx, id, NewPlacement { who, from: body.from, until: body.until }).await?;
    let view = service.placement_views(&tx, vec![row]).await?.pop().ok_or(IdentityError::Unknown("placement"))?;
    remember_created(&tx, &view).await?;
    tx.commit().await?;
    Ok(Created(view))
}

async fn change_placement(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<PlacementId>,
    Json(body): Json<PlacementPatch>,
) -> Result<Json<PlacementOutcome>, Problem> {
    let Some(until) = body.until else {
        let detail = "Say until when, or null for no end.".to_owned();
        return Err(IdentityError::BadField { pointer: "/until", detail: detail.into() }.into());
    };
    let tx = service.boot.store.write(&ctx).await?;
    let row = service.end_placement(&tx, id, until).await?;
    let view = service.placement_views(&tx, row.into_iter().collect()).await?.pop();
    tx.commit().await?;
    Ok(Json(PlacementOutcome { placement: view }))
}

async fn get_territory_of_company(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CompanyId>,
    Query(day): Query<Day>,
) -> Result<Json<CompanyTerritory>, Problem> {
    Ok(Json(service.territory_of_company(&ctx, id, day.on).await?))
}
