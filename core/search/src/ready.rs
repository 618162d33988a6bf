//! What a search asks: the segments of an index, and in a pocket what has changed since they were written.
//! Every document carries the version of its thing, so that an index is right or seen to be wrong, whatever became of it.

use std::sync::Arc;

use crate::{document::Document, pocket::Pocket, segment::Segment};

/// Names a state of [`Goods`]; equal stamps, equal goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Places mean the same things for as long as this stays.
    pub lineage: u64,
    /// Changes with every change.
    pub state: u64,
}

/// What is to be found, as its owner holds it in memory.
pub trait Goods {
    /// Which state this is.
    fn stamp(&self) -> Stamp;
    /// How many places there are.
    fn places(&self) -> u32;
    /// The id of the thing at a place.
    fn key(&self, place: u32) -> Option<u128>;
    /// The place of a thing.
    fn place_of(&self, key: u128) -> Option<u32>;
    /// The version of the thing at a place, never zero; nothing where it is not to be found.
    fn version(&self, place: u32) -> Option<u64>;
    /// What is to be found of the thing at a place.
    fn document(&self, place: u32) -> Document;
}

/// One bit for each place.
#[derive(Debug, Default)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    pub fn of(places: u32) -> Self {
        Self { words: vec![0; places as usize / 64 + 1] }
    }

    pub fn set(&mut self, place: u32) {
        if let Some(word) = self.words.get_mut(place as usize / 64) {
            *word |= 1 << (place % 64);
        }
    }

    pub fn has(&self, place: u32) -> bool {
        self.words.get(place as usize / 64).is_some_and(|word| word & (1 << (place % 64)) != 0)
    }
}

/// A state of the goods, ready to be searched.
#[derive(Debug)]
pub struct Ready {
    pub(crate) stamp: Stamp,
    pub(crate) segments: Vec<Arc<Segment>>,
    /// Places whose documents in the segments are not the newest.
    pub(crate) stale: Bits,
    pub(crate) pocket: Pocket,
}

impl Ready {
    /// Everything in memory, for goods that are few.
    #[must_use]
    pub fn in_memory(goods: &dyn Goods) -> Self {
        let all: Vec<u32> = (0..goods.places()).filter(|place| goods.version(*place).is_some()).collect();
        Self { stamp: goods.stamp(), segments: Vec::new(), stale: Bits::default(), pocket: pocket(goods, &all) }
    }

    /// The state it is of.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// How many things have changed since the index was written.
    #[must_use]
    pub fn behind(&self) -> usize {
        self.pocket.len()
    }

    pub(crate) fn is_stale(&self, place: u32) -> bool {
        self.stale.has(place)
    }
}

/// The documents of places in memory.
pub(crate) fn pocket(goods: &dyn Goods, places: &[u32]) -> Pocket {
    Pocket::new(places.iter().map(|place| (*place, goods.document(*place))))
}
