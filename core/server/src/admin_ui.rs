//! Serves the admin's single-page application from the binary.
//! Its files are built by Vite before the binary; a binary built without them says so instead of showing a blank page.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use kontor_web::{Access, Csp, Problem, Routes};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../admin-ui/dist"]
#[allow_missing = true]
struct Files;

/// Replaced by a fresh nonce in every answer, so that the styles of components pass the content security policy.
const NONCE_PLACEHOLDER: &str = "{{nonce}}";
const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>Kontor</title><p>The admin was not built into this \
                         binary. Run <code>make admin</code> and build again.</p>";

pub(crate) fn routes() -> Routes {
    let mut routes = Routes::new("admin_ui");
    routes.get("/admin", Access::Public).page().handle((), to_index);
    routes.get("/admin/", Access::Public).page().handle((), index);
    routes.get("/admin/{*path}", Access::Public).page().handle((), file);
    routes
}

async fn to_index() -> Response {
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, "/admin/")]).into_response()
}

/// The page of the application, for its start and for every address inside it.
async fn index() -> Response {
    let Some(page) = Files::get("index.html") else { return Html(NOT_BUILT).into_response() };
    let nonce = fresh_nonce();
    let html = String::from_utf8_lossy(&page.data).replace(NONCE_PLACEHOLDER, &nonce);
    let policy = Csp::strict().style_nonce(&nonce).script_nonce(&nonce).inline_style_attributes();
    (policy, Html(html)).into_response()
}

async fn file(Path(path): Path<String>) -> Result<Response, Problem> {
    let Some(file) = Files::get(&path) else {
        // Addresses inside the application have no file ending; anything else is a file that is not there.
        let is_page = !path.rsplit('/').next().unwrap_or_default().contains('.');
        return if is_page { Ok(index().await) } else { Err(Problem::not_found()) };
    };
    let kind = media_type(&path);
    // Vite names files by their content, so those never change.
    let age = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, age)], file.data.into_owned()).into_response())
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "map" => "application/json",
        "ftl" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn fresh_nonce() -> String {
    let bytes: [u8; 16] = rand::random();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
