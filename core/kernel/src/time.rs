//! Instants in UTC microseconds and business dates in a legal entity's zone.
//! Year change, price validity and due dates are business dates; everything that merely happened is an instant.

use std::{fmt, str::FromStr};

use jiff::{civil::Date, tz::TimeZone};
use thiserror::Error;

/// Why text is no instant, date or zone.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TimeError {
    /// Not an instant of RFC 3339.
    #[error("'{0}' is not an instant such as 2026-11-21T10:00:00Z")]
    Instant(String),
    /// Not a date of ISO 8601.
    #[error("'{0}' is not a date such as 2026-11-21")]
    Date(String),
    /// Not a zone of the IANA database.
    #[error("'{0}' is not a time zone such as Europe/Warsaw")]
    Zone(String),
}

/// An instant in microseconds since 1970 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
pub struct Timestamp(i64);

impl Timestamp {
    /// From microseconds since 1970 UTC.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// In microseconds since 1970 UTC.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// This instant moved by seconds, forwards or backwards.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// The date of this instant in a zone of the IANA database.
    pub fn date_in(self, zone: &str) -> Result<BusinessDate, TimeError> {
        let zone = TimeZone::get(zone).map_err(|_| TimeError::Zone(zone.to_owned()))?;
        let instant = jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        Ok(BusinessDate(zone.to_datetime(instant).date()))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH).fmt(f)
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let parsed: jiff::Timestamp = text.parse().map_err(|_| TimeError::Instant(text.chars().take(40).collect()))?;
        Ok(Self(parsed.as_microsecond()))
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Timestamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date-time" })
    }
}

/// A date in the zone of a legal entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BusinessDate(Date);

impl BusinessDate {
    /// The first day there is: what has held from the beginning holds since then.
    pub const FIRST: Self = Self(Date::constant(1, 1, 1));

    /// From year, month (1–12) and day (1–31).
    #[must_use]
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// So many days before; the first day there is where that would be earlier.
    #[must_use]
    pub fn minus_days(self, days: u16) -> Self {
        let back = jiff::Span::new().days(i64::from(days));
        self.0.checked_sub(back).map_or(Self::FIRST, Self)
    }

    /// So many days later; the same day where the calendar ends before.
    #[must_use]
    pub fn plus_days(self, days: u16) -> Self {
        let ahead = jiff::Span::new().days(i64::from(days));
        self.0.checked_add(ahead).map_or(self, Self)
    }

    /// The day of the week, Monday is 1 and Sunday 7.
    #[must_use]
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// The civil date inside.
    #[must_use]
    pub const fn date(self) -> Date {
        self.0
    }
}

impl fmt::Display for BusinessDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for BusinessDate {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let is_plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let parsed = if is_plain { text.parse().ok() } else { None };
        parsed.map(Self).ok_or_else(|| TimeError::Date(text.chars().take(40).collect()))
    }
}

crate::locale::text_on_the_wire!(BusinessDate, "BusinessDate", "a date of ISO 8601, such as 2026-11-21");
