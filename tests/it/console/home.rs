//! The first page: what needs somebody today.

use niangjia::organizations::staff::Role;
use niangjia::roster::today::{About, TaskKind, Today};
use serde_json::json;

use super::Window;
use super::people::{asks_to_belong, is_named};
use crate::harness::{Backend, TestServer};
use crate::organizing::Staff;
use crate::registering::DRUM;

/// Two families hold places of the drum afternoon, four wait for them.
const SMALL: i64 = 2;

impl TestServer {
    async fn needed(&self, staff: &Staff) -> Today {
        let roster = &self.app.roster;
        roster.needed_today(staff.account).await.unwrap()
    }

    /// The page as text, by the cookie of somebody's address.
    pub(crate) async fn page_of(&self, email: &str, path: &str) -> String {
        let cookie = self.cookie_of(email).await;
        let page = self.get(path).header("cookie", &cookie).send().await;
        assert_eq!(page.status, 200, "{}", page.text());
        page.text().to_owned()
    }
}

impl TestServer {
    /// Where the first page leads: each of it is there.
    async fn followed(&self, email: &str, staff: &Staff) -> Vec<String> {
        let cookie = self.cookie_of(email).await;
        self.prove(staff).await;
        let page = self.get("/console").header("cookie", &cookie).send().await;
        let main = page.text().split("<main").nth(1).unwrap();
        let links = main.split("href=\"/console/").skip(1);
        let links = links.map(|rest| rest.split('"').next().unwrap());
        let links: Vec<String> = links.map(|path| format!("/console/{path}")).collect();
        for link in &links {
            let there = self.get(link).header("cookie", &cookie).send().await;
            assert_eq!(there.status, 200, "{link}: {}", there.text());
        }
        links
    }
}

fn kinds(today: &Today) -> Vec<TaskKind> {
    today.tasks.iter().map(|task| task.kind).collect()
}

/// How many a task of this kind is about.
fn number(today: &Today, kind: TaskKind) -> Option<i64> {
    let task = today.tasks.iter().find(|task| task.kind == kind)?;
    Some(task.items.iter().filter_map(|item| item.number).sum())
}

