//! What registrations tell their people: pure, from a filled-in struct to a finished letter.
//!
//! A discreet program gets neutral words throughout: no title, no body, no place, no name but
//! the reader's.

pub mod consent;
mod dates;
mod kind;
mod rows;
pub mod samples;
mod steps;
mod times;
mod voice;

use chrono_tz::Tz;

pub use self::kind::{Kind, Left};
use self::kind::{lead, tone};
use self::voice::Voice;
use crate::notices::letter::Letter;
use crate::notices::rich::{Rich, keep_numbers};
use crate::values::clock::Instant;
use crate::values::ids::{RegistrationId, SessionId};
use crate::values::locale::Locale;
use crate::values::say::say;

/// All that a letter about registrations says. Texts are in the reader's language already.
#[derive(Clone, Debug)]
pub struct RegistrationLetter {
    /// What is told.
    pub kind: Kind,
    /// The reader's language.
    pub locale: Locale,
    /// The time of the notice.
    pub written_at: Instant,
    /// The reader, by name.
    pub recipient_name: String,
    /// The registrations it is about, at least one.
    pub entries: Vec<Entry>,
    /// The program's title.
    pub program: String,
    /// Its code, which names its page.
    pub program_code: String,
    /// The offering's title; may be empty.
    pub offering: String,
    /// Its code, which names the page of its draw.
    pub offering_code: String,
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
    /// When a review gives its places out, where that is still to come.
    pub given_out_at: Option<Instant>,
    /// What to bring.
    pub bring: Option<String>,
    /// Why, where the program decided it and can say so.
    pub reason: Option<String>,
    /// What the organizer said of it.
    pub remark: Option<String>,
    /// Until when one can object.
    pub object_until: Option<Instant>,
    /// Where else one can go.
    pub alternatives: Vec<Alternative>,
    /// Where the organizer moved it to.
    pub moved_to: Option<MovedTo>,
    /// Who registered her, where that was somebody of the staff and this is the first she hears.
    pub registered_by: Option<String>,
    /// Whom to ask: telephone and hours, as the organizer wrote it.
    pub contact: Option<String>,
    /// Where an answer by mail goes.
    pub contact_email: Option<String>,
    /// `server.public_url`.
    pub public_url: String,
    /// Names the conversation that this letter belongs to.
    pub thread: String,
    /// The pages that act for its one registration, or for all that an offer was made to.
    pub acts: Acts,
    /// Where one click stops more reminders.
    pub unsubscribe: Option<String>,
}

/// Pages that do one thing without signing in, at a press of their button.
#[derive(Clone, Debug)]
pub struct Acts {
    /// Takes the offer.
    pub accept: String,
    /// Declines it.
    pub decline: String,
    /// Gives the registration up, however it stands; of several each has its own page, where one
    /// signs in.
    pub cancel: Option<String>,
}

/// Where one can go instead.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// What it is called.
    pub title: String,
    /// When it begins.
    pub starts_at: Option<Instant>,
    /// Its page.
    pub url: String,
}

/// Where the organizer moved a registration to.
#[derive(Clone, Debug)]
pub struct MovedTo {
    /// The registration there.
    pub registration: Option<RegistrationId>,
    /// The offering's title, where it is another one.
    pub offering: Option<String>,
    /// Where it takes place; none where it is online or not known yet.
    pub place: Option<String>,
    /// The dates there, in order.
    pub sessions: Vec<Session>,
}

/// One registration.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which.
    pub registration: RegistrationId,
    /// Who takes part.
    pub participant: String,
    /// The number of its event, for the calendar: rises with each change.
    pub sequence: u32,
    /// Places it takes.
    pub seats: u32,
    /// Its place in line, while it waits.
    pub place_in_line: Option<u32>,
    /// What is shown at the door, once confirmed.
    pub door_code: Option<String>,
    /// Its line in a published draw.
    pub draw_code: Option<String>,
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
        eyebrow: voice.words("eyebrow"),
        heading: title("heading"),
        lead: lead_of(&voice),
        facts: rows::of(&voice),
        button: Some(voice.button()),
        steps: steps::of(&voice),
        footer: footer(&voice),
        thread: Some(input.thread.clone()),
        unsubscribe: input
            .unsubscribe
            .clone()
            .filter(|_| input.kind.is_reminder()),
        calendars: dates::of(input),
    }
}

/// What became of it and, where somebody else registered her, who did, and how she looks at it.
fn lead_of(voice: &Voice<'_>) -> Vec<Rich> {
    let mut lead = vec![voice.title(lead(voice.input.kind))];
    if voice.input.registered_by.is_some() {
        lead.push(voice.either("registration-assisted"));
    }
    lead
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
                ("contact", keep_numbers(contact).into()),
            ],
            None,
        ),
        (None, false) => voice.text("letter-contact-organization"),
    };
    let mut footer = vec![whom];
    if input.kind.is_reminder() {
        footer.push(voice.text_about_reminders("reminder-why"));
    }
    footer.push(voice.text("letter-same"));
    footer
}

#[cfg(test)]
mod tests;
