//! What the head of a mail promises, whatever people are called and write.

use chrono_tz::Tz;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::notices::calendar::{Event, Method};
use crate::notices::letter::{Fact, Tone};
use crate::notices::rich::Rich;
use crate::values::locale::Locale;

fn letter(subject: &str, sender: &str, recipient: &str) -> Letter {
    Letter {
        sender_name: Some(sender.to_owned()),
        recipient_name: Some(recipient.to_owned()),
        reply_to: Some("union@example.org".to_owned()),
        subject: subject.to_owned(),
        heading: "有名额了".to_owned(),
        lead: vec![Rich::plain(subject)],
        thread: Some("0197f3c2-0000-7000-8000-000000000001".to_owned()),
        unsubscribe: Some("https://niangjia.example/u/k7Q2".to_owned()),
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
        ..Letter::blank(Locale::Chinese, Tone::Leaf)
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

#[test]
fn what_is_no_address_to_answer_to_is_left_out() {
    let mut sent = letter("x", "y", "z");
    for hostile in [
        "nobody",
        "a@b\r\nBcc: evil@example.org",
        "a b@example.org",
        "李@例子.org",
    ] {
        sent.reply_to = Some(hostile.to_owned());
        let mail = bytes(&sent);
        let names = header(&mail).0;
        assert!(!names.iter().any(|name| name == "Reply-To" || name == "Bcc"));
        assert!(!mail.contains("evil"), "{mail}");
    }
}

#[test]
fn one_click_stops_letters_only_at_an_address_that_stands_whole() {
    let mut sent = letter("x", "y", "z");
    let long = format!("https://niangjia.example/u/{}", "a".repeat(200));
    sent.unsubscribe = Some(long.clone());
    let line = format!("List-Unsubscribe: <{long}>");
    assert!(header(&bytes(&sent)).1.contains(&line));
    for hostile in [
        "http://niangjia.example/u/1",
        "mailto:a@example.org",
        "https://niangjia.example/u/1>, <mailto:evil@example.org",
        "https://niangjia.example/u/1\r\nBcc: evil@example.org",
        "https://niangjia.example/u/候",
        &format!("https://niangjia.example/{}", "a".repeat(1000)),
    ] {
        sent.unsubscribe = Some(hostile.to_owned());
        let names = header(&bytes(&sent)).0;
        assert!(
            !names.iter().any(|name| name.starts_with("List-")),
            "{hostile}"
        );
    }
}

#[test]
fn mails_of_one_conversation_name_the_same_one() {
    let line = |thread: &str| {
        let mut sent = letter("x", "y", "z");
        sent.thread = Some(thread.to_owned());
        let lines = header(&bytes(&sent)).1;
        let of = |name: &str| {
            let value = lines.iter().find_map(|line| line.strip_prefix(name));
            value.unwrap().to_owned()
        };
        assert_eq!(of("References: "), of("In-Reply-To: "));
        of("References: ")
    };
    assert_eq!(line("r-1"), "<r-1@niangjia.example>");
    let odd = line("一\r\nBcc: x");
    assert_eq!(odd, line("一\r\nBcc: x"));
    assert_ne!(odd, line("二"));
    assert!(
        odd.is_ascii() && odd.ends_with("@niangjia.example>"),
        "{odd}"
    );
}

#[test]
fn a_name_that_looks_encoded_is_what_it_is() {
    let mail = bytes(&letter("=?utf-8?b?QmNj?=", "=?utf-8?q?x?=", "a\"b\\c"));
    let head = mail.split("\r\n\r\n").next().unwrap();
    assert!(!head.contains("QmNj?=") && !head.contains("?q?"), "{head}");
    assert!(head.contains(r#"To: "a\"b\\c" <li@example.org>"#), "{head}");
}

/// The names of all fields of a mail, those of its parts too.
fn all_names(mail: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_head = true;
    for line in mail.split("\r\n") {
        if is_head && !line.starts_with([' ', '\t']) && !line.is_empty() {
            names.push(line.split(':').next().unwrap().to_owned());
        }
        let is_boundary =
            line.starts_with("--=_") && line.contains("00000000000000000000000000000009");
        is_head = is_boundary || (is_head && !line.is_empty());
    }
    names
}

/// A letter in which everything that people write is hostile.
fn hostile(words: &[String; 4]) -> Letter {
    let [first, second, third, fourth] = words;
    let mut sent = letter(first, second, third);
    sent.reply_to = Some(format!("a@example.org{fourth}"));
    sent.unsubscribe = Some(format!("https://niangjia.example/u/{fourth}"));
    sent.thread = Some(fourth.clone());
    sent.preheader.clone_from(second);
    sent.heading.clone_from(third);
    // An announcement, a place and a remark.
    sent.lead.push(Rich::plain(fourth));
    sent.facts = vec![
        Fact::line(second, Rich::plain(third)),
        Fact::code(third, fourth),
    ];
    sent.steps = vec![Rich::strong(second)];
    sent.footer = vec![Rich::plain(third)];
    for event in sent.calendars.iter_mut().flat_map(|file| &mut file.events) {
        event.location = Some(second.clone());
        event.description = Some(third.clone());
        event.url = Some(fourth.clone());
    }
    sent
}

/// Whether a field stands in some mails only.
fn is_optional(name: &str) -> bool {
    name == "Reply-To" || name.starts_with("List-Unsubscribe")
}

/// What people type, and what no people type.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\x00-\\x20a-z:候\u{2028}\u{85}]{0,1200}",
        "[a-z]{990,1100}",
        "[候鸟]{990,1100}",
        "(x|\\r|\\n|\\r\\n|\u{2028}|\u{85}|\\x00){1,3}(Bcc: evil@example\\.org|--=_|END:VEVENT|=\\?utf-8\\?b\\?DQo=\\?=)[\\r\\n]{0,4}",
    ]
}

proptest! {
    #[test]
    fn nothing_that_people_write_makes_a_field(
        hostile_words in [words(), words(), words(), words()],
        locale in prop_oneof![Just(Locale::Chinese), Just(Locale::English)],
    ) {
        let mail = bytes(&Letter { locale, ..hostile(&hostile_words) });
        let plain = ["x", "y", "z", "w"].map(str::to_owned);
        let plain = bytes(&Letter { locale, ..hostile(&plain) });
        let fixed = |mail: &str| all_names(mail)
            .into_iter()
            .filter(|name| !is_optional(name))
            .collect::<Vec<_>>();
        prop_assert_eq!(fixed(&mail), fixed(&plain));
        let (names, lines) = header(&mail);
        for (at, name) in names.iter().enumerate() {
            prop_assert!(!names[..at].contains(name), "twice: {name}");
        }
        for line in lines {
            let most = if line.contains("=?") { 76 } else { 998 };
            prop_assert!(line.len() <= most, "{} octets: {line}", line.len());
            prop_assert!(line.chars().all(|c| c == ' ' || c.is_ascii_graphic()), "{line:?}");
        }
        prop_assert!(mail.split("\r\n").all(|line| line.len() <= 998));
        prop_assert!(!mail.replace("\r\n", "").contains(['\r', '\n', '\0']));
        let head = mail.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        let to = head.split("\r\n").find(|line| line.starts_with("To: "));
        let is_his = |line: &str| {
            line == "To: li@example.org" || line.ends_with(" <li@example.org>")
        };
        prop_assert!(to.is_some_and(is_his), "{to:?}");
    }
}
