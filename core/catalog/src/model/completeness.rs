//! What a product must say to be complete in a language on a channel, by the rules of the tenant.
//! Every attribute that its categories ask for counts as one thing, as name, price or category do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What may be asked of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ProductAsk")]
pub(crate) enum Ask {
    /// A name in the language.
    Name,
    /// A description in the language.
    Description,
    /// A price in the channel's currency.
    Price,
    /// A category of the shop.
    Category,
    /// Every attribute that its categories ask for.
    Attributes,
    /// A weight, unless it is a service.
    Weight,
    /// A barcode on its own unit.
    Barcode,
    /// A picture.
    Picture,
}

impl Ask {
    /// What a tenant asks for that has not said anything.
    pub const USUAL: [Self; 5] = [Self::Name, Self::Description, Self::Price, Self::Category, Self::Attributes];

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::Price => "price",
            Self::Category => "category",
            Self::Attributes => "attributes",
            Self::Weight => "weight",
            Self::Barcode => "barcode",
            Self::Picture => "picture",
        }
    }
}

/// How complete a product is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// Per cent, rounded down: 100 only where nothing is missing.
    pub percent: u8,
    /// What is missing, `name` or `attributes.length`.
    pub missing: Vec<String>,
}

/// Judges by what was found: a name for each thing that is asked for, and whether it is there.
pub(crate) fn judge(found: Vec<(String, bool)>) -> Verdict {
    let all = found.len();
    let missing: Vec<String> = found.into_iter().filter(|(_, is_there)| !is_there).map(|(name, _)| name).collect();
    let percent = ((all - missing.len()) * 100).checked_div(all).unwrap_or(100);
    Verdict { percent: u8::try_from(percent).unwrap_or(100), missing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_product_that_is_asked_for_nothing_is_complete() {
        assert_eq!(judge(Vec::new()), Verdict { percent: 100, missing: Vec::new() });
        let found = ["name", "price", "category"].map(|name| (name.to_owned(), name != "price"));
        assert_eq!(judge(found.to_vec()), Verdict { percent: 66, missing: vec!["price".to_owned()] });
    }

    proptest! {
        #[test]
        fn one_hundred_per_cent_means_that_nothing_is_missing(found in prop::collection::vec(any::<bool>(), 0..300)) {
            let verdict = judge(found.iter().map(|is_there| ("x".to_owned(), *is_there)).collect());
            prop_assert_eq!(verdict.percent == 100, verdict.missing.is_empty());
        }
    }
}
