//! Uploading a file: the body is the file itself, as it comes from disk.
//! The answer comes when the whole file has arrived; what is wrong with it is found by the run.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use futures_util::TryStreamExt;
use kontor_web::{Access, Caller, Json, Problem, Query, Routes, Upload};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    csv::{DecimalMark, Delimiter, Encoding, Kind},
    error::ImportError,
    manifest::RUNS_START,
    model::options::{ImportOptions, OnError},
    service::{
        Service,
        upload::{FILE_LIMIT_BYTES, NewImport, Worker},
    },
    view::ImportView,
};

/// Above the largest file, so that a stream of unknown length is refused by its own count, with the reason.
const BODY_LIMIT_BYTES: usize = FILE_LIMIT_BYTES + 1024 * 1024;

/// What the file holds and how it is written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UploadQuery {
    /// What it holds.
    kind: Kind,
    /// Its encoding; UTF-8 where neither this nor the charset of the body says otherwise.
    encoding: Option<Encoding>,
    /// Whether one bad row stops everything (the usual) or is left out.
    on_error: Option<OnError>,
    /// The mark before decimals; a point where nothing is said.
    decimal_mark: Option<DecimalMark>,
    /// What stands between two fields; found from the header where nothing is said.
    delimiter: Option<Delimiter>,
    /// What it is called, 1 to 200 characters.
    file_name: Option<String>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/admin/imports", Access::Staff(RUNS_START))
        .whole_tenant()
        .summary("Import a CSV file")
        .repeatable("rows carry their keys, so importing the same file again changes nothing")
        .query::<UploadQuery>()
        .text_body("text/csv")
        .body_limit(BODY_LIMIT_BYTES)
        .returns::<ImportView>(202)
        .handle(service.clone(), upload_file);
}

async fn upload_file(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(query): Query<UploadQuery>,
    upload: Upload,
) -> Result<Response, Problem> {
    let encoding = match query.encoding {
        Some(encoding) => encoding,
        None => charset(&upload.content_type)?,
    };
    let options = ImportOptions {
        encoding,
        delimiter: query.delimiter.unwrap_or_default(),
        decimal_mark: query.decimal_mark.unwrap_or_default(),
        on_error: query.on_error.unwrap_or_default(),
    };
    let new = NewImport { kind: query.kind, options, file_name: query.file_name };
    let file = upload.body.into_data_stream().map_err(|cause| ImportError::Broken(cause.to_string()));
    let run = service.receive(&ctx, &new, file, Worker::Job).await?;
    let view = service.view(&ctx, run).await?;
    Ok((StatusCode::ACCEPTED, Json(view)).into_response())
}

/// The encoding that the body's type declares.
fn charset(content_type: &str) -> Result<Encoding, ImportError> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let declared = parameters
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches('"'))
        .next();
    match declared {
        None => Ok(Encoding::default()),
        Some(name) => {
            Encoding::named(name).ok_or_else(|| ImportError::UnknownEncoding(name.chars().take(40).collect()))
        }
    }
}
