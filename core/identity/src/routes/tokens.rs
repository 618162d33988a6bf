//! One's own API tokens.
//! The secret is in the answer to the request that makes the token, and nowhere after.

use axum::{extract::State, http::StatusCode};
use kontor_kernel::{ApiTokenId, Timestamp};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, remember_created};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{error::IdentityError, manifest::TOKENS_MANAGE, service::Service};

/// A token to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewToken {
    /// What it is for, 1 to 100 characters.
    name: String,
    /// When it ends; never, where nothing is said.
    expires_at: Option<Timestamp>,
}

/// A token; the secret only in the answer that makes it.
#[derive(Debug, Serialize, JsonSchema)]
struct TokenView {
    id: ApiTokenId,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    created_at: Timestamp,
    expires_at: Option<Timestamp>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct TokenList {
    items: Vec<TokenView>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/api-tokens", Access::Either(TOKENS_MANAGE))
        .summary("Make an API token for one's own role")
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
}

async fn create_token(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewToken>,
) -> Result<Created<TokenView>, Problem> {
    let tx = service.boot.store.write(&ctx).await?;
    let made = service.make_token(&tx, &body.name, body.expires_at).await?;
    let view = |token| TokenView {
        id: made.id,
        name: made.name.clone(),
        token,
        created_at: made.created_at,
        expires_at: made.expires_at,
    };
    // The stored reply leaves the secret out: a database must not hold what opens it.
    remember_created(&tx, &view(None)).await?;
    tx.commit().await?;
    Ok(Created(view(Some(made.secret.clone()))))
}

async fn list_tokens(State(service): State<Service>, Caller(ctx): Caller) -> Result<Json<TokenList>, Problem> {
    let rows = service.tokens(&ctx).await?;
    let items = rows.into_iter().map(|row| TokenView {
        id: row.id,
        name: row.name,
        token: None,
        created_at: row.created_at,
        expires_at: row.expires_at,
    });
    Ok(Json(TokenList { items: items.collect() }))
}

async fn revoke_token(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ApiTokenId>,
) -> Result<StatusCode, Problem> {
    match service.revoke_token(&ctx, id).await {
        Ok(true) => Ok(StatusCode::NO_CONTENT),
        Ok(false) => Err(Problem::not_found()),
        Err(error) => Err(IdentityError::into(error)),
    }
}
