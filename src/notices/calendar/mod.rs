//! iCalendar files (RFC 5545): invitations that land and are updated (RFC 5546), and feeds.
//!
//! Owns the form only; which dates, and what a discreet program may say, the caller decides.

mod ics;
mod zone;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::values::clock::Instant;
use crate::values::ids::RegistrationId;
use ics::Lines;

/// A calendar file before it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// What the reader's calendar shall do with it.
    pub method: Method,
    /// When it was made (`DTSTAMP`): the notice's time, so that each try writes the same bytes.
    pub stamp: Instant,
    /// The name of a feed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its dates.
    pub events: Vec<Event>,
}

/// What a calendar shall do with the file (RFC 5546, section 1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Show these dates: a feed.
    Publish,
    /// Enter these dates, or replace them by these.
    Request,
    /// Take these dates out.
    Cancel,
}

impl Method {
    /// The word in the file and in its content type.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// One date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The same for the same date for ever; see [`uid`].
    pub uid: String,
    /// Rises with each change of the date.
    pub sequence: u32,
    /// Beginning.
    pub starts_at: Instant,
    /// End.
    pub ends_at: Instant,
    /// The zone in which it is shown.
    pub zone: Tz,
    /// The title; neutral for a discreet program.
    pub summary: String,
    /// The place; never that of a discreet program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// More words; never for a discreet program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The page about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether it will not take place, or not with this person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
}

/// The stable UID of a registration's date: the registration and the session it is about.
#[must_use]
pub fn uid(registration: RegistrationId, session: impl Into<Uuid>) -> String {
    format!("{registration}.{}@niangjia", session.into())
}

/// A name and the address that belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct Party<'a> {
    /// As shown.
    pub name: &'a str,
    /// Without angle brackets.
    pub address: &'a str,
}

/// Who invites whom: one organizer, one attendee.
#[derive(Clone, Copy, Debug)]
pub struct Invitation<'a> {
    /// Who invites.
    pub organizer: Party<'a>,
    /// Who is invited.
    pub attendee: Party<'a>,
}

/// Writes the file. `invitation` stands in requests and cancellations; a feed has none.
#[must_use]
pub fn write(calendar: &Calendar, invitation: Option<&Invitation<'_>>) -> String {
    let mut lines = Lines::default();
    lines.raw("BEGIN:VCALENDAR");
    lines.raw("VERSION:2.0");
    lines.raw("PRODID:-//Niangjia//Niangjia//ZH");
    lines.raw("CALSCALE:GREGORIAN");
    lines.raw(&format!("METHOD:{}", calendar.method.word()));
    if let Some(name) = &calendar.name {
        lines.text("NAME", name);
        lines.text("X-WR-CALNAME", name);
    }
    zone::write(&mut lines, &calendar.events);
    for event in &calendar.events {
        write_event(&mut lines, calendar, event, invitation);
    }
    lines.raw("END:VCALENDAR");
    lines.into_text()
}

fn write_event(
    lines: &mut Lines,
    calendar: &Calendar,
    event: &Event,
    invitation: Option<&Invitation<'_>>,
) {
    let zone = event.zone.name();
    let local = |at: Instant| at.at(event.zone).format("%Y%m%dT%H%M%S");
    let cancelled = event.cancelled || calendar.method == Method::Cancel;
    lines.raw("BEGIN:VEVENT");
    lines.text("UID", &event.uid);
    lines.raw(&format!("SEQUENCE:{}", event.sequence));
    let stamp = calendar.stamp.to_utc().format("%Y%m%dT%H%M%SZ");
    lines.raw(&format!("DTSTAMP:{stamp}"));
    lines.raw(&format!("DTSTART;TZID={zone}:{}", local(event.starts_at)));
    lines.raw(&format!("DTEND;TZID={zone}:{}", local(event.ends_at)));
    lines.text("SUMMARY", &event.summary);
    let optional = [
        ("LOCATION", &event.location),
        ("DESCRIPTION", &event.description),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            lines.text(name, value);
        }
    }
    if let Some(url) = &event.url {
        lines.uri("URL", url);
    }
    let status = if cancelled { "CANCELLED" } else { "CONFIRMED" };
    lines.raw(&format!("STATUS:{status}"));
    if let Some(Invitation {
        organizer,
        attendee,
    }) = invitation
    {
        lines.person("ORGANIZER", "", organizer);
        // What is published invites nobody (RFC 5546, 3.2.1).
        if calendar.method != Method::Publish {
            let role = ";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE";
            lines.person("ATTENDEE", role, attendee);
        }
    }
    lines.raw("END:VEVENT");
}

#[cfg(test)]
mod tests;
