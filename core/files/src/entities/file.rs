//! A file: what is known of it. Its bytes are in the object store, and neither changes once it is there.
//! `touched_at` is when somebody last brought it; what nobody uses is deleted a day after that.

use kontor_contract::files::{FileFacts, MediaType, PixelSize};
use kontor_kernel::{FileId, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

/// What it is, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Kind {
    #[sea_orm(string_value = "image/jpeg")]
    Jpeg,
    #[sea_orm(string_value = "image/webp")]
    Webp,
    #[sea_orm(string_value = "application/pdf")]
    Pdf,
    #[sea_orm(string_value = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    Xlsx,
}

impl From<MediaType> for Kind {
    fn from(media_type: MediaType) -> Self {
        match media_type {
            MediaType::Jpeg => Self::Jpeg,
            MediaType::Webp => Self::Webp,
            MediaType::Pdf => Self::Pdf,
            MediaType::Xlsx => Self::Xlsx,
        }
    }
}

impl From<Kind> for MediaType {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Jpeg => Self::Jpeg,
            Kind::Webp => Self::Webp,
            Kind::Pdf => Self::Pdf,
            Kind::Xlsx => Self::Xlsx,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "files_files")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FileId,
    pub content_hash: String,
    pub media_type: Kind,
    pub bytes: i64,
    pub sizes: Json,
    pub name: String,
    pub created_at: Timestamp,
    pub touched_at: Timestamp,
}

kontor_store::tenant_entity!();

impl Model {
    /// The sizes of a picture, narrow ones first; none of a document.
    pub(crate) fn sizes(&self) -> Vec<PixelSize> {
        serde_json::from_value(self.sizes.clone()).unwrap_or_default()
    }

    /// What others are told of it.
    pub(crate) fn facts(self) -> FileFacts {
        let sizes = self.sizes();
        let Self { id, content_hash: hash, media_type, bytes, name, .. } = self;
        FileFacts { id, hash, media_type: media_type.into(), bytes, sizes, name }
    }
}
