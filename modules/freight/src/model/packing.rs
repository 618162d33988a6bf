//! How goods are packed: an estimate of parcels and pallets from units, weights and sizes, explained in steps.
//! The same goods always give the same estimate. It works with counts of equal things, so a million pieces cost no more than one.

use kontor_hooks::{Packing, PackingSize, ShipmentLine};
use kontor_kernel::{Quantity, code_key};

use super::{
    filling::{Filler, Room},
    step::Step,
    way::{Carries, PalletLimits, ParcelLimits, Units},
    weight::{Measured, div_up, volume_mm3},
};

/// A parcel or a pallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Parcel,
    Pallet,
}

/// So many equal parcels or pallets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) kind: Kind,
    pub(crate) count: i64,
    pub(crate) each: Measured,
}

/// How goods are packed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Estimate {
    pub(crate) runs: Vec<Run>,
    pub(crate) steps: Vec<Step>,
}

impl Estimate {
    /// How many parcels or pallets there are.
    pub(crate) fn count(&self, kind: Kind) -> i64 {
        self.runs.iter().filter(|run| run.kind == kind).fold(0, |sum, run| sum.saturating_add(run.count))
    }

    /// What all of it weighs and how much room it takes.
    pub(crate) fn measured(&self) -> Measured {
        self.runs.iter().fold(Measured::default(), |sum, run| sum.plus(run.each.times(run.count)))
    }
}

/// By what a way packs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan<'a> {
    pub(crate) carries: Carries,
    pub(crate) parcel: &'a ParcelLimits,
    pub(crate) pallet: &'a PalletLimits,
    pub(crate) units: &'a Units,
}

/// So many equal things that are not taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) sku: String,
    pub(crate) unit: String,
    pub(crate) count: i64,
    pub(crate) weight_g: i64,
    pub(crate) size: Option<PackingSize>,
    pub(crate) role: Role,
}

/// What a unit of packing is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Pallet,
    Parcel,
    Single,
}

impl Item {
    /// One of it, measured. Room that is not known is none.
    pub(crate) fn each(&self) -> Measured {
        Measured { weight_g: self.weight_g, volume_mm3: self.size.map_or(0, volume_mm3) }
    }
}

/// The estimate of some goods; the step that names what cannot go this way.
pub(crate) fn estimate(lines: &[&ShipmentLine], plan: &Plan<'_>) -> Result<Estimate, Step> {
    let mut items: Vec<Item> = lines.iter().flat_map(|line| taken_apart(line, plan)).collect();
    items.retain(|item| item.count > 0);
    let mut estimate = Estimate::default();
    let (whole, rest): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| item.role == Role::Pallet);
    match plan.carries {
        Carries::Parcels => {
            if let Some(pallet) = whole.first() {
                return Err(too_large(pallet));
            }
            into_parcels(&rest, plan, &mut estimate)?;
        }
        Carries::Pallets => {
            whole_pallets(&whole, &mut estimate);
            onto_pallets(&rest, plan, &mut estimate);
        }
        Carries::Both => {
            whole_pallets(&whole, &mut estimate);
            into_parcels_or_onto_pallets(&rest, plan, &mut estimate);
        }
    }
    Ok(estimate)
}

/// A line's quantity in its units, the largest first. Ways without pallets open them.
fn taken_apart(line: &ShipmentLine, plan: &Plan<'_>) -> Vec<Item> {
    let role = |packing: &Packing| role_of(&packing.unit, plan.units);
    let last = line.packings.len().saturating_sub(1);
    let is_used = |(index, packing): &(usize, &Packing)| {
        *index == last || plan.carries != Carries::Parcels || role(packing) != Role::Pallet
    };
    let used: Vec<&Packing> = line.packings.iter().enumerate().filter(is_used).map(|(_, packing)| packing).collect();
    let Some(smallest) = used.last() else { return vec![unpacked(line)] };
    let mut left = line.quantity.millionths();
    let mut items = Vec::with_capacity(used.len());
    for packing in &used {
        let factor = packing.factor.millionths().max(1);
        items.push(item(line, packing, left / factor, packing.weight_g, role(packing)));
        left %= factor;
    }
    if left > 0 {
        // A part of the smallest unit weighs its share and takes the room of a whole one.
        let weight = div_up(i128::from(smallest.weight_g) * i128::from(left), i128::from(smallest.factor.millionths()));
        items.push(item(line, smallest, 1, i64::try_from(weight).unwrap_or(i64::MAX), role(smallest)));
    }
    items
}

