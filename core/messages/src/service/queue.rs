//! Queues a message in the caller's commit, with everything it needs to be sent later.
//! Site, looks and Message-ID are fixed here: what is sent is what the fact said, however late it is sent.

use kontor_contract::messages::{Attachment, NewMessage, PublicAddress};
use kontor_kernel::{ChannelId, Locale, MessageId, Timestamp, sort_key};
use kontor_store::{StoreError, Tx, WriteTx};
use lettre::Address;

use super::Service;
use crate::{
    entities::outgoing,
    error::MessagesError,
    jobs::{SEND_JOB, SendOrder},
    model::{header::one_line, state::MessageState},
};

/// Where the message's reader lives on the web.
struct Site {
    channel: Option<ChannelId>,
    address: String,
    accent: Option<String>,
    locale: Locale,
    time_zone: String,
}

impl Service {
    /// Queues a message; nothing when one with the same key is known already.
    pub(crate) async fn queue(&self, tx: &WriteTx, new: NewMessage) -> Result<Option<MessageId>, MessagesError> {
        let to: Address = new.to.trim().parse().map_err(|_| MessagesError::BadAddress(one_line(&new.to)))?;
        if new.link.as_ref().is_some_and(|path| !path.starts_with('/')) {
            return Err(MessagesError::BadLink);
        }
        let site = self.site(tx, new.channel).await?;
        let attachments = kept(&new.attachments)?;
        let row = outgoing::Model { attachments, ..self.row(tx, &to, new, site) };
        // A template that lacks something is found by the test of whoever sends, not by the register.
        if cfg!(debug_assertions) {
            self.draw(tx.ctx(), &row)?;
        }
        let id = row.id;
        if tx.insert_missing::<outgoing::Entity>(vec![row]).await? == 0 {
            return Ok(None);
        }
        self.order(tx, id, tx.ctx().now()).await?;
        Ok(Some(id))
    }

    /// Has a message sent with this commit, at an instant or later.
    pub(super) async fn order(&self, tx: &WriteTx, id: MessageId, at: Timestamp) -> Result<(), MessagesError> {
        tx.enqueue(SEND_JOB, &SendOrder { message_id: id }, at, None).await?;
        Ok(())
    }

    fn row(&self, tx: &WriteTx, to: &Address, new: NewMessage, site: Site) -> outgoing::Model {
        let (id, now) = (MessageId::new(), tx.ctx().now());
        let to_name = new.to_name.map(|name| one_line(&name)).filter(|name| !name.is_empty());
        outgoing::Model {
            tenant_id: tx.tenant(),
            id,
            template: new.template.to_owned(),
            state: MessageState::Queued,
            to_key: to_key(to.as_ref()),
            to_address: to.to_string(),
            search_key: search_key(to.as_ref(), to_name.as_deref(), None),
            to_name,
            locale: new.locale.unwrap_or(site.locale),
            channel_id: site.channel,
            site: site.address,
            accent: site.accent,
            time_zone: site.time_zone,
            data: new.data,
            link: new.link,
            once: new.once,
            subject_kind: new.subject.as_ref().map(|(kind, _)| (*kind).to_owned()),
            subject_id: new.subject.map(|(_, id)| id),
            message_id: format!("<{}@{}>", id.uuid().simple(), self.from.domain()),
            subject_line: None,
            attempts: 0,
            failures: 0,
            next_try_at: now,
            taken_until: None,
            last_error: None,
            queued_at: now,
            sent_at: None,
            attachments: None,
        }
    }

    /// The site of the request's channel or, outside a request, of the channel that is named, or the tenant's first one.
    async fn site(&self, tx: &WriteTx, named: Option<ChannelId>) -> Result<Site, MessagesError> {
        let own = tx.ctx().channel();
        let known = match self.boot.ports.find::<dyn PublicAddress>() {
            Some(port) => port.site(tx, own.map(|channel| channel.id).or(named)).await?,
            None => None,
        };
        let (address, known) = match known {
            Some(site) => (site.address.clone(), Some(site)),
            None => (self.public_address.clone(), None),
        };
        if let Some(channel) = own {
            return Ok(Site {
                channel: Some(channel.id),
                address,
                accent: Some(channel.accent.clone()),
                locale: channel.languages.first().copied().unwrap_or_default(),
                time_zone: channel.legal_entity.time_zone.clone(),
            });
        }
        Ok(match known {
            Some(site) => Site {
                channel: Some(site.channel),
                address,
                accent: Some(site.accent),
                locale: site.locale,
                time_zone: site.time_zone,
            },
            None => {
                Site { channel: None, address, accent: None, locale: Locale::default(), time_zone: "UTC".to_owned() }
            }
        })
    }
}

/// Attachments as a column keeps them.
fn kept(attachments: &[Attachment]) -> Result<Option<serde_json::Value>, MessagesError> {
    if attachments.is_empty() {
        return Ok(None);
    }
    let unwritable = |cause: serde_json::Error| StoreError::Setup(format!("attachments cannot be written: {cause}"));
    Ok(Some(serde_json::to_value(attachments).map_err(unwritable)?))
}

/// What addresses are compared by.
pub(super) fn to_key(address: &str) -> String {
    address.trim().to_lowercase()
}

/// What the register is searched by.
pub(super) fn search_key(to: &str, to_name: Option<&str>, subject_line: Option<&str>) -> String {
    sort_key(&[to, to_name.unwrap_or_default(), subject_line.unwrap_or_default()].join(" "))
}
