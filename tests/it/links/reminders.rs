//! The link that stops reminders, as people and as mail programs press it.

use axum::http::Method;

use super::{is_page, says};
use crate::harness::TestServer;

/// Whether an account wants reminders.
async fn wanted(server: &TestServer, token: &str) -> bool {
    let me = server.get("/api/v1/me").token(token).send().await.ok(200);
    me["reminders"].as_bool().unwrap()
}

on_both_databases! {
    async fn one_click_stops_reminders_and_another_brings_them_back(server) {
        let (token, link) = server.reminder_link("worker@example.org").await;
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            is_page(&server.ask(method, &link).send().await);
            is_page(&server.get(&format!("{link}?reminders=off")).send().await);
        }
        assert!(wanted(&server, &token).await, "looking changes nothing");
        says(&server.open(&link).await, 200, &["停收提醒邮件", "不再收提醒邮件"]);

        let stopped = server.press(&link).await;
        says(&stopped, 200, &["提醒邮件停了", "恢复提醒邮件", "?reminders=on"]);
        assert!(!wanted(&server, &token).await);
        assert_eq!(server.press(&link).await.text(), stopped.text());
        assert_eq!(server.open(&link).await.text(), stopped.text());

        let back = server.press(&format!("{link}?reminders=on&lang=en")).await;
        says(&back, 200, &["Stop reminders by mail", "?reminders=off"]);
        assert!(wanted(&server, &token).await);
    }

    /// RFC 8058: from anywhere, without cookies, in both encodings; redirects are not followed.
    async fn mail_programs_press_it_too(server) {
        let (token, link) = server.reminder_link("worker@example.org").await;
        let back = format!("{link}?reminders=on");
        let multipart = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n\
            One-Click\r\n--x--\r\n";
        for (kind, body) in [
            ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
            ("multipart/form-data; boundary=x", multipart),
            ("application/json", "{"),
            ("nonsense", ""),
        ] {
            let ask = server.ask(Method::POST, &link).body(kind, body);
            let ask = ask.header("origin", "https://mail.example").header("sec-fetch-site", "cross-site");
            let answer = ask.send().await;
            is_page(&answer);
            assert_eq!(answer.status, 200);
            assert!(!wanted(&server, &token).await, "{kind}");
            server.press(&back).await;
            assert!(wanted(&server, &token).await);
        }
    }

    async fn it_works_for_a_year_and_does_nothing_else(server) {
        let (token, link) = server.reminder_link("worker@example.org").await;
        let forged = format!("{}A", &link[..link.len() - 1]);
        for path in [forged.as_str(), "/u/x", "/u/%FF"] {
            says(&server.press(path).await, 404, &["这个链接打不开", "This link does not open"]);
        }
        says(&server.open(&link.replace("/u/", "/l/")).await, 404, &["这个链接打不开"]);
        assert!(wanted(&server, &token).await);
        server.advance_hours(365 * 24 + 1);
        says(&server.press(&link).await, 410, &["这个链接过期了", "This link has ended"]);
    }
}
