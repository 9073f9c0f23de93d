//! A class that does not take place: everyone hears why, and where else there is a place.

use serde_json::{Value, json};

use super::Season;
use crate::registering::text;

/// Mondays in July and August.
const MONDAYS: &str = "p-yiwu-offline-01";
/// The same on Tuesdays.
const TUESDAYS: &str = "p-yiwu-offline-02";
/// On Fridays, where the one place is taken.
const FRIDAYS: &str = "p-yiwu-offline-05";
/// Whose they are.
const BODY: &str = "jh-yw";

/// 25 June, 9:00: three women have a place, and a fourth waits for one.
pub(super) async fn a_class(season: &mut Season<'_>) {
    season.until("2027-06-25T09:00:00+08:00").await;
    season.at_work(BODY).await;
    for (offering, capacity) in [(MONDAYS, 3), (FRIDAYS, 1)] {
        let small = json!({ "capacity": capacity, "min_to_run": null });
        let path = format!("/api/v1/offerings/{offering}");
        let staff = &season.staff[BODY];
        season.server.edit(staff, &path, &small).await.ok(200);
    }
    for number in 1..=5 {
        let who = format!("class-{number}");
        season.worker(&who).await;
        season.belongs(&who, BODY).await;
        let (offering, status, kind) = match number {
            1..=3 => (MONDAYS, "confirmed", "confirmed"),
            4 => (MONDAYS, "waitlisted", "waiting"),
            _ => (FRIDAYS, "confirmed", "confirmed"),
        };
        let wanted = season.herself(&who);
        season.enters((&who, &who), offering, &wanted, status).await;
        season.hears(&who, &[kind]).await;
    }
    is_called_off(season).await;
    let wanted = season.herself("class-1");
    let again = season.asks("class-1", MONDAYS, &wanted).await;
    again.is_problem(409, "offering-called-off");
    let instead = ("class-1", "class-1");
    season.enters(instead, TUESDAYS, &wanted, "confirmed").await;
    season.hears_that("class-1", "confirmed", &["7月6日"]).await;
    season.closes().await;
}

async fn is_called_off(season: &mut Season<'_>) {
    let path = format!("offerings/{MONDAYS}/call-off");
    let why = json!({ "reason": "老师生病，没有人能代课" });
    let foreseen = season
        .orders(BODY, &format!("{path}?preview=true"), &why)
        .await;
    let done = season.orders(BODY, &path, &why).await;
    assert_eq!(done, foreseen, "as foreseen");
    let moves = done["moves"].as_array().unwrap();
    let told: Vec<(String, &Value)> = moves
        .iter()
        .map(|one| (text(one, "registration_id"), &one["told"]))
        .collect();
    assert_eq!(told.len(), 4);
    for number in 1..=4 {
        let who = format!("class-{number}");
        let id = season.id(MONDAYS, &who).to_owned();
        assert!(
            told.contains(&(id, &json!("registration-called-off"))),
            "{who}"
        );
        let said = [
            "周一 形象礼仪停办了",
            "老师生病，没有人能代课",
            "还有名额：周二 插花",
            "还有名额：周三 短视频",
            "还有名额：周四 烘焙",
        ];
        season.hears_that(&who, "called-off", &said).await;
    }
    season.hears("class-5", &[]).await;
    let off: Vec<String> = (1..=4).map(|number| format!("class-{number}")).collect();
    let off: Vec<(&str, &str)> = off.iter().map(|who| (&**who, "called_off")).collect();
    season.stands(BODY, MONDAYS, &off).await;
    assert_eq!(season.shown(MONDAYS).await["phase"], "called_off");
}
