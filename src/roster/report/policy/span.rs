//! The days of a report, and its months in each zone.

use chrono::{Datelike, Months, NaiveDate};
use chrono_tz::Tz;

use crate::values::clock::{Instant, local_instant};

/// The longest span, in years.
pub const YEARS_MAX: u32 = 5;

/// The days of a report, both included, as each offering's zone has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// Why there is no such span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadSpan {
    /// It ends before it begins.
    Order,
    /// It is longer than [`YEARS_MAX`].
    TooLong,
}

impl Span {
    /// The wanted span; what is not named is the year of its last day so far, and today.
    ///
    /// # Errors
    /// [`BadSpan`].
    pub fn new(
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Result<Self, BadSpan> {
        let to = to.unwrap_or(today);
        let new_year = NaiveDate::from_ymd_opt(to.year(), 1, 1);
        let from = from.or(new_year).unwrap_or(to);
        if from > to {
            return Err(BadSpan::Order);
        }
        let end = from.checked_add_months(Months::new(YEARS_MAX * 12));
        if end.is_none_or(|end| to >= end) {
            return Err(BadSpan::TooLong);
        }
        Ok(Self { from, to })
    }

    /// Its months, as `2027-06`.
    #[must_use]
    pub fn months(self) -> Vec<String> {
        self.parts().into_iter().map(|part| part.0).collect()
    }

    /// Its months in each zone.
    #[must_use]
    pub fn slices(self, zones: &[Tz]) -> Vec<Slice> {
        let of_zone = |zone: Tz| {
            self.parts()
                .into_iter()
                .map(move |(month, from, until)| Slice {
                    zone,
                    month,
                    starts: local_instant(from, 0, zone),
                    ends: local_instant(until, 0, zone),
                })
        };
        zones.iter().copied().flat_map(of_zone).collect()
    }

    /// Each month with its first day in the span and the first day after it.
    fn parts(self) -> Vec<(String, NaiveDate, NaiveDate)> {
        let mut parts = Vec::new();
        let mut from = self.from;
        while from <= self.to {
            let next = from
                .with_day(1)
                .and_then(|first| first.checked_add_months(Months::new(1)))
                .unwrap_or(NaiveDate::MAX);
            let after = self.to.succ_opt().unwrap_or(NaiveDate::MAX);
            parts.push((from.format("%Y-%m").to_string(), from, next.min(after)));
            from = next;
        }
        parts
    }
}

/// A month of the span in one zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The zone.
    pub zone: Tz,
    /// As `2027-06`.
    pub month: String,
    /// Its first instant.
    pub starts: Instant,
    /// The first instant after it.
    pub ends: Instant,
}
