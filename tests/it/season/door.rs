//! Who came: two devices at one door, one of them without network.

use serde_json::{Value, json};

use super::Season;
use super::camp::{self, CAMP};
use super::siblings::{BODY, MORNING};
use super::slots::{self, SHIFTS};
use crate::registering::{DRUM, text};

/// 3 July: the drums, morning and afternoon.
pub(super) async fn of_the_drums(season: &mut Season<'_>) {
    season.until("2027-07-03T11:05:00+08:00").await;
    // The morning's list closed at half past seven, the afternoon's is open till noon.
    season
        .hears_that("fifth", "list-closed", &["候补结束"])
        .await;
    season.hears("drum-9", &[]).await;
    season.at_work(BODY).await;
    let pair = season.entered[MORNING]["pair"].clone();
    let both = [mark(&pair[0], "in", "09:20"), mark(&pair[1], "in", "09:20")];
    let path = attendance(season, MORNING, 0).await;
    assert_eq!(
        sends(season, BODY, &path, &json!(both)).await,
        ["applied"; 2]
    );

    season.until("2027-07-03T15:45:00+08:00").await;
    season
        .hears_that("drum-9", "list-closed", &["候补结束"])
        .await;
    two_devices(season).await;
    season.closes().await;
}

/// What one device sent at once, and the other only when it had network again, and twice.
async fn two_devices(season: &Season<'_>) {
    let path = attendance(season, DRUM, 0).await;
    let of = |who: &str, what: &str, at: &str| mark(season.id(DRUM, who), what, at);
    let mut leaves = of("drum-2", "out", "15:30");
    leaves["by"] = json!("家里人");
    let online = json!([
        of("drum-2", "in", "13:50"),
        of("drum-3", "in", "13:52"),
        of("drum-8", "in", "13:55"),
        of("drum-6", "excused", "13:40"),
        leaves,
    ]);
    let pair = &season.entered[DRUM]["drum-pair"];
    let offline = json!([
        of("drum-2", "in", "13:48"),
        of("drum-3", "absent", "13:45"),
        of("drum-4", "absent", "14:10"),
        of("drum-4", "in", "14:20"),
        of("drum-5", "in", "13:57"),
        of("drum-5", "absent", "14:15"),
        mark(&pair[0], "in", "13:58"),
        mark(&pair[1], "in", "13:58"),
    ]);
    assert_eq!(sends(season, BODY, &path, &online).await, ["applied"; 5]);
    assert_eq!(sends(season, BODY, &path, &offline).await, ["applied"; 8]);
    let list = reads(season, BODY, &path).await;
    assert_eq!(sends(season, BODY, &path, &offline).await, ["repeated"; 8]);
    assert_eq!(sends(season, BODY, &path, &online).await, ["repeated"; 5]);
    assert_eq!(
        reads(season, BODY, &path).await,
        list,
        "sent once more, nothing changes"
    );

    each_stands_by_time(season, &list);
}

/// What the marks come to in the order of their times, whichever list came first.
fn each_stands_by_time(season: &Season<'_>, list: &Value) {
    let pair = &season.entered[DRUM]["drum-pair"];
    assert_eq!(list["items"].as_array().unwrap().len(), 9);
    let at = |id: &str, status: &str, in_at: Value| {
        let lines = list["items"].as_array().unwrap();
        let line = lines
            .iter()
            .find(|one| one["registration_id"] == *id)
            .unwrap();
        assert_eq!(
            (&line["status"], &line["in_at"]),
            (&json!(status), &in_at),
            "{line}"
        );
    };
    let utc = |time: &str| json!(format!("2027-07-03T{time}:00Z"));
    // The earlier of two times of coming.
    at(season.id(DRUM, "drum-2"), "out", utc("05:48"));
    // The other had not seen her yet.
    at(season.id(DRUM, "drum-3"), "in", utc("05:52"));
    at(season.id(DRUM, "drum-4"), "in", utc("06:20"));
    // A mistake, put right later.
    at(season.id(DRUM, "drum-5"), "absent", json!(null));
    at(season.id(DRUM, "drum-6"), "excused", json!(null));
    at(season.id(DRUM, "drum-7 again"), "expected", json!(null));
    at(season.id(DRUM, "drum-8"), "in", utc("05:55"));
    at(&pair[0], "in", utc("05:58"));
    at(&pair[1], "in", utc("05:58"));
    let counts = json!({
        "expected": 1, "in": 5, "out": 1, "absent": 1, "excused": 1, "late_sign_out": 5,
    });
    assert_eq!(list["counts"], counts);
}

/// 5 July: the first day of the camp; and a list of June that was found in a drawer.
pub(super) async fn of_the_camp(season: &mut Season<'_>) {
    season.until("2027-07-05T17:40:00+08:00").await;
    season.at_work(camp::BODY).await;
    let path = attendance(season, CAMP, 0).await;
    let list = reads(season, camp::BODY, &path).await;
    let items = list["items"].as_array().unwrap();
    let here: Vec<String> = items
        .iter()
        .map(|one| text(one, "registration_id"))
        .collect();
    assert_eq!(here.len(), 4, "those who have a place, and nobody else");
    let on = |id: &str, what: &str| json!({ "registration_id": id, "mark": what, "at": "2027-07-05T08:40:00+08:00" });
    let marks = json!([
        on(&here[0], "in"),
        on(&here[1], "in"),
        on(&here[2], "in"),
        on(&here[3], "absent"),
    ]);
    assert_eq!(
        sends(season, camp::BODY, &path, &marks).await,
        ["applied"; 4]
    );

    season.at_work(slots::BODY).await;
    let path = attendance(season, SHIFTS, 2).await;
    let at = |who: &str, what: &str| {
        json!({
            "registration_id": season.id(SHIFTS, who), "mark": what,
            "at": "2027-06-20T08:00:00+08:00",
        })
    };
    let marks = json!([at("duty-2 third", "in"), at("duty-3 third", "absent")]);
    assert_eq!(
        sends(season, slots::BODY, &path, &marks).await,
        ["applied"; 2]
    );
    let path = attendance(season, SHIFTS, 0).await;
    let marks = json!([at("duty-1 first", "in")]);
    assert_eq!(
        sends(season, slots::BODY, &path, &marks).await,
        ["session-cancelled"]
    );
    season.closes().await;
}

/// A mark of 3 July.
fn mark(id: &str, what: &str, at: &str) -> Value {
    json!({ "registration_id": id, "mark": what, "at": format!("2027-07-03T{at}:00+08:00") })
}

/// Where marks of a session go.
async fn attendance(season: &Season<'_>, offering: &str, nth: usize) -> String {
    let shown = season.shown(offering).await;
    format!(
        "sessions/{}/attendance",
        text(&shown["sessions"][nth], "id")
    )
}

async fn reads(season: &Season<'_>, body: &str, path: &str) -> Value {
    season.reads(body, path).await
}

/// What becomes of each mark: the word, or why not.
async fn sends(season: &Season<'_>, body: &str, path: &str, marks: &Value) -> Vec<String> {
    let sent = season.orders(body, path, &json!({ "marks": marks })).await;
    crate::organizing::outcomes(&sent)
}
