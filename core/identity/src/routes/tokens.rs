//! API tokens: one's own, and everybody's for staff.
//! The secret is in the answer to the request that makes the token, and nowhere after.

use axum::{extract::State, http::StatusCode};
use kontor_contract::account::{MyAccount, NewToken, TokenView};
use kontor_kernel::{ApiTokenId, UserId};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Query, Routes, remember_created};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    manifest::{PEOPLE_MANAGE, PEOPLE_READ, TOKENS_MANAGE},
    service::{Service, tokens::OwnedToken},
};

#[derive(Debug, Serialize, JsonSchema)]
struct TokenList {
    items: Vec<TokenView>,
}

/// Whose tokens.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Whose {
    /// Those of one person.
    user_id: Option<UserId>,
}

/// A token and its owner.
#[derive(Debug, Serialize, JsonSchema)]
struct OwnedTokenView {
    /// The token.
    token: TokenView,
    /// Its owner.
    owner: Owner,
}

/// The owner of a token.
#[derive(Debug, Serialize, JsonSchema)]
struct Owner {
    id: UserId,
    name: String,
    email: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct OwnedTokenList {
    items: Vec<OwnedTokenView>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/api-tokens", Access::Either(TOKENS_MANAGE))
        .summary("Make an API token for one's own role; it takes a session")
        .creates()
        .body::<NewToken>()
        .returns::<TokenView>(201)
        .handle(service.clone(), create_token);
    routes
        .get("/api/v1/api-tokens", Access::Either(TOKENS_MANAGE))
        .summary("List one's own API tokens")
        .returns::<TokenList>(200)
        .handle(service.clone(), list_tokens);
    routes
        .delete("/api/v1/api-tokens/{id}", Access::Either(TOKENS_MANAGE))
        .summary("Revoke one of one's own API tokens")
        .returns_nothing(204)
        .handle(service.clone(), revoke_token);
    routes
        .get("/api/v1/admin/api-tokens", Access::Staff(PEOPLE_READ))
        .summary("List everybody's API tokens, the newest 500")
        .query::<Whose>()
        .returns::<OwnedTokenList>(200)
        .handle(service.clone(), list_tokens_of_all);
    routes
        .delete("/api/v1/admin/api-tokens/{id}", Access::Staff(PEOPLE_MANAGE))
        .summary("Revoke somebody's API token")
        .returns_nothing(204)
        .handle(service.clone(), revoke_any_token);
}

async fn create_token(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewToken>,
) -> Result<Created<TokenView>, Problem> {
    let tx = service.boot.store.write(&ctx).await?;
    let made = Service::make_token(&service, &tx, &body).await?;
    // The stored reply leaves the secret out: a database must not hold what opens it.
    remember_created(&tx, &TokenView { token: None, ..made.clone() }).await?;
    tx.commit().await?;
    Ok(Created(made))
}

async fn list_tokens(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<TokenList>, Problem> {
    Ok(Json(TokenList { items: service.tokens(&ctx).await? }))
}

async fn revoke_token(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ApiTokenId>,
) -> Result<StatusCode, Problem> {
    service.revoke_token(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list_tokens_of_all(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(query): Query<Whose>,
) -> Result<Json<OwnedTokenList>, Problem> {
    let held = service.tokens_of_all(&ctx, query.user_id).await?;
    Ok(Json(OwnedTokenList { items: held.into_iter().map(owned_view).collect() }))
}

fn owned_view(held: OwnedToken) -> OwnedTokenView {
    OwnedTokenView { token: held.token, owner: Owner { id: held.user, name: held.name, email: held.email } }
}

async fn revoke_any_token(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ApiTokenId>,
) -> Result<StatusCode, Problem> {
    service.revoke_any_token(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