fn role_of(unit: &str, units: &Units) -> Role {
    let key = code_key(unit);
    let is_in = |codes: &[String]| codes.contains(&key);
    if is_in(&units.pallets) {
        Role::Pallet
    } else if is_in(&units.parcels) {
        Role::Parcel
    } else {
        Role::Single
    }
}

fn item(line: &ShipmentLine, packing: &Packing, count: i64, weight_g: i64, role: Role) -> Item {
    Item { sku: line.sku.clone(), unit: packing.unit.clone(), count, weight_g, size: packing.size, role }
}

/// Goods of which no packing is known: single ones that weigh their share of the line.
fn unpacked(line: &ShipmentLine) -> Item {
    let whole = div_up(i128::from(line.quantity.millionths().max(1)), i128::from(Quantity::ONE.millionths()));
    let each = div_up(i128::from(line.weight_g), whole);
    Item {
        sku: line.sku.clone(),
        unit: line.unit.clone(),
        count: i64::try_from(whole).unwrap_or(i64::MAX),
        weight_g: i64::try_from(each).unwrap_or(i64::MAX),
        size: None,
        role: Role::Single,
    }
}

fn too_large(item: &Item) -> Step {
    Step::TooLarge { sku: item.sku.clone(), unit: item.unit.clone() }
}

fn whole_pallets(items: &[Item], estimate: &mut Estimate) {
    for item in items {
        estimate.runs.push(Run { kind: Kind::Pallet, count: item.count, each: item.each() });
        let (sku, unit) = (item.sku.clone(), item.unit.clone());
        estimate.steps.push(Step::WholePallets { count: item.count, sku, unit });
    }
}

/// Whether one of it may be a parcel, or be in one.
fn fits_parcel(item: &Item, limits: &ParcelLimits) -> bool {
    let is_light = limits.weight_g.is_none_or(|most| item.weight_g <= most);
    let Some(size) = item.size else { return is_light };
    let mut sides = [size.length_mm, size.width_mm, size.height_mm].map(u64::from);
    sides.sort_unstable();
    let [height, width, length] = sides;
    let is_short = limits.length_mm.is_none_or(|most| length <= u64::from(most));
    let is_slim = limits.girth_mm.is_none_or(|most| length + 2 * (width + height) <= u64::from(most));
    let is_in_box = item.role == Role::Parcel || limits.volume_mm3.is_none_or(|most| volume_mm3(size) <= most);
    is_light && is_short && is_slim && is_in_box
}

fn into_parcels(items: &[Item], plan: &Plan<'_>, estimate: &mut Estimate) -> Result<(), Step> {
    if let Some(item) = items.iter().find(|item| !fits_parcel(item, plan.parcel)) {
        return Err(too_large(item));
    }
    let (own, single): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| item.role == Role::Parcel);
    let mixed = filled(&single, Room { weight_g: plan.parcel.weight_g, volume_mm3: plan.parcel.volume_mm3 });
    for item in own {
        estimate.runs.push(Run { kind: Kind::Parcel, count: item.count, each: item.each() });
        let (sku, unit) = (item.sku.clone(), item.unit.clone());
        estimate.steps.push(Step::OwnParcels { count: item.count, sku, unit });
    }
    let runs = mixed.into_iter().map(|(count, each)| Run { kind: Kind::Parcel, count, each });
    let before = estimate.count(Kind::Parcel);
    estimate.runs.extend(runs);
    let count = estimate.count(Kind::Parcel) - before;
    if count > 0 {
        estimate.steps.extend(unsized_goods(&single));
        estimate.steps.push(Step::MixedParcels(count));
    }
    Ok(())
}

