//! The days on which a tenant delivers, and the first one for which goods can be wanted.
//! Without a calendar every day from today on can be wanted, as before there was one.

use std::collections::BTreeSet;

use kontor_kernel::BusinessDate;
use serde::Deserialize;

/// No calendar is so full that nothing is delivered for longer than this, in days.
const LONGEST_PAUSE: u16 = 366;

/// When a tenant delivers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Calendar {
    /// Days of the week, Monday is 1; every day where none is named.
    pub(crate) weekdays: BTreeSet<i8>,
    /// Days on which nothing is delivered.
    pub(crate) holidays: BTreeSet<BusinessDate>,
    /// How many delivering days lie between the day of the order and the delivery at least.
    pub(crate) lead_days: u16,
    /// Orders after this time count as of the next day: `14:00` in the legal entity's zone.
    pub(crate) order_until: Option<String>,
}

/// Why a date cannot be wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateFault {
    /// It lies before the first possible day.
    TooEarly(BusinessDate),
    /// Nothing is delivered on it; the next day on which something is.
    NotDelivered(BusinessDate),
}

impl Calendar {
    /// Seconds from midnight after which an order counts as of the next day; nothing where it always counts.
    pub(crate) fn until_s(&self) -> Option<i64> {
        let (hours, minutes) = self.order_until.as_deref()?.split_once(':')?;
        let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
        ((0..24).contains(&hours) && (0..60).contains(&minutes)).then_some((hours * 60 + minutes) * 60)
    }

    /// Whether something is delivered on a day.
    fn delivers(&self, date: BusinessDate) -> bool {
        (self.weekdays.is_empty() || self.weekdays.contains(&date.weekday())) && !self.holidays.contains(&date)
    }

    /// The first day from this one on, on which something is delivered.
    fn next(&self, from: BusinessDate) -> BusinessDate {
        let days = (0..LONGEST_PAUSE).map(|days| from.plus_days(days));
        days.into_iter().find(|date| self.delivers(*date)).unwrap_or(from)
    }

    /// The first day for which goods of an order of a day can be wanted.
    pub(crate) fn earliest(&self, ordered: BusinessDate) -> BusinessDate {
        let first = self.next(ordered);
        (0..self.lead_days).fold(first, |date, _| self.next(date.plus_days(1)))
    }

    /// Whether goods of an order of a day can be wanted for a day.
    pub(crate) fn check(&self, ordered: BusinessDate, wanted: BusinessDate) -> Result<(), DateFault> {
        let earliest = self.earliest(ordered);
        if wanted < earliest {
            Err(DateFault::TooEarly(earliest))
        } else if !self.delivers(wanted) {
            Err(DateFault::NotDelivered(self.next(wanted)))
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> BusinessDate {
        text.parse().unwrap()
    }

    fn working_days(lead_days: u16) -> Calendar {
        Calendar {
            weekdays: (1..=5).collect(),
            holidays: BTreeSet::from([date("2026-12-25")]),
            lead_days,
            order_until: Some("14:30".to_owned()),
        }
    }

    #[test]
    fn lead_days_count_only_days_on_which_something_is_delivered() {
        // A Thursday; Friday is Christmas Day.
        assert_eq!(working_days(1).earliest(date("2026-12-24")), date("2026-12-28"));
        assert_eq!(working_days(0).earliest(date("2026-12-25")), date("2026-12-28"));
        assert_eq!(working_days(2).earliest(date("2026-11-30")), date("2026-12-02"));
        assert_eq!(Calendar::default().earliest(date("2026-12-25")), date("2026-12-25"));
    }

    #[test]
    fn a_day_that_cannot_be_wanted_names_one_that_can() {
        let calendar = working_days(1);
        let ordered = date("2026-12-23");
        assert_eq!(calendar.check(ordered, date("2026-12-23")), Err(DateFault::TooEarly(date("2026-12-24"))));
        assert_eq!(calendar.check(ordered, date("2026-12-25")), Err(DateFault::NotDelivered(date("2026-12-28"))));
        assert_eq!(calendar.check(ordered, date("2026-12-24")), Ok(()));
    }

    #[test]
    fn the_time_until_which_an_order_counts_is_read_or_passed_over() {
        assert_eq!(working_days(0).until_s(), Some(52_200));
        for text in ["25:00", "14", "a:b", ""] {
            let calendar = Calendar { order_until: Some(text.to_owned()), ..Calendar::default() };
            assert_eq!(calendar.until_s(), None, "{text}");
        }
    }

    #[test]
    fn a_calendar_without_a_single_day_still_answers() {
        let never = Calendar { weekdays: BTreeSet::from([9]), ..Calendar::default() };
        assert_eq!(never.earliest(date("2026-11-30")), date("2026-11-30"));
    }
}
