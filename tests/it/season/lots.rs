//! Then lots: the list is frozen, the value comes, and everybody stands where both say.

use std::fmt::Write;

use niangjia::ledger::draw::{Fate, List, Transcript, order, verify};
use serde_json::json;

use super::Season;
use super::camp::{BODY, CAMP, FAMILIES};
use crate::registering::text;

const VALUE_NAME: &str = "上证综合指数 2027-06-21 收盘点位";
const VALUE: &str = "3412.07";
/// Gives up between the list and the lots.
const GONE: &str = "camp-7";

/// A family in the list.
struct Lot {
    who: &'static str,
    code: String,
    weight: u32,
    size: usize,
}

/// 20 June, after the window, to 21 June, when the exchange has closed.
pub(super) async fn are_drawn(season: &mut Season<'_>) {
    season.until("2027-06-20T18:30:00+08:00").await;
    season.at_work(BODY).await;
    let wanted = season.children("drum-9", &json!({ "lunch": "own" }));
    let late = season.asks("drum-9", CAMP, &wanted).await;
    late.is_problem(409, "registration-closed");
    let (lots, list) = frozen(season).await;
    season.does((GONE, GONE), CAMP, "cancel").await;
    season.hears(GONE, &["cancelled"]).await;

    season.until("2027-06-21T15:30:00+08:00").await;
    season.at_work(BODY).await;
    let value = json!({ "public_value": VALUE });
    let path = format!("offerings/{CAMP}/draw/run");
    season.orders(BODY, &path, &value).await;
    let published = season.shown(&format!("{CAMP}/draw")).await;
    assert_eq!(published["list"], list);
    let record: Transcript = serde_json::from_value(published["transcript"].clone()).unwrap();
    verify(&record).unwrap();
    let results: Vec<(&str, Fate)> = record
        .results
        .iter()
        .map(|drawn| (whose(&lots, &drawn.code), drawn.fate))
        .collect();
    let fates = fates(&lots, &List::fingerprint(&list));
    assert_eq!(results, fates);
    everyone_stands_there(season, &fates).await;
    too_late(season).await;
    season.closes().await;
}

/// The list is what we write ourselves, and its fingerprint is public; nothing else is yet.
async fn frozen(season: &Season<'_>) -> (Vec<Lot>, String) {
    let name = json!({ "public_value_name": VALUE_NAME });
    let path = format!("offerings/{CAMP}/draw/freeze");
    season.orders(BODY, &path, &name).await;
    let mut lots = Vec::new();
    for (who, _, points) in FAMILIES {
        let Some(points) = points else { continue };
        let seen = season.sees((who, who), CAMP).await;
        lots.push(Lot {
            who,
            code: text(&seen, "draw_code"),
            weight: 1 + u32::try_from(points).unwrap(),
            size: season.entered[CAMP][who].len(),
        });
    }
    lots.sort_by(|one, other| one.code.cmp(&other.code));
    let mut list = format!(
        "niangjia-draw 1\noffering {CAMP}\nfrozen 2027-06-20T10:30:00Z\n\
         public-value {VALUE_NAME}\nunit -\n"
    );
    for lot in &lots {
        let members = vec!["-:1"; lot.size].join(",");
        writeln!(
            list,
            "entry {} weight={} members={members}",
            lot.code, lot.weight
        )
        .unwrap();
    }
    let shown = season.shown(&format!("{CAMP}/draw")).await;
    assert_eq!(shown["fingerprint"], List::fingerprint(&list));
    assert_eq!(
        (&shown["state"], &shown["list"]),
        (&json!("frozen"), &json!(null))
    );
    assert_eq!(shown["transcript"], json!(null));
    (lots, list)
}

fn whose(lots: &[Lot], code: &str) -> &'static str {
    lots.iter().find(|lot| lot.code == code).unwrap().who
}

/// Four seats and two places in line, given whole or not at all in the order drawn.
fn fates(lots: &[Lot], fingerprint: &str) -> Vec<(&'static str, Fate)> {
    let weights: Vec<u32> = lots.iter().map(|lot| lot.weight).collect();
    let (mut seats, mut line) = (4, 2);
    let drawn = order(&weights, fingerprint, VALUE).into_iter();
    drawn
        .map(|nth| &lots[nth])
        .map(|lot| {
            let fate = if lot.who == GONE {
                Fate::Withdrawn
            } else if lot.size <= seats {
                seats -= lot.size;
                Fate::Confirmed
            } else if lot.size <= line {
                line -= lot.size;
                Fate::Waiting
            } else {
                Fate::NotDrawn
            };
            (lot.who, fate)
        })
        .collect()
}

