//! Rows as the model knows them.
//! They were checked when they were written; one that an older or newer version has written otherwise is nothing.

use kontor_kernel::{Amount, Quantity};
use serde::de::DeserializeOwned;

use crate::{
    entities::{minimums, rules, tables, ways, zones},
    model::{
        minimum::{Gravity, Minimum, Threshold},
        rule::{Goods, Rule, Who},
        table::Table,
        way::{Way, Zone},
    },
    wire::{
        key,
        rule::{Named, RuleBody},
        table::TableBody,
        way::WayBody,
        zone::ZoneBody,
    },
};

/// What staff said, as it was kept.
pub(crate) fn said<T: DeserializeOwned>(body: &serde_json::Value) -> Option<T> {
    T::deserialize(body).ok()
}

pub(crate) fn way(row: &ways::Model) -> Option<Way> {
    said::<WayBody>(&row.body)?.read(row.id, "").ok()
}

pub(crate) fn zone(row: &zones::Model) -> Option<Zone> {
    said::<ZoneBody>(&row.body)?.read(row.id, "").ok()
}

pub(crate) fn table(row: &tables::Model) -> Option<Table> {
    said::<TableBody>(&row.body)?.read(row.id, "").ok()
}

pub(crate) fn rule(row: &rules::Model) -> Option<Rule> {
    let named = Named { company: row.company_id, product: row.product_id };
    said::<RuleBody>(&row.body)?.read(row.id, named, "").ok()
}

pub(crate) fn minimum(row: &minimums::Model) -> Option<Minimum> {
    let threshold = match row.measure.as_str() {
        "net_value" => Threshold::NetValue(Amount::from_minor(row.threshold), row.currency?),
        "weight_kg" => Threshold::WeightG(row.threshold),
        "quantity" => Threshold::Quantity(Quantity::from_millionths(row.threshold)),
        _ => return None,
    };
    let gravity = match row.severity.as_str() {
        "block" => Gravity::Blocks,
        "waive" => Gravity::Waives,
        _ => Gravity::Warns,
    };
    let who = match (row.company_id, row.group_id) {
        (Some(company), _) => Who::Company(company),
        (None, Some(group)) => Who::Group(group),
        (None, None) => Who::Everybody,
    };
    let goods = match (row.product_id, &row.category) {
        (Some(product), _) => Goods::Product(product),
        (None, Some(code)) => Goods::Category(key(code)),
        (None, None) => Goods::All,
    };
    Some(Minimum { who, goods, threshold, gravity, combines: row.combines.unwrap_or(false) })
}
