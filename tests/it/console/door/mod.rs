//! The door and the roll: what is shown to whom, and what the plain forms do.

mod keys;
mod phone;
mod taps;

use niangjia::organizations::staff::Role;
use serde_json::json;

use super::{encoded, leads_to};
use crate::harness::TestServer;
use crate::organizing::attendance::{Door, line};

pub(super) const CHECKER: &str = "checker.wz-lc@example.org";

impl Door {
    fn page(&self) -> String {
        format!("/console/sessions/{}/door", self.session)
    }

    fn roll(&self) -> String {
        format!("/console/sessions/{}/roll", self.session)
    }

    /// The cookie of the checker, who proved who she is.
    async fn cookie(&self, server: &TestServer) -> String {
        let cookie = server.cookie_of(CHECKER).await;
        server.prove(&self.checker).await;
        cookie
    }
}

impl TestServer {
    /// The cookie of an organizer of the body at the door, who proved who she is.
    async fn organizing_cookie(&self) -> String {
        let organizer = self.staff("wz-lc", Role::Organizer).await;
        let cookie = self.cookie_of("organizer.wz-lc@example.org").await;
        self.prove(&organizer).await;
        cookie
    }

    async fn opened(&self, path: &str, cookie: &str) -> crate::harness::Answer {
        self.get(path).header("cookie", cookie).send().await
    }
}

on_both_databases! {
    async fn marks_are_made_by_plain_forms(server) {
        let door = Door::open(&server).await;
        let cookie = door.cookie(&server).await;
        let list = server.opened("/console/offerings/p-open-drum-02/door", &cookie).await;
        assert!(list.text().contains(&door.page()), "{}", list.text());
        let page = server.opened(&door.page(), &cookie).await;
        assert_eq!(page.status, 200, "{}", page.text());
        for id in &door.registrations[..3] {
            assert!(page.text().contains(&format!("id=\"r-{id}\"")), "{id}");
        }
        assert!(!page.text().contains(&door.registrations[3]), "who gave up is not expected");
        let send = async |form: String| {
            server.page_post(&door.page(), &form).header("cookie", &cookie).send().await
        };
        let id = &door.registrations[0];
        let came = send(format!("registration_id={id}&mark=in")).await;
        assert_eq!(leads_to(&came), format!("{}?done=door-in#r-{id}", door.page()));
        let coded = send(format!("code=+{}", door.codes[1].to_lowercase())).await;
        assert!(leads_to(&coded).contains("done=door-in"), "{}", leads_to(&coded));
        let named = send(format!("code={}", encoded("小二"))).await;
        assert_eq!(leads_to(&named), format!("{}?q={}", door.page(), encoded("小二")));

        // A child leaves with a named adult, or for a reason; what was typed stays.
        let alone = send(format!("registration_id={id}&mark=out&by=&other={}", encoded("陌生人"))).await;
        assert_eq!(alone.status, 422);
        assert!(alone.text().contains("不在孩子的接送名单上"), "{}", alone.text());
        assert!(alone.text().contains("value=\"陌生人\""));
        server.advance_minutes(1);
        let fetched = send(format!("registration_id={id}&mark=out&by={}", encoded("家里人"))).await;
        assert!(leads_to(&fetched).contains("done=door-out"));
        let second = &door.registrations[1];
        let long = format!("registration_id={second}&mark=out&reason={}", "x".repeat(501));
        let long = send(long).await;
        assert_eq!(long.status, 422);
        assert!(long.text().contains("marks-0-reason-err"), "{}", long.text());
        let stands = door.list(&server).await;
        assert_eq!(line(&stands, id)["out_by"], "家里人");
        assert_eq!(line(&stands, &door.registrations[1])["status"], "in");
        let nobody = send("registration_id=x&mark=in".to_owned()).await;
        assert_eq!(nobody.status, 422);
    }

    async fn who_sees_what_at_the_door(server) {
        let door = Door::open(&server).await;
        let person = format!("{}/people/{}", door.page(), door.registrations[0]);
        let low = server.cookie_of(CHECKER).await;
        let asked = server.opened(&door.page(), &low).await;
        assert!(leads_to(&asked).starts_with("/console/second-factor?next="), "{}", leads_to(&asked));
        server.prove(&door.checker).await;
        let page = server.opened(&person, &low).await;
        assert!(page.text().contains("家里人"), "who may collect: {}", page.text());
        assert!(!page.text().contains("外婆"), "and no more of them");
        let checker_roll = server.opened(&door.roll(), &low).await;
        assert!(checker_roll.text().contains("这里没有打印"), "{}", checker_roll.text());
        assert!(!checker_roll.text().contains("外婆"));
        let organizing = server.organizing_cookie().await;
        let roll = server.opened(&door.roll(), &organizing).await;
        assert!(roll.text().contains("家里人 (外婆)"), "{}", roll.text());
        let log = server.audit_of("wz-lc", "roster-read-sensitive").await;
        assert_eq!(log.len(), 2, "the checker's page and the organizer's roll: {log:?}");

        let elsewhere = server.staff("hz-gs-edu", Role::Admin).await;
        let other = server.cookie_of("admin.hz-gs-edu@example.org").await;
        server.prove(&elsewhere).await;
        for path in [door.page(), door.roll(), person] {
            assert_eq!(server.opened(&path, &other).await.status, 404, "{path}");
        }
        let form = format!("registration_id={}&mark=in", door.registrations[0]);
        let foreign = server.page_post(&door.page(), &form).header("cookie", &other).send().await;
        assert_eq!(foreign.status, 404);
        let forged = server.ask(axum::http::Method::POST, &door.page()).header("cookie", &low);
        let forged = forged.header("sec-fetch-site", "cross-site");
        let forged = forged.body("application/x-www-form-urlencoded", form).send().await;
        assert_eq!(forged.status, 403);
        let worker = server.get("/console/sessions/worker.js").send().await;
        assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
    }

    async fn names_are_text(server) {
        let door = Door::open(&server).await;
        server.execute("UPDATE participants SET name = '<script>alert(1)</script>\"onx='").await;
        let cookie = door.cookie(&server).await;
        let person = format!("{}/people/{}", door.page(), door.registrations[0]);
        for path in [door.page(), door.roll(), person] {
            let page = server.opened(&path, &cookie).await;
            assert_eq!(page.status, 200, "{}", page.text());
            assert!(!page.text().contains("<script>alert") && !page.text().contains("\"onx="), "{path}");
            assert!(page.text().contains("&#60;script&#62;alert"), "{path}: {}", page.text());
        }
    }

    async fn a_cancelled_session_says_so(server) {
        let door = Door::open(&server).await;
        let organizer = server.staff("wz-lc", Role::Organizer).await;
        let path = format!("/api/v1/sessions/{}/cancel", door.session);
        let reason = json!({ "reason": "停电" });
        server.post(&path, &reason).token(&organizer.token).send().await.ok(200);
        let cookie = door.cookie(&server).await;
        let page = server.opened(&door.page(), &cookie).await;
        assert!(page.text().contains("这一场取消了"), "{}", page.text());
    }
}
