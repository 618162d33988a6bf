//! What the files engine offers to owners of things that have pictures and documents: naming files, using and reading them.
//! What a file holds never changes, so that an owner may keep a copy of what is known of it.

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use kontor_kernel::{FileId, TenantId};
use kontor_store::{Ctx, WriteTx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::fault::Outcome;

/// What a file is, found by looking at its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum MediaType {
    /// A picture without transparent parts.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A picture with transparent parts.
    #[serde(rename = "image/webp")]
    Webp,
    /// A document.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A table. Nobody uploads one; it is what Kontor has made itself.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    Xlsx,
}

impl MediaType {
    /// Its name in a `Content-Type`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The ending of its files, without the point.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
        }
    }

    /// Whether it is shown as a picture.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Webp)
    }
}

/// One of the sizes in which a picture is kept, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PixelSize {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FileFacts {
    /// Its id.
    pub id: FileId,
    /// SHA-256 of what is kept, in hexadecimal: another content has another one.
    pub hash: String,
    /// What it is.
    pub media_type: MediaType,
    /// How large it is, in bytes; of a picture its largest size.
    pub bytes: i64,
    /// The sizes of a picture, narrow ones first; none of a document.
    pub sizes: Vec<PixelSize>,
    /// What it is called, with the ending of what it is.
    pub name: String,
}

/// Which bytes of a file are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilePart {
    /// A picture, so many pixels wide.
    Width(u32),
    /// A document.
    Document,
}

/// Bytes of a file on their way.
pub struct FileBytes {
    /// How many there are.
    pub length: u64,
    /// The bytes, piece by piece.
    pub content: BoxStream<'static, std::io::Result<Bytes>>,
}

/// Names a thing that uses files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileUser {
    /// The kind of thing, `product`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
}

/// The files of tenants.
#[async_trait]
pub trait Files: Send + Sync {
    /// Says which files a thing uses from this commit on, and tells what is known of them; of files that the tenant does not
    /// have nothing is told. What nobody uses is deleted after a day.
    async fn set_used(&self, tx: &WriteTx, by: FileUser, files: &[FileId]) -> Outcome<Vec<FileFacts>>;

    /// The bytes of a file; nothing where there is none like that. Whoever asks has decided who may read it.
    async fn read(&self, tenant: TenantId, file: FileId, part: FilePart) -> Outcome<Option<FileBytes>>;

    /// Takes a file in whose bytes are at hand: for those who make or import things. Refused as an upload would be.
    async fn take(&self, ctx: &Ctx, name: &str, content: Vec<u8>) -> Outcome<FileFacts>;

    /// Keeps a document that Kontor has made itself, as it is: whoever made it says what it is.
    async fn keep(&self, ctx: &Ctx, name: &str, media_type: MediaType, content: Vec<u8>) -> Outcome<FileFacts>;
}
