//! The table of a letter: what one may want to look up later.

use super::times::{all_sessions, dates, times};
use super::voice::{Voice, abroad, there};
use super::{Entry, Kind};
use crate::notices::letter::Fact;
use crate::notices::rich::{Rich, moment as said};
use crate::values::clock::Instant;

/// The rows that this kind of letter shows.
pub(super) fn of(voice: &Voice<'_>) -> Vec<Fact> {
    let input = voice.input;
    let closes = || instant(voice, "closes", input.registration_closes);
    let rows: Vec<Option<Fact>> = match input.kind {
        Kind::Confirmed | Kind::Accepted | Kind::Promoted => vec![
            times(voice),
            place(voice),
            seats(voice),
            fee(voice),
            bring(voice),
            codes(voice),
        ],
        Kind::Soon => vec![
            times(voice),
            place(voice),
            seats(voice),
            bring(voice),
            codes(voice),
        ],
        Kind::Offered | Kind::OfferExtended | Kind::OfferReminder => vec![
            deadline(voice),
            times(voice),
            place(voice),
            seats(voice),
            fee(voice),
        ],
        Kind::InDraw => vec![
            closes(),
            instant(voice, "draw", input.draw_at),
            times(voice),
            draw_codes(voice),
        ],
        Kind::InReview => vec![closes(), times(voice)],
        Kind::Waiting | Kind::ReviewedInLine => vec![
            times(voice),
            line(voice),
            instant(voice, "list", input.list_closes_at),
        ],
        Kind::DrawnInLine => vec![
            line(voice),
            draw_codes(voice),
            times(voice),
            instant(voice, "list", input.list_closes_at),
        ],
        Kind::Moved | Kind::Relocated | Kind::MovedElsewhere => {
            vec![times(voice), place(voice), remark(voice, "remark")]
        }
        Kind::MovedByOrganizer(_) => moved(voice),
        Kind::NotDrawn => vec![times(voice), draw_codes(voice)],
        Kind::Rejected => vec![times(voice), remark(voice, "why")],
        Kind::OfferExpired
        | Kind::ListClosed
        | Kind::Cancelled(_)
        | Kind::Changed
        | Kind::Stopped(_)
        | Kind::NoPlaceLeft
        | Kind::CalledOff(_)
        | Kind::Shortened => given_up(voice),
    };
    rows.into_iter().flatten().collect()
}

/// The dates that are no longer, and what the organizer said of it.
fn given_up(voice: &Voice<'_>) -> Vec<Option<Fact>> {
    let label = match voice.input.kind {
        Kind::Changed => "old-times",
        Kind::Shortened => "off-times",
        _ => "times",
    };
    let dates = dates(voice, label, &all_sessions(voice.input));
    vec![dates, remark(voice, "remark")]
}

/// Where it was moved to, and from where.
fn moved(voice: &Voice<'_>) -> Vec<Option<Fact>> {
    let to = voice.input.moved_to.as_ref();
    let sessions = to.map_or(&[][..], |to| &to.sessions);
    let named = |label: &str, text: Option<&String>| {
        let text = text.filter(|_| !voice.input.discreet)?;
        Some(Fact::line(voice.label(label), Rich::plain(text)))
    };
    vec![
        dates(voice, "new-times", sessions),
        named("new-offering", to.and_then(|to| to.offering.as_ref())),
        named("new-place", to.and_then(|to| to.place.as_ref())),
        remark(voice, "remark"),
        dates(voice, "old-times", &all_sessions(voice.input)),
    ]
}

/// What the organizer said; of a discreet program only its page tells.
fn remark(voice: &Voice<'_>, label: &str) -> Option<Fact> {
    let remark = voice
        .input
        .remark
        .as_deref()
        .filter(|_| !voice.input.discreet)?;
    Some(Fact::line(voice.label(label), Rich::plain(remark)))
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

/// What to bring, as the organizer wrote it; of a discreet program only its page tells.
fn bring(voice: &Voice<'_>) -> Option<Fact> {
    let bring = voice.input.bring.as_deref();
    let bring = bring.filter(|_| !voice.input.discreet)?;
    Some(Fact::line(voice.label("bring"), Rich::plain(bring)))
}

fn codes(voice: &Voice<'_>) -> Option<Fact> {
    coded(voice, "code", |entry| {
        entry.door_code.as_deref().map(spaced)
    })
}

fn draw_codes(voice: &Voice<'_>) -> Option<Fact> {
    coded(voice, "draw-code", |entry| entry.draw_code.clone())
}

/// The code of each one.
fn coded(voice: &Voice<'_>, label: &str, code: impl Fn(&Entry) -> Option<String>) -> Option<Fact> {
    let entries = &voice.input.entries;
    let lines: Vec<Rich> = entries
        .iter()
        .filter_map(|entry| {
            let code = code(entry)?;
            Some(if entries.len() > 1 && !voice.input.discreet {
                Rich::plain(&format!("{} {code}", entry.participant))
            } else {
                Rich::plain(&code)
            })
        })
        .collect();
    (!lines.is_empty()).then(|| Fact {
        label: voice.label(label),
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
        moment = voice.wall.with_zone(&moment);
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
