//! Every letter about registrations, in both languages and both manners.

use chrono::DateTime;
use uuid::Uuid;

use super::*;
use crate::notices::calendar::Method;
use crate::notices::render;

fn at(text: &str) -> Instant {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc().into()
}

const KINDS: [Kind; 22] = [
    Kind::Confirmed,
    Kind::Accepted,
    Kind::Promoted,
    Kind::InDraw,
    Kind::InReview,
    Kind::Waiting,
    Kind::Offered,
    Kind::OfferExtended,
    Kind::OfferExpired,
    Kind::ListClosed,
    Kind::Cancelled(Left::Place),
    Kind::Cancelled(Left::Line),
    Kind::Cancelled(Left::Application),
    Kind::Changed,
    Kind::Stopped(Left::Place),
    Kind::Rejected,
    Kind::NotDrawn,
    Kind::CalledOff(Left::Place),
    Kind::Moved,
    Kind::Relocated,
    Kind::MovedElsewhere,
    Kind::Shortened,
];

/// How a kind is called among the snapshots.
fn name(kind: Kind) -> String {
    match lead(kind).strip_prefix("lead-") {
        Some(left) => format!("{}_{left}", word(kind)),
        None => word(kind).to_owned(),
    }
}

fn entry(number: u128, participant: &str) -> Entry {
    Entry {
        registration: RegistrationId(Uuid::from_u128(number)),
        participant: participant.to_owned(),
        seats: 1,
        place_in_line: Some(3),
        door_code: Some("K7QM2X".to_owned()),
        sessions: vec![Session {
            id: SessionId(Uuid::from_u128(7)),
            starts_at: at("2027-07-17T08:00:00+08:00"),
            ends_at: at("2027-07-17T16:30:00+08:00"),
            also_zone: None,
            place: None,
        }],
    }
}

fn sample(kind: Kind, locale: Locale) -> RegistrationLetter {
    let pick = |chinese: &'static str, english: &'static str| locale.pick(chinese, english);
    RegistrationLetter {
        kind,
        locale,
        written_at: at("2027-06-14T10:30:00+08:00"),
        sequence: 12,
        recipient_name: pick("李四", "Li Si").to_owned(),
        entries: vec![entry(1, pick("张小二", "Zhang Xiao'er"))],
        program: pick("小候鸟城市一日行", "A day in the city").to_owned(),
        offering: pick("七月场", "second run").to_owned(),
        organization: pick("下城区教育工会", "Xiacheng education union").to_owned(),
        zone: Tz::Asia__Shanghai,
        place: Some(
            pick(
                "小候鸟驿站·文晖点，杭州市拱墅区",
                "Wenhui station, Gongshu, Hangzhou",
            )
            .to_owned(),
        ),
        online: false,
        fee: Some(pick("免费", "Free").to_owned()),
        discreet: false,
        capacity: Some(45),
        offers: true,
        offer_expires_at: Some(at("2027-06-15T10:30:00+08:00")),
        cancel_until: Some(at("2027-07-16T08:00:00+08:00")),
        list_closes_at: Some(at("2027-07-17T06:00:00+08:00")),
        registration_closes: Some(at("2027-06-20T18:00:00+08:00")),
        draw_at: Some(at("2027-06-21T10:00:00+08:00")),
        remark: matches!(
            kind,
            Kind::Stopped(_)
                | Kind::Rejected
                | Kind::CalledOff(_)
                | Kind::Moved
                | Kind::Relocated
                | Kind::MovedElsewhere
                | Kind::Shortened
        )
        .then(|| pick("天气不好", "The weather is bad").to_owned()),
        object_until: Some(at("2027-06-28T18:00:00+08:00")),
        alternatives: vec![pick("八月场", "third run").to_owned()],
        contact: Some(
            pick(
                "电话 0571-0000 0000，周一至周五 9:00–17:30",
                "0571-0000 0000",
            )
            .to_owned(),
        ),
        contact_email: None,
        public_url: "https://niangjia.example".to_owned(),
    }
}

fn shown(letter: &Letter) -> String {
    format!(
        "From: {}\nSubject: {}\nPreheader: {}\nTone: {:?}, {}\n\n{}",
        letter.sender_name.as_deref().unwrap_or_default(),
        letter.subject,
        letter.preheader,
        letter.tone,
        letter.eyebrow,
        render::text(letter)
    )
}

#[test]
fn every_letter_in_both_languages() {
    for locale in [Locale::Chinese, Locale::English] {
        for kind in KINDS {
            let letter = write(&sample(kind, locale));
            let name = format!("{}_{}", name(kind), locale.tag());
            insta::assert_snapshot!(name, shown(&letter));
        }
    }
}

#[test]
fn a_discreet_letter_says_nothing_of_what_it_is_about() {
    for locale in [Locale::Chinese, Locale::English] {
        for kind in KINDS {
            let mut input = sample(kind, locale);
            input.discreet = true;
            let letter = write(&input);
            insta::assert_snapshot!(
                format!("quiet_{}_{}", name(kind), locale.tag()),
                shown(&letter)
            );
            let everything =
                serde_json::to_string(&letter).unwrap() + &render::html(&letter).unwrap();
            let told = [
                &input.program,
                &input.offering,
                &input.organization,
                input.place.as_ref().unwrap(),
                &input.entries[0].participant,
                input.contact.as_ref().unwrap(),
                &"天气不好".to_owned(),
                &"八月场".to_owned(),
            ];
            for secret in told {
                assert!(
                    !everything.contains(secret.as_str()),
                    "{kind:?} tells {secret}"
                );
            }
        }
    }
}

#[test]
fn several_participants_share_a_letter() {
    let mut input = sample(Kind::Waiting, Locale::Chinese);
    input.entries.push(Entry {
        place_in_line: Some(4),
        ..entry(2, "张小三")
    });
    insta::assert_snapshot!("waiting_two", shown(&write(&input)));
    input.kind = Kind::Confirmed;
    insta::assert_snapshot!("confirmed_two", shown(&write(&input)));
}

#[test]
fn calendars_follow_the_place() {
    let method = |kind| {
        let letter = write(&sample(kind, Locale::Chinese));
        letter.calendars.first().map(|calendar| calendar.method)
    };
    assert_eq!(method(Kind::Confirmed), Some(Method::Request));
    assert_eq!(method(Kind::Promoted), Some(Method::Request));
    assert_eq!(method(Kind::Cancelled(Left::Place)), Some(Method::Cancel));
    assert_eq!(method(Kind::Cancelled(Left::Offer)), None);
    assert_eq!(method(Kind::Cancelled(Left::Line)), None);
    assert_eq!(method(Kind::Offered), None);
}

#[test]
fn readers_elsewhere_read_both_clocks() {
    for locale in [Locale::Chinese, Locale::English] {
        let mut input = sample(Kind::Offered, locale);
        input.discreet = true;
        input.entries[0].sessions[0].also_zone = Some(Tz::Europe__Madrid);
        insta::assert_snapshot!(format!("abroad_{}", locale.tag()), shown(&write(&input)));
    }
}

#[test]
fn every_text_exists() {
    for locale in [Locale::Chinese, Locale::English] {
        for kind in KINDS {
            for discreet in [false, true] {
                let mut input = sample(kind, locale);
                input.discreet = discreet;
                let text = shown(&write(&input));
                assert!(!text.contains("registration-"), "{kind:?}: {text}");
                assert!(!text.contains("letter-"), "{kind:?}: {text}");
            }
        }
    }
}
