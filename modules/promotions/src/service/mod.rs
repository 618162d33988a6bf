//! What the module does: promotions, codes, answers to the hook, and counting.
//! Each room holds the use cases of one of them.

mod answer;
mod batches;
mod codes;
mod export;
mod memory;
mod persons;
mod promotions;
mod register;
mod standing;
mod tallies;
mod terms;
mod texts;
mod trial;
mod uses;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kontor_contract::{FieldFault, Sentence};
use kontor_module::Boot;

pub(crate) use batches::{BatchView, NewBatch};
pub(crate) use codes::{CodeFacts, CodeFilter, CodeState, CodeView, NewCode};
pub(crate) use promotions::{LimitsView, PromotionChange, PromotionFilter, PromotionView, TermsFacts};
pub(crate) use register::{UseFilter, UseView};
pub(crate) use trial::{Trial, TrialLine, TrialView};

use crate::{
    error::{PromotionError, PromotionResult},
    model::guesses::Guesses,
};

/// The module at work.
pub(crate) struct Promoting {
    pub(crate) boot: Boot,
    memory: Arc<memory::Memory>,
    guesses: Mutex<Guesses>,
}

impl Promoting {
    pub(crate) fn new(boot: Boot) -> Self {
        Self { boot, memory: Arc::default(), guesses: Mutex::default() }
    }

    fn guesses(&self) -> MutexGuard<'_, Guesses> {
        self.guesses.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is wrong with a field.
fn field(pointer: impl Into<String>, code: &'static str, detail: impl Into<Sentence>) -> FieldFault {
    FieldFault { pointer: pointer.into(), code, detail: detail.into() }
}

/// That something which is named does not exist for the caller.
fn unknown(pointer: impl Into<String>, what: &str) -> FieldFault {
    let detail = Sentence::new(format!("There is no such {what}."));
    field(pointer, "promotions.unknown", detail.keyed(format!("promotions-no-such-{}", what.replace(' ', "-"))))
}

/// Refuses where something is wrong.
fn refuse(faults: Vec<FieldFault>) -> PromotionResult<()> {
    if faults.is_empty() { Ok(()) } else { Err(PromotionError::Fields(faults)) }
}
