use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn at(minute: i64) -> Instant {
    Instant::from_millis(1_812_975_600_000).plus_minutes(minute)
}

/// A row is known by what makes a mark the same.
fn mark(kind: MarkKind, minute: i64) -> Mark {
    let number = u128::from(minute.unsigned_abs()) * 4 + kind as u128;
    Mark {
        id: Uuid::from_u128(number).into(),
        kind,
        at: at(minute),
    }
}

fn come_to(marks: &[(MarkKind, i64)]) -> (Presence, Option<Instant>, Option<Instant>) {
    let marks: Vec<Mark> = marks.iter().map(|(kind, at)| mark(*kind, *at)).collect();
    let standing = standing(&marks);
    (standing.presence, standing.in_at, standing.out_at)
}

#[test]
fn the_times_of_coming_and_going() {
    use MarkKind::{Absent, Excused, In, Out};
    assert_eq!(come_to(&[]), (Presence::Expected, None, None));
    let twice = come_to(&[(In, 1), (In, 4), (Out, 60), (Out, 62)]);
    assert_eq!(twice, (Presence::Out, Some(at(1)), Some(at(62))));
    let back = come_to(&[(In, 1), (Out, 10), (In, 20)]);
    assert_eq!(back, (Presence::In, Some(at(20)), None));
    let late = come_to(&[(Absent, 15), (In, 20)]);
    assert_eq!(late, (Presence::In, Some(at(20)), None));
    let mistaken = come_to(&[(In, 1), (Excused, 3)]);
    assert_eq!(mistaken, (Presence::Excused, None, None));
    let forgotten = come_to(&[(Out, 60)]);
    assert_eq!(forgotten, (Presence::Out, None, Some(at(60))));
    let at_once = come_to(&[(Out, 5), (In, 5)]);
    assert_eq!(at_once, (Presence::Out, Some(at(5)), Some(at(5))));
}

fn kinds() -> impl Strategy<Value = MarkKind> {
    prop::sample::select(MarkKind::ALL)
}

proptest! {
    #[test]
    fn any_order_and_repetition_of_sending_comes_to_the_same(
        marks in prop::collection::vec((kinds(), 0_i64..12), 0..12),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        shuffle in prop::collection::vec(any::<u32>(), 24),
    ) {
        let marks: Vec<Mark> = marks.into_iter().map(|(kind, at)| mark(kind, at)).collect();
        let mut sent = marks.clone();
        if !marks.is_empty() {
            sent.extend(again.iter().map(|index| *index.get(&marks)));
        }
        let mut keyed: Vec<_> = sent.into_iter().zip(shuffle).collect();
        keyed.sort_by_key(|(_, key)| *key);
        let sent: Vec<Mark> = keyed.into_iter().map(|(mark, _)| mark).collect();
        prop_assert_eq!(standing(&sent), standing(&marks));
    }

    #[test]
    fn the_last_mark_says_whether_somebody_is_there(
        marks in prop::collection::vec((kinds(), 0_i64..12), 1..12),
    ) {
        let marks: Vec<Mark> = marks.into_iter().map(|(kind, at)| mark(kind, at)).collect();
        let last = marks.iter().max_by_key(|mark| (mark.at, mark.kind)).unwrap();
        let standing = standing(&marks);
        prop_assert_eq!(standing.presence.as_str(), last.kind.as_str());
        prop_assert_eq!(standing.by, Some(last.id));
        let is_in = standing.presence == Presence::In;
        prop_assert!(!is_in || standing.in_at.is_some() && standing.out_at.is_none());
    }
}

fn child() -> Bearer {
    Bearer {
        status: Status::Confirmed,
        was_marked: false,
        is_child: true,
        collectors: vec!["张 三".to_owned()],
    }
}

fn out(by: Option<&str>, reason: Option<&str>) -> Sent {
    Sent {
        kind: MarkKind::Out,
        at: at(0),
        by: by.map(str::to_owned),
        reason: reason.map(str::to_owned),
    }
}

#[test]
fn a_child_leaves_with_a_named_adult_or_for_a_reason() {
    let judge = |mark: &Sent| judge(mark, Some(&child()), false, at(0));
    assert_eq!(judge(&out(None, None)), Err(Refused::NobodyNamed));
    assert_eq!(judge(&out(Some("李四"), None)), Err(Refused::NotListed));
    assert_eq!(judge(&out(Some("张 三"), None)), Ok(()));
    assert_eq!(judge(&out(Some("李四"), Some("家长来电"))), Ok(()));
    assert_eq!(judge(&out(None, Some("家长书面同意自己回家"))), Ok(()));
    let grown = Bearer {
        is_child: false,
        ..child()
    };
    let judged = super::judge(&out(None, None), Some(&grown), false, at(0));
    assert_eq!(judged, Ok(()));
}

#[test]
fn only_who_has_a_seat_is_marked_and_not_ahead_of_time() {
    let come = |minute| Sent {
        kind: MarkKind::In,
        at: at(minute),
        by: None,
        reason: None,
    };
    let cancelled = Bearer {
        status: Status::Cancelled,
        ..child()
    };
    let refused = judge(&come(0), Some(&cancelled), false, at(0));
    assert_eq!(refused, Err(Refused::NotConfirmed(Status::Cancelled)));
    let inside = Bearer {
        was_marked: true,
        ..cancelled
    };
    assert_eq!(judge(&come(0), Some(&inside), false, at(0)), Ok(()));
    assert_eq!(judge(&come(0), None, false, at(0)), Err(Refused::Unknown));
    assert_eq!(judge(&come(5), Some(&child()), false, at(0)), Ok(()));
    let ahead = judge(&come(6), Some(&child()), false, at(0));
    assert_eq!(ahead, Err(Refused::Ahead(at(5))));
    let off = judge(&come(0), Some(&child()), true, at(0));
    assert_eq!(off, Err(Refused::SessionCancelled));
}

#[test]
fn who_is_a_child() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let on = day("2027-07-03");
    let born = |text: &str, relation| is_child(Some(day(text)), relation, false, on);
    assert!(born("2009-07-04", Relation::Other));
    assert!(!born("2009-07-03", Relation::Child));
    assert!(is_child(None, Relation::Child, false, on));
    assert!(is_child(None, Relation::Other, true, on));
    assert!(!is_child(None, Relation::Myself, false, on));
}
