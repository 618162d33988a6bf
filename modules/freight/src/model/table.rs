//! Tables of prices: brackets on what a shipment measures, and what a bracket costs.
//! A bracket holds up to and including its end; what lies beyond the last one is not carried at all.

use kontor_kernel::{Amount, BusinessDate, Currency, Id, MoneyError, round_div};

use super::{
    packing::{Kind, Run},
    step::Step,
    way::{WayId, ZoneId},
    weight::{Measured, Volumetric, step_up},
};

/// Tag of a table's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableTag {}

/// A table's id.
pub type TableId = Id<TableTag>;

/// What a table's brackets are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// The chargeable weight of everything, in grams.
    Weight,
    /// The chargeable weight of each parcel or pallet, in grams; their prices are added up.
    PieceWeight,
    /// The room everything takes, in cubic millimetres.
    Volume,
    /// What the goods cost without tax, in minor units.
    Value,
    /// How many parcels there are.
    Parcels,
    /// How many pallets there are.
    Pallets,
}

/// Which part of a shipment a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it.
    Shipment,
    /// Its parcels; its pallets have a table of their own.
    Parcels,
    /// Its pallets.
    Pallets,
}

/// Of what a bracket has a price for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Per {
    Kg,
    HundredKg,
    CubicMetre,
    Parcel,
    Pallet,
}

impl Per {
    /// How much of the measure one of it is: grams, cubic millimetres or a piece.
    pub(crate) const fn size(self) -> i64 {
        match self {
            Self::Kg => 1_000,
            Self::HundredKg => 100_000,
            Self::CubicMetre => 1_000_000_000,
            Self::Parcel | Self::Pallet => 1,
        }
    }
}

/// What is charged for each of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Each {
    pub(crate) price: Amount,
    pub(crate) per: Per,
    /// So much is in the bracket's own price, in grams, cubic millimetres or pieces.
    pub(crate) included: i64,
}

/// A row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bracket {
    /// Its end, in the measure's unit; none for one that never ends.
    pub(crate) up_to: Option<i64>,
    pub(crate) price: Amount,
    pub(crate) each: Option<Each>,
}

/// What is free from where on; whichever is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct FreeFrom {
    pub(crate) value: Option<Amount>,
    pub(crate) weight_g: Option<i64>,
    pub(crate) pallets: Option<i64>,
}

/// A table of prices of a way, for a zone and a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) id: TableId,
    pub(crate) way: WayId,
    /// Everywhere where there is none.
    pub(crate) zone: Option<ZoneId>,
    pub(crate) part: Part,
    pub(crate) currency: Currency,
    pub(crate) valid_from: Option<BusinessDate>,
    pub(crate) valid_to: Option<BusinessDate>,
    pub(crate) measure: Measure,
    /// Weights are charged in steps of so many grams.
    pub(crate) weight_step_g: i64,
    pub(crate) minimum: Option<Amount>,
    pub(crate) maximum: Option<Amount>,
    pub(crate) free_from: FreeFrom,
    pub(crate) brackets: Vec<Bracket>,
}

/// What a table is asked about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Loaded<'a> {
    pub(crate) runs: &'a [Run],
    pub(crate) value: Amount,
    pub(crate) volumetric: Option<Volumetric>,
}

/// Why a table gives no price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoPrice {
    /// It ends below what is sent.
    Beyond(Step),
    /// The sum cannot be held.
    Money(MoneyError),
}

impl From<MoneyError> for NoPrice {
    fn from(error: MoneyError) -> Self {
        Self::Money(error)
    }
}

impl Loaded<'_> {
    fn measured(&self) -> Measured {
        self.runs.iter().fold(Measured::default(), |sum, run| sum.plus(run.each.times(run.count)))
    }

    fn pieces(&self, kind: Kind) -> i64 {
        self.runs.iter().filter(|run| run.kind == kind).fold(0, |sum, run| sum.saturating_add(run.count))
    }
}

