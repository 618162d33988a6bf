//! The inventory's use cases: taking, holding and giving back, booking and counting, and telling what is to be had.
//! Stock is taken by conditional update, so that the last units are sold once whatever runs beside it.

pub(crate) mod booking;
pub(crate) mod expected;
pub(crate) mod export;
pub(crate) mod holding;
pub(crate) mod holds;
mod import;
pub(crate) mod keeping;
pub(crate) mod list;
pub(crate) mod movements;
mod names;
mod persons;
mod plan;
pub(crate) mod promising;
pub(crate) mod rules;
mod taking;
mod telling;
mod waiting;
pub(crate) mod warehouses;

use std::sync::Arc;

use kontor_contract::{FieldFault, Sentence, Value};
use kontor_module::Boot;

use crate::{
    error::{InventoryError, InventoryResult},
    memory::Memory,
};

/// The inventory.
pub(crate) struct Warehousing {
    boot: Boot,
    memory: Arc<Memory>,
}

impl Warehousing {
    /// For a deployment, with an empty memory.
    pub fn new(boot: Boot) -> Self {
        Self { memory: Arc::new(Memory::new(&boot.store)), boot }
    }
}

/// A field that cannot be taken.
fn field(pointer: impl Into<String>, code: &'static str, detail: impl Into<Sentence>) -> FieldFault {
    FieldFault { pointer: pointer.into(), code, detail: detail.into() }
}

/// Refuses where fields cannot be taken.
fn refuse(faults: Vec<FieldFault>) -> InventoryResult<()> {
    if faults.is_empty() { Ok(()) } else { Err(InventoryError::Fields(faults)) }
}

/// A text that people wrote, trimmed; nothing where it is empty.
fn written(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// What is wrong with a text that people wrote.
fn bad_text(pointer: &str, text: Option<&str>, longest: usize) -> Option<FieldFault> {
    let is_bad = |text: &&str| text.chars().count() > longest || text.chars().any(char::is_control);
    let detail = Sentence::new(format!("Write at most {longest} characters in one line."));
    let detail = detail.of([("most", count(longest))]);
    text.filter(is_bad).map(|_| field(pointer, "inventory.long_text", detail))
}

/// A number that a sentence may choose its form by.
fn count(number: usize) -> Value {
    Value::Count(number as u64)
}

/// That something stands in a request twice, in a sentence.
fn twice(code: &str) -> Sentence {
    Sentence::new(format!("{code} stands here twice.")).of([("code", code.into())])
}
