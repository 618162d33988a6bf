//! What each way costs for a shipment: the zone, the packing, the rules that are heard, and the table.
//! Whatever is decided leaves a step, so that staff can see why.

use kontor_hooks::{Shipment, ShipmentLine};
use kontor_kernel::{Amount, MoneyError};

use super::{
    minimum::Minimum,
    packing::{Estimate, Kind, Plan, Run, estimate},
    rule::{Buyer, Effect, Goods, Rule},
    step::{Note, Step, Threshold, as_told},
    table::{FreeFrom, Loaded, NoPrice, Part, Table},
    way::{Carries, Units, Way, Zone},
    weight::Measured,
};

/// Everything a tenant has said about freight.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Book {
    /// In the order in which they are offered.
    pub(crate) ways: Vec<Way>,
    pub(crate) zones: Vec<Zone>,
    pub(crate) tables: Vec<Table>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) minimums: Vec<Minimum>,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question<'a> {
    pub(crate) shipment: &'a Shipment,
    pub(crate) buyer: &'a Buyer,
    pub(crate) units: &'a Units,
}

/// What is said of a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer<'a> {
    pub(crate) way: &'a Way,
    /// What it costs; nothing where it is not offered.
    pub(crate) cost: Option<Amount>,
    pub(crate) parcels: i64,
    pub(crate) pallets: i64,
    pub(crate) measured: Measured,
    pub(crate) notes: Vec<Note>,
    pub(crate) steps: Vec<Step>,
}

/// Why a way has no price.
enum Stop {
    NotOffered(Step),
    Money(MoneyError),
}

impl From<MoneyError> for Stop {
    fn from(error: MoneyError) -> Self {
        Self::Money(error)
    }
}

impl From<NoPrice> for Stop {
    fn from(cause: NoPrice) -> Self {
        match cause {
            NoPrice::Beyond(step) => Self::NotOffered(step),
            NoPrice::Money(error) => Self::Money(error),
        }
    }
}

/// What is said of every way, those with the lowest priority first.
pub(crate) fn quote<'a>(book: &'a Book, question: Question<'_>) -> Result<Vec<Answer<'a>>, MoneyError> {
    book.ways.iter().map(|way| answer(book, way, question)).collect()
}

impl Way {
    /// By what it packs.
    pub(crate) const fn plan<'a>(&'a self, units: &'a Units) -> Plan<'a> {
        Plan { carries: self.carries, parcel: &self.parcel, pallet: &self.pallet, units }
    }

    /// Why it is not open to a shipment at all.
    fn closed_to(&self, shipment: &Shipment) -> Option<Step> {
        let country = &shipment.destination.country;
        if !self.is_active {
            return Some(Step::Inactive);
        }
        if !self.channels.is_empty() && !self.channels.contains(&shipment.channel) {
            return Some(Step::NotInChannel);
        }
        let is_in = |own: &String| own.eq_ignore_ascii_case(country);
        let goes_there = self.countries.is_empty() || self.countries.iter().any(is_in);
        (!goes_there).then(|| Step::NotInCountry(country.clone()))
    }
}

fn answer<'a>(book: &'a Book, way: &'a Way, question: Question<'_>) -> Result<Answer<'a>, MoneyError> {
    let mut desk = Desk { book, way, question, steps: Vec::new(), notes: Vec::new(), packed: Estimate::default() };
    let cost = match desk.price() {
        Ok(cost) => Some(cost),
        Err(Stop::Money(error)) => return Err(error),
        Err(Stop::NotOffered(step)) => {
            desk.steps.push(step);
            None
        }
    };
    let notes = if cost.is_some_and(|cost| cost > Amount::ZERO) { nearest(desk.notes) } else { Vec::new() };
    let packed = &desk.packed;
    Ok(Answer {
        way,
        cost,
        parcels: packed.count(Kind::Parcel),
        pallets: packed.count(Kind::Pallet),
        measured: packed.measured(),
        notes,
        steps: as_told(desk.steps),
    })
}

/// Of notes of one kind the one with the least missing.
fn nearest(mut notes: Vec<Note>) -> Vec<Note> {
    notes.sort_unstable();
    notes.dedup_by_key(|note| std::mem::discriminant(note));
    notes
}

/// Works out the price of one way.
struct Desk<'a, 'q> {
    book: &'a Book,
    way: &'a Way,
    question: Question<'q>,
    steps: Vec<Step>,
    notes: Vec<Note>,
    packed: Estimate,
}

