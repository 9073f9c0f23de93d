//! Letters about made-up people: for `/dev/mail`, and for the tests.

use chrono_tz::Tz;
use uuid::Uuid;

use super::consent::{self, ConsentLetter};
use super::kind::{lead, word};
use super::{Acts, Alternative, Entry, Kind, Left, MovedTo, RegistrationLetter, Session, write};
use crate::catalog::model::titled;
use crate::notices::Sample;
use crate::values::clock::Instant;
use crate::values::ids::{RegistrationId, SessionId};
use crate::values::locale::Locale;

/// Each kind, and what is told in different words.
pub const KINDS: [Kind; 28] = [
    Kind::Confirmed,
    Kind::Accepted,
    Kind::Promoted,
    Kind::InDraw,
    Kind::InReview,
    Kind::Waiting,
    Kind::DrawnInLine,
    Kind::ReviewedInLine,
    Kind::Offered,
    Kind::OfferExtended,
    Kind::OfferReminder,
    Kind::OfferExpired,
    Kind::ListClosed,
    Kind::Cancelled(Left::Place),
    Kind::Cancelled(Left::Line),
    Kind::Cancelled(Left::Application),
    Kind::Changed,
    Kind::MovedByOrganizer(Left::Place),
    Kind::Stopped(Left::Place),
    Kind::Rejected,
    Kind::NoPlaceLeft,
    Kind::NotDrawn,
    Kind::CalledOff(Left::Place),
    Kind::Moved,
    Kind::Relocated,
    Kind::MovedElsewhere,
    Kind::Shortened,
    Kind::Soon,
];

/// 14 June 2027, 10:30 in Hangzhou: when they are written.
const WRITTEN_AT: Instant = Instant::from_millis(1_812_940_200_000);

/// A day so many days later, at this hour and minute in Hangzhou.
const fn at(days: i64, hour: i64, minute: i64) -> Instant {
    let midnight = WRITTEN_AT.plus_minutes(-(10 * 60 + 30));
    midnight.plus_days(days).plus_minutes(hour * 60 + minute)
}

/// How a kind is called among samples and snapshots.
#[must_use]
pub fn name(kind: Kind) -> String {
    match lead(kind).strip_prefix("lead-") {
        Some(left) => format!("{}_{left}", word(kind)),
        None => word(kind).to_owned(),
    }
}

/// One registration of somebody.
#[must_use]
pub fn entry(number: u128, participant: &str) -> Entry {
    Entry {
        registration: RegistrationId(Uuid::from_u128(number)),
        participant: participant.to_owned(),
        sequence: 12,
        seats: 1,
        place_in_line: Some(3),
        door_code: Some("K7QM2X".to_owned()),
        draw_code: Some("WF4T-9KXN".to_owned()),
        sessions: vec![session(7, 33)],
    }
}

/// A day's session, so many days later.
#[must_use]
pub const fn session(number: u128, days: i64) -> Session {
    Session {
        id: SessionId(Uuid::from_u128(number)),
        starts_at: at(days, 8, 0),
        ends_at: at(days, 16, 30),
        also_zone: None,
        place: None,
    }
}

/// What a letter of this kind says of them.
#[must_use]
pub fn sample(kind: Kind, locale: Locale) -> RegistrationLetter {
    let pick = |chinese: &'static str, english: &'static str| locale.pick(chinese, english);
    RegistrationLetter {
        kind,
        locale,
        written_at: WRITTEN_AT,
        recipient_name: pick("李四", "Li Si").to_owned(),
        entries: vec![entry(1, pick("张小二", "Zhang Xiao'er"))],
        program: pick("小候鸟城市一日行", "A day in the city").to_owned(),
        program_code: "p-birds-2027".to_owned(),
        offering: pick("七月场", "second run").to_owned(),
        offering_code: "p-birds-2027-02".to_owned(),
        organization: pick("下城区教育工会", "Xiacheng education union").to_owned(),
        zone: Tz::Asia__Shanghai,
        place: Some(place(locale)),
        online: false,
        fee: Some(pick("免费", "Free").to_owned()),
        discreet: false,
        capacity: Some(45),
        offers: true,
        offer_expires_at: Some(at(1, 10, 30)),
        cancel_until: Some(at(32, 8, 0)),
        list_closes_at: Some(at(33, 6, 0)),
        registration_closes: Some(at(6, 18, 0)),
        draw_at: Some(at(7, 10, 0)),
        given_out_at: Some(at(6, 18, 0)),
        bring: Some(pick("水壶、太阳帽、舒服的鞋", "Water, a sun hat, good shoes").to_owned()),
        reason: Some(reason(locale).to_owned()),
        remark: has_remark(kind).then(|| pick("天气不好", "The weather is bad").to_owned()),
        object_until: Some(at(14, 18, 0)),
        alternatives: vec![alternative(locale)],
        moved_to: matches!(kind, Kind::MovedByOrganizer(_)).then(|| moved_to(locale)),
        registered_by: None,
        contact: Some(contact(locale).to_owned()),
        contact_email: None,
        public_url: "https://niangjia.example".to_owned(),
        thread: "registration-1".to_owned(),
        acts: acts(),
        unsubscribe: Some("https://niangjia.example/u/1".to_owned()),
    }
}

