//! A letter as the bytes of a mail, the same bytes each time.

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};

use super::calendar::{self, Calendar, Invitation, Party};
use super::letter::Letter;
use super::render;
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::DeliveryId;
use crate::values::text::clean_line;

/// What stands on the envelope.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// Names the mail: the same id gives the same Message-ID and boundaries.
    pub delivery: DeliveryId,
    /// Our address.
    pub from: &'a lettre::Address,
    /// The recipient's address.
    pub to: &'a lettre::Address,
    /// The time of the notice, which is the mail's date on each try.
    pub written_at: Instant,
}

/// Writes the mail: text and HTML as alternatives, the calendar as a third one, and all
/// calendars as attachments, since mail programs differ in which of both they understand.
///
/// # Errors
/// [`Fault::Broken`] when the parts do not make a mail.
pub fn write(letter: &Letter, envelope: &Envelope<'_>) -> Result<Vec<u8>, Fault> {
    let boundary = |name: &str| format!("=_{name}_{}", envelope.delivery.0.simple());
    let mut body = MultiPart::alternative()
        .boundary(boundary("alternative"))
        .singlepart(SinglePart::plain(render::text(letter)))
        .singlepart(SinglePart::html(render::html(letter)?));
    let files: Vec<(&Calendar, String)> = letter
        .calendars
        .iter()
        .map(|calendar| (calendar, calendar_file(letter, calendar, envelope)))
        .collect();
    if let Some((calendar, file)) = files.first() {
        body = body.singlepart(
            SinglePart::builder()
                .header(calendar_type(calendar)?)
                .body(file.clone()),
        );
        let mut mixed = MultiPart::mixed()
            .boundary(boundary("mixed"))
            .multipart(body);
        for (number, (calendar, file)) in (1..).zip(&files) {
            let name = format!("niangjia-{number}.ics");
            let part = Attachment::new(name).body(file.clone(), calendar_type(calendar)?);
            mixed = mixed.singlepart(part);
        }
        body = mixed;
    }
    let message = head(letter, envelope)?
        .multipart(body)
        .map_err(|error| Fault::broken(format!("a mail does not fit together: {error}")))?;
    Ok(message.formatted())
}

fn head(
    letter: &Letter,
    envelope: &Envelope<'_>,
) -> Result<lettre::message::MessageBuilder, Fault> {
    let named = |name: &str, address: &lettre::Address| {
        let name = Some(clean_line(name)).filter(|name| !name.is_empty());
        Mailbox::new(name, address.clone())
    };
    let millis = envelope.written_at.millis().max(0).unsigned_abs();
    let date = SystemTime::UNIX_EPOCH + Duration::from_millis(millis);
    let recipient = letter.recipient_name.as_deref().unwrap_or("");
    let mut head = Message::builder()
        .from(named(&letter.sender_name, envelope.from))
        .to(named(recipient, envelope.to))
        .subject(clean_line(&letter.subject))
        .date(date)
        .message_id(Some(message_id(envelope.delivery, envelope.from)))
        .header(AutoSubmitted);
    if let Some(reply_to) = &letter.reply_to {
        let address: lettre::Address = reply_to
            .parse()
            .map_err(|_| Fault::broken("reply_to of a letter is no address"))?;
        head = head.reply_to(Mailbox::new(None, address));
    }
    Ok(head)
}

/// The Message-ID of a delivery: its id at our mail domain.
#[must_use]
pub fn message_id(delivery: DeliveryId, from: &lettre::Address) -> String {
    format!("<{delivery}@{}>", from.domain())
}

fn calendar_file(letter: &Letter, calendar: &Calendar, envelope: &Envelope<'_>) -> String {
    let invitation = Invitation {
        organizer: Party {
            name: &letter.sender_name,
            address: envelope.from.as_ref(),
        },
        attendee: Party {
            name: letter.recipient_name.as_deref().unwrap_or(""),
            address: envelope.to.as_ref(),
        },
    };
    calendar::write(calendar, Some(&invitation))
}

fn calendar_type(calendar: &Calendar) -> Result<ContentType, Fault> {
    let text = format!(
        "text/calendar; charset=utf-8; method={}",
        calendar.method.word()
    );
    ContentType::parse(&text).map_err(|error| Fault::broken(error.to_string()))
}

/// `Auto-Submitted: auto-generated`, so that out-of-office programs keep quiet (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
