//! A way to send goods, as staff say it.
//! Weights are in kilograms as decimal text, sizes in millimetres.

use std::collections::BTreeMap;

use kontor_hooks::PackingSize;
use kontor_kernel::{ChannelId, Locale, NumberError, parse_scaled};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Faults;
use crate::{
    error::FreightError,
    model::{
        way::{Carries, PalletLimits, ParcelLimits, Way, WayId},
        weight::Volumetric,
    },
};

/// How much of a pallet's room mixed goods fill where nothing is said.
const USUAL_FILL: u8 = 80;

/// A way to send goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WayBody {
    /// Names it on orders, 1 to 40 letters, digits, hyphens, underscores or points. Unique whatever its case.
    pub(crate) code: String,
    /// Its name in the tenant's own language.
    pub(crate) name: String,
    /// Its names in other languages, by tag.
    #[serde(default)]
    pub(crate) names: BTreeMap<Locale, String>,
    /// Whether it is offered at all.
    pub(crate) is_active: bool,
    /// Those with lower numbers are offered first.
    #[serde(default)]
    pub(crate) priority: i32,
    /// The tax class of its price; `standard` where nothing is said.
    pub(crate) tax_class: Option<String>,
    /// Whether its price is shown at checkout and charged with the order; otherwise staff alone are told.
    pub(crate) is_charged: bool,
    /// The channels it is for; all of them where none is named.
    #[serde(default)]
    pub(crate) channel_ids: Vec<ChannelId>,
    /// The countries it goes to, ISO 3166-1 alpha-2; all of them where none is named.
    #[serde(default)]
    pub(crate) countries: Vec<String>,
    /// What it carries.
    pub(crate) carries: CarriesWord,
    /// How heavy room counts; real weight alone where nothing is said.
    pub(crate) volumetric: Option<VolumetricBody>,
    /// What one parcel may be.
    pub(crate) parcel: Option<ParcelBody>,
    /// What one pallet may carry.
    pub(crate) pallet: Option<PalletBody>,
}

/// What a way carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CarriesWord {
    /// Parcels only.
    Parcels,
    /// Everything on pallets.
    Pallets,
    /// Whole pallets, and the rest in parcels where it fits.
    Both,
}

/// How heavy room counts: one of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VolumetricBody {
    /// So many cubic centimetres count as a kilogram, such as 5000.
    pub(crate) cm3_per_kg: Option<u32>,
    /// A cubic metre counts as so many kilograms, such as 333.
    pub(crate) kg_per_m3: Option<u32>,
}

/// What one parcel may be. What is left out is not limited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ParcelBody {
    /// The most it may weigh.
    pub(crate) weight_kg: Option<String>,
    /// The most its longest side may measure.
    pub(crate) length_mm: Option<u32>,
    /// The most that its length and twice its width and height may be.
    pub(crate) girth_mm: Option<u32>,
    /// What the boxes hold that single goods are put into, in litres.
    pub(crate) volume_l: Option<u32>,
    /// More than so many parcels go on a pallet, where the way carries both.
    pub(crate) most_parcels: Option<u32>,
}

/// What one pallet may carry. What is left out is not limited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PalletBody {
    /// The most that may lie on it.
    pub(crate) weight_kg: Option<String>,
    /// How long it is; length, width and height are said together.
    pub(crate) length_mm: Option<u32>,
    /// How wide it is.
    pub(crate) width_mm: Option<u32>,
    /// How high goods may be stacked on it.
    pub(crate) height_mm: Option<u32>,
    /// How much of that room mixed goods fill, 1 to 100 per cent; 80 where nothing is said.
    pub(crate) fill_percent: Option<u8>,
    /// What the empty pallet weighs that mixed goods are put on.
    pub(crate) tare_kg: Option<String>,
}

