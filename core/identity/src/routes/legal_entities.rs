//! Legal entities for the tenant's administrators: list, make, see and change.
//! There is no deleting: orders and documents carry them.

use axum::extract::State;
use kontor_contract::identity::Address;
use kontor_kernel::{Currency, LegalEntityId};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, remember_created};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::given;
use crate::{
    entities::legal_entities,
    manifest::CHANNELS_MANAGE,
    service::{Service, legal_entities::LegalEntityChange},
};

/// A legal entity to be made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewLegalEntity {
    /// Unique whatever its case; it never changes.
    code: String,
    /// Its registered name.
    name: String,
    vat_id: Option<String>,
    address: Option<Address>,
    /// Two letters of ISO 3166-1; the address's country where nothing is said.
    country: Option<String>,
    /// The currency of its books; it never changes.
    currency: Currency,
    /// A zone of the IANA database, such as Europe/Warsaw: its business dates are those of this zone.
    time_zone: String,
    /// `by_line` or `by_total`.
    tax_rounding: Option<String>,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LegalEntityPatch {
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    vat_id: Option<Option<String>>,
    address: Option<Address>,
    country: Option<String>,
    /// Only as it is already.
    currency: Option<Currency>,
    time_zone: Option<String>,
    /// `by_line` or `by_total`.
    tax_rounding: Option<String>,
}

/// A legal entity.
#[derive(Debug, Serialize, JsonSchema)]
struct LegalEntityDetail {
    id: LegalEntityId,
    code: String,
    name: String,
    vat_id: Option<String>,
    address: Address,
    country: String,
    currency: Currency,
    time_zone: String,
    tax_rounding: String,
}

/// All of them.
#[derive(Debug, Serialize, JsonSchema)]
struct LegalEntityList {
    items: Vec<LegalEntityDetail>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/legal-entities", Access::Staff(CHANNELS_MANAGE))
        .summary("List legal entities")
        .returns::<LegalEntityList>(200)
        .handle(service.clone(), list_legal_entities);
    routes
        .post("/api/v1/admin/legal-entities", Access::Staff(CHANNELS_MANAGE))
        .summary("Make a legal entity")
        .creates()
        .body::<NewLegalEntity>()
        .returns::<LegalEntityDetail>(201)
        .handle(service.clone(), create_legal_entity);
    routes
        .get("/api/v1/admin/legal-entities/{id}", Access::Staff(CHANNELS_MANAGE))
        .summary("See a legal entity")
        .returns::<LegalEntityDetail>(200)
        .handle(service.clone(), get_legal_entity);
    routes
        .patch("/api/v1/admin/legal-entities/{id}", Access::Staff(CHANNELS_MANAGE))
        .summary("Change a legal entity")
        .body::<LegalEntityPatch>()
        .returns::<LegalEntityDetail>(200)
        .handle(service.clone(), change_legal_entity);
}

async fn list_legal_entities(
    State(service): State<Service>,
    Caller(ctx): Caller,
) -> Result<Json<LegalEntityList>, Problem> {
    let rows = service.list_legal_entities(&ctx).await?;
    Ok(Json(LegalEntityList { items: rows.into_iter().map(view).collect() }))
}

async fn create_legal_entity(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Json(body): Json<NewLegalEntity>,
) -> Result<Created<LegalEntityDetail>, Problem> {
    let change = LegalEntityChange {
        code: Some(body.code),
        name: Some(body.name),
        vat_id: body.vat_id.map(Some),
        address: body.address,
        country: body.country,
        currency: Some(body.currency),
        time_zone: Some(body.time_zone),
        tax_rounding: body.tax_rounding,
    };
    let tx = service.boot.store.write(&ctx).await?;
    let view = view(service.create_legal_entity(&tx, &change).await?);
    remember_created(&tx, &view).await?;
    tx.commit().await?;
    Ok(Created(view))
}

async fn get_legal_entity(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<LegalEntityId>,
) -> Result<Json<LegalEntityDetail>, Problem> {
    let tx = service.boot.store.read(&ctx).await?;
    let row = service.find_legal_entity(&tx, id).await?;
    tx.finish().await?;
    Ok(Json(view(row)))
}

async fn change_legal_entity(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<LegalEntityId>,
    Json(body): Json<LegalEntityPatch>,
) -> Result<Json<LegalEntityDetail>, Problem> {
    let change = LegalEntityChange {
        code: None,
        name: body.name,
        vat_id: body.vat_id,
        address: body.address,
        country: body.country,
        currency: body.currency,
        time_zone: body.time_zone,
        tax_rounding: body.tax_rounding,
    };
    let tx = service.boot.store.write(&ctx).await?;
    let row = service.change_legal_entity(&tx, id, &change).await?;
    tx.commit().await?;
    Ok(Json(view(row)))
}

fn view(row: legal_entities::Model) -> LegalEntityDetail {
    LegalEntityDetail {
        id: row.id,
        code: row.code,
        name: row.name,
        vat_id: row.vat_id,
        address: serde_json::from_value(row.address).unwrap_or_default(),
        country: row.country,
        currency: row.currency,
        time_zone: row.time_zone,
        tax_rounding: row.tax_rounding,
    }
}
