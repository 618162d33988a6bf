//! Which price a customer pays: lists are asked in the order of a chain, and each answers from its own prices or from a
//! rule over another list. Everything here is pure; `docs/adr/2026-11-30-how-prices-are-found.md` tells the whole.

mod chain;
mod ending;
mod entered;
mod formula;
mod ladder;
mod list;
mod quantity;
mod resolve;
mod tier;
mod written;

pub(crate) use chain::{Level, Link, Strategy};
pub(crate) use entered::Said;
pub(crate) use formula::Goods;
pub(crate) use ladder::{Rung, ladder, shown};
pub(crate) use list::{ListFacts, Purpose, State};
pub(crate) use quantity::QuantityRule;
pub(crate) use resolve::{Answer, DEEPEST, Found, Made, Offer, Prices, Silent, Wish, Witness, resolve};
pub(crate) use tier::{Amounts, Tier, Unit, tier_for};
pub(crate) use written::{WrittenEnding, WrittenRule, derivation};
#[cfg(test)]
pub(crate) use {
    ending::Ending,
    formula::{Condition, Formula},
    list::{Derivation, Rule},
    written::WrittenToward,
};
