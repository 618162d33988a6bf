//! Turns a view into a page: the theme's compiled templates in one language, with the helpers templates may call.
//! Escaping is always on, fields must exist, and loops, time and length of a render are bounded.

mod fold;
mod helpers;

use std::io;
use std::sync::Arc;

use handlebars::{Context, Handlebars, html_escape};
use serde::Serialize;
use serde_json::Value as Json;

use crate::locale::Locale;
use crate::theme::Glyphs;
use crate::theme::assets::Assets;
use crate::theme::check::Checked;
use crate::views::{Frame, View};

pub(crate) use helpers::{HELPERS, encode};

/// The longest page in bytes; the longest list the storefront shows stays below a fifth of it.
const LONGEST_PAGE: usize = 4 * 1024 * 1024;

/// A page that could not be rendered: a fault of the theme, to be logged and shown as a problem page.
#[derive(Debug, thiserror::Error)]
#[error("template {template} failed: {source}")]
pub struct PageError {
    /// The template in which it happened.
    template: &'static str,
    source: Box<handlebars::RenderError>,
}

/// The templates of a theme in one language.
pub struct Renderer {
    locale: Arc<Locale>,
    registry: Handlebars<'static>,
}

impl Renderer {
    pub(crate) fn new(locale: Locale, templates: &Checked, assets: &Assets, glyphs: &Glyphs) -> Self {
        let locale = Arc::new(locale);
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.set_prevent_indent(true);
        registry.register_escape_fn(escape);
        helpers::register(&mut registry, &locale, assets, glyphs);
        let constant = |helper: &str, arguments: &[String]| match (helper, arguments) {
            ("t", words) => Some(locale.text(&words.join("-")).into()),
            ("asset", [name]) => Some(assets.url(name).into()),
            _ => None,
        };
        for (name, template) in templates {
            let mut template = template.clone();
            fold::fold(&mut template, &constant);
            registry.register_template(name, template);
        }
        Self { locale, registry }
    }

    /// The language of this renderer.
    #[must_use]
    pub fn locale(&self) -> &Locale {
        &self.locale
    }

    /// The whole page: the view's template, inside its layout.
    ///
    /// # Errors
    /// [`PageError`] when the theme asks for a field that does not exist or the page outgrows its budget.
    pub fn page<V: View>(&self, frame: &Frame, view: &V) -> Result<String, PageError> {
        helpers::start_budget();
        let failed = |error| PageError { template: V::TEMPLATE, source: Box::new(error) };
        let mut data = Context::wraps(BodyData { page: frame, view }).map_err(failed)?;
        let body = self.render(V::TEMPLATE, &data)?;
        // The layout sees the frame, the title and the finished body, but not the view.
        let layout = data.data_mut();
        layout["view"] = Json::Null;
        layout["title"] = view.title(&self.locale).into();
        layout["body"] = body.into();
        self.render(V::LAYOUT, &data)
    }

    fn render(&self, template: &'static str, data: &Context) -> Result<String, PageError> {
        let failed = |error| PageError { template, source: Box::new(error) };
        let mut page = Page { bytes: Vec::with_capacity(64 * 1024) };
        self.registry.render_with_context_to_write(template, data, &mut page).map_err(failed)?;
        String::from_utf8(page.bytes).map_err(|error| failed(error.into()))
    }
}

/// What templates see.
#[derive(Serialize)]
struct BodyData<'a, V> {
    page: &'a Frame,
    view: &'a V,
}

/// Escapes what could end a text or an attribute, quoted or not; most text has nothing to escape.
fn escape(text: &str) -> String {
    let is_special = |byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | b'`' | b'=');
    if text.bytes().any(is_special) { html_escape(text) } else { text.to_owned() }
}

/// A page under construction that refuses to grow without end.
struct Page {
    bytes: Vec<u8>,
}

impl io::Write for Page {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + piece.len() > LONGEST_PAGE {
            return Err(io::Error::other("the page is longer than 4 MiB"));
        }
        self.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
