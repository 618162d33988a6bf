//! The order confirmation as PDF and as a table: for buyers of their own companies' orders, for staff of those they see.
//! It never changes, so a reader who has it is told so by its hash instead of getting it again.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kontor_kernel::{Locale, OrderId};
use kontor_store::Ctx;
use kontor_web::{Access, Caller, Path, Problem, Query, Routes};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    entities::issued::Format,
    manifest::{READ_ORDERS, READ_OWN_ORDERS},
    service::{Handout, Service},
};

/// It is one reader's own, and asked for each time: who may read it can change.
const CACHING: &str = "private, no-cache";
/// A file does nothing, whatever a browser takes it for.
const POLICY: &str = "default-src 'none'; sandbox";
/// What stands for itself in the extended form of a header's value (RFC 8187).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// In which language.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LanguageQuery {
    /// `en`, `pl` or `it`; the reader's own where nothing is said.
    language: Option<Locale>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/orders/{id}/confirmation.pdf", Access::Buyer(READ_OWN_ORDERS))
        .permission_of("orders")
        .summary("Download the confirmation of an order of one's companies as PDF")
        .query::<LanguageQuery>()
        .returns_nothing(200)
        .handle(service.clone(), own_confirmation_as_pdf);
    routes
        .get("/api/v1/orders/{id}/confirmation.xlsx", Access::Buyer(READ_OWN_ORDERS))
        .permission_of("orders")
        .summary("Download the confirmation of an order of one's companies as a table (XLSX)")
        .query::<LanguageQuery>()
        .returns_nothing(200)
        .handle(service.clone(), own_confirmation_as_xlsx);
    routes
        .get("/api/v1/admin/orders/{id}/confirmation.pdf", Access::Staff(READ_ORDERS))
        .permission_of("orders")
        .summary("Download the confirmation of an order as PDF")
        .query::<LanguageQuery>()
        .returns_nothing(200)
        .handle(service.clone(), confirmation_as_pdf);
    routes
        .get("/api/v1/admin/orders/{id}/confirmation.xlsx", Access::Staff(READ_ORDERS))
        .permission_of("orders")
        .summary("Download the confirmation of an order as a table (XLSX)")
        .query::<LanguageQuery>()
        .returns_nothing(200)
        .handle(service.clone(), confirmation_as_xlsx);
}

/// Declares a handler for one format. Buyers and staff ask the same: what they find is a matter of their context.
macro_rules! handler {
    ($name:ident, $format:expr) => {
        async fn $name(
            State(service): State<Service>,
            Caller(ctx): Caller,
            Path(id): Path<OrderId>,
            Query(query): Query<LanguageQuery>,
            headers: HeaderMap,
        ) -> Result<Response, Problem> {
            hand_out(&service, &ctx, id, query.language, $format, &headers).await
        }
    };
}

handler!(own_confirmation_as_pdf, Format::Pdf);
handler!(own_confirmation_as_xlsx, Format::Xlsx);
handler!(confirmation_as_pdf, Format::Pdf);
handler!(confirmation_as_xlsx, Format::Xlsx);

async fn hand_out(
    service: &Service,
    ctx: &Ctx,
    order: OrderId,
    language: Option<Locale>,
    format: Format,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let found = service.confirmation(ctx, order, language.unwrap_or_else(|| ctx.locale()), format).await?;
    let tag = HeaderValue::try_from(format!("\"{}\"", found.document.sha256)).map_err(|_| Problem::failed())?;
    let kept = [(header::CACHE_CONTROL, HeaderValue::from_static(CACHING)), (header::ETAG, tag.clone())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == tag) {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    Ok((kept, sent(found)?).into_response())
}

fn sent(found: Handout) -> Result<Response, Problem> {
    let Handout { document, bytes } = found;
    let plain: String = document.file_name.chars().map(|letter| if is_plain(letter) { letter } else { '_' }).collect();
    let whole = utf8_percent_encode(&document.file_name, PLAIN);
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(document.format.media_type().name())),
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
