//! Slots of which one is cancelled, one moves, and one is changed for another.

use serde_json::{Value, json};

use super::Season;
use crate::registering::text;

/// Half days of two on duty, each picked for itself.
pub(super) const SHIFTS: &str = "p-swallow-01";
/// Whose they are.
pub(super) const BODY: &str = "huz-swallow";

/// 17 June, 9:00: the first slot falls out, the second begins an hour later.
pub(super) async fn change(season: &mut Season<'_>) {
    season.until("2027-06-17T09:00:00+08:00").await;
    season.at_work(BODY).await;
    let sessions = season.shown(SHIFTS).await["sessions"].clone();
    let slot = |nth: usize| text(&sessions[nth], "id");
    for number in 1..=4 {
        let who = format!("duty-{number}");
        season.worker(&who).await;
        season.belongs(&who, BODY).await;
    }
    for (who, called, nth, status) in [
        ("duty-1", "duty-1 first", 0, "confirmed"),
        ("duty-1", "duty-1 second", 1, "confirmed"),
        ("duty-2", "duty-2 first", 0, "confirmed"),
        ("duty-3", "duty-3 second", 1, "confirmed"),
        ("duty-4", "duty-4 second", 1, "waitlisted"),
    ] {
        picks(season, (who, called), &slot(nth), status).await;
    }
    season.hears("duty-1", &["confirmed", "confirmed"]).await;
    season.hears("duty-2", &["confirmed"]).await;
    season.hears("duty-3", &["confirmed"]).await;
    season.hears("duty-4", &["waiting"]).await;
    one_is_cancelled(season, &slot(0), &slot(2)).await;
    one_moves(season, &slot(1)).await;
    one_is_changed(season, &slot(2)).await;
    season.closes().await;
}

async fn picks(season: &mut Season<'_>, named: (&str, &str), slot: &str, status: &str) {
    let mut wanted = season.herself(named.0);
    wanted["session_ids"] = json!([slot]);
    season.enters(named, SHIFTS, &wanted, status).await;
}

/// Looks first, then does it; what was foreseen is what is done.
async fn decides(season: &Season<'_>, path: &str, what: &Value) -> Value {
    let preview = format!("{path}?preview=true");
    let foreseen = season.orders(BODY, &preview, what).await;
    let done = season.orders(BODY, path, what).await;
    assert_eq!(done, foreseen, "as foreseen");
    done
}

/// Who moves by a decision, from what to what, and of what they are told.
fn moved<'a>(done: &'a Value, called: &[(&'a str, &'a str)]) -> Vec<(&'a str, String, String)> {
    let name = |id: &str| {
        called
            .iter()
            .find(|(one, _)| *one == id)
            .map(|(_, who)| *who)
    };
    let mut moved: Vec<_> = done["moves"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let id = one["registration_id"].as_str().unwrap();
            (
                name(id).unwrap_or("a stranger"),
                text(one, "to"),
                text(one, "told"),
            )
        })
        .collect();
    moved.sort();
    moved
}

async fn one_is_cancelled(season: &mut Season<'_>, first: &str, third: &str) {
    let path = format!("sessions/{first}/cancel");
    let why = json!({ "reason": "社区停电" });
    let done = decides(season, &path, &why).await;
    let called: Vec<(&str, &str)> = season.entered[SHIFTS]
        .iter()
        .map(|(who, ids)| (&*ids[0], &**who))
        .collect();
    let told = |who| {
        (
            who,
            "called_off".to_owned(),
            "registration-called-off".to_owned(),
        )
    };
    assert_eq!(
        moved(&done, &called),
        [told("duty-1 first"), told("duty-2 first")]
    );
    for who in ["duty-1", "duty-2"] {
        season.hears_that(who, "called-off", &["社区停电"]).await;
    }
    season
        .stands(
            BODY,
            SHIFTS,
            &[
                ("duty-1 first", "called_off"),
                ("duty-1 second", "confirmed"),
                ("duty-2 first", "called_off"),
                ("duty-3 second", "confirmed"),
                ("duty-4 second", "waitlisted"),
            ],
        )
        .await;
    let mut wanted = season.herself("duty-2");
    wanted["session_ids"] = json!([first]);
    let refused = season.asks("duty-2", SHIFTS, &wanted).await;
    refused.is_problem(422, "sessions-invalid");
    picks(season, ("duty-2", "duty-2 third"), third, "confirmed").await;
    season.hears("duty-2", &["confirmed"]).await;
}

