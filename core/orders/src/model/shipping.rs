//! What modules offer about sending goods, checked before anything is computed with it, and which way is taken.
//! Nothing costs less than nothing, and codes tell ways apart.

use std::collections::HashSet;

use kontor_hooks::{ShippingOffer, Surcharge};
use kontor_kernel::Amount;
use thiserror::Error;

/// More ways or surcharges than these are no longer read by anybody.
const MOST: usize = 50;
/// The longest code and name, in characters.
const LONGEST_CODE: usize = 60;
const LONGEST_NAME: usize = 200;
/// The longest note or step, and how many of them are kept.
const LONGEST_TEXT: usize = 500;
const MOST_TEXTS: usize = 100;

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum BadOffer {
    /// It costs less than nothing.
    #[error("{0} costs less than nothing")]
    Negative(String),
    /// Two have the same code.
    #[error("{0} is offered twice")]
    Twice(String),
    /// A text that documents cannot show.
    #[error("there are too many ways, or a text is missing, too long or holds control characters")]
    Unshowable,
}

/// Checks the ways that all modules offer.
pub(crate) fn check_offers(offers: &[ShippingOffer]) -> Result<(), BadOffer> {
    let priced = offers.iter().map(|offer| (offer.code.as_str(), offer.name.as_str(), offer.net));
    check(priced)?;
    let is_told = |texts: &[String]| texts.len() <= MOST_TEXTS && texts.iter().all(|text| is_fit(text, LONGEST_TEXT));
    if offers.iter().all(|offer| is_told(&offer.notes) && is_told(&offer.steps)) {
        Ok(())
    } else {
        Err(BadOffer::Unshowable)
    }
}

/// Checks what all modules charge beyond a way's own price.
pub(crate) fn check_surcharges(surcharges: &[Surcharge]) -> Result<(), BadOffer> {
    check(surcharges.iter().map(|surcharge| (surcharge.code.as_str(), surcharge.name.as_str(), surcharge.net)))
}

fn check<'a>(priced: impl Iterator<Item = (&'a str, &'a str, Amount)>) -> Result<(), BadOffer> {
    let mut known = HashSet::new();
    for (code, name, net) in priced {
        if net < Amount::ZERO {
            return Err(BadOffer::Negative(code.to_owned()));
        }
        if !known.insert(code) {
            return Err(BadOffer::Twice(code.to_owned()));
        }
        let is_named = !code.trim().is_empty() && !name.trim().is_empty();
        if !is_named || !is_fit(code, LONGEST_CODE) || !is_fit(name, LONGEST_NAME) || known.len() > MOST {
            return Err(BadOffer::Unshowable);
        }
    }
    Ok(())
}

fn is_fit(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(char::is_control)
}

/// The place of the way that is taken: the one that was asked for, or the first.
pub(crate) fn choose(offers: &[ShippingOffer], asked: Option<&str>) -> Option<usize> {
    let named = asked.and_then(|code| offers.iter().position(|offer| offer.code == code));
    named.or_else(|| (!offers.is_empty()).then_some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(code: &str, net: i64) -> ShippingOffer {
        ShippingOffer {
            code: code.to_owned(),
            name: "Parcel".to_owned(),
            net: Amount::from_minor(net),
            is_charged: true,
            tax_class: "standard".to_owned(),
            notes: Vec::new(),
            steps: Vec::new(),
            parcels: 1,
            pallets: 0,
            weight_g: 0,
        }
    }

    #[test]
    fn the_way_that_was_asked_for_is_taken_and_otherwise_the_first() {
        let offers = [offer("parcel", 0), offer("pallet", 100)];
        assert_eq!(choose(&offers, Some("pallet")), Some(1));
        assert_eq!(choose(&offers, Some("drone")), Some(0));
        assert_eq!(choose(&offers, None), Some(0));
        assert_eq!(choose(&[], Some("pallet")), None);
    }

    #[test]
    fn nothing_costs_less_than_nothing_and_codes_tell_ways_apart() {
        assert_eq!(check_offers(&[offer("a", 0), offer("b", 1)]), Ok(()));
        assert_eq!(check_offers(&[offer("a", -1)]), Err(BadOffer::Negative("a".to_owned())));
        assert_eq!(check_offers(&[offer("a", 0), offer("a", 1)]), Err(BadOffer::Twice("a".to_owned())));
        assert_eq!(check_offers(&[offer(" ", 0)]), Err(BadOffer::Unshowable));
        let told = ShippingOffer { notes: vec!["line\nbreak".to_owned()], ..offer("a", 0) };
        assert_eq!(check_offers(&[told]), Err(BadOffer::Unshowable));
    }
}
