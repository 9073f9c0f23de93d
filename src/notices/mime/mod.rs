//! A letter as the bytes of a mail, the same bytes each time.

mod header;

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MessageBuilder, MultiPart, SinglePart};

use super::calendar::{self, Calendar, Invitation, Party};
use super::letter::Letter;
use super::render;
use crate::db::Fault;
use crate::values::clock::Instant;
use crate::values::ids::DeliveryId;
use crate::values::say::say;
use crate::values::secret::sha256_hex;

/// The longest name of a conversation that stands as it is.
const THREAD_OCTETS: usize = 64;

/// What stands on the envelope.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// Names the mail: the same id gives the same Message-ID and boundaries.
    pub delivery: DeliveryId,
    /// Our address, and our name if we have one.
    pub from: &'a Mailbox,
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
    let mut message = bare_head(envelope)
        .multipart(body)
        .map_err(|error| Fault::broken(format!("a mail does not fit together: {error}")))?;
    let written = message.headers_mut();
    for field in fields(letter, envelope) {
        written.insert_raw(field);
    }
    Ok(message.formatted())
}

/// What takes no more than an envelope; the names come with [`fields`].
fn bare_head(envelope: &Envelope<'_>) -> MessageBuilder {
    let millis = envelope.written_at.millis().max(0).unsigned_abs();
    let date = SystemTime::UNIX_EPOCH + Duration::from_millis(millis);
    let bare = |address: &lettre::Address| Mailbox::new(None, address.clone());
    Message::builder()
        .from(bare(&envelope.from.email))
        .to(bare(envelope.to))
        .subject("")
        .date(date)
        .message_id(Some(message_id(envelope.delivery, &envelope.from.email)))
}

/// The fields of the head in which the letter speaks.
fn fields(letter: &Letter, envelope: &Envelope<'_>) -> Vec<HeaderValue> {
    let from = &envelope.from.email;
    let recipient = letter.recipient_name.as_deref().unwrap_or("");
    let mut fields = vec![
        header::mailbox("From", &sender_name(letter, envelope), from),
        header::mailbox("To", recipient, envelope.to),
        header::text("Subject", &letter.subject),
        // So that out-of-office programs keep quiet (RFC 3834).
        header::text("Auto-Submitted", "auto-generated"),
    ];
    if let Some(reply_to) = &letter.reply_to {
        if let Some(field) = header::address("Reply-To", reply_to) {
            fields.push(field);
        } else {
            tracing::warn!("what a letter names to answer to is no address");
        }
    }
    if let Some(thread) = &letter.thread {
        fields.extend(header::conversation(&conversation_id(thread, from)));
    }
    if let Some(url) = &letter.unsubscribe {
        if let Some(both) = header::unsubscribing(url) {
            fields.extend(both);
        } else {
            tracing::debug!("one click can stop letters only where pages are https");
        }
    }
    fields
}

/// The Message-ID that all mails of a conversation refer to, whether or not there is such a mail.
fn conversation_id(thread: &str, from: &lettre::Address) -> String {
    let is_dot_atom = |text: &str| {
        let piece = |piece: &str| {
            let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            !piece.is_empty() && piece.chars().all(fits)
        };
        text.len() <= THREAD_OCTETS && text.split('.').all(piece)
    };
    let name = if is_dot_atom(thread) {
        thread.to_owned()
    } else {
        sha256_hex(thread.as_bytes())
    };
    format!("<{name}@{}>", from.domain())
}

/// Who writes: as the letter says, else by our own name, else the brand.
fn sender_name(letter: &Letter, envelope: &Envelope<'_>) -> String {
    let ours = || envelope.from.name.clone();
    let named = letter.sender_name.clone().or_else(ours);
    named.unwrap_or_else(|| say(letter.locale, "letter-brand", &[]))
}

/// The Message-ID of a delivery: its id at our mail domain.
#[must_use]
pub fn message_id(delivery: DeliveryId, from: &lettre::Address) -> String {
    format!("<{delivery}@{}>", from.domain())
}

fn calendar_file(letter: &Letter, calendar: &Calendar, envelope: &Envelope<'_>) -> String {
    let name = sender_name(letter, envelope);
    let invitation = Invitation {
        organizer: Party {
            name: &name,
            address: envelope.from.email.as_ref(),
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

#[cfg(test)]
mod tests;
