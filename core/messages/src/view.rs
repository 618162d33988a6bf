//! A message as the register shows it.
//! The content is shown with a message, not in lists; its link never is.

use kontor_kernel::{Locale, MessageId, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    entities::{contents, outgoing},
    model::state::MessageState,
};

/// A message of the register.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Message")]
pub(crate) struct MessageView {
    /// Its id.
    id: MessageId,
    /// The template it is drawn from.
    template: String,
    /// How it stands.
    state: MessageState,
    /// Whom it is for.
    to: AddresseeView,
    /// Its language.
    locale: Locale,
    /// Its subject line, once it was tried.
    subject: Option<String>,
    /// What it is about.
    about: Option<AboutView>,
    /// How often it was tried.
    attempts: i32,
    /// Why the last attempt failed.
    last_error: Option<String>,
    /// When it was queued.
    queued_at: Timestamp,
    /// When it will be tried next, where it will.
    next_try_at: Option<Timestamp>,
    /// When it was handed over.
    sent_at: Option<Timestamp>,
    /// What was written, with a placeholder for its link; not in lists.
    content: Option<ContentView>,
}

/// Whom a message is for.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MessageAddressee")]
struct AddresseeView {
    /// The e-mail address; empty once the person was erased.
    address: String,
    /// The name, where it is known.
    name: Option<String>,
}

/// What a message is about.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MessageSubject")]
struct AboutView {
    /// What kind of thing.
    kind: String,
    /// Its id.
    id: String,
}

/// What was written.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "MessageContent")]
struct ContentView {
    /// The header `Message-ID`, the same in every attempt.
    message_id: String,
    /// The HTML part.
    html: String,
    /// The same as plain text.
    text: String,
}

impl MessageView {
    /// As in a list.
    pub(crate) fn of(row: outgoing::Model) -> Self {
        Self::with(row, None)
    }

    /// With what was written.
    pub(crate) fn with(row: outgoing::Model, content: Option<contents::Model>) -> Self {
        let is_open = MessageState::OPEN.contains(&row.state);
        let message_id = row.message_id;
        Self {
            id: row.id,
            template: row.template,
            state: row.state,
            to: AddresseeView { address: row.to_address, name: row.to_name },
            locale: row.locale,
            subject: row.subject_line,
            about: row.subject_kind.zip(row.subject_id).map(|(kind, id)| AboutView { kind, id }),
            attempts: row.attempts,
            last_error: row.last_error,
            queued_at: row.queued_at,
            next_try_at: is_open.then_some(row.next_try_at),
            sent_at: row.sent_at,
            content: content.map(|kept| ContentView { message_id, html: kept.html, text: kept.plain_text }),
        }
    }
}