on_both_databases! {
    async fn what_is_due_is_told_to_who_decides(server) {
        let lottery = json!({
            "allocation": "lottery", "draw_at": "2027-06-16T10:00:00+08:00",
            "registration_closes": "2027-06-16T09:00:00+08:00", "capacity": SMALL,
        });
        let organizer = server.drum_by(&lottery).await;
        let viewer = server.staff("wz-lc", Role::Viewer).await;
        let elsewhere = server.staff("hz-gs", Role::Organizer).await;
        server.families(3).await;
        let today = server.needed(&organizer).await;
        assert_eq!(number(&today, TaskKind::DrawAhead), Some(3));
        assert!(!kinds(&today).contains(&TaskKind::Papers), "nobody has to bring papers");
        assert_eq!(kinds(&server.needed(&viewer).await), []);
        let others = server.needed(&elsewhere).await;
        let drum = |today: &Today| {
            let snapshot = server.app.catalog.snapshot();
            let drum = snapshot.offerings.all().iter().find(|one| one.code == DRUM).unwrap().id;
            let mut items = today.tasks.iter().flat_map(|task| &task.items);
            let is_open = today.open.iter().any(|one| one.offering == drum);
            items.any(|item| item.about == About::Offering(drum)) || is_open
        };
        assert!(drum(&today) && !drum(&others));
        let organizer = server.two_days_later().await;
        let today = server.needed(&organizer).await;
        assert_eq!(number(&today, TaskKind::DrawDue), Some(3));
        let page = server.page_of("admin.wz-lc@example.org", "/console").await;
        assert!(page.contains("1 个班该摇号了"), "{page}");
        assert!(page.contains("/draw\""), "{page}");
    }

    async fn a_lottery_that_claims_to_come_first_has_papers_to_see(server) {
        server.drum_by(&json!({ "allocation": "review", "capacity": SMALL })).await;
        let families = server.families(3).await;
        let organizer = server.staff("wz-lc", Role::Admin).await;
        server.prove(&organizer).await;
        assert_eq!(number(&server.needed(&organizer).await, TaskKind::Papers), Some(3));
        let path = format!("registrations/{}/approve", families[0].1);
        server.orders(&organizer, &path, &json!({ "granted_points": 1 })).await.ok(200);
        assert_eq!(number(&server.needed(&organizer).await, TaskKind::Papers), Some(2));
    }

    async fn an_offer_counts_until_it_is_answered(server) {
        let organizer = server.drum_by(&json!({ "capacity": SMALL, "offer_hours": 24 })).await;
        let families = server.families(4).await;
        assert_eq!(number(&server.needed(&organizer).await, TaskKind::Offers), None);
        server.act(&families[0].0.token, &families[0].1, "cancel").await.ok(200);
        let statuses = server.statuses(&families).await;
        assert_eq!(statuses, ["cancelled", "confirmed", "offered", "waitlisted"]);
        let today = server.needed(&organizer).await;
        let task = today.tasks.iter().find(|task| task.kind == TaskKind::Offers).unwrap();
        assert_eq!(task.items.len(), 1);
        assert_eq!(task.items[0].number, Some(1));
        assert!(task.items[0].at.unwrap() > server.clock.now());
        server.act(&families[2].0.token, &families[2].1, "accept").await.ok(200);
        assert_eq!(number(&server.needed(&organizer).await, TaskKind::Offers), None);
    }

    async fn who_asks_to_belong_is_on_the_first_page(server) {
        server.import_demo().await;
        server.staff("hz-gs", Role::Organizer).await;
        asks_to_belong(&server, "hz-gs-edu", "one@example.org").await;
        asks_to_belong(&server, "wz-lc", "two@example.org").await;
        let page = server.page_of("organizer.hz-gs@example.org", "/console").await;
        assert!(page.contains("1 位职工等您确认会员"), "{page}");
        assert!(page.contains("/console/organizations/hz-gs-edu/people#memberships"), "{page}");
        assert!(!page.contains("/console/organizations/wz-lc/people"), "{page}");
    }

    async fn whatever_needs_her_leads_to_where_it_is_done(server) {
        let lottery = json!({
            "allocation": "lottery", "draw_at": "2027-06-16T10:00:00+08:00",
            "registration_closes": "2027-06-16T09:00:00+08:00",
        });
        server.drum_by(&lottery).await;
        let families = server.families(3).await;
        // To eight in the morning of 3 July, when both classes meet.
        server.advance_minutes(18 * 24 * 60 + 11 * 60 + 40);
        let unreached = server.account_of(&families[0].0.token).await;
        server.end_mails(&[unreached], "failed", Some("refused")).await;
        let organizer = server.staff("wz-lc", Role::Organizer).await;
        let today = server.needed(&organizer).await;
        let expected = [TaskKind::Undelivered, TaskKind::DrawDue, TaskKind::Minimum];
        assert_eq!(kinds(&today), expected);
        assert_eq!(today.meetings.len(), 2);
        let page = server.followed("organizer.wz-lc@example.org", &organizer).await;
        assert_eq!(page.iter().filter(|path| path.ends_with("/door")).count(), 2, "{page:?}");
        assert!(page.iter().any(|path| path.ends_with("/draw")), "{page:?}");
        // Somebody above has them all; somebody beside them none.
        let above = server.staff("zj", Role::Organizer).await;
        let above = kinds(&server.needed(&above).await);
        assert!(expected.iter().all(|kind| above.contains(kind)), "{above:?}");
        let beside = server.staff("hz-gs", Role::Organizer).await;
        let beside = kinds(&server.needed(&beside).await);
        assert!(!beside.contains(&TaskKind::Undelivered), "{beside:?}");
    }

    async fn papers_lead_to_those_who_applied(server) {
        server.drum_by(&json!({ "allocation": "review", "capacity": SMALL })).await;
        server.families(2).await;
        let organizer = server.staff("wz-lc", Role::Organizer).await;
        let page = server.followed("organizer.wz-lc@example.org", &organizer).await;
        assert!(page.iter().any(|path| path.ends_with("?status=applied")), "{page:?}");
    }

    async fn where_nothing_is_to_be_done_it_says_so(server) {
        server.import_demo().await;
        server.staff("hz-gs", Role::Viewer).await;
        let page = server.page_of("viewer.hz-gs@example.org", "/console").await;
        assert!(page.contains("今天没有要您办的事"), "{page}");
        assert!(page.contains("都办完了"), "{page}");
        assert!(page.contains("下一件："), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn she_sees_what_needs_her() {
    let server = TestServer::start(Backend::Sqlite).await;
    server
        .drum_by(&json!({ "capacity": SMALL, "offer_hours": 24 }))
        .await;
    let families = server.families(4).await;
    server
        .act(&families[0].0.token, &families[0].1, "cancel")
        .await
        .ok(200);
    let asking = asks_to_belong(&server, "wz-lc", "asking@example.org").await;
    is_named(&server, &asking, "<script>alert(1)</script>").await;
    let window = Window::open(&server, 360, "zh-CN").await;
    window
        .sign_in("organizer.wz-lc@example.org", "/console")
        .await;
    let browser = &window.browser;
    browser.sees("位职工等您确认会员").await;
    for (width, language) in [
        (360, "zh-CN"),
        (768, "zh-CN"),
        (1440, "zh-CN"),
        (360, "en"),
        (768, "en"),
        (1440, "en"),
    ] {
        browser.size(width, 900).await;
        browser.go(&format!("/console?lang={language}")).await;
        window
            .is_well_made(&format!("home.{language}.{width}"))
            .await;
    }
    browser.press("Review").await;
    browser.sees("Members").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn she_sees_that_all_is_done() {
    let server = TestServer::start(Backend::Sqlite).await;
    server.import_demo().await;
    server.staff("hz-gs", Role::Viewer).await;
    let window = Window::open(&server, 360, "zh-CN").await;
    window.sign_in("viewer.hz-gs@example.org", "/console").await;
    window.is_well_made("home-empty.zh-CN.360").await;
}
