//! Instants and the one source of "now".
//!
//! All time is UTC in whole milliseconds and comes from a [`Clock`]; nothing else in the
//! program asks the operating system (clippy's `disallowed-methods` sees to it).

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, SecondsFormat, TimeDelta, Utc};
use chrono_tz::Tz;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
///
/// Stored as BIGINT on both databases, so that it compares and round-trips alike; on the
/// wire it is RFC 3339 in UTC with `Z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct Instant(pub i64);

impl Instant {
    /// Builds an instant from milliseconds since the epoch.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The same instant as a chrono value; the epoch's ends for instants chrono cannot hold.
    #[must_use]
    pub fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    /// The wall clock at `zone`.
    #[must_use]
    pub fn at(self, zone: Tz) -> DateTime<Tz> {
        self.to_utc().with_timezone(&zone)
    }

    /// The calendar day at `zone`.
    #[must_use]
    pub fn day(self, zone: Tz) -> NaiveDate {
        self.at(zone).date_naive()
    }

    /// This instant and `hours` more (fewer when negative).
    #[must_use]
    pub const fn plus_hours(self, hours: i64) -> Self {
        Self(self.0.saturating_add(hours.saturating_mul(3_600_000)))
    }

    /// This instant and `minutes` more.
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// This instant and `seconds` more.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// This instant and so much more, in whole milliseconds.
    #[must_use]
    pub fn plus(self, more: Duration) -> Self {
        let millis = i64::try_from(more.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(millis))
    }

    /// The instant at which the wall clock of `zone` shows the same time `days` later; in a gap
    /// (daylight saving) the first instant after it, when shown twice the earlier one.
    #[must_use]
    pub fn same_time_after(self, days: i64, zone: Tz) -> Self {
        let naive = self.at(zone).naive_local();
        let moved = TimeDelta::try_days(days).and_then(|days| naive.checked_add_signed(days));
        let Some(moved) = moved else {
            return self.plus_days(days);
        };
        let shown = |naive: chrono::NaiveDateTime| naive.and_local_timezone(zone).earliest();
        shown(moved)
            .or_else(|| shown(moved + TimeDelta::hours(1)))
            .map_or(self.plus_days(days), |at| at.with_timezone(&Utc).into())
    }

    /// This instant and `days` of 24 hours more.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_hours(days.saturating_mul(24))
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(value: DateTime<Utc>) -> Self {
        Self(value.timestamp_millis())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = if self.0 % 1000 == 0 {
            SecondsFormat::Secs
        } else {
            SecondsFormat::Millis
        };
        f.write_str(&self.to_utc().to_rfc3339_opts(format, true))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl utoipa::PartialSchema for Instant {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::DateTime);
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(format))
            .into()
    }
}

impl utoipa::ToSchema for Instant {}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        DateTime::parse_from_rfc3339(&text)
            .map(|at| at.with_timezone(&Utc).into())
            .map_err(|_| serde::de::Error::custom("no instant as in RFC 3339"))
    }
}

/// Where "now" comes from: the machine, the machine shifted to another start, or a test.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock plus `offset_ms` (0 unless `clock.start_at` is set).
    Machine {
        /// Milliseconds added to the machine's clock.
        offset_ms: i64,
    },
    /// A clock that stands still until a test moves it.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's own time.
    #[must_use]
    pub const fn machine() -> Self {
        Self::Machine { offset_ms: 0 }
    }

    /// A clock that reads `start` now and runs on from there.
    #[must_use]
    pub fn starting_at(start: Instant) -> Self {
        Self::Machine {
            offset_ms: start.0 - machine_now().0,
        }
    }

    /// A clock that stands at `at`.
    #[must_use]
    pub fn fixed(at: Instant) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.0)))
    }

    /// The present instant, in whole milliseconds.
    #[must_use]
    pub fn now(&self) -> Instant {
        match self {
            Self::Machine { offset_ms } => Instant(machine_now().0 + offset_ms),
            Self::Fixed(at) => Instant(at.load(Ordering::SeqCst)),
        }
    }

    /// Whether it moves by hand only.
    #[must_use]
    pub const fn stands_still(&self) -> bool {
        matches!(self, Self::Fixed(_))
    }

    /// Moves a fixed clock to `at`; a running clock is left alone.
    pub fn set(&self, at: Instant) {
        if let Self::Fixed(cell) = self {
            cell.store(at.0, Ordering::SeqCst);
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the machine's clock"
)]
fn machine_now() -> Instant {
    Utc::now().into()
}

/// The instant at which the wall clock of `zone` shows `date` and `time`; in a gap (daylight
/// saving) the first instant after it, when shown twice the earlier one.
#[must_use]
pub fn local_instant(date: NaiveDate, hour: u32, zone: Tz) -> Instant {
    date.and_hms_opt(hour, 0, 0)
        .map_or(Instant(0), |naive| wall_instant(naive, zone))
}

/// The instant at which the wall clock of `zone` shows `naive`; as [`local_instant`] where it shows
/// that never or twice.
#[must_use]
pub fn wall_instant(naive: NaiveDateTime, zone: Tz) -> Instant {
    naive
        .and_local_timezone(zone)
        .earliest()
        .or_else(|| {
            (naive + TimeDelta::hours(1))
                .and_local_timezone(zone)
                .earliest()
        })
        .map_or(Instant(0), |at| at.with_timezone(&Utc).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_reads_back_what_it_writes() {
        let text = "\"2027-06-14T01:30:00Z\"";
        let at: Instant = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&at).unwrap(), text);
        let offset: Instant = serde_json::from_str("\"2027-06-14T09:30:00+08:00\"").unwrap();
        assert_eq!(at, offset);
    }

    #[test]
    fn the_same_time_later_is_what_the_wall_clock_shows() {
        let at: Instant = serde_json::from_str("\"2027-03-27T08:00:00Z\"").unwrap();
        let madrid = at.same_time_after(1, chrono_tz::Europe::Madrid);
        assert_eq!(madrid.to_string(), "2027-03-28T07:00:00Z");
        assert_eq!(
            at.same_time_after(1, chrono_tz::Asia::Shanghai),
            at.plus_days(1)
        );
    }

    #[test]
    fn a_gap_in_the_wall_clock_is_stepped_over() {
        let day = NaiveDate::from_ymd_opt(2027, 3, 28).unwrap();
        let at = local_instant(day, 2, chrono_tz::Europe::Madrid);
        assert_eq!(at.to_string(), "2027-03-28T01:00:00Z");
    }
}
