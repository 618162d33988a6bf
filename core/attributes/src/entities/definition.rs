//! A custom attribute of a kind of thing, known by a code that never changes, and so do its kind and dictionary not.
//! Archived ones are asked for no more; the values that things have stay with them.

use kontor_contract::attributes::AttributeKind;
use kontor_kernel::{AttributeId, DictionaryId, TenantId, Timestamp};
use schemars::JsonSchema;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What may have custom attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, EnumIter, DeriveActiveEnum)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AttributeThing")]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Thing {
    /// A company, buyers' and consumers' alike.
    #[sea_orm(string_value = "company")]
    Company,
    /// A person.
    #[sea_orm(string_value = "person")]
    Person,
    /// A product.
    #[sea_orm(string_value = "product")]
    Product,
}

/// What kind of value it takes, as the column holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub(crate) enum Kind {
    #[sea_orm(string_value = "text")]
    Text,
    #[sea_orm(string_value = "long_text")]
    LongText,
    #[sea_orm(string_value = "number")]
    Number,
    #[sea_orm(string_value = "flag")]
    Flag,
    #[sea_orm(string_value = "date")]
    Date,
    #[sea_orm(string_value = "choice")]
    Choice,
    #[sea_orm(string_value = "choices")]
    Choices,
}

impl From<AttributeKind> for Kind {
    fn from(kind: AttributeKind) -> Self {
        match kind {
            AttributeKind::Text => Self::Text,
            AttributeKind::LongText => Self::LongText,
            AttributeKind::Number => Self::Number,
            AttributeKind::Flag => Self::Flag,
            AttributeKind::Date => Self::Date,
            AttributeKind::Choice => Self::Choice,
            AttributeKind::Choices => Self::Choices,
        }
    }
}

impl From<Kind> for AttributeKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text,
            Kind::LongText => Self::LongText,
            Kind::Number => Self::Number,
            Kind::Flag => Self::Flag,
            Kind::Date => Self::Date,
            Kind::Choice => Self::Choice,
            Kind::Choices => Self::Choices,
        }
    }
}

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attributes_definitions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttributeId,
    pub thing: Thing,
    pub code: String,
    pub kind: Kind,
    pub dictionary_id: Option<DictionaryId>,
    pub is_required: bool,
    pub is_public: bool,
    pub position: i32,
    pub limits: Json,
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
}

kontor_store::tenant_entity!();
