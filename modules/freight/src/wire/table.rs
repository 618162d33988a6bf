//! A table of prices, as staff say it and as a file holds its brackets.
//! Ends and amounts are decimal text in the unit of what they measure: kilograms, cubic metres, money, or a number of pieces.

use kontor_contract::Sentence;
use kontor_kernel::{BusinessDate, Currency};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Faults;
use crate::{
    error::FreightError,
    model::{
        table::{Bracket, Each, FreeFrom, Measure, Part, Per, Table, TableId},
        way::{WayId, ZoneId},
    },
};

/// Brackets of one table may not be more than that.
pub(crate) const MOST_BRACKETS: usize = 2_000;
/// Weights are charged by the kilogram that is begun, where nothing is said.
const USUAL_STEP_G: i64 = 1_000;

/// A table of prices of a way, for a zone and a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableBody {
    /// The way it is of.
    #[schemars(with = "String")]
    pub(crate) way_id: WayId,
    /// The zone it is for; everywhere where nothing is said.
    #[schemars(with = "Option<String>")]
    pub(crate) zone_id: Option<ZoneId>,
    /// The part of a shipment it is for; all of it where nothing is said.
    pub(crate) part: Option<PartWord>,
    /// The currency of all of its amounts.
    pub(crate) currency: Currency,
    /// The first day on which it holds.
    pub(crate) valid_from: Option<BusinessDate>,
    /// The last day on which it holds.
    pub(crate) valid_to: Option<BusinessDate>,
    /// What its brackets are of.
    pub(crate) measure: MeasureWord,
    /// In which steps weight is charged, in kilograms: 1 where nothing is said, 0 to the gram.
    pub(crate) weight_step_kg: Option<String>,
    /// The least that is charged.
    pub(crate) minimum: Option<String>,
    /// The most that is charged.
    pub(crate) maximum: Option<String>,
    /// From where on nothing is charged.
    pub(crate) free_from: Option<FreeBody>,
    /// Its brackets, the lowest first.
    pub(crate) brackets: Vec<BracketBody>,
}

/// The part of a shipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PartWord {
    /// All of it.
    Shipment,
    /// Its parcels.
    Parcels,
    /// Its pallets.
    Pallets,
}

/// What brackets are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MeasureWord {
    /// The chargeable weight of everything, in kilograms.
    Weight,
    /// The chargeable weight of each parcel or pallet; their prices are added up.
    PieceWeight,
    /// The room everything takes, in cubic metres.
    Volume,
    /// What the goods cost without tax.
    Value,
    /// How many parcels there are.
    Parcels,
    /// How many pallets there are.
    Pallets,
}

/// Of what a bracket has a price for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PerWord {
    /// A kilogram of chargeable weight.
    Kg,
    /// A hundred kilograms of chargeable weight.
    #[serde(rename = "100_kg")]
    HundredKg,
    /// A cubic metre.
    M3,
    /// A parcel.
    Parcel,
    /// A pallet.
    Pallet,
}

/// From where on nothing is charged; whichever is reached.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FreeBody {
    /// From so much for the goods without tax.
    pub(crate) from_value: Option<String>,
    /// From so many kilograms of goods.
    pub(crate) from_weight_kg: Option<String>,
    /// From so many pallets.
    pub(crate) from_pallets: Option<u32>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BracketBody {
    /// Up to and including this; without an end where nothing is said, which only the last one may be.
    pub(crate) up_to: Option<String>,
    /// What it costs.
    pub(crate) price: String,
    /// What each of something costs besides.
    pub(crate) each: Option<String>,
    /// Of what.
    pub(crate) per: Option<PerWord>,
    /// So much is in the price already: kilograms, cubic metres or pieces.
    pub(crate) included: Option<String>,
}

impl TableBody {
    /// As the model knows it; else everything that is wrong with it, below a pointer.
    pub(crate) fn read(&self, id: TableId, at: &str) -> Result<Table, FreightError> {
        let mut faults = Faults::below(at);
        faults.period(self.valid_from, self.valid_to);
        let (currency, measure) = (self.currency, Measure::from(self.measure));
        let table = Table {
            id,
            way: self.way_id,
            zone: self.zone_id,
            part: self.part.map_or(Part::Shipment, Part::from),
            currency,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            measure,
            weight_step_g: faults.kg("weight_step_kg", self.weight_step_kg.as_ref()).unwrap_or(USUAL_STEP_G),
            minimum: faults.some_amount("minimum", self.minimum.as_ref(), currency),
            maximum: faults.some_amount("maximum", self.maximum.as_ref(), currency),
            free_from: self.free_from.clone().unwrap_or_default().read(Some(currency), &mut faults),
            brackets: self.read_brackets(&mut faults),
        };
        if table.minimum.zip(table.maximum).is_some_and(|(least, most)| most < least) {
            faults.add("maximum", "freight.backwards", "The most is less than the least.");
        }
        faults.unless(table)
    }

