//! Codes: once, for ten minutes, and not by guessing.

use serde_json::json;

use super::PASSWORD;
use crate::harness::TestServer;

/// A code that is not `right`.
fn wrong(right: &str) -> &'static str {
    if right == "000000" {
        "000001"
    } else {
        "000000"
    }
}

async fn ask_sign_in_code(server: &TestServer, email: &str) {
    let body = json!({"email": email});
    server
        .post("/api/v1/tokens/code", &body)
        .send()
        .await
        .ok(202);
}

on_both_databases! {
    async fn a_code_works_once(server) {
        server.ask_account("a@example.org").await.ok(202);
        let code = server.last_code("a@example.org").await;
        server.verify("a@example.org", &code).await.ok(201);
        server.verify("a@example.org", &code).await.is_problem(401, "invalid-code");
    }

    async fn of_ten_at_once_one_gets_in(server) {
        server.worker("a@example.org").await;
        ask_sign_in_code(&server, "a@example.org").await;
        let code = server.last_code("a@example.org").await;
        let body = json!({"email": "a@example.org", "code": code});
        let tries = (0..10).map(|_| {
            let ask = server.post("/api/v1/tokens", &body);
            tokio::spawn(ask.send())
        });
        let mut entered = 0;
        for one in tries.collect::<Vec<_>>() {
            entered += u32::from(one.await.unwrap().status == 201);
        }
        assert_eq!(entered, 1);
    }

    async fn a_code_ends_after_ten_minutes(server) {
        server.ask_account("a@example.org").await.ok(202);
        let code = server.last_code("a@example.org").await;
        server.advance_minutes(10);
        server.verify("a@example.org", &code).await.is_problem(401, "invalid-code");
    }

    async fn spaces_and_wide_digits_do_not_matter(server) {
        server.ask_account("a@example.org").await.ok(202);
        let code = server.last_code("a@example.org").await;
        let wide: String = code
            .chars()
            .map(|c| char::from_u32(c as u32 - u32::from(b'0') + 0xFF10).unwrap())
            .collect();
        let (head, tail) = wide.split_at(9);
        server.verify("a@example.org", &format!(" {head} {tail}")).await.ok(201);
    }

    async fn the_sixth_try_in_an_hour_counts_for_nothing(server) {
        server.ask_account("a@example.org").await.ok(202);
        let code = server.last_code("a@example.org").await;
        for email in ["a@example.org", "unknown@example.org"] {
            for _ in 0..5 {
                server.verify(email, wrong(&code)).await.is_problem(401, "invalid-code");
            }
            let refused = server.verify(email, &code).await;
            refused.is_problem(429, "too-many-requests");
            assert_eq!(refused.header("retry-after"), "3600");
        }
        let password = server.sign_in("a@example.org", PASSWORD).await;
        password.is_problem(401, "invalid-credentials");
        server.advance_minutes(60);
        server.ask_account("a@example.org").await.ok(202);
        let code = server.last_code("a@example.org").await;
        server.verify("a@example.org", &code).await.ok(201);
    }

    async fn thirty_guesses_at_once_are_five(server) {
        server.ask_account("a@example.org").await.ok(202);
        let code = server.last_code("a@example.org").await;
        let body = json!({"email": "a@example.org", "code": wrong(&code)});
        let tries = (0..30).map(|_| {
            let ask = server.post("/api/v1/accounts/verify", &body);
            tokio::spawn(ask.send())
        });
        let mut looked_at = 0;
        for one in tries.collect::<Vec<_>>() {
            looked_at += u32::from(one.await.unwrap().status == 401);
        }
        assert_eq!(looked_at, 5);
    }

    async fn ten_codes_a_day_then_silence(server) {
        server.worker("a@example.org").await;
        for email in ["a@example.org", "unknown@example.org"] {
            for _ in 0..12 {
                ask_sign_in_code(&server, email).await;
            }
            assert_eq!(server.letters_to(email).await.len(), 10, "{email}");
        }
        server.advance_hours(24);
        ask_sign_in_code(&server, "a@example.org").await;
        assert_eq!(server.letters_to("a@example.org").await.len(), 11);
    }

    async fn a_code_serves_its_purpose_only(server) {
        server.worker("a@example.org").await;
        let body = json!({"email": "a@example.org"});
        server.post("/api/v1/accounts/password-reset", &body).send().await.ok(202);
        let reset = server.last_code("a@example.org").await;
        server.verify("a@example.org", &reset).await.is_problem(401, "invalid-code");
        let body = json!({"email": "a@example.org", "code": reset});
        let sign_in = server.post("/api/v1/tokens", &body).send().await;
        sign_in.is_problem(401, "invalid-credentials");
        ask_sign_in_code(&server, "a@example.org").await;
        let code = server.last_code("a@example.org").await;
        let body = json!({"email": "a@example.org", "code": code,
            "new_password": "another good one"});
        let reset = server.post("/api/v1/accounts/password", &body).send().await;
        reset.is_problem(401, "invalid-code");
    }

    async fn what_counts_for_nothing_is_forgotten(server) {
        use niangjia::db::entity::{failed_tries, one_time_codes};
        use sea_orm::{EntityTrait, PaginatorTrait};
        server.ask_account("a@example.org").await.ok(202);
        server.verify("a@example.org", "abcdef").await.is_problem(401, "invalid-code");
        server.advance_hours(25);
        server.tick().await;
        assert_eq!(one_time_codes::Entity::find().count(server.db.read()).await.unwrap(), 0);
        assert_eq!(failed_tries::Entity::find().count(server.db.read()).await.unwrap(), 0);
    }
}
