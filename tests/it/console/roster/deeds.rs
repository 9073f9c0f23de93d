//! What is done about registrations: looked at first, then done, once.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use super::{ROSTER, hidden};
use crate::console::leads_to;
use crate::harness::TestServer;
use crate::registering::{DRUM, Family, first, text};

impl TestServer {
    /// Of two places one is held for siblings who were passed twice: who has the other, and who
    /// waits behind them.
    async fn held_seat(&self) -> ((Family, String), (Family, String)) {
        let mut singles = Vec::new();
        for day in 1..=4 {
            let email = format!("single{day}@example.org");
            singles.push(self.family_born(&email, &format!("2019-05-{day:02}")).await);
        }
        let single = async |family: Family| {
            let made = self
                .register(&family.token, DRUM, &family.drum())
                .await
                .ok(201);
            let (status, id) = (text(first(&made), "status"), text(first(&made), "id"));
            (status, (family, id))
        };
        let mut singles = singles.into_iter();
        let (_, stays) = single(singles.next().unwrap()).await;
        let (siblings, together) = self.siblings().await;
        self.register(&siblings.token, DRUM, &together)
            .await
            .ok(201);
        for passing in singles.by_ref().take(2) {
            let (status, (family, id)) = single(passing).await;
            assert_eq!(status, "confirmed", "the one seat left is of no use to two");
            self.act(&family.token, &id, "cancel").await.ok(200);
        }
        let (status, waits) = single(singles.next().unwrap()).await;
        assert_eq!(status, "waitlisted", "now it is held");
        (stays, waits)
    }

    async fn counts(&self, offering: &str) -> Value {
        let staff = self.staff("wz-lc", Role::Admin).await;
        self.prove(&staff).await;
        let roster = self.get(&format!("/api/v1/offerings/{offering}/roster"));
        roster.token(&staff.token).send().await.ok(200)["counts"].clone()
    }
}

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
        let unseen = server.desk_post(&cookie, &path, &format!("{form}&key=once&do=1")).await;
        assert_eq!(unseen.status, 422, "nothing is done that was not shown");
        let seen = hidden(&preview, "seen");
        for _ in 0..2 {
            let form = format!("{form}&key=once&seen={seen}&do=1");
            let done = server.desk_post(&cookie, &path, &form).await;
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
        let form = "reason=no&object_until=2027-06-20";
        let done = server.desk_do(&cookie, &of(2, "reject"), form).await;
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
        let done = server.desk_do(&cookie, &of(1, "move"), "to=p-open-drum-01&reason=").await;
        assert!(leads_to(&done).ends_with("?done=registration-move"), "{}", done.text());
        assert_eq!(server.statuses(&families).await, ["confirmed", "cancelled", "rejected"]);
        server.all_is_well().await;
    }

    async fn nothing_else_is_done_than_what_was_shown(server) {
        let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 1 }), 3).await;
        let path = format!("/console/registrations/{}/cancel", families[0].1);
        let preview = server.desk_post(&cookie, &path, "reason=x").await;
        // Meanwhile the one who would have moved up gives up.
        server.act(&families[1].0.token, &families[1].1, "cancel").await.ok(200);
        let form = format!("reason=x&seen={}&do=1", hidden(&preview, "seen"));
        let other = server.desk_post(&cookie, &path, &form).await;
        assert_eq!(other.status, 422);
        assert!(other.text().contains("名单又变了"), "{}", other.text());
        assert_eq!(server.statuses(&families).await, ["confirmed", "cancelled", "waitlisted"]);
        // That others register meanwhile does not matter: nobody stands elsewhere for it.
        let later = server.family("later@example.org").await;
        server.register(&later.token, DRUM, &later.drum()).await.ok(201);
        let form = format!("reason=x&seen={}&do=1", hidden(&other, "seen"));
        let done = server.desk_post(&cookie, &path, &form).await;
        assert!(leads_to(&done).ends_with("?done=registration-cancel"), "{}", done.text());
        assert_eq!(server.statuses(&families).await, ["cancelled", "cancelled", "offered"]);
        server.all_is_well().await;
    }

    async fn a_seat_given_by_hand_and_one_that_moves_on_by_itself_are_not_one_seat(server) {
        let size = json!({ "capacity": 2, "min_to_run": null, "sibling_groups": true });
        let (_, _, cookie) = server.drum_desk(&size, 0).await;
        let (stays, waits) = server.held_seat().await;
        let path = format!("/console/registrations/{}/promote", waits.1);
        let preview = server.desk_post(&cookie, &path, "reason=urgent").await;
        assert_eq!(preview.status, 200, "{}", preview.text());
        let form = format!("reason=urgent&seen={}&do=1", hidden(&preview, "seen"));
        // At once: one gives up, so that the siblings fit, and the seat held for them is given
        // to another by hand.
        let (leaving, promoted) = tokio::join!(
            server.act(&stays.0.token, &stays.1, "cancel"),
            server.desk_post(&cookie, &path, &form),
        );
        leaving.ok(200);
        let counts = server.counts(DRUM).await;
        if promoted.status == 303 {
            assert_eq!((&counts["offered"], &counts["waitlisted"]), (&json!(1), &json!(2)));
        } else {
            assert_eq!(promoted.status, 422);
            assert_eq!((&counts["offered"], &counts["waitlisted"]), (&json!(2), &json!(1)));
        }
        server.all_is_well().await;
    }

    async fn a_seat_that_moved_on_is_not_given_by_hand(server) {
        let size = json!({ "capacity": 2, "min_to_run": null, "sibling_groups": true });
        let (_, _, cookie) = server.drum_desk(&size, 0).await;
        let (stays, waits) = server.held_seat().await;
        let path = format!("/console/registrations/{}/promote", waits.1);
        let preview = server.desk_post(&cookie, &path, "reason=urgent").await;
        let form = format!("reason=urgent&seen={}&do=1", hidden(&preview, "seen"));
        server.act(&stays.0.token, &stays.1, "cancel").await.ok(200);
        let full = server.desk_post(&cookie, &path, &form).await;
        assert_eq!(full.status, 422);
        assert!(full.text().contains("id=\"trouble\""), "{}", full.text());
        assert_eq!(server.statuses(&[waits]).await, ["waitlisted"]);
        let page = server.desk_page(&cookie, &format!("{ROSTER}?status=offered")).await;
        assert_eq!(page.text().matches("<tr id=\"r-").count(), 2, "both of the siblings");
        server.all_is_well().await;
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
        let unseen = server.desk_post(&cookie, &path, &format!("{form}&do=1")).await;
        assert_eq!(unseen.status, 422, "nothing is done that was not shown");
        let done = server.desk_do(&cookie, &path, &form).await;
        assert_eq!(leads_to(&done), format!("{later}?done=duplicates-settled"));
        assert_eq!(server.statuses(&twice).await, ["confirmed", "cancelled"]);
        // Asked for again, as by a change of the language.
        let back = server.desk_page(&cookie, &format!("{path}?lang=en")).await;
        assert_eq!(leads_to(&back), format!("{later}?lang=en"));
        server.all_is_well().await;
    }
}
