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
use crate::values::say::say;
use crate::values::text::clean_line;

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
        .from(named(&sender_name(letter, envelope), &envelope.from.email))
        .to(named(recipient, envelope.to))
        .subject(clean_line(&letter.subject))
        .date(date)
        .message_id(Some(message_id(envelope.delivery, &envelope.from.email)))
        .header(AutoSubmitted);
    if let Some(reply_to) = &letter.reply_to {
        let address: lettre::Address = reply_to
            .parse()
            .map_err(|_| Fault::broken("reply_to of a letter is no address"))?;
        head = head.reply_to(Mailbox::new(None, address));
    }
    Ok(head)
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

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::notices::calendar::{Event, Method};
    use crate::notices::letter::Tone;
    use crate::notices::rich::Rich;
    use crate::values::locale::Locale;

    fn letter(subject: &str, sender: &str, recipient: &str) -> Letter {
        Letter {
            locale: Locale::Chinese,
            sender_name: Some(sender.to_owned()),
            recipient_name: Some(recipient.to_owned()),
            reply_to: Some("union@example.org".to_owned()),
            subject: subject.to_owned(),
            preheader: String::new(),
            tone: Tone::Leaf,
            eyebrow: String::new(),
            heading: "有名额了".to_owned(),
            lead: vec![Rich::plain(subject)],
            facts: Vec::new(),
            button: None,
            steps: Vec::new(),
            footer: Vec::new(),
            thread: None,
            unsubscribe: None,
            calendars: vec![Calendar {
                method: Method::Request,
                stamp: Instant::default(),
                name: None,
                events: vec![Event {
                    uid: "1@niangjia".to_owned(),
                    sequence: 0,
                    starts_at: Instant::default(),
                    ends_at: Instant::default(),
                    zone: Tz::Asia__Shanghai,
                    summary: subject.to_owned(),
                    location: None,
                    description: None,
                    url: None,
                    cancelled: false,
                }],
            }],
        }
    }

    fn bytes(letter: &Letter) -> String {
        let envelope = Envelope {
            delivery: DeliveryId(Uuid::from_u128(9)),
            from: &"notice@niangjia.example".parse().unwrap(),
            to: &"li@example.org".parse().unwrap(),
            written_at: Instant::from_millis(1_812_939_600_000),
        };
        String::from_utf8(write(letter, &envelope).unwrap()).unwrap()
    }

    #[test]
    fn who_is_not_named_writes_by_the_name_in_the_settings() {
        let from = |sender: Option<&str>, ours: &str| {
            let mut letter = letter("x", "", "李四");
            letter.sender_name = sender.map(str::to_owned);
            let envelope = Envelope {
                delivery: DeliveryId(Uuid::from_u128(9)),
                from: &ours.parse().unwrap(),
                to: &"li@example.org".parse().unwrap(),
                written_at: Instant::default(),
            };
            let mail = String::from_utf8(write(&letter, &envelope).unwrap()).unwrap();
            let (_, lines) = header(&mail);
            lines
                .into_iter()
                .find(|line| line.starts_with("From:"))
                .unwrap()
        };
        let named = "Union Service <notice@niangjia.example>";
        assert_eq!(
            from(None, named),
            "From: \"Union Service\" <notice@niangjia.example>"
        );
        assert_eq!(
            from(Some("Library"), named),
            "From: Library <notice@niangjia.example>"
        );
        let brand = from(None, "notice@niangjia.example");
        assert!(
            brand.contains("<notice@niangjia.example>") && !brand.contains("Union"),
            "{brand}"
        );
    }

    /// The names of the header fields, and the lines of the header.
    fn header(mail: &str) -> (Vec<String>, Vec<String>) {
        let head = mail.split("\r\n\r\n").next().unwrap();
        let lines: Vec<String> = head.split("\r\n").map(str::to_owned).collect();
        let names = lines
            .iter()
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split(':').next().unwrap().to_owned())
            .collect();
        (names, lines)
    }

    #[test]
    fn the_head_names_all_that_is_promised() {
        let mail = bytes(&letter(
            "名额已定：小候鸟城市一日行，张小二",
            "下城区教育工会",
            "李四",
        ));
        let head = mail.split("\r\n\r\n").next().unwrap();
        insta::assert_snapshot!(head.replace("\r\n", "\n"));
        assert_eq!(
            mail.matches("text/calendar; charset=utf-8; method=REQUEST")
                .count(),
            2
        );
    }

    #[test]
    fn the_same_mail_is_the_same_bytes() {
        let letter = letter("名额已定", "下城区教育工会", "李四");
        assert_eq!(bytes(&letter), bytes(&letter));
    }

    proptest! {
        #[test]
        fn no_name_or_subject_makes_a_header(
            subject in "[\\x00-\\x20a-z:候\u{2028}\u{85}]{0,1200}",
            sender in any::<String>(),
            recipient in "(?s).{0,40}\\PC{0,40}",
        ) {
            let mail = bytes(&letter(&subject, &sender, &recipient));
            let plain = bytes(&letter("x", "y", "z"));
            prop_assert_eq!(header(&mail).0, header(&plain).0);
            for line in header(&mail).1 {
                prop_assert!(line.len() <= 998, "{} octets", line.len());
                prop_assert!(!line.contains(['\r', '\n', '\0', '\u{2028}']), "{line:?}");
            }
        }
    }
}
