//! The table of a letter: what one may want to look up later.

use super::{Kind, RegistrationLetter, Session, Voice, abroad, in_zone, said, there};
use crate::notices::letter::Fact;
use crate::notices::rich::{Rich, keep};
use crate::values::clock::Instant;
use crate::values::when::Wall;

/// Dates shown one by one; of more, the first are shown and the rest counted.
const DATES_SHOWN: usize = 4;

/// The rows that this kind of letter shows.
pub(super) fn of(voice: &Voice<'_>) -> Vec<Fact> {
    let input = voice.input;
    let mut rows = Vec::new();
    match input.kind {
        Kind::Confirmed | Kind::Accepted | Kind::Promoted => {
            rows.extend(times(voice));
            rows.extend(place(voice));
            rows.extend(seats(voice));
            rows.extend(fee(voice));
            rows.extend(codes(voice));
        }
        Kind::Offered | Kind::OfferExtended => {
            rows.extend(deadline(voice));
            rows.extend(times(voice));
            rows.extend(place(voice));
            rows.extend(seats(voice));
            rows.extend(fee(voice));
        }
        Kind::InDraw => {
            rows.extend(instant(voice, "closes", input.registration_closes));
            rows.extend(instant(voice, "draw", input.draw_at));
            rows.extend(times(voice));
        }
        Kind::InReview => {
            rows.extend(instant(voice, "closes", input.registration_closes));
            rows.extend(times(voice));
        }
        Kind::Waiting => {
            rows.extend(times(voice));
            rows.extend(line(voice));
            rows.extend(instant(voice, "list", input.list_closes_at));
        }
        Kind::Moved | Kind::Relocated | Kind::MovedElsewhere => {
            rows.extend(times(voice));
            rows.extend(place(voice));
            rows.extend(remark(voice));
        }
        Kind::OfferExpired
        | Kind::ListClosed
        | Kind::Cancelled(_)
        | Kind::Changed
        | Kind::Stopped(_)
        | Kind::Rejected
        | Kind::NotDrawn
        | Kind::CalledOff(_)
        | Kind::Shortened => {
            rows.extend(times(voice));
            rows.extend(remark(voice));
        }
    }
    rows
}

/// What the organizer said; of a discreet program only its page tells.
fn remark(voice: &Voice<'_>) -> Option<Fact> {
    let remark = voice
        .input
        .remark
        .as_deref()
        .filter(|_| !voice.input.discreet)?;
    Some(Fact::line(voice.label("remark"), Rich::plain(remark)))
}

fn times(voice: &Voice<'_>) -> Option<Fact> {
    let sessions = all_sessions(voice.input);
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
        label: voice.label("times"),
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
    lines.insert(0, Rich::strong(&in_zone(input.locale, &span, voice.wall)));
    if let Some(zone) = session.also_zone.filter(|zone| *zone != input.zone) {
        let theirs = Wall::new(zone, input.locale, input.written_at);
        let span = kept_span(theirs, session);
        lines.push(Rich::plain(&in_zone(input.locale, &span, theirs)));
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

fn all_sessions(input: &RegistrationLetter) -> Vec<Session> {
    let mut all: Vec<Session> = Vec::new();
    for session in input.entries.iter().flat_map(|entry| &entry.sessions) {
        if !all.contains(session) {
            all.push(session.clone());
        }
    }
    all.sort_by_key(|session| (session.starts_at, session.id));
    all
}

fn place(voice: &Voice<'_>) -> Option<Fact> {
    let input = voice.input;
    if input.discreet {
        return None;
    }
    let there = there(input);
    // One meeting of an online course may take place somewhere.
    let is_somewhere = there.is_some() && there != input.place;
    let place = if input.online && !is_somewhere {
        voice.text("registration-online")
    } else {
        Rich::plain(there.as_deref().or(input.place.as_deref())?)
    };
    Some(Fact::line(voice.label("place"), place))
}

fn seats(voice: &Voice<'_>) -> Option<Fact> {
    let party = voice.input.entries.iter().any(|entry| entry.seats > 1);
    party.then(|| Fact::line(voice.label("seats"), voice.text("registration-seats")))
}

fn fee(voice: &Voice<'_>) -> Option<Fact> {
    let fee = voice
        .input
        .fee
        .as_deref()
        .filter(|_| !voice.input.discreet)?;
    Some(Fact::line(voice.label("fee"), Rich::plain(fee)))
}

fn codes(voice: &Voice<'_>) -> Option<Fact> {
    let entries = &voice.input.entries;
    let lines: Vec<Rich> = entries
        .iter()
        .filter_map(|entry| {
            let code = spaced(entry.door_code.as_deref()?);
            Some(if entries.len() > 1 && !voice.input.discreet {
                Rich::plain(&format!("{} {code}", entry.participant))
            } else {
                Rich::plain(&code)
            })
        })
        .collect();
    (!lines.is_empty()).then(|| Fact {
        label: voice.label("code"),
        lines,
        code: true,
    })
}

/// A code in groups that can be read out: "K7QM 2X".
fn spaced(code: &str) -> String {
    match code.split_at_checked(4) {
        Some((head, tail)) if !tail.is_empty() => format!("{head} {tail}"),
        _ => code.to_owned(),
    }
}

fn deadline(voice: &Voice<'_>) -> Option<Fact> {
    let deadline = said(voice.wall, voice.input.offer_expires_at?);
    let values = [
        ("deadline", deadline.into()),
        ("zone", voice.wall.zone_name().into()),
    ];
    let line = Rich::say(voice.input.locale, "registration-deadline", &values, None);
    Some(Fact::line(voice.label("deadline"), line))
}

fn instant(voice: &Voice<'_>, label: &str, at: Option<Instant>) -> Option<Fact> {
    let mut moment = said(voice.wall, at?);
    if abroad(voice.input) {
        moment = in_zone(voice.input.locale, &moment, voice.wall);
    }
    Some(Fact::line(voice.label(label), Rich::plain(&moment)))
}

/// Each one's place in line.
fn line(voice: &Voice<'_>) -> Option<Fact> {
    let input = voice.input;
    let lines: Vec<Rich> = input
        .entries
        .iter()
        .filter_map(|entry| {
            let place = entry.place_in_line?;
            let named = input.entries.len() > 1 && !input.discreet;
            let id = if named {
                "registration-line-of"
            } else {
                "registration-line"
            };
            let values = [
                ("name", entry.participant.as_str().into()),
                ("place", place.into()),
                ("at", said(voice.wall, input.written_at).into()),
            ];
            Some(Rich::say(input.locale, id, &values, None))
        })
        .collect();
    (!lines.is_empty()).then(|| Fact {
        label: voice.label("line"),
        lines,
        code: false,
    })
}
