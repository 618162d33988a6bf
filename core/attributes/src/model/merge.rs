//! Merging a change into the attributes a thing has, and checking the whole.
//! Whatever a thing has already stays good; only what is new or different must keep today's rules.

use kontor_contract::{FieldFault, attributes::Attributes};
use serde_json::Value;

use super::{
    schema::{Definition, Schema},
    texts::Reader,
};
use crate::entities::definition::Thing;

/// Whose change it is.
#[derive(Debug, Clone)]
pub(crate) struct Author {
    /// Buyers see and give public attributes only; they learn nothing of others.
    pub is_buyer: bool,
    /// In which language they read.
    pub reader: Reader,
}

/// The attributes after a change, or everything that is wrong with it.
pub(crate) fn merge(
    schema: &Schema,
    thing: Thing,
    known: &Attributes,
    change: &Attributes,
    author: &Author,
) -> Result<Attributes, Vec<FieldFault>> {
    let open: Vec<&Definition> =
        schema.active_of(thing).filter(|definition| definition.is_public || !author.is_buyer).collect();
    let mut merged = known.clone();
    let mut faults = Vec::new();
    for (code, value) in change {
        let definition = open.iter().copied().find(|definition| definition.code == *code);
        match taken(definition, value, known.get(code), author) {
            Ok(Some(value)) => {
                merged.insert(code.clone(), value);
            }
            Ok(None) => {
                merged.remove(code);
            }
            Err(Wrong::Unknown) => faults.push(unknown(code, &open)),
            Err(Wrong::Value(code_of_fault, detail)) => faults.push(fault(code, code_of_fault, detail)),
        }
    }
    let is_missing = |definition: &&&Definition| definition.is_required && !merged.contains_key(&definition.code);
    let named: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    let missing: Vec<FieldFault> = open
        .iter()
        .filter(is_missing)
        .map(|definition| {
            let label = definition.label(&author.reader);
            fault(&definition.code, "attributes.required", format!("Give a value for “{label}”; it is required."))
        })
        .filter(|fault| !named.contains(&fault.pointer.as_str()))
        .collect();
    faults.extend(missing);
    if faults.is_empty() { Ok(merged) } else { Err(faults) }
}

enum Wrong {
    Unknown,
    Value(&'static str, String),
}

fn taken(
    definition: Option<&Definition>,
    value: &Value,
    known: Option<&Value>,
    author: &Author,
) -> Result<Option<Value>, Wrong> {
    match definition {
        Some(_) if value.is_null() => Ok(None),
        Some(definition) => {
            let taken = definition.rule.take(value, known);
            match taken {
                Ok(value) => Ok(value),
                // A form sends back what it was shown, even where the value is older than the attribute.
                Err(_) if known == Some(value) => Ok(Some(value.clone())),
                Err(refusal) => Err(Wrong::Value(refusal.code, refusal.detail)),
            }
        }
        // What is archived, or older than the schema, may be sent back as it is, and taken away.
        None if !author.is_buyer && known.is_some() && value.is_null() => Ok(None),
        None if !author.is_buyer && known == Some(value) => Ok(known.cloned()),
        None => Err(Wrong::Unknown),
    }
}

/// The same words for an attribute that does not exist and for one that a buyer may not know of.
fn unknown(code: &str, open: &[&Definition]) -> FieldFault {
    let detail = if open.is_empty() {
        "There is no such attribute; none are defined. Leave it out.".to_owned()
    } else {
        let codes: Vec<&str> = open.iter().map(|definition| definition.code.as_str()).collect();
        format!("There is no such attribute; those that can be given are: {}.", codes.join(", "))
    };
    fault(code, "attributes.unknown", detail)
}

fn fault(code: &str, code_of_fault: &'static str, detail: String) -> FieldFault {
    let name = code.replace('~', "~0").replace('/', "~1");
    FieldFault { pointer: format!("/attributes/{name}"), code: code_of_fault, detail: detail.into() }
}

/// What buyers may see of the attributes a thing has: nothing that is defined and not public, archived or not.
pub(crate) fn public(schema: &Schema, thing: Thing, known: &Attributes) -> Attributes {
    let is_private =
        |code: &str| schema.all_of(thing).any(|definition| definition.code == code && !definition.is_public);
    known.iter().filter(|(code, _)| !is_private(code)).map(|(code, value)| (code.clone(), value.clone())).collect()
}
