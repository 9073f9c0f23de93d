//! Papers first: claims of priority, proofs, and who is not accepted.

use serde_json::{Value, json};

use super::Season;

/// A camp of three weeks, places by lot among those whose papers were seen.
pub(super) const CAMP: &str = "p-birds-2027-03";
/// Whose camp it is.
pub(super) const BODY: &str = "hz-gs-edu";

/// Each family, what it claims, and the points that are granted: none where the paper is missing.
/// The last one's paper comes too late to be seen.
pub(super) const FAMILIES: [(&str, &[&str], Option<i32>); 9] = [
    ("camp-1", &["left_behind", "single_parent"], Some(5)),
    ("camp-2", &["both_shift"], Some(2)),
    ("camp-3", &["left_behind"], Some(0)),
    ("camp-4", &[], Some(0)),
    ("camp-5", &[], Some(0)),
    ("camp-6", &[], Some(0)),
    ("camp-7", &[], Some(0)),
    ("camp-pair", &["both_shift"], Some(2)),
    ("camp-late", &["single_parent"], None),
];

const PAPER: &str = "parent_employed_locally";

/// 14 June, evening: families apply, papers are seen, one family is told no.
pub(super) async fn papers(season: &mut Season<'_>) {
    season.at_work(BODY).await;
    let small = json!({ "capacity": 4, "waitlist_limit": 2 });
    let path = format!("/api/v1/offerings/{CAMP}");
    let staff = &season.staff[BODY];
    season.server.edit(staff, &path, &small).await.ok(200);
    apply(season).await;
    claims_are_shown(season).await;
    approve(season).await;
    reject(season).await;
    let freezing = json!({ "public_value_name": "x" });
    let path = format!("offerings/{CAMP}/draw/freeze");
    let early = season.server.orders(&season.staff[BODY], &path, &freezing);
    early.await.is_problem(409, "window-open");
    let mut expected: Vec<(&str, &str)> =
        FAMILIES.iter().map(|(who, ..)| (*who, "applied")).collect();
    expected.push(("camp-none", "rejected"));
    season.stands(BODY, CAMP, &expected).await;
    season.closes().await;
}

async fn apply(season: &mut Season<'_>) {
    let paperless = ("camp-none", &["left_behind"] as &[&str], None);
    for (who, claims, _) in FAMILIES.iter().chain([&paperless]) {
        if *who == "camp-pair" {
            season.pair(who).await;
        } else {
            season.family(who).await;
        }
        let wanted = season.children(who, &json!({ "lunch": "site", "hardship": claims }));
        if *who == "camp-1" {
            // Before the union says that the parent belongs to it, the answer is which rule it is.
            let refused = season.asks(who, CAMP, &wanted).await;
            refused.is_problem(422, "not-eligible");
            assert_eq!(refused.json()["reasons"][0]["code"], "membership-missing");
        }
        season.belongs(who, BODY).await;
        let named = (*who, *who);
        let made = season.enters(named, CAMP, &wanted, "applied").await;
        let made = made["registrations"].as_array().unwrap();
        let is_one_lot = |one: &Value| one["draw_code"] == made[0]["draw_code"];
        assert!(made.iter().all(is_one_lot), "siblings are one lot");
        season.hears_that(who, "applied", &["等摇号"]).await;
    }
}

/// What the answers claim, by family.
async fn claims_are_shown(season: &Season<'_>) {
    let points = |claims: &[&str]| -> i64 {
        let worth = |claim: &&str| if *claim == "left_behind" { 3 } else { 2 };
        claims.iter().map(worth).sum()
    };
    let seen = season
        .reads(BODY, &format!("offerings/{CAMP}/review?limit=100"))
        .await;
    assert_eq!(seen["proofs"], json!([PAPER]));
    let items = seen["items"].as_array().unwrap();
    assert_eq!(items.len(), 11);
    for (who, claims, _) in FAMILIES {
        for id in &season.entered[CAMP][who] {
            let item = items.iter().find(|one| one["registration_id"] == **id);
            let item = item.unwrap();
            assert_eq!(item["claimed_points"], points(claims), "{who}: {item}");
            assert_eq!(item["review"], json!(null));
        }
    }
}

/// All whose papers are there, in one call.
async fn approve(season: &Season<'_>) {
    let mut granted = Vec::new();
    for (who, _, points) in FAMILIES {
        let Some(points) = points else { continue };
        for id in &season.entered[CAMP][who] {
            granted.push(json!({
                "registration_id": id, "granted_points": points, "proofs_seen": [PAPER],
            }));
        }
    }
    let path = format!("offerings/{CAMP}/approve");
    let many = json!({ "registrations": granted });
    let done = season.orders(BODY, &path, &many).await;
    let outcomes = done["outcomes"].as_array().unwrap();
    assert_eq!(outcomes.len(), 9);
    for (outcome, asked) in outcomes.iter().zip(&granted) {
        assert_eq!(outcome["registration_id"], asked["registration_id"]);
        assert_eq!(
            (&outcome["status"], &outcome["problem"]),
            (&json!("applied"), &json!(null))
        );
    }
    let reviewed = season
        .reads(BODY, &format!("offerings/{CAMP}/review?limit=100"))
        .await;
    for item in reviewed["items"].as_array().unwrap() {
        let asked = granted
            .iter()
            .find(|one| one["registration_id"] == item["registration_id"]);
        let given = &item["review"];
        let Some(asked) = asked else {
            assert_eq!(given, &json!(null));
            continue;
        };
        assert_eq!(given["granted_points"], asked["granted_points"], "{item}");
        assert_eq!(given["proofs_seen"], json!([PAPER]));
        assert_eq!(given["by"], json!(season.staff[BODY].account));
    }
}

/// Without a paper it is no; the letter says which rule, how to object and until when.
async fn reject(season: &mut Season<'_>) {
    let id = season.id(CAMP, "camp-none").to_owned();
    let why = json!({ "reason": "没有交在本地就业的证明", "object_until": "2027-06-18" });
    let acted = season
        .orders(BODY, &format!("registrations/{id}/reject"), &why)
        .await;
    assert_eq!(acted["moves"][0]["told"], "registration-rejected");
    let said = [
        "没有交在本地就业的证明",
        "不同意这个结果",
        "6月19日",
        "联系主办方",
    ];
    season.hears_that("camp-none", "rejected", &said).await;
    let seen = season.sees(("camp-none", "camp-none"), CAMP).await;
    let last = seen["history"].as_array().unwrap().last().unwrap();
    assert_eq!(last["reason"]["code"], "rejected-by-reviewer");
}
