//! Messages that something goes with: read where its owner keeps it, when the message is sent.
//! What is gone is a last word; what cannot be read at the moment is tried again.

use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use kontor_contract::{
    Fault, Outcome,
    files::{FileBytes, FileFacts, FilePart, FileUser, Files, MediaType},
    messages::{Attachment, NewMessage},
};
use kontor_kernel::{FileId, TenantId};
use kontor_store::{Ctx, StoreError, WriteTx};
use uuid::Uuid;

use super::{ANN, Database, both, invitation, world};
use crate::MessageState;

both!(
    a_document_goes_with_a_mail_as_it_is_kept,
    a_document_that_is_gone_is_a_last_word,
    a_document_that_cannot_be_read_now_is_tried_again,
);

const KEPT: FileId = FileId::from_uuid(Uuid::from_u128(1));
const GONE: FileId = FileId::from_uuid(Uuid::from_u128(2));
const LATER: FileId = FileId::from_uuid(Uuid::from_u128(3));
const CONTENT: &[u8] = b"%PDF-1.7 \xc5\xbb\xc3\xb3\xc5\x82w\r\n.\r\n%%EOF";

/// Keeps a document, has lost another, and finds a third when asked again.
#[derive(Default)]
pub(super) struct Drawer {
    was_asked: AtomicBool,
}

#[async_trait]
impl Files for Drawer {
    async fn set_used(&self, _: &WriteTx, _: FileUser, _: &[FileId]) -> Outcome<Vec<FileFacts>> {
        Ok(Vec::new())
    }

    async fn read(&self, _: TenantId, file: FileId, _: FilePart) -> Outcome<Option<FileBytes>> {
        if file == GONE {
            return Ok(None);
        }
        if file == LATER && !self.was_asked.swap(true, Ordering::Relaxed) {
            return Err(Fault::Store(StoreError::Setup("no answer".to_owned())));
        }
        let pieces: Vec<_> = CONTENT.chunks(7).map(|piece| Ok(Bytes::from_static(piece))).collect();
        Ok(Some(FileBytes { length: CONTENT.len() as u64, content: stream::iter(pieces).boxed() }))
    }

    async fn take(&self, _: &Ctx, _: &str, _: Vec<u8>) -> Outcome<FileFacts> {
        Err(Fault::not_found("drawer"))
    }

    async fn keep(&self, _: &Ctx, _: &str, _: MediaType, _: Vec<u8>) -> Outcome<FileFacts> {
        Err(Fault::not_found("drawer"))
    }
}

fn with(file: FileId) -> NewMessage {
    let name = "Potwierdzenie zamówienia 7.pdf".to_owned();
    NewMessage { attachments: vec![Attachment { file, name, media_type: MediaType::Pdf }], ..invitation() }
}

async fn a_document_goes_with_a_mail_as_it_is_kept(database: Database) {
    let world = world(database).await;
    let id = world.queue(with(KEPT)).await.unwrap();
    world.service.deliver(&world.ctx, id).await.unwrap();
    let mail = world.server.nth_mail(ANN, 1).await;
    assert_eq!(mail.attachments(), [("Potwierdzenie zamówienia 7.pdf".to_owned(), CONTENT.to_vec())]);
    assert!(mail.header("content-type").unwrap().starts_with("multipart/mixed"));
    assert!(mail.text().contains("masz zaproszenie.") && mail.html().contains("masz zaproszenie."));
}

async fn a_document_that_is_gone_is_a_last_word(database: Database) {
    let world = world(database).await;
    let id = world.queue(with(GONE)).await.unwrap();
    world.service.deliver(&world.ctx, id).await.unwrap();
    let row = world.row(id).await;
    assert_eq!(row.state, MessageState::GivenUp);
    assert_eq!(row.last_error.as_deref(), Some("Potwierdzenie zamówienia 7.pdf is kept no more"));
    assert_eq!(world.server.seen_by(ANN).len(), 0);
}

async fn a_document_that_cannot_be_read_now_is_tried_again(database: Database) {
    let world = world(database).await;
    let id = world.queue(with(LATER)).await.unwrap();
    world.service.deliver(&world.ctx, id).await.unwrap();
    assert_eq!((world.row(id).await.state, world.server.seen_by(ANN).len()), (MessageState::Failed, 0));
    world.pass_seconds(60);
    world.service.deliver(&world.ctx, id).await.unwrap();
    assert_eq!(world.row(id).await.state, MessageState::Sent);
    assert_eq!(world.server.nth_mail(ANN, 1).await.attachments()[0].1, CONTENT);
}
