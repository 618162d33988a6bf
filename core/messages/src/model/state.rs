//! How a message stands, and which way it may go from there.
//! Whoever sends takes it into `sending` by a conditional update first, so that two workers never send it at once.

use schemars::JsonSchema;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// How a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// It waits for its first attempt.
    #[sea_orm(string_value = "queued")]
    Queued,
    /// A worker is handing it over.
    #[sea_orm(string_value = "sending")]
    Sending,
    /// The mail server has taken it.
    #[sea_orm(string_value = "sent")]
    Sent,
    /// It was written to a file, because the deployment has no mail server.
    #[sea_orm(string_value = "captured")]
    Captured,
    /// The last attempt failed; there will be another.
    #[sea_orm(string_value = "failed")]
    Failed,
    /// There will be no other attempt, unless staff ask for one.
    #[sea_orm(string_value = "given_up")]
    GivenUp,
}

impl MessageState {
    /// States in which it is still to be sent.
    pub(crate) const OPEN: [Self; 3] = [Self::Queued, Self::Sending, Self::Failed];

    /// The transition table. From `sending` to `sending` goes a message whose worker died.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Queued => matches!(next, Self::Sending),
            Self::Sending => !matches!(next, Self::Queued),
            Self::Failed => matches!(next, Self::Sending | Self::Queued),
            Self::GivenUp => matches!(next, Self::Queued),
            Self::Sent | Self::Captured => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::Iterable;

    #[test]
    fn the_transition_table_is_this_one() {
        let line = |from: MessageState| {
            let to: Vec<_> = MessageState::iter().filter(|to| from.may_become(*to)).map(|to| to.to_value()).collect();
            format!("{} -> {}", from.to_value(), to.join(" "))
        };
        let table: Vec<_> = MessageState::iter().map(line).collect();
        assert_eq!(
            table,
            [
                "queued -> sending",
                "sending -> sending sent captured failed given_up",
                "sent -> ",
                "captured -> ",
                "failed -> queued sending",
                "given_up -> queued",
            ]
        );
    }

    #[test]
    fn what_is_open_can_still_be_sent_and_the_rest_cannot() {
        for state in MessageState::iter() {
            let can_be_taken = state.may_become(MessageState::Sending);
            assert_eq!(MessageState::OPEN.contains(&state), can_be_taken, "{state:?}");
        }
    }
}