    fn read_brackets(&self, faults: &mut Faults) -> Vec<Bracket> {
        if self.brackets.is_empty() || self.brackets.len() > MOST_BRACKETS {
            let detail = Sentence::new(format!("A table has 1 to {MOST_BRACKETS} brackets."));
            faults.add("brackets", "freight.bad_brackets", detail.of([("most", MOST_BRACKETS.into())]));
        }
        let mut brackets: Vec<Bracket> = Vec::with_capacity(self.brackets.len());
        for (index, body) in self.brackets.iter().enumerate() {
            let bracket = body.read(&format!("brackets/{index}"), self, faults);
            let rises = brackets.last().is_none_or(|before| match (before.up_to, bracket.up_to) {
                (Some(before), Some(end)) => before < end,
                (before, None) => before.is_some(),
                (None, Some(_)) => false,
            });
            if !rises {
                let detail = "Each bracket ends above the one before it, and only the last one may have no end.";
                faults.add(&format!("brackets/{index}/up_to"), "freight.falling_brackets", detail);
            }
            brackets.push(bracket);
        }
        brackets
    }
}

impl BracketBody {
    fn read(&self, at: &str, table: &TableBody, faults: &mut Faults) -> Bracket {
        let field = |name: &str| format!("{at}/{name}");
        let scale = match table.measure {
            MeasureWord::Weight | MeasureWord::PieceWeight => 3,
            MeasureWord::Volume => 9,
            MeasureWord::Value => table.currency.decimals(),
            MeasureWord::Parcels | MeasureWord::Pallets => 0,
        };
        let up_to = faults.some_number(&field("up_to"), self.up_to.as_ref(), scale);
        let price = faults.amount(&field("price"), &self.price, table.currency);
        let each = match (&self.each, self.per) {
            (Some(each), Some(word)) => {
                let included = faults.some_number(&field("included"), self.included.as_ref(), word.scale());
                let price = faults.amount(&field("each"), each, table.currency);
                Some(Each { price, per: word.into(), included: included.unwrap_or(0) })
            }
            (None, None) if self.included.is_none() => None,
            _ => {
                let detail =
                    "Give a price for each together with what it is for, and what is included only beside both.";
                faults.add(&field("each"), "freight.each_of_nothing", detail);
                None
            }
        };
        Bracket { up_to, price, each }
    }

    /// As a row of a file.
    pub(crate) fn cells(&self) -> [String; 5] {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let per = self.per.map_or("", PerWord::name).to_owned();
        [text(&self.up_to), self.price.clone(), text(&self.each), per, text(&self.included)]
    }

    /// From a row of a file, in the order of its columns.
    pub(crate) fn of_cells(cells: [&str; 5]) -> Option<Self> {
        let [up_to, price, each, per, included] = cells.map(str::trim);
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let per = if per.is_empty() { None } else { Some(PerWord::named(per)?) };
        Some(Self { up_to: said(up_to), price: price.to_owned(), each: said(each), per, included: said(included) })
    }
}

impl FreeBody {
    /// Thresholds; an amount needs a currency.
    pub(crate) fn read(&self, currency: Option<Currency>, faults: &mut Faults) -> FreeFrom {
        let value = self.from_value.as_ref().and_then(|text| {
            let amount = currency.map(|currency| faults.amount("free_from/from_value", text, currency));
            if amount.is_none() {
                faults.add("currency", "freight.no_currency", "Say the currency of the amounts.");
            }
            amount
        });
        let weight_g = faults.kg("free_from/from_weight_kg", self.from_weight_kg.as_ref());
        FreeFrom { value, weight_g, pallets: self.from_pallets.map(i64::from) }
    }
}

impl PerWord {
    const ALL: [Self; 5] = [Self::Kg, Self::HundredKg, Self::M3, Self::Parcel, Self::Pallet];

    /// Its name, `100_kg`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Kg => "kg",
            Self::HundredKg => "100_kg",
            Self::M3 => "m3",
            Self::Parcel => "parcel",
            Self::Pallet => "pallet",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.name() == name)
    }

    /// Decimals of what is included: of kilograms, cubic metres or pieces.
    const fn scale(self) -> u32 {
        match self {
            Self::Kg | Self::HundredKg => 3,
            Self::M3 => 9,
            Self::Parcel | Self::Pallet => 0,
        }
    }
}

impl From<PartWord> for Part {
    fn from(word: PartWord) -> Self {
        match word {
            PartWord::Shipment => Self::Shipment,
            PartWord::Parcels => Self::Parcels,
            PartWord::Pallets => Self::Pallets,
        }
    }
}

impl From<MeasureWord> for Measure {
    fn from(word: MeasureWord) -> Self {
        match word {
            MeasureWord::Weight => Self::Weight,
            MeasureWord::PieceWeight => Self::PieceWeight,
            MeasureWord::Volume => Self::Volume,
            MeasureWord::Value => Self::Value,
            MeasureWord::Parcels => Self::Parcels,
            MeasureWord::Pallets => Self::Pallets,
        }
    }
}

impl From<PerWord> for Per {
    fn from(word: PerWord) -> Self {
        match word {
            PerWord::Kg => Self::Kg,
            PerWord::HundredKg => Self::HundredKg,
            PerWord::M3 => Self::CubicMetre,
            PerWord::Parcel => Self::Parcel,
            PerWord::Pallet => Self::Pallet,
        }
    }
}