impl<'a> Desk<'a, '_> {
    fn price(&mut self) -> Result<Amount, Stop> {
        let shipment = self.question.shipment;
        let closed = self.way.closed_to(shipment);
        if let Some(step) = closed {
            return Err(Stop::NotOffered(step));
        }
        let rules = heard(self.book, self.way, self.question);
        if let Some(rule) = withheld(&rules) {
            return Err(Stop::NotOffered(Step::Withheld(rule.name.own.clone())));
        }
        let all: Vec<&ShipmentLine> = shipment.lines.iter().collect();
        self.packed = estimate(&all, &self.way.plan(self.question.units)).map_err(Stop::NotOffered)?;
        self.steps.extend(self.packed.steps.clone());
        let (aside, rest) = self.aside(&rules, &all)?;
        let own = if rest.is_empty() { Amount::ZERO } else { self.own_price(&rules, &rest, rest.len() < all.len())? };
        let total = aside.plus(own)?;
        self.steps.push(Step::Total(total));
        Ok(total)
    }

    /// Goods that rules carry free or at a price of their own, and what remains.
    fn aside<'l>(
        &mut self,
        rules: &[&'a Rule],
        lines: &[&'l ShipmentLine],
    ) -> Result<(Amount, Vec<&'l ShipmentLine>), Stop> {
        let (mut sum, mut rest, mut charged) = (Amount::ZERO, Vec::new(), Vec::new());
        for line in lines {
            let of_line = |rule: &&&Rule| rule.goods != Goods::All && rule.is_of(line);
            let priced = rules.iter().filter(of_line).find_map(|rule| Some((rule, self.of_goods(rule)?)));
            let Some((rule, cost)) = priced else {
                rest.push(*line);
                continue;
            };
            // The goods of one rule are charged once, in however many lines they stand.
            let cost = if charged.contains(&rule.id) { Amount::ZERO } else { cost };
            charged.push(rule.id);
            sum = sum.plus(cost)?;
            self.steps.push(Step::GoodsAside { sku: line.sku.clone(), rule: rule.name.own.clone(), cost });
        }
        Ok((sum, rest))
    }

    /// What a rule's goods cost, where it says so.
    fn of_goods(&self, rule: &Rule) -> Option<Amount> {
        match &rule.effect {
            Effect::Free(from) => (from.is_always() || self.reached(from).is_some()).then_some(Amount::ZERO),
            Effect::Fixed(cost) => Some(*cost),
            _ => None,
        }
    }

    /// The way's own price: what a rule says, or the table; and what rules change of it.
    fn own_price(&mut self, rules: &[&'a Rule], lines: &[&ShipmentLine], is_part: bool) -> Result<Amount, Stop> {
        let taken = self.taken(rules);
        let base = taken.iter().find_map(|rule| match &rule.effect {
            Effect::Free(_) => Some((rule, Amount::ZERO)),
            Effect::Fixed(cost) => Some((rule, *cost)),
            _ => None,
        });
        let mut cost = match base {
            Some((rule, cost)) => {
                self.steps.push(Step::Fixed { rule: rule.name.own.clone(), cost });
                cost
            }
            None => self.of_tables(lines, is_part)?,
        };
        for rule in taken {
            let Effect::Percent(rate) = rule.effect else { continue };
            cost = cost.plus(rate.of(cost)?)?.max(Amount::ZERO);
            self.steps.push(Step::Percent { rule: rule.name.own.clone(), rate, cost });
        }
        Ok(cost)
    }

    /// The rules about the price that count: the closest one, and farther ones as long as each combines with others.
    fn taken(&mut self, rules: &[&'a Rule]) -> Vec<&'a Rule> {
        let mut taken = Vec::new();
        for rule in rules {
            let is_one = match &rule.effect {
                Effect::Percent(_) => true,
                Effect::Fixed(_) => rule.goods == Goods::All,
                Effect::Free(from) if rule.goods == Goods::All => self.is_free(*from),
                _ => false,
            };
            if !is_one {
                continue;
            }
            taken.push(*rule);
            if !rule.combines {
                break;
            }
        }
        taken
    }

    /// Whether a threshold is reached; notes what is missing to each that is not.
    fn is_free(&mut self, from: FreeFrom) -> bool {
        if from.is_always() {
            return true;
        }
        if let Some(reached) = self.reached(&from) {
            self.steps.push(Step::FreeFrom(reached));
            return true;
        }
        let missing: Vec<Note> = from.thresholds().map(|threshold| self.missing(threshold)).collect();
        self.notes.extend(missing);
        false
    }

    fn reached(&self, from: &FreeFrom) -> Option<Threshold> {
        from.thresholds().find(|threshold| self.standing(*threshold) >= *threshold)
    }

    /// How much there is of what a threshold is about.
    fn standing(&self, threshold: Threshold) -> Threshold {
        let shipment = self.question.shipment;
        match threshold {
            Threshold::Value(_) => Threshold::Value(shipment.goods_net),
            Threshold::WeightG(_) => {
                Threshold::WeightG(shipment.lines.iter().fold(0, |sum, line| line.weight_g.saturating_add(sum)))
            }
            Threshold::Pallets(_) => Threshold::Pallets(self.packed.count(Kind::Pallet)),
        }
    }

    fn missing(&self, threshold: Threshold) -> Note {
        match (threshold, self.standing(threshold)) {
            (Threshold::Value(needed), Threshold::Value(reached)) => {
                Note::ValueToFree(Amount::from_minor(needed.minor().saturating_sub(reached.minor())))
            }
            (Threshold::WeightG(needed), Threshold::WeightG(reached)) if self.way.carries == Carries::Parcels => {
                Note::WeightToFree(needed - reached)
            }
            (Threshold::WeightG(needed), Threshold::WeightG(reached)) => Note::WeightToFreePallet(needed - reached),
            (Threshold::Pallets(needed), Threshold::Pallets(reached)) => Note::PalletsToFree(needed - reached),
            // A threshold stands beside one of its own kind.
            _ => Note::PalletsToFree(0),
        }
    }

    /// What the tables of the closest zone say of some of the goods.
    fn of_tables(&mut self, lines: &[&ShipmentLine], is_part: bool) -> Result<Amount, Stop> {
        let (zone, tables) = closest_tables(self.book, self.way, self.question.shipment);
        self.steps.extend(zone.map(|zone| Step::InZone(zone.code.clone())));
        let runs = if is_part {
            estimate(lines, &self.way.plan(self.question.units)).map_err(Stop::NotOffered)?.runs
        } else {
            self.packed.runs.clone()
        };
        let measured = runs.iter().fold(Measured::default(), |sum, run| sum.plus(run.each.times(run.count)));
        let volumetric_g = self.way.volumetric.map_or(0, |by| by.weight_g(measured.volume_mm3));
        self.steps.push(Step::Chargeable { real_g: measured.weight_g, volumetric_g });
        let value = Amount::sum(lines.iter().map(|line| line.net))?;
        if let Some(table) = latest(&tables, Part::Shipment) {
            return self.of_table(Some(table), &runs, value);
        }
        let (parcels, pallets): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|run| run.kind == Kind::Parcel);
        let parcels = self.of_table(latest(&tables, Part::Parcels), &parcels, value)?;
        Ok(parcels.plus(self.of_table(latest(&tables, Part::Pallets), &pallets, value)?)?)
    }

    fn of_table(&mut self, table: Option<&Table>, runs: &[Run], value: Amount) -> Result<Amount, Stop> {
        if runs.is_empty() {
            return Ok(Amount::ZERO);
        }
        let Some(table) = table else { return Err(Stop::NotOffered(Step::NoTable)) };
        if !table.free_from.is_always() && self.is_free(table.free_from) {
            return Ok(Amount::ZERO);
        }
        let loaded = Loaded { runs, value, volumetric: self.way.volumetric };
        Ok(table.cost(&loaded, &mut self.steps)?)
    }
}

impl FreeFrom {
    /// Whether it has no threshold.
    pub(crate) const fn is_always(&self) -> bool {
        self.value.is_none() && self.weight_g.is_none() && self.pallets.is_none()
    }
}

/// The rules that are for a shipment on a way, the closest first.
pub(crate) fn heard<'a>(book: &'a Book, way: &Way, question: Question<'_>) -> Vec<&'a Rule> {
    let closeness = |rule: &Rule| rule.closeness(question.shipment, question.buyer, way.id, &book.zones);
    let mut rules: Vec<_> = book.rules.iter().filter_map(|rule| Some((closeness(rule)?, rule))).collect();
    rules.sort_by(|(one, _), (other, _)| other.cmp(one));
    rules.into_iter().map(|(_, rule)| rule).collect()
}

/// The rule that takes the way away, where the closest one that says anything about it does.
fn withheld<'a>(rules: &[&'a Rule]) -> Option<&'a Rule> {
    let says = |rule: &&&Rule| matches!(rule.effect, Effect::Offered | Effect::Withheld);
    rules.iter().find(says).copied().filter(|rule| rule.effect == Effect::Withheld)
}

