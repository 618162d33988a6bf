//! How a run stands, and which way it may go from there.
//! A run is there when its whole file has arrived; what ended never starts again, the file is imported anew instead.

use schemars::JsonSchema;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// How a run of an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ImportState")]
pub enum RunState {
    /// The file has arrived and waits to be looked at and started.
    #[sea_orm(string_value = "uploaded")]
    Uploaded,
    /// The file is being read and checked; nothing has been written.
    #[sea_orm(string_value = "validating")]
    Validating,
    /// Something is wrong with the file; nothing was written.
    #[sea_orm(string_value = "refused")]
    Refused,
    /// Rows are being written.
    #[sea_orm(string_value = "applying")]
    Applying,
    /// Every row that could be taken was written.
    #[sea_orm(string_value = "done")]
    Done,
    /// It broke off; rows written before stay.
    #[sea_orm(string_value = "failed")]
    Failed,
    /// Somebody stopped it; rows written before stay.
    #[sea_orm(string_value = "cancelled")]
    Cancelled,
}

impl RunState {
    /// States in which work is still to be done.
    pub const OPEN: [Self; 3] = [Self::Uploaded, Self::Validating, Self::Applying];

    /// Whether it stays as it is.
    #[must_use]
    pub const fn is_ended(self) -> bool {
        !matches!(self, Self::Uploaded | Self::Validating | Self::Applying)
    }

    /// The transition table.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Uploaded => matches!(next, Self::Validating | Self::Failed | Self::Cancelled),
            Self::Validating => matches!(next, Self::Refused | Self::Applying | Self::Failed | Self::Cancelled),
            Self::Applying => matches!(next, Self::Done | Self::Failed | Self::Cancelled),
            Self::Refused | Self::Done | Self::Failed | Self::Cancelled => false,
        }
    }

    /// The states from which it may be reached.
    pub(crate) fn sources(self) -> impl Iterator<Item = Self> {
        Self::OPEN.into_iter().filter(move |state| state.may_become(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::Iterable;

    #[test]
    fn the_transition_table_is_this_one() {
        let line = |from: RunState| {
            let to: Vec<_> = RunState::iter().filter(|to| from.may_become(*to)).map(|to| to.to_value()).collect();
            format!("{} -> {}", from.to_value(), to.join(" "))
        };
        let table: Vec<_> = RunState::iter().map(line).collect();
        assert_eq!(
            table,
            [
                "uploaded -> validating failed cancelled",
                "validating -> refused applying failed cancelled",
                "refused -> ",
                "applying -> done failed cancelled",
                "done -> ",
                "failed -> ",
                "cancelled -> ",
            ]
        );
    }

    #[test]
    fn what_ended_leads_nowhere() {
        for state in RunState::iter() {
            assert_eq!(state.is_ended(), RunState::iter().all(|next| !state.may_become(next)), "{state:?}");
        }
    }
}
