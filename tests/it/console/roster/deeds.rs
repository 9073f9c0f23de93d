//! What is done about registrations: looked at first, then done, once.

use serde_json::json;

use super::ROSTER;
use crate::console::leads_to;
use crate::registering::{DRUM, first, text};

on_both_databases! {
    async fn a_cancellation_says_who_moves_up_before_it_is_done(server) {
        let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 1 }), 2).await;
        let path = format!("/console/registrations/{}/cancel", families[0].1);
        let refused = server.desk_post(&cookie, &path, "reason=+").await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("id=\"reason-err\""), "{}", refused.text());
        let form = "reason=%E6%95%B0%E9%94%99%E4%BA%86";
        let preview = server.desk_post(&cookie, &path, form).await;
        assert_eq!(preview.status, 200, "{}", preview.text());
        assert!(preview.text().contains("1 家往前补上"), "{}", preview.text());
        assert!(preview.text().contains("发出 2 条消息"));
        assert!(preview.text().contains(">数错了</textarea>"));
        assert_eq!(server.statuses(&families).await, ["confirmed", "waitlisted"]);
        for _ in 0..2 {
            let done = server.desk_post(&cookie, &path, &format!("{form}&key=once&do=1")).await;
            let page = format!("/console/registrations/{}?done=registration-cancel", families[0].1);
            assert_eq!(leads_to(&done), page);
        }
        assert_eq!(server.statuses(&families).await, ["cancelled", "offered"]);
        let page = server.desk_page(&cookie, &format!("/console/registrations/{}", families[0].1)).await;
        assert!(page.text().contains("附言：“数错了”"), "{}", page.text());
        assert!(page.text().contains("由 张三"), "{}", page.text());
        server.all_is_well().await;
    }

    async fn who_waits_is_refused_or_moved(server) {
        let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 1 }), 3).await;
        let of = |number: usize, deed: &str| format!("/console/registrations/{}/{deed}", families[number].1);
        let form = "reason=no&object_until=2020-01-01&do=1";
        let past = server.desk_post(&cookie, &of(2, "reject"), form).await;
        assert_eq!(past.status, 422);
        assert!(past.text().contains("value=\"2020-01-01\""), "{}", past.text());
        assert!(past.text().contains("id=\"object_until-err\""));
        let form = "reason=no&object_until=2027-06-20&do=1";
        let done = server.desk_post(&cookie, &of(2, "reject"), form).await;
        assert!(leads_to(&done).ends_with("?done=registration-reject"));
        let full = server.desk_post(&cookie, &of(1, "promote"), "reason=urgent").await;
        assert_eq!(full.status, 422, "{}", full.text());
        let form = server.desk_page(&cookie, &of(1, "move")).await;
        assert!(form.text().contains("value=\"p-open-drum-01\""), "{}", form.text());
        let preview = server.desk_post(&cookie, &of(1, "move"), "to=p-open-drum-01&reason=").await;
        assert_eq!(preview.status, 200, "{}", preview.text());
        assert!(preview.text().contains("会这样"), "{}", preview.text());
        let nowhere = server.desk_post(&cookie, &of(1, "move"), "to=p-birds-2027-01").await;
        assert_eq!(nowhere.status, 422);
        let done = server.desk_post(&cookie, &of(1, "move"), "to=p-open-drum-01&reason=&do=1").await;
        assert!(leads_to(&done).ends_with("?done=registration-move"), "{}", done.text());
        assert_eq!(server.statuses(&families).await, ["confirmed", "cancelled", "rejected"]);
        server.all_is_well().await;
    }

    async fn those_ticked_are_approved_together(server) {
        let review = json!({ "allocation": "review", "capacity": 2 });
        let (families, _, cookie) = server.drum_desk(&review, 2).await;
        let page = server.desk_page(&cookie, ROSTER).await;
        assert_eq!(page.text().matches("name=\"registration_id\"").count(), 2, "{}", page.text());
        let path = format!("{ROSTER}/approve");
        let none = server.desk_post(&cookie, &path, "").await;
        assert_eq!(leads_to(&none), format!("{ROSTER}?done=registrations-none"));
        let foreign = uuid::Uuid::nil();
        let form = format!("registration_id={}&registration_id={}", families[0].1, families[1].1);
        let preview = server.desk_post(&cookie, &path, &format!("{form}&registration_id={foreign}")).await;
        assert_eq!(preview.status, 200, "{}", preview.text());
        assert!(preview.text().contains("会通过 2 份") && preview.text().contains("1 份不能通过"), "{}", preview.text());
        let done = server.desk_post(&cookie, &path, &format!("{form}&key=once&do=1")).await;
        assert_eq!(leads_to(&done), format!("{ROSTER}?done=registrations-approved"));
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

    async fn one_child_registered_twice_is_settled(server) {
        let staff = server.drum_by(&json!({ "capacity": 2 })).await;
        let mut twice = Vec::new();
        for parent in ["mother@example.org", "father@example.org"] {
            let family = server.family(parent).await;
            let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
            twice.push((family, text(first(&made), "id")));
        }
        let cookie = server.cookie_with_factor(&staff, "organizer.wz-lc@example.org").await;
        assert!(server.desk_page(&cookie, ROSTER).await.text().contains("可能重复"));
        let later = format!("/console/registrations/{}", twice[1].1);
        let page = server.desk_page(&cookie, &later).await;
        assert!(page.text().contains(&format!("name=\"other\" value=\"{}\"", twice[0].1)), "{}", page.text());
        let path = format!("{later}/duplicates");
        let form = format!("other={}&same=1", twice[0].1);
        let preview = server.desk_post(&cookie, &path, &form).await;
        assert_eq!(preview.status, 200, "{}", preview.text());
        assert!(preview.text().contains("取消后报的一份"));
        assert_eq!(server.statuses(&twice).await, ["confirmed", "confirmed"]);
        let done = server.desk_post(&cookie, &path, &format!("{form}&do=1")).await;
        assert_eq!(leads_to(&done), format!("{later}?done=duplicates-settled"));
        assert_eq!(server.statuses(&twice).await, ["confirmed", "cancelled"]);
        // Asked for again, as by a change of the language.
        let back = server.desk_page(&cookie, &format!("{path}?lang=en")).await;
        assert_eq!(leads_to(&back), format!("{later}?lang=en"));
        server.all_is_well().await;
    }
}
