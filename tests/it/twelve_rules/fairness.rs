//! Rules 3, 5 and 6: who gets what is scarce.

use niangjia::db::entity::registration_events;
use niangjia::ledger::draw::{List, Transcript, order, verify};
use niangjia::values::ids::RegistrationId;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use crate::harness::TestServer;
use crate::organizing::Staff;
use crate::registering::{DRUM, Family, first, text};

const MORNING: &str = "p-open-drum-01";

fn lottery(capacity: i32) -> Value {
    json!({
        "allocation": "lottery", "registration_closes": "2027-06-16T18:00:00+08:00",
        "draw_at": "2027-06-17T10:00:00+08:00", "capacity": capacity, "waitlist_limit": 2,
        "sibling_groups": true,
    })
}

/// The ids of what was registered at once.
fn ids(made: &Value) -> Vec<String> {
    let made = made["registrations"].as_array().unwrap();
    made.iter().map(|one| text(one, "id")).collect()
}

async fn statuses(server: &TestServer, family: &Family, ids: &[String]) -> Vec<String> {
    let mut statuses = Vec::new();
    for id in ids {
        statuses.push(server.status_of(family, id).await);
    }
    statuses
}

/// How often a registration was passed over, as the ledger wrote it down.
async fn passed(server: &TestServer, id: &str) -> u64 {
    let id: RegistrationId = id.parse().unwrap();
    registration_events::Entity::find()
        .filter(registration_events::Column::RegistrationId.eq(id))
        .filter(registration_events::Column::Kind.eq("passed"))
        .count(server.db.read())
        .await
        .unwrap()
}

/// A morning of two places in which a seat is held for siblings who were passed twice, and who
/// waits behind them.
async fn held_for_siblings(
    server: &TestServer,
    staff: &Staff,
    singles: &[&Family],
) -> (Vec<String>, String) {
    let size = json!({ "capacity": 2, "min_to_run": null });
    let path = format!("/api/v1/offerings/{MORNING}");
    server.edit(staff, &path, &size).await.ok(200);
    let single = async |nth: usize| {
        let family = singles[nth];
        let made = server
            .register(&family.token, MORNING, &family.drum())
            .await
            .ok(201);
        (text(first(&made), "status"), text(first(&made), "id"))
    };
    assert_eq!(single(0).await.0, "confirmed");
    let (family, together) = server.siblings().await;
    let pair = server
        .register(&family.token, MORNING, &together)
        .await
        .ok(201);
    assert_eq!(first(&pair)["status"], "waitlisted");
    for nth in [1, 2] {
        let (status, id) = single(nth).await;
        assert_eq!(status, "confirmed", "the one seat left is of no use to two");
        server.act(&singles[nth].token, &id, "cancel").await.ok(200);
    }
    let (status, id) = single(3).await;
    assert_eq!(status, "waitlisted", "now it is held");
    (ids(&pair), id)
}