impl Table {
    /// Whether it holds on a date in a currency.
    pub(crate) fn holds(&self, date: BusinessDate, currency: Currency) -> bool {
        let has_begun = self.valid_from.is_none_or(|from| from <= date);
        has_begun && self.valid_to.is_none_or(|to| date <= to) && self.currency == currency
    }

    /// What is charged, with the steps to it. Without anything to carry it is nothing.
    pub(crate) fn cost(&self, loaded: &Loaded<'_>, steps: &mut Vec<Step>) -> Result<Amount, NoPrice> {
        if loaded.runs.is_empty() {
            return Ok(Amount::ZERO);
        }
        let mut sum = Amount::ZERO;
        for (runs, times) in self.asked(loaded) {
            let one = Loaded { runs: &runs, ..*loaded };
            let (bracket, amount) = self.bracket(&one)?;
            let cost = self.of_bracket(bracket, &one)?;
            let minor = i128::from(cost.minor()) * i128::from(times);
            let cost = Amount::from_minor(round_div(minor, 1)?);
            sum = sum.plus(cost)?;
            steps.push(Step::Bracket { measure: self.measure, amount, bracket: *bracket, times, cost });
        }
        Ok(self.clamped(sum, steps))
    }

    /// What is looked up: everything once, or one of each kind of parcel and pallet so many times.
    fn asked(&self, loaded: &Loaded<'_>) -> Vec<(Vec<Run>, i64)> {
        match self.measure {
            Measure::PieceWeight => {
                let one = |run: &Run| (vec![Run { count: 1, ..*run }], run.count);
                loaded.runs.iter().map(one).collect()
            }
            _ => vec![(loaded.runs.to_vec(), 1)],
        }
    }

    fn bracket(&self, loaded: &Loaded<'_>) -> Result<(&Bracket, i64), NoPrice> {
        let amount = match self.measure {
            Measure::Weight | Measure::PieceWeight => self.weight_g(loaded),
            Measure::Volume => loaded.measured().volume_mm3,
            Measure::Value => loaded.value.minor(),
            Measure::Parcels => loaded.pieces(Kind::Parcel),
            Measure::Pallets => loaded.pieces(Kind::Pallet),
        };
        let found = self.brackets.iter().find(|bracket| bracket.up_to.is_none_or(|end| amount <= end));
        let beyond = NoPrice::Beyond(Step::BeyondTable { measure: self.measure, amount });
        found.map(|bracket| (bracket, amount)).ok_or(beyond)
    }

    /// The chargeable weight in whole steps.
    fn weight_g(&self, loaded: &Loaded<'_>) -> i64 {
        step_up(loaded.measured().chargeable_g(loaded.volumetric), self.weight_step_g)
    }

    fn of_bracket(&self, bracket: &Bracket, loaded: &Loaded<'_>) -> Result<Amount, MoneyError> {
        let Some(each) = bracket.each else { return Ok(bracket.price) };
        let quantity = match each.per {
            Per::Kg | Per::HundredKg => self.weight_g(loaded),
            Per::CubicMetre => loaded.measured().volume_mm3,
            Per::Parcel => loaded.pieces(Kind::Parcel),
            Per::Pallet => loaded.pieces(Kind::Pallet),
        };
        let counted = i128::from((quantity - each.included).max(0));
        let more = round_div(i128::from(each.price.minor()) * counted, i128::from(each.per.size()))?;
        bracket.price.plus(Amount::from_minor(more))
    }

    fn clamped(&self, sum: Amount, steps: &mut Vec<Step>) -> Amount {
        if let Some(least) = self.minimum.filter(|least| sum < *least) {
            steps.push(Step::AtLeast(least));
            return least;
        }
        if let Some(most) = self.maximum.filter(|most| sum > *most) {
            steps.push(Step::AtMost(most));
            return most;
        }
        sum
    }
}
