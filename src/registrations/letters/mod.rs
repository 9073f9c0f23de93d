//! What registrations tell their people: pure, from a filled-in struct to a finished letter.
//!
//! A discreet program gets neutral words throughout: no title, no body, no place, no name but
//! the reader's.

mod dates;
mod kind;
mod rows;
mod steps;

use chrono_tz::Tz;

pub use self::kind::{Kind, Left};
use self::kind::{lead, tone, word};
use crate::notices::letter::{Button, Letter};
use crate::notices::rich::{Rich, keep};
use crate::values::clock::Instant;
use crate::values::ids::{RegistrationId, SessionId};
use crate::values::locale::Locale;
use crate::values::say::{Value, say};
use crate::values::when::Wall;

/// All that a letter about registrations says. Texts are in the reader's language already.
#[derive(Clone, Debug)]
pub struct RegistrationLetter {
    /// What is told.
    pub kind: Kind,
    /// The reader's language.
    pub locale: Locale,
    /// The time of the notice.
    pub written_at: Instant,
    /// The number of the event, for the calendar: rises with each change.
    pub sequence: u32,
    /// The reader, by name.
    pub recipient_name: String,
    /// The registrations it is about, at least one.
    pub entries: Vec<Entry>,
    /// The program's title.
    pub program: String,
    /// The offering's title; may be empty.
    pub offering: String,
    /// Who offers it.
    pub organization: String,
    /// The offering's zone.
    pub zone: Tz,
    /// Where it takes place; none where it is online or not known yet.
    pub place: Option<String>,
    /// Whether it is online.
    pub online: bool,
    /// The fee in words.
    pub fee: Option<String>,
    /// Whether the program is discreet.
    pub discreet: bool,
    /// All places of the unit, where limited.
    pub capacity: Option<u32>,
    /// Whether freed places are offered (with a deadline) rather than confirmed at once.
    pub offers: bool,
    /// Until when the place is held.
    pub offer_expires_at: Option<Instant>,
    /// Until when cancelling is in time.
    pub cancel_until: Option<Instant>,
    /// When the waiting list closes.
    pub list_closes_at: Option<Instant>,
    /// When registering ends.
    pub registration_closes: Option<Instant>,
    /// When lots are drawn.
    pub draw_at: Option<Instant>,
    /// What the organizer said of it.
    pub remark: Option<String>,
    /// Until when one can object.
    pub object_until: Option<Instant>,
    /// Where else one can go.
    pub alternatives: Vec<String>,
    /// Whom to ask: telephone and hours, as the organizer wrote it.
    pub contact: Option<String>,
    /// Where an answer by mail goes.
    pub contact_email: Option<String>,
    /// `server.public_url`.
    pub public_url: String,
}

/// One registration.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which.
    pub registration: RegistrationId,
    /// Who takes part.
    pub participant: String,
    /// Places it takes.
    pub seats: u32,
    /// Its place in line, while it waits.
    pub place_in_line: Option<u32>,
    /// What is shown at the door, once confirmed.
    pub door_code: Option<String>,
    /// The dates of its unit, in order.
    pub sessions: Vec<Session>,
}

/// A date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// Beginning.
    pub starts_at: Instant,
    /// End.
    pub ends_at: Instant,
    /// Another zone in which its readers live.
    pub also_zone: Option<Tz>,
    /// Where it takes place instead of the letter's place.
    pub place: Option<String>,
}

/// Writes the letter.
#[must_use]
pub fn write(input: &RegistrationLetter) -> Letter {
    let voice = Voice::new(input);
    let title = |part: &str| voice.title(part).words();
    Letter {
        locale: input.locale,
        sender_name: Some(if input.discreet {
            say(input.locale, "letter-brand", &[])
        } else {
            input.organization.clone()
        }),
        recipient_name: Some(input.recipient_name.clone()).filter(|name| !name.is_empty()),
        reply_to: input.contact_email.clone().filter(|_| !input.discreet),
        subject: title("subject"),
        preheader: title("hint"),
        tone: tone(input.kind),
        eyebrow: voice.part("eyebrow").words(),
        heading: title("heading"),
        lead: vec![voice.title(lead(input.kind))],
        facts: rows::of(&voice),
        button: Some(Button {
            label: voice.part("button").words(),
            url: voice.link.clone(),
        }),
        steps: steps::of(&voice),
        footer: footer(&voice),
        thread: None,
        unsubscribe: None,
        calendars: dates::of(input),
    }
}

/// Where all of its dates are; none where they are at several places.
fn there(input: &RegistrationLetter) -> Option<String> {
    let mut places = input
        .entries
        .iter()
        .flat_map(|entry| &entry.sessions)
        .map(|session| session.place.as_ref().or(input.place.as_ref()));
    let first = places.next().unwrap_or(input.place.as_ref());
    let first = first.cloned()?;
    places.all(|place| place == Some(&first)).then_some(first)
}

/// Speaks the texts of one letter: they all may use the same values.
struct Voice<'a> {
    input: &'a RegistrationLetter,
    wall: Wall,
    values: Vec<(&'static str, Value<'static>)>,
    /// The page of the registration, or of all of them when there are several.
    link: String,
}

