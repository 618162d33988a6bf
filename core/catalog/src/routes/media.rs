//! Pictures and documents of products: the list that staff replace whole, and the files themselves for whoever sees the
//! product. Pictures are shown, documents are saved; neither can do anything in the page of anybody.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kontor_contract::catalog::{DocumentKind, MediaAudience, MediaRole};
use kontor_kernel::{FileId, Locale, ProductId};
use kontor_web::{Access, Caller, Json, Path, Problem, Routes};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    manifest::{PRODUCTS_READ, PRODUCTS_WRITE},
    service::{
        Catalogue,
        media::{MediaList, MediumBytes, WantedMedium},
    },
};

/// What everybody may have can be kept for a year: another content has another address.
const FOR_EVERYBODY: &str = "public, max-age=31536000, immutable";
/// What only some may have is asked for each time; it is not sent again while it is the same.
const FOR_SOME: &str = "private, no-cache";
/// A file does nothing, whatever a browser takes it for.
const POLICY: &str = "default-src 'none'; sandbox";
/// What stands for itself in the extended form of a header's value (RFC 8187).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The pictures and documents of a product as they shall be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MediaBody {
    /// All of them in their order, 200 at the most; those left out are gone. The first picture stands for the product.
    media: Vec<MediumBody>,
    /// The product's version the change was made from; refused where it is not the newest.
    version: Option<i64>,
}

/// A picture or document.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MediumBody {
    /// The id of an uploaded file.
    file_id: FileId,
    /// Whether it is shown or offered for saving; a PDF is a document.
    role: MediaRole,
    /// Who is shown it among those who see the product; everyone unless said otherwise.
    audience: Option<MediaAudience>,
    /// What kind of document it is.
    document_kind: Option<DocumentKind>,
    /// The language a document is written in.
    language: Option<Locale>,
    /// What a picture shows, or what a document is called, by language; 250 characters each at the most.
    texts: Option<BTreeMap<String, String>>,
}

impl From<MediumBody> for WantedMedium {
    fn from(body: MediumBody) -> Self {
        Self {
            file: body.file_id,
            role: body.role,
            audience: body.audience.unwrap_or(MediaAudience::Everyone),
            kind: body.document_kind,
            language: body.language,
            texts: body.texts.unwrap_or_default(),
        }
    }
}

pub(super) fn add(routes: &mut Routes, service: &Arc<Catalogue>) {
    routes
        .get("/api/v1/admin/products/{id}/media", Access::Staff(PRODUCTS_READ))
        .summary("List the pictures and documents of a product")
        .returns::<MediaList>(200)
        .handle(Arc::clone(service), list_media);
    routes
        .put("/api/v1/admin/products/{id}/media", Access::Staff(PRODUCTS_WRITE))
        .summary("Replace the pictures and documents of a product")
        .body::<MediaBody>()
        .returns::<MediaList>(200)
        .handle(Arc::clone(service), set_media);
    routes
        .get("/media/{product}/{hash}/{name}", Access::Public)
        .asset()
        .returns_nothing(200)
        .handle(Arc::clone(service), show_medium);
}

async fn list_media(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
) -> Result<Json<MediaList>, Problem> {
    Ok(Json(catalogue.read_media(&ctx, id).await?))
}

async fn set_media(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path(id): Path<ProductId>,
    Json(body): Json<MediaBody>,
) -> Result<Json<MediaList>, Problem> {
    let wanted: Vec<WantedMedium> = body.media.into_iter().map(WantedMedium::from).collect();
    Ok(Json(catalogue.set_media(&ctx, id, &wanted, body.version).await?))
}

async fn show_medium(
    State(catalogue): State<Arc<Catalogue>>,
    Caller(ctx): Caller,
    Path((product, hash, name)): Path<(ProductId, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let found = catalogue.find_medium(&ctx, product, &hash, &name).await?.ok_or_else(Problem::not_found)?;
    let tag = HeaderValue::try_from(format!("\"{hash}-{name}\"")).map_err(|_| Problem::not_found())?;
    let caching = HeaderValue::from_static(if found.is_for_everybody { FOR_EVERYBODY } else { FOR_SOME });
    let kept = [(header::CACHE_CONTROL, caching), (header::ETAG, tag.clone())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == tag) {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    Ok((kept, sent(found)?).into_response())
}

/// The bytes with what a browser must know to do no more with them than it should.
fn sent(found: MediumBytes) -> Result<Response, Problem> {
    let MediumBytes { medium, bytes, .. } = found;
    let way = if medium.role == MediaRole::Picture { "inline" } else { "attachment" };
    let plain: String = medium.name.chars().map(|letter| if is_plain(letter) { letter } else { '_' }).collect();
    let whole = utf8_percent_encode(&medium.name, PLAIN);
    let disposition = format!("{way}; filename=\"{plain}\"; filename*=UTF-8''{whole}");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(medium.media_type.name())),
        (header::CONTENT_LENGTH, bytes.length.into()),
        (header::CONTENT_DISPOSITION, HeaderValue::try_from(disposition).map_err(|_| Problem::failed())?),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    ];
    Ok((headers, Body::from_stream(bytes.content)).into_response())
}

/// What a quoted name in a header may hold.
const fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-' | '.' | '_')
}
