//! When an offering takes place.

use crate::catalog::model::Offering;
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::values::when::Wall;

/// When it takes place: from its first session to its last.
pub(in crate::console) fn dates(offering: &Offering, locale: Locale, now: Instant) -> String {
    let wall = Wall::new(offering.time_zone, locale, now);
    let live = || offering.sessions.iter();
    let first = live().min_by_key(|one| one.starts_at);
    let last = live().max_by_key(|one| one.ends_at);
    match first.zip(last) {
        None => say(locale, "console-programs-no-dates", &[]),
        Some((first, last)) if first.id == last.id => wall.span(first.starts_at, first.ends_at),
        Some((first, last)) => {
            let days = [wall.day(first.starts_at), wall.day(last.ends_at)];
            let many = i64::try_from(offering.sessions.len()).unwrap_or(i64::MAX);
            let [from, to] = days.map(Into::into);
            say(
                locale,
                "console-programs-dates",
                &[("from", from), ("to", to), ("n", many.into())],
            )
        }
    }
}
