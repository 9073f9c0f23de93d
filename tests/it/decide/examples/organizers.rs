//! What organizers do: reviews and draws, sessions and seats out of turn.

use super::{NOON, Scene, picked, refusal, unit, whole};
use crate::decide::oracle::{Ask, DAY, HOUR, Offering, Organize, Quota, Unit, Way};
use crate::decide::translate::unit_id;

/// Sessions are picked, and places given this way; the window ends after an hour.
fn sessions(way: Way) -> Offering {
    Offering {
        picks: true,
        closes: Some(NOON + HOUR),
        ..whole(way)
    }
}

#[test]
fn a_session_that_is_not_open_yet_moves_no_other() {
    let mut scene = Scene::of(&sessions(Way::FirstCome), &[picked(0, 1)]);
    scene.register_for(0, 1);
    let starts = NOON + 20 * DAY;
    scene.organize(Organize::MoveSession {
        offering: 0,
        session: 1,
        starts,
        ends: starts + HOUR,
    });
    let cancel = |session| Organize::CancelSession {
        offering: 0,
        session,
    };
    scene.organize(cancel(1));
    assert_eq!(scene.status(1), "confirmed");
    scene.organize(cancel(0));
    assert_eq!(scene.status(1), "called_off");
}

#[test]
fn a_session_that_was_cancelled_before_it_opened_takes_nobody() {
    let mut scene = Scene::of(&sessions(Way::FirstCome), &[picked(0, 1)]);
    scene.organize(Organize::CancelSession {
        offering: 0,
        session: 1,
    });
    let units = [picked(0, 1), picked(1, 1)].to_vec();
    scene.ask(&Ask::Open { offering: 0, units });
    let decision = scene.register_for(1, 1);
    assert_eq!(refusal(&decision), Some("sessions-invalid"));
}

#[test]
fn what_was_called_off_is_neither_drawn_nor_given_out() {
    for way in [Way::Lottery, Way::Review] {
        let mut scene = Scene::of(&sessions(way), &[picked(0, 1)]);
        scene.organize(Organize::CallOff(0));
        scene.at(NOON + HOUR);
        let decision = match way {
            Way::Review => scene.organize(Organize::Admit(0)),
            _ => scene.freeze(1),
        };
        assert_eq!(refusal(&decision), Some("offering-called-off"));
    }
}

#[test]
fn seats_that_are_released_make_up_for_those_still_to_go() {
    let quota = |quota: Quota| Quota {
        release_at: Some(NOON + HOUR),
        ..quota
    };
    let plain = unit(Some(4), &[2], NOON + 10 * DAY);
    let quotas = plain.quotas.iter().cloned().map(quota).collect();
    let mut scene = Scene::of(&whole(Way::FirstCome), &[Unit { quotas, ..plain }]);
    scene.register(1, 3, 0);
    scene.register(2, 1, 0);
    scene.ask(&Ask::SetCapacity {
        offering: 0,
        total: Some(Some(5)),
        quotas: vec![(1, 2)],
        sessions: Vec::new(),
        when_free: true,
    });
    scene.at(NOON + HOUR).ask(&Ask::Tick);
    // Five were wanted: the four that are taken, and one of the two of the quota.
    let unit = &scene.twin.book.units[&unit_id(0, None)];
    let pools = unit.pools.iter();
    let sizes: Vec<_> = pools.map(|pool| (pool.capacity, pool.target)).collect();
    assert_eq!(sizes, [(Some(5), None), (Some(0), None)]);
}

#[test]
fn a_preview_of_another_draw_leaves_the_one_that_was_voided() {
    let mut scene = Scene::of(&sessions(Way::Lottery), &[picked(0, 1)]);
    scene.register_for(0, 1);
    scene.at(NOON + HOUR).freeze(1);
    scene.organize(Organize::Void(0));
    // Each command is previewed first, and must leave no trace.
    assert_eq!(refusal(&scene.freeze(2)), None);
}

#[test]
fn staff_move_somebody_to_what_does_not_register_yet() {
    let later = Offering {
        opens: NOON + DAY,
        closes: None,
        ..sessions(Way::FirstCome)
    };
    let mut scene = Scene::of(&later, &[picked(0, 1), picked(1, 1)]);
    scene.at(NOON + DAY).register_for(0, 1);
    let decision = scene.at(NOON).organize(Organize::Move {
        registration: 1,
        offering: 0,
        session: Some(1),
        class: 0,
        number: 2,
    });
    assert_eq!(refusal(&decision), None);
    assert_eq!([1, 2].map(|n| scene.status(n)), ["cancelled", "confirmed"]);
}

#[test]
fn nobody_changes_past_those_who_still_await_their_seats() {
    let mut scene = Scene::of(&sessions(Way::Review), &[picked(0, 1)]);
    scene.register_for(0, 1);
    scene.approve(&[(1, 0)]);
    scene.organize(Organize::Admit(0));
    let more = [picked(0, 1), picked(1, 1)].to_vec();
    scene.ask(&Ask::Open {
        offering: 0,
        units: more,
    });
    let decision = scene.ask(&Ask::Change {
        registration: 1,
        session: 1,
        findings: Vec::new(),
        number: 2,
    });
    assert_eq!(refusal(&decision), Some("full"));
    assert_eq!(scene.status(1), "confirmed");
}

#[test]
fn a_draw_gives_out_where_nobody_was_and_what_opens_after_it() {
    let mut scene = Scene::of(&sessions(Way::Lottery), &[picked(0, 1), picked(1, 1)]);
    scene.register_for(0, 1);
    scene.at(NOON + HOUR).draw("3412.07");
    let units = (0..3).map(|session| picked(session, 1)).collect();
    scene.ask(&Ask::Open { offering: 0, units });
    for session in [1, 2] {
        scene.register_for(session, 1 + session);
        scene.approve(&[(1 + session, 0)]);
        assert_eq!(scene.status(1 + session), "confirmed");
    }
}

#[test]
fn who_comes_late_is_told_the_place_that_the_points_give() {
    let mut scene = Scene::of(
        &Offering {
            closes: Some(NOON + HOUR),
            ..whole(Way::Review)
        },
        &[unit(Some(1), &[], NOON + 10 * DAY)],
    );
    for number in 1..=4 {
        scene.register(number, 1, 0);
    }
    scene.approve(&[(1, 9), (2, 1)]);
    scene.at(NOON + HOUR);
    let approve = |scene: &mut Scene, registration, points| {
        let decision = scene.organize(Organize::Approve {
            registration,
            points,
        });
        Scene::told_place(&decision)
    };
    assert_eq!(approve(&mut scene, 3, 2), Some(1));
    assert_eq!(approve(&mut scene, 4, 1), Some(3));
}

#[test]
fn members_of_a_group_are_told_their_places_in_the_order_they_came() {
    let offering = Offering {
        closes: Some(NOON + HOUR),
        ..whole(Way::Lottery)
    };
    let mut scene = Scene::of(&offering, &[unit(Some(1), &[], NOON + 10 * DAY)]);
    scene.register_linked(&[(1, 1), (2, 1)]);
    scene.approve(&[(2, 3)]);
    scene.at(NOON + HOUR).draw("3412.07");
    assert_eq!([1, 2].map(|n| scene.status(n)), ["waitlisted"; 2]);
}
