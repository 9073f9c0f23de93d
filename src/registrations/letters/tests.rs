//! Every letter about registrations, in both languages and both manners.

use super::samples::{KINDS, entry, name, sample, session, withdrawn};
use super::*;
use crate::notices::calendar::Method;
use crate::notices::render;

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
                &"西湖少年宫".to_owned(),
                &"太阳帽".to_owned(),
                &"p-birds-2027".to_owned(),
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

#[test]
fn who_was_registered_by_somebody_else_hears_by_whom() {
    for locale in [Locale::Chinese, Locale::English] {
        for discreet in [false, true] {
            let mut input = sample(Kind::Confirmed, locale);
            input.registered_by = Some(input.organization.clone());
            input.discreet = discreet;
            let manner = if discreet {
                "quiet_assisted"
            } else {
                "assisted"
            };
            let name = format!("{manner}_{}", locale.tag());
            insta::assert_snapshot!(name, shown(&write(&input)));
        }
    }
}

#[test]
fn a_consent_taken_back_is_told_with_what_came_of_it() {
    for locale in [Locale::Chinese, Locale::English] {
        for (cancelled, discreet) in [(false, false), (true, false), (true, true)] {
            let mut input = withdrawn(cancelled, locale);
            input.discreet = discreet;
            let letter = consent::write(&input);
            let manner = if discreet { "quiet_" } else { "" };
            let after = if cancelled { "cancelled" } else { "kept" };
            let name = format!("{manner}consent_{after}_{}", locale.tag());
            insta::assert_snapshot!(name, shown(&letter));
            let everything = serde_json::to_string(&letter).unwrap();
            let told = [&input.consent, &input.participant, &input.offering];
            assert!(!discreet || told.iter().all(|said| !everything.contains(said.as_str())));
        }
    }
}

#[test]
fn where_no_date_to_object_was_given_it_says_whom_to_ask() {
    let mut input = sample(Kind::Rejected, Locale::Chinese);
    input.object_until = None;
    let text = shown(&write(&input));
    assert!(text.contains("不同意这个结果，请直接问主办方"), "{text}");
    assert!(text.contains("原因：天气不好"), "{text}");
}

#[test]
fn each_button_opens_what_it_says() {
    let opens = |kind, discreet| {
        let mut input = sample(kind, Locale::Chinese);
        input.discreet = discreet;
        write(&input).button.unwrap().url
    };
    let at = |path: &str| format!("https://niangjia.example/{path}");
    let own = at("registrations/00000000-0000-0000-0000-000000000001");
    for kind in [Kind::NotDrawn, Kind::DrawnInLine] {
        assert_eq!(opens(kind, false), at("offerings/p-birds-2027-02/draw"));
        assert_eq!(opens(kind, true), own);
    }
    let called_off = Kind::CalledOff(Left::Place);
    assert_eq!(opens(called_off, false), at("programs/p-birds-2027"));
    assert_eq!(opens(called_off, true), own);
    let moved = Kind::MovedByOrganizer(Left::Place);
    let new = at("registrations/00000000-0000-0000-0000-000000000002");
    assert_eq!(opens(moved, false), new);
}

#[test]
fn where_else_to_go_is_a_step_with_its_own_page() {
    let text = shown(&write(&sample(Kind::NotDrawn, Locale::Chinese)));
    let said =
        "八月场（https://niangjia.example/offerings/p-birds-2027-03 ），8月7日（周六）8:00 开始";
    assert!(text.contains(said), "{text}");
}

#[test]
fn each_date_is_an_invitation_of_its_own_until_there_are_many() {
    let files = |dates: u128, kind| {
        let mut input = sample(kind, Locale::Chinese);
        input.entries[0].sessions = (1..=dates).map(|number| session(number, 33)).collect();
        write(&input).calendars
    };
    let few = files(8, Kind::Confirmed);
    assert_eq!(few.len(), 8);
    let is_one = |file: &crate::notices::calendar::Calendar| {
        file.method == Method::Request && file.events.len() == 1
    };
    assert!(few.iter().all(is_one), "{few:?}");
    let many = files(9, Kind::Confirmed);
    assert_eq!((many.len(), many[0].events.len()), (1, 9));
    assert_eq!(many[0].method, Method::Publish);
    let off = files(9, Kind::CalledOff(Left::Place));
    assert!(off[0].events.iter().all(|event| event.cancelled));
}

#[test]
fn an_answer_goes_to_the_organizer_but_for_discreet_programs() {
    let mut input = sample(Kind::Confirmed, Locale::Chinese);
    input.contact_email = Some("union@example.org".to_owned());
    assert_eq!(write(&input).reply_to.as_deref(), Some("union@example.org"));
    input.discreet = true;
    assert_eq!(write(&input).reply_to, None);
}

#[test]
fn one_click_stops_reminders_and_nothing_else() {
    let stops = |kind| {
        let mut input = sample(kind, Locale::Chinese);
        input.unsubscribe = Some("https://niangjia.example/u/1".to_owned());
        write(&input).unsubscribe.is_some()
    };
    let stopped: Vec<Kind> = KINDS.into_iter().filter(|kind| stops(*kind)).collect();
    assert_eq!(stopped, [Kind::Soon]);
}

#[test]
fn samples_have_names_of_their_own_and_say_something() {
    for locale in [Locale::Chinese, Locale::English] {
        let all = samples::all(locale);
        let names: std::collections::BTreeSet<&str> =
            all.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names.len(), all.len());
        for sample in &all {
            let letter = &sample.letter;
            assert!(
                !letter.subject.is_empty() && !letter.steps.is_empty(),
                "{}",
                sample.name
            );
            assert!(letter.recipient_name.is_some() && letter.button.is_some());
        }
    }
}
