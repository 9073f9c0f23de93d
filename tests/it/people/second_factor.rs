//! The second factor: begun, confirmed, used, lost, turned off.

use niangjia::db::entity::{recovery_codes, second_factor_tries, second_factors};
use niangjia::web::second_factor::Standing;
use niangjia::web::sign_in::TokenLookup;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use super::PASSWORD;
use super::authenticator::Authenticator;
use crate::harness::{Answer, TestServer};

const FACTOR: &str = "/api/v1/me/second-factor";
const CONFIRM: &str = "/api/v1/me/second-factor/confirm";
const RENEW: &str = "/api/v1/me/second-factor/recovery-codes";
const RAISE: &str = "/api/v1/tokens/second-factor";

impl TestServer {
    async fn give(&self, path: &str, token: &str, code: &str) -> Answer {
        self.post(path, &json!({"code": code}))
            .token(token)
            .send()
            .await
    }

    async fn is_raised(&self, token: &str) -> bool {
        let found = TokenLookup::find(&self.app.accounts, token).await.unwrap();
        found.unwrap().second_factor
    }

    async fn turn_off(&self, token: &str, code: &str) -> Answer {
        let ask = self.delete(FACTOR).token(token);
        ask.json(&json!({"code": code})).send().await
    }
}

on_both_databases! {
    async fn it_counts_once_it_is_confirmed(server) {
        let token = server.worker("a@example.org").await;
        server.give(CONFIRM, &token, "123456").await.is_problem(409, "second-factor-off");
        let first = server.post(FACTOR, &json!({})).token(&token).send().await.ok(201);
        let begun = server.post(FACTOR, &json!({})).token(&token).send().await.ok(201);
        let secret = begun["secret"].as_str().unwrap();
        assert_ne!(begun["secret"], first["secret"]);
        let url = begun["otpauth_url"].as_str().unwrap();
        assert!(url.starts_with("otpauth://totp/Niangjia:a%40example.org?"), "{url}");
        assert!(url.contains(secret), "{url}");
        let row = second_factors::Entity::find().one(server.db.read()).await.unwrap().unwrap();
        assert!(row.secret_sealed.starts_with("test."), "{row:?}");
        assert!(!row.secret_sealed.contains(secret));

        let me = server.get("/api/v1/me").token(&token).send().await.ok(200);
        assert_eq!(me["second_factor"], json!({"on": false, "recovery_codes_left": 0}));
        server.give(RAISE, &token, "123456").await.is_problem(409, "second-factor-off");
        let app = Authenticator::new(&begun);
        server.give(CONFIRM, &token, &app.wrong(&server)).await.is_problem(401, "invalid-code");
        let made = server.give(CONFIRM, &token, &app.code(&server)).await.ok(200);
        assert_eq!(made["recovery_codes"].as_array().unwrap().len(), 10);
        let me = server.get("/api/v1/me").token(&token).send().await.ok(200);
        assert_eq!(me["second_factor"], json!({"on": true, "recovery_codes_left": 10}));
        assert!(server.is_raised(&token).await);
        let hashes = recovery_codes::Entity::find().all(server.db.read()).await.unwrap();
        let shown = made["recovery_codes"][0].as_str().unwrap();
        assert!(hashes.iter().all(|row| row.code_hash.len() == 64 && row.code_hash != shown));

        server.give(CONFIRM, &token, &app.code(&server)).await.is_problem(409, "second-factor-on");
        let again = server.post(FACTOR, &json!({})).token(&token).send().await;
        again.is_problem(409, "second-factor-on");
        let inbox = server.get("/api/v1/me/notices").token(&token).send().await;
        assert!(inbox.text().contains("您的账号开启了两步验证"), "{}", inbox.text());
    }

    async fn a_code_raises_a_token_once_and_for_twelve_hours(server) {
        let token = server.worker("a@example.org").await;
        let (app, _) = server.second_factor(&token).await;
        let other = server.sign_in("a@example.org", PASSWORD).await.ok(201);
        let other = other["access_token"].as_str().unwrap();
        assert!(server.is_raised(&token).await);
        assert!(!server.is_raised(other).await);
        let code = app.code(&server);
        let raised = server.give(RAISE, other, &code).await.ok(200);
        let until = server.clock.now().plus_hours(12).to_string();
        assert_eq!(raised["second_factor_until"], until);
        assert!(server.is_raised(other).await);
        server.give(RAISE, &token, &code).await.is_problem(401, "invalid-code");
        server.advance_hours(12);
        assert!(!server.is_raised(other).await);
        server.give(RAISE, other, &app.code(&server)).await.ok(200);
        assert!(server.is_raised(other).await);
    }

    async fn of_four_with_one_code_one_is_raised(server) {
        let token = server.worker("a@example.org").await;
        let (app, _) = server.second_factor(&token).await;
        let body = json!({"code": app.code(&server)});
        let tries = (0..4).map(|_| {
            let ask = server.post(RAISE, &body).token(&token);
            tokio::spawn(ask.send())
        });
        let mut raised = 0;
        for one in tries.collect::<Vec<_>>() {
            raised += u32::from(one.await.unwrap().status == 200);
        }
        assert_eq!(raised, 1);
    }

    async fn a_recovery_code_stands_in_for_the_app_once(server) {
        let token = server.worker("a@example.org").await;
        let (app, codes) = server.second_factor(&token).await;
        let typed = codes[0].to_lowercase().replace('-', " ");
        server.give(RAISE, &token, &typed).await.ok(200);
        server.give(RAISE, &token, &codes[0]).await.is_problem(401, "invalid-code");
        let me = server.get("/api/v1/me").token(&token).send().await.ok(200);
        assert_eq!(me["second_factor"]["recovery_codes_left"], 9);
        // New ones take the app.
        server.give(RENEW, &token, &codes[1]).await.is_problem(401, "invalid-code");
        let fresh = server.give(RENEW, &token, &app.code(&server)).await.ok(200);
        assert_eq!(fresh["recovery_codes"].as_array().unwrap().len(), 10);
        server.give(RAISE, &token, &codes[1]).await.is_problem(401, "invalid-code");
        let code = fresh["recovery_codes"][9].as_str().unwrap();
        server.give(RAISE, &token, code).await.ok(200);
        // Another account's code is no code.
        let other = server.worker("b@example.org").await;
        server.second_factor(&other).await;
        let code = fresh["recovery_codes"][0].as_str().unwrap();
        server.give(RAISE, &other, code).await.is_problem(401, "invalid-code");
    }

    async fn five_wrong_codes_an_hour_are_looked_at(server) {
        let token = server.worker("a@example.org").await;
        let (app, codes) = server.second_factor(&token).await;
        let body = json!({"code": app.wrong(&server)});
        let tries = (0..12).map(|_| {
            let ask = server.post(RAISE, &body).token(&token);
            tokio::spawn(ask.send())
        });
        let mut looked_at = 0;
        for one in tries.collect::<Vec<_>>() {
            looked_at += u32::from(one.await.unwrap().status == 401);
        }
        assert_eq!(looked_at, 5);
        for code in [app.code(&server), codes[0].clone()] {
            let late = server.give(RAISE, &token, &code).await;
            late.is_problem(429, "too-many-requests");
            assert_eq!(late.header("retry-after"), "3600");
        }
        server.turn_off(&token, &codes[0]).await.is_problem(429, "too-many-requests");
        let other = server.worker("b@example.org").await;
        server.second_factor(&other).await;
        server.advance_hours(1);
        server.give(RAISE, &token, &app.code(&server)).await.ok(200);
        server.tick().await;
        let left = second_factor_tries::Entity::find().count(server.db.read()).await.unwrap();
        assert_eq!(left, 0);
    }

    async fn turned_off_it_raises_nothing(server) {
        let token = server.worker("a@example.org").await;
        let (app, codes) = server.second_factor(&token).await;
        assert_eq!(server.turn_off(&token, "").await.status, 401);
        assert!(server.is_raised(&token).await);
        assert_eq!(server.turn_off(&token, &codes[3]).await.status, 204);
        assert!(!server.is_raised(&token).await);
        let me = server.get("/api/v1/me").token(&token).send().await.ok(200);
        assert_eq!(me["second_factor"], json!({"on": false, "recovery_codes_left": 0}));
        let code = app.code(&server);
        server.give(RAISE, &token, &code).await.is_problem(409, "second-factor-off");
        server.turn_off(&token, &code).await.is_problem(409, "second-factor-off");
        let inbox = server.get("/api/v1/me/notices").token(&token).english().send().await;
        assert!(inbox.text().contains("您的账号关闭了两步验证"), "{}", inbox.text());
        let (again, _) = server.second_factor(&token).await;
        assert_eq!(server.turn_off(&token, &again.code(&server)).await.status, 204);
    }

    async fn a_retry_under_its_key_acts_once(server) {
        let token = server.worker("a@example.org").await;
        let ask = || server.post(FACTOR, &json!({})).token(&token).key("begin");
        let begun = ask().send().await.ok(201);
        assert_eq!(ask().send().await.ok(201), begun);
        let app = Authenticator::new(&begun);
        let body = json!({"code": app.code(&server)});
        let ask = || server.post(CONFIRM, &body).token(&token).key("confirm");
        assert_eq!(ask().send().await.ok(200)["recovery_codes"].as_array().unwrap().len(), 10);
        for _ in 0..6 {
            let again = ask().send().await;
            assert_eq!(again.header("idempotent-replayed"), "true");
            assert_eq!(again.ok(200)["recovery_codes"], json!([]));
        }
        server.advance_minutes(1);
        let body = json!({"code": app.code(&server)});
        let ask = || server.post(RAISE, &body).token(&token).key("raise");
        let raised = ask().send().await.ok(200);
        assert_eq!(ask().send().await.ok(200), raised);
        let tries = second_factor_tries::Entity::find().count(server.db.read()).await.unwrap();
        assert_eq!(tries, 0);
    }

    async fn a_secret_nobody_confirms_is_forgotten(server) {
        let token = server.worker("a@example.org").await;
        server.post(FACTOR, &json!({})).token(&token).send().await.ok(201);
        let other = server.worker("b@example.org").await;
        server.second_factor(&other).await;
        server.advance_hours(25);
        server.tick().await;
        let kept = second_factors::Entity::find().all(server.db.read()).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert!(kept[0].confirmed_at.is_some());
    }

    async fn a_token_raised_elsewhere_is_raised_here(server) {
        let token = server.worker("a@example.org").await;
        let elsewhere = server.instance().await.accounts;
        let before = TokenLookup::find(&elsewhere, &token).await.unwrap().unwrap();
        assert_eq!(TokenLookup::standing(&elsewhere, before).await.unwrap(), Standing::NotSetUp);
        let (_, codes) = server.second_factor(&token).await;
        let seen = TokenLookup::find(&elsewhere, &token).await.unwrap().unwrap();
        assert_eq!(TokenLookup::standing(&elsewhere, seen).await.unwrap(), Standing::Raised);
        server.advance_hours(13);
        assert_eq!(TokenLookup::standing(&elsewhere, seen).await.unwrap(), Standing::Lowered);
        server.give(RAISE, &token, &codes[0]).await.ok(200);
        assert_eq!(TokenLookup::standing(&elsewhere, seen).await.unwrap(), Standing::Raised);
    }
}
