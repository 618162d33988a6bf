//! The shop: a theme and the ports behind its pages, and how an answer becomes a page, a redirect or a problem.
//! Every handler holds it as its state.

use std::{borrow::Cow, sync::Arc};

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use kontor_contract::{Fault, account::SignIn, orders::Ordering};
use kontor_kernel::Locale as Language;
use kontor_module::{Ports, Texts};
use kontor_store::{Ctx, Principal, SessionNews};
use kontor_web::{Problem, Site, StatusCode};

use crate::{
    locale::{FluentArgs, Locale},
    manifest, present,
    render::Renderer,
    theme::{
        Theme,
        brand::{Brand, Colour},
    },
    views::{Account, Acting, ActingTerms, Banner, Frame, LanguageChoice, Link, Notice, Tone, View},
    visit::{Flash, Visit},
};

/// What handlers work with.
#[derive(Clone)]
pub(crate) struct Shop {
    pub(crate) theme: Arc<Theme>,
    pub(crate) ports: Ports,
    /// The words of the modules; none where only problems are shown, which come in the reader's language.
    pub(crate) texts: Option<Arc<Texts>>,
}

impl Shop {
    /// A port that a page cannot do without.
    pub(crate) fn port<T: ?Sized + Send + Sync + 'static>(&self) -> Result<Arc<T>, Fault> {
        self.ports.get::<T>()
    }

    /// A refusal in the language of a request.
    pub(crate) fn told(&self, ctx: &Ctx, fault: Fault) -> Fault {
        match &self.texts {
            Some(texts) => fault.in_language(texts, ctx.locale()),
            None => fault,
        }
    }

    /// The renderer for the language of a request.
    pub(crate) fn renderer(&self, ctx: &Ctx) -> &Renderer {
        self.theme.speaking(ctx.locale().tag())
    }

    /// The language of a request.
    pub(crate) fn locale(&self, ctx: &Ctx) -> &Locale {
        self.renderer(ctx).locale()
    }

    /// A page with status 200.
    pub(crate) async fn page<V: View>(&self, visit: &Visit, section: Section, view: &V) -> Result<Response, Problem> {
        self.page_with(StatusCode::OK, visit, section, view).await
    }

    /// A page with another status, such as 422 for a form that came back.
    pub(crate) async fn page_with<V: View>(
        &self,
        status: StatusCode,
        visit: &Visit,
        section: Section,
        view: &V,
    ) -> Result<Response, Problem> {
        let mut frame = self.frame(visit, section);
        // On the page where it is settled, the way there would lead out of what was begun.
        if let Some(banner) = &mut frame.banner {
            banner.link.take_if(|link| link.url == frame.here);
        }
        if let Some(acting) = &mut frame.acting {
            acting.terms = self.acting_terms(visit).await?;
        }
        if frame.can_order {
            frame.cart_lines = Some(self.port::<dyn Ordering>()?.current_cart_lines(&visit.ctx).await?);
        }
        let html = self.renderer(&visit.ctx).page(&frame, view).map_err(|error| {
            tracing::error!(cause = ?error, "a page cannot be rendered");
            Problem::failed()
        })?;
        let mut response = html_response(status, html);
        if visit.flash.is_some()
            && let Some(shown) = Flash::shown()
        {
            response.headers_mut().append(header::SET_COOKIE, shown);
        }
        Ok(response)
    }

    fn frame(&self, visit: &Visit, section: Section) -> Frame {
        let locale = self.locale(&visit.ctx);
        let notices = visit.flash.as_ref().map(|flash| notice(locale, flash)).into_iter().collect();
        Frame {
            csrf: visit.csrf.clone(),
            section: section.name().to_owned(),
            search: if section == Section::Products { words(&visit.here) } else { String::new() },
            here: visit.here.clone(),
            is_done: matches!(visit.flash, Some(Flash::Done { .. })),
            notices,
            ..self.bare_frame(&visit.ctx, &visit.site)
        }
    }

    /// The frame as far as it is known without a visit: for pages about problems.
    pub(crate) fn bare_frame(&self, ctx: &Ctx, site: &Site) -> Frame {
        let language = self.locale(ctx).language();
        Frame {
            shop: site.tenant.name.clone(),
            brand_url: format!("/assets/brand.css?v={}", brand_version(site)),
            language: language.to_owned(),
            languages: languages(&site.channel.languages, language),
            account: account(ctx),
            can_order: can_order(ctx),
            acting: acting(ctx),
            banner: self.banner(ctx),
            ..Frame::default()
        }
    }

    /// Until when and why a member of staff acts.
    async fn acting_terms(&self, visit: &Visit) -> Result<Option<ActingTerms>, Problem> {
        let session = self.port::<dyn SignIn>()?.session(&visit.ctx, None).await?;
        let until = |at| present::moment(self.locale(&visit.ctx), &visit.ctx, at);
        Ok(session.acting.map(|acting| ActingTerms { until: until(acting.until), reason: acting.reason }))
    }

    /// What has to be said first of the visitor's session.
    fn banner(&self, ctx: &Ctx) -> Option<Banner> {
        let locale = self.locale(ctx);
        let link = |label: &str, url: &str| Some(Link { label: locale.text(label), url: url.to_owned() });
        Some(match ctx.news()? {
            SessionNews::SecondFactorNeeded => Banner {
                text: locale.text("second-factor-banner"),
                link: link("second-factor-set-up", "/account/security"),
                button: None,
            },
            SessionNews::ActingOver { company, until } => {
                let mut args = FluentArgs::new();
                args.set("company", company.as_str());
                args.set("until", present::moment(locale, ctx, *until));
                let text = locale.text_with("acting-over", &args);
                Banner { text, link: None, button: link("acting-over-read", "/account/acting/end") }
            }
        })
    }

    /// Colours and corners of a channel's pages.
    pub(crate) fn brand(&self, site: &Site) -> Brand {
        let own = self.theme.brand();
        let accent = site.channel.accent.parse::<Colour>().unwrap_or(own.accent);
        Brand { accent, ..own.clone() }
    }
}

