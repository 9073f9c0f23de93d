//! What opening a link shows, and that it does nothing.

use axum::http::Method;
use niangjia::db::seal::{FieldKeys, make_key};
use niangjia::registrations::links::Links;
use niangjia::values::ids::RegistrationId;
use serde_json::json;

use super::{has_button, is_page, says};
use crate::registering::{first, text};

/// Everybody a program must not be known by.
const COUNSELLING: &str = "p-mind-pujiang-02";

on_both_databases! {
    /// Mail servers and programs open links to look at them.
    async fn what_is_fetched_ahead_changes_nothing(server) {
        let (family, id) = server.offered().await;
        let before = server.registration(&family.token, &id).await;
        let three = server.links_of(&id);
        for path in [&three.accept, &three.decline, &three.cancel] {
            for method in [Method::GET, Method::HEAD, Method::OPTIONS, Method::PUT] {
                let ask = server.ask(method.clone(), path).header("accept-encoding", "gzip");
                let answer = ask.header("sec-purpose", "prefetch").send().await;
                is_page(&answer);
                let looks = matches!(method, Method::GET | Method::HEAD);
                assert_eq!(answer.status, if looks { 200 } else { 405 }, "{method}");
                assert_eq!(answer.bytes.is_empty(), method == Method::HEAD, "{method}");
            }
        }
        assert_eq!(server.registration(&family.token, &id).await, before);
    }

    async fn what_is_no_link_of_ours_says_so_in_both_languages(server) {
        let (family, id) = server.offered().await;
        let three = server.links_of(&id);
        let token = three.accept.trim_start_matches("/l/");
        let others: FieldKeys = make_key("x").unwrap().parse().unwrap();
        let of_others = Links::new(&others, "");
        let id_read: RegistrationId = id.parse().unwrap();
        let ends = server.clock.now().plus_days(9);
        let of_nobody: RegistrationId = server.app.web.ids.make();
        let (_, reminders) = server.reminder_link("worker@example.org").await;
        // The first characters of one link with the mark of another.
        let crossed = format!("/l/{}{}", &token[..32], &three.decline[three.decline.len() - 32..]);
        for path in [
            "/l/x".to_owned(),
            format!("/l/{}", "A".repeat(64)),
            "/l/%00".to_owned(),
            "/l/%E5%A8%98%FF".to_owned(),
            format!("/l/{}", "长".repeat(40).replace('长', "%E9%95%BF")),
            format!("{}0", three.accept),
            format!("/l/{}", token.to_uppercase()),
            format!("/u/{token}"),
            crossed,
            reminders.replace("/u/", "/l/"),
            of_others.accept(id_read, ends),
            server.links().accept(of_nobody, ends),
        ] {
            for answer in [server.open(&path).await, server.press(&path).await] {
                let both = ["这个链接打不开", "This link does not open"];
                says(&answer, 404, &both);
                has_button(&answer, false);
                assert!(!answer.text().contains("张小二"));
            }
        }
        assert_eq!(server.status_of(&family, &id).await, "offered");
    }

    async fn a_link_ends(server) {
        let (family, id) = server.offered().await;
        let read: RegistrationId = id.parse().unwrap();
        let soon = server.clock.now().plus_hours(1);
        let accept = server.links().accept(read, soon);
        assert_eq!(accept, server.links().accept(read, soon), "the same each time");
        server.advance_hours(1);
        assert_eq!(server.open(&accept).await.status, 200, "to the instant");
        server.advance_minutes(1);
        for answer in [server.open(&accept).await, server.press(&accept).await] {
            says(&answer, 410, &["这个链接过期了", "This link has ended"]);
        }
        assert_eq!(server.status_of(&family, &id).await, "offered");
    }

    async fn the_page_speaks_the_accounts_language_and_the_other(server) {
        let (family, id) = server.offered().await;
        let accept = server.links_of(&id).accept;
        let chinese = server.open(&accept).await;
        assert_eq!(chinese.header("content-language"), "zh-CN");
        says(&chinese, 200, &["<html lang=\"zh-CN\">", "href=\"?lang=en\"", "少儿非洲鼓开放日"]);
        let english = server.open(&format!("{accept}?lang=en&utm_source=mail")).await;
        assert_eq!(english.header("content-language"), "en");
        let words = ["A place is held for 张小二", "<span class=\"nowrap\">Tue 15 June</span>",
            "href=\"?lang=zh-CN\"", "Decline, for the next"];
        says(&english, 200, &words);
        server.in_english(&family.token).await;
        // The browser's own language is not asked: the letter spoke the account's.
        says(&server.open(&accept).await, 200, &["<html lang=\"en\">"]);
        let taken = server.press(&format!("{accept}?lang=zh-CN")).await;
        says(&taken, 200, &["接受了，名额是您的"]);
        says(&server.open(&accept).await, 200, &["Accepted. The place is yours"]);
    }

    async fn a_discreet_program_is_not_told(server) {
        server.import_demo().await;
        let token = server.worker("worker@example.org").await;
        let me = server.get("/api/v1/me/participants").token(&token).send().await.ok(200);
        let (me, name) = (text(&me["items"][0], "id"), text(&me["items"][0], "name"));
        let path = format!("/api/v1/offerings/{COUNSELLING}");
        let offering = server.get(&path).send().await.ok(200);
        let body = json!({
            "participant_ids": [me], "session_ids": [offering["sessions"][0]["id"]],
            "answers": { &me: { "contact_way": "inbox" } },
        });
        let made = server.register(&token, COUNSELLING, &body).await.ok(201);
        let made = first(&made);
        let id = text(made, "id");
        let secrets = [
            text(&offering["program"], "title"),
            text(&made["offering"], "title"),
            text(&made["offering"]["site"], "name"),
            text(made, "organization"),
            text(made, "contact"),
            name,
        ];
        let cancel = server.links_of(&id).cancel;
        let asked = server.open(&cancel).await;
        says(&asked, 200, &["取消这次预约", "登录后"]);
        let english = server.open(&format!("{cancel}?lang=en")).await;
        says(&english, 200, &["Cancel this booking"]);
        let refused = server.open(&server.links_of(&id).accept).await;
        let gone = server.press(&cancel).await;
        says(&gone, 200, &["已取消"]);
        for page in [asked, english, refused, gone, server.open(&cancel).await] {
            for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
                assert!(!page.text().contains(secret.as_str()), "{secret}: {}", page.text());
            }
        }
    }

    async fn the_stylesheet_is_ours_and_kept(server) {
        let style = server.get("/links.css").send().await;
        assert_eq!(style.status, 200);
        assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
        let again = server.get("/links.css").header("if-none-match", style.header("etag"));
        assert_eq!(again.send().await.status, 304);
    }
}
