//! A visit to a page: who comes to which shop, from where, and what the last action left to be told.
//! Cookies and paths that come back from browsers are read with suspicion here and nowhere else.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use kontor_store::{Ctx, Principal};
use kontor_web::{Caller, Csrf, CurrentSite, Problem, SESSION_COOKIE, Site, own_path};
use serde::{Deserialize, Serialize};

/// The cookie that carries one message from an action to the page that follows it.
const FLASH_COOKIE: &str = "kontor_flash";

/// A visit.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) ctx: Ctx,
    pub(crate) csrf: Option<String>,
    pub(crate) site: Arc<Site>,
    /// Path and query of the page.
    pub(crate) here: String,
    pub(crate) flash: Option<Flash>,
    /// The secret of the session, to end it.
    pub(crate) session: Option<String>,
    /// The host as the browser wrote it, with its port.
    pub(crate) authority: String,
}

impl Visit {
    /// Whether somebody is signed in.
    pub(crate) fn is_signed_in(&self) -> bool {
        matches!(self.ctx.principal(), Principal::User { .. })
    }

    /// How many of which unit of this product were added to the cart just now.
    pub(crate) fn added(&self, sku: &str) -> Option<(String, String)> {
        match &self.flash {
            Some(Flash::Added { sku: added, quantity, unit, .. }) if added == sku => {
                Some((quantity.clone(), unit.clone()))
            }
            _ => None,
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Caller(ctx) = Caller::from_request_parts(parts, state).await?;
        let Csrf(csrf) = Csrf::from_request_parts(parts, state).await?;
        let CurrentSite(site) = CurrentSite::from_request_parts(parts, state).await?;
        let here = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let flash = cookie(&parts.headers, FLASH_COOKIE).and_then(Flash::read);
        let session = cookie(&parts.headers, SESSION_COOKIE).map(str::to_owned);
        let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let authority = parts.uri.authority().map_or_else(|| host.unwrap_or_default(), |authority| authority.as_str());
        Ok(Self { ctx, csrf, site, here, flash, session, authority: authority.to_owned() })
    }
}

/// What an action tells the page that follows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub(crate) enum Flash {
    /// A product went into the cart.
    Added { sku: String, name: String, quantity: String, unit: String },
    /// Rows of a quick order went into the cart.
    AddedRows { rows: usize },
    /// A line left the cart.
    Removed { name: String },
    /// The session ended.
    SignedOut,
    /// What a form asked for was done; the theme says it by `done-…`.
    Done { what: String },
}

impl Flash {
    /// What a form asked for was done.
    pub(crate) fn done(what: &str) -> Self {
        Self::Done { what: what.to_owned() }
    }

    fn read(cookie: &str) -> Option<Self> {
        serde_urlencoded::from_str(cookie).ok()
    }

    /// The cookie that carries it; it holds for a minute.
    pub(crate) fn cookie(&self) -> Option<HeaderValue> {
        let text = serde_urlencoded::to_string(self).ok()?;
        set_cookie(FLASH_COOKIE, &text, 60)
    }

    /// The cookie that ends it once it was shown.
    pub(crate) fn shown() -> Option<HeaderValue> {
        set_cookie(FLASH_COOKIE, "", 0)
    }
}

/// A cookie for the whole shop that scripts cannot read; `max_age_s` zero removes it.
pub(crate) fn set_cookie(name: &str, value: &str, max_age_s: i64) -> Option<HeaderValue> {
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}");
    HeaderValue::from_str(&text).ok()
}

fn cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, value)| *name == wanted && !value.is_empty()).map(|(_, value)| value)
}

/// A path on this shop to go back to, or `otherwise` when the text names anything else, such as another host.
pub(crate) fn way_back(text: Option<&str>, otherwise: &str) -> String {
    own_path(text, otherwise)
}

/// The page to sign in on, from where `path` is the way back. Actions lead back to the page they stand on.
pub(crate) fn sign_in_path(path: &str) -> String {
    match path {
        "/" | "/sign-out" | "/language" => "/sign-in".to_owned(),
        path => with_way_back("/sign-in", page_behind(path)),
    }
}

/// The page that an action's form stands on; a page is its own.
pub(crate) fn page_behind(path: &str) -> &str {
    const FORMS: [(&str, &str); 9] = [
        ("/cart", "/cart"),
        ("/account/security/connections/", "/account/security"),
        ("/account/security/codes", "/account/security"),
        ("/account/security/passkeys", "/account/security"),
        ("/account/devices/", "/account/devices"),
        ("/account/tokens/", "/account/tokens"),
        ("/account/personas/", "/account/personas"),
        ("/account/elsewhere/", "/account/personas"),
        ("/company/invitations", "/company/people"),
    ];
    const VERBS: [&str; 6] = ["/role", "/end", "/memberships", "/close", "/open", "/delete"];
    let of_company = path.starts_with("/company/");
    match path {
        "/account/email" | "/account/email/confirmation" | "/account/password" => "/account",
        "/company/sites" => "/company",
        _ => match FORMS.iter().find(|(form, _)| path.starts_with(form)) {
            Some((_, page)) => page,
            None => VERBS.iter().filter(|_| of_company).find_map(|verb| path.strip_suffix(verb)).unwrap_or(path),
        },
    }
}

/// A page of the shop with the page to go back to from there.
pub(crate) fn with_way_back(page: &str, back: &str) -> String {
    let mut url = format!("{page}?return_to=");
    for byte in back.bytes() {
        // Writing to a String cannot fail.
        let _ = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' => url.write_char(char::from(byte)),
            _ => write!(url, "%{byte:02X}"),
        };
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flash_survives_its_cookie_and_a_forged_one_is_ignored() {
        let flash = Flash::Added {
            sku: "A;B".into(),
            name: "Śruba M8 \"x\"; Path=/".into(),
            quantity: "12.5".into(),
            unit: "m".into(),
        };
        let header = flash.cookie().unwrap();
        let value = header.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap().1;
        assert_eq!(Flash::read(value), Some(flash));
        for forged in ["", "did=unknown", "did=added", "%%%", "did=removed&name"] {
            assert!(matches!(Flash::read(forged), None | Some(Flash::Removed { .. })), "{forged}");
        }
    }

    #[test]
    fn signing_in_leads_back_to_a_page() {
        assert_eq!(sign_in_path("/orders?state=placed"), "/sign-in?return_to=/orders%3Fstate%3Dplaced");
        assert_eq!(sign_in_path("/cart/lines/1/remove"), "/sign-in?return_to=/cart");
        assert_eq!(sign_in_path("/"), "/sign-in");
        assert_eq!(sign_in_path("/company/people/7/role"), "/sign-in?return_to=/company/people/7");
        assert_eq!(sign_in_path("/company/sites"), "/sign-in?return_to=/company");
        assert_eq!(sign_in_path("/account/security/codes/confirmation"), "/sign-in?return_to=/account/security");
        assert_eq!(sign_in_path("/account/tokens"), "/sign-in?return_to=/account/tokens");
    }
}
