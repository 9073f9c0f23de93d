//! What a calendar file promises: lines that fold, words that stay words, times that fit.

use chrono::DateTime;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::values::ids::SessionId;

fn at(text: &str) -> Instant {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc().into()
}

fn event(summary: &str, zone: Tz) -> Event {
    Event {
        uid: uid(
            RegistrationId(Uuid::from_u128(1)),
            SessionId(Uuid::from_u128(2)).0,
        ),
        sequence: 3,
        starts_at: at("2027-07-17T00:00:00Z"),
        ends_at: at("2027-07-17T08:30:00Z"),
        zone,
        summary: summary.to_owned(),
        location: Some("小候鸟驿站·文晖点，杭州市拱墅区".to_owned()),
        description: None,
        url: Some("https://niangjia.example/registrations/1".to_owned()),
        cancelled: false,
    }
}

fn calendar(method: Method, events: Vec<Event>) -> Calendar {
    Calendar {
        method,
        stamp: at("2027-06-14T12:20:00Z"),
        name: None,
        events,
    }
}

const INVITATION: Invitation<'_> = Invitation {
    organizer: Party {
        name: "下城区教育工会",
        address: "notice@niangjia.example",
    },
    attendee: Party {
        name: "李\"四\"",
        address: "li@example.org",
    },
};

#[test]
fn an_invitation_reads_as_rfc_5546_wants_it() {
    let events = vec![event("小候鸟城市一日行 七月场：张小二", Tz::Asia__Shanghai)];
    let text = write(&calendar(Method::Request, events), Some(&INVITATION));
    insta::assert_snapshot!(text.replace("\r\n", "\n"));
}

#[test]
fn a_cancellation_keeps_the_uid_and_says_so() {
    let events = vec![event("x", Tz::Asia__Shanghai)];
    let text = write(&calendar(Method::Cancel, events), Some(&INVITATION));
    assert!(text.contains("METHOD:CANCEL\r\n"));
    assert!(text.contains("STATUS:CANCELLED\r\n"));
    let uid = event("x", Tz::Asia__Shanghai).uid;
    assert!(unfold(&text).contains(&format!("UID:{uid}\r\n")));
}

#[test]
fn daylight_saving_is_written_out() {
    let madrid = write(
        &calendar(Method::Publish, vec![event("x", Tz::Europe__Madrid)]),
        None,
    );
    insta::assert_snapshot!(madrid.replace("\r\n", "\n"));
}

/// Undoes folding (RFC 5545, section 3.1).
fn unfold(text: &str) -> String {
    text.replace("\r\n ", "")
}

/// Undoes the escapes of a text value (RFC 5545, section 3.3.11).
fn unescape(value: &str) -> String {
    let mut plain = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => {}
            },
            other => plain.push(other),
        }
    }
    plain
}

proptest! {
    #[test]
    fn no_text_makes_a_line_of_its_own(summary in any::<String>(), name in any::<String>()) {
        let file = calendar(Method::Request, vec![event(&summary, Tz::Asia__Shanghai)]);
        let attendee = Party { name: &name, address: "li@example.org" };
        let text = write(&file, Some(&Invitation { attendee, ..INVITATION }));
        let plain = write(
            &calendar(Method::Request, vec![event("x", Tz::Asia__Shanghai)]),
            Some(&INVITATION),
        );
        let names = |text: &str| unfold(text)
            .split("\r\n")
            .map(|line| line.split([':', ';']).next().unwrap_or("").to_owned())
            .collect::<Vec<_>>();
        prop_assert_eq!(names(&text), names(&plain));
        let unfolded = unfold(&text);
        let value = unfolded.split("SUMMARY:").nth(1).and_then(|rest| rest.split("\r\n").next());
        prop_assert_eq!(
            unescape(value.unwrap()),
            crate::values::text::clean_text(&summary)
        );
    }

    #[test]
    fn lines_are_folded_at_75_octets_between_characters(summary in "[a-z候鸟😀;,\\\\]{0,300}") {
        let file = calendar(Method::Publish, vec![event(&summary, Tz::Asia__Shanghai)]);
        let text = write(&file, None);
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
            prop_assert!(!line.contains(['\r', '\n']));
        }
    }
}