on_both_databases! {
    /// A window, in which the last minute is as good as the first, then a draw in which each has
    /// the same chance for each place.
    async fn rule_3_no_race_where_demand_exceeds_places(server) {
        server.drum_by(&lottery(6)).await;
        let early = server.families(3).await;
        assert_eq!(server.statuses(&early).await, ["applied"; 3], "no seat by being early");
        let review = server.family_born("care@example.org", "2019-05-05").await;
        let mut wanted = review.drum();
        wanted["answers"][&review.child]["lunch"] = json!("site");
        let made = server.register(&review.token, "p-longxi-care-01", &wanted).await.ok(201);
        assert_eq!(first(&made)["status"], "applied");
        let last = server.family_born("last@example.org", "2019-05-06").await;
        let late = server.family_born("late@example.org", "2019-05-07").await;
        // From 20:20 on the 14th to the last minute on the 16th.
        server.advance_minutes(45 * 60 + 39);
        let made = server.register(&last.token, DRUM, &last.drum()).await.ok(201);
        assert_eq!(first(&made)["status"], "applied");
        server.advance_minutes(1);
        server.register(&late.token, DRUM, &late.drum()).await
            .is_problem(409, "registration-closed");
        let places = server.get(&format!("/api/v1/offerings/{DRUM}/places")).send().await.ok(200);
        assert_eq!(places["taken"], 0);

        // Where one stands in the list gains nothing: each is first a third of the time.
        let mut firsts = [0; 3];
        for value in 0..6000 {
            firsts[order(&[1, 1, 1], "fingerprint", &value.to_string())[0]] += 1;
        }
        assert!(firsts.iter().all(|count| (1850..2150).contains(count)), "{firsts:?}");
    }

    /// Both or neither, in line and by lot; the family sees before what that does to its chance.
    async fn rule_5_siblings_decide_together(server) {
        let staff = server.drum_by(&lottery(2)).await;
        let size = json!({ "capacity": 2, "min_to_run": null });
        let path = format!("/api/v1/offerings/{MORNING}");
        server.edit(&staff, &path, &size).await.ok(200);
        let families = server.families(5).await;
        let mut seated = Vec::new();
        for (family, _) in &families[..2] {
            let made = server.register(&family.token, MORNING, &family.drum()).await.ok(201);
            seated.push(text(first(&made), "id"));
        }
        let (siblings, together) = server.siblings().await;
        let pair = server.register(&siblings.token, MORNING, &together).await.ok(201);
        let pair = ids(&pair);
        assert_eq!(statuses(&server, &siblings, &pair).await, ["waitlisted"; 2]);
        server.act(&families[0].0.token, &seated[0], "cancel").await.ok(200);
        assert_eq!(statuses(&server, &siblings, &pair).await, ["waitlisted"; 2], "one seat is not two");
        server.act(&families[1].0.token, &seated[1], "cancel").await.ok(200);
        assert_eq!(statuses(&server, &siblings, &pair).await, ["offered"; 2]);
        server.act(&siblings.token, &pair[0], "accept").await.ok(200);
        assert_eq!(statuses(&server, &siblings, &pair).await, ["confirmed"; 2]);

        let asking = format!("/api/v1/offerings/{DRUM}/registrations?preview=true");
        let told = server.post(&asking, &together).token(&siblings.token).send().await.ok(200);
        let chance = &told["chances"][0];
        assert_eq!(chance["rehearsals"], 1000);
        assert!(chance["together"].as_u64() < chance["one_alone"].as_u64(), "{chance}");
        let pair = server.register(&siblings.token, DRUM, &together).await.ok(201);
        let drawn_as = |nth: usize| pair["registrations"][nth]["draw_code"].clone();
        assert!(drawn_as(0).is_string() && drawn_as(0) == drawn_as(1), "{pair}");
        let staff = server.two_days_later().await;
        let draw = format!("offerings/{DRUM}/draw");
        let name = json!({ "public_value_name": "上证综合指数收盘点位" });
        server.orders(&staff, &format!("{draw}/freeze"), &name).await.ok(200);
        server.orders(&staff, &format!("{draw}/run"), &json!({ "public_value": "3412.07" })).await.ok(200);
        let stand = statuses(&server, &siblings, &ids(&pair)).await;
        assert_eq!(stand[0], stand[1], "both or neither");
        server.all_is_well().await;
    }

    /// The list is fixed and its fingerprint public before anybody knows the value; the record
    /// recomputes, and one that was touched does not. By hand only with a reason, which stays in
    /// the history; the ledger writes down who was passed. To come: the passed read it in their
    /// own history, and the audit log names it.
    async fn rule_6_order_is_fixed_and_checkable(server) {
        let staff = server.drum_by(&lottery(3)).await;
        let families = server.families(6).await;
        let singles: Vec<&Family> = families.iter().map(|(family, _)| family).collect();
        let (pair, behind) = held_for_siblings(&server, &staff, &singles).await;
        let promote = format!("registrations/{behind}/promote");
        server.orders(&staff, &promote, &json!({})).await.is_problem(422, "invalid");
        let before = passed(&server, &pair[0]).await;
        let reason = json!({ "reason": "救援队员当天值班" });
        server.orders(&staff, &promote, &reason).await.ok(200);
        let shown = server.registration(&singles[3].token, &behind).await;
        let last = shown["history"].as_array().unwrap().last().unwrap();
        assert_eq!(last["reason"]["code"], "promoted-by-hand");
        assert_eq!(last["reason"]["remark"], "救援队员当天值班");
        assert_eq!(passed(&server, &pair[0]).await, before + 1);

        let staff = server.two_days_later().await;
        let draw = format!("offerings/{DRUM}/draw");
        let name = json!({ "public_value_name": "上证综合指数收盘点位" });
        server.orders(&staff, &format!("{draw}/freeze"), &name).await.ok(200);
        let frozen = server.get(&format!("/api/v1/{draw}")).send().await.ok(200);
        assert_eq!(frozen["public_value_name"], name["public_value_name"]);
        assert_eq!((&frozen["public_value"], &frozen["transcript"]), (&json!(null), &json!(null)));
        assert_eq!(server.statuses(&families).await, ["applied"; 6]);
        server.orders(&staff, &format!("{draw}/run"), &json!({ "public_value": "3412.07" })).await.ok(200);
        let run = server.get(&format!("/api/v1/{draw}")).send().await.ok(200);
        let record: Transcript = serde_json::from_value(run["transcript"].clone()).unwrap();
        assert_eq!(record.public_value, "3412.07");
        assert_eq!(json!(List::fingerprint(&record.list)), frozen["fingerprint"]);
        verify(&record).unwrap();
        let mut forged = record.clone();
        forged.results.swap(0, 5);
        verify(&forged).unwrap_err();
        let mut forged = record;
        forged.list = forged.list.replacen("weight=1", "weight=9", 1);
        verify(&forged).unwrap_err();
        server.all_is_well().await;
    }
}