/// The part of the shop a page belongs to; the navigation marks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    None,
    Products,
    QuickOrder,
    Cart,
    Orders,
    Account,
}

impl Section {
    const fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Products => "products",
            Self::QuickOrder => "quick-order",
            Self::Cart => "cart",
            Self::Orders => "orders",
            Self::Account => "account",
        }
    }
}

/// Marks the generated stylesheet of a channel in its address: it changes with the colour.
pub(crate) fn brand_version(site: &Site) -> Cow<'_, str> {
    let accent = site.channel.accent.trim_start_matches('#');
    let is_plain = !accent.is_empty() && accent.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain { Cow::Borrowed(accent) } else { Cow::Borrowed("default") }
}

/// The words searched for in the address of a list of products.
fn words(here: &str) -> String {
    let query = here.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let fields: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    fields.into_iter().find(|(name, _)| name == "q").map(|(_, value)| value).unwrap_or_default()
}

fn languages(offered: &[Language], current: &str) -> Vec<LanguageChoice> {
    if offered.len() < 2 {
        return Vec::new();
    }
    let name = |language: Language| match language {
        Language::En => "English",
        Language::Pl => "Polski",
        Language::It => "Italiano",
    };
    let choice = |language: &Language| LanguageChoice {
        code: language.tag().to_owned(),
        name: name(*language).to_owned(),
        current: language.tag() == current,
    };
    offered.iter().map(choice).collect()
}

fn account(ctx: &Ctx) -> Option<Account> {
    let Principal::User { name, email, .. } = ctx.principal() else { return None };
    let persona = ctx.persona();
    Some(Account {
        name: name.clone(),
        email: email.clone(),
        company: persona.and_then(|persona| persona.company.as_ref()).map(|company| company.name.clone()),
        role: persona.map(|persona| persona.role_name.clone()),
        admin_url: ctx.is_staff().then(|| "/admin/".to_owned()),
    })
}

/// The customer for whom a member of staff acts.
fn acting(ctx: &Ctx) -> Option<Acting> {
    ctx.on_behalf_of()?;
    let company = ctx.persona()?.company.as_ref()?.name.clone();
    Some(Acting { company, terms: None })
}

/// Whether the visitor is a buyer who may fill a cart.
fn can_order(ctx: &Ctx) -> bool {
    let is_buyer = ctx.persona().is_some_and(|persona| persona.company.is_some());
    is_buyer && ctx.allows(manifest::PLACE)
}

fn notice(locale: &Locale, flash: &Flash) -> Notice {
    let to_cart = || Some(Link { label: locale.text("to-cart"), url: "/cart".to_owned() });
    let mut args = FluentArgs::new();
    let (text, link) = match flash {
        Flash::Added { name, quantity, unit, .. } => {
            args.set("name", name.as_str());
            args.set("quantity", locale.quantity(quantity, unit));
            (locale.text_with("added-to-cart", &args), to_cart())
        }
        Flash::AddedRows { rows } => {
            args.set("rows", *rows);
            (locale.text_with("quick-order-added", &args), None)
        }
        Flash::Removed { name } => {
            args.set("name", name.as_str());
            (locale.text_with("removed-from-cart", &args), None)
        }
        Flash::SignedOut => (locale.text("signed-out"), None),
        Flash::Done { what } => (locale.text(&format!("done-{what}")), None),
    };
    Notice { tone: Tone::Good, text, link }
}

/// An HTML answer.
pub(crate) fn html_response(status: StatusCode, html: String) -> Response {
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

/// Sends the browser to a page of the shop with GET, as after every action that succeeded.
pub(crate) fn go_to(path: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/products"));
    response.headers_mut().insert(header::LOCATION, location);
    response
}

/// Sends the browser on, with a message for the page it lands on.
pub(crate) fn go_and_tell(path: &str, flash: &Flash) -> Response {
    with_cookie(go_to(path), flash.cookie())
}

/// The same answer with a cookie more.
pub(crate) fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
