//! Who belongs to a body, and who works for it.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use super::{Window, encoded, leads_to};
use crate::harness::{Answer, Backend, TestServer};
use crate::registering::text;

const PEOPLE: &str = "/console/organizations/hz-gs/people";
const ADMIN: &str = "admin.hz-gs@example.org";

/// Somebody asks a body to confirm that she belongs to it: her token.
pub(crate) async fn asks_to_belong(server: &TestServer, code: &str, email: &str) -> String {
    let token = server.worker(email).await;
    let asking = json!({ "organization_id": code, "member_number": "0571 001" });
    let asking = server.post("/api/v1/me/memberships", &asking);
    asking.token(&token).send().await.ok(201);
    token
}

/// Gives somebody another name.
pub(crate) async fn is_named(server: &TestServer, token: &str, name: &str) {
    let named = server.patch("/api/v1/me", &json!({ "name": name }));
    named.token(token).send().await.ok(200);
}

impl TestServer {
    async fn sends(&self, cookie: &str, path: &str, form: &str) -> Answer {
        let ask = self.page_post(path, form).header("cookie", cookie);
        ask.send().await
    }

    async fn sees(&self, cookie: &str, path: &str) -> Answer {
        self.get(path).header("cookie", cookie).send().await
    }

    /// How somebody's membership stands.
    async fn standing(&self, token: &str) -> String {
        let me = self.get("/api/v1/me").token(token).send().await.ok(200);
        text(&me["memberships"][0], "status")
    }

    async fn membership(&self, token: &str) -> String {
        let me = self.get("/api/v1/me").token(token).send().await.ok(200);
        text(&me["memberships"][0], "id")
    }
}