/// The tables of a way that hold, of the zone that describes the address closest.
fn closest_tables<'a>(book: &'a Book, way: &Way, shipment: &Shipment) -> (Option<&'a Zone>, Vec<&'a Table>) {
    let holding = book.tables.iter().filter(|table| table.way == way.id);
    let holding = holding.filter(|table| table.holds(shipment.date, shipment.currency));
    let place = |table: &'a Table| {
        let Some(id) = table.zone else { return Some((0, None, table)) };
        let zone = book.zones.iter().find(|zone| zone.id == id)?;
        Some((zone.closeness(&shipment.destination)? + 1, Some(zone), table))
    };
    let placed: Vec<_> = holding.filter_map(place).collect();
    let code = |zone: &Option<&Zone>| std::cmp::Reverse(zone.map(|zone| zone.code.clone()));
    let best = placed.iter().max_by_key(|(closeness, zone, _)| (*closeness, code(zone)));
    let Some((_, zone, _)) = best else { return (None, Vec::new()) };
    let same = placed.iter().filter(|(_, other, _)| other.map(|it| it.id) == zone.map(|it| it.id));
    (*zone, same.map(|(_, _, table)| *table).collect())
}

/// Of several tables for one part the one that began last.
fn latest<'a>(tables: &[&'a Table], part: Part) -> Option<&'a Table> {
    let of_part = tables.iter().filter(|table| table.part == part);
    of_part.max_by_key(|table| (table.valid_from, table.id)).copied()
}