impl<'a> Voice<'a> {
    fn new(input: &'a RegistrationLetter) -> Self {
        let wall = Wall::new(input.zone, input.locale, input.written_at);
        let link = match input.entries.as_slice() {
            [one] => format!("{}/registrations/{}", input.public_url, one.registration),
            _ => format!("{}/registrations", input.public_url),
        };
        let first = input.entries.iter().flat_map(|entry| &entry.sessions);
        let first = first.min_by_key(|session| session.starts_at);
        let place = input.entries.iter().filter_map(|entry| entry.place_in_line);
        let place = place.min().unwrap_or(0);
        let seats: u32 = input.entries.iter().map(|entry| entry.seats).sum();
        let abroad = abroad(input);
        let moment = |at: Option<Instant>| match at {
            Some(at) if abroad => in_zone(input.locale, &said(wall, at), wall),
            Some(at) => said(wall, at),
            None => String::new(),
        };
        let values = vec![
            ("people", people(input).into()),
            ("program", input.program.clone().into()),
            ("offering", offering(input).into()),
            ("organization", input.organization.clone().into()),
            ("seats", seats.into()),
            ("several", input.entries.len().into()),
            ("place", place.into()),
            ("ahead", place.saturating_sub(1).into()),
            ("capacity", input.capacity.unwrap_or(0).into()),
            ("start", moment(first.map(|first| first.starts_at)).into()),
            ("deadline", moment(input.offer_expires_at).into()),
            ("until", moment(input.cancel_until).into()),
            ("closes", moment(input.registration_closes).into()),
            ("draw", moment(input.draw_at).into()),
            ("site", there(input).unwrap_or_default().into()),
            ("remark", input.remark.clone().unwrap_or_default().into()),
            ("object", moment(input.object_until).into()),
            ("alternatives", input.alternatives.join("；").into()),
        ];
        Self {
            input,
            wall,
            values,
            link,
        }
    }

    /// A text of this kind of letter.
    fn part(&self, part: &str) -> Rich {
        self.text(&format!("registration-{}-{part}", word(self.input.kind)))
    }

    /// A text of this kind that names the program, or its neutral twin.
    fn title(&self, part: &str) -> Rich {
        if self.input.discreet {
            self.part(&format!("quiet-{part}"))
        } else {
            self.part(part)
        }
    }

    /// Any text, filled with the values of this letter.
    fn text(&self, id: &str) -> Rich {
        Rich::say(self.input.locale, id, &self.values, Some(&self.link))
    }

    fn label(&self, id: &str) -> String {
        say(self.input.locale, &format!("registration-row-{id}"), &[])
    }
}

/// Whether readers live in another zone than the offering's, or it is not the common one: then
/// no time stands without its zone.
fn abroad(input: &RegistrationLetter) -> bool {
    let mut sessions = input.entries.iter().flat_map(|entry| &entry.sessions);
    input.zone != Tz::Asia__Shanghai || sessions.any(|session| session.also_zone.is_some())
}

/// A time with the name of the zone it is told in.
fn in_zone(locale: Locale, time: &str, wall: Wall) -> String {
    match locale {
        Locale::Chinese => format!("{} {time}", wall.zone_name()),
        Locale::English => format!("{time} ({})", wall.zone_name()),
    }
}

/// An instant with its day kept on one line.
fn said(wall: Wall, at: Instant) -> String {
    let moment = wall.moment(at);
    let day = wall.day(at);
    moment.replacen(&day, &keep(&day), 1)
}

/// The participants, each once: "张小一、张小二", "A, B and C".
fn people(input: &RegistrationLetter) -> String {
    let mut names: Vec<&str> = Vec::new();
    for entry in &input.entries {
        if !names.contains(&entry.participant.as_str()) {
            names.push(&entry.participant);
        }
    }
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => {
            let and = say(input.locale, "letter-and", &[]);
            let last_and = say(input.locale, "letter-last-and", &[]);
            format!("{}{last_and}{last}", before.join(&and))
        }
        _ => names.concat(),
    }
}

/// Program and offering as one title.
fn offering(input: &RegistrationLetter) -> String {
    if input.offering.is_empty() {
        input.program.clone()
    } else {
        let (program, offering) = (&input.program, &input.offering);
        match input.locale {
            Locale::Chinese => format!("{program} {offering}"),
            Locale::English => format!("{program}, {offering}"),
        }
    }
}

fn footer(voice: &Voice<'_>) -> Vec<Rich> {
    let input = voice.input;
    let whom = match (&input.contact, input.discreet) {
        (_, true) => voice.text("letter-contact-quiet"),
        (Some(contact), false) => Rich::say(
            input.locale,
            "letter-contact",
            &[
                ("organization", input.organization.as_str().into()),
                ("contact", contact.as_str().into()),
            ],
            None,
        ),
        (None, false) => voice.text("letter-contact-organization"),
    };
    vec![whom, voice.text("letter-same")]
}

#[cfg(test)]
mod tests;