/// All of the rest in parcels, or all of it on pallets: what is sent together stays together.
fn into_parcels_or_onto_pallets(items: &[Item], plan: &Plan<'_>, estimate: &mut Estimate) {
    let mut parcels = Estimate::default();
    let refused = into_parcels(items, plan, &mut parcels).err().or_else(|| {
        let count = parcels.count(Kind::Parcel);
        let most = i64::from(plan.parcel.count?);
        (count > most).then_some(Step::TooManyParcels(count))
    });
    match refused {
        None => {
            estimate.runs.extend(parcels.runs);
            estimate.steps.extend(parcels.steps);
        }
        Some(reason) => {
            estimate.steps.push(reason);
            onto_pallets(items, plan, estimate);
        }
    }
}

/// Mixed pallets. What is larger or heavier than one takes the places of several.
fn onto_pallets(items: &[Item], plan: &Plan<'_>, estimate: &mut Estimate) {
    let limits = plan.pallet;
    let tare = Measured { weight_g: limits.tare_g, volume_mm3: 0 };
    let (large, usual): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| places(item, limits) > 1);
    for item in large {
        let places = places(item, limits);
        let share = |whole: i64| i64::try_from(div_up(i128::from(whole), i128::from(places))).unwrap_or(i64::MAX);
        let each = Measured { weight_g: share(item.each().weight_g), volume_mm3: share(item.each().volume_mm3) };
        let count = item.count.saturating_mul(places);
        estimate.runs.push(Run { kind: Kind::Pallet, count, each: each.plus(tare) });
        estimate.steps.push(Step::Oversize { sku: item.sku.clone(), places });
    }
    let room = Room { weight_g: limits.weight_g, volume_mm3: limits.size.map(|size| filled_part(size, limits)) };
    let mut count = 0_i64;
    for (pallets, each) in filled(&usual, room) {
        count = count.saturating_add(pallets);
        estimate.runs.push(Run { kind: Kind::Pallet, count: pallets, each: each.plus(tare) });
    }
    if count > 0 {
        estimate.steps.extend(unsized_goods(&usual));
        estimate.steps.push(Step::MixedPallets(count));
    }
}

/// The part of a pallet's room that mixed goods fill.
fn filled_part(size: PackingSize, limits: &PalletLimits) -> i64 {
    let part = i128::from(volume_mm3(size)) * i128::from(limits.fill_percent.clamp(1, 100)) / 100;
    i64::try_from(part).unwrap_or(i64::MAX)
}

/// The places of how many pallets one of it takes.
fn places(item: &Item, limits: &PalletLimits) -> i64 {
    let of = |whole: i64, most: i64| i64::try_from(div_up(i128::from(whole), i128::from(most.max(1)))).unwrap_or(1);
    let by_weight = limits.weight_g.map_or(1, |most| of(item.weight_g, most));
    let (Some(size), Some(room)) = (item.size, limits.size) else { return by_weight.max(1) };
    let sides = |size: PackingSize| {
        let (a, b) = (i64::from(size.length_mm), i64::from(size.width_mm));
        (a.max(b), a.min(b), i64::from(size.height_mm))
    };
    let ((length, width, height), (room_length, room_width, room_height)) = (sides(size), sides(room));
    let by_floor = of(length, room_length).saturating_mul(of(width, room_width));
    let by_size = by_floor.saturating_mul(of(height, room_height));
    by_weight.max(by_size).max(1)
}

/// Single goods in as few rooms as come of putting the largest in first.
fn filled(items: &[&Item], room: Room) -> Vec<(i64, Measured)> {
    let mut sorted = items.to_vec();
    // Stable: of equal things the earlier line comes first.
    sorted.sort_by_key(|item| std::cmp::Reverse((item.each().volume_mm3, item.weight_g)));
    let mut filler = Filler::new(room);
    sorted.iter().for_each(|item| filler.put(item.each(), item.count));
    filler.closed()
}

/// Says once of each product that its weight alone counts.
fn unsized_goods(items: &[&Item]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for item in items.iter().filter(|item| item.size.is_none()) {
        let step = Step::NoSize(item.sku.clone());
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    steps
}
