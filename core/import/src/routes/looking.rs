//! Looking at a file that has arrived before it is imported: its columns, its first rows and what would become of them.
//! Both routes take how the file shall be read; nothing is written until it is started.

use axum::extract::State;
use kontor_kernel::ImportId;
use kontor_web::{Access, Caller, Json, Path, Problem, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    csv::{DecimalMark, Delimiter, Encoding},
    manifest::RUNS_START,
    model::{mapping::Mapping, options::OnError},
    service::{Service, preview::Preview, start::Reading},
    view::ImportView,
};

/// How a file shall be read; what is not said stays as the upload said.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportReading")]
struct ReadingBody {
    /// Its encoding.
    encoding: Option<Encoding>,
    /// What stands between two fields.
    delimiter: Option<Delimiter>,
    /// The mark before decimals.
    decimal_mark: Option<DecimalMark>,
    /// Whether one bad row stops everything or is left out.
    on_error: Option<OnError>,
    /// The sheet of a workbook.
    sheet: Option<String>,
    /// A mapping that is kept, by its name.
    mapping_name: Option<String>,
    /// A mapping of its own; it wins over one that is kept.
    mapping: Option<Mapping>,
}

impl From<ReadingBody> for Reading {
    fn from(body: ReadingBody) -> Self {
        let ReadingBody { encoding, delimiter, decimal_mark, on_error, sheet, mapping_name, mapping } = body;
        Self { encoding, delimiter, decimal_mark, on_error, sheet, mapping_name, mapping }
    }
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/admin/imports/{id}/preview", Access::Staff(RUNS_START))
        .whole_tenant()
        .summary("See the first rows of a file that waits to be started, and what would become of them")
        .repeatable("nothing is written")
        .body::<ReadingBody>()
        .returns::<Preview>(200)
        .handle(service.clone(), preview_run);
    routes
        .post("/api/v1/admin/imports/{id}/start", Access::Staff(RUNS_START))
        .whole_tenant()
        .summary("Start an import that waits for it")
        .repeatable("a run that has been started is not started a second time")
        .body::<ReadingBody>()
        .returns::<ImportView>(200)
        .handle(service.clone(), start_run);
}

async fn preview_run(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ImportId>,
    Json(body): Json<ReadingBody>,
) -> Result<Json<Preview>, Problem> {
    Ok(Json(service.preview(&ctx, id, body.into()).await?))
}

async fn start_run(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<ImportId>,
    Json(body): Json<ReadingBody>,
) -> Result<Json<ImportView>, Problem> {
    let run = service.start(&ctx, id, body.into()).await?;
    Ok(Json(service.view(&ctx, run).await?))
}
