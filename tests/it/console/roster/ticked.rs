//! What is done about those who are ticked: each is shown first, then done for itself.

use niangjia::ledger::notices::OFFERED;
use serde_json::json;

use super::{ROSTER, hidden};
use crate::console::leads_to;
use crate::registering::{DRUM, Family};

/// Those ticked, as a form says it.
fn ticked(families: &[&(Family, String)]) -> String {
    let ids = families
        .iter()
        .map(|(_, id)| format!("registration_id={id}"));
    ids.collect::<Vec<_>>().join("&")
}

on_both_databases! {
    async fn those_ticked_are_approved_together(server) {
        let review = json!({ "allocation": "review", "capacity": 2 });
        let (families, _, cookie) = server.drum_desk(&review, 2).await;
        let page = server.desk_page(&cookie, ROSTER).await;
        assert_eq!(page.text().matches("name=\"registration_id\"").count(), 2, "{}", page.text());
        let path = format!("{ROSTER}/ticked/approve");
        let none = server.desk_post(&cookie, &path, "").await;
        assert_eq!(leads_to(&none), format!("{ROSTER}?done=registrations-none"));
        let foreign = uuid::Uuid::nil();
        let form = format!("registration_id={}&registration_id={}", families[0].1, families[1].1);
        let strange = format!("{form}&registration_id={foreign}");
        let preview = server.desk_post(&cookie, &path, &strange).await;
        assert_eq!(preview.status, 200, "{}", preview.text());
        assert!(preview.text().contains("会通过 2 份") && preview.text().contains("1 份不能办"), "{}", preview.text());
        let done = server.desk_do(&cookie, &path, &form).await;
        assert_eq!(leads_to(&done), format!("{ROSTER}?done=registrations-approve"));
        let staff = server.staff("wz-lc", niangjia::organizations::staff::Role::Admin).await;
        server.prove(&staff).await;
        let roster = server.get(&format!("/api/v1/offerings/{DRUM}/roster")).token(&staff.token);
        let roster = roster.send().await.ok(200);
        assert!(roster["items"].as_array().unwrap().iter().all(|row| !row["reviewed_at"].is_null()));
        let one = format!("/console/registrations/{}/approve", families[0].1);
        let wrong = server.desk_post(&cookie, &one, "granted_points=9999").await;
        assert_eq!(wrong.status, 422, "{}", wrong.text());
        let preview = server.desk_post(&cookie, &one, "granted_points=0").await;
        assert_eq!(preview.status, 200, "{}", preview.text());
    }

    async fn those_ticked_are_cancelled_each_for_itself(server) {
        let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 1 }), 4).await;
        let path = format!("{ROSTER}/ticked/cancel");
        let those = ticked(&[&families[0], &families[2]]);
        let those = format!("{those}&registration_id={}", uuid::Uuid::nil());
        let asked = server.desk_post(&cookie, &path, &those).await;
        assert_eq!(asked.status, 200, "{}", asked.text());
        assert!(asked.text().contains("取消选中的 3 份报名"), "{}", asked.text());
        assert!(!asked.text().contains("name=\"do\""), "it asks for the reason first");
        let refused = server.desk_post(&cookie, &path, &format!("{those}&look=1")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("id=\"reason-err\""), "{}", refused.text());
        let form = format!("{those}&reason=x%3Cb%3E");
        let preview = server.desk_post(&cookie, &path, &format!("{form}&look=1")).await;
        assert_eq!(preview.status, 200, "{}", preview.text());
        for said in ["会取消 2 份", "1 份不能办", "不在这个班的名单里", "1 家往前补上", "发出 3 条消息", ">x&#60;b&#62;</textarea>"] {
            assert!(preview.text().contains(said), "{said}: {}", preview.text());
        }
        assert_eq!(server.statuses(&families).await, ["confirmed", "waitlisted", "waitlisted", "waitlisted"]);
        let form = format!("{form}&key=once&seen={}&do=1", hidden(&preview, "seen"));
        for _ in 0..2 {
            let done = server.desk_post(&cookie, &path, &form).await;
            assert_eq!(done.status, 200, "{}", done.text());
            assert!(done.text().contains("办好了 2 份") && done.text().contains("1 份没有办"), "{}", done.text());
        }
        assert_eq!(server.statuses(&families).await, ["cancelled", "offered", "cancelled", "waitlisted"]);
        let messages = server.messages(&families[2].0.token).await;
        assert_eq!(messages[0]["kind"], "registration-cancelled", "{messages:?}");
        server.all_is_well().await;
    }

    async fn what_was_shown_about_those_ticked_is_done_or_shown_again(server) {
        let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 1 }), 3).await;
        let path = format!("{ROSTER}/ticked/cancel");
        let form = format!("{}&reason=x", ticked(&[&families[0]]));
        let preview = server.desk_post(&cookie, &path, &format!("{form}&look=1")).await;
        server.act(&families[1].0.token, &families[1].1, "cancel").await.ok(200);
        let stale = format!("{form}&key=one&seen={}&do=1", hidden(&preview, "seen"));
        let other = server.desk_post(&cookie, &path, &stale).await;
        assert_eq!(other.status, 422);
        assert!(other.text().contains("名单又变了"), "{}", other.text());
        assert_eq!(server.statuses(&families).await, ["confirmed", "cancelled", "waitlisted"]);
        let form = format!("{form}&key=two&seen={}&do=1", hidden(&other, "seen"));
        for _ in 0..2 {
            let done = server.desk_post(&cookie, &path, &form).await;
            assert_eq!(leads_to(&done), format!("{ROSTER}?done=registrations-cancel"));
        }
        assert_eq!(server.statuses(&families).await, ["cancelled", "cancelled", "offered"]);
    }

    async fn nobody_is_offered_a_seat_that_is_taken_from_her_at_once(server) {
        let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 1 }), 3).await;
        let path = format!("{ROSTER}/ticked/cancel");
        let form = format!("{}&reason=x&look=1", ticked(&[&families[0], &families[1]]));
        let preview = server.desk_post(&cookie, &path, &form).await;
        assert!(preview.text().contains("1 家往前补上") && preview.text().contains("发出 3 条消息"), "{}", preview.text());
        let form = format!("{}&reason=x", ticked(&[&families[1], &families[0]]));
        let form = format!("{form}&seen={}&do=1", hidden(&preview, "seen"));
        let done = server.desk_post(&cookie, &path, &form).await;
        assert_eq!(leads_to(&done), format!("{ROSTER}?done=registrations-cancel"));
        assert_eq!(server.statuses(&families).await, ["cancelled", "cancelled", "offered"]);
        let messages = server.messages(&families[1].0.token).await;
        assert!(messages.iter().all(|one| one["kind"] != OFFERED), "{messages:?}");
    }

    async fn those_ticked_are_rejected_or_moved_as_far_as_the_rules_allow(server) {
        let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 1 }), 4).await;
        let reject = format!("{ROSTER}/ticked/reject");
        let those = ticked(&[&families[0], &families[3]]);
        let past = format!("{those}&reason=no&object_until=2020-01-01&look=1");
        let past = server.desk_post(&cookie, &reject, &past).await;
        assert!(past.status == 422 && past.text().contains("id=\"object_until-err\""), "{}", past.text());
        let form = format!("{those}&reason=no&object_until=2027-06-20&look=1");
        let done = server.desk_do(&cookie, &reject, &form).await;
        assert_eq!(done.status, 200, "who has a place is not rejected: {}", done.text());
        assert!(done.text().contains("办好了 1 份"), "{}", done.text());
        assert_eq!(server.statuses(&families).await, ["confirmed", "waitlisted", "waitlisted", "rejected"]);
        let wide = ticked(&[&families[1], &families[2]]);
        let r#move = format!("{ROSTER}/ticked/move");
        let nowhere = format!("{wide}&to=p-birds-2027-01&reason=&look=1");
        assert_eq!(server.desk_post(&cookie, &r#move, &nowhere).await.status, 422);
        let form = format!("{wide}&to=p-open-drum-01&reason=&look=1");
        let done = server.desk_do(&cookie, &r#move, &form).await;
        assert_eq!(leads_to(&done), format!("{ROSTER}?done=registrations-move"));
        assert_eq!(server.statuses(&families).await, ["confirmed", "cancelled", "cancelled", "rejected"]);
        for path in ["promote", "explode"] {
            let path = format!("{ROSTER}/ticked/{path}");
            assert_eq!(server.desk_post(&cookie, &path, &wide).await.status, 404);
        }
        let odd = server.desk_post(&cookie, &reject, "registration_id=x").await;
        assert_eq!(odd.status, 400);
        let back = server.desk_page(&cookie, &format!("{reject}?lang=en")).await;
        assert_eq!(leads_to(&back), format!("{ROSTER}?lang=en"));
        server.all_is_well().await;
    }
}
