//! The states of an order and what may be done in each: one table, read by the engine and by people.
//! Whatever the table does not list is refused.

use kontor_contract::orders::OrderState;

/// What may be done to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Staff accept it.
    Confirm,
    /// It ends without delivery.
    Cancel,
}

/// From a state, by an action, to a state.
const TRANSITIONS: [(OrderState, Action, OrderState); 3] = [
    (OrderState::Placed, Action::Confirm, OrderState::Confirmed),
    (OrderState::Placed, Action::Cancel, OrderState::Cancelled),
    (OrderState::Confirmed, Action::Cancel, OrderState::Cancelled),
];

impl Action {
    /// All of them.
    pub(crate) const ALL: [Self; 2] = [Self::Confirm, Self::Cancel];

    /// Its name on the wire.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Cancel => "cancel",
        }
    }

    /// Its trace in the history.
    pub(crate) const fn past(self) -> &'static str {
        match self {
            Self::Confirm => "confirmed",
            Self::Cancel => "cancelled",
        }
    }
}

/// Where an action leads, or nothing when it is not possible.
pub(crate) fn next(state: OrderState, action: Action) -> Option<OrderState> {
    TRANSITIONS.iter().find(|(from, by, _)| *from == state && *by == action).map(|(_, _, to)| *to)
}

/// A state's name in the database and on the wire.
pub(crate) const fn state_name(state: OrderState) -> &'static str {
    match state {
        OrderState::Placed => "placed",
        OrderState::Confirmed => "confirmed",
        OrderState::Cancelled => "cancelled",
    }
}

/// The state of a name; a name this version does not know reads as cancelled, in which nothing may be done.
pub(crate) fn state_of(name: &str) -> OrderState {
    match name {
        "placed" => OrderState::Placed,
        "confirmed" => OrderState::Confirmed,
        _ => OrderState::Cancelled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_transitions_is_exactly_this() {
        let states = [OrderState::Placed, OrderState::Confirmed, OrderState::Cancelled];
        let mut table = String::new();
        for state in states {
            for action in Action::ALL {
                let to = next(state, action).map_or("–", state_name);
                table.push_str(&format!("{} {} {to}\n", state_name(state), action.name()));
            }
        }
        let expected = "placed confirm confirmed\nplaced cancel cancelled\nconfirmed confirm –\n\
                        confirmed cancel cancelled\ncancelled confirm –\ncancelled cancel –\n";
        assert_eq!(table, expected);
    }

    #[test]
    fn a_state_is_read_back_from_its_name() {
        for state in [OrderState::Placed, OrderState::Confirmed, OrderState::Cancelled] {
            assert_eq!(state_of(state_name(state)), state);
        }
    }
}
