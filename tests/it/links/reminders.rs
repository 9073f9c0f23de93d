//! The link that stops reminders, as people and as mail programs press it.

use axum::http::Method;

use niangjia::accounts::links::ReminderLinks;
use serde_json::json;

use super::{is_page, says};
use crate::harness::{SmtpSink, TestServer};
use crate::organizing::announcements::rain;
use crate::registering::{DRUM, text};

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

    async fn what_waited_for_the_morning_does_not_come_to_who_stopped_it_meanwhile(server) {
        server.import_demo().await;
        let staff = server.drum_organizer().await;
        let mut families = Vec::new();
        for email in ["stays@example.org", "stops@example.org"] {
            let family = server.family(email).await;
            server.register(&family.token, DRUM, &family.drum()).await.ok(201);
            families.push(family);
        }
        server.app.notices.courier.deliver_due().await.unwrap();
        server.advance_hours(3);
        server.announce(&staff, DRUM, &rain("all")).await.ok(202);
        let me = server.get("/api/v1/me").token(&families[1].token).send().await.ok(200);
        let account = text(&me, "id").parse().unwrap();
        let links = ReminderLinks::new(server.keys.clone(), "");
        server.press(&links.unsubscribe(account, server.clock.now())).await;
        server.advance_hours(12);
        assert_eq!(server.app.notices.courier.deliver_due().await.unwrap(), 1);
        let path = format!("/api/v1/offerings/{DRUM}/announcements");
        let staff = server.drum_organizer().await;
        let sent = server.get(&path).token(&staff.token).send().await.ok(200);
        let mails = json!({ "sent": 1, "failed": 0, "queued": 0 });
        assert_eq!(sent["items"][0]["mails"], mails);
        let inbox = server.get("/api/v1/me/notices").token(&families[1].token).send().await;
        assert_eq!(inbox.ok(200)["items"][0]["kind"], "announcement", "the inbox has it");
    }
}

on_both_databases! {
    async fn what_matters_comes_by_mail_all_the_same(backend: Backend) {
        let sink = SmtpSink::start().await;
        let server = TestServer::with(backend, &sink.toml()).await;
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let me = server.get("/api/v1/me").token(&family.token).send().await.ok(200);
        let account = text(&me, "id").parse().unwrap();
        let links = ReminderLinks::new(server.keys.clone(), "");
        server.press(&links.unsubscribe(account, server.clock.now())).await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let id = text(&made["registrations"][0], "id");
        let courier = &server.app.notices.courier;
        courier.deliver_due().await.unwrap();
        let heard = || sink.taken().into_iter().filter(|one| one.to == "parent@example.org").count();
        let before = heard();
        assert!(before > 0, "that there is a place");
        server.act(&family.token, &id, "cancel").await.ok(200);
        courier.deliver_due().await.unwrap();
        assert_eq!(heard(), before + 1, "that it is cancelled");
    }
}
