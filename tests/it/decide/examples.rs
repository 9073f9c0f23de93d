//! Single rules, each in the smallest story that shows it. Both ledger and oracle are asked,
//! and what came out is said in words besides.

use niangjia::ledger::change::Change;
use niangjia::ledger::command::EventKind;
use niangjia::ledger::decide::Decision;
use niangjia::values::clock::Instant;

use super::oracle::{
    Applicant, Ask, Class, Door, HOUR, Number, Offering, Quota, SECOND, Size, Unit,
};
use super::translate::{registration_id, slug, unit_id};
use super::twin::Twin;

const DAY: i64 = 24 * HOUR;
/// Noon in Shanghai on 14 June 2027.
const NOON: i64 = 20_983 * DAY + 4 * HOUR;

/// One offering with one unit; everyone registers as the person of the same number.
struct Scene {
    twin: Twin,
    now: i64,
}

impl Scene {
    /// Opened at noon, with so many general seats and the sizes of the quotas 1, 2, ...
    fn open(general: Size, quotas: &[i64], starts: i64, offer_hours: Option<i64>) -> Self {
        let offering = Offering {
            door: Door::Open,
            drawn: false,
            picks: false,
            pick_max: None,
            opens: NOON,
            closes: None,
            waitlist_limit: None,
            offer_hours,
        };
        let quotas = (1..).zip(quotas).map(|(class, size)| Quota {
            class,
            size: *size,
            release_at: None,
            released: false,
        });
        let unit = Unit {
            offering: 0,
            session: None,
            starts: Some(starts),
            general,
            quotas: quotas.collect(),
        };
        let mut scene = Self {
            twin: Twin::new(vec![offering]),
            now: NOON,
        };
        scene.ask(&Ask::Open {
            offering: 0,
            units: vec![unit],
        });
        scene
    }

    fn ask(&mut self, ask: &Ask) -> Decision {
        self.twin.ask(self.now, ask).unwrap()
    }

    fn at(&mut self, now: i64) -> &mut Self {
        self.now = now;
        self
    }

    fn register(&mut self, number: Number, seats: i64, class: Class) -> Decision {
        self.ask(&Ask::Register {
            offering: 0,
            applicants: vec![Applicant {
                person: number,
                seats,
                class,
            }],
            sessions: Vec::new(),
            join_waitlist: true,
            findings: Vec::new(),
            numbers: vec![number],
        })
    }

    fn status(&self, number: Number) -> &'static str {
        self.twin.book.registrations[&registration_id(number)]
            .status
            .as_str()
    }

    /// The quota whose seat somebody has; empty for a general one.
    fn place(&self, number: Number) -> Option<String> {
        let registration = &self.twin.book.registrations[&registration_id(number)];
        let unit = &self.twin.book.units[&unit_id(0, None)];
        let pool = registration.pool_id.and_then(|id| unit.pool(id));
        pool.map(|pool| pool.quota_key.clone())
    }

    fn deadline(&self, number: Number) -> Option<i64> {
        let registration = &self.twin.book.registrations[&registration_id(number)];
        registration.offer_expires_at.map(Instant::millis)
    }

    fn held(&self) -> i32 {
        let unit = &self.twin.book.units[&unit_id(0, None)];
        unit.pools.iter().map(|pool| pool.held).sum()
    }
}

fn refusal(decision: &Decision) -> Option<&'static str> {
    decision
        .answer
        .as_ref()
        .err()
        .map(|refusal| slug(refusal.kind))
}

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
fn no_offer_ends_at_night() {
    // Half past ten in the evening, with a day to answer: nine o'clock the morning after.
    let mut scene = Scene::open(Some(1), &[], NOON + 10 * DAY, Some(24));
    scene.register(1, 1, 0);
    scene.register(2, 1, 0);
    scene.at(NOON + 10 * HOUR + HOUR / 2).ask(&Ask::Cancel(1));
    assert_eq!(scene.deadline(2), Some(NOON + DAY + 21 * HOUR));
}

#[test]
fn an_offer_ends_the_evening_before_when_its_last_moment_lies_at_night() {
    // Begins at eight in the morning: two hours before is six, so ten in the evening.
    let mut scene = Scene::open(Some(1), &[], NOON + DAY + 20 * HOUR, Some(48));
    scene.register(1, 1, 0);
    scene.register(2, 1, 0);
    scene.ask(&Ask::Cancel(1));
    assert_eq!(scene.deadline(2), Some(NOON + DAY + 10 * HOUR));
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
fn an_accept_that_came_in_time_is_not_overtaken_by_what_came_later() {
    let mut scene = Scene::open(Some(1), &[], NOON + 10 * DAY, Some(24));
    scene.register(1, 1, 0);
    scene.register(2, 1, 0);
    scene.ask(&Ask::Cancel(1));
    let deadline = scene.deadline(2).unwrap();
    // Another instance, or a clock ahead, was decided first.
    scene.at(deadline + 29 * SECOND).ask(&Ask::Tick);
    assert_eq!(scene.at(deadline).ask(&Ask::Accept(2)).answer.err(), None);
    assert_eq!(scene.status(2), "confirmed");
}

#[test]
fn an_accept_after_the_deadline_is_too_late_and_the_next_is_promoted() {
    let mut scene = Scene::open(Some(1), &[], NOON + 10 * DAY, Some(24));
    for number in 1..=3 {
        scene.register(number, 1, 0);
    }
    scene.ask(&Ask::Cancel(1));
    let deadline = scene.deadline(2).unwrap();
    let decision = scene.at(deadline + 1).ask(&Ask::Accept(2));
    assert_eq!(refusal(&decision), Some("offer-expired"));
    assert_eq!([2, 3].map(|n| scene.status(n)), ["expired", "offered"]);
}

#[test]
fn a_line_that_began_in_this_batch_closes_in_time() {
    // The commands of a batch fold over the same facts: what fell due is read off them.
    let starts = NOON + 10 * DAY;
    let mut scene = Scene::open(Some(1), &[], starts, None);
    scene.at(starts - 2 * HOUR - 1).register(1, 1, 0);
    scene.register(2, 1, 0);
    assert_eq!(scene.status(2), "waitlisted");
    scene.at(starts - 2 * HOUR).ask(&Ask::Cancel(1));
    assert_eq!(scene.status(2), "expired");
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
