//! The roster's pages: who may open them, what they refuse, and what they do.

mod deeds;
mod finding;
mod live;
mod replan;
mod sizes;
mod ticked;
mod ticking;

use niangjia::organizations::staff::Role;
use serde_json::json;

use super::encoded;
use crate::harness::{Answer, TestServer};
use crate::organizing::Staff;
use crate::registering::Family;

/// Where the drum afternoon's roster is.
const ROSTER: &str = "/console/offerings/p-open-drum-02";

impl TestServer {
    /// The cookie of staff who gave a second factor.
    pub(crate) async fn cookie_with_factor(&self, staff: &Staff, email: &str) -> String {
        let cookie = self.cookie_of(email).await;
        self.prove(staff).await;
        cookie
    }

    /// The drum afternoon by these rules with so many families, and the cookie of its organizer.
    async fn drum_desk(
        &self,
        edits: &serde_json::Value,
        families: usize,
    ) -> (Vec<(Family, String)>, Staff, String) {
        let staff = self.drum_by(edits).await;
        let families = self.families(families).await;
        let cookie = self
            .cookie_with_factor(&staff, "organizer.wz-lc@example.org")
            .await;
        (families, staff, cookie)
    }

    async fn desk_page(&self, cookie: &str, path: &str) -> Answer {
        self.get(path).header("cookie", cookie).send().await
    }

    async fn desk_post(&self, cookie: &str, path: &str, form: &str) -> Answer {
        self.page_post(path, form)
            .header("cookie", cookie)
            .send()
            .await
    }

    /// Presses the first button of a form, and on the page that it leads to the second.
    async fn desk_do(&self, cookie: &str, path: &str, form: &str) -> Answer {
        let preview = self.desk_post(cookie, path, form).await;
        assert_eq!(preview.status, 200, "{}", preview.text());
        let seen = encoded(&hidden(&preview, "seen"));
        let form = format!("{form}&seen={seen}&do=1");
        self.desk_post(cookie, path, &form).await
    }
}

