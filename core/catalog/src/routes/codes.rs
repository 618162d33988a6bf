//! The codes by which others know a product, for staff: barcodes, numbers of makers and suppliers, and those of customers.
//! Either list is read and replaced whole; customers beyond the caller's reach stay as they are.

use std::sync::Arc;

use axum::extract::State;
use kontor_kernel::ProductId;
use kontor_web::{Access, Caller, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    manifest::{PRODUCTS_READ, PRODUCTS_WRITE},
    service::{
        Catalogue,
        codes::{CodeList, CustomerCodeDetail, CustomerCodeList, ForeignKind, WantedCode},
    },
};

/// The codes of a product as they shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CodesBody {
    /// All of them; those left out are gone. Barcodes of packaging units stand with those.
    codes: Vec<CodeBody>,
    /// The product's version the change was made from; refused where it is not the newest.
    version: Option<i64>,
}

/// A code as it shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CodeBody {
    /// Whose it is.
    kind: ForeignKind,
    /// The supplier, or the maker where one is known; nothing for a barcode.
    owner: Option<String>,
    /// The code.
    code: String,
}

/// What customers call a product.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CustomerCodesBody {
    /// All of them; those left out are gone.
    codes: Vec<CustomerCodeBody>,
}

/// What a customer calls a product.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CustomerCodeBody {
    /// The customer's code.
    company_code: String,
    /// What the customer calls the product.
    code: String,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/products/{id}/codes", Access::Staff(PRODUCTS_READ))
        .summary("List the barcodes of a product and its makers' and suppliers' numbers")
        .returns::<CodeList>(200)
        .handle(Arc::clone(service), list_codes);
    routes
        .put("/api/v1/admin/products/{id}/codes", Access::Staff(PRODUCTS_WRITE))
        .summary("Replace the barcodes of a product and its makers' and suppliers' numbers")
        .body::<CodesBody>()
        .returns::<CodeList>(200)
        .handle(Arc::clone(service), set_codes);
    routes
        .get("/api/v1/admin/products/{id}/customer-codes", Access::Staff(PRODUCTS_READ))
        .summary("List what customers call a product")
        .returns::<CustomerCodeList>(200)
        .handle(Arc::clone(service), list_customer_codes);
    routes
        .put("/api/v1/admin/products/{id}/customer-codes", Access::Staff(PRODUCTS_WRITE))
        .summary("Replace what customers call a product")
        .body::<CustomerCodesBody>()
        .returns::<CustomerCodeList>(200)
        .handle(Arc::clone(service), set_customer_codes);
}

async fn list_codes(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
) -> Result<Json<CodeList>, Problem> {
    Ok(Json(catalogue.read_codes(&ctx, id).await?))
}

async fn set_codes(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
    Json(body): Json<CodesBody>,
) -> Result<Json<CodeList>, Problem> {
    let wanted = |code: CodeBody| WantedCode { kind: code.kind, owner: code.owner, code: code.code };
    let codes: Vec<WantedCode> = body.codes.into_iter().map(wanted).collect();
    Ok(Json(catalogue.set_codes(&ctx, id, &codes, body.version).await?))
}

async fn list_customer_codes(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
) -> Result<Json<CustomerCodeList>, Problem> {
    Ok(Json(catalogue.read_customer_codes(&ctx, id).await?))
}

async fn set_customer_codes(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
    Json(body): Json<CustomerCodesBody>,
) -> Result<Json<CustomerCodeList>, Problem> {
    let detail = |code: CustomerCodeBody| CustomerCodeDetail { company_code: code.company_code, code: code.code };
    let codes: Vec<CustomerCodeDetail> = body.codes.into_iter().map(detail).collect();
    Ok(Json(catalogue.set_customer_codes(&ctx, id, &codes).await?))
}
