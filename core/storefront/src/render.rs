//! Turns a view into a page: the theme's compiled templates in one language, with the helpers templates may call.
//! Escaping is always on, fields must exist, and loops, time and length of a render are bounded.

mod fold;
mod helpers;

use std::io;
use std::sync::Arc;

use handlebars::{Context, Handlebars, Template, html_escape};
use serde::Serialize;
use serde_json::Value as Json;

use crate::locale::Locale;
use crate::mail;
use crate::theme::Glyphs;
use crate::theme::assets::Assets;
use crate::theme::check::Checked;
use crate::views::{Frame, View};

pub(crate) use helpers::{HELPERS, encode, encoded};

/// The longest page in bytes; the longest list the storefront shows stays below a fifth of it.
const LONGEST_PAGE: usize = 4 * 1024 * 1024;

/// A page that could not be rendered: a fault of the theme, to be logged and shown as a problem page.
#[derive(Debug, thiserror::Error)]
#[error("template {template} failed: {source}")]
pub struct PageError {
    /// The template in which it happened.
    template: String,
    source: Box<handlebars::RenderError>,
}

/// The templates of a theme in one language.
pub struct Renderer {
    locale: Arc<Locale>,
    registry: Handlebars<'static>,
    /// The templates of mails with the blocks of plain text in place of those of HTML.
    plain: Handlebars<'static>,
}

/// What is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Pages, and mails as most people see them.
    Html,
    /// Mails as plain text: `x.txt.hbs` takes the place of `x.hbs`, and nothing is escaped.
    Text,
}

impl Renderer {
    pub(crate) fn new(locale: Locale, templates: &Checked, assets: &Assets, glyphs: &Glyphs) -> Self {
        let locale = Arc::new(locale);
        let form = |form| registry(form, &locale, templates, assets, glyphs);
        Self { registry: form(Form::Html), plain: form(Form::Text), locale }
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
        let failed = |error| PageError { template: V::TEMPLATE.to_owned(), source: Box::new(error) };
        let mut data = Context::wraps(BodyData { page: frame, view }).map_err(failed)?;
        let body = self.render(Form::Html, V::TEMPLATE, &data)?;
        // The layout sees the frame, the title and the finished body, but not the view.
        let layout = data.data_mut();
        layout["view"] = Json::Null;
        layout["title"] = view.title(&self.locale).into();
        layout["body"] = body.into();
        self.render(Form::Html, V::LAYOUT, &data)
    }

    /// A template inside a layout, which sees the same data and the finished body.
    ///
    /// # Errors
    /// [`PageError`] when the theme asks for a field that does not exist or the result outgrows its budget.
    pub(crate) fn inside(&self, form: Form, layout: &str, template: &str, data: Json) -> Result<String, PageError> {
        helpers::start_budget();
        let mut data = Context::from(data);
        let body = self.render(form, template, &data)?;
        data.data_mut()["body"] = body.into();
        self.render(form, layout, &data)
    }

    fn render(&self, form: Form, template: &str, data: &Context) -> Result<String, PageError> {
        let failed = |error| PageError { template: template.to_owned(), source: Box::new(error) };
        let registry = match form {
            Form::Html => &self.registry,
            Form::Text => &self.plain,
        };
        let mut page = Page { bytes: Vec::with_capacity(64 * 1024) };
        registry.render_with_context_to_write(template, data, &mut page).map_err(failed)?;
        String::from_utf8(page.bytes).map_err(|error| failed(error.into()))
    }
}

/// The ending of a template's name that stands for its form as plain text.
const PLAIN: &str = ".txt";

fn registry(
    form: Form,
    locale: &Arc<Locale>,
    templates: &Checked,
    assets: &Assets,
    glyphs: &Glyphs,
) -> Handlebars<'static> {
    let escape = match form {
        Form::Html => escape,
        Form::Text => str::to_owned,
    };
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.set_prevent_indent(true);
    registry.register_escape_fn(escape);
    helpers::register(&mut registry, locale, assets, glyphs);
    let constant = |helper: &str, arguments: &[String]| match (helper, arguments) {
        ("t", words) => Some(locale.text(&words.join("-")).into()),
        ("asset", [name]) => Some(assets.url(name).into()),
        _ => None,
    };
    for (name, template) in of_form(form, templates) {
        let mut template = template.clone();
        fold::fold(&mut template, &constant, escape);
        registry.register_template(name, template);
    }
    registry
}

/// The templates of a form by the names they are called by: all but plain ones, or mails' with plain ones in place.
fn of_form(form: Form, templates: &Checked) -> Vec<(&str, &Template)> {
    let all = templates.iter().map(|(name, template)| (name.as_str(), template));
    match form {
        Form::Html => all.filter(|(name, _)| !name.ends_with(PLAIN)).collect(),
        Form::Text => {
            let of_mails = all.filter(|(name, _)| mail::is_part(name));
            let is_replaced = |name: &str| templates.contains_key(&format!("{name}{PLAIN}"));
            let called = of_mails.map(|(name, template)| (name.strip_suffix(PLAIN).unwrap_or(name), name, template));
            let kept = called.filter(|(called, name, _)| called != name || !is_replaced(name));
            kept.map(|(called, _, template)| (called, template)).collect()
        }
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
