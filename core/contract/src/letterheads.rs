//! What identity offers to documents: who a legal entity is on paper, and the looks of the channel it sells in.
//! Read when a document is issued; what was issued keeps what it was then.

use async_trait::async_trait;
use kontor_kernel::{ChannelId, LegalEntityId, Locale};
use kontor_store::Ctx;

use crate::{fault::Outcome, identity::Address};

/// What stands at the head of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// The registered name.
    pub name: String,
    /// The VAT id.
    pub vat_id: Option<String>,
    /// The registered address.
    pub address: Address,
    /// The IANA time zone in which its days begin.
    pub time_zone: String,
    /// The accent colour of the channel, `#rrggbb`.
    pub accent: String,
    /// The channel's first language.
    pub locale: Locale,
}

/// Knows letterheads.
#[async_trait]
pub trait Letterheads: Send + Sync {
    /// That of a legal entity in a channel; nothing where the tenant has none like that.
    async fn letterhead(
        &self,
        ctx: &Ctx,
        legal_entity: LegalEntityId,
        channel: ChannelId,
    ) -> Outcome<Option<Letterhead>>;
}
