//! Those who are linked.

use super::{NOON, Scene, refusal};
use crate::decide::oracle::{Ask, DAY, HOUR};

#[test]
fn the_linked_are_placed_together_or_wait_together() {
    let mut scene = Scene::open(Some(3), &[], NOON + 10 * DAY, None);
    scene.register_linked(&[(1, 1), (2, 1)]);
    scene.register_linked(&[(3, 1), (4, 1)]);
    scene.register(5, 1, 0);
    let stand = |scene: &Scene| [1, 2, 3, 4, 5].map(|n| scene.status(n));
    assert_eq!(
        stand(&scene),
        [
            "confirmed",
            "confirmed",
            "waitlisted",
            "waitlisted",
            "confirmed"
        ]
    );
    scene.ask(&Ask::Cancel(1));
    assert_eq!(scene.status(3), "waitlisted");
    scene.ask(&Ask::Cancel(5));
    assert_eq!([3, 4].map(|n| scene.status(n)), ["confirmed"; 2]);
}

#[test]
fn what_is_left_of_a_group_goes_on_as_a_smaller_one() {
    let mut scene = Scene::open(Some(1), &[], NOON + 10 * DAY, None);
    scene.register(1, 1, 0);
    scene.register_linked(&[(2, 1), (3, 1)]);
    scene.ask(&Ask::Cancel(3));
    assert_eq!(scene.status(2), "waitlisted");
    scene.ask(&Ask::Cancel(1));
    assert_eq!(scene.status(2), "confirmed");
}

#[test]
fn one_answer_goes_for_all_and_is_the_same_again() {
    let mut scene = Scene::open(Some(2), &[], NOON + 10 * DAY, Some(24));
    scene.register(1, 2, 0);
    scene.register_linked(&[(2, 1), (3, 1)]);
    scene.ask(&Ask::Cancel(1));
    let about = |scene: &mut Scene| {
        let answer = scene.ask(&Ask::Accept(3)).answer.unwrap();
        answer.registrations.len()
    };
    assert_eq!(about(&mut scene), 2);
    assert_eq!(scene.status(2), "confirmed");
    assert_eq!(about(&mut scene), 2);
}

#[test]
fn a_late_answer_of_one_ends_the_offer_of_all() {
    let mut scene = Scene::open(Some(2), &[], NOON + 10 * DAY, Some(24));
    scene.register(1, 2, 0);
    scene.register_linked(&[(2, 1), (3, 1)]);
    scene.ask(&Ask::Cancel(1));
    let deadline = scene.deadline(2).unwrap();
    let decision = scene.at(deadline + 1).ask(&Ask::Decline(2));
    assert_eq!(refusal(&decision), Some("offer-expired"));
    assert_eq!([2, 3].map(|n| scene.status(n)), ["expired"; 2]);
}

#[test]
fn seats_are_held_for_a_group_that_was_passed_often_enough() {
    let starts = NOON + 10 * DAY;
    let mut scene = Scene::open(Some(2), &[], starts, None);
    scene.register(1, 1, 0);
    scene.register_linked(&[(2, 1), (3, 1)]);
    for number in [4, 5] {
        scene.register(number, 1, 0);
        scene.ask(&Ask::Cancel(number));
    }
    assert_eq!(scene.held(), 1);
    scene.register(6, 1, 0);
    assert_eq!(scene.status(6), "waitlisted");
    scene.at(starts - 72 * HOUR).ask(&Ask::Tick);
    assert_eq!([2, 6].map(|n| scene.status(n)), ["waitlisted", "confirmed"]);
}
