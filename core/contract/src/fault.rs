//! How a refusal travels from an owner to whoever asked: a kind, a code that stays and a sentence.
//! Each owner has its own error enum and turns it into this at its door; only `web` turns it into a status code.

use kontor_kernel::Locale;
use kontor_store::StoreError;
use kontor_words::{Sentence, Texts};
use thiserror::Error;

/// A result across owners.
pub type Outcome<T> = Result<T, Fault>;

/// What sort of refusal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// It does not exist, or the caller may not know that it does.
    NotFound,
    /// Nobody is signed in, or what they signed in with does not hold.
    Unauthenticated,
    /// The caller lacks a permission.
    Forbidden,
    /// What was sent cannot be taken as it is.
    Invalid,
    /// It collides with how things stand now.
    Conflict,
    /// Too many attempts.
    TooMany,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// JSON pointer into the request, `/lines/0/quantity`.
    pub pointer: String,
    /// A code that stays.
    pub code: &'static str,
    /// A sentence that says what to do.
    pub detail: Sentence,
}

/// A refusal.
#[derive(Debug, Error)]
pub enum Fault {
    /// The owner refuses.
    #[error("{detail}")]
    Refused {
        /// What sort of refusal.
        kind: FaultKind,
        /// A code that stays, `orders.totals_changed`.
        code: &'static str,
        /// A sentence that says what to do, which `web` says in the language of whoever asked.
        detail: Sentence,
        /// The fields it is about.
        fields: Vec<FieldFault>,
        /// More for machines, such as the new totals.
        extra: Option<serde_json::Value>,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Fault {
    /// A refusal without fields.
    #[must_use]
    pub fn new(kind: FaultKind, code: &'static str, detail: impl Into<Sentence>) -> Self {
        Self::Refused { kind, code, detail: detail.into(), fields: Vec::new(), extra: None }
    }

    /// Something does not exist for the caller.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        let detail = Sentence::new(format!("There is no such {what}."));
        Self::new(FaultKind::NotFound, "not_found", detail.keyed(format!("problem-no-such-{}", what.replace(' ', "-"))))
    }

    /// A field cannot be taken.
    #[must_use]
    pub fn field(code: &'static str, pointer: impl Into<String>, detail: impl Into<Sentence>) -> Self {
        let detail = detail.into();
        let field = FieldFault { pointer: pointer.into(), code, detail: detail.clone() };
        Self::Refused { kind: FaultKind::Invalid, code, detail, fields: vec![field], extra: None }
    }

    /// Several fields cannot be taken.
    #[must_use]
    pub fn fields(code: &'static str, detail: impl Into<Sentence>, fields: Vec<FieldFault>) -> Self {
        Self::Refused { kind: FaultKind::Invalid, code, detail: detail.into(), fields, extra: None }
    }

    /// The same refusal in a reader's language; English stays where the language has no words for it.
    #[must_use]
    pub fn in_language(mut self, texts: &Texts, locale: Locale) -> Self {
        if let Self::Refused { code, detail, fields, .. } = &mut self {
            *detail = detail.in_language(texts, locale, code);
            for field in fields {
                field.detail = field.detail.in_language(texts, locale, field.code);
            }
        }
        self
    }

    /// The same refusal with more for machines.
    #[must_use]
    pub fn with(mut self, more: serde_json::Value) -> Self {
        if let Self::Refused { extra, .. } = &mut self {
            *extra = Some(more);
        }
        self
    }
}

impl AsRef<StoreError> for Fault {
    fn as_ref(&self) -> &StoreError {
        const NOT_OF_THE_STORE: StoreError = StoreError::OutOfScope;
        match self {
            Self::Store(error) => error,
            Self::Refused { .. } => &NOT_OF_THE_STORE,
        }
    }
}
