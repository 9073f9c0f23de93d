//! The calendar file of a letter.

use super::voice::offering;
use super::{Entry, Kind, Left, RegistrationLetter, Session};
use crate::notices::calendar::{Calendar, Event, Method, uid};
use crate::values::locale::Locale;
use crate::values::say::say;

/// With more dates than this a letter carries one file of them all, to look at and take over,
/// instead of an invitation for each.
const FILES_MOST: usize = 8;

/// An invitation for each date when there is a place, a cancellation when a place was given up.
pub(super) fn of(input: &RegistrationLetter) -> Vec<Calendar> {
    let method = match input.kind {
        Kind::Confirmed
        | Kind::Accepted
        | Kind::Promoted
        | Kind::Moved
        | Kind::Relocated
        | Kind::MovedElsewhere => Method::Request,
        Kind::Cancelled(Left::Place)
        | Kind::Stopped(Left::Place)
        | Kind::CalledOff(Left::Place)
        | Kind::MovedByOrganizer(Left::Place)
        | Kind::Changed
        | Kind::Shortened => Method::Cancel,
        _ => return Vec::new(),
    };
    // A change of dates touches the calendars of those only who have a place.
    let seated = |entry: &&Entry| {
        !matches!(
            input.kind,
            Kind::Moved | Kind::Relocated | Kind::MovedElsewhere | Kind::Shortened
        ) || entry.door_code.is_some()
    };
    let events: Vec<Event> = input
        .entries
        .iter()
        .filter(seated)
        .flat_map(|entry| {
            entry
                .sessions
                .iter()
                .map(|session| event(input, entry, session))
        })
        .collect();
    let file = |method, events| Calendar {
        method,
        stamp: input.written_at,
        name: None,
        events,
    };
    if events.len() > FILES_MOST {
        let cancelled = method == Method::Cancel;
        let events = events.into_iter();
        let events = events.map(|event| Event { cancelled, ..event });
        return vec![file(Method::Publish, events.collect())];
    }
    // One object is about one UID (RFC 5546, section 3.2.2).
    events
        .into_iter()
        .map(|event| file(method, vec![event]))
        .collect()
}

fn event(input: &RegistrationLetter, entry: &Entry, session: &Session) -> Event {
    let quiet = input.discreet;
    let summary = match input.locale {
        _ if quiet => say(input.locale, "registration-calendar-quiet", &[]),
        Locale::Chinese => format!("{}：{}", offering(input), entry.participant),
        Locale::English => format!("{}: {}", offering(input), entry.participant),
    };
    let page = format!("{}/registrations/{}", input.public_url, entry.registration);
    Event {
        uid: uid(entry.registration, session.id.0),
        sequence: entry.sequence,
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        zone: input.zone,
        summary,
        location: session
            .place
            .clone()
            .or_else(|| input.place.clone())
            .filter(|_| !quiet),
        description: None,
        url: (!quiet).then_some(page),
        cancelled: false,
    }
}
