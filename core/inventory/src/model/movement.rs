//! Why stock on hand changes: closed kinds, each with its sign and with what it may not do.
//! On hand is the sum of what was moved, so a change without a kind does not exist.

use kontor_kernel::Quantity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why stock on hand changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MovementKind {
    /// What stood there when the ledger began.
    Opening,
    /// A count found more or less.
    Count,
    /// Goods came in.
    Receipt,
    /// Goods went out.
    Shipment,
    /// Goods came back from a customer.
    Return,
    /// Something was put right, with a reason.
    Correction,
    /// Goods went from one warehouse to another.
    Transfer,
}

impl MovementKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Opening, Self::Count, Self::Receipt, Self::Shipment, Self::Return, Self::Correction, Self::Transfer];

    /// As it is kept.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Count => "count",
            Self::Receipt => "receipt",
            Self::Shipment => "shipment",
            Self::Return => "return",
            Self::Correction => "correction",
            Self::Transfer => "transfer",
        }
    }

    /// The kind that is kept under a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether goods that are promised must stay: what leaves the warehouse is free, or nobody's promise is kept.
    pub const fn leaves_promises(self) -> bool {
        matches!(self, Self::Shipment | Self::Transfer)
    }
}

/// How people book by hand: a quantity above zero where the kind knows its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BookedKind {
    /// Goods came in.
    Receipt,
    /// Goods went out.
    Shipment,
    /// Goods came back from a customer.
    Return,
    /// Something was put right; the quantity has its sign, and a reason is given.
    Correction,
}

impl BookedKind {
    /// The movement's kind.
    pub const fn kind(self) -> MovementKind {
        match self {
            Self::Receipt => MovementKind::Receipt,
            Self::Shipment => MovementKind::Shipment,
            Self::Return => MovementKind::Return,
            Self::Correction => MovementKind::Correction,
        }
    }

    /// What it adds to stock on hand; nothing where the quantity does not fit the kind.
    pub fn change(self, quantity: Quantity) -> Option<Quantity> {
        match self {
            Self::Correction => (quantity != Quantity::ZERO).then_some(quantity),
            _ if !quantity.is_positive() => None,
            Self::Shipment => Quantity::ZERO.checked_sub(quantity),
            Self::Receipt | Self::Return => Some(quantity),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_by_its_name() {
        for kind in MovementKind::ALL {
            assert_eq!(MovementKind::named(kind.name()), Some(kind));
        }
        assert_eq!(MovementKind::named("gift"), None);
    }

    #[test]
    fn only_corrections_have_a_sign_of_their_own() {
        let units = |count| Quantity::from_units(count).unwrap();
        for (kind, quantity, change) in [
            (BookedKind::Receipt, 3, Some(3)),
            (BookedKind::Return, 3, Some(3)),
            (BookedKind::Shipment, 3, Some(-3)),
            (BookedKind::Correction, -3, Some(-3)),
            (BookedKind::Correction, 0, None),
            (BookedKind::Receipt, -3, None),
            (BookedKind::Shipment, 0, None),
        ] {
            assert_eq!(kind.change(units(quantity)), change.map(units), "{kind:?} {quantity}");
        }
    }
}
