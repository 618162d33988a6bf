//! Reads what goes with a message from where its owner keeps it, when the message is sent.
//! A file that is gone is a last word on the message; a store that does not answer is asked again later.

use futures_util::TryStreamExt;
use kontor_contract::{
    Fault,
    files::{FilePart, Files},
    messages::Attachment,
};
use kontor_store::Ctx;

use super::Service;
use crate::{
    entities::outgoing,
    transport::{Enclosed, Handover},
};

/// The attachments of one message together: what mail servers commonly take, less what encoding adds.
const MOST_BYTES: u64 = 15 * 1024 * 1024;

impl Service {
    /// What goes with a message; how the attempt ended where that cannot be read.
    pub(super) async fn enclosed(&self, ctx: &Ctx, row: &outgoing::Model) -> Result<Vec<Enclosed>, Handover> {
        let Some(kept) = &row.attachments else { return Ok(Vec::new()) };
        let unreadable =
            |cause: &dyn std::fmt::Display| Handover::Refused(format!("its attachments cannot be read: {cause}"));
        let attachments: Vec<Attachment> = serde_json::from_value(kept.clone()).map_err(|cause| unreadable(&cause))?;
        let files = self.boot.ports.get::<dyn Files>().map_err(|fault| unreadable(&fault))?;
        let (mut enclosed, mut room) = (Vec::with_capacity(attachments.len()), MOST_BYTES);
        for Attachment { file, name, media_type } in attachments {
            let later =
                |cause: &dyn std::fmt::Display| Handover::Postponed(format!("{name} cannot be read yet: {cause}"));
            let found =
                files.read(ctx.tenant(), file, FilePart::Document).await.map_err(|fault: Fault| later(&fault))?;
            let found = found.ok_or_else(|| Handover::Refused(format!("{name} is kept no more")))?;
            room = room
                .checked_sub(found.length)
                .ok_or_else(|| Handover::Refused(format!("{name} is too large to go with a mail")))?;
            let pieces: Vec<_> = found.content.try_collect().await.map_err(|cause| later(&cause))?;
            enclosed.push(Enclosed { name, media_type, bytes: pieces.concat() });
        }
        Ok(enclosed)
    }
}
