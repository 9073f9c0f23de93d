//! Speaks the texts of one letter: they all may use the same values.

use chrono_tz::Tz;

use super::RegistrationLetter;
use super::kind::{Kind, button, word};
use crate::catalog::model::titled;
use crate::notices::letter::Button;
use crate::notices::rich::{Rich, moment as said};
use crate::registrations::words::listed;
use crate::values::clock::Instant;
use crate::values::say::{Value, say};
use crate::values::when::Wall;

/// The texts of one letter, and the pages it leads to.
pub(super) struct Voice<'a> {
    pub(super) input: &'a RegistrationLetter,
    pub(super) wall: Wall,
    values: Vec<(&'static str, Value<'static>)>,
    /// The page of the registration, or of all of them when there are several.
    link: String,
}

impl<'a> Voice<'a> {
    pub(super) fn new(input: &'a RegistrationLetter) -> Self {
        let wall = Wall::new(input.zone, input.locale, input.written_at);
        let moved_to = input.moved_to.as_ref().and_then(|to| to.registration);
        let link = match (moved_to, input.entries.as_slice()) {
            (Some(id), _) => format!("{}/registrations/{id}", input.public_url),
            (None, [one]) => format!("{}/registrations/{}", input.public_url, one.registration),
            _ => format!("{}/registrations", input.public_url),
        };
        Self {
            input,
            wall,
            values: values(input, wall),
            link,
        }
    }

    /// A text of this kind of letter.
    fn part(&self, part: &str) -> Rich {
        self.text(&self.id(part))
    }

    fn id(&self, part: &str) -> String {
        format!("registration-{}-{part}", word(self.input.kind))
    }

    /// A text of this kind of letter, as plain words.
    pub(super) fn words(&self, part: &str) -> String {
        self.part(part).words()
    }

    /// A text of this kind that names the program, or its neutral twin.
    pub(super) fn title(&self, part: &str) -> Rich {
        if self.input.discreet {
            self.part(&format!("quiet-{part}"))
        } else {
            self.part(part)
        }
    }

    /// Any text that names somebody or something, or its neutral twin.
    pub(super) fn either(&self, id: &str) -> Rich {
        self.text(&self.twin(id))
    }

    /// The id of a text, or of its neutral twin.
    pub(super) fn twin(&self, id: &str) -> String {
        let manner = if self.input.discreet { "-quiet" } else { "" };
        format!("{id}{manner}")
    }

    /// Any text, filled with the values of this letter.
    pub(super) fn text(&self, id: &str) -> Rich {
        Rich::say(self.input.locale, id, &self.values, Some(&self.link))
    }

    /// The same, leading to where one gives it up.
    pub(super) fn text_about_leaving(&self, id: &str) -> Rich {
        let page = self.input.acts.cancel.as_ref().unwrap_or(&self.link);
        Rich::say(self.input.locale, id, &self.values, Some(page))
    }

    /// The same, leading to where one declines an offer.
    pub(super) fn text_about_declining(&self, id: &str) -> Rich {
        let page = Some(self.input.acts.decline.as_str());
        Rich::say(self.input.locale, id, &self.values, page)
    }

    /// The same, leading to where one stops reminders.
    pub(super) fn text_about_reminders(&self, id: &str) -> Rich {
        let page = self.input.unsubscribe.as_deref();
        Rich::say(self.input.locale, id, &self.values, page)
    }

    /// The same, leading to where the draw is published; of a discreet program only the page of
    /// the registration, since an address names the offering.
    pub(super) fn text_about_the_draw(&self, id: &str) -> Rich {
        Rich::say(self.input.locale, id, &self.values, Some(&self.draw()))
    }

    pub(super) fn label(&self, id: &str) -> String {
        say(self.input.locale, &format!("registration-row-{id}"), &[])
    }

    /// The one thing to open: what its label says.
    pub(super) fn button(&self) -> Button {
        let input = self.input;
        let url = match input.kind {
            Kind::Offered | Kind::OfferExtended | Kind::OfferReminder => input.acts.accept.clone(),
            _ if input.discreet => self.link.clone(),
            Kind::NotDrawn | Kind::DrawnInLine => self.draw(),
            Kind::CalledOff(_) => format!("{}/programs/{}", input.public_url, input.program_code),
            _ => self.link.clone(),
        };
        let word = button(input.kind, input.discreet);
        let label = self.either(&format!("registration-button-{word}"));
        Button {
            label: label.words(),
            url,
        }
    }

    fn draw(&self) -> String {
        let input = self.input;
        if input.discreet {
            return self.link.clone();
        }
        format!(
            "{}/offerings/{}/draw",
            input.public_url, input.offering_code
        )
    }
}

/// What the texts are filled with.
fn values(input: &RegistrationLetter, wall: Wall) -> Vec<(&'static str, Value<'static>)> {
    let people = input.entries.iter().map(|entry| entry.participant.as_str());
    let people = listed(people, input.locale);
    let first = input.entries.iter().flat_map(|entry| &entry.sessions);
    let first = first.min_by_key(|session| session.starts_at);
    let place = input.entries.iter().filter_map(|entry| entry.place_in_line);
    let place = place.min().unwrap_or(0);
    let seats: u32 = input.entries.iter().map(|entry| entry.seats).sum();
    let abroad = abroad(input);
    let moment = |at: Option<Instant>| match at {
        Some(at) if abroad => wall.with_zone(&said(wall, at)),
        Some(at) => said(wall, at),
        None => String::new(),
    };
    vec![
        ("people", people.into()),
        ("program", input.program.clone().into()),
        ("offering", offering(input).into()),
        ("organization", input.organization.clone().into()),
        ("by", input.registered_by.clone().unwrap_or_default().into()),
        ("seats", seats.into()),
        ("several", input.entries.len().into()),
        ("place", place.into()),
        ("ahead", place.saturating_sub(1).into()),
        ("capacity", input.capacity.unwrap_or(0).into()),
        ("start", moment(first.map(|first| first.starts_at)).into()),
        ("deadline", moment(input.offer_expires_at).into()),
        ("until", moment(input.cancel_until).into()),
        ("closes", moment(input.registration_closes).into()),
        ("given", moment(input.given_out_at).into()),
        ("draw", moment(input.draw_at).into()),
        ("site", there(input).unwrap_or_default().into()),
        ("reason", input.reason.clone().unwrap_or_default().into()),
        ("remark", input.remark.clone().unwrap_or_default().into()),
        ("object", moment(input.object_until).into()),
    ]
}

/// Where all of its dates are; none where they are at several places.
pub(super) fn there(input: &RegistrationLetter) -> Option<String> {
    let mut places = input
        .entries
        .iter()
        .flat_map(|entry| &entry.sessions)
        .map(|session| session.place.as_ref().or(input.place.as_ref()));
    let first = places.next().unwrap_or(input.place.as_ref());
    let first = first.cloned()?;
    places.all(|place| place == Some(&first)).then_some(first)
}

/// Whether readers live in another zone than the offering's, or it is not the common one: then
/// no time stands without its zone.
pub(super) fn abroad(input: &RegistrationLetter) -> bool {
    let mut sessions = input.entries.iter().flat_map(|entry| &entry.sessions);
    input.zone != Tz::Asia__Shanghai || sessions.any(|session| session.also_zone.is_some())
}

/// Program and offering as one title.
pub(super) fn offering(input: &RegistrationLetter) -> String {
    titled(input.locale, &input.program, &input.offering)
}
