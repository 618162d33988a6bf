//! The module's settings as the code knows them.
//! Units are said as a list of codes with commas between them.

use serde_json::Value;

use crate::{model::way::Units, wire::key};

/// Names of settings, and what holds where nothing is said.
pub(crate) mod setting {
    /// Whether the ways that are charged are shown to buyers; otherwise staff alone are told of all of them.
    pub(crate) const SHOWN_AT_CHECKOUT: &str = "shown_at_checkout";
    /// Whether buyers are told what is missing to free delivery.
    pub(crate) const TELLS_MISSING: &str = "tells_missing";
    /// The units of packing that are pallets.
    pub(crate) const PALLET_UNITS: &str = "pallet_units";
    /// The units of packing that are parcels by themselves.
    pub(crate) const PARCEL_UNITS: &str = "parcel_units";
    pub(crate) const USUAL_PALLETS: &str = "pallet";
    pub(crate) const USUAL_PARCELS: &str = "box";
}

/// What a tenant has set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) is_shown_at_checkout: bool,
    pub(crate) tells_missing: bool,
    pub(crate) units: Units,
}

impl Settings {
    /// From what the platform keeps; it was checked against the schema when it was set.
    pub(crate) fn of(kept: &Value) -> Self {
        let flag = |name: &str| kept[name].as_bool().unwrap_or(true);
        let units = |name: &str, usual: &str| {
            let codes = kept[name].as_str().unwrap_or(usual).split([',', ';']);
            codes.map(key).filter(|key| !key.is_empty()).collect()
        };
        Self {
            is_shown_at_checkout: flag(setting::SHOWN_AT_CHECKOUT),
            tells_missing: flag(setting::TELLS_MISSING),
            units: Units {
                pallets: units(setting::PALLET_UNITS, setting::USUAL_PALLETS),
                parcels: units(setting::PARCEL_UNITS, setting::USUAL_PARCELS),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn units_are_read_whatever_their_case_and_blanks() {
        let settings = Settings::of(&json!({ "pallet_units": "pallet, Europal ;", "parcel_units": "" }));
        assert_eq!(settings.units.pallets, ["PALLET", "EUROPAL"]);
        assert!(settings.units.parcels.is_empty() && settings.is_shown_at_checkout && settings.tells_missing);
        assert_eq!(Settings::of(&json!({})).units.parcels, ["BOX"]);
    }
}