fn acts() -> Acts {
    let page = |act: &str| format!("https://niangjia.example/l/{act}");
    Acts {
        accept: page("accept"),
        decline: page("decline"),
        cancel: Some(page("cancel")),
    }
}

/// What a letter about a consent says of them.
#[must_use]
pub fn withdrawn(cancelled: bool, locale: Locale) -> ConsentLetter {
    let pick = |chinese: &'static str, english: &'static str| locale.pick(chinese, english);
    let about = sample(Kind::Confirmed, locale);
    ConsentLetter {
        locale,
        written_at: WRITTEN_AT,
        recipient_name: about.recipient_name,
        consent: pick("公开照片", "Photos in public").to_owned(),
        participant: pick("张小二", "Zhang Xiao'er").to_owned(),
        offering: titled(locale, &about.program, &about.offering),
        organization: about.organization,
        zone: about.zone,
        discreet: false,
        cancelled,
        contact: about.contact,
        contact_email: None,
        link: "https://niangjia.example/registrations/1".to_owned(),
        thread: about.thread,
    }
}

/// A letter of each sort, plain and discreet.
#[must_use]
pub fn all(locale: Locale) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |name: &str, quiet: bool, letter| {
        let manner = if quiet { "-quiet" } else { "" };
        samples.push(Sample {
            name: format!("{name}{manner}"),
            letter,
        });
    };
    for quiet in [false, true] {
        for kind in KINDS {
            let mut input = sample(kind, locale);
            input.discreet = quiet;
            add(
                &format!("registration-{}", name(kind)),
                quiet,
                write(&input),
            );
        }
        let mut input = sample(Kind::Confirmed, locale);
        input.registered_by = Some(input.organization.clone());
        input.discreet = quiet;
        add("registration-assisted", quiet, write(&input));
        for (cancelled, name) in [(false, "kept"), (true, "cancelled")] {
            let mut input = withdrawn(cancelled, locale);
            input.discreet = quiet;
            let name = format!("consent-withdrawn-{name}");
            add(&name, quiet, consent::write(&input));
        }
    }
    samples
}

const fn has_remark(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Stopped(_)
            | Kind::MovedByOrganizer(_)
            | Kind::Rejected
            | Kind::CalledOff(_)
            | Kind::Moved
            | Kind::Relocated
            | Kind::MovedElsewhere
            | Kind::Shortened
    )
}

fn place(locale: Locale) -> String {
    let (chinese, english) = (
        "小候鸟驿站·文晖点，杭州市拱墅区",
        "Wenhui station, Gongshu, Hangzhou",
    );
    locale.pick(chinese, english).to_owned()
}

fn contact(locale: Locale) -> &'static str {
    locale.pick(
        "电话 0571-0000 0000，周一至周五 9:00–17:30",
        "0571-0000 0000",
    )
}

fn reason(locale: Locale) -> &'static str {
    locale.pick(
        "名额已按先后给完，候补也满了。不影响以后报名。",
        "All places were given in order and the waiting list is full. It does not count against you.",
    )
}

fn alternative(locale: Locale) -> Alternative {
    Alternative {
        title: locale.pick("八月场", "third run").to_owned(),
        starts_at: Some(at(54, 8, 0)),
        url: "https://niangjia.example/offerings/p-birds-2027-03".to_owned(),
    }
}

fn moved_to(locale: Locale) -> MovedTo {
    MovedTo {
        registration: Some(RegistrationId(Uuid::from_u128(2))),
        offering: Some(locale.pick("八月场", "third run").to_owned()),
        place: Some(
            locale
                .pick("西湖少年宫", "West Lake youth palace")
                .to_owned(),
        ),
        sessions: vec![session(8, 54)],
    }
}
