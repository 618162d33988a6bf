//! Outside providers in the hands of the tenant's staff. The client secret goes in and never comes out.
//! What people see of them, and their own connections, is here, too.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kontor_contract::{
    identity::NamedCode,
    outside_sign_in::{Connecting, ExternalIdentityView, OutsideSignIn},
};
use kontor_kernel::{RoleId, SignInProviderId, Timestamp};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, own_path, remember_created};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::outside::authority_of;
use crate::{
    entities::sign_in_providers::Model,
    manifest::PROVIDERS_MANAGE,
    service::{
        Service,
        providers::{ProviderChange, domains, scopes},
    },
};

/// A provider to be set up.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewProvider {
    /// Lower-case letters, digits and hyphens; it stands in the callback address.
    code: String,
    /// What people read on the button.
    name: String,
    /// The provider's own name, an address such as `https://login.example.com`, to the letter.
    issuer: String,
    /// Who we are there.
    client_id: String,
    /// With what we prove it.
    client_secret: String,
    /// What to ask for besides `openid`; `email` and `profile` where nothing is said.
    scopes: Option<Vec<String>>,
    /// Mail domains that the provider answers for; each counts once the operator has verified it.
    #[serde(default)]
    domains: Vec<String>,
    /// A role of staff for people of a verified domain who come for the first time.
    default_role_id: Option<RoleId>,
}

/// What is to be changed of a provider.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ProviderPatch {
    name: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    scopes: Option<Vec<String>>,
    domains: Option<Vec<String>>,
    /// Null takes the role away.
    #[serde(default, deserialize_with = "super::given")]
    #[schemars(with = "Option<RoleId>")]
    default_role_id: Option<Option<RoleId>>,
    is_enabled: Option<bool>,
}

/// A mail domain.
#[derive(Debug, Serialize, JsonSchema)]
struct DomainView {
    name: String,
    /// Whether the operator has made sure that the provider answers for it.
    is_verified: bool,
}

