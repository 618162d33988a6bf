//! The operator's routes: on any host, with the operator's token, and with no tenant behind them.
//! What goes in and out is about tenants as such; nothing of their trade but an export.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kontor_contract::{
    identity::Address,
    tenants::{NewAdministrator, NewTenant},
};
use kontor_kernel::{Currency, Locale};
use kontor_web::{Access, Json, Paging, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    limits::LimitsChange,
    service::{Service, TenantChange, TenantList, TenantView},
};

/// A tenant to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TenantBody {
    /// Short code: lower-case letters, digits and hyphens, at most 40.
    code: String,
    /// Name; the code where nothing is said.
    name: Option<String>,
    /// Registered name of the first legal entity; the tenant's name where nothing is said.
    legal_name: Option<String>,
    /// VAT id of the first legal entity.
    vat_id: Option<String>,
    /// Where the first legal entity is registered; its country counts for taxes.
    address: Address,
    /// IANA time zone of the first legal entity.
    #[serde(default = "utc")]
    time_zone: String,
    /// Host names of the first channel, without port.
    hosts: Vec<String>,
    /// Currency of the books and of the first channel.
    currency: Currency,
    /// Languages of the first channel, the default first.
    languages: Vec<Locale>,
    /// Who administers it from the start.
    administrator: Option<AdministratorBody>,
    /// Its limits.
    #[serde(default)]
    quotas: LimitsChange,
}

fn utc() -> String {
    "UTC".to_owned()
}

/// The first member of the staff.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AdministratorBody {
    /// E-mail address.
    email: String,
    /// Name; the address where nothing is said.
    name: Option<String>,
    /// Password, at least ten characters. Of a person who is known already the present one stays.
    password: String,
}

impl std::fmt::Debug for AdministratorBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AdministratorBody").field("email", &self.email).finish_non_exhaustive()
    }
}

impl From<TenantBody> for NewTenant {
    fn from(body: TenantBody) -> Self {
        let name = body.name.unwrap_or_else(|| body.code.clone());
        let administrator = body.administrator.map(|person| NewAdministrator {
            name: person.name.unwrap_or_else(|| person.email.clone()),
            email: person.email,
            password: person.password,
        });
        Self {
            code: body.code,
            legal_name: body.legal_name.unwrap_or_else(|| name.clone()),
            name,
            vat_id: body.vat_id,
            address: body.address,
            time_zone: body.time_zone,
            hosts: body.hosts,
            currency: body.currency,
            languages: body.languages,
            administrator,
        }
    }
}

/// Says once more which tenant is to be erased for good.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    /// The tenant's code.
    confirm: String,
}

pub(crate) fn routes(service: &Service) -> Routes {
    let mut routes = Routes::new("operator");
    routes
        .get("/api/v1/operator/tenants", Access::Operator)
        .summary("List tenants")
        .paged()
        .returns::<TenantList>(200)
        .handle(service.clone(), list_tenants);
    routes
        .post("/api/v1/operator/tenants", Access::Operator)
        .summary("Make a tenant")
        .body::<TenantBody>()
        .returns::<TenantView>(201)
        .repeatable("a code and a host belong to one tenant, so the second request is refused")
        .handle(service.clone(), create_tenant);
    routes
        .get("/api/v1/operator/tenants/{code}", Access::Operator)
        .summary("See a tenant, or what is on record of one that was erased")
        .returns::<TenantView>(200)
        .handle(service.clone(), get_tenant);
    routes
        .patch("/api/v1/operator/tenants/{code}", Access::Operator)
        .summary("Rename, suspend, resume or limit a tenant, and change its host names and the domains of its mails")
        .body::<TenantChange>()
        .returns::<TenantView>(200)
        .handle(service.clone(), change_tenant);
    routes
        .get("/api/v1/operator/tenants/{code}/export", Access::Operator)
        .summary("Export everything of a tenant as lines of JSON")
        .returns_nothing(200)
        .handle(service.clone(), export_tenant);
    routes
        .delete("/api/v1/operator/tenants/{code}", Access::Operator)
        .summary("Erase a suspended tenant for good")
        .body::<Confirmation>()
        .returns::<TenantView>(202)
        .handle(service.clone(), erase_tenant);
    routes
}

async fn list_tenants(State(service): State<Service>, Paging(page): Paging) -> Result<Json<TenantList>, Problem> {
    Ok(Json(service.list(&page).await?))
}

async fn create_tenant(
    State(service): State<Service>,
    Json(body): Json<TenantBody>,
) -> Result<(StatusCode, Json<TenantView>), Problem> {
    let quotas = body.quotas;
    let view = service.create(&body.into(), &quotas).await?;
    Ok((StatusCode::CREATED, Json(view)))
}

async fn get_tenant(State(service): State<Service>, Path(code): Path<String>) -> Result<Json<TenantView>, Problem> {
    Ok(Json(service.view(&code).await?))
}

async fn change_tenant(
    State(service): State<Service>,
    Path(code): Path<String>,
    Json(body): Json<TenantChange>,
) -> Result<Json<TenantView>, Problem> {
    Ok(Json(service.change(&code, &body).await?))
}

async fn export_tenant(State(service): State<Service>, Path(code): Path<String>) -> Result<Response, Problem> {
    let file = service.export(&code).await?;
    let mut response = Body::from_stream(file).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-ndjson"));
    let name = format!("attachment; filename=\"{code}.ndjson\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

async fn erase_tenant(
    State(service): State<Service>,
    Path(code): Path<String>,
    Json(body): Json<Confirmation>,
) -> Result<(StatusCode, Json<TenantView>), Problem> {
    let view = service.begin_erasure(&code, &body.confirm).await?;
    Ok((StatusCode::ACCEPTED, Json(view)))
}