impl WayBody {
    /// As the model knows it; else everything that is wrong with it, below a pointer.
    pub(crate) fn read(&self, id: WayId, at: &str) -> Result<Way, FreightError> {
        let mut faults = Faults::below(at);
        let way = Way {
            id,
            code: faults.code("code", &self.code),
            name: faults.name(&self.name, &self.names),
            is_active: self.is_active,
            priority: self.priority,
            tax_class: faults.tax_class(self.tax_class.as_ref()),
            is_charged: self.is_charged,
            channels: self.channel_ids.clone(),
            countries: faults.countries(&self.countries),
            carries: self.carries.into(),
            volumetric: self.volumetric.and_then(|body| body.read(&mut faults)),
            parcel: self.parcel.as_ref().map_or_else(ParcelLimits::default, |body| body.read(&mut faults)),
            pallet: self.pallet.as_ref().map_or_else(unlimited, |body| body.read(&mut faults)),
        };
        faults.unless(way)
    }
}

impl From<CarriesWord> for Carries {
    fn from(word: CarriesWord) -> Self {
        match word {
            CarriesWord::Parcels => Self::Parcels,
            CarriesWord::Pallets => Self::Pallets,
            CarriesWord::Both => Self::Both,
        }
    }
}

impl VolumetricBody {
    fn read(self, faults: &mut Faults) -> Option<Volumetric> {
        match (self.cm3_per_kg, self.kg_per_m3) {
            (Some(divisor), None) if divisor > 0 => Some(Volumetric::Cm3PerKg(divisor)),
            (None, Some(density)) if density > 0 => Some(Volumetric::KgPerM3(density)),
            _ => {
                let detail = "Give either the cubic centimetres that count as a kilogram, such as 5000, or the \
                    kilograms that a cubic metre counts as, such as 333.";
                faults.add("volumetric", "freight.bad_volumetric", detail);
                None
            }
        }
    }
}

impl ParcelBody {
    fn read(&self, faults: &mut Faults) -> ParcelLimits {
        ParcelLimits {
            weight_g: above_zero("parcel/weight_kg", self.weight_kg.as_ref(), faults),
            length_mm: self.length_mm,
            girth_mm: self.girth_mm,
            // A litre is a million cubic millimetres.
            volume_mm3: self.volume_l.map(|litres| i64::from(litres) * 1_000_000),
            count: self.most_parcels,
        }
    }
}

impl PalletBody {
    fn read(&self, faults: &mut Faults) -> PalletLimits {
        let size = match (self.length_mm, self.width_mm, self.height_mm) {
            (Some(length_mm), Some(width_mm), Some(height_mm)) if length_mm.min(width_mm).min(height_mm) > 0 => {
                Some(PackingSize { length_mm, width_mm, height_mm })
            }
            (None, None, None) => None,
            _ => {
                let detail = "Give length, width and height of a pallet together, each above zero.";
                faults.add("pallet/length_mm", "freight.bad_pallet_size", detail);
                None
            }
        };
        let fill_percent = self.fill_percent.unwrap_or(USUAL_FILL);
        if !(1..=100).contains(&fill_percent) {
            faults.add("pallet/fill_percent", "freight.bad_fill", "Give 1 to 100 per cent.");
        }
        let weight_g = above_zero("pallet/weight_kg", self.weight_kg.as_ref(), faults);
        let tare_g = faults.kg("pallet/tare_kg", self.tare_kg.as_ref()).unwrap_or(0);
        PalletLimits { weight_g, size, fill_percent, tare_g }
    }
}

fn unlimited() -> PalletLimits {
    PalletLimits { fill_percent: USUAL_FILL, ..PalletLimits::default() }
}

/// A weight of which nothing at all could be sent if it were zero.
fn above_zero(field: &str, text: Option<&String>, faults: &mut Faults) -> Option<i64> {
    let grams = faults.kg(field, text);
    if text.is_some_and(|text| parse_scaled(text, 3) == Ok(0)) {
        let cause = NumberError::NotPositive("0".to_owned());
        faults.add(field, "freight.bad_number", super::not_a_number(&cause));
    }
    grams
}
