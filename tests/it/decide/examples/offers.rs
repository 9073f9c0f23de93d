//! Offers and their deadlines, and when lists close.

use super::{NOON, Scene, refusal};
use crate::decide::oracle::{Ask, DAY, HOUR, SECOND};

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
fn the_one_extension_waits_until_it_gives_an_hour() {
    let mut scene = Scene::open(Some(1), &[], NOON + 10 * DAY, Some(24));
    scene.register(1, 1, 0);
    scene.register(2, 1, 0);
    scene.ask(&Ask::Cancel(1));
    let first = scene.deadline(2).unwrap();
    scene.at(NOON + HOUR - SECOND).ask(&Ask::ExtendOffer(2));
    assert_eq!(scene.deadline(2), Some(first), "not worth it yet");
    scene.at(NOON + HOUR).ask(&Ask::ExtendOffer(2));
    assert_eq!(scene.deadline(2), Some(first + HOUR));
    scene.at(NOON + 5 * HOUR).ask(&Ask::ExtendOffer(2));
    assert_eq!(scene.deadline(2), Some(first + HOUR), "once");
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
