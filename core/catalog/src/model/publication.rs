//! A product's way into the shop: one table of steps, read by the engine and by people.
//! Whatever the table does not list is refused. Only what is published is seen and sold.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far a product has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ProductState")]
pub(crate) enum State {
    /// Somebody works on it.
    Draft,
    /// It may be shown.
    Approved,
    /// It is shown and sold.
    #[default]
    Published,
}

/// What may be done to a product on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ProductStep")]
pub(crate) enum Step {
    /// Somebody with the right to do so has looked at it.
    Approve,
    /// It goes back to whoever works on it.
    Reject,
    /// It is shown from now on.
    Publish,
    /// It is shown no more.
    Withdraw,
}

/// From a state, by a step, to a state.
const STEPS: [(State, Step, State); 4] = [
    (State::Draft, Step::Approve, State::Approved),
    (State::Approved, Step::Reject, State::Draft),
    (State::Approved, Step::Publish, State::Published),
    (State::Published, Step::Withdraw, State::Approved),
];

impl State {
    /// All of them.
    #[cfg(test)]
    pub const ALL: [Self; 3] = [Self::Draft, Self::Approved, Self::Published];

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Published => "published",
        }
    }

    /// Where a step leads; nothing where it is not possible.
    pub fn after(self, step: Step) -> Option<Self> {
        STEPS.iter().find(|(from, by, _)| *from == self && *by == step).map(|(_, _, to)| *to)
    }

    /// The steps that are possible.
    pub fn steps(self) -> impl Iterator<Item = Step> {
        STEPS.iter().filter(move |(from, ..)| *from == self).map(|(_, by, _)| *by)
    }
}

impl Step {
    /// All of them.
    #[cfg(test)]
    pub const ALL: [Self; 4] = [Self::Approve, Self::Reject, Self::Publish, Self::Withdraw];

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Publish => "publish",
            Self::Withdraw => "withdraw",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_from_every_state_leads_where_the_table_says_or_nowhere() {
        let line = |state: State, step: Step| {
            let to = state.after(step).map_or("–", State::name);
            format!("{:<10} {:<9} {to}", state.name(), step.name())
        };
        let table: Vec<String> =
            State::ALL.into_iter().flat_map(|state| Step::ALL.map(|step| line(state, step))).collect();
        let expected = "\
draft      approve   approved
draft      reject    –
draft      publish   –
draft      withdraw  –
approved   approve   –
approved   reject    draft
approved   publish   published
approved   withdraw  –
published  approve   –
published  reject    –
published  publish   –
published  withdraw  approved";
        assert_eq!(table.join("\n"), expected);
    }

    #[test]
    fn a_draft_is_never_shown_without_having_been_approved() {
        let before: Vec<State> =
            STEPS.iter().filter(|(.., to)| *to == State::Published).map(|(from, ..)| *from).collect();
        assert_eq!(before, [State::Approved]);
    }
}
