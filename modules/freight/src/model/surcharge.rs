//! What is charged beyond a way's own price: long goods, hazardous goods, remote places, fuel and tolls.
//! Of several rules with one code the closest counts, so that a customer's own can lower or waive it.

use kontor_hooks::{ChosenShipping, ShipmentLine};
use kontor_kernel::{Amount, MoneyError, round_div};

use super::{
    packing::{Kind, estimate},
    quote::{Book, Question, heard},
    rule::{Basis, Effect, Extra, Goods, Rule, Sum},
    way::Way,
    weight::div_up,
};

/// A surcharge that is charged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Charged<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) extra: &'a Extra,
    pub(crate) net: Amount,
}

/// The surcharges of a shipment on a way whose own price is known, by their codes.
pub(crate) fn surcharges<'a>(
    book: &'a Book,
    way: &Way,
    question: Question<'_>,
    chosen: &ChosenShipping,
) -> Result<Vec<Charged<'a>>, MoneyError> {
    let bill = Bill { way, question, chosen };
    let mut charged: Vec<Charged<'a>> = Vec::new();
    for rule in heard(book, way, question) {
        let Effect::Surcharge(extra) = &rule.effect else { continue };
        if charged.iter().any(|known| known.extra.code == extra.code) {
            continue;
        }
        let net = extra.clamped(bill.net(rule, extra)?);
        charged.push(Charged { rule, extra, net });
    }
    charged.retain(|charged| charged.net > Amount::ZERO);
    charged.sort_by(|one, other| one.extra.code.cmp(&other.extra.code));
    Ok(charged)
}

impl Extra {
    /// Within its bounds. One that is waived stays so.
    fn clamped(&self, net: Amount) -> Amount {
        if net == Amount::ZERO {
            return net;
        }
        let least = self.minimum.map_or(net, |least| net.max(least));
        self.maximum.map_or(least, |most| least.min(most))
    }
}

/// A shipment on a way whose own price is known.
#[derive(Clone, Copy)]
struct Bill<'q> {
    way: &'q Way,
    question: Question<'q>,
    chosen: &'q ChosenShipping,
}

impl Bill<'_> {
    fn net(self, rule: &Rule, extra: &Extra) -> Result<Amount, MoneyError> {
        match extra.sum {
            Sum::OfFreight(rate) => rate.of(self.chosen.offer.net),
            Sum::Each(price, basis) => {
                let count = self.count(rule, basis);
                round_div(i128::from(price.minor()) * i128::from(count), 1).map(Amount::from_minor)
            }
        }
    }

    /// How many of what a surcharge is counted by a rule's goods are.
    fn count(self, rule: &Rule, basis: Basis) -> i64 {
        let of_rule: Vec<&ShipmentLine> = self.question.shipment.lines.iter().filter(|line| rule.is_of(line)).collect();
        let is_all = rule.goods == Goods::All;
        match basis {
            Basis::Order => 1,
            Basis::Line => i64::try_from(of_rule.len()).unwrap_or(i64::MAX),
            Basis::Kg => begun_kg(&of_rule),
            Basis::Parcel if is_all => i64::from(self.chosen.offer.parcels),
            Basis::Pallet if is_all => i64::from(self.chosen.offer.pallets),
            Basis::Parcel => self.pieces(&of_rule, Kind::Parcel),
            Basis::Pallet => self.pieces(&of_rule, Kind::Pallet),
        }
    }

    /// How many parcels or pallets some goods are by themselves.
    fn pieces(self, lines: &[&ShipmentLine], kind: Kind) -> i64 {
        estimate(lines, &self.way.plan(self.question.units)).map_or(0, |packed| packed.count(kind))
    }
}

/// What lines weigh in kilograms, the last one begun.
fn begun_kg(lines: &[&ShipmentLine]) -> i64 {
    let grams = lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.weight_g));
    i64::try_from(div_up(i128::from(grams), 1_000)).unwrap_or(i64::MAX)
}
