//! Who has entered codes that do not exist, so that guessing comes to nothing.
//! The same wrong code counts once, and codes that were right for somebody stay right while new ones are not looked at.

use std::collections::{HashMap, HashSet};

use kontor_kernel::{CompanyId, TenantId, Timestamp, UserId};

/// Wrong codes after which somebody has to wait.
const MOST_WRONG: usize = 10;
/// For how long wrong codes are remembered, from the first one on.
pub(crate) const WINDOW_MINUTES: i64 = 10;
/// Buyers that are remembered before those are let go whose time is over.
const MOST_BUYERS: usize = 10_000;
/// Right codes that are remembered of one buyer.
const MOST_RIGHT: usize = 50;

/// Who enters codes: a person, or a company that nobody in particular buys for.
pub(crate) type Guesser = (TenantId, CompanyId, Option<UserId>);

/// Wrong and right codes of each buyer.
#[derive(Debug, Default)]
pub(crate) struct Guesses {
    of: HashMap<Guesser, Record>,
}

#[derive(Debug)]
struct Record {
    since: Timestamp,
    wrong: HashSet<String>,
    right: HashSet<String>,
}

impl Record {
    fn is_over(&self, now: Timestamp) -> bool {
        self.since.plus_seconds(WINDOW_MINUTES * 60) <= now
    }
}

impl Guesses {
    /// Those of some keys that may be looked up; the others have to wait.
    pub(crate) fn allowed(&self, guesser: Guesser, keys: &[String], now: Timestamp) -> HashSet<String> {
        let Some(record) = self.of.get(&guesser).filter(|record| !record.is_over(now)) else {
            return keys.iter().take(MOST_WRONG).cloned().collect();
        };
        let mut left = MOST_WRONG.saturating_sub(record.wrong.len());
        let mut allows = |key: &&String| {
            if record.right.contains(*key) {
                return true;
            }
            let is_known_wrong = record.wrong.contains(*key);
            let is_allowed = left > 0;
            if is_allowed && !is_known_wrong {
                left -= 1;
            }
            is_allowed
        };
        keys.iter().filter(|key| allows(key)).cloned().collect()
    }

    /// Remembers what looking up has shown.
    pub(crate) fn learn(&mut self, guesser: Guesser, right: &[String], wrong: &[String], now: Timestamp) {
        if wrong.is_empty() && !self.of.contains_key(&guesser) {
            return;
        }
        if self.of.len() >= MOST_BUYERS {
            self.of.retain(|_, record| !record.is_over(now));
        }
        let fresh = || Record { since: now, wrong: HashSet::new(), right: HashSet::new() };
        let record = self.of.entry(guesser).or_insert_with(fresh);
        if record.is_over(now) {
            *record = fresh();
        }
        record.wrong.extend(wrong.iter().cloned());
        let room = MOST_RIGHT.saturating_sub(record.right.len());
        record.right.extend(right.iter().take(room).cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(numbers: std::ops::Range<usize>) -> Vec<String> {
        numbers.map(|number| format!("CODE{number}")).collect()
    }

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_micros(0).plus_seconds(minutes * 60)
    }

    fn somebody() -> Guesser {
        (TenantId::new(), CompanyId::new(), Some(UserId::new()))
    }

    #[test]
    fn after_ten_wrong_codes_new_ones_are_not_looked_at_for_a_while() {
        let (mut guesses, guesser) = (Guesses::default(), somebody());
        for key in keys(0..10) {
            assert_eq!(guesses.allowed(guesser, std::slice::from_ref(&key), at(0)).len(), 1);
            guesses.learn(guesser, &[], &[key], at(0));
        }
        assert!(guesses.allowed(guesser, &keys(10..12), at(9)).is_empty());
        assert_eq!(guesses.allowed(somebody(), &keys(10..12), at(9)).len(), 2);
        assert_eq!(guesses.allowed(guesser, &keys(10..12), at(10)).len(), 2);
    }

    #[test]
    fn the_same_wrong_code_counts_once() {
        let (mut guesses, guesser) = (Guesses::default(), somebody());
        for _ in 0..50 {
            guesses.learn(guesser, &[], &keys(0..1), at(0));
        }
        assert_eq!(guesses.allowed(guesser, &keys(0..20), at(0)).len(), 10);
    }

    #[test]
    fn one_request_cannot_try_more_than_ten() {
        assert_eq!(Guesses::default().allowed(somebody(), &keys(0..1_000), at(0)).len(), 10);
    }

    #[test]
    fn a_code_that_was_right_stays_right_while_its_buyer_waits() {
        let (mut guesses, guesser) = (Guesses::default(), somebody());
        guesses.learn(guesser, &["SPRING5".to_owned()], &keys(0..10), at(0));
        let asked = ["SPRING5".to_owned(), "CODE99".to_owned()];
        assert_eq!(guesses.allowed(guesser, &asked, at(1)), HashSet::from(["SPRING5".to_owned()]));
    }
}
