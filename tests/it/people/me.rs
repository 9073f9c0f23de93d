//! What an account says of itself.

use serde_json::{Value, json};

const ME: &str = "/api/v1/me";

on_both_databases! {
    async fn oneself_is_edited(server) {
        let token = server.worker("a@example.org").await;
        let shown = server.get(ME).token(&token).send().await;
        let tag = shown.header("etag").to_owned();
        let shown = shown.ok(200);
        assert_eq!(shown["reminders"], true);
        assert_eq!(shown["roles"], json!([]));
        let edit = json!({"name": "王五", "locale": "en", "phone": "0571-0000 0000",
            "reminders": false});
        let edited = server.patch(ME, &edit).token(&token).header("if-match", &tag).send().await;
        let edited = edited.ok(200);
        for member in ["name", "locale", "phone", "reminders"] {
            assert_eq!(edited[member], edit[member]);
        }
        let stale = server.patch(ME, &edit).token(&token).header("if-match", &tag).send().await;
        stale.is_problem(412, "precondition-failed");
        let none = server.patch(ME, &json!({"phone": null})).token(&token).send().await.ok(200);
        assert_eq!(none["phone"], Value::Null);
        assert_eq!(none["name"], "王五");
        for bad in [json!({"name": ""}), json!({"locale": null}), json!({"id": "x"}),
            json!({"phone": "call me"}), json!({"email": "nobody"})]
        {
            server.patch(ME, &bad).token(&token).send().await.is_problem(422, "invalid");
        }
    }

    async fn another_address_counts_once_it_is_proved(server) {
        let token = server.worker("old@example.org").await;
        let edit = json!({"email": "new@example.org"});
        let asked = server.patch(ME, &edit).token(&token).send().await.ok(200);
        assert_eq!(asked["email"], "old@example.org");
        assert_eq!(asked["pending_email"], "new@example.org");
        let code = server.last_code("new@example.org").await;
        let entered = server.verify_as(&token, "new@example.org", &code).await.ok(201);
        assert_eq!(entered["account"]["email"], "new@example.org");
        let now = server.get(ME).token(&token).send().await.ok(200);
        assert_eq!(now["email"], "new@example.org");
        assert_eq!(now["pending_email"], Value::Null);
        let told = server.letters_to("old@example.org").await;
        assert_eq!(told.last().unwrap().kind, "email-changed");
        let told = server.letters_to("new@example.org").await;
        assert_eq!(told.last().unwrap().kind, "email-taken-up");
        server.sign_in("old@example.org", super::PASSWORD).await.is_problem(401, "invalid-credentials");
        server.sign_in("new@example.org", super::PASSWORD).await.ok(201);
    }

    async fn an_address_of_somebody_else_is_not_told_before_it_is_proved(server) {
        server.worker("taken@example.org").await;
        let token = server.worker("old@example.org").await;
        let edit = json!({"email": "Taken@example.org"});
        server.patch(ME, &edit).token(&token).send().await.ok(200);
        let code = server.last_code("Taken@example.org").await;
        server.verify_as(&token, "taken@example.org", &code).await.is_problem(409, "email-taken");
        assert_eq!(server.get(ME).token(&token).send().await.ok(200)["email"], "old@example.org");
    }

    async fn a_mistyped_address_lets_its_owner_in_nowhere(server) {
        let token = server.worker("mine@example.org").await;
        let edit = json!({"email": "typo@example.org"});
        server.patch(ME, &edit).token(&token).send().await.ok(200);
        let code = server.last_code("typo@example.org").await;
        server.verify("typo@example.org", &code).await.is_problem(401, "invalid-code");
        let theirs = server.worker("other@example.org").await;
        let tried = server.verify_as(&theirs, "typo@example.org", &code).await;
        tried.is_problem(401, "invalid-code");
        let me = server.get(ME).token(&token).send().await.ok(200);
        assert_eq!(me["email"], "mine@example.org");
        let dead = server.verify_as("ended", "typo@example.org", &code).await;
        dead.is_problem(401, "invalid-code");
        // The code was not spent by strangers.
        server.verify_as(&token, "typo@example.org", &code).await.ok(201);
    }

    async fn the_calendars_address_is_renewed(server) {
        let token = server.worker("a@example.org").await;
        let url = async || {
            let me = server.get(ME).token(&token).send().await.ok(200);
            me["calendar_url"].as_str().unwrap().to_owned()
        };
        let before = url().await;
        assert!(before.starts_with("http://127.0.0.1:8080/api/v1/me/calendar.ics?key="));
        assert_eq!(url().await, before);
        let key = |url: &str| url.split_once("key=").unwrap().1.to_owned();
        let path = "/api/v1/me/calendar-key";
        let renewed = server.post(path, &json!({})).token(&token).key("r").send().await.ok(200);
        assert_eq!(renewed["calendar_url"], url().await);
        assert_ne!(url().await, before);
        let again = server.post(path, &json!({})).token(&token).key("r").send().await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.ok(200)["calendar_url"], renewed["calendar_url"]);
        let accounts = &server.app.accounts;
        assert!(accounts.find_by_calendar_key(&key(&before)).await.unwrap().is_none());
        assert!(accounts.find_by_calendar_key(&key(&url().await)).await.unwrap().is_some());
    }

    async fn an_address_never_comes_from_the_host_header(server) {
        let token = server.worker("a@example.org").await;
        let me = server.get(ME).token(&token).header("host", "evil.example").send().await;
        assert!(!me.text().contains("evil"));
    }
}
