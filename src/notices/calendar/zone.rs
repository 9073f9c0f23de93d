//! VTIMEZONE: the offsets of a zone over the time that a file's dates need.

use chrono::{Offset, TimeZone};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

use super::Event;
use super::ics::Lines;
use crate::values::clock::Instant;

const DAY: i64 = 86_400_000;

/// Writes one VTIMEZONE for each zone of `events`, in the order of first use.
pub(super) fn write(lines: &mut Lines, events: &[Event]) {
    let mut zones: Vec<Tz> = Vec::new();
    for event in events {
        if !zones.contains(&event.zone) {
            zones.push(event.zone);
        }
    }
    for zone in zones {
        let of_zone = || events.iter().filter(|event| event.zone == zone);
        let from = of_zone().map(|event| event.starts_at).min();
        let to = of_zone().map(|event| event.ends_at).max();
        if let (Some(from), Some(to)) = (from, to) {
            write_zone(lines, zone, from, to);
        }
    }
}

fn write_zone(lines: &mut Lines, zone: Tz, from: Instant, to: Instant) {
    lines.raw("BEGIN:VTIMEZONE");
    lines.raw(&format!("TZID:{}", zone.name()));
    // A year back, so that a zone with daylight saving shows the rule before it as well.
    let begin = from.plus_days(-366);
    let mut before = offset_at(zone, begin);
    write_observance(lines, begin, &before, &before);
    let mut at = begin;
    while at < to {
        let next = at.plus_days(1);
        let after = offset_at(zone, next);
        if after != before {
            let onset = onset(zone, at, next);
            write_observance(lines, onset, &before, &after);
            before = after;
        }
        at = next;
    }
    lines.raw("END:VTIMEZONE");
}

/// What a zone's clocks show from some instant on.
#[derive(PartialEq)]
struct Observance {
    seconds: i32,
    daylight: bool,
    name: String,
}

fn offset_at(zone: Tz, at: Instant) -> Observance {
    let offset = zone.offset_from_utc_datetime(&at.to_utc().naive_utc());
    Observance {
        seconds: offset.fix().local_minus_utc(),
        daylight: !offset.dst_offset().is_zero(),
        name: offset.abbreviation().unwrap_or("LMT").to_owned(),
    }
}

/// The first second after `early` and not after `late` (a day apart) with the offset of `late`.
fn onset(zone: Tz, early: Instant, late: Instant) -> Instant {
    let after = offset_at(zone, late);
    let (mut low, mut high) = (0, DAY / 1000);
    while high - low > 1 {
        let middle = i64::midpoint(low, high);
        if offset_at(zone, early.plus_seconds(middle)) == after {
            high = middle;
        } else {
            low = middle;
        }
    }
    early.plus_seconds(high)
}

/// An observance begins at the wall clock that was shown until then (RFC 5545, section 3.6.5).
fn write_observance(lines: &mut Lines, onset: Instant, before: &Observance, after: &Observance) {
    let kind = if after.daylight {
        "DAYLIGHT"
    } else {
        "STANDARD"
    };
    let wall = onset
        .plus_seconds(i64::from(before.seconds))
        .to_utc()
        .format("%Y%m%dT%H%M%S");
    lines.raw(&format!("BEGIN:{kind}"));
    lines.raw(&format!("DTSTART:{wall}"));
    lines.raw(&format!("TZOFFSETFROM:{}", hhmm(before.seconds)));
    lines.raw(&format!("TZOFFSETTO:{}", hhmm(after.seconds)));
    lines.raw(&format!("TZNAME:{}", after.name));
    lines.raw(&format!("END:{kind}"));
}

fn hhmm(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}
