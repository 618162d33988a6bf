//! A zone, as staff say it: a code, a name, and the places it is made of.
//! A place is written `*`, `PL`, `IT 07*` or `PL 00-05`.

use std::collections::BTreeMap;

use kontor_contract::Sentence;
use kontor_kernel::Locale;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Faults;
use crate::{
    error::FreightError,
    model::{
        place::Place,
        way::{Zone, ZoneId},
    },
};

/// Places of one zone may not be more than that: all provinces of all countries of Europe.
const MOST_PLACES: usize = 2_000;

/// A named set of places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ZoneBody {
    /// 1 to 40 letters, digits, hyphens, underscores or points. Unique whatever its case.
    pub(crate) code: String,
    /// Its name in the tenant's own language.
    pub(crate) name: String,
    /// Its names in other languages, by tag.
    #[serde(default)]
    pub(crate) names: BTreeMap<Locale, String>,
    /// Countries (`PL`), postal codes that begin alike (`IT 07*`), ranges of beginnings (`PL 00-05`), or everywhere (`*`).
    pub(crate) places: Vec<String>,
}

impl ZoneBody {
    /// As the model knows it; else everything that is wrong with it, below a pointer.
    pub(crate) fn read(&self, id: ZoneId, at: &str) -> Result<Zone, FreightError> {
        let mut faults = Faults::below(at);
        let code = faults.code("code", &self.code);
        faults.name(&self.name, &self.names);
        if self.places.is_empty() || self.places.len() > MOST_PLACES {
            let detail = Sentence::new(format!("Name 1 to {MOST_PLACES} places."));
            faults.add("places", "freight.bad_places", detail.of([("most", MOST_PLACES.into())]));
        }
        let mut places: Vec<Place> = Vec::with_capacity(self.places.len());
        for (index, text) in self.places.iter().enumerate() {
            match text.parse() {
                Ok(place) => places.push(place),
                Err(cause) => {
                    let detail = Sentence::new(format!("'{text}' is no place: {cause}."));
                    let detail = detail.of([("place", text.into())]);
                    faults.add(&format!("places/{index}"), "freight.bad_place", detail);
                }
            }
        }
        faults.unless(Zone { id, code, places })
    }
}