/// Seats and places in line stay; everyone in it is told, who waits too.
async fn one_moves(season: &mut Season<'_>, second: &str) {
    let path = format!("sessions/{second}/move");
    let later = json!({
        "starts_at": "2027-06-19T14:30:00+08:00", "ends_at": "2027-06-19T18:30:00+08:00",
        "reason": "上午的会延长了",
    });
    let done = decides(season, &path, &later).await;
    let called: Vec<(&str, &str)> = season.entered[SHIFTS]
        .iter()
        .map(|(who, ids)| (&*ids[0], &**who))
        .collect();
    let told = |who, status: &str| {
        (
            who,
            status.to_owned(),
            "registration-rescheduled".to_owned(),
        )
    };
    assert_eq!(
        moved(&done, &called),
        [
            told("duty-1 second", "confirmed"),
            told("duty-3 second", "confirmed"),
            told("duty-4 second", "waitlisted"),
        ]
    );
    for who in ["duty-1", "duty-3", "duty-4"] {
        let said = ["6月19日", "14:30", "上午的会延长了"];
        season.hears_that(who, "rescheduled", &said).await;
    }
    season.hears("duty-2", &[]).await;
    let seen = season.sees(("duty-4", "duty-4 second"), SHIFTS).await;
    assert_eq!(seen["offering"]["starts_at"], "2027-06-19T06:30:00Z");
    assert_eq!(seen["place_in_line"], 1);
    let shown = season.shown(SHIFTS).await;
    let states = shown["sessions"].as_array().unwrap().iter();
    let states: Vec<&str> = states.map(|one| one["state"].as_str().unwrap()).collect();
    assert_eq!(states[..3], ["cancelled", "moved", "planned"]);
}

/// Whom the new time does not suit takes another slot; her seat is offered to who waits.
async fn one_is_changed(season: &mut Season<'_>, third: &str) {
    let path = format!(
        "/api/v1/registrations/{}/change",
        season.id(SHIFTS, "duty-3 second")
    );
    let to = json!({ "session_id": third });
    let changing = season
        .server
        .post(&path, &to)
        .token(&season.people["duty-3"].token);
    let changed = changing.send().await.ok(200);
    assert_eq!(changed["status"], "confirmed");
    assert_eq!(changed["replaces"], season.id(SHIFTS, "duty-3 second"));
    let entered = season.entered.get_mut(SHIFTS).unwrap();
    entered.insert("duty-3 third".to_owned(), vec![text(&changed, "id")]);
    season.hears("duty-3", &["confirmed", "cancelled"]).await;
    // Twelve hours from now, before the night.
    let offered = season.sees(("duty-4", "duty-4 second"), SHIFTS).await;
    assert_eq!(offered["offer_expires_at"], "2027-06-17T13:00:00Z");
    season
        .hears_that("duty-4", "offered", &["6月17日", "21:00"])
        .await;
    season
        .does(("duty-4", "duty-4 second"), SHIFTS, "accept")
        .await;
    season.hears("duty-4", &["confirmed"]).await;
    season
        .stands(
            BODY,
            SHIFTS,
            &[
                ("duty-1 first", "called_off"),
                ("duty-1 second", "confirmed"),
                ("duty-2 first", "called_off"),
                ("duty-2 third", "confirmed"),
                ("duty-3 second", "cancelled"),
                ("duty-3 third", "confirmed"),
                ("duty-4 second", "confirmed"),
            ],
        )
        .await;
}
