//! Draws mails in the theme: one template for each, drawn with blocks of HTML and once more with blocks of plain text.
//! So both parts say the same, and whoever writes a mail writes it once.

use std::{collections::BTreeSet, sync::Arc};

use jiff::tz::TimeZone;
use kontor_contract::{
    Fault, FaultKind, Outcome,
    messages::{MailDraft, MailRendering, RenderedMail},
};
use kontor_kernel::Timestamp;
use kontor_store::Ctx;
use serde_json::{Value, json};

use crate::{
    locale::{FluentArgs, Locale},
    present::local,
    render::{Form, PageError, Renderer},
    theme::{
        Theme,
        brand::{Brand, Colour},
    },
};

/// What surrounds every mail.
pub(crate) const MAIL_LAYOUT: &str = "mail/layout";

/// Whether a template is of mails: a mail, their layout, or one of the blocks they are made of.
pub(crate) fn is_part(template: &str) -> bool {
    template.starts_with("mail/") || template.starts_with("partials/mail/")
}

/// Draws mails.
pub(crate) struct Mails {
    pub(crate) theme: Arc<Theme>,
}

impl MailRendering for Mails {
    fn render(&self, ctx: &Ctx, draft: &MailDraft<'_>) -> Outcome<RenderedMail> {
        self.draw(&ctx.tenant_facts().name, draft)
    }
}

impl Mails {
    fn draw(&self, shop: &str, draft: &MailDraft<'_>) -> Outcome<RenderedMail> {
        let renderer = self.theme.speaking(draft.locale.tag());
        let template = format!("mail/{}", draft.template);
        let needed = self.theme.mails().get(&template).ok_or_else(|| {
            let detail = format!("the theme has no template {template}");
            Fault::new(FaultKind::NotFound, "messages.unknown_template", detail)
        })?;
        // Handlebars prints nothing for what is missing, and a mail with a gap in its sentence is worse than none.
        if let Some(name) = needed.iter().find(|name| draft.data.get(name).is_none()) {
            return Err(lacks(&template, name));
        }
        let shown = in_zone(draft.data, draft.time_zone);
        let subject = subject(renderer.locale(), shop, draft.template, &shown);
        let subject = subject.ok_or_else(|| lacks(&template, "what its subject shows"))?;
        let mail = self.frame(renderer, shop, &subject, draft);
        let data = json!({ "mail": mail, "data": shown });
        let form = |form| renderer.inside(form, MAIL_LAYOUT, &template, data.clone()).map_err(|error| broken(&error));
        Ok(RenderedMail { html: form(Form::Html)?, text: tidy(&form(Form::Text)?), subject })
    }

    /// What templates read as `mail`.
    fn frame(&self, renderer: &Renderer, shop: &str, subject: &str, draft: &MailDraft<'_>) -> Value {
        let own = self.theme.brand();
        let accent = draft.accent.and_then(|accent| accent.parse::<Colour>().ok()).unwrap_or(own.accent);
        let brand = Brand { accent, ..own.clone() };
        let colours = brand.mail_colours();
        json!({
            "shop": shop,
            "site": draft.site,
            "host": draft.site.split_once("://").map_or(draft.site, |(_, host)| host),
            "language": renderer.locale().language(),
            "subject": subject,
            "name": draft.to_name,
            "link": draft.link,
            "radius": brand.radius.min(16),
            "accent": colours.light.0.to_string(),
            "on_accent": colours.light.1.to_string(),
            "accent_dark": colours.dark.0.to_string(),
            "on_accent_dark": colours.dark.1.to_string(),
        })
    }
}

/// The subject: the message `mail-<owner>-<name>-subject`, which may show the shop and every text and number of the data.
/// Nothing where it shows more than there is.
fn subject(locale: &Locale, shop: &str, template: &str, data: &Value) -> Option<String> {
    let mut args = FluentArgs::new();
    args.set("shop", shop.to_owned());
    for (name, value) in data.as_object().into_iter().flatten() {
        match (value.as_str(), value.as_i64()) {
            (Some(text), _) => args.set(name.clone(), text.to_owned()),
            (_, Some(number)) => args.set(name.clone(), number),
            _ => {}
        }
    }
    let text = locale.complete(&format!("mail-{}-subject", template.replace('/', "-")), &args)?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The members of the data that a template names, as `data.company`.
pub(crate) fn needed(source: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let names = source.split("data.").skip(1).map(|rest| rest.split(|c| !is_name(c)).next().unwrap_or_default());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn lacks(template: &str, what: &str) -> Fault {
    Fault::new(FaultKind::Conflict, "messages.incomplete_data", format!("the data of {template} lacks {what}"))
}

/// The data with its instants, known by their names, as a clock in the zone shows them.
fn in_zone(data: &Value, zone: &str) -> Value {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let mut shown = data.clone();
    for (name, value) in shown.as_object_mut().into_iter().flatten() {
        let instant = value.as_str().and_then(|text| text.parse::<Timestamp>().ok());
        if let Some(instant) = instant.filter(|_| name == "at" || name.ends_with("_at")) {
            *value = local(instant, &zone).into();
        }
    }
    shown
}

/// Plain text without the gaps that blocks leave between them.
fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let is_second_gap = line.is_empty() && lines.last().is_none_or(|last| last.is_empty());
        if !is_second_gap {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    lines.join("\n") + "\n"
}

fn broken(error: &PageError) -> Fault {
    tracing::error!(cause = ?error, "a mail cannot be drawn");
    Fault::new(FaultKind::Conflict, "messages.broken_template", error.to_string())
}

#[cfg(test)]
mod tests;
