//! A file that was issued: of what, in which language and format, and the hash by which it can be told from any other.
//! Written once, in the commit that takes the file into use; of it only the person who asked can be forgotten.

use kontor_kernel::{CompanyId, FileId, LegalEntityId, Locale, TenantId, Timestamp};
use sea_orm::entity::prelude::*;

/// What kind of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Kind {
    /// Confirms an order; its subject is the order.
    #[sea_orm(string_value = "order_confirmation")]
    OrderConfirmation,
}

/// As what it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Format {
    /// To be printed and kept.
    #[sea_orm(string_value = "pdf")]
    Pdf,
    /// To be calculated with.
    #[sea_orm(string_value = "xlsx")]
    Xlsx,
}

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "documents_issued")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub language: Locale,
    #[sea_orm(primary_key, auto_increment = false)]
    pub format: Format,
    /// That of the order.
    pub number: String,
    pub company_id: CompanyId,
    pub legal_entity_id: LegalEntityId,
    pub file_id: FileId,
    pub file_name: String,
    /// Of the bytes, in hexadecimal.
    pub sha256: String,
    pub bytes: i64,
    pub issued_at: Timestamp,
    /// The person, by id, or the name of what acted for Kontor itself.
    pub issued_by: String,
}

kontor_store::tenant_entity!(company = CompanyId, legal_entity = LegalEntityId);
