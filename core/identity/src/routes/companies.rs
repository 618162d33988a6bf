//! Companies for staff: list, make, see, change.
//! Codes are unique whatever their case.

use std::collections::HashMap;

use axum::extract::State;
use kontor_contract::{catalog::PriceListAssignment, identity::Address};
use kontor_kernel::{CompanyId, Page, Timestamp};
use kontor_store::Ctx;
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Query, Routes, Sort, remember_created};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    entities::companies,
    manifest::{COMPANIES_READ, COMPANIES_WRITE},
    service::{
        Service,
        companies::{CompanyChange, CompanyQuery},
    },
};

/// Which companies.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Filter {
    /// Words in the name, or the beginning of the code.
    q: Option<String>,
}

/// A company to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewCompany {
    /// Unique whatever its case, 1 to 60 characters.
    code: String,
    /// 1 to 200 characters.
    name: String,
    vat_id: Option<String>,
    /// Two letters of ISO 3166-1; the address's country where nothing is said.
    country: Option<String>,
    email: Option<String>,
    address: Option<Address>,
    /// The company it stands below.
    parent_id: Option<CompanyId>,
    /// Its price list by code, before the default one.
    price_list_code: Option<String>,
    /// Its id in another system.
    external_id: Option<String>,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CompanyPatch {
    name: Option<String>,
    vat_id: Option<String>,
    country: Option<String>,
    email: Option<String>,
    address: Option<Address>,
    price_list_code: Option<String>,
    external_id: Option<String>,
    /// An archived company signs in no more and buys no more.
    archived: Option<bool>,
}

/// A company.
#[derive(Debug, Serialize, JsonSchema)]
struct CompanyView {
    id: CompanyId,
    code: String,
    name: String,
    vat_id: Option<String>,
    country: String,
    email: Option<String>,
    address: Address,
    parent_id: Option<CompanyId>,
    price_list_code: Option<String>,
    external_id: Option<String>,
    created_at: Timestamp,
    updated_at: Timestamp,
    archived: bool,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/companies", Access::Staff(COMPANIES_READ))
        .summary("List companies")
        .query::<Filter>()
        .paged()
        .sortable(&["name", "-name", "code", "-code"])
        .returns::<Page<CompanyView>>(200)
        .handle(service.clone(), list_companies);
    routes
        .post("/api/v1/admin/companies", Access::Staff(COMPANIES_WRITE))
        .summary("Make a company")
        .creates()
        .body::<NewCompany>()
        .returns::<CompanyView>(201)
        .handle(service.clone(), create_company);
    routes
        .get("/api/v1/admin/companies/{id}", Access::Staff(COMPANIES_READ))
        .summary("See a company")
        .returns::<CompanyView>(200)
        .handle(service.clone(), get_company);
    routes
        .patch("/api/v1/admin/companies/{id}", Access::Staff(COMPANIES_WRITE))
        .summary("Change a company")
        .body::<CompanyPatch>()
        .returns::<CompanyView>(200)
        .handle(service.clone(), change_company);
}

async fn list_companies(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<Filter>,
    Paging(page): Paging,
    sort: Sort,
) -> Result<Json<Page<CompanyView>>, Problem> {
    let (by_code, descending) = sort.one_of(&[("name", false), ("code", true)])?.unwrap_or((false, false));
    let query = CompanyQuery { text: filter.q, by_code, descending };
    let page = service.list_companies(&ctx, &query, &page).await?;
    let ids: Vec<CompanyId> = page.items.iter().map(|row| row.id).collect();
    let lists = price_lists(&service, &ctx, &ids).await?;
    Ok(Json(page.map(|row| view(row, &lists))))
}

async fn create_company(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewCompany>,
) -> Result<Created<CompanyView>, Problem> {
    let change = CompanyChange {
        code: Some(body.code),
        name: Some(body.name),
        vat_id: body.vat_id,
        country: body.country,
        email: body.email,
        address: body.address,
        parent: body.parent_id,
        external_id: body.external_id,
        price_list: body.price_list_code.clone(),
        archived: None,
    };
    let tx = service.boot.store.write(&ctx).await?;
    let row = service.create_company(&tx, &change).await?;
    let lists = body.price_list_code.into_iter().map(|code| (row.id, code)).collect();
    let view = view(row, &lists);
    remember_created(&tx, &view).await?;
    tx.commit().await?;
    Ok(Created(view))
}

async fn get_company(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CompanyId>,
) -> Result<Json<CompanyView>, Problem> {
    let tx = service.boot.store.read(&ctx).await?;
    let row = service.find_company(&tx, id).await?;
    tx.finish().await?;
    let lists = price_lists(&service, &ctx, &[id]).await?;
    Ok(Json(view(row, &lists)))
}

async fn change_company(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CompanyId>,
    Json(body): Json<CompanyPatch>,
) -> Result<Json<CompanyView>, Problem> {
    let change = CompanyChange {
        name: body.name,
        vat_id: body.vat_id,
        country: body.country,
        email: body.email,
        address: body.address,
        external_id: body.external_id,
        price_list: body.price_list_code,
        archived: body.archived,
        ..CompanyChange::default()
    };
    let tx = service.boot.store.write(&ctx).await?;
    let row = service.change_company(&tx, id, &change).await?;
    tx.commit().await?;
    let lists = price_lists(&service, &ctx, &[id]).await?;
    Ok(Json(view(row, &lists)))
}

async fn price_lists(
    service: &Service,
    ctx: &Ctx,
    companies: &[CompanyId],
) -> Result<HashMap<CompanyId, String>, Problem> {
    match service.boot.ports.find::<dyn PriceListAssignment>() {
        Some(lists) => Ok(lists.assigned(ctx, companies).await?.into_iter().collect()),
        None => Ok(HashMap::new()),
    }
}

fn view(row: companies::Model, lists: &HashMap<CompanyId, String>) -> CompanyView {
    CompanyView {
        id: row.id,
        code: row.code,
        name: row.name,
        vat_id: row.vat_id,
        country: row.country,
        email: row.email,
        address: serde_json::from_value(row.address).unwrap_or_default(),
        parent_id: row.parent_id,
        price_list_code: lists.get(&row.id).cloned(),
        external_id: row.external_id,
        created_at: row.created_at,
        updated_at: row.updated_at,
        archived: row.archived_at.is_some(),
    }
}
