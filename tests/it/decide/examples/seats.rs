//! Who sits where.

use niangjia::ledger::change::Change;
use niangjia::ledger::command::EventKind;

use super::{NOON, Scene, refusal};
use crate::decide::oracle::{Applicant, Ask, DAY, HOUR, Manner};
use crate::decide::translate::registration_id;

#[test]
fn a_cancelled_seat_goes_to_the_first_who_waits() {
    let mut scene = Scene::open(Some(1), &[], NOON + 10 * DAY, None);
    for number in 1..=3 {
        scene.register(number, 1, 0);
    }
    scene.ask(&Ask::Cancel(1));
    assert_eq!(
        [1, 2, 3].map(|n| scene.status(n)),
        ["cancelled", "confirmed", "waitlisted"]
    );
}

#[test]
fn a_free_quota_seat_takes_its_member_back_so_that_the_general_seat_goes_on() {
    let mut scene = Scene::open(Some(1), &[1], NOON + 10 * DAY, None);
    scene.register(1, 1, 1);
    scene.register(2, 1, 1);
    scene.register(3, 1, 0);
    assert_eq!(scene.place(2).as_deref(), Some(""));
    let decision = scene.ask(&Ask::Cancel(1));
    assert_eq!(scene.place(2).as_deref(), Some("q1"));
    assert_eq!(scene.status(3), "confirmed");
    let rebooked = |change: &&Change| matches!(change, Change::Registration { event, .. } if event.kind == EventKind::Rebooked);
    assert_eq!(decision.changes.iter().filter(rebooked).count(), 1);
}

#[test]
fn of_two_quotas_with_room_the_best_ranked_member_moves_first() {
    let mut scene = Scene::open(Some(2), &[0, 0], NOON + 10 * DAY, None);
    scene.register(1, 1, 2);
    scene.register(2, 1, 1);
    scene.register(3, 1, 0);
    let decision = scene.ask(&Ask::SetCapacity {
        offering: 0,
        total: Some(Some(4)),
        quotas: vec![(1, 1), (2, 1)],
        sessions: Vec::new(),
        when_free: false,
    });
    let moved: Vec<_> = decision
        .changes
        .iter()
        .filter_map(|change| match change {
            Change::Registration { event, .. } => Some((event.registration_id, event.kind)),
            _ => None,
        })
        .collect();
    let expected = [
        (registration_id(1), EventKind::Rebooked),
        (registration_id(3), EventKind::Status),
        (registration_id(2), EventKind::Rebooked),
    ];
    assert_eq!(moved, expected);
}

#[test]
fn a_party_takes_as_many_seats_as_it_has_members() {
    let mut scene = Scene::open(Some(3), &[], NOON + 10 * DAY, None);
    scene.register(1, 3, 0);
    scene.register(2, 1, 0);
    assert_eq!([1, 2].map(|n| scene.status(n)), ["confirmed", "waitlisted"]);
}

#[test]
fn seats_are_held_for_a_party_that_was_passed_often_enough() {
    let mut scene = Scene::open(Some(2), &[], NOON + 10 * DAY, None);
    scene.register(1, 1, 0);
    scene.register(2, 2, 0);
    scene.register(3, 1, 0);
    assert_eq!(scene.held(), 0);
    scene.ask(&Ask::Cancel(3));
    scene.register(4, 1, 0);
    scene.ask(&Ask::Cancel(4));
    assert_eq!(scene.held(), 1);
    scene.register(5, 1, 0);
    assert_eq!(scene.status(5), "waitlisted");
    scene.ask(&Ask::Cancel(1));
    assert_eq!(scene.status(2), "confirmed");
}

#[test]
fn seats_are_held_in_a_line_that_began_in_this_batch() {
    // Nobody waited when the unit was loaded, so nobody was loaded.
    let mut scene = Scene::open(Some(2), &[2], NOON + 10 * DAY, None);
    scene
        .twin
        .book
        .units
        .values_mut()
        .for_each(|unit| unit.is_whole = false);
    scene.register(1, 3, 1);
    for (number, class) in [(2, 1), (3, 0), (4, 1)] {
        scene.register(number, 1, class);
    }
    assert_eq!(scene.held(), 1);
    scene.register(5, 1, 0);
    assert_eq!(scene.status(5), "waitlisted");
}

#[test]
fn seats_are_held_no_longer_than_72_hours_before_the_start() {
    let starts = NOON + 10 * DAY;
    let mut scene = Scene::open(Some(2), &[], starts, None);
    scene.register(1, 1, 0);
    scene.register(2, 2, 0);
    for number in [3, 4] {
        scene.register(number, 1, 0);
        scene.ask(&Ask::Cancel(number));
    }
    scene.at(starts - 72 * HOUR - 1).register(5, 1, 0);
    assert_eq!(scene.status(5), "waitlisted");
    scene.at(starts - 72 * HOUR).ask(&Ask::Tick);
    assert_eq!(scene.status(5), "confirmed");
}

#[test]
fn a_person_named_twice_is_registered_not_even_once() {
    let mut scene = Scene::open(Some(5), &[], NOON + 10 * DAY, None);
    let twice = Applicant {
        person: 1,
        seats: 1,
        class: 0,
    };
    let decision = scene.ask(&Ask::Register {
        offering: 0,
        applicants: vec![twice.clone(), twice],
        sessions: Vec::new(),
        join_waitlist: true,
        manner: Manner::default(),
        findings: Vec::new(),
        numbers: vec![1, 2],
    });
    assert_eq!(refusal(&decision), Some("participant-unknown"));
    assert!(scene.twin.book.registrations.is_empty());
}

#[test]
fn opening_again_at_another_time_is_refused_whole_once_somebody_registered() {
    let starts = NOON + 10 * DAY;
    let mut scene = Scene::open(Some(1), &[], starts, None);
    scene.register(1, 1, 0);
    let mut moved = scene.twin.oracle.units.clone();
    moved[0].starts = Some(starts + HOUR);
    let decision = scene.ask(&Ask::Open {
        offering: 0,
        units: moved,
    });
    assert_eq!(refusal(&decision), Some("open-differs"));
    assert!(decision.changes.is_empty());
}
