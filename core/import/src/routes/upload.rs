//! Uploading a file: the body is the file itself, as it comes from disk, and its media type says its format.
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
    formats::Format,
    manifest::RUNS_START,
    model::options::{ImportOptions, Layout, OnError},
    service::{
        Service,
        start::Reading,
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
    /// The sheet of a workbook; the first where none is named.
    sheet: Option<String>,
    /// A mapping that is kept, by its name.
    mapping: Option<String>,
    /// Whether the import begins at once (the usual) or waits until it is started, so that the file can be looked at.
    start: Option<bool>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .post("/api/v1/admin/imports", Access::Staff(RUNS_START))
        .whole_tenant()
        .summary(
            "Import a file: CSV, a spreadsheet, JSON lines or a BMEcat catalogue; an Idempotency-Key leads to one run",
        )
        .repeatable("rows carry their keys, so importing the same file again changes nothing")
        .query::<UploadQuery>()
        .text_body(&Format::MEDIA_TYPES)
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
    let media_type = upload.content_type.split(';').next().unwrap_or_default();
    let format = Format::of_media_type(media_type).unwrap_or_default();
    let declared = if format == Format::Csv { charset(&upload.content_type)? } else { None };
    let options = ImportOptions { format, ..ImportOptions::default() };
    let wish = Reading {
        encoding: query.encoding.or(declared),
        delimiter: query.delimiter,
        decimal_mark: query.decimal_mark,
        on_error: query.on_error,
        sheet: query.sheet,
        mapping_name: query.mapping,
        mapping: None,
    };
    let (options, layout) = service.decided(&ctx, query.kind, (options, Layout::default()), wish).await?;
    let new = NewImport { kind: query.kind, options, layout, file_name: query.file_name, key: upload.key };
    let file = upload.body.into_data_stream().map_err(|cause| ImportError::Broken(cause.to_string()));
    let worker = if query.start.unwrap_or(true) { Worker::Job } else { Worker::Nobody };
    let run = service.receive(&ctx, &new, file, worker).await?;
    let view = service.view(&ctx, run).await?;
    Ok((StatusCode::ACCEPTED, Json(view)).into_response())
}

/// The encoding that the body's type declares.
fn charset(content_type: &str) -> Result<Option<Encoding>, ImportError> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let declared = parameters
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches('"'))
        .next();
    match declared {
        None => Ok(None),
        Some(name) => {
            let unknown = || ImportError::UnknownEncoding(name.chars().take(40).collect());
            Encoding::named(name).map(Some).ok_or_else(unknown)
        }
    }
}
