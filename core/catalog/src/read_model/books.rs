//! Price lists with their prices by chunk, and the units those prices are in.
//! A book costs what it holds: a list of rules alone is a few hundred bytes, however many products there are.

use std::{collections::HashMap, sync::Arc};

use super::chunks::PriceChunk;
use crate::{
    entities::price_list,
    model::price::{ListFacts, Purpose, QuantityRule, State, Tier, Unit, WrittenRule, derivation},
};

/// A price list with its prices by chunk, rising.
#[derive(Debug, Clone)]
pub(super) struct Book {
    pub facts: Arc<ListFacts>,
    pub chunks: Vec<(u32, Arc<PriceChunk>)>,
    /// In which quantities products may be ordered from it.
    pub quantities: Arc<HashMap<u32, QuantityRule>>,
}

impl Book {
    /// An empty one.
    pub fn new(facts: ListFacts) -> Self {
        Self { facts: Arc::new(facts), chunks: Vec::new(), quantities: Arc::default() }
    }

    /// The prices of the product at a place.
    pub fn tiers(&self, place: u32) -> &[Tier] {
        let (chunk, offset) = split(place);
        let found = self.chunks.binary_search_by_key(&chunk, |(number, _)| *number);
        found.map_or(&[][..], |at| self.chunks[at].1.tiers(offset))
    }

    /// Bytes it takes, roughly.
    pub fn bytes(&self) -> usize {
        let prices: usize = self.chunks.iter().map(|(_, chunk)| chunk.bytes()).sum();
        size_of::<Self>() + 256 + prices + self.quantities.len() * 96
    }
}

impl From<price_list::Model> for ListFacts {
    fn from(row: price_list::Model) -> Self {
        let rules: Vec<WrittenRule> =
            row.rules.and_then(|rules| serde_json::from_value(rules).ok()).unwrap_or_default();
        let ending = row.ending.and_then(|ending| serde_json::from_value(ending).ok());
        // What cannot be read was written by a newer version; without rules the list makes no price, rather than a wrong one.
        let derivation = derivation(row.base_list_id, &rules, ending).unwrap_or_default();
        Self {
            id: row.id,
            code: row.code,
            name: row.name,
            currency: row.currency,
            tax_mode: row.tax_mode.into(),
            purpose: match row.purpose {
                price_list::Purpose::Sales => Purpose::Sales,
                price_list::Purpose::Contract => Purpose::Contract,
                price_list::Purpose::Cost => Purpose::Cost,
            },
            state: match row.state {
                price_list::State::Draft => State::Draft,
                price_list::State::Active => State::Active,
                price_list::State::Archived => State::Archived,
            },
            is_default: row.is_default,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            derivation,
        }
    }
}

/// The number of a place's chunk, and the place within it.
pub(super) fn split(place: u32) -> (u32, u8) {
    let [low, ..] = place.to_le_bytes();
    (place >> 8, low)
}

/// Numbers of packaging units, by the keys of their codes. A number once given stays.
#[derive(Debug, Clone, Default)]
pub(super) struct PriceUnits {
    numbers: HashMap<Box<str>, Unit>,
}

impl PriceUnits {
    /// The number of a unit; that of the product's own where the key is empty.
    pub fn number(&self, key: &str) -> Option<Unit> {
        if key.is_empty() { Some(Unit::BASE) } else { self.numbers.get(key).copied() }
    }

    /// The same, giving a number to a unit that has none. Past 65,534 units there is none to give.
    pub fn number_or_new(&mut self, key: &str) -> Option<Unit> {
        if let Some(known) = self.number(key) {
            return Some(known);
        }
        let number = Unit(u16::try_from(self.numbers.len() + 1).ok()?);
        if number == Unit::UNPRICED {
            return None;
        }
        self.numbers.insert(key.into(), number);
        Some(number)
    }
}
