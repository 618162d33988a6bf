//! Prices as they stand in a list: from a quantity on, in a unit of measure, from one day to another.
//! Of several that hold for a quantity the largest step wins, and of the same step the one that began last.

use kontor_kernel::{BusinessDate, Quantity, UnitPrice};

/// A unit of measure as the read model numbers it. A product's own unit is always the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Unit(pub u16);

impl Unit {
    /// The unit that a product is counted in.
    pub const BASE: Self = Self(0);
    /// A packaging unit that no list has a price in.
    pub const UNPRICED: Self = Self(u16::MAX);
}

/// A price of one product in one list from a quantity on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tier {
    /// The unit that quantity and price are in.
    pub unit: Unit,
    /// From how many of that unit on.
    pub min_quantity: Quantity,
    /// The price of `per` units.
    pub unit_price: UnitPrice,
    /// For how many units it stands.
    pub per: Quantity,
    /// The first day on which it holds, [`BusinessDate::FIRST`] where it has held from the beginning.
    pub valid_from: BusinessDate,
    /// The last day on which it holds.
    pub valid_to: Option<BusinessDate>,
}

impl Tier {
    /// Whether it holds on a day.
    pub fn holds_on(&self, date: BusinessDate) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|to| date <= to)
    }

    /// Where it stands among the prices of its product in its list. No two stand at the same place.
    pub const fn place(&self) -> (Unit, Quantity, BusinessDate) {
        (self.unit, self.min_quantity, self.valid_from)
    }
}

/// How much is wanted: as it was entered, and in the product's own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amounts {
    /// The unit it was entered in.
    pub unit: Unit,
    /// How many of that unit.
    pub entered: Quantity,
    /// How many of the product's own unit that is.
    pub base: Quantity,
}

impl Amounts {
    /// So many of the product's own unit.
    pub const fn base(quantity: Quantity) -> Self {
        Self { unit: Unit::BASE, entered: quantity, base: quantity }
    }
}

/// The price that a list has for a quantity on a day. `tiers` rise by [`Tier::place`]. A price in the unit that was
/// entered comes before one in the product's own unit.
pub(crate) fn tier_for(tiers: &[Tier], wanted: Amounts, date: BusinessDate) -> Option<Tier> {
    let of = |unit: Unit, quantity: Quantity| reached(in_unit(tiers, unit), quantity, date);
    match wanted.unit {
        Unit::BASE => of(Unit::BASE, wanted.base),
        unit => of(unit, wanted.entered).or_else(|| of(Unit::BASE, wanted.base)),
    }
}

fn in_unit(tiers: &[Tier], unit: Unit) -> &[Tier] {
    let from = tiers.partition_point(|tier| tier.unit < unit);
    let count = tiers[from..].partition_point(|tier| tier.unit == unit);
    &tiers[from..from + count]
}

/// The largest step that is reached. The smallest step, where it begins at one unit or less, also holds for less than
/// that: a price per metre is the price of half a metre, too.
fn reached(tiers: &[Tier], quantity: Quantity, date: BusinessDate) -> Option<Tier> {
    let largest = tiers.iter().rev().find(|tier| tier.min_quantity <= quantity && tier.holds_on(date));
    let found = largest.or_else(|| {
        let smallest = tiers.iter().find(|tier| tier.holds_on(date))?.min_quantity;
        let of_smallest = |tier: &&Tier| tier.min_quantity == smallest && tier.holds_on(date);
        tiers.iter().rev().find(of_smallest).filter(|_| smallest <= Quantity::ONE)
    });
    found.copied()
}
