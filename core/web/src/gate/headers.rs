//! The headers of every answer: what browsers may load, whom they may tell, and who may keep it.
//! Problems get their final form here, where the request's id and the reader are known.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponseParts, Response, ResponseParts},
};

use super::{Gated, Shared, csrf::masked, pages::FailedPage, pass::Journey};
use crate::{problem::Problem, routes::Kind};

const API_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";
const PAGE_POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                           form-action 'self'; frame-ancestors 'none'";

/// The content security policy of one answer; pages that say nothing get the strict one.
#[derive(Debug, Clone, Default)]
pub struct Csp {
    styles: Vec<String>,
    scripts: Vec<String>,
    inline_styles: bool,
}

impl Csp {
    /// The strict policy: everything from our own host, pictures also from `data:`, and no frames.
    #[must_use]
    pub fn strict() -> Self {
        Self::default()
    }

    /// Lets one `<style>` element in by its nonce: fresh per answer, base64 or hexadecimal.
    #[must_use]
    pub fn style_nonce(mut self, nonce: &str) -> Self {
        self.styles.push(format!("'nonce-{nonce}'"));
        self
    }

    /// Lets one `<script>` element in by its nonce: fresh per answer, base64 or hexadecimal.
    #[must_use]
    pub fn script_nonce(mut self, nonce: &str) -> Self {
        self.scripts.push(format!("'nonce-{nonce}'"));
        self
    }

    /// Lets `style` attributes in, which some component libraries need. They cannot run anything.
    #[must_use]
    pub fn inline_style_attributes(mut self) -> Self {
        self.inline_styles = true;
        self
    }

    fn text(&self) -> String {
        let mut text = PAGE_POLICY.to_owned();
        for (directive, sources) in [("style-src", &self.styles), ("script-src", &self.scripts)] {
            if !sources.is_empty() {
                text.push_str(&format!("; {directive} 'self' {}", sources.join(" ")));
            }
        }
        if self.inline_styles {
            text.push_str("; style-src-attr 'unsafe-inline'");
        }
        text
    }
}

impl IntoResponseParts for Csp {
    type Error = Problem;
    fn into_response_parts(self, mut response: ResponseParts) -> Result<ResponseParts, Problem> {
        let value = HeaderValue::from_str(&self.text()).map_err(|cause| {
            tracing::error!(%cause, "a content security policy holds a character that headers cannot");
            Problem::failed()
        })?;
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, value);
        Ok(response)
    }
}

/// Renders a problem in full and sets the headers that every answer carries.
pub(crate) fn dress(shared: &Shared, gated: &Gated, journey: &Journey, mut response: Response) -> Response {
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response = render(shared, journey, &problem, response);
    }
    let is_page = gated.kind != Kind::Api || journey.wants_page;
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&journey.request_id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    let policy = if is_page { PAGE_POLICY } else { API_POLICY };
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    limit_caching(gated, journey, headers);
    response
}

/// Only files that are the same for everybody, and what a guest was shown on purpose, may be kept by others.
fn limit_caching(gated: &Gated, journey: &Journey, headers: &mut HeaderMap) {
    let private = HeaderValue::from_static("private, no-store");
    let may_choose = gated.kind == Kind::Asset || !journey.is_personal();
    if !may_choose || !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, private);
    } else if gated.kind != Kind::Asset {
        headers.append(header::VARY, HeaderValue::from_static("cookie, authorization, accept-language"));
    }
}

/// Keeps status and headers of the plain rendering, such as cookies and `Retry-After`, and replaces its body.
fn render(shared: &Shared, journey: &Journey, problem: &Problem, plain: Response) -> Response {
    let told = shared.texts.as_ref().map(|texts| problem.in_language(texts, journey.locale()));
    let problem = told.as_ref().unwrap_or(problem);
    let (mut parts, _) = plain.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    if !journey.wants_page {
        return Response::from_parts(parts, Body::from(problem.to_json(Some(&journey.request_id))));
    }
    let csrf = journey.csrf.as_deref().map(masked);
    let failed = FailedPage {
        problem,
        site: journey.site.as_ref(),
        ctx: journey.ctx.as_ref(),
        csrf: csrf.as_deref(),
        uri: &journey.uri,
        request_id: &journey.request_id,
    };
    let mut page = shared.pages.render(&failed);
    parts.headers.remove(header::CONTENT_TYPE);
    page.headers_mut().extend(parts.headers);
    page
}
