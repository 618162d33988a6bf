//! What can be limited for a tenant, and the limits one has.
//! The names here are those of the API and of the rows.

use kontor_contract::quotas::QuotaKind;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::error::OperatorError;

/// What can be limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limited {
    /// Things that are counted where they are made.
    Things(QuotaKind),
    /// Requests in a second, at the gate.
    RequestsPerSecond,
    /// Requests that may come at once.
    RequestBurst,
}

/// The largest limit there can be.
const LARGEST: u64 = 1_000_000_000;

impl Limited {
    /// All of them.
    pub(crate) const ALL: [Self; 7] = [
        Self::Things(QuotaKind::People),
        Self::Things(QuotaKind::Companies),
        Self::Things(QuotaKind::Products),
        Self::Things(QuotaKind::OrdersPerDay),
        Self::Things(QuotaKind::ImportRows),
        Self::RequestsPerSecond,
        Self::RequestBurst,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Things(kind) => kind.name(),
            Self::RequestsPerSecond => "requests_per_second",
            Self::RequestBurst => "request_burst",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limited| limited.name() == name)
    }

    /// A tenant that may ask nothing at all is a suspended one.
    const fn smallest(self) -> u64 {
        if matches!(self, Self::Things(_)) { 0 } else { 1 }
    }
}

/// The limits of a tenant; nothing where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Limits {
    /// People with a membership.
    pub people: Option<u64>,
    /// Companies that are not archived.
    pub companies: Option<u64>,
    /// Products that are not archived.
    pub products: Option<u64>,
    /// Orders placed in one day, by UTC.
    pub orders_per_day: Option<u64>,
    /// Rows of one import.
    pub import_rows: Option<u64>,
    /// Requests in a second, over some time.
    pub requests_per_second: Option<u64>,
    /// Requests that may come at once; twice the rate where nothing is said.
    pub request_burst: Option<u64>,
}

impl Limits {
    pub(crate) fn of(&self, limited: Limited) -> Option<u64> {
        match limited {
            Limited::Things(QuotaKind::People) => self.people,
            Limited::Things(QuotaKind::Companies) => self.companies,
            Limited::Things(QuotaKind::Products) => self.products,
            Limited::Things(QuotaKind::OrdersPerDay) => self.orders_per_day,
            Limited::Things(QuotaKind::ImportRows) => self.import_rows,
            Limited::RequestsPerSecond => self.requests_per_second,
            Limited::RequestBurst => self.request_burst,
        }
    }

    pub(crate) fn set(&mut self, limited: Limited, most: Option<u64>) {
        let place = match limited {
            Limited::Things(QuotaKind::People) => &mut self.people,
            Limited::Things(QuotaKind::Companies) => &mut self.companies,
            Limited::Things(QuotaKind::Products) => &mut self.products,
            Limited::Things(QuotaKind::OrdersPerDay) => &mut self.orders_per_day,
            Limited::Things(QuotaKind::ImportRows) => &mut self.import_rows,
            Limited::RequestsPerSecond => &mut self.requests_per_second,
            Limited::RequestBurst => &mut self.request_burst,
        };
        *place = most;
    }
}

/// Limits that are to change: one that is left out stays, `null` lifts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitsChange {
    /// People with a membership.
    #[serde(default, deserialize_with = "given")]
    people: Option<Option<u64>>,
    /// Companies that are not archived.
    #[serde(default, deserialize_with = "given")]
    companies: Option<Option<u64>>,
    /// Products that are not archived.
    #[serde(default, deserialize_with = "given")]
    products: Option<Option<u64>>,
    /// Orders placed in one day, by UTC.
    #[serde(default, deserialize_with = "given")]
    orders_per_day: Option<Option<u64>>,
    /// Rows of one import.
    #[serde(default, deserialize_with = "given")]
    import_rows: Option<Option<u64>>,
    /// Requests in a second, over some time.
    #[serde(default, deserialize_with = "given")]
    requests_per_second: Option<Option<u64>>,
    /// Requests that may come at once.
    #[serde(default, deserialize_with = "given")]
    request_burst: Option<Option<u64>>,
}

/// Tells a field that is `null` from one that is left out.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<u64>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl LimitsChange {
    /// What changes, each within what a limit can be.
    pub(crate) fn checked(&self) -> Result<Vec<(Limited, Option<u64>)>, OperatorError> {
        let fields = [
            self.people,
            self.companies,
            self.products,
            self.orders_per_day,
            self.import_rows,
            self.requests_per_second,
            self.request_burst,
        ];
        let changed = Limited::ALL.into_iter().zip(fields).filter_map(|(limited, field)| Some((limited, field?)));
        let changed: Vec<_> = changed.collect();
        for (limited, most) in &changed {
            let range = limited.smallest()..=LARGEST;
            if most.is_some_and(|most| !range.contains(&most)) {
                let detail = format!(
                    "{} is a whole number from {} to {LARGEST}, or null for no limit.",
                    limited.name(),
                    limited.smallest()
                );
                return Err(OperatorError::BadField { pointer: format!("/quotas/{}", limited.name()), detail });
            }
        }
        Ok(changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_found_by_its_name_and_set_in_its_own_place() {
        for limited in Limited::ALL {
            assert_eq!(Limited::named(limited.name()), Some(limited));
            let mut limits = Limits::default();
            limits.set(limited, Some(7));
            let set: Vec<_> = Limited::ALL.into_iter().filter(|other| limits.of(*other).is_some()).collect();
            assert_eq!(set, [limited]);
            let change: LimitsChange = serde_json::from_value(serde_json::json!({ limited.name(): 7 })).unwrap();
            assert_eq!(change.checked().unwrap(), [(limited, Some(7))]);
        }
    }

    #[test]
    fn a_limit_that_is_null_is_lifted_and_one_that_makes_no_sense_refused() {
        let change = |body| serde_json::from_value::<LimitsChange>(body).map(|change| change.checked());
        let lifted = change(serde_json::json!({ "products": null })).unwrap().unwrap();
        assert_eq!(lifted, [(Limited::Things(QuotaKind::Products), None)]);
        assert!(change(serde_json::json!({ "requests_per_second": 0 })).unwrap().is_err());
        assert!(change(serde_json::json!({ "people": 2_000_000_000_u64 })).unwrap().is_err());
        assert!(
            change(serde_json::json!({ "people": -1 })).is_err() && change(serde_json::json!({ "cars": 1 })).is_err()
        );
    }
}
