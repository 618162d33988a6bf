//! Special rules per customer, group, product and category: whom a rule is for, what it does, and which of several wins.
//! The closer a rule describes the case, the sooner it is heard: customer, then goods, then way, then zone.

use std::cmp::Reverse;

use kontor_hooks::{Destination, Shipment, ShipmentLine};
use kontor_kernel::{Amount, BusinessDate, CompanyId, Currency, CustomerGroupId, Id, ProductId, Rate, code_key};

use super::{
    step::Threshold,
    table::FreeFrom,
    way::{Name, WayId, Zone, ZoneId},
};

/// Tag of a rule's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleTag {}

/// A rule's id.
pub type RuleId = Id<RuleTag>;

/// For whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Everybody,
    Group(CustomerGroupId),
    /// And what stands below it.
    Company(CompanyId),
}

/// For which goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Goods {
    All,
    /// By the key of its code; and of what stands below it.
    Category(String),
    Product(ProductId),
}

/// Who buys: the company and those above it, its own one first, and the groups it is in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Buyer {
    pub(crate) companies: Vec<CompanyId>,
    pub(crate) groups: Vec<CustomerGroupId>,
}

/// What a surcharge is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// Once for the order.
    Order,
    /// For each line.
    Line,
    /// For each kilogram that is begun.
    Kg,
    Parcel,
    Pallet,
}

/// How much a surcharge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sum {
    /// So much for each.
    Each(Amount, Basis),
    /// A share of the way's own price: fuel, tolls.
    OfFreight(Rate),
}

/// What is charged beyond the way's own price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Extra {
    /// Of several rules with one code the closest counts.
    pub(crate) code: String,
    pub(crate) sum: Sum,
    pub(crate) minimum: Option<Amount>,
    pub(crate) maximum: Option<Amount>,
    pub(crate) tax_class: String,
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The way is offered, whatever farther rules say.
    Offered,
    /// The way is not offered.
    Withheld,
    /// Nothing is charged, from a threshold on where there is one.
    Free(FreeFrom),
    /// So much is charged, whatever the tables say.
    Fixed(Amount),
    /// The price is changed by so much: -10 per cent, +5 per cent.
    Percent(Rate),
    /// More is charged.
    Surcharge(Extra),
}

/// A special rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) id: RuleId,
    pub(crate) name: Name,
    pub(crate) who: Who,
    pub(crate) goods: Goods,
    /// Every way where there is none.
    pub(crate) way: Option<WayId>,
    /// Everywhere where there is none.
    pub(crate) zone: Option<ZoneId>,
    /// Of its amounts; it counts in this currency only.
    pub(crate) currency: Option<Currency>,
    pub(crate) valid_from: Option<BusinessDate>,
    pub(crate) valid_to: Option<BusinessDate>,
    /// Of rules that are equally close the lowest is heard first.
    pub(crate) priority: i32,
    /// Whether farther rules are heard as well.
    pub(crate) combines: bool,
    pub(crate) effect: Effect,
}

/// How closely a rule describes a case; more is closer.
pub(crate) type Closeness = (usize, usize, bool, usize, Reverse<i32>, Reverse<RuleId>);

impl Who {
    /// How close it is to a buyer; nothing where it is for others.
    pub(crate) fn closeness(self, buyer: &Buyer) -> Option<usize> {
        match self {
            Self::Everybody => Some(0),
            Self::Group(group) => buyer.groups.contains(&group).then_some(1),
            Self::Company(company) => {
                let above = buyer.companies.iter().position(|it| *it == company)?;
                Some(buyer.companies.len() - above + 1)
            }
        }
    }
}

impl Goods {
    /// Whether a line is of them.
    pub(crate) fn hold(&self, product: ProductId, categories: &[String]) -> bool {
        match self {
            Self::All => true,
            Self::Category(key) => categories.iter().any(|code| code_key(code) == *key),
            Self::Product(own) => *own == product,
        }
    }

    pub(crate) const fn closeness(&self) -> usize {
        match self {
            Self::All => 0,
            Self::Category(_) => 1,
            Self::Product(_) => 2,
        }
    }
}

impl Rule {
    /// How closely it describes a shipment on a way; nothing where it is not for it.
    pub(crate) fn closeness(
        &self,
        shipment: &Shipment,
        buyer: &Buyer,
        way: WayId,
        zones: &[Zone],
    ) -> Option<Closeness> {
        let is_now = self.valid_from.is_none_or(|from| from <= shipment.date)
            && self.valid_to.is_none_or(|to| shipment.date <= to);
        let is_for = self.way.is_none_or(|own| own == way) && self.currency.is_none_or(|it| it == shipment.currency);
        if !is_now || !is_for || !shipment.lines.iter().any(|line| self.is_of(line)) {
            return None;
        }
        let zone = self.zone_closeness(&shipment.destination, zones)?;
        let who = self.who.closeness(buyer)?;
        let order = (Reverse(self.priority), Reverse(self.id));
        Some((who, self.goods.closeness(), self.way.is_some(), zone, order.0, order.1))
    }

    fn zone_closeness(&self, destination: &Destination, zones: &[Zone]) -> Option<usize> {
        let Some(id) = self.zone else { return Some(0) };
        let zone = zones.iter().find(|zone| zone.id == id)?;
        Some(zone.closeness(destination)? + 1)
    }

    /// Whether a line is of its goods.
    pub(crate) fn is_of(&self, line: &ShipmentLine) -> bool {
        self.goods.hold(line.product, &line.categories)
    }
}

impl FreeFrom {
    /// Its thresholds.
    pub(crate) fn thresholds(&self) -> impl Iterator<Item = Threshold> {
        let value = self.value.map(Threshold::Value);
        let weight = self.weight_g.map(Threshold::WeightG);
        [value, weight, self.pallets.map(Threshold::Pallets)].into_iter().flatten()
    }
}