/// A provider.
#[derive(Debug, Serialize, JsonSchema)]
struct ProviderView {
    id: SignInProviderId,
    code: String,
    name: String,
    issuer: String,
    client_id: String,
    scopes: Vec<String>,
    domains: Vec<DomainView>,
    default_role_id: Option<RoleId>,
    is_enabled: bool,
    /// The path of the address to be registered at the provider, below the shop's own.
    callback_path: String,
    created_at: Timestamp,
    updated_at: Timestamp,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ProviderList {
    items: Vec<ProviderView>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct OfferedList {
    items: Vec<NamedCode>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ConnectionList {
    items: Vec<ExternalIdentityView>,
}

/// With whom to connect one's account.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewConnection {
    /// The provider's code.
    provider: String,
    /// One's own password here. An account without one leaves it out and proves itself by a sign-in of the last ten
    /// minutes.
    #[serde(default)]
    password: String,
    /// The path to come back to; `/` where nothing is said.
    return_to: Option<String>,
}

/// Where to go on.
#[derive(Debug, Serialize, JsonSchema)]
struct GoOn {
    /// The provider's address.
    address: String,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    declare_staff(routes, service);
    routes
        .get("/api/v1/sign-in-providers", Access::Public)
        .summary("List providers to sign in through")
        .returns::<OfferedList>(200)
        .handle(service.clone(), list_offered);
    routes
        .get("/api/v1/me/external-identities", Access::SignedIn)
        .summary("List what one's account is connected with")
        .returns::<ConnectionList>(200)
        .handle(service.clone(), list_connections);
    routes
        .post("/api/v1/me/external-identities", Access::SignedIn)
        .summary("Begin to connect one's account with a provider")
        .repeatable("nothing is connected before the provider has answered")
        .body::<NewConnection>()
        .returns::<GoOn>(200)
        .handle(service.clone(), begin_connection);
    routes
        .delete("/api/v1/me/external-identities/{id}", Access::SignedIn)
        .summary("Disconnect one's account")
        .returns_nothing(204)
        .handle(service.clone(), end_connection);
}

fn declare_staff(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/sign-in-providers", Access::Staff(PROVIDERS_MANAGE))
        .summary("List sign-in providers")
        .returns::<ProviderList>(200)
        .handle(service.clone(), list_providers);
    routes
        .post("/api/v1/admin/sign-in-providers", Access::Staff(PROVIDERS_MANAGE))
        .whole_tenant()
        .summary("Set up a sign-in provider")
        .creates()
        .body::<NewProvider>()
        .returns::<ProviderView>(201)
        .handle(service.clone(), create_provider);
    routes
        .patch("/api/v1/admin/sign-in-providers/{id}", Access::Staff(PROVIDERS_MANAGE))
        .whole_tenant()
        .summary("Change a sign-in provider")
        .body::<ProviderPatch>()
        .returns::<ProviderView>(200)
        .handle(service.clone(), change_provider);
    routes
        .delete("/api/v1/admin/sign-in-providers/{id}", Access::Staff(PROVIDERS_MANAGE))
        .whole_tenant()
        .summary("Remove a sign-in provider")
        .returns_nothing(204)
        .handle(service.clone(), remove_provider);
}

fn view(row: Model) -> ProviderView {
    let claimed = domains(&row).into_iter();
    ProviderView {
        id: row.id,
        scopes: scopes(&row),
        domains: claimed
            .map(|domain| DomainView { name: domain.name, is_verified: domain.verified_at.is_some() })
            .collect(),
        callback_path: format!("/sign-in/callback/{}", row.code),
        code: row.code,
        name: row.name,
        issuer: row.issuer,
        client_id: row.client_id,
        default_role_id: row.default_role_id,
        is_enabled: row.is_enabled,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

async fn list_providers(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<ProviderList>, Problem> {
    let rows = service.sign_in_providers(&ctx).await?;
    Ok(Json(ProviderList { items: rows.into_iter().map(view).collect() }))
}

async fn create_provider(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewProvider>,
) -> Result<Created<ProviderView>, Problem> {
    let issuer = body.issuer.trim();
    service.try_issuer(issuer).await?;
    let change = ProviderChange {
        name: Some(body.name),
        client_id: Some(body.client_id),
        client_secret: Some(body.client_secret),
        scopes: body.scopes,
        domains: Some(body.domains),
        default_role: Some(body.default_role_id),
        is_enabled: None,
    };
    let tx = service.boot.store.write(&ctx).await?;
    let made = view(service.make_provider(&tx, &body.code, issuer, change).await?);
    remember_created(&tx, &made).await?;
    tx.commit().await?;
    Ok(Created(made))
}

async fn change_provider(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<SignInProviderId>,
    Json(body): Json<ProviderPatch>,
) -> Result<Json<ProviderView>, Problem> {
    let change = ProviderChange {
        name: body.name,
        client_id: body.client_id,
        client_secret: body.client_secret,
        scopes: body.scopes,
        domains: body.domains,
        default_role: body.default_role_id,
        is_enabled: body.is_enabled,
    };
    let tx = service.boot.store.write(&ctx).await?;
    let row = service.change_provider(&tx, id, change).await?;
    tx.commit().await?;
    Ok(Json(view(row)))
}

async fn remove_provider(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<SignInProviderId>,
) -> Result<StatusCode, Problem> {
    let tx = service.boot.store.write(&ctx).await?;
    service.remove_provider(&tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_offered(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<OfferedList>, Problem> {
    Ok(Json(OfferedList { items: service.offered(&ctx).await? }))
}

async fn list_connections(
    State(service): State<Service>,
    Caller(ctx): Caller,
) -> Result<Json<ConnectionList>, Problem> {
    Ok(Json(ConnectionList { items: service.connections(&ctx).await? }))
}

async fn begin_connection(
    State(service): State<Service>,
    Caller(ctx): Caller,
    headers: HeaderMap,
    Json(body): Json<NewConnection>,
) -> Result<Response, Problem> {
    let return_to = own_path(body.return_to.as_deref(), "/");
    let connecting = Connecting {
        provider: &body.provider,
        password: &body.password,
        authority: authority_of(&headers)?,
        return_to: &return_to,
    };
    let way = OutsideSignIn::begin_connecting(&service, &ctx, connecting).await?;
    let cookie = HeaderValue::from_str(&way.cookie).map_err(|_| Problem::failed())?;
    Ok(([(header::SET_COOKIE, cookie)], Json(GoOn { address: way.address })).into_response())
}

async fn end_connection(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    if service.disconnect(&ctx, &id).await? { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