async fn everyone_stands_there(season: &mut Season<'_>, fates: &[(&'static str, Fate)]) {
    let mut expected = vec![("camp-none", "rejected"), ("camp-late", "applied")];
    let mut place = 1;
    for (who, fate) in fates {
        let status = match fate {
            Fate::Withdrawn => "cancelled",
            Fate::Confirmed => "confirmed",
            Fate::Waiting => "waitlisted",
            Fate::NotDrawn => "not_drawn",
        };
        expected.push((who, status));
        let size = season.entered[CAMP][*who].len();
        match fate {
            Fate::Withdrawn => drop(season.hears(who, &[]).await),
            Fate::Confirmed => {
                season
                    .hears_that(who, "confirmed", &["名额已定", "7月5日"])
                    .await;
            }
            Fate::Waiting => {
                let seen = season.sees((who, who), CAMP).await;
                assert_eq!(seen["place_in_line"], place, "{who}");
                let line = match size {
                    1 => format!("候补第 {place} 位"),
                    _ => "在候补".to_owned(),
                };
                place += size;
                season.hears_that(who, "waiting", &[&line]).await;
            }
            Fate::NotDrawn => {
                let said = ["这次没有抽中", "抽签名单和过程已经公布", "自己核对"];
                season.hears_that(who, "not-drawn", &said).await;
            }
        }
    }
    let size = |wanted: Fate| -> usize {
        let of = fates.iter().filter(|(_, fate)| *fate == wanted);
        of.map(|(who, _)| season.entered[CAMP][*who].len()).sum()
    };
    assert_eq!(
        (
            size(Fate::Confirmed),
            size(Fate::Waiting),
            size(Fate::NotDrawn)
        ),
        (4, 2, 2)
    );
    season.stands(BODY, CAMP, &expected).await;
    ranks(season, fates).await;
}

/// The roster has each at the rank that was drawn, and siblings at one.
async fn ranks(season: &Season<'_>, fates: &[(&'static str, Fate)]) {
    let roster = format!("offerings/{CAMP}/roster?limit=100");
    let roster = season.reads(BODY, &roster).await;
    for row in roster["items"].as_array().unwrap() {
        let id = text(row, "registration_id");
        let is_hers = |(who, _): &(&str, Fate)| season.entered[CAMP][*who].contains(&id);
        let rank = fates.iter().position(is_hers).map(|nth| nth + 1);
        let rank = rank.filter(|nth| fates[nth - 1].1 != Fate::Withdrawn);
        assert_eq!(row["drawn_rank"], json!(rank), "{row}");
    }
}

/// Whose paper nobody saw in time was in no list; now there is no place, and she is told why.
async fn too_late(season: &mut Season<'_>) {
    let id = season.id(CAMP, "camp-late").to_owned();
    let approve = format!("registrations/{id}/approve");
    let nothing = json!({});
    let full = season
        .server
        .orders(&season.staff[BODY], &approve, &nothing);
    full.await.is_problem(409, "full");
    let why = json!({ "reason": "证明在摇号以后才交" });
    season
        .orders(BODY, &format!("registrations/{id}/reject"), &why)
        .await;
    // A week to object, when nothing else is said.
    let said = [
        "证明在摇号以后才交",
        "不同意这个结果",
        "6月28日",
        "联系主办方",
    ];
    season.hears_that("camp-late", "rejected", &said).await;
}

/// 22 June: two families give their places up, and the line moves as it was drawn; of siblings
/// both are offered a place or neither.
pub(super) async fn seats_move_on(season: &mut Season<'_>) {
    season.until("2027-06-22T10:00:00+08:00").await;
    season.at_work(BODY).await;
    let roster = season
        .reads(BODY, &format!("offerings/{CAMP}/roster?limit=100"))
        .await;
    let standing = |season: &Season<'_>, status: &str| -> Vec<&'static str> {
        let rows = roster["items"].as_array().unwrap().iter();
        let rows = rows.filter(|row| row["status"] == status);
        let families = rows.map(|row| {
            let id = text(row, "registration_id");
            let mut all = FAMILIES.iter();
            let family = all.find(|(who, ..)| season.entered[CAMP][*who].contains(&id));
            family.unwrap().0
        });
        let mut families: Vec<_> = families.collect();
        families.dedup();
        families
    };
    let seated = standing(season, "confirmed");
    let line = standing(season, "waitlisted");
    let leaving: Vec<_> = seated
        .iter()
        .filter(|who| **who != "camp-pair")
        .take(2)
        .collect();
    for (nth, who) in leaving.iter().enumerate() {
        season.does((who, who), CAMP, "cancel").await;
        season.hears(who, &["cancelled"]).await;
        // One seat is of no use to a pair, so it waits for the second.
        let asked = if line == ["camp-pair"] { nth } else { nth + 1 };
        for (place, next) in line.iter().enumerate() {
            let status = if place < asked {
                "offered"
            } else {
                "waitlisted"
            };
            assert_eq!(
                season.sees((next, next), CAMP).await["status"],
                status,
                "{next}"
            );
        }
    }
    for who in line {
        season
            .hears_that(who, "offered", &["6月24日", "10:00"])
            .await;
        season.does((who, who), CAMP, "accept").await;
        season.hears(who, &["confirmed"]).await;
    }
    let places = season.shown(&format!("{CAMP}/places")).await;
    assert_eq!(
        (&places["taken"], &places["waiting"]),
        (&json!(4), &json!(0))
    );
    season.closes().await;
}
