//! Passwords: any words, not the common ones.

use serde_json::json;

use super::{PASSWORD, without_instance};

on_both_databases! {
    async fn weak_ones_are_refused_with_the_rule(server) {
        for (password, code) in [
            ("seven77", "password-too-short"),
            ("password1", "password-common"),
            ("Woaini1314", "password-common"),
            ("a@example.org", "password-common"),
        ] {
            let body = json!({"email": "a@example.org", "password": password, "name": "张三"});
            let answer = server.post("/api/v1/accounts", &body).send().await;
            answer.is_problem(422, "invalid");
            let error = &answer.json()["errors"][0];
            assert_eq!(error["pointer"], "/password");
            assert_eq!(error["code"], code);
        }
    }

    async fn two_spellings_of_one_word_are_one_password(server) {
        let body = json!({"email": "a@example.org", "password": "un cafe\u{301} noir", "name": "A"});
        server.post("/api/v1/accounts", &body).send().await.ok(202);
        let code = server.last_code("a@example.org").await;
        server.verify("a@example.org", &code).await.ok(201);
        server.sign_in("a@example.org", "un café noir").await.ok(201);
        server.sign_in("a@example.org", "un cafe noir").await.is_problem(401, "invalid-credentials");
    }

    async fn long_ones_are_taken(server) {
        let long = "工会之家".repeat(32);
        let body = json!({"email": "a@example.org", "password": long, "name": "A"});
        server.post("/api/v1/accounts", &body).send().await.ok(202);
        let code = server.last_code("a@example.org").await;
        server.verify("a@example.org", &code).await.ok(201);
        server.sign_in("a@example.org", &long).await.ok(201);
        let cut: String = long.chars().take(100).collect();
        server.sign_in("a@example.org", &cut).await.is_problem(401, "invalid-credentials");
    }

    async fn a_wrong_password_says_the_same_of_every_address(server) {
        server.worker("known@example.org").await;
        let known = server.sign_in("known@example.org", "not the password").await;
        known.is_problem(401, "invalid-credentials");
        let unknown = server.sign_in("unknown@example.org", "not the password").await;
        assert_eq!(without_instance(&known), without_instance(&unknown));
    }

    async fn guessing_ends_and_a_code_still_signs_in(server) {
        server.worker("known@example.org").await;
        for email in ["known@example.org", "unknown@example.org"] {
            for _ in 0..10 {
                server.sign_in(email, "not the password").await.is_problem(401, "invalid-credentials");
            }
            server.sign_in(email, PASSWORD).await.is_problem(429, "too-many-requests");
        }
        let body = json!({"email": "known@example.org"});
        server.post("/api/v1/tokens/code", &body).send().await.ok(202);
        let code = server.last_code("known@example.org").await;
        let body = json!({"email": "known@example.org", "code": code});
        server.post("/api/v1/tokens", &body).send().await.ok(201);
    }

    async fn another_password_ends_all_tokens(server) {
        let phone = server.worker("a@example.org").await;
        let body = json!({"email": "a@example.org"});
        server.post("/api/v1/accounts/password-reset", &body).send().await.ok(202);
        let code = server.last_code("a@example.org").await;
        server.get("/api/v1/me").token(&phone).send().await.ok(200);
        let body = json!({"email": "a@example.org", "code": code,
            "new_password": "another good one"});
        let answer = server.post("/api/v1/accounts/password", &body).send().await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        server.get("/api/v1/me").token(&phone).send().await.is_problem(401, "unauthenticated");
        server.sign_in("a@example.org", PASSWORD).await.is_problem(401, "invalid-credentials");
        server.sign_in("a@example.org", "another good one").await.ok(201);
    }
}
