//! What may be told of stock, and to whom: a number, a number up to a bound, a word, or nothing.
//! What is not told stands in no answer: neither beside a product nor in the refusal of an order that wants too much.

use kontor_contract::inventory::{Availability, AvailabilityState, ExpectedStock, Shortage};
use kontor_kernel::{ProductId, Quantity};
use serde_json::Value;

use super::{
    availability::{USUAL_LOW, state},
    promise::Step,
};

/// Names of the settings.
pub(crate) mod setting {
    /// How stock is told to customers.
    pub(crate) const SHOWN: &str = "stock_shown";
    /// How it is told to guests.
    pub(crate) const SHOWN_TO_GUESTS: &str = "stock_shown_to_guests";
    /// Up to which number it is told exactly where it is bounded.
    pub(crate) const SHOWN_UP_TO: &str = "stock_shown_up_to";
    /// Below or at this quantity a product counts as low.
    pub(crate) const LOW_THRESHOLD: &str = "low_stock_threshold";
    /// Whether more may be ordered than there is.
    pub(crate) const BACKORDER: &str = "backorder";
    /// Whether a refused order says how much there is, even where numbers are not told.
    pub(crate) const TELLS_SHORTAGES: &str = "shortages_told";
    /// Whether it is told when more is expected.
    pub(crate) const SHOWS_EXPECTED: &str = "expected_shown";
}

/// Up to this number stock is told exactly where it is bounded and the tenant has not said otherwise.
const USUAL_BOUND: Quantity = Quantity::from_millionths(50_000_000);

/// How stock is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The number.
    Exact,
    /// The number up to a bound; above it, that there is more.
    Bounded,
    /// In stock, few left, or out of stock.
    Words,
    /// Not at all.
    Hidden,
}

impl Shown {
    fn named(name: &str) -> Option<Self> {
        match name {
            "exact" => Some(Self::Exact),
            "bounded" => Some(Self::Bounded),
            "words" => Some(Self::Words),
            "hidden" => Some(Self::Hidden),
            _ => None,
        }
    }
}

/// A tenant's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Showing {
    shown: Shown,
    to_guests: Shown,
    bound: Quantity,
    tells_shortages: bool,
    shows_expected: bool,
    /// Few are left from this quantity down, unless a product's rule says otherwise.
    pub low: Quantity,
    /// Whether more may be ordered than there is, unless a product's rule says otherwise.
    pub backorder: bool,
}

impl Showing {
    /// From a tenant's settings, which fit the schema; what is not there has its usual value.
    pub fn read(settings: &Value) -> Self {
        let text = |name: &str| settings.get(name).and_then(Value::as_str);
        let is_on = |name: &str, usual| settings.get(name).and_then(Value::as_bool).unwrap_or(usual);
        let quantity = |name: &str, usual| text(name).and_then(|text| text.parse().ok()).unwrap_or(usual);
        let shown = text(setting::SHOWN).and_then(Shown::named).unwrap_or(Shown::Exact);
        Self {
            shown,
            to_guests: text(setting::SHOWN_TO_GUESTS).and_then(Shown::named).unwrap_or(shown),
            bound: quantity(setting::SHOWN_UP_TO, USUAL_BOUND),
            tells_shortages: is_on(setting::TELLS_SHORTAGES, false),
            shows_expected: is_on(setting::SHOWS_EXPECTED, true),
            low: quantity(setting::LOW_THRESHOLD, USUAL_LOW),
            backorder: is_on(setting::BACKORDER, false),
        }
    }

    /// What staff see who may see stock.
    pub fn for_staff(&self) -> Eyes {
        Eyes { shown: Shown::Exact, shows_expected: true, ..self.eyes(Shown::Exact) }
    }

    /// What somebody who is signed in sees.
    pub fn for_customers(&self) -> Eyes {
        self.eyes(self.shown)
    }

    /// What a guest sees.
    pub fn for_guests(&self) -> Eyes {
        self.eyes(self.to_guests)
    }

    fn eyes(&self, shown: Shown) -> Eyes {
        let Self { bound, tells_shortages, shows_expected, .. } = *self;
        Eyes { shown, bound, tells_shortages, shows_expected }
    }
}

/// What is to be had of a product, exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exact {
    /// What can be promised now.
    pub now: Quantity,
    /// What can be promised later: every day on which it grows.
    pub later: Vec<Step>,
    /// Few are left from this quantity down.
    pub low: Quantity,
    /// Whether more may be ordered than there is.
    pub backorder: bool,
}

/// What one kind of reader may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Eyes {
    shown: Shown,
    bound: Quantity,
    tells_shortages: bool,
    shows_expected: bool,
}

impl Eyes {
    /// What may be told of a product.
    pub fn see(&self, exact: &Exact) -> Availability {
        self.see_for(exact, exact.now)
    }

    /// What may be told of a product where so much is to be had.
    pub fn see_for(&self, exact: &Exact, available: Quantity) -> Availability {
        if self.shown == Shown::Hidden {
            return Availability::of(AvailabilityState::Hidden, None);
        }
        let state = state(available, exact.low);
        let (quantity, is_at_least) = self.number(available);
        let expected = if state == AvailabilityState::InStock { None } else { self.expected(exact, available) };
        Availability { state, quantity, is_at_least, backorder: exact.backorder, expected }
    }

