//! An offer whose deadline falls in the night ends in the morning; then the next is asked.

use serde_json::json;

use super::Season;
use super::siblings::BODY;
use crate::registering::{DRUM, text};

/// 14 June 23:20 to 16 June 9:01.
pub(super) async fn offers(season: &mut Season<'_>) {
    for number in 1..=8 {
        let who = format!("drum-{number}");
        let (status, kind) = match number {
            1..=6 => ("confirmed", "confirmed"),
            _ => ("waitlisted", "waiting"),
        };
        season.family(&who).await;
        let wanted = season.children(&who, &json!({}));
        season.enters((&who, &who), DRUM, &wanted, status).await;
        season.hears(&who, &[kind]).await;
    }
    season.until("2027-06-14T23:20:00+08:00").await;
    season.does(("drum-1", "drum-1"), DRUM, "cancel").await;
    season.hears("drum-1", &["cancelled"]).await;
    let offered = season.sees(("drum-7", "drum-7"), DRUM).await;
    assert_eq!(offered["status"], "offered");
    // A day later it would be 23:20.
    assert_eq!(offered["offer_expires_at"], "2027-06-16T01:00:00Z");
    let said = ["6月16日", "9:00", "放弃"];
    season.hears_that("drum-7", "offered", &said).await;
    assert_eq!(
        season.sees(("drum-8", "drum-8"), DRUM).await["place_in_line"],
        1
    );

    // All through the night nothing ends; an answer at nine would be in time.
    for at in ["2027-06-15T23:25:00+08:00", "2027-06-16T09:00:00+08:00"] {
        season.until(at).await;
        let waits = season.sees(("drum-7", "drum-7"), DRUM).await;
        assert_eq!(waits["status"], "offered", "{at}");
        season.hears("drum-8", &[]).await;
    }
    season.until("2027-06-16T09:01:00+08:00").await;
    lapsed(season).await;
    season.at_work(BODY).await;
    let mut expected: Vec<(&str, &str)> = vec![
        ("drum-1", "cancelled"),
        ("drum-7", "expired"),
        ("drum-7 again", "waitlisted"),
        ("drum-8", "confirmed"),
    ];
    expected
        .extend(["drum-2", "drum-3", "drum-4", "drum-5", "drum-6"].map(|who| (who, "confirmed")));
    season.stands(BODY, DRUM, &expected).await;
    season.closes().await;
}

/// Who was silent hears so and may come again; the next in line has a day of her own.
async fn lapsed(season: &mut Season<'_>) {
    let said = ["给了下一位", "6月16日", "不影响您以后报名"];
    season.hears_that("drum-7", "offer-expired", &said).await;
    let next = season.sees(("drum-8", "drum-8"), DRUM).await;
    assert_eq!(text(&next, "status"), "offered");
    assert_eq!(next["offer_expires_at"], "2027-06-17T01:01:00Z");
    season.hears_that("drum-8", "offered", &["6月17日"]).await;
    let late = season.server.act(
        &season.people["drum-7"].token,
        season.id(DRUM, "drum-7"),
        "accept",
    );
    late.await.is_problem(409, "offer-expired");
    season.does(("drum-8", "drum-8"), DRUM, "accept").await;
    season.hears("drum-8", &["confirmed"]).await;
    let wanted = season.children("drum-7", &json!({}));
    let again = ("drum-7", "drum-7 again");
    season.enters(again, DRUM, &wanted, "waitlisted").await;
    season
        .hears_that("drum-7", "waiting", &["候补第 1 位"])
        .await;
}
