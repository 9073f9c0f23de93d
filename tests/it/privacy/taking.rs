//! Taking everything away that is kept of oneself.

use serde_json::json;

use crate::harness::TestServer;
use crate::people::PASSWORD;
use crate::registering::{DRUM, first, text};

const EXPORT: &str = "/api/v1/me/export";

on_both_databases! {
    async fn the_file_reads_in_order_in_both_languages_and_opens_nothing(server) {
        server.import_demo().await;
        let family = server.family("mother@example.org").await;
        server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        server.get(EXPORT).send().await.is_problem(401, "unauthenticated");
        let asking = server.get(EXPORT).token(&family.token);
        let english = asking.english().send().await;
        let name = "attachment; filename=\"niangjia-2027-06-14.json\"";
        assert_eq!(english.header("content-disposition"), name);
        assert_eq!(english.header("content-type"), "application/json");
        assert_eq!(english.header("cache-control"), "no-store");
        let sections = ["made_at", "account", "participants", "memberships", "roles",
            "registrations", "consents", "attendance", "notices"];
        let places: Vec<usize> = sections
            .iter()
            .map(|section| english.text().find(&format!("\n  \"{section}\": ")).unwrap())
            .collect();
        assert!(places.is_sorted(), "{places:?}");

        let file = english.ok(200);
        let child = &file["participants"][1];
        assert_eq!(child["pickup_people"][0]["name"], "家里人", "{child}");
        let drum = &file["registrations"][0];
        assert_eq!(drum["answers"]["guardian_relation"], "mother");
        let why = |file: &serde_json::Value| {
            file["registrations"][0]["history"][0]["reason"]["detail"].as_str().unwrap().to_owned()
        };
        assert_eq!(file["consents"][0]["key"], "guardian_consent");
        let told = file["notices"].as_array().unwrap().iter();
        let told = told.filter(|one| one["kind"] == "registration-confirmed");
        assert_eq!(told.count(), 1);
        let chinese = server.get(EXPORT).token(&family.token).send().await.ok(200);
        assert_ne!(why(&chinese), why(&file));

        let me = server.own(&family.token, "/me").await;
        let key = me["calendar_url"].as_str().unwrap().rsplit('=').next().unwrap().to_owned();
        for secret in [&family.token, &key, &PASSWORD.to_owned()] {
            assert!(!chinese.to_string().contains(secret), "{secret}");
        }
    }

    async fn whoever_finds_the_file_can_do_nothing_with_it(server) {
        server.import_demo().await;
        let family = server.family("mother@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let code = text(first(&made), "door_code");
        // The reminder has the link that stops it too.
        server.advance_hours(24 * 17);
        server.tick().await;
        let inbox = server.own(&family.token, "/me/notices?limit=100").await.to_string();
        for path in ["/l/", "/u/"] {
            assert!(inbox.contains(path), "{path}: {inbox}");
        }
        let spaced = format!("{} {}", &code[..4], &code[4..]);
        assert!(inbox.contains(&spaced), "{inbox}");

        let file = server.own(&family.token, "/me/export").await;
        let all = file.to_string();
        for opens in ["/l/", "/u/", &code, &spaced] {
            assert!(!all.contains(opens), "{opens}: {all}");
        }
        assert!(all.contains("（链接略去）"), "{all}");
        assert!(all.contains("入场短码：（略去）"), "{all}");
        // Pages that ask who one is lead there still.
        assert!(all.contains("/registrations/"), "{all}");
    }

    async fn what_is_nobodys_any_more_is_not_given_out(server) {
        let token = server.worker("mother@example.org").await;
        let account = server.account_of(&token).await;
        server.post("/api/v1/me/calendar-key", &json!({})).token(&token).send().await.ok(200);
        server.leave_for_good(&token, "").await.ok(202);
        server.get(EXPORT).token(&token).send().await.is_problem(401, "unauthenticated");
        let locale = niangjia::values::locale::Locale::English;
        let kept = server.app.privacy.export(account, locale).await.unwrap();
        assert!(kept.is_none());
    }
}

on_both_databases! {
    async fn it_may_be_taken_some_times_an_hour(backend: Backend) {
        let limits = "[limits]\nexports_per_hour_by_account = 2";
        let server = TestServer::with(backend, limits).await;
        let token = server.worker("mother@example.org").await;
        for _ in 0..2 {
            server.own(&token, "/me/export").await;
        }
        let refused = server.get(EXPORT).token(&token).send().await;
        refused.is_problem(429, "too-many-requests");
        assert!(refused.header("retry-after").parse::<u32>().unwrap() > 60);
        let other = server.worker("father@example.org").await;
        server.own(&other, "/me/export").await;
    }
}
