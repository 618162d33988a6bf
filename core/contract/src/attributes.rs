//! What the attributes engine offers: checking the custom attributes of a thing against the tenant's schema.
//! Owners keep the attributes with their own rows and know nothing of what the tenant defined.

use async_trait::async_trait;
use kontor_kernel::Locale;
use kontor_store::{Ctx, WriteTx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::fault::Outcome;

/// Custom attributes by their code.
pub type Attributes = Map<String, Value>;

/// What kind of value an attribute takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// A line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A decimal number, as text.
    Number,
    /// Yes or no.
    Flag,
    /// A date.
    Date,
    /// An entry of a dictionary, by its code.
    Choice,
    /// Several entries of a dictionary, by their codes.
    Choices,
}

/// An attribute as forms show it, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct AttributeView {
    /// Its code, the key among the attributes.
    pub code: String,
    /// Its name.
    pub label: String,
    /// A sentence of help, or empty.
    pub help: String,
    /// What it takes.
    pub kind: AttributeKind,
    /// Whether it must be given.
    pub is_required: bool,
    /// Whether buyers see and give it.
    pub is_public: bool,
    /// What may be chosen.
    pub options: Vec<OptionView>,
}

/// Something that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct OptionView {
    /// The entry's code.
    pub code: String,
    /// Its name.
    pub label: String,
}

/// The tenant's custom attributes.
#[async_trait]
pub trait CustomAttributes: Send + Sync {
    /// The attributes of a kind of thing (`company`, `person`, `product`), in the order the tenant gave them.
    async fn of(&self, ctx: &Ctx, thing: &str, locale: Locale) -> Outcome<Vec<AttributeView>>;

    /// Merges a change into the attributes a thing has and checks the whole: `null` removes one. Field faults point below
    /// `/attributes`. `is_buyer` leaves alone what is not public.
    async fn merge(
        &self,
        tx: &WriteTx,
        thing: &str,
        known: &Attributes,
        change: &Attributes,
        is_buyer: bool,
    ) -> Outcome<Attributes>;

    /// What buyers may see of the attributes a thing has: what is not public is left out, archived or not.
    async fn public(&self, ctx: &Ctx, thing: &str, known: &Attributes) -> Outcome<Attributes>;
}
