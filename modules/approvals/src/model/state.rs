//! How a request stands. It waits until it is approved, rejected or closed, and then never again.
//! An order that is changed gets a request of its own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RequestState {
    /// Somebody must decide.
    Waiting,
    /// Every step was approved: the order went on.
    Approved,
    /// Somebody said no: the order ended.
    Rejected,
    /// The order was changed or cancelled before it was decided.
    Closed,
}

impl RequestState {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Waiting, Self::Approved, Self::Rejected, Self::Closed];

    /// Its name, `waiting`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Closed => "closed",
        }
    }

    /// The state of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_found_by_its_name() {
        for state in RequestState::ALL {
            assert_eq!(RequestState::named(state.name()), Some(state));
        }
        assert_eq!(RequestState::named("lost"), None);
    }
}
