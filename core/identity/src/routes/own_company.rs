//! The company of a buyer: seen by its people, changed by its administrators, with its divisions and sites.
//! The same port serves the pages; a handler only turns bodies into what the port takes.

use axum::extract::State;
use kontor_contract::{
    attributes::Attributes,
    companies::{
        ActingEntry, CompanyKind, CompanyNode, CompanyTree, NewSite, OwnCompany, OwnCompanyChange, OwnCompanyView,
        SiteChange,
    },
    identity::Address,
};
use kontor_kernel::{CompanyId, Page};
use kontor_web::{Access, Caller, Created, Json, Paging, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use super::given;
use crate::{
    manifest::{OWN_COMPANY_MANAGE, OWN_COMPANY_READ},
    service::Service,
};

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OwnCompanyPatch {
    name: Option<String>,
    /// Where mails to the company go; `null` clears it.
    #[serde(default, deserialize_with = "given")]
    email: Option<Option<String>>,
    address: Option<Address>,
    /// Custom attributes; `null` removes one.
    attributes: Option<Attributes>,
}

/// A division or site to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SiteBody {
    /// 1 to 200 characters.
    name: String,
    /// `division` or `site`.
    kind: CompanyKind,
    address: Address,
    /// The company it stands below; one's own where nothing is said.
    parent_id: Option<CompanyId>,
}

/// What changes of a division or site; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SitePatch {
    name: Option<String>,
    address: Option<Address>,
    /// Its people get in no more, and nothing is ordered for it.
    archived: Option<bool>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/company", Access::Buyer(OWN_COMPANY_READ))
        .summary("See one's company")
        .returns::<OwnCompanyView>(200)
        .handle(service.clone(), get_own_company);
    routes
        .patch("/api/v1/company", Access::Buyer(OWN_COMPANY_MANAGE))
        .summary("Change one's company")
        .body::<OwnCompanyPatch>()
        .returns::<OwnCompanyView>(200)
        .handle(service.clone(), change_own_company);
    routes
        .get("/api/v1/company/tree", Access::Buyer(OWN_COMPANY_READ))
        .summary("See one's company and what stands below it")
        .returns::<CompanyTree>(200)
        .handle(service.clone(), get_own_tree);
    routes
        .post("/api/v1/company/sites", Access::Buyer(OWN_COMPANY_MANAGE))
        .summary("Make a division or site of one's company")
        .creates()
        .body::<SiteBody>()
        .returns::<CompanyNode>(201)
        .handle(service.clone(), create_site);
    routes
        .patch("/api/v1/company/sites/{id}", Access::Buyer(OWN_COMPANY_MANAGE))
        .summary("Change a division or site of one's company")
        .body::<SitePatch>()
        .returns::<CompanyNode>(200)
        .handle(service.clone(), change_site);
    routes
        .get("/api/v1/company/acting-log", Access::Buyer(OWN_COMPANY_READ))
        .summary("See when staff acted for one's company")
        .paged()
        .returns::<Page<ActingEntry>>(200)
        .handle(service.clone(), list_acting);
}

async fn get_own_company(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<OwnCompanyView>, Problem> {
    Ok(Json(service.own(&ctx).await?))
}

async fn change_own_company(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<OwnCompanyPatch>,
) -> Result<Json<OwnCompanyView>, Problem> {
    let OwnCompanyPatch { name, email, address, attributes } = body;
    Ok(Json(service.change_own(&ctx, &OwnCompanyChange { name, email, address, attributes }).await?))
}

async fn get_own_tree(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<CompanyTree>, Problem> {
    Ok(Json(service.own_tree(&ctx).await?))
}

async fn create_site(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<SiteBody>,
) -> Result<Created<CompanyNode>, Problem> {
    let site = NewSite { name: body.name, kind: body.kind, address: body.address, parent: body.parent_id };
    Ok(Created(service.add_site(&ctx, &site).await?))
}

async fn change_site(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<CompanyId>,
    Json(body): Json<SitePatch>,
) -> Result<Json<CompanyNode>, Problem> {
    let SitePatch { name, address, archived } = body;
    Ok(Json(OwnCompany::change_site(&service, &ctx, id, &SiteChange { name, address, archived }).await?))
}

async fn list_acting(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Paging(page): Paging,
) -> Result<Json<Page<ActingEntry>>, Problem> {
    Ok(Json(service.acting_log(&ctx, &page).await?))
}
