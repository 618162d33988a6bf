//! The states of an order and what may be done in each: one table, read by the engine and by people.
//! Whatever the table does not list is refused.

use kontor_contract::orders::OrderState;

/// What may be done to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// The buyer's company lets it go on.
    Approve,
    /// Staff accept it.
    Confirm,
    /// Staff stop it until something is settled.
    Hold,
    /// Staff let it go on from where it was stopped.
    Resume,
    /// It ends without delivery.
    Cancel,
}

/// Where an action leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// To a state.
    To(OrderState),
    /// Back to where it was stopped.
    Back,
}

use Next::{Back, To};
use OrderState::{AwaitingApproval, Cancelled, Confirmed, OnHold, Placed};

/// From a state, by an action, to a state.
const TRANSITIONS: [(OrderState, Action, Next); 9] = [
    (AwaitingApproval, Action::Approve, To(Placed)),
    (AwaitingApproval, Action::Cancel, To(Cancelled)),
    (Placed, Action::Confirm, To(Confirmed)),
    (Placed, Action::Hold, To(OnHold)),
    (Placed, Action::Cancel, To(Cancelled)),
    (Confirmed, Action::Hold, To(OnHold)),
    (Confirmed, Action::Cancel, To(Cancelled)),
    (OnHold, Action::Resume, Back),
    (OnHold, Action::Cancel, To(Cancelled)),
];

impl Action {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [Self::Approve, Self::Confirm, Self::Hold, Self::Resume, Self::Cancel];

    /// Its name on the wire.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Confirm => "confirm",
            Self::Hold => "hold",
            Self::Resume => "resume",
            Self::Cancel => "cancel",
        }
    }

    /// Its trace in the history.
    pub(crate) const fn past(self) -> &'static str {
        match self {
            Self::Approve => "approved",
            Self::Confirm => "confirmed",
            Self::Hold => "held",
            Self::Resume => "resumed",
            Self::Cancel => "cancelled",
        }
    }
}

/// Where an action leads, or nothing when it is not possible. `held_from` is the state in which an order was stopped.
pub(crate) fn next(state: OrderState, action: Action, held_from: Option<OrderState>) -> Option<OrderState> {
    let (_, _, next) = TRANSITIONS.iter().find(|(from, by, _)| *from == state && *by == action)?;
    match next {
        To(state) => Some(*state),
        Back => held_from,
    }
}

/// A state's name in the database and on the wire.
pub(crate) const fn state_name(state: OrderState) -> &'static str {
    match state {
        AwaitingApproval => "awaiting_approval",
        Placed => "placed",
        Confirmed => "confirmed",
        OnHold => "on_hold",
        Cancelled => "cancelled",
    }
}

/// The state of a name; a name this version does not know reads as cancelled, in which nothing may be done.
pub(crate) fn state_of(name: &str) -> OrderState {
    match name {
        "awaiting_approval" => AwaitingApproval,
        "placed" => Placed,
        "confirmed" => Confirmed,
        "on_hold" => OnHold,
        _ => Cancelled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [OrderState; 5] = [AwaitingApproval, Placed, Confirmed, OnHold, Cancelled];

    #[test]
    fn the_table_of_transitions_is_exactly_this() {
        let mut table = String::new();
        for state in STATES {
            let to = |action: &Action| {
                let to = next(state, *action, Some(Confirmed))?;
                Some(format!(" {} → {}", action.name(), state_name(to)))
            };
            let actions: Vec<String> = Action::ALL.iter().filter_map(to).collect();
            table.push_str(&format!("{}:{}\n", state_name(state), actions.join(",")));
        }
        let expected = "awaiting_approval: approve → placed, cancel → cancelled\n\
                        placed: confirm → confirmed, hold → on_hold, cancel → cancelled\n\
                        confirmed: hold → on_hold, cancel → cancelled\n\
                        on_hold: resume → confirmed, cancel → cancelled\n\
                        cancelled:\n";
        assert_eq!(table, expected);
    }

    #[test]
    fn an_order_goes_on_where_it_was_stopped() {
        assert_eq!(next(OnHold, Action::Resume, Some(Placed)), Some(Placed));
        assert_eq!(next(OnHold, Action::Resume, None), None);
    }

    #[test]
    fn a_state_is_read_back_from_its_name() {
        for state in STATES {
            assert_eq!(state_of(state_name(state)), state);
        }
    }
}
