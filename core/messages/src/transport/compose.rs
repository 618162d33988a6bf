//! A drawn message as a mail: headers, and both parts as alternatives of each other.
//! Every header that holds what people typed is made one line first.

use std::time::{Duration, UNIX_EPOCH};

use kontor_contract::{files::MediaType, messages::RenderedMail};
use lettre::{
    Address, Message,
    message::{
        Attachment, Mailbox, MultiPart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

use crate::{entities::outgoing, model::header::one_line};

/// Who mails come from.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    pub(crate) address: Address,
    pub(crate) name: String,
    pub(crate) reply_to: Option<Address>,
}

/// A document that goes with a mail, with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Enclosed {
    pub(crate) name: String,
    pub(crate) media_type: MediaType,
    pub(crate) bytes: Vec<u8>,
}

/// Writes a mail. The date is when it was queued, so that attempts differ in nothing a reader sees.
pub(crate) fn compose(
    row: &outgoing::Model,
    mail: &RenderedMail,
    sender: &Sender,
    enclosed: Vec<Enclosed>,
) -> Result<Message, String> {
    let unusable = |cause: &dyn std::fmt::Display| format!("the mail cannot be written: {cause}");
    let to: Address = row.to_address.parse().map_err(|cause: lettre::address::AddressError| unusable(&cause))?;
    let queued = UNIX_EPOCH + Duration::from_micros(u64::try_from(row.queued_at.micros()).unwrap_or(0));
    // Tells mailboxes that no holiday notice is wanted (RFC 3834).
    let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
    let mut builder = Message::builder()
        .from(Mailbox::new(name(&sender.name), sender.address.clone()))
        .to(Mailbox::new(row.to_name.as_deref().and_then(name), to))
        .subject(one_line(&mail.subject))
        .message_id(Some(row.message_id.clone()))
        .date(queued)
        .raw_header(automatic);
    if let Some(reply_to) = &sender.reply_to {
        builder = builder.reply_to(Mailbox::new(None, reply_to.clone()));
    }
    let parts = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
    if enclosed.is_empty() {
        return builder.multipart(parts).map_err(|cause| unusable(&cause));
    }
    let mut whole = MultiPart::mixed().multipart(parts);
    for Enclosed { name, media_type, bytes } in enclosed {
        let kind = ContentType::parse(media_type.name()).map_err(|cause| unusable(&cause))?;
        whole = whole.singlepart(Attachment::new(one_line(&name)).body(bytes, kind));
    }
    builder.multipart(whole).map_err(|cause| unusable(&cause))
}

fn name(text: &str) -> Option<String> {
    Some(one_line(text)).filter(|name| !name.is_empty())
}
