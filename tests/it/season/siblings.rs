//! Siblings in a line: both or neither, never passed for ever.

use serde_json::json;

use super::Season;
use crate::registering::text;

/// A drum morning on 3 July, first come.
pub(super) const MORNING: &str = "p-open-drum-01";
/// Whose it is.
pub(super) const BODY: &str = "wz-lc";

/// 14 June, later that evening: two places, and a pair who wait for both.
pub(super) async fn morning(season: &mut Season<'_>) {
    season.until("2027-06-14T20:40:00+08:00").await;
    season.at_work(BODY).await;
    let small = json!({ "capacity": 2, "min_to_run": null });
    let path = format!("/api/v1/offerings/{MORNING}");
    let staff = &season.staff[BODY];
    season.server.edit(staff, &path, &small).await.ok(200);
    line_up(season).await;
    singles_pass(season).await;
    a_seat_is_held(season).await;
    both_are_in(season).await;
    season.closes().await;
}

async fn single(season: &mut Season<'_>, who: &str, status: &str) {
    season.family(who).await;
    let wanted = season.children(who, &json!({}));
    season.enters((who, who), MORNING, &wanted, status).await;
    let kind = if status == "confirmed" {
        "confirmed"
    } else {
        "waiting"
    };
    season.hears(who, &[kind]).await;
}

async fn leaves(season: &mut Season<'_>, who: &str) {
    season.does((who, who), MORNING, "cancel").await;
    season.hears(who, &["cancelled"]).await;
}

/// Two have the places; the pair is first in line, a single behind it.
async fn line_up(season: &mut Season<'_>) {
    single(season, "first", "confirmed").await;
    single(season, "second", "confirmed").await;
    season.pair("pair").await;
    let together = season.children("pair", &json!({}));
    let made = season
        .enters(("pair", "pair"), MORNING, &together, "waitlisted")
        .await;
    let (one, other) = (&made["registrations"][0], &made["registrations"][1]);
    assert!(one["group_id"].is_string());
    assert_eq!(one["group_id"], other["group_id"]);
    assert_eq!(
        (&one["place_in_line"], &other["place_in_line"]),
        (&json!(1), &json!(2))
    );
    let told = season.hears("pair", &["waiting"]).await;
    assert!(
        text(&told[0], "text").contains("张小三"),
        "one letter for both: {}",
        told[0]
    );
    single(season, "third", "waitlisted").await;
}

/// One seat is of no use to two: the single behind them has it, and then a newcomer.
async fn singles_pass(season: &mut Season<'_>) {
    leaves(season, "first").await;
    season
        .stands(
            BODY,
            MORNING,
            &[
                ("first", "cancelled"),
                ("second", "confirmed"),
                ("pair", "waitlisted"),
                ("third", "offered"),
            ],
        )
        .await;
    season.hears("third", &["offered"]).await;
    season.does(("third", "third"), MORNING, "accept").await;
    season.hears("third", &["confirmed"]).await;
    leaves(season, "second").await;
    assert_eq!(
        season.shown(MORNING).await["places_left"],
        1,
        "nobody here can use it"
    );
    single(season, "fourth", "confirmed").await;
}

/// Passed by two seats, the pair has the next one kept for it.
async fn a_seat_is_held(season: &mut Season<'_>) {
    leaves(season, "fourth").await;
    assert_eq!(season.shown(MORNING).await["places_left"], 0, "it is held");
    single(season, "fifth", "waitlisted").await;
    season
        .stands(
            BODY,
            MORNING,
            &[
                ("first", "cancelled"),
                ("second", "cancelled"),
                ("pair", "waitlisted"),
                ("third", "confirmed"),
                ("fourth", "cancelled"),
                ("fifth", "waitlisted"),
            ],
        )
        .await;
    season.hears("pair", &[]).await;
}

/// The second seat falls free: both are offered, and one word takes both.
async fn both_are_in(season: &mut Season<'_>) {
    leaves(season, "third").await;
    let stand = |pair: &'static str| {
        [
            ("first", "cancelled"),
            ("second", "cancelled"),
            ("pair", pair),
            ("third", "cancelled"),
            ("fourth", "cancelled"),
            ("fifth", "waitlisted"),
        ]
    };
    season.stands(BODY, MORNING, &stand("offered")).await;
    season
        .hears_that("pair", "offered", &["张小二", "张小三", "6月15日"])
        .await;
    season.does(("pair", "pair"), MORNING, "accept").await;
    season.stands(BODY, MORNING, &stand("confirmed")).await;
    season
        .hears_that("pair", "confirmed", &["张小二", "张小三"])
        .await;
    let last = season.sees(("fifth", "fifth"), MORNING).await;
    assert_eq!(last["place_in_line"], 1);
}
