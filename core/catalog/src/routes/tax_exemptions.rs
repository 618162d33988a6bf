//! Certificates by which companies are exempt from tax, for staff: listed by company, entered, ended, taken back.
//! Dates are business dates of the legal entity that sells.

use std::sync::Arc;

use axum::extract::State;
use kontor_kernel::{BusinessDate, CompanyId, TaxExemptionId, Timestamp};
use kontor_web::{Access, Caller, Created, Json, Path, Problem, Routes, remember_created};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    entities::tax_exemption::Model,
    error::CatalogError,
    manifest::{EXEMPTIONS_READ, EXEMPTIONS_WRITE},
    service::{
        Catalogue,
        tax_exemptions::{ExemptionChange, NewExemption},
    },
};

const OF_COMPANY: &str = "/api/v1/admin/companies/{id}/tax-exemptions";

/// A certificate to be entered.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewTaxExemption {
    /// Its number, 1 to 64 characters.
    certificate: String,
    /// The tax classes it is for; every class where nothing is said.
    classes: Option<Vec<String>>,
    /// Why the company is exempt, as documents say it, 1 to 300 characters.
    reason: String,
    /// The first day.
    from: BusinessDate,
    /// The last day; open where nothing is said.
    until: Option<BusinessDate>,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TaxExemptionPatch {
    /// The last day; `null` leaves it open.
    #[serde(default, deserialize_with = "given")]
    until: Option<Option<BusinessDate>>,
    /// An archived one counts nowhere.
    archived: Option<bool>,
}

/// A certificate by which a company, and what stands below it, is exempt from tax.
#[derive(Debug, Serialize, JsonSchema)]
struct TaxExemptionView {
    id: TaxExemptionId,
    company_id: CompanyId,
    certificate: String,
    classes: Option<Vec<String>>,
    reason: String,
    from: BusinessDate,
    until: Option<BusinessDate>,
    created_at: Timestamp,
    archived: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct TaxExemptionList {
    /// The latest first.
    items: Vec<TaxExemptionView>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get(OF_COMPANY, Access::Staff(EXEMPTIONS_READ))
        .summary("List the tax exemptions of a company")
        .returns::<TaxExemptionList>(200)
        .handle(Arc::clone(service), list_exemptions);
    routes
        .post(OF_COMPANY, Access::Staff(EXEMPTIONS_WRITE))
        .summary("Enter a tax exemption of a company")
        .creates()
        .body::<NewTaxExemption>()
        .returns::<TaxExemptionView>(201)
        .handle(Arc::clone(service), create_exemption);
    routes
        .patch("/api/v1/admin/tax-exemptions/{id}", Access::Staff(EXEMPTIONS_WRITE))
        .summary("End a tax exemption, or take it back")
        .body::<TaxExemptionPatch>()
        .returns::<TaxExemptionView>(200)
        .handle(Arc::clone(service), change_exemption);
}

async fn list_exemptions(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<CompanyId>,
) -> Result<Json<TaxExemptionList>, Problem> {
    let rows = catalogue.list_exemptions(&ctx, id).await?;
    Ok(Json(TaxExemptionList { items: rows.into_iter().map(view).collect() }))
}

async fn create_exemption(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<CompanyId>,
    Json(body): Json<NewTaxExemption>,
) -> Result<Created<TaxExemptionView>, Problem> {
    catalogue.must_know(&ctx, id).await?;
    let new = NewExemption {
        certificate: body.certificate,
        classes: body.classes,
        reason: body.reason,
        from: body.from,
        until: body.until,
    };
    let tx = catalogue.begin(&ctx).await?;
    let view = view(catalogue.add_exemption(&tx, id, new).await?);
    remember_created(&tx, &view).await.map_err(CatalogError::from)?;
    tx.commit().await.map_err(CatalogError::from)?;
    Ok(Created(view))
}

async fn change_exemption(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<TaxExemptionId>,
    Json(body): Json<TaxExemptionPatch>,
) -> Result<Json<TaxExemptionView>, Problem> {
    let change = ExemptionChange { until: body.until, archived: body.archived };
    let tx = catalogue.begin(&ctx).await?;
    let row = catalogue.change_exemption(&tx, id, &change).await?;
    tx.commit().await.map_err(CatalogError::from)?;
    Ok(Json(view(row)))
}

fn view(row: Model) -> TaxExemptionView {
    TaxExemptionView {
        classes: row.class_codes(),
        id: row.id,
        company_id: row.company_id,
        certificate: row.certificate,
        reason: row.reason,
        from: row.valid_from,
        until: row.valid_to,
        created_at: row.created_at,
        archived: row.archived_at.is_some(),
    }
}

/// Tells `null` from nothing, for fields that `null` clears.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}
