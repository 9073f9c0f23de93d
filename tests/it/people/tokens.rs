//! Access tokens: shown, used, ended.

use niangjia::db::entity::access_tokens;
use sea_orm::EntityTrait;
use serde_json::json;

use super::PASSWORD;

const DAY: i64 = 24;

on_both_databases! {
    async fn only_the_hash_of_a_token_is_kept(server) {
        let token = server.worker("a@example.org").await;
        assert_eq!(token.len(), 43);
        let rows = access_tokens::Entity::find().all(server.db.read()).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].secret_hash, niangjia::values::secret::sha256_hex(token.as_bytes()));
        assert!(!format!("{rows:?}").contains(&token));
    }

    async fn without_a_live_token_nothing_is_read(server) {
        for token in ["", "made up", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            // The body is broken, but nobody looks at it.
            let ask = server.ask(axum::http::Method::POST, "/api/v1/me/participants");
            let answer = ask.token(token).body("application/json", "{").send().await;
            answer.is_problem(401, "unauthenticated");
            assert!(answer.header("www-authenticate").starts_with("Bearer"));
        }
    }

    async fn devices_are_listed_and_signed_out(server) {
        let phone = server.worker("a@example.org").await;
        let body = json!({"email": "a@example.org", "password": PASSWORD});
        let ask = server.post("/api/v1/tokens", &body);
        let desk = ask.header("user-agent", "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0");
        let desk = desk.send().await.ok(201);
        let desk = desk["access_token"].as_str().unwrap().to_owned();
        let devices = server.get("/api/v1/tokens").token(&phone).send().await.ok(200);
        let items = devices["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        assert_eq!(items[0]["device"], "Windows, Firefox");
        assert_eq!(items[0]["current"], false);
        assert_eq!(items[1]["current"], true);

        let others = server.worker("b@example.org").await;
        let path = format!("/api/v1/tokens/{}", items[0]["id"].as_str().unwrap());
        server.delete(&path).token(&others).send().await.is_problem(404, "not-found");
        server.get("/api/v1/me").token(&desk).send().await.ok(200);
        assert_eq!(server.delete(&path).token(&phone).send().await.status, 204);
        server.get("/api/v1/me").token(&desk).send().await.is_problem(401, "unauthenticated");
        server.delete(&path).token(&phone).send().await.is_problem(404, "not-found");
        let here = server.delete("/api/v1/tokens/current").token(&phone).send().await;
        assert_eq!(here.status, 204);
        server.get("/api/v1/me").token(&phone).send().await.is_problem(401, "unauthenticated");
    }

    async fn a_token_that_is_used_lives_on(server) {
        let token = server.worker("a@example.org").await;
        for _ in 0..6 {
            server.advance_hours(29 * DAY);
            server.get("/api/v1/me").token(&token).send().await.ok(200);
        }
        // 174 days old; the 180th ends it, used or not.
        server.advance_hours(6 * DAY);
        server.get("/api/v1/me").token(&token).send().await.is_problem(401, "unauthenticated");
    }

    async fn a_token_that_lies_idle_dies(server) {
        let token = server.worker("a@example.org").await;
        server.advance_hours(30 * DAY);
        server.get("/api/v1/me").token(&token).send().await.is_problem(401, "unauthenticated");
    }

    async fn a_use_is_written_once_an_hour(server) {
        let token = server.worker("a@example.org").await;
        let seen = async || {
            let rows = access_tokens::Entity::find().all(server.db.read()).await.unwrap();
            rows[0].seen_at
        };
        let made = seen().await;
        server.advance_minutes(59);
        server.get("/api/v1/me").token(&token).send().await.ok(200);
        assert_eq!(seen().await, made);
        server.advance_minutes(1);
        server.get("/api/v1/me").token(&token).send().await.ok(200);
        assert_eq!(seen().await, made.plus_hours(1));
    }

    async fn a_password_or_a_code_not_both(server) {
        let both = json!({"email": "a@example.org", "password": PASSWORD, "code": "123456"});
        server.post("/api/v1/tokens", &both).send().await.is_problem(422, "invalid");
        let none = json!({"email": "a@example.org"});
        server.post("/api/v1/tokens", &none).send().await.is_problem(422, "invalid");
    }
}
