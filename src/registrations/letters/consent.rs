//! The letter about a consent that was taken back.

use chrono_tz::Tz;

use crate::notices::letter::{Button, Fact, Letter, Tone};
use crate::notices::rich::{Rich, keep_numbers, moment};
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::{Arguments, say};
use crate::values::when::Wall;

/// All that it says. Texts are in the reader's language already.
#[derive(Clone, Debug)]
pub struct ConsentLetter {
    /// The reader's language.
    pub locale: Locale,
    /// When it was taken back.
    pub written_at: Instant,
    /// The reader, by name.
    pub recipient_name: String,
    /// What the consent is called.
    pub consent: String,
    /// Who takes part.
    pub participant: String,
    /// What it was given for.
    pub offering: String,
    /// Who offers it.
    pub organization: String,
    /// The offering's zone.
    pub zone: Tz,
    /// Whether the program is discreet.
    pub discreet: bool,
    /// Whether the registration needs it, and was cancelled.
    pub cancelled: bool,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Where an answer by mail goes.
    pub contact_email: Option<String>,
    /// The page of the registration.
    pub link: String,
    /// Names the conversation that this letter belongs to.
    pub thread: String,
}

/// Writes the letter.
#[must_use]
pub fn write(input: &ConsentLetter) -> Letter {
    let wall = Wall::new(input.zone, input.locale, input.written_at);
    let at = moment(wall, input.written_at);
    let values = [
        ("consent", input.consent.as_str().into()),
        ("people", input.participant.as_str().into()),
        ("offering", input.offering.as_str().into()),
        ("organization", input.organization.as_str().into()),
        ("at", at.as_str().into()),
    ];
    let text = |id: &str| Rich::say(input.locale, id, &values, Some(&input.link));
    let title = |part: &str| {
        let quiet = if input.discreet { "quiet-" } else { "" };
        text(&format!("consent-withdrawn-{quiet}{part}"))
    };
    let after = if input.cancelled { "cancelled" } else { "kept" };
    Letter {
        sender_name: Some(if input.discreet {
            say(input.locale, "letter-brand", &[])
        } else {
            input.organization.clone()
        }),
        recipient_name: Some(input.recipient_name.clone()).filter(|name| !name.is_empty()),
        reply_to: input.contact_email.clone().filter(|_| !input.discreet),
        subject: title("subject").words(),
        preheader: title(&format!("hint-{after}")).words(),
        eyebrow: text("consent-withdrawn-eyebrow").words(),
        heading: title("heading").words(),
        lead: vec![title("lead"), title(&format!("lead-{after}"))],
        facts: facts(input, &at, &values),
        button: Some(Button {
            label: title("button").words(),
            url: input.link.clone(),
        }),
        steps: vec![
            title(&format!("step-{after}")),
            text("registration-step-not-me"),
        ],
        footer: vec![whom(input, &values), text("letter-same")],
        thread: Some(input.thread.clone()),
        ..Letter::blank(input.locale, Tone::Plain)
    }
}

fn facts(input: &ConsentLetter, at: &str, values: &Arguments<'_>) -> Vec<Fact> {
    let label = |id: &str| say(input.locale, &format!("consent-withdrawn-row-{id}"), values);
    let mut rows = Vec::new();
    if !input.discreet {
        rows.push(Fact::line(label("consent"), Rich::plain(&input.consent)));
        rows.push(Fact::line(label("who"), Rich::plain(&input.participant)));
        rows.push(Fact::line(label("what"), Rich::plain(&input.offering)));
    }
    rows.push(Fact::line(label("when"), Rich::plain(at)));
    rows
}

fn whom(input: &ConsentLetter, values: &Arguments<'_>) -> Rich {
    match (&input.contact, input.discreet) {
        (_, true) => Rich::say(input.locale, "letter-contact-quiet", values, None),
        (Some(contact), false) => {
            let values = [
                ("organization", input.organization.as_str().into()),
                ("contact", keep_numbers(contact).into()),
            ];
            Rich::say(input.locale, "letter-contact", &values, None)
        }
        (None, false) => Rich::say(input.locale, "letter-contact-organization", values, None),
    }
}