    /// The next day on which there is more.
    fn expected(&self, exact: &Exact, available: Quantity) -> Option<ExpectedStock> {
        let next = exact.later.iter().find(|step| step.available > available);
        let next = next.filter(|_| self.shows_expected)?;
        let (quantity, is_at_least) = self.number(next.available);
        Some(ExpectedStock { on: next.on, quantity, is_at_least })
    }

    fn number(&self, quantity: Quantity) -> (Option<Quantity>, bool) {
        match self.shown {
            Shown::Exact => (Some(quantity), false),
            Shown::Bounded => (Some(quantity.min(self.bound)), quantity > self.bound),
            Shown::Words | Shown::Hidden => (None, false),
        }
    }

    /// Whether it may be told at all that an order waits for stock, and how many of it where so many are there.
    pub fn waiting(&self, there: Quantity) -> Option<bool> {
        let is_bounded = matches!(self.number(there), (Some(_), false));
        (self.shown != Shown::Hidden).then_some(is_bounded)
    }

    /// Whether it may be told when goods are expected.
    pub const fn tells_expected(&self) -> bool {
        self.shows_expected
    }

    /// What may be told of a shortage.
    pub fn shortage(&self, product: ProductId, wanted: Quantity, available: Quantity) -> Shortage {
        let is_told = match self.number(available) {
            (Some(_), is_at_least) => !is_at_least || self.tells_shortages,
            (None, _) => self.tells_shortages,
        };
        Shortage { product, wanted, available: is_told.then_some(available) }
    }
}

#[cfg(test)]
mod tests {
    use kontor_kernel::BusinessDate;
    use serde_json::json;

    use super::*;

    fn units(count: i64) -> Quantity {
        Quantity::from_units(count).unwrap()
    }

    fn stock(now: i64, later: i64) -> Exact {
        let on = BusinessDate::from_ymd(2026, 12, 4).unwrap();
        let later = vec![Step { on, available: units(later) }];
        Exact { now: units(now), later, low: units(10), backorder: false }
    }

    #[test]
    fn numbers_are_told_as_far_as_the_setting_says() {
        let told = |shown: &str, now| {
            let eyes = Showing::read(&json!({ "stock_shown": shown })).for_customers();
            let seen = eyes.see(&stock(now, now));
            (seen.state, seen.quantity, seen.is_at_least)
        };
        assert_eq!(told("exact", 70), (AvailabilityState::InStock, Some(units(70)), false));
        assert_eq!(told("bounded", 70), (AvailabilityState::InStock, Some(units(50)), true));
        assert_eq!(told("bounded", 50), (AvailabilityState::InStock, Some(units(50)), false));
        assert_eq!(told("words", 7), (AvailabilityState::Low, None, false));
        assert_eq!(told("hidden", 0), (AvailabilityState::Hidden, None, false));
    }

    #[test]
    fn a_refusal_tells_no_number_that_the_page_does_not_tell() {
        let told = |shown: &str, told: bool, available| {
            let settings = json!({ "stock_shown": shown, "shortages_told": told });
            let eyes = Showing::read(&settings).for_customers();
            eyes.shortage(ProductId::new(), units(100), units(available)).available
        };
        assert_eq!(told("exact", false, 3), Some(units(3)));
        assert_eq!(told("bounded", false, 3), Some(units(3)));
        assert_eq!(told("bounded", false, 70), None);
        assert_eq!([told("words", false, 3), told("hidden", false, 3)], [None, None]);
        assert_eq!([told("bounded", true, 70), told("words", true, 3)], [Some(units(70)), Some(units(3))]);
    }

    #[test]
    fn what_is_expected_is_told_where_little_is_left_and_with_no_more_numbers_than_stock() {
        let told = |settings: serde_json::Value, now| {
            let seen = Showing::read(&settings).for_guests().see(&stock(now, 70));
            seen.expected.map(|expected| (expected.quantity, expected.is_at_least))
        };
        assert_eq!(told(json!({}), 0), Some((Some(units(70)), false)));
        assert_eq!(told(json!({}), 20), None);
        assert_eq!(told(json!({ "stock_shown_to_guests": "bounded" }), 3), Some((Some(units(50)), true)));
        assert_eq!(told(json!({ "stock_shown": "words" }), 0), Some((None, false)));
        assert_eq!(told(json!({ "stock_shown": "words", "expected_shown": false }), 0), None);
        assert_eq!(told(json!({ "stock_shown_to_guests": "hidden" }), 0), None);
    }

    #[test]
    fn an_order_that_waits_tells_no_more_of_stock_than_the_page_does() {
        let told = |shown: &str, there| {
            let settings = json!({ "stock_shown": shown, "shortages_told": true });
            Showing::read(&settings).for_customers().waiting(units(there))
        };
        assert_eq!(
            [told("exact", 70), told("bounded", 50), told("bounded", 70)],
            [Some(true), Some(true), Some(false)]
        );
        assert_eq!([told("words", 3), told("hidden", 3)], [Some(false), None]);
        let hidden = Showing::read(&json!({ "stock_shown": "hidden", "expected_shown": false }));
        assert_eq!(hidden.for_staff().waiting(units(70)), Some(true));
        assert_eq!((hidden.for_staff().tells_expected(), hidden.for_customers().tells_expected()), (true, false));
    }

    #[test]
    fn staff_see_numbers_whatever_customers_see() {
        let showing = Showing::read(&json!({ "stock_shown": "hidden", "expected_shown": false }));
        let seen = showing.for_staff().see(&stock(0, 70));
        assert_eq!((seen.quantity, seen.expected.and_then(|next| next.quantity)), (Some(units(0)), Some(units(70))));
    }
}