fn form(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter();
    let pairs = pairs.map(|(name, value)| format!("{name}={}", encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

on_both_databases! {
    async fn memberships_are_answered_one_by_one_and_together(server) {
        server.import_demo().await;
        server.staff("hz-gs", Role::Organizer).await;
        let cookie = server.cookie_of("organizer.hz-gs@example.org").await;
        let mut asking = Vec::new();
        for number in 1..=4 {
            let token = asks_to_belong(&server, "hz-gs", &format!("w{number}@example.org")).await;
            asking.push((server.membership(&token).await, token));
        }
        is_named(&server, &asking[0].1, "<script>alert(1)</script>").await;
        let page = server.sees(&cookie, PEOPLE).await;
        assert!(page.text().contains("&#60;script&#62;alert(1)"), "{}", page.text());
        assert!(!page.text().contains("<script>alert"), "{}", page.text());
        assert!(!page.text().contains("id=\"staff\""), "roles are an admin's: {}", page.text());
        let path = "/console/organizations/hz-gs/memberships";
        let one = server.sends(&cookie, path, &form(&[("confirm", &asking[0].0)])).await;
        assert_eq!(leads_to(&one), format!("{PEOPLE}?done=members-confirmed"));
        let ticked = form(&[("member", &asking[1].0), ("member", &asking[2].0), ("answer", "confirm")]);
        server.sends(&cookie, path, &ticked).await;
        let refused = form(&[("member", &asking[3].0), ("answer", "refuse"), ("reason", "名册里没有")]);
        let refusing = server.sends(&cookie, path, &refused).await;
        assert_eq!(leads_to(&refusing), format!("{PEOPLE}?done=members-refused"));
        for (number, status) in [(0, "confirmed"), (1, "confirmed"), (2, "confirmed"), (3, "refused")] {
            assert_eq!(server.standing(&asking[number].1).await, status, "{number}");
        }
        let page = server.sees(&cookie, &format!("{PEOPLE}?status=refused")).await;
        assert!(page.text().contains("名册里没有"), "{}", page.text());
        let nobody = server.sends(&cookie, path, &form(&[("answer", "confirm")])).await;
        assert_eq!(nobody.status, 422);
        assert!(nobody.text().contains("请先勾选"), "{}", nobody.text());
    }

    async fn another_body_s_people_are_not_found(server) {
        server.import_demo().await;
        server.staff("hz-gs", Role::Admin).await;
        let cookie = server.cookie_of(ADMIN).await;
        let token = asks_to_belong(&server, "wz-lc", "w@example.org").await;
        let theirs = form(&[("confirm", &server.membership(&token).await)]);
        for page in ["people", "report", "report.csv?by=month", "audit"] {
            let seen = server.sees(&cookie, &format!("/console/organizations/wz-lc/{page}")).await;
            assert_eq!(seen.status, 404, "{page}");
        }
        for path in ["wz-lc", "hz-gs"] {
            let path = format!("/console/organizations/{path}/memberships");
            let sent = server.sends(&cookie, &path, &theirs).await;
            assert_eq!(sent.status, 404, "{path}");
        }
        assert_eq!(server.standing(&token).await, "pending");
        let give = form(&[("email", "x@example.org"), ("role", "viewer"), ("until", "2027-12-31")]);
        let sent = server.sends(&cookie, "/console/organizations/wz-lc/staff", &give).await;
        assert_eq!(sent.status, 404);
    }

    async fn a_role_is_given_once_and_ended(server) {
        server.import_demo().await;
        server.staff("hz-gs", Role::Admin).await;
        let cookie = server.cookie_of(ADMIN).await;
        let path = "/console/organizations/hz-gs/staff";
        let wanted = [("key", "k1"), ("email", "new@example.org"), ("role", "organizer"), ("until", "2027-12-31")];
        for _ in 0..2 {
            let given = server.sends(&cookie, path, &form(&wanted)).await;
            assert_eq!(leads_to(&given), format!("{PEOPLE}?done=role-given#staff"));
        }
        let listed = server.get("/api/v1/organizations/hz-gs/staff").header("cookie", &cookie);
        let listed: Value = listed.send().await.ok(200);
        let theirs: Vec<&Value> = listed["items"].as_array().unwrap().iter()
            .filter(|one| one["email"] == "new@example.org").collect();
        assert_eq!(theirs.len(), 1);
        assert_eq!(theirs[0]["until"], "2027-12-31T16:00:00Z", "through its last day");
        let page = server.sees(&cookie, PEOPLE).await;
        assert!(page.text().contains("12月31日（周五）"), "{}", page.text());
        let end = format!("{path}/{}/end", text(theirs[0], "id"));
        let ended = server.sends(&cookie, &end, "").await;
        assert_eq!(leads_to(&ended), format!("{PEOPLE}?done=role-ended#staff"));
        let page = server.sees(&cookie, PEOPLE).await;
        assert!(!page.text().contains("new@example.org"), "{}", page.text());
    }

    async fn what_was_typed_stays(server) {
        server.import_demo().await;
        server.staff("hz-gs", Role::Admin).await;
        let cookie = server.cookie_of(ADMIN).await;
        let path = "/console/organizations/hz-gs/staff";
        for (email, role, until, program, wrong) in [
            ("nobody", "viewer", "2027-12-31", "", "email"),
            ("x@example.org", "", "2027-12-31", "", "role"),
            ("x@example.org", "viewer", "soon", "", "until"),
            ("x@example.org", "viewer", "2039-01-01", "", "until"),
            ("x@example.org", "viewer", "2027-12-31", "\"><b>", "program"),
            ("x@example.org", "counsellor", "2027-12-31", "", "program"),
        ] {
            let wanted = [("email", email), ("role", role), ("until", until), ("program", program)];
            let back = server.sends(&cookie, path, &form(&wanted)).await;
            assert_eq!(back.status, 422, "{wanted:?}");
            let page = back.text();
            assert!(page.contains(&format!("id=\"{wrong}-err\"")), "{wrong}: {page}");
            assert!(page.contains(&format!("value=\"{email}\"")), "{page}");
            assert!(page.contains(&format!("value=\"{until}\"")), "{page}");
            assert!(!page.contains("\"><b>"), "{page}");
        }
    }

    async fn roles_are_an_admin_s(server) {
        server.import_demo().await;
        server.staff("hz-gs", Role::Organizer).await;
        server.staff("hz-gs", Role::Viewer).await;
        let organizer = server.cookie_of("organizer.hz-gs@example.org").await;
        let give = form(&[("email", "x@example.org"), ("role", "admin"), ("until", "2027-12-31")]);
        let sent = server.sends(&organizer, "/console/organizations/hz-gs/staff", &give).await;
        assert_eq!(sent.status, 403);
        let viewer = server.cookie_of("viewer.hz-gs@example.org").await;
        assert_eq!(server.sees(&viewer, PEOPLE).await.status, 403);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_confirms_members_and_gives_a_role() {
    let server = TestServer::start(Backend::Sqlite).await;
    server.import_demo().await;
    server.staff("hz-gs", Role::Admin).await;
    for number in 1..=3 {
        let token = asks_to_belong(&server, "hz-gs", &format!("w{number}@example.org")).await;
        is_named(&server, &token, "欧阳春花秋月何时了往事知多少").await;
    }
    let window = Window::open(&server, 1440, "zh-CN").await;
    window.sign_in(ADMIN, PEOPLE).await;
    let browser = &window.browser;
    for (width, language) in [
        (360, "en"),
        (768, "en"),
        (1440, "en"),
        (360, "zh-CN"),
        (768, "zh-CN"),
        (1440, "zh-CN"),
    ] {
        browser.size(width, 900).await;
        browser.go(&format!("{PEOPLE}?lang={language}")).await;
        window
            .is_well_made(&format!("people.{language}.{width}"))
            .await;
    }
    browser.click("button[name=confirm]").await;
    browser.sees("已确认，本人会收到消息").await;
    for ticked in 1..=2 {
        browser
            .click(&format!("tbody tr:nth-child({ticked}) input[name=member]"))
            .await;
    }
    browser.press("确认勾选的").await;
    browser.sees("没有人等确认").await;
    browser.press("已确认").await;
    browser.wait_for("tbody tr:nth-child(3)").await;
    window.is_well_made("people-confirmed.zh-CN.1440").await;
    browser.fill("#email", "nobody").await;
    browser.press("给一个角色").await;
    browser.wait_for("#email-err").await;
    window.is_well_made("people-wrong.zh-CN.1440").await;
}
