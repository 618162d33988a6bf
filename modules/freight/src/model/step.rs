//! Why a way costs what it costs, or is not offered: facts in the order in which they were found.
//! They become sentences in `words.rs`; what buyers may like to know is a note.

use kontor_kernel::{Amount, Rate};

use super::table::{Bracket, Measure};

/// One step on the way to a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// It is switched off.
    Inactive,
    /// It is not for this channel.
    NotInChannel,
    /// It does not go to this country.
    NotInCountry(String),
    /// A rule takes it away.
    Withheld(String),
    /// So many of a unit go as pallets of their own.
    WholePallets { count: i64, sku: String, unit: String },
    /// So many of a unit are parcels of their own.
    OwnParcels { count: i64, sku: String, unit: String },
    /// Single goods are put into so many parcels.
    MixedParcels(i64),
    /// The rest goes on so many pallets.
    MixedPallets(i64),
    /// Something is larger than a pallet and takes the places of several.
    Oversize { sku: String, places: i64 },
    /// Something fits into no parcel.
    TooLarge { sku: String, unit: String },
    /// More parcels than the way takes.
    TooManyParcels(i64),
    /// Nothing is known of the size of something: its weight alone counts.
    NoSize(String),
    /// The weight that is charged, in grams, and what it is the greater of.
    Chargeable { real_g: i64, volumetric_g: i64 },
    /// The zone the address lies in.
    InZone(String),
    /// No table of the way is for this address, date and currency.
    NoTable,
    /// The last bracket of the table ends below what is sent.
    BeyondTable { measure: Measure, amount: i64 },
    /// What a bracket costs: its own price and so many times the price of each.
    Bracket { measure: Measure, amount: i64, bracket: Bracket, times: i64, cost: Amount },
    /// The table's least price.
    AtLeast(Amount),
    /// The table's highest price.
    AtMost(Amount),
    /// Free from a value, weight or number of pallets on.
    FreeFrom(Threshold),
    /// Goods that a rule carries free or at a price of their own.
    GoodsAside { sku: String, rule: String, cost: Amount },
    /// A rule says the price.
    Fixed { rule: String, cost: Amount },
    /// A rule changes the price.
    Percent { rule: String, rate: Rate, cost: Amount },
    /// The sum of it all.
    Total(Amount),
}

/// From where on something is free, in minor units, grams or pallets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Threshold {
    Value(Amount),
    WeightG(i64),
    Pallets(i64),
}

/// What is missing to an advantage, in the unit of its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Note {
    ValueToFree(Amount),
    WeightToFree(i64),
    /// On a way that carries pallets.
    WeightToFreePallet(i64),
    PalletsToFree(i64),
}
