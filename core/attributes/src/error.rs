//! Why the attributes engine refuses, one variant per cause.
//! Each becomes a code that stays and a sentence that says what to do.

use kontor_contract::{Fault, FaultKind, FieldFault, Sentence};
use kontor_store::StoreError;
use kontor_web::Problem;
use thiserror::Error;

/// A result of the engine.
pub(crate) type AttributesResult<T> = Result<T, AttributesError>;

/// Why the engine refuses.
#[derive(Debug, Error)]
pub(crate) enum AttributesError {
    /// No such dictionary.
    #[error("There is no such dictionary.")]
    NoSuchDictionary,
    /// No such attribute.
    #[error("There is no such attribute.")]
    NoSuchAttribute,
    /// Nothing of this kind has attributes.
    #[error("Nothing called {0} has custom attributes; companies, people and products do.")]
    UnknownThing(String),
    /// Another dictionary has this code.
    #[error("The code {0} belongs to another dictionary, perhaps to an archived one.")]
    DictionaryCodeTaken(String),
    /// Another attribute of the same kind of thing has this code.
    #[error("The code {0} belongs to another attribute of the same kind of thing, perhaps to an archived one.")]
    AttributeCodeTaken(String),
    /// The dictionary that an attribute names does not exist, or is archived.
    #[error("There is no dictionary with the code {0} to choose from.")]
    UnknownDictionary(String),
    /// A dictionary that attributes still take their entries from.
    #[error("Attributes take their entries from this dictionary: {0}. Archive them first.")]
    DictionaryInUse(String),
    /// More than an engine should hold.
    #[error("A tenant has at most {most} {what}.")]
    TooMany {
        /// The limit.
        most: usize,
        /// Of what.
        what: &'static str,
    },
    /// Somebody has changed it since.
    #[error("This was changed by somebody else in the meantime; read it again. Its version is now {now}.")]
    Stale {
        /// The version it has now.
        now: i64,
    },
    /// Fields cannot be taken.
    #[error("Some fields cannot be taken.")]
    Fields(Vec<FieldFault>),
    /// Values of a thing cannot be taken.
    #[error("Some attributes cannot be taken.")]
    Values(Vec<FieldFault>),
    /// Another owner refuses.
    #[error(transparent)]
    Elsewhere(#[from] Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AttributesError {
    /// Refuses where something is wrong.
    pub(crate) fn unless_clean(faults: Vec<FieldFault>) -> AttributesResult<()> {
        if faults.is_empty() { Ok(()) } else { Err(Self::Fields(faults)) }
    }
}

impl AttributesError {
    /// The sentence with what it is told of.
    fn told(&self) -> Sentence {
        let sentence = Sentence::new(self.to_string());
        match self {
            Self::UnknownThing(thing) => sentence.of([("thing", thing.into())]),
            Self::DictionaryCodeTaken(code) | Self::AttributeCodeTaken(code) | Self::UnknownDictionary(code) => {
                sentence.of([("code", code.into())])
            }
            Self::DictionaryInUse(attributes) => sentence.of([("attributes", attributes.into())]),
            _ => sentence,
        }
    }
}

impl From<AttributesError> for Fault {
    fn from(error: AttributesError) -> Self {
        let detail = error.told();
        match error {
            AttributesError::NoSuchDictionary => Self::not_found("dictionary"),
            AttributesError::NoSuchAttribute => Self::not_found("attribute"),
            AttributesError::UnknownThing(_) => Self::field("attributes.unknown_thing", "/thing", detail),
            AttributesError::DictionaryCodeTaken(_) => conflict("attributes.duplicate_dictionary", "/code", detail),
            AttributesError::AttributeCodeTaken(_) => conflict("attributes.duplicate_attribute", "/code", detail),
            AttributesError::UnknownDictionary(_) => {
                Self::field("attributes.unknown_dictionary", "/dictionary", detail)
            }
            AttributesError::DictionaryInUse(_) => conflict("attributes.dictionary_in_use", "/archived", detail),
            AttributesError::TooMany { .. } => Self::new(FaultKind::Conflict, "attributes.too_many", detail),
            AttributesError::Stale { now } => {
                Self::new(FaultKind::Conflict, "attributes.stale", detail).with(serde_json::json!({ "version": now }))
            }
            AttributesError::Fields(fields) => refused("attributes.bad_fields", detail, fields),
            AttributesError::Values(fields) => refused("attributes.bad_values", detail, fields),
            AttributesError::Elsewhere(fault) => fault,
            AttributesError::Store(error) => Self::Store(error),
        }
    }
}

/// A single fault speaks for the whole.
fn refused(code: &'static str, detail: Sentence, fields: Vec<FieldFault>) -> Fault {
    let detail = match fields.as_slice() {
        [one] => one.detail.clone().of_code(one.code),
        _ => detail,
    };
    Fault::fields(code, detail, fields)
}

fn conflict(code: &'static str, pointer: &str, detail: Sentence) -> Fault {
    let fields = vec![FieldFault { pointer: pointer.to_owned(), code, detail: detail.clone() }];
    Fault::Refused { kind: FaultKind::Conflict, code, detail, fields, extra: None }
}

impl From<AttributesError> for Problem {
    fn from(error: AttributesError) -> Self {
        Fault::from(error).into()
    }
}
