//! What mails lead to: a new password, and an address that is confirmed. Nobody needs to be signed in.
//! The answer to asking is the same for every address.

use axum::{extract::State, http::StatusCode};
use kontor_contract::account::AccountRecovery;
use kontor_web::{Access, Caller, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::service::Service;

/// Who has forgotten their password.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Forgotten {
    /// The e-mail address of the account.
    email: String,
}

/// What the mail's reader has chosen.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    /// 10 characters or more, and not what everybody tries first.
    password: String,
}

/// An address that was confirmed.
#[derive(Debug, Serialize, JsonSchema)]
struct Confirmed {
    email: String,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/password-resets", Access::Public)
        .summary("Have a mail sent that lets its reader choose a new password")
        .repeatable("another mail is sent")
        .body::<Forgotten>()
        .returns_nothing(202)
        .handle(service.clone(), ask_for_reset);
    routes
        .put("/api/v1/password-resets/{token}", Access::Public)
        .summary("Choose a new password; every session and token of the person ends")
        .body::<NewPassword>()
        .returns_nothing(204)
        .handle(service.clone(), reset_password);
    routes
        .put("/api/v1/email-confirmations/{token}", Access::Public)
        .summary("Confirm an e-mail address")
        .returns::<Confirmed>(200)
        .handle(service.clone(), confirm_email);
}

async fn ask_for_reset(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<Forgotten>,
) -> Result<StatusCode, Problem> {
    service.ask_for_reset(&ctx, &body.email).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn reset_password(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(token): Path<String>,
    Json(body): Json<NewPassword>,
) -> Result<StatusCode, Problem> {
    service.reset_password(&ctx, &token, &body.password).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn confirm_email(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(token): Path<String>,
) -> Result<Json<Confirmed>, Problem> {
    Ok(Json(Confirmed { email: service.confirm_email(&ctx, &token).await? }))
}
