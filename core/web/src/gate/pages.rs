//! Problems as pages, for people who look at Kontor in a browser.
//! The storefront brings its own look; this is the plain one for when there is none.

use std::sync::Arc;

use axum::{
    http::{HeaderMap, Uri, header},
    response::{Html, IntoResponse, Response},
};
use kontor_store::Ctx;

use crate::{authenticator::Site, problem::Problem, routes::Kind};

/// A page that could not be shown, with all that is known.
pub struct FailedPage<'a> {
    /// Why.
    pub problem: &'a Problem,
    /// The tenant and channel, where the host is known.
    pub site: Option<&'a Arc<Site>>,
    /// Who asked, where that is known.
    pub ctx: Option<&'a Ctx>,
    /// The session's token for forms on the page.
    pub csrf: Option<&'a str>,
    /// What was asked for.
    pub uri: &'a Uri,
    /// Names the request, so that people can quote it.
    pub request_id: &'a str,
}

/// Renders problems as pages, or sends people on, such as to sign in.
pub trait PageErrors: Send + Sync {
    /// The answer. Its status is the implementor's; headers of the problem are added to it.
    fn render(&self, failed: &FailedPage<'_>) -> Response;
}

/// A page without any look.
pub(crate) struct Plain;

impl PageErrors for Plain {
    fn render(&self, failed: &FailedPage<'_>) -> Response {
        let title = escape(failed.problem.title());
        let detail = escape(failed.problem.detail_text().unwrap_or_default());
        let id = escape(failed.request_id);
        let page = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title>\
             <h1>{title}</h1><p>{detail}</p><p><small>{id}</small></p></html>"
        );
        (failed.problem.status(), Html(page)).into_response()
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Whether a problem is better shown as a page: pages unless JSON is asked for, the rest when HTML is asked for first.
pub(crate) fn wants_page(kind: Kind, headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match (accept.find("text/html"), accept.find("json")) {
        (Some(html), Some(json)) => html < json,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => kind == Kind::Page,
    }
}
