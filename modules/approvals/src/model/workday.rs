//! Working hours: when so many of them are over after an instant.
//! From Monday to Friday between two hours of the day in the legal entity's zone; holidays are not known here.

use jiff::{Span, civil::Weekday, tz::TimeZone};
use kontor_kernel::Timestamp;

/// When people work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Workday {
    /// The hour it begins at.
    pub(crate) from: i8,
    /// The hour it ends at, later than it begins.
    pub(crate) to: i8,
}

impl Workday {
    /// From eight to four, where the settings make no sense.
    pub(crate) const USUAL: Self = Self { from: 8, to: 16 };

    /// When so many working hours after an instant are over. A zone that is not known counts as UTC.
    pub(crate) fn after(self, start: Timestamp, hours: u32, zone: &str) -> Timestamp {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let mut left = i64::from(hours) * 3_600;
        let instant = jiff::Timestamp::from_microsecond(start.micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let mut day = instant.to_zoned(zone.clone()).date();
        let now = instant;
        loop {
            let at = |hour: i8| day.at(hour, 0, 0, 0).to_zoned(zone.clone()).map(|zoned| zoned.timestamp());
            if is_working(day.weekday())
                && let (Ok(opens), Ok(closes)) = (at(self.from), at(self.to))
            {
                let begin = now.max(opens);
                let free = (closes.as_second() - begin.as_second()).max(0);
                if left <= free {
                    return Timestamp::from_micros(begin.as_microsecond()).plus_seconds(left);
                }
                left -= free;
            }
            let Ok(next) = day.checked_add(Span::new().days(1)) else { return start };
            day = next;
        }
    }
}

fn is_working(day: Weekday) -> bool {
    !matches!(day, Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(start: &str, hours: u32, expected: &str) {
        let start: Timestamp = start.parse().unwrap();
        assert_eq!(Workday::USUAL.after(start, hours, "Europe/Warsaw").to_string(), expected, "{start} + {hours} h");
    }

    #[test]
    fn nights_and_weekends_do_not_count() {
        // Monday, ten in Warsaw.
        check("2026-11-30T09:00:00Z", 2, "2026-11-30T11:00:00Z");
        check("2026-11-30T09:00:00Z", 6, "2026-11-30T15:00:00Z");
        check("2026-11-30T09:00:00Z", 7, "2026-12-01T08:00:00Z");
        check("2026-11-30T09:30:00Z", 6, "2026-12-01T07:30:00Z");
        // Friday evening, and Saturday.
        check("2026-12-04T18:00:00Z", 1, "2026-12-07T08:00:00Z");
        check("2026-12-05T09:00:00Z", 8, "2026-12-07T15:00:00Z");
        check("2026-12-04T14:00:00Z", 24, "2026-12-09T14:00:00Z");
    }

    #[test]
    fn hours_are_those_of_the_clock_on_the_wall_when_summer_time_ends() {
        // The last Friday before it, and the Monday after.
        check("2026-10-23T13:00:00Z", 2, "2026-10-26T08:00:00Z");
    }

    proptest::proptest! {
        #[test]
        fn more_hours_are_never_over_earlier(start in 1_700_000_000_i64..1_900_000_000, hours in 0_u32..200, more in 0_u32..50) {
            let start = Timestamp::from_micros(start * 1_000_000);
            let (one, other) = (Workday::USUAL.after(start, hours, "Europe/Rome"), Workday::USUAL.after(start, hours + more, "Europe/Rome"));
            proptest::prop_assert!(start <= one && one <= other);
        }
    }
}