/// What a form carries along.
fn hidden(page: &Answer, name: &str) -> String {
    let page = page.text();
    let field = format!("type=\"hidden\" name=\"{name}\" value=\"");
    let (_, rest) = page
        .split_once(&field)
        .unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

on_both_databases! {
    async fn a_roster_is_searched_and_put_in_order_and_names_are_text(server) {
        let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 2 }), 3).await;
        let name = json!({ "name": "<script>alert(1)</script>" });
        let child = format!("/api/v1/me/participants/{}", families[2].0.child);
        server.patch(&child, &name).token(&families[2].0.token).send().await.ok(200);
        let page = server.desk_page(&cookie, ROSTER).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.text().contains("&#60;script&#62;alert(1)"), "{}", page.text());
        assert!(!page.text().contains("<script>alert"));
        let rows = |page: &Answer| page.text().matches("<tr id=\"r-").count();
        assert_eq!(rows(&page), 3);
        assert!(page.text().contains("候补 1"), "{}", page.text());
        let waiting = server.desk_page(&cookie, &format!("{ROSTER}?status=waitlisted")).await;
        assert_eq!(rows(&waiting), 1);
        assert!(waiting.text().contains("roster.xlsx?status=waitlisted"));
        let query = format!("{ROSTER}?sort=name&q={}", encoded("张小"));
        assert_eq!(rows(&server.desk_page(&cookie, &query).await), 2);
        let none = server.desk_page(&cookie, &format!("{ROSTER}?q=nobody&lang=en")).await;
        assert!(none.text().contains("Nobody fits"), "{}", none.text());
        assert_eq!(server.desk_page(&cookie, &format!("{ROSTER}?status=drowned")).await.status, 422);
        assert_eq!(server.desk_page(&cookie, &format!("{ROSTER}?cursor=forged")).await.status, 422);
    }

    async fn nobody_else_finds_it(server) {
        let (families, _, own) = server.drum_desk(&json!({ "capacity": 2 }), 1).await;
        let one = format!("/console/registrations/{}", families[0].1);
        assert_eq!(server.desk_page(&own, &format!("{one}/explode")).await.status, 404);
        let stranger = server.staff("hz-gs", Role::Admin).await;
        let cookie = server.cookie_with_factor(&stranger, "admin.hz-gs@example.org").await;
        let deed = format!("{one}/cancel");
        for path in [ROSTER, &format!("{ROSTER}/capacity"), &format!("{ROSTER}/messages"), &one, &deed] {
            assert_eq!(server.desk_page(&cookie, path).await.status, 404, "{path}");
        }
        for path in [&format!("{ROSTER}/capacity"), &format!("{ROSTER}/messages"),
            &format!("{ROSTER}/ticked/cancel"), &format!("{one}/care"), &deed] {
            let sent = server.desk_post(&cookie, path, "do=1&reason=x&capacity=1").await;
            assert_eq!(sent.status, 404, "{path}");
        }
        let viewer = server.staff("wz-lc", Role::Viewer).await;
        let cookie = server.cookie_with_factor(&viewer, "viewer.wz-lc@example.org").await;
        assert_eq!(server.desk_page(&cookie, ROSTER).await.status, 200);
        let seen = server.desk_page(&cookie, &one).await;
        assert_eq!(seen.status, 200);
        assert!(!seen.text().contains("/cancel"), "{}", seen.text());
        for path in [&deed, &format!("{ROSTER}/capacity"), &format!("{ROSTER}/messages")] {
            assert_eq!(server.desk_page(&cookie, path).await.status, 403, "{path}");
        }
        assert_eq!(server.desk_post(&cookie, &format!("{one}/care"), "").await.status, 403);
        assert_eq!(server.desk_post(&cookie, &deed, "do=1&reason=x").await.status, 403);
        let form = format!("registration_id={}&reason=x&do=1", families[0].1);
        let ticked = format!("{ROSTER}/ticked/cancel");
        assert_eq!(server.desk_post(&cookie, &ticked, &form).await.status, 403);
        assert_eq!(server.statuses(&families).await, ["confirmed"]);
    }

    async fn children_are_shown_after_a_second_factor(server) {
        server.import_demo().await;
        server.staff("wz-lc", Role::Organizer).await;
        let cookie = server.cookie_of("organizer.wz-lc@example.org").await;
        let page = server.desk_page(&cookie, ROSTER).await;
        let way = "/console/second-factor?next=%2Fconsole%2Fofferings%2Fp-open-drum-02";
        assert_eq!((page.status, page.header("location")), (303, way));
    }

    async fn a_confidential_program_shows_numbers_only(server) {
        server.import_demo().await;
        let path = "/console/offerings/p-mind-pujiang-02";
        server.staff("jh-pj", Role::Organizer).await;
        let offering = "/api/v1/offerings/p-mind-pujiang-02";
        let shown = server.get(offering).send().await.ok(200);
        let token = server.worker("worker@example.org").await;
        let me = crate::organizing::myself(&server, &token).await;
        let body = json!({ "participant_ids": [me], "session_ids": [shown["sessions"][0]["id"]],
            "answers": { &me: { "contact_way": "inbox" } } });
        server.register(&token, "p-mind-pujiang-02", &body).await.ok(201);
        let cookie = server.cookie_of("organizer.jh-pj@example.org").await;
        let page = server.desk_page(&cookie, path).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.text().contains("<b>少于 5</b>已定"), "{}", page.text());
        assert!(!page.text().contains("<tr") && !page.text().contains("张三</a></th>"));
        assert_eq!(server.desk_page(&cookie, &format!("{path}/messages")).await.status, 403);
        let counsellor = server.counsellor("p-mind-pujiang").await;
        let email = "counsellor.p-mind-pujiang@example.org";
        let cookie = server.cookie_with_factor(&counsellor, email).await;
        let page = server.desk_page(&cookie, path).await;
        assert!(page.text().contains("<tr id=\"r-"), "{}", page.text());
    }

    async fn what_is_sensitive_is_behind_a_button_that_is_logged(server) {
        let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 2 }), 1).await;
        let notes = json!({ "care_notes": "花生过敏" });
        let child = format!("/api/v1/me/participants/{}", families[0].0.child);
        server.patch(&child, &notes).token(&families[0].0.token).send().await.ok(200);
        let path = format!("/console/registrations/{}", families[0].1);
        let page = server.desk_page(&cookie, &path).await;
        assert!(!page.text().contains("花生过敏"));
        assert!(page.text().contains("报名时有空名额"), "{}", page.text());
        assert!(server.audit_of("wz-lc", "roster-read-sensitive").await.is_empty());
        let opened = server.desk_post(&cookie, &format!("{path}/care"), "").await;
        assert_eq!(opened.status, 200);
        assert!(opened.text().contains("花生过敏"), "{}", opened.text());
        assert!(opened.text().contains("家里人 · 外婆"));
        assert_eq!(server.audit_of("wz-lc", "roster-read-sensitive").await.len(), 1);
    }

    async fn what_is_written_to_everybody_is_counted_first(server) {
        let (_, _, cookie) = server.drum_desk(&json!({ "capacity": 2 }), 3).await;
        let path = format!("{ROSTER}/messages");
        let empty = server.desk_post(&cookie, &path, "to=confirmed&subject=&text=x").await;
        assert_eq!(empty.status, 422);
        assert!(empty.text().contains("id=\"subject-err\""), "{}", empty.text());
        let form = format!("to=confirmed&subject={}&text={}", encoded("带<b>雨衣</b>"), encoded("周六有雨"));
        let preview = server.desk_post(&cookie, &path, &form).await;
        assert_eq!(preview.status, 200);
        assert!(preview.text().contains("会发给 2 家"), "{}", preview.text());
        assert!(!preview.text().contains("<b>雨衣"));
        let page = server.desk_page(&cookie, &path).await;
        assert!(page.text().contains("还没有发过消息"), "{}", page.text());
        let all = form.replace("confirmed", "all");
        let seen = encoded(&hidden(&preview, "seen"));
        let other = server.desk_post(&cookie, &path, &format!("{all}&seen={seen}&do=1")).await;
        assert_eq!(other.status, 422, "to others than those who were shown");
        assert!(other.text().contains("会发给 3 家"), "{}", other.text());
        for _ in 0..2 {
            let form = format!("{form}&key=once&seen={seen}&do=1");
            let sent = server.desk_post(&cookie, &path, &form).await;
            assert_eq!(super::leads_to(&sent), format!("{path}?done=message-sent"));
        }
        server.all_is_well().await;
        let page = server.desk_page(&cookie, &path).await;
        assert_eq!(page.text().matches("<article").count(), 1, "{}", page.text());
        assert!(page.text().contains("邮件送到 2 封"), "{}", page.text());
    }

    async fn those_ticked_are_written_to(server) {
        let (families, _, cookie) = server.drum_desk(&json!({ "capacity": 2 }), 3).await;
        let path = format!("{ROSTER}/messages");
        let nobody = server.desk_post(&cookie, &path, "").await;
        assert_eq!(super::leads_to(&nobody), format!("{ROSTER}?done=registrations-none"));
        let ticked = format!("registration_id={}&registration_id={}", families[0].1, families[2].1);
        let page = server.desk_post(&cookie, &path, &ticked).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("value=\"chosen\" checked"), "{}", page.text());
        let form = format!("{ticked}&to=chosen&subject=a&text=b");
        let preview = server.desk_post(&cookie, &path, &form).await;
        assert!(preview.text().contains("会发给 2 家"), "{}", preview.text());
        assert!(preview.text().contains(&families[2].1), "they stay ticked");
        let seen = encoded(&hidden(&preview, "seen"));
        let sent = server.desk_post(&cookie, &path, &format!("{form}&key=k&seen={seen}&do=1")).await;
        assert_eq!(super::leads_to(&sent), format!("{path}?done=message-sent"));
        let page = server.desk_page(&cookie, &path).await;
        assert!(page.text().contains("勾选的人"), "{}", page.text());
    }
}
