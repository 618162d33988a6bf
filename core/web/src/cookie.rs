//! The cookies of a signed-in browser, written the same way by the API and by pages.
//! Scripts cannot read them, other sites cannot have them sent with a change, and over HTTPS they travel nowhere else.

use axum::http::{HeaderMap, HeaderValue, header};
use kontor_contract::account::OpenedSession;
use kontor_store::Ctx;

use crate::authenticator::{DEVICE_COOKIE, SESSION_COOKIE};

/// A cookie for the whole site; zero seconds remove it.
#[must_use]
pub fn cookie(ctx: &Ctx, name: &str, value: &str, max_age_seconds: i64) -> HeaderValue {
    let secure = if ctx.origin().is_some_and(|origin| origin.is_secure) { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_seconds}{secure}");
    // Names and values are ours and made of letters, digits, hyphens and underscores.
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Puts the cookies of a session that was opened into an answer.
pub fn set_session(ctx: &Ctx, opened: &OpenedSession, headers: &mut HeaderMap) {
    headers.append(header::SET_COOKIE, cookie(ctx, SESSION_COOKIE, &opened.secret, opened.max_age_seconds));
    if let Some(device) = &opened.device {
        headers.append(header::SET_COOKIE, cookie(ctx, DEVICE_COOKIE, &device.mark, device.max_age_seconds));
    }
}

/// Removes the session's cookie with an answer; the device stays known.
pub fn remove_session(ctx: &Ctx, headers: &mut HeaderMap) {
    headers.append(header::SET_COOKIE, cookie(ctx, SESSION_COOKIE, "", 0));
}

/// The first value of a cookie that a request brings.
#[must_use]
pub fn cookie_value<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, value)| *name == wanted && !value.is_empty()).map(|(_, value)| value)
}
