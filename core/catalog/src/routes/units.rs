//! The dictionary of units of measure for staff. A unit is named by its code, which says at the same time which one is changed.
//! Units that trade knows are there from the start; setting one of them makes it the tenant's own.

use std::{collections::BTreeMap, sync::Arc};

use axum::extract::State;
use kontor_kernel::Locale;
use kontor_web::{Access, Caller, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    manifest::{PRODUCTS_READ, PRODUCTS_WRITE},
    service::{
        Catalogue,
        units::{UnitView, WantedUnit},
    },
};

/// Units of measure.
#[derive(Debug, Serialize, JsonSchema)]
struct UnitList {
    /// By code, archived ones behind.
    items: Vec<UnitView>,
}

/// A unit as it shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UnitBody {
    /// Its names by language, one at least.
    names: BTreeMap<Locale, String>,
    /// Its code in UN/ECE Recommendation 20, such as `KGM`.
    standard_code: Option<String>,
    /// How many decimals a quantity entered in it may have, 0 to 6; none unless said otherwise.
    decimals: Option<u8>,
    /// Whether nothing new can name it.
    archived: Option<bool>,
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/units", Access::Staff(PRODUCTS_READ))
        .summary("List units of measure with their names in every language")
        .returns::<UnitList>(200)
        .handle(Arc::clone(service), list_units);
    routes
        .put("/api/v1/admin/units/{code}", Access::Staff(PRODUCTS_WRITE))
        .summary("Define a unit of measure, or say anew what it is")
        .body::<UnitBody>()
        .returns::<UnitView>(200)
        .handle(Arc::clone(service), set_unit);
}

async fn list_units(State(catalogue): State<Arc<Catalogue>>, Caller(ctx): Caller) -> Result<Json<UnitList>, Problem> {
    Ok(Json(UnitList { items: catalogue.list_units(&ctx).await? }))
}

async fn set_unit(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    Json(body): Json<UnitBody>,
) -> Result<Json<UnitView>, Problem> {
    let wanted = WantedUnit {
        names: body.names,
        standard_code: body.standard_code,
        decimals: body.decimals.unwrap_or(0),
        is_archived: body.archived.unwrap_or(false),
    };
    Ok(Json(catalogue.set_unit(&ctx, &code, wanted).await?))
}
