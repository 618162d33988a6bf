//! A picture or document of a product, with a copy of what is known of its file, which never changes.
//! Its product carries the epoch of every change here.

use kontor_contract::{
    catalog::{DocumentKind, MediaAudience, MediaRole},
    files::MediaType,
};
use kontor_kernel::{FileId, Locale, ProductId, TenantId};
use sea_orm::entity::prelude::*;

/// Says how a column holds a value of the contract.
macro_rules! column {
    ($(#[$doc:meta])* $name:ident of $told:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        pub(crate) enum $name {
            $(#[sea_orm(string_value = $text)] $variant),+
        }

        impl From<$told> for $name {
            fn from(told: $told) -> Self {
                match told { $($told::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $told {
            fn from(held: $name) -> Self {
                match held { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}

column!(
    /// What it is to the product.
    Role of MediaRole { Picture = "picture", Document = "document" }
);
column!(
    /// Who is shown it.
    Audience of MediaAudience { Everyone = "everyone", SignedIn = "signed_in" }
);
column!(
    /// What kind of document it is.
    Kind of DocumentKind {
        DataSheet = "data_sheet",
        SafetySheet = "safety_sheet",
        Certificate = "certificate",
        Manual = "manual",
        Drawing = "drawing",
        Other = "other",
    }
);
column!(
    /// What its file is.
    FileType of MediaType {
        Jpeg = "image/jpeg",
        Webp = "image/webp",
        Pdf = "application/pdf",
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
);

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_media")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: ProductId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: FileId,
    pub position: i32,
    pub role: Role,
    pub audience: Audience,
    pub document_kind: Option<Kind>,
    pub language: Option<Locale>,
    /// What it shows or is called, by language.
    pub texts: Json,
    pub content_hash: String,
    pub media_type: FileType,
    pub bytes: i64,
    pub sizes: Json,
    pub name: String,
}

kontor_store::tenant_entity!();
