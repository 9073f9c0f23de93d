//! Mails are read by a program that is not ours.

use std::fs;
use std::process::Command;

use niangjia::notices::calendar::{Calendar, Event, Method};
use niangjia::notices::letter::Tone;
use niangjia::notices::mime::{Envelope, write};
use niangjia::notices::rich::Rich;
use niangjia::notices::{Letter, render};
use niangjia::values::clock::Instant;
use niangjia::values::ids::DeliveryId;
use niangjia::values::locale::Locale;
use niangjia::values::text::clean_line;
use serde_json::{Value, json};
use uuid::Uuid;

use super::LOCALES;
use crate::harness::{Backend, TestServer};

/// Texts that would like to be more than texts.
const HOSTILE: [&str; 8] = [
    "a\r\nBcc: evil@example.org\r\n\r\n<b>",
    "\u{0}\u{85}\u{2028}\u{2029}\nEND:VCALENDAR\nBEGIN:VEVENT",
    "=?utf-8?b?DQpCY2M6IGV2aWxAZXhhbXBsZS5vcmc=?=",
    "\" <evil@example.org>, \\",
    "张小二, 李四; (王五): 赵六 <x>",
    "e\u{301}\u{200B}\u{FEFF}é 👨‍👩‍👧",
    "=?utf-8?q?=0D=0ABcc:_x?= \u{1F}",
    "",
];

/// The bytes of a letter's mail.
fn mail(letter: &Letter) -> Vec<u8> {
    let envelope = Envelope {
        delivery: DeliveryId(Uuid::from_u128(9)),
        from: &"娘家 <notice@niangjia.example>".parse().unwrap(),
        to: &"li@example.org".parse().unwrap(),
        written_at: Instant::from_millis(1_812_939_600_000),
    };
    write(letter, &envelope).unwrap()
}

/// What Python's mail package makes of the mails, in order.
fn read(mails: &[Vec<u8>]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (number, mail) in mails.iter().enumerate() {
        let file = folder.path().join(format!("{number}.eml"));
        fs::write(&file, mail).unwrap();
        files.push(file);
    }
    let output = Command::new("python3")
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/it/letters/read-mail.py"
        ))
        .args(files)
        .output()
        .expect("no python3 here, and a second reader of mails needs it: apt-get install python3");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let read: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(read.len(), mails.len());
    read
}

/// That a mail reads as its letter, and as nothing more.
fn compare(letter: &Letter, read: &Value) {
    let subject = clean_line(&letter.subject);
    assert_eq!(read["defects"], json!([]), "{subject}");
    assert_eq!(read["subject"], subject);
    // Python keeps the blank between two encoded words of a name, which RFC 2047 drops.
    let solid = |name: &str| clean_line(name).replace(' ', "");
    let named = |name: &Option<String>| solid(name.as_deref().unwrap_or_default());
    let people = |field: &str| {
        let person = &read["people"][field][0];
        let (name, address) = (person[0].as_str().unwrap(), &person[1]);
        assert_eq!(read["people"][field].as_array().unwrap().len(), 1);
        (solid(name), address.clone())
    };
    let to = (named(&letter.recipient_name), json!("li@example.org"));
    assert_eq!(people("to"), to, "{subject}");
    let (sender, address) = people("from");
    assert_eq!(address, "notice@niangjia.example");
    let ours = letter.sender_name.is_none() || named(&letter.sender_name).is_empty();
    assert!(ours || sender == named(&letter.sender_name), "{sender}");
    for name in read["names"].as_array().unwrap() {
        assert_ne!(name, "Bcc", "{subject}");
    }
    let parts = read["parts"].as_array().unwrap();
    let types: Vec<_> = parts
        .iter()
        .map(|part| part["type"].as_str().unwrap())
        .collect();
    let mut expected = vec!["multipart/alternative", "text/plain", "text/html"];
    if !letter.calendars.is_empty() {
        expected.insert(0, "multipart/mixed");
        expected.extend(vec!["text/calendar"; 1 + letter.calendars.len()]);
    }
    assert_eq!(types, expected, "{subject}");
    // The first one comes twice: as an alternative and as a file.
    let files = letter
        .calendars
        .first()
        .into_iter()
        .chain(&letter.calendars);
    let calendars = parts.iter().filter(|part| part["type"] == "text/calendar");
    for (part, calendar) in calendars.zip(files) {
        let file = part["text"].as_str().unwrap();
        let method = calendar.method.word();
        assert_eq!(part["method"], method);
        let count = |begin: &str| file.lines().filter(|line| line.starts_with(begin)).count();
        assert_eq!(count("METHOD:"), 1, "{file}");
        assert!(
            file.lines().any(|line| line == format!("METHOD:{method}")),
            "{file}"
        );
        assert_eq!(count("BEGIN:VCALENDAR"), 1, "{file}");
        for line in ["BEGIN:VEVENT", "ORGANIZER", "ATTENDEE"] {
            assert_eq!(count(line), calendar.events.len(), "{line}: {file}");
        }
    }
    let text = parts.iter().find(|part| part["type"] == "text/plain");
    let words = |text: &str| text.split_whitespace().collect::<String>();
    let text = words(text.unwrap()["text"].as_str().unwrap());
    assert_eq!(text, words(&render::text(letter)), "{subject}");
}

/// A letter whose every word is hostile, with an invitation.
fn hostile(locale: Locale, shift: usize) -> Letter {
    let word = |nth: usize| HOSTILE[(nth + shift) % HOSTILE.len()].to_owned();
    let event = Event {
        uid: "1@niangjia".to_owned(),
        sequence: 0,
        starts_at: Instant::default(),
        ends_at: Instant::default(),
        zone: chrono_tz::Asia::Shanghai,
        summary: word(0),
        location: Some(word(1)),
        description: Some(word(2)),
        url: Some(word(3)),
        cancelled: false,
    };
    Letter {
        sender_name: Some(word(1)),
        recipient_name: Some(word(2)),
        reply_to: Some(format!("a@example.org{}", word(3))),
        subject: word(0),
        heading: word(3),
        lead: vec![Rich::plain(&clean_line(&word(4)))],
        thread: Some(word(5)),
        unsubscribe: Some(format!("https://niangjia.example/{}", word(6))),
        calendars: vec![Calendar {
            method: Method::Request,
            stamp: Instant::default(),
            name: None,
            events: vec![event],
        }],
        ..Letter::blank(locale, Tone::Cloth)
    }
}

#[tokio::test]
async fn another_program_reads_every_mail_without_a_defect() {
    let server = TestServer::start(Backend::Sqlite).await;
    let mut letters = Vec::new();
    for locale in LOCALES {
        let samples = server.app.notices.letters.samples(locale);
        letters.extend(samples.into_iter().map(|sample| sample.letter));
        letters.extend((0..HOSTILE.len()).map(|shift| hostile(locale, shift)));
    }
    let mails: Vec<_> = letters.iter().map(mail).collect();
    for (letter, read) in letters.iter().zip(read(&mails)) {
        compare(letter, &read);
    }
}
