//! Routes of files for staff: upload one, and look at it before and after it belongs to something.
//! Others see a file only as a part of what uses it, by the routes of that thing's owner.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::TryStreamExt;
use kontor_contract::files::{FileFacts, FilePart};
use kontor_kernel::FileId;
use kontor_web::{Access, Caller, Json, Path, Problem, Query, Routes, Upload};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    error::FilesError,
    manifest::{FILES_READ, FILES_WRITE},
    model::kind::DOCUMENT_BYTES,
    service::Service,
};

/// Above the largest file, so that a stream of unknown length is refused by its own count, with the reason.
const BODY_LIMIT_BYTES: usize = DOCUMENT_BYTES + 1024 * 1024;

/// What may stand in `Content-Type`. It says nothing: a file is known by its bytes, and what is refused is told why.
const MEDIA_TYPES: [&str; 8] = [
    "application/octet-stream",
    "application/pdf",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/webp",
    "text/html",
];

/// What a file is called.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UploadQuery {
    /// Its name; folders and an ending that is not its own are taken away, and 120 characters are kept.
    name: Option<String>,
}

pub(crate) fn routes(service: &Service) -> Routes {
    let mut routes = Routes::new("files");
    routes
        .post("/api/v1/admin/files", Access::Staff(FILES_WRITE))
        .summary(
            "Upload a picture (JPEG, PNG, WebP or GIF, 20 MB and 32 million pixels at the most), which is encoded anew, or a \
             PDF document (50 MB); deleted after a day unless something uses it",
        )
        .repeatable("the same content is the same file")
        .query::<UploadQuery>()
        .text_body(&MEDIA_TYPES)
        .body_limit(BODY_LIMIT_BYTES)
        .returns::<FileFacts>(201)
        .handle(service.clone(), upload_file);
    routes
        .get("/api/v1/admin/files/{id}", Access::Staff(FILES_READ))
        .summary("Show what is known of a file")
        .returns::<FileFacts>(200)
        .handle(service.clone(), show_file);
    routes
        .get("/api/v1/admin/files/{id}/content", Access::Staff(FILES_READ))
        .summary("Download a file; of a picture its largest size, or the one of a width")
        .query::<ContentQuery>()
        .returns_nothing(200)
        .handle(service.clone(), show_content);
    routes
}

/// Which size of a picture.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ContentQuery {
    /// The width of one of its sizes, in pixels.
    width: Option<u32>,
}

async fn upload_file(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(query): Query<UploadQuery>,
    upload: Upload,
) -> Result<Response, Problem> {
    let stream = upload.body.into_data_stream().map_err(|cause| FilesError::Broken(cause.to_string()));
    let facts = service.take(&ctx, query.name.as_deref().unwrap_or_default(), stream).await?;
    Ok((StatusCode::CREATED, Json(facts)).into_response())
}

async fn show_file(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<FileId>,
) -> Result<Json<FileFacts>, Problem> {
    Ok(Json(service.facts(&ctx, id).await?))
}

async fn show_content(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<FileId>,
    Query(query): Query<ContentQuery>,
) -> Result<Response, Problem> {
    let facts = service.facts(&ctx, id).await?;
    let largest = facts.sizes.last().map(|size| size.width);
    let part = match (query.width, largest) {
        (None, None) => FilePart::Document,
        (Some(_), None) => return Err(Problem::not_found()),
        (width, Some(largest)) => FilePart::Width(width.unwrap_or(largest)),
    };
    let file = service.read(ctx.tenant(), id, part).await?.ok_or_else(Problem::not_found)?;
    let kind = HeaderValue::from_static(facts.media_type.name());
    let way = if facts.media_type.is_picture() { "inline" } else { "attachment" };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_LENGTH, file.length.into()),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(way)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    Ok((headers, Body::from_stream(file.content)).into_response())
}
