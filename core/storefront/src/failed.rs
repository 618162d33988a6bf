//! Problems as pages in the look of the shop; who is not signed in is sent to sign in instead.
//! Sentences are the theme's where it has one for the problem's code, else the problem's own.

use axum::{http::uri::PathAndQuery, response::Response};
use kontor_store::{Ctx, SessionNews};
use kontor_web::{FailedPage, PageErrors, Problem, StatusCode};

use crate::{
    locale::Locale,
    render::Renderer,
    shop::{Shop, go_to, html_response},
    views,
    visit::{page_behind, sign_in_path, way_back, with_way_back},
};

impl PageErrors for Shop {
    fn render(&self, failed: &FailedPage<'_>) -> Response {
        let status = failed.problem.status();
        if status == StatusCode::UNAUTHORIZED && failed.site.is_some() {
            let here = failed.uri.path_and_query().map_or("/", |path| path.as_str());
            return go_to(&sign_in_path(&way_back(Some(here), "/products")));
        }
        let lacks_factor = failed.ctx.and_then(Ctx::news) == Some(&SessionNews::SecondFactorNeeded);
        if lacks_factor && failed.problem.code_text() == "auth.forbidden" {
            let here = failed.uri.path_and_query().map_or("/", |path| path.as_str());
            return go_to(&with_way_back("/account/security", page_behind(&way_back(Some(here), "/products"))));
        }
        let renderer = match failed.ctx {
            Some(ctx) => self.renderer(ctx),
            None => self.first_language(failed),
        };
        let frame = self.frame_of(failed, renderer);
        let problem = || problem_view(renderer.locale(), failed);
        let rendered = match failed.problem.code_text() {
            "tenant.unknown_host" => renderer.page(&frame, &views::Nobody(problem())),
            _ if status == StatusCode::NOT_FOUND => renderer.page(&frame, &views::NotFound {}),
            _ => renderer.page(&frame, &problem()),
        };
        let html = rendered.unwrap_or_else(|error| {
            tracing::error!(cause = ?error, "a problem cannot be rendered as a page");
            "<!doctype html><title>Kontor</title><p>Something went wrong on our side.</p>".to_owned()
        });
        html_response(status, html)
    }
}

impl Shop {
    /// The first language of the channel, where nobody got as far as saying which one they read.
    fn first_language(&self, failed: &FailedPage<'_>) -> &Renderer {
        match failed.site.and_then(|site| site.channel.languages.first()) {
            Some(language) => self.theme.speaking(language.tag()),
            None => self.theme.first(),
        }
    }

    fn frame_of(&self, failed: &FailedPage<'_>, renderer: &Renderer) -> views::Frame {
        let known = match (failed.ctx, failed.site) {
            (Some(ctx), Some(site)) => self.bare_frame(ctx, site),
            (None, Some(site)) => views::Frame { shop: site.tenant.name.clone(), ..views::Frame::default() },
            (_, None) => views::Frame { shop: "Kontor".to_owned(), ..views::Frame::default() },
        };
        views::Frame {
            language: renderer.locale().language().to_owned(),
            csrf: failed.csrf.map(str::to_owned),
            here: "/products".to_owned(),
            ..known
        }
    }
}

fn problem_view(locale: &Locale, failed: &FailedPage<'_>) -> views::Problem {
    let problem = failed.problem;
    let (title, detail) = words(locale, problem);
    let is_page = problem.status() != StatusCode::METHOD_NOT_ALLOWED;
    views::Problem {
        title,
        detail,
        status: problem.status().as_u16(),
        request_id: failed.request_id.to_owned(),
        retry_url: is_page.then(|| retry_path(failed)),
    }
}

/// Where to try again. What a provider brought back is good no more, so its way begins anew.
fn retry_path(failed: &FailedPage<'_>) -> String {
    let is_signed_in = failed.ctx.is_some_and(|ctx| ctx.user().is_some());
    match failed.uri.path().starts_with("/sign-in/") {
        true if is_signed_in => "/account/security".to_owned(),
        true => "/sign-in".to_owned(),
        false => {
            let here = way_back(failed.uri.path_and_query().map(PathAndQuery::as_str), "/products");
            page_behind(&here).to_owned()
        }
    }
}

fn words(locale: &Locale, problem: &Problem) -> (String, String) {
    let code = problem.code_text();
    let own =
        |kind: &str| (locale.text(&format!("problem-{kind}title")), locale.text(&format!("problem-{kind}detail")));
    match problem.status() {
        _ if code == "auth.csrf" => (locale.text("problem-title"), locale.text("problem-form-expired")),
        StatusCode::FORBIDDEN => {
            let (title, detail) = own("forbidden-");
            (title, locale.problem(code, &detail))
        }
        _ if code == "tenant.suspended" => own("suspended-"),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => own("busy-"),
        status if status.is_server_error() => own(""),
        _ => {
            let detail = problem.detail_text().unwrap_or_else(|| problem.title());
            (locale.text("problem-title"), locale.problem(code, detail))
        }
    }
}
