//! Prices that end in what a tenant likes: 12.99, 12.95, whole tens.
//! An ending is a step and what is added to its multiples, both in the price's currency.

use kontor_kernel::UnitPrice;

/// In which direction a price is moved to the next ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toward {
    /// To the nearest one; halfway goes up.
    Nearest,
    /// Never below what was computed.
    Up,
    /// Never above what was computed.
    Down,
}

/// What prices end in: multiples of `step` with `plus` added. A step of 1 and 0.99 added gives 12.99.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ending {
    /// More than zero.
    pub step: UnitPrice,
    /// At least zero and less than the step.
    pub plus: UnitPrice,
    /// In which direction.
    pub toward: Toward,
}

impl Ending {
    /// The price with this ending; nothing where it does not fit. What is above zero never becomes zero or less.
    pub fn of(&self, price: UnitPrice) -> Option<UnitPrice> {
        let (step, plus) = (i128::from(self.step.millionths()), i128::from(self.plus.millionths()));
        if step <= 0 {
            return None;
        }
        let wanted = i128::from(price.millionths()) - plus;
        let (below, rest) = (wanted.div_euclid(step), wanted.rem_euclid(step));
        let steps = match self.toward {
            Toward::Down => below,
            Toward::Up => below + i128::from(rest > 0),
            Toward::Nearest => below + i128::from(rest * 2 >= step && rest > 0),
        };
        let ended = |steps: i128| i64::try_from(steps * step + plus).ok();
        let mut found = ended(steps)?;
        if found <= 0 && price.millionths() > 0 {
            found = ended(if plus > 0 { 0 } else { 1 })?;
        }
        Some(UnitPrice::from_millionths(found))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn price(text: &str) -> UnitPrice {
        text.parse().unwrap()
    }

    fn ending(step: &str, plus: &str, toward: Toward) -> Ending {
        Ending { step: price(step), plus: price(plus), toward }
    }

    #[test]
    fn prices_end_in_ninety_nine_five_cents_or_whole_tens() {
        let cases = [
            ("12.40", "1", "0.99", Toward::Nearest, "11.99"),
            ("12.50", "1", "0.99", Toward::Nearest, "12.99"),
            ("12.00", "1", "0.99", Toward::Up, "12.99"),
            ("12.98", "1", "0.99", Toward::Down, "11.99"),
            ("12.99", "1", "0.99", Toward::Down, "12.99"),
            ("3.222", "0.05", "0", Toward::Nearest, "3.2"),
            ("3.225", "0.05", "0", Toward::Nearest, "3.25"),
            ("1234", "10", "0", Toward::Up, "1240"),
        ];
        for (from, step, plus, toward, expected) in cases {
            assert_eq!(ending(step, plus, toward).of(price(from)), Some(price(expected)), "{from} by {step} + {plus}");
        }
    }

    #[test]
    fn what_costs_something_never_becomes_free() {
        assert_eq!(ending("1", "0.99", Toward::Nearest).of(price("0.10")), Some(price("0.99")));
        assert_eq!(ending("10", "0", Toward::Down).of(price("3")), Some(price("10")));
        assert_eq!(ending("10", "0", Toward::Down).of(price("0")), Some(price("0")));
    }

    #[test]
    fn an_ending_without_a_step_or_beyond_the_range_is_none() {
        assert_eq!(ending("0", "0", Toward::Up).of(price("3")), None);
        assert_eq!(ending("1000000", "0", Toward::Up).of(UnitPrice::from_millionths(i64::MAX)), None);
    }

    proptest! {
        #[test]
        fn an_ended_price_ends_so_and_lies_within_a_step(
            from in 1_i64..1_000_000_000_000, step in 1_i64..10_000_000, share in 0_i64..1_000, way in 0..3,
        ) {
            let toward = [Toward::Nearest, Toward::Up, Toward::Down][way as usize];
            let plus = step * share / 1_000;
            let ending = Ending { step: UnitPrice::from_millionths(step), plus: UnitPrice::from_millionths(plus), toward };
            let ended = ending.of(UnitPrice::from_millionths(from)).unwrap().millionths();
            prop_assert_eq!((ended - plus).rem_euclid(step), 0);
            prop_assert!((ended - from).abs() <= step, "{} became {}", from, ended);
            prop_assert!(toward != Toward::Up || ended >= from);
        }
    }
}
