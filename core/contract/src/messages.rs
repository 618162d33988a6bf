//! What the messages engine offers: sending in the commit of a fact, and what it asks of whoever draws templates.
//! A message is on record from the moment its fact is; whether it arrived stands in the send register.

use async_trait::async_trait;
use kontor_kernel::{ChannelId, FileId, Locale, MessageId};
use kontor_store::{Ctx, WriteTx};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{fault::Outcome, files::MediaType};

/// A document that goes with a message. Its owner keeps the file for as long as the message may be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The file, by the port `files::Files`.
    pub file: FileId,
    /// What it is called for its reader, with its ending.
    pub name: String,
    /// What it is.
    pub media_type: MediaType,
}

/// A message to one person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewMessage {
    /// The template's name without language and ending, such as `identity/invitation`.
    pub template: &'static str,
    /// The e-mail address.
    pub to: String,
    /// The addressee's name, where it is known.
    pub to_name: Option<String>,
    /// The language; the channel's first one where nothing is said.
    pub locale: Option<Locale>,
    /// What the template shows. It is kept with the message until it is sent, so secrets belong into [`Self::link`].
    pub data: Value,
    /// A path on the tenant's own site that the message leads to, such as `/invitation/…`. It may hold a secret: it is
    /// dropped from the register as soon as the message has been handed over.
    pub link: Option<String>,
    /// Sent once for each key: a second message with the same key is not queued.
    pub once: Option<String>,
    /// What it is about, for the register: `invitation`, `order`.
    pub subject: Option<(&'static str, String)>,
    /// The channel whose pages it leads to, where no request says so; the tenant's first one otherwise.
    pub channel: Option<ChannelId>,
    /// What goes with it.
    pub attachments: Vec<Attachment>,
}

impl NewMessage {
    /// To an address, by a template.
    #[must_use]
    pub fn new(template: &'static str, to: impl Into<String>) -> Self {
        Self { template, to: to.into(), ..Self::default() }
    }
}

/// Sends messages.
#[async_trait]
pub trait Messages: Send + Sync {
    /// Queues a message in the caller's commit; nothing when one with the same key is known already.
    async fn send(&self, tx: &WriteTx, message: NewMessage) -> Outcome<Option<MessageId>>;
}

/// What the operator engine offers to whoever sends: in whose name a tenant may write.
#[async_trait]
pub trait SenderDomains: Send + Sync {
    /// Whether the tenant's mails may come from addresses of a domain; of a sub-domain only where it is let by itself.
    async fn may_send_from(&self, ctx: &Ctx, domain: &str) -> Outcome<bool>;
}

/// Where a tenant's pages are found and how they look, for what is written to people outside a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicSite {
    /// Scheme, host and, where it is not the usual one, port, without a slash at the end: `https://shop.example`.
    pub address: String,
    /// The channel behind it.
    pub channel: ChannelId,
    /// Its accent colour, `#rrggbb`.
    pub accent: String,
    /// Its first language.
    pub locale: Locale,
    /// The IANA time zone of its legal entity.
    pub time_zone: String,
}

/// Knows the public addresses of channels.
#[async_trait]
pub trait PublicAddress: Send + Sync {
    /// The site of a channel, or of the tenant's first one; nothing where the tenant has none. Asked in the caller's
    /// unit of work, because SQLite has one writer and a channel may be as new as the message about it.
    async fn site(&self, tx: &WriteTx, channel: Option<ChannelId>) -> Outcome<Option<PublicSite>>;
}

/// What a mail is drawn from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MailDraft<'a> {
    /// The template's name without language and ending, such as `identity/invitation`.
    pub template: &'a str,
    /// The language.
    pub locale: Locale,
    /// The addressee's name, where it is known.
    pub to_name: Option<&'a str>,
    /// What the template shows. Members named `…_at` or `at` are instants and shown in [`Self::time_zone`].
    pub data: &'a Value,
    /// The full address that the mail leads to.
    pub link: Option<&'a str>,
    /// The tenant's address, as [`PublicSite::address`].
    pub site: &'a str,
    /// The accent colour; the theme's own where none is known.
    pub accent: Option<&'a str>,
    /// The IANA time zone in which instants are shown.
    pub time_zone: &'a str,
}

/// A mail as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedMail {
    /// One line.
    pub subject: String,
    /// The HTML part, whole.
    pub html: String,
    /// The same as plain text.
    pub text: String,
}

/// Draws mails in the tenant's theme; whoever knows templates offers it.
pub trait MailRendering: Send + Sync {
    /// Draws a mail. What the draft holds is shown as it is written and never read as a template.
    fn render(&self, ctx: &Ctx, draft: &MailDraft<'_>) -> Outcome<RenderedMail>;
}
