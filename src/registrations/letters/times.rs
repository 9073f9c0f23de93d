//! The dates of a letter.

use super::voice::{Voice, abroad, there};
use super::{RegistrationLetter, Session};
use crate::notices::letter::Fact;
use crate::notices::rich::{Rich, keep};
use crate::values::when::Wall;

/// Dates shown one by one; of more, the first are shown and the rest counted.
const DATES_SHOWN: usize = 4;

/// All dates it is about.
pub(super) fn times(voice: &Voice<'_>) -> Option<Fact> {
    dates(voice, "times", &all_sessions(voice.input))
}

/// Some dates, under a label of their own.
pub(super) fn dates(voice: &Voice<'_>, label: &str, sessions: &[Session]) -> Option<Fact> {
    let shown = sessions.iter().take(DATES_SHOWN);
    let mut lines: Vec<Rich> = shown.flat_map(|session| date(voice, session)).collect();
    if lines.is_empty() {
        return None;
    }
    if sessions.len() > DATES_SHOWN {
        let count = [("count", sessions.len().into())];
        lines.push(Rich::say(
            voice.input.locale,
            "registration-more-dates",
            &count,
            None,
        ));
    }
    Some(Fact {
        label: voice.label(label),
        lines,
        code: false,
    })
}

/// A date as the offering's clock shows it, and as that of its readers does where they live
/// elsewhere.
fn date(voice: &Voice<'_>, session: &Session) -> Vec<Rich> {
    let input = voice.input;
    let span = kept_span(voice.wall, session);
    let mut lines = elsewhere(input, session);
    if !abroad(input) {
        lines.insert(0, Rich::strong(&span));
        return lines;
    }
    lines.insert(0, Rich::strong(&voice.wall.with_zone(&span)));
    if let Some(zone) = session.also_zone.filter(|zone| *zone != input.zone) {
        let theirs = Wall::new(zone, input.locale, input.written_at);
        let span = kept_span(theirs, session);
        lines.push(Rich::plain(&theirs.with_zone(&span)));
    }
    lines
}

/// The place of a date that is not where the others are.
fn elsewhere(input: &RegistrationLetter, session: &Session) -> Vec<Rich> {
    let own = session.place.as_deref();
    let own = own.filter(|_| !input.discreet && there(input).is_none());
    own.map(Rich::plain).into_iter().collect()
}

/// From when to when, so that lines break between day and time only.
fn kept_span(wall: Wall, session: &Session) -> String {
    let day = wall.day(session.starts_at);
    let span = wall.span(session.starts_at, session.ends_at);
    let times = format!(
        "{}–{}",
        wall.time(session.starts_at),
        wall.time(session.ends_at)
    );
    span.replacen(&day, &keep(&day), 1)
        .replacen(&times, &keep(&times), 1)
}

pub(super) fn all_sessions(input: &RegistrationLetter) -> Vec<Session> {
    let mut all: Vec<Session> = Vec::new();
    for session in input.entries.iter().flat_map(|entry| &entry.sessions) {
        if !all.contains(session) {
            all.push(session.clone());
        }
    }
    all.sort_by_key(|session| (session.starts_at, session.id));
    all
}
