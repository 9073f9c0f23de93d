//! The size of an offering: looked at first, then set.

use niangjia::organizations::staff::Role;
use serde_json::json;

use super::{ROSTER, hidden};
use crate::console::{encoded, leads_to};
use crate::registering::DRUM;

on_both_databases! {
    async fn a_larger_size_says_who_moves_up_before_it_is_set(server) {
        let (families, staff, cookie) = server.drum_desk(&json!({ "capacity": 1 }), 3).await;
        let path = format!("{ROSTER}/capacity");
        let page = server.desk_page(&cookie, &path).await;
        assert_eq!(page.status, 200, "{}", page.text());
        let version = page.text().split("name=\"version\" value=\"").nth(1).unwrap();
        let version = version.split('"').next().unwrap().to_owned();
        let form = |size: &str| format!("version={version}&capacity={size}");
        let wrong = server.desk_post(&cookie, &path, &form("many")).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("value=\"many\"") && wrong.text().contains("id=\"capacity-err\""), "{}", wrong.text());
        let preview = server.desk_post(&cookie, &path, &form("3")).await;
        assert_eq!(preview.status, 200, "{}", preview.text());
        assert!(preview.text().contains("2 家往前补上"), "{}", preview.text());
        assert!(preview.text().contains("改，发 2 条消息"));
        assert_eq!(server.statuses(&families).await, ["confirmed", "waitlisted", "waitlisted"]);
        let shown = hidden(&preview, "seen");
        let seen = |size: &str| format!("{}&seen={}&do=1", form(size), encoded(&shown));
        let other = server.desk_post(&cookie, &path, &seen("30")).await;
        assert_eq!(other.status, 422, "another size than the one that was looked at");
        for _ in 0..2 {
            let done = server.desk_post(&cookie, &path, &seen("3")).await;
            assert_eq!(leads_to(&done), format!("{ROSTER}?done=capacity"));
        }
        let now = server.statuses(&families).await;
        assert!(now[1..].iter().all(|status| status == "offered"), "{now:?}");
        let stale = server.desk_post(&cookie, &path, &format!("{}&do=1", form("4"))).await;
        assert_eq!(stale.status, 422, "somebody changed it meanwhile");
        // Without a second factor who moves is not named.
        let other = server.staff("wz-lc", Role::Admin).await;
        drop((other, staff));
        let lowered = server.cookie_of("admin.wz-lc@example.org").await;
        let version: i32 = version.parse::<i32>().unwrap() + 1;
        let preview = server.desk_post(&lowered, &path, &format!("version={version}&capacity=2")).await;
        assert!(!preview.text().contains("张小二"), "{}", preview.text());
        server.all_is_well().await;
    }

    async fn a_size_does_what_was_shown_or_shows_what_it_would_do_now(server) {
        let size = json!({ "capacity": 1, "sibling_groups": true });
        let (families, _, cookie) = server.drum_desk(&size, 2).await;
        let (siblings, together) = server.siblings().await;
        server.register(&siblings.token, DRUM, &together).await.ok(201);
        let path = format!("{ROSTER}/capacity");
        let page = server.desk_page(&cookie, &path).await;
        let form = format!("version={}&capacity=4", hidden(&page, "version"));
        let preview = server.desk_post(&cookie, &path, &form).await;
        // Two children of one family go together and share a message.
        assert!(preview.text().contains("2 家往前补上") && preview.text().contains("发 2 条消息"), "{}", preview.text());
        server.act(&families[1].0.token, &families[1].1, "cancel").await.ok(200);
        let stale = format!("{form}&seen={}&do=1", encoded(&hidden(&preview, "seen")));
        let other = server.desk_post(&cookie, &path, &stale).await;
        assert_eq!(other.status, 422);
        for said in ["名单又变了", "1 家往前补上", "发 1 条消息"] {
            assert!(other.text().contains(said), "{said}: {}", other.text());
        }
        let form = format!("{form}&seen={}&do=1", encoded(&hidden(&other, "seen")));
        let before = server.messages(&siblings.token).await.len();
        let done = server.desk_post(&cookie, &path, &form).await;
        assert_eq!(leads_to(&done), format!("{ROSTER}?done=capacity"), "{}", done.text());
        assert_eq!(server.messages(&siblings.token).await.len(), before + 1);
        server.all_is_well().await;
    }

    async fn a_size_below_what_is_taken_throws_nobody_out(server) {
        let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 2 }), 2).await;
        let path = format!("{ROSTER}/capacity");
        let page = server.desk_page(&cookie, &path).await;
        let version = page.text().split("name=\"version\" value=\"").nth(1).unwrap();
        let version = version.split('"').next().unwrap().to_owned();
        let form = format!("version={version}&capacity=1");
        let refused = server.desk_post(&cookie, &path, &form).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("名额不能这么少"), "{}", refused.text());
        assert!(refused.text().contains("name=\"when_free\""), "{}", refused.text());
        let preview = server.desk_post(&cookie, &path, &format!("{form}&when_free=1")).await;
        assert_eq!(preview.status, 200, "{}", preview.text());
        assert!(preview.text().contains("没有人会因此失去名额"), "{}", preview.text());
        let done = server.desk_do(&cookie, &path, &format!("{form}&when_free=1")).await;
        assert_eq!(leads_to(&done), format!("{ROSTER}?done=capacity"));
        assert_eq!(server.statuses(&families).await, ["confirmed", "confirmed"]);
        server.all_is_well().await;
    }
}
