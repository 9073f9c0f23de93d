//! The cookie: what it is worth, and when it is worth nothing.

use axum::http::Method;
use niangjia::organizations::staff::Role;

use super::{encoded, leads_to, nothing};
use crate::harness::{Backend, TestServer};
use crate::people::PASSWORD;

const EMAIL: &str = "organizer.hz-gs@example.org";

async fn organizer(server: &TestServer) -> String {
    server.import_demo().await;
    server.staff("hz-gs", Role::Organizer).await;
    server.cookie_of(EMAIL).await
}

on_both_databases! {
    async fn a_cookie_signs_in_to_pages_and_to_the_api(server) {
        let cookie = organizer(&server).await;
        let page = server.get("/console").header("cookie", &cookie).send().await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.text().contains("拱墅区总工会"));
        assert_eq!(page.header("cache-control"), "no-store");
        let me = server.get("/api/v1/me").header("cookie", &cookie).send().await.ok(200);
        assert_eq!(me["email"], EMAIL);
    }

    async fn who_does_nothing_is_signed_out(server) {
        let cookie = organizer(&server).await;
        server.advance_minutes(14);
        let page = server.get("/console").header("cookie", &cookie).send().await;
        assert_eq!(page.status, 200);
        let moved_on = page.header("set-cookie").split(';').next().unwrap().to_owned();
        // What a script fetches by itself keeps nobody signed in.
        let fetched = server.get("/console").header("cookie", &moved_on);
        let fetched = fetched.header("sec-fetch-dest", "empty").send().await;
        assert_eq!((fetched.status, fetched.header("set-cookie")), (200, ""));
        server.advance_minutes(14);
        let old = server.get("/console").header("cookie", &cookie).send().await;
        assert_eq!(leads_to(&old), "/console/sign-in?next=%2Fconsole");
        let page = server.get("/console").header("cookie", &moved_on).send().await;
        assert_eq!(page.status, 200);
        server.advance_minutes(16);
        let over = server.get("/console?lang=en").header("cookie", &moved_on).send().await;
        assert_eq!(leads_to(&over), "/console/sign-in?next=%2Fconsole%3Flang%3Den");
        server.get("/api/v1/me").header("cookie", &moved_on).send().await.is_problem(401, "unauthenticated");
    }

    async fn another_site_does_nothing_in_my_name(server) {
        let cookie = organizer(&server).await;
        let send = |site: Option<&str>, origin: Option<&str>| {
            let ask = server.ask(Method::POST, "/api/v1/me/calendar-key").json(&nothing());
            let mut ask = ask.header("cookie", &cookie);
            if let Some(site) = site {
                ask = ask.header("sec-fetch-site", site);
            }
            if let Some(origin) = origin {
                ask = ask.header("origin", origin);
            }
            ask.send()
        };
        for (site, origin) in [
            (Some("cross-site"), None),
            (Some("same-site"), None),
            (Some("cross-site"), Some("http://127.0.0.1:8080")),
            (None, Some("https://evil.example")),
            (None, Some("null")),
            (None, None),
        ] {
            send(site, origin).await.is_problem(403, "cross-site");
        }
        send(Some("same-origin"), None).await.ok(200);
        send(None, Some("http://127.0.0.1:8080")).await.ok(200);
        // A page of the console says so as a page.
        let form = server.ask(Method::POST, "/console/sign-out").header("cookie", &cookie);
        let form = form.header("sec-fetch-site", "cross-site").send().await;
        assert_eq!(form.status, 403);
        assert!(form.text().contains("<h1>这个请求来自别的网站</h1>"), "{}", form.text());
        // Nor does one sign anybody in as somebody else.
        let form = format!("email={EMAIL}&password={}", encoded(PASSWORD));
        let form = server.page_post("/console/sign-in", &form).header("sec-fetch-site", "cross-site");
        assert_eq!(form.send().await.status, 403);
    }

    async fn signing_out_ends_the_token(server) {
        let cookie = organizer(&server).await;
        let out = server.page_post("/console/sign-out", "").header("cookie", &cookie).send().await;
        assert_eq!(leads_to(&out), "/console/sign-in?done=signed-out");
        assert!(out.header("set-cookie").contains("Max-Age=0"), "{}", out.header("set-cookie"));
        let page = server.get("/console").header("cookie", &cookie).send().await;
        assert_eq!(leads_to(&page), "/console/sign-in?next=%2Fconsole");
        let form = server.page_post("/console/account/devices/x/end", "").header("cookie", &cookie).send().await;
        assert_eq!(form.status, 401);
        assert!(form.text().contains("您填的内容还在上一页"), "{}", form.text());
    }

    async fn a_forged_cookie_is_none(server) {
        let cookie = organizer(&server).await;
        let (head, mark) = cookie.rsplit_once('.').unwrap();
        let later = head.rsplit_once('.').unwrap().0;
        for forged in [
            format!("{head}.{}", "0".repeat(mark.len())),
            format!("{later}.9999999999999.{mark}"),
            "niangjia=".to_owned(),
        ] {
            let page = server.get("/console").header("cookie", &forged).send().await;
            assert_eq!(leads_to(&page), "/console/sign-in?next=%2Fconsole");
        }
    }

    async fn who_has_no_role_is_told_whom_to_ask(server) {
        server.import_demo().await;
        server.worker("worker@example.org").await;
        let cookie = server.cookie_of("worker@example.org").await;
        let page = server.get("/console").header("cookie", &cookie).english().send().await;
        assert_eq!(page.status, 403);
        assert!(page.text().contains("ask an administrator"), "{}", page.text());
    }

    async fn a_wrong_password_keeps_the_address(server) {
        organizer(&server).await;
        let form = format!("email={EMAIL}&password=wrong&next=/console/account");
        let back = server.page_post("/console/sign-in", &form).send().await;
        assert_eq!(back.status, 422);
        assert!(back.text().contains(&format!("value=\"{EMAIL}\"")), "{}", back.text());
        assert!(back.text().contains("value=\"/console/account\""));
        assert!(back.text().contains("登录没有成功"));
        let form = format!("email=nobody&password={}", encoded(PASSWORD));
        let back = server.page_post("/console/sign-in", &form).english().send().await;
        assert_eq!(back.status, 422);
        assert!(back.text().contains("id=\"email-err\""), "{}", back.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_the_cookie_is_this_host_s_alone() {
    let url = "[server]\npublic_url = \"https://niangjia.example\"";
    let server = TestServer::with(Backend::Sqlite, url).await;
    server.import_demo().await;
    server.staff("hz-gs", Role::Organizer).await;
    let form = format!("email={EMAIL}&password={}", encoded(PASSWORD));
    let signed_in = server.page_post("/console/sign-in", &form).send().await;
    let cookie = signed_in.header("set-cookie");
    assert!(cookie.starts_with("__Host-niangjia="), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
}
