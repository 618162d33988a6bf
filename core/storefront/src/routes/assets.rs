//! Styles, scripts, fonts and pictures, and the stylesheet made of a tenant's colour.
//! An address with the mark of its content may be kept for ever; without it, for an hour.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};
use kontor_web::{Access, CurrentSite, Path, Problem, Routes, StatusCode};

use crate::{
    shop::{Shop, brand_version},
    theme::assets::Asset,
};

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

pub(super) fn declare(routes: &mut Routes, shop: &Shop) {
    routes.get("/assets/brand.css", Access::Public).asset().handle(shop.clone(), get_brand);
    routes.get("/assets/{file}", Access::AnyHost).asset().handle(shop.clone(), get_asset);
}

async fn get_asset(
    State(shop): State<Shop>,
    Path(file): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asset = shop.theme.assets().get(&file).ok_or_else(Problem::not_found)?;
    let etag = format!("\"{}\"", asset.version);
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let caching = [(header::CACHE_CONTROL, caching(&uri, &asset.version))];
    let etag = [(header::ETAG, etag)];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, caching, etag).into_response());
    }
    Ok((caching, etag, file_response(asset)).into_response())
}

fn file_response(asset: &Asset) -> Response {
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type))];
    (content_type, Body::from(asset.content.clone())).into_response()
}

async fn get_brand(State(shop): State<Shop>, CurrentSite(site): CurrentSite, uri: Uri) -> Response {
    let caching = [(header::CACHE_CONTROL, caching(&uri, &brand_version(&site)))];
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"))];
    (caching, content_type, shop.brand(&site).stylesheet()).into_response()
}

fn caching(uri: &Uri, version: &str) -> HeaderValue {
    let asked = uri.query().and_then(|query| query.strip_prefix("v="));
    if asked == Some(version) { FOR_EVER } else { AN_HOUR }
}
