//! A way to send goods, and what one parcel or pallet may be on it.
//! Each carrier has limits of its own, so they belong to the way.

use kontor_hooks::PackingSize;
use kontor_kernel::{ChannelId, Id, Locale};
use std::collections::BTreeMap;

use super::{place::Place, weight::Volumetric};

/// Tag of a way's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayTag {}

/// A way's id.
pub type WayId = Id<WayTag>;

/// Tag of a zone's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneTag {}

/// A zone's id.
pub type ZoneId = Id<ZoneTag>;

/// A name in the tenant's own language, and in others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Name {
    pub(crate) own: String,
    pub(crate) others: BTreeMap<Locale, String>,
}

impl Name {
    /// In a reader's language where it has one.
    pub(crate) fn of(&self, locale: Locale) -> &str {
        self.others.get(&locale).filter(|name| !name.is_empty()).unwrap_or(&self.own)
    }
}

/// What a way carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carries {
    /// Parcels only; what fits into none cannot go this way.
    Parcels,
    /// Everything on pallets.
    Pallets,
    /// Whole pallets as they are; the rest in parcels where all of it fits, and else on a pallet.
    Both,
}

/// What one parcel may be. Nothing said, nothing limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ParcelLimits {
    pub(crate) weight_g: Option<i64>,
    /// Of its longest side.
    pub(crate) length_mm: Option<u32>,
    /// Length and twice width and height, as carriers measure it with a tape around the parcel.
    pub(crate) girth_mm: Option<u32>,
    /// What the boxes hold that single goods are put into.
    pub(crate) volume_mm3: Option<i64>,
    /// More than so many parcels go on a pallet, where the way carries both.
    pub(crate) count: Option<u32>,
}

/// What one pallet may carry. Nothing said, nothing limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PalletLimits {
    pub(crate) weight_g: Option<i64>,
    /// The room above the boards.
    pub(crate) size: Option<PackingSize>,
    /// How much of that room mixed goods fill, in per cent.
    pub(crate) fill_percent: u8,
    /// What the empty pallet weighs under mixed goods, in grams.
    pub(crate) tare_g: i64,
}

/// A way to send goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) id: WayId,
    pub(crate) code: String,
    pub(crate) name: Name,
    pub(crate) is_active: bool,
    pub(crate) priority: i32,
    pub(crate) tax_class: String,
    pub(crate) is_charged: bool,
    /// All channels where there are none.
    pub(crate) channels: Vec<ChannelId>,
    /// All countries where there are none.
    pub(crate) countries: Vec<String>,
    pub(crate) carries: Carries,
    pub(crate) volumetric: Option<Volumetric>,
    pub(crate) parcel: ParcelLimits,
    pub(crate) pallet: PalletLimits,
}

/// A named set of places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Zone {
    pub(crate) id: ZoneId,
    pub(crate) code: String,
    pub(crate) places: Vec<Place>,
}

impl Zone {
    /// How closely it describes an address; nothing where the address does not lie in it.
    pub(crate) fn closeness(&self, destination: &kontor_hooks::Destination) -> Option<usize> {
        self.places.iter().filter_map(|place| place.closeness(destination)).max()
    }
}

/// Which units of packing are pallets and which are parcels, by the key of their code. All others are single goods.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Units {
    pub(crate) pallets: Vec<String>,
    pub(crate) parcels: Vec<String>,
}
