//! Rules and endings as people write and tables keep them, and how they are read.
//! A rule that cannot be read is refused when it is written; one that a newer version wrote makes no price.

use kontor_kernel::{PriceListId, UnitPrice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ending::{Ending, Toward},
    formula::{Condition, Formula, FormulaError},
    list::{Derivation, Rule},
};

/// A rule of a derived list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenRule {
    /// For which products, such as `"tools" in categories and attribute.brand == "Bosch"`; all where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The price, such as `price * 0.9` or `cost * 1.25`.
    pub price: String,
}

/// In which direction a price is moved to its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WrittenToward {
    /// To the nearest one.
    #[default]
    Nearest,
    /// Never below what was computed.
    Up,
    /// Never above what was computed.
    Down,
}

/// What prices end in: multiples of `step` with `plus` added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenEnding {
    /// More than zero, such as 1 or 0.05.
    pub step: UnitPrice,
    /// At least zero and less than the step, such as 0.99; zero unless said otherwise.
    #[serde(default)]
    pub plus: UnitPrice,
    /// In which direction; to the nearest one unless said otherwise.
    #[serde(default)]
    pub toward: WrittenToward,
}

/// Which part of a rule cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleFault {
    /// Where it stands, such as `/rules/0/price`.
    pub pointer: String,
    /// Why.
    pub error: FormulaError,
}

impl WrittenRule {
    fn read(&self, at: usize) -> Result<Rule, RuleFault> {
        let fault = |part: &str| {
            let pointer = format!("/rules/{at}/{part}");
            move |error| RuleFault { pointer, error }
        };
        let condition = self.when.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(Condition::new);
        let condition = condition.transpose().map_err(fault("when"))?;
        Ok(Rule { condition, formula: Formula::new(&self.price).map_err(fault("price"))? })
    }
}

impl WrittenEnding {
    /// Whether its numbers make an ending.
    pub const fn is_sound(&self) -> bool {
        let (step, plus) = (self.step.millionths(), self.plus.millionths());
        step > 0 && plus >= 0 && plus < step
    }
}

impl From<WrittenEnding> for Ending {
    fn from(written: WrittenEnding) -> Self {
        let toward = match written.toward {
            WrittenToward::Nearest => Toward::Nearest,
            WrittenToward::Up => Toward::Up,
            WrittenToward::Down => Toward::Down,
        };
        Self { step: written.step, plus: written.plus, toward }
    }
}

/// Reads how a list is derived; nothing where it has no rules.
pub(crate) fn derivation(
    base: Option<PriceListId>,
    rules: &[WrittenRule],
    ending: Option<WrittenEnding>,
) -> Result<Option<Derivation>, RuleFault> {
    if rules.is_empty() {
        return Ok(None);
    }
    let rules: Vec<Rule> = rules.iter().enumerate().map(|(at, rule)| rule.read(at)).collect::<Result<_, _>>()?;
    Ok(Some(Derivation { base, rules: rules.into(), ending: ending.map(Ending::from) }))
}
