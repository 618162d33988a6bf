//! Languages of pages, mails and documents, as BCP 47 primary tags.
//! Kontor ships English, Polish and Italian; a tenant's channel lists which of them it speaks, first one first.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// A language Kontor speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Polish.
    Pl,
    /// Italian.
    It,
}

/// Text that names no language Kontor speaks.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is not a language Kontor speaks; use en, pl or it")]
pub struct UnknownLocale(pub String);

impl Locale {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::En, Self::Pl, Self::It];

    /// The primary language tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Pl => "pl",
            Self::It => "it",
        }
    }

    /// The languages that an `Accept-Language` header (RFC 9110) names and Kontor speaks, in its order.
    pub fn accepted(header: &str) -> impl Iterator<Item = Self> {
        let tags = header.split(',').map(|part| part.split(';').next().unwrap_or_default().trim());
        tags.filter(|tag| !tag.is_empty()).filter_map(|tag| tag.parse().ok())
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;
    fn from_str(text: &str) -> Result<Self, UnknownLocale> {
        let primary = text.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|locale| locale.tag().eq_ignore_ascii_case(primary))
            .ok_or_else(|| UnknownLocale(text.chars().take(12).collect()))
    }
}

/// Implements the wire and column form of a value that travels as short text.
macro_rules! text_on_the_wire {
    ($type:ty, $name:literal, $description:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "description": $description })
            }
        }

        #[cfg(feature = "orm")]
        mod orm {
            use super::*;
            use sea_orm::{ColIdx, DbErr, QueryResult, TryGetError, TryGetable, Value, sea_query};

            impl From<$type> for Value {
                fn from(value: $type) -> Self {
                    Value::String(Some(value.to_string()))
                }
            }

            impl TryGetable for $type {
                fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
                    let text = String::try_get_by(row, index)?;
                    text.parse().map_err(|cause| TryGetError::DbErr(DbErr::Type(format!("{cause}"))))
                }
            }

            impl sea_query::ValueType for $type {
                fn try_from(value: Value) -> Result<Self, sea_query::ValueTypeErr> {
                    let text = <String as sea_query::ValueType>::try_from(value)?;
                    text.parse().map_err(|_| sea_query::ValueTypeErr)
                }
                fn type_name() -> String {
                    $name.to_owned()
                }
                fn array_type() -> sea_query::ArrayType {
                    sea_query::ArrayType::String
                }
                fn column_type() -> sea_query::ColumnType {
                    sea_query::ColumnType::Text
                }
            }

            impl sea_query::Nullable for $type {
                fn null() -> Value {
                    Value::String(None)
                }
            }

            // Keys may hold it; they are never made from numbers.
            impl sea_orm::TryFromU64 for $type {
                fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                    Err(DbErr::ConvertFromU64($name))
                }
            }

            impl sea_orm::IntoActiveValue<$type> for $type {
                fn into_active_value(self) -> sea_orm::ActiveValue<$type> {
                    sea_orm::ActiveValue::Set(self)
                }
            }
        }
    };
}
pub(crate) use text_on_the_wire;

text_on_the_wire!(Locale, "Locale", "a language tag: en, pl or it");
