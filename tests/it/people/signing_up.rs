//! The way in, and that it tells nobody who is known.

use serde_json::json;

use super::{PASSWORD, without_instance};

on_both_databases! {
    async fn an_address_a_code_and_one_is_in(server) {
        server.ask_account("zhangsan@example.org").await.ok(202);
        assert_eq!(server.deliveries().await, 1);
        let code = server.last_code("zhangsan@example.org").await;
        assert_eq!(code.len(), 6);
        let token = server.verify("zhangsan@example.org", &code).await.ok(201);
        assert_eq!(token["account"]["name"], "张三");
        assert_eq!(token["expires_at"], "2027-07-14T12:20:00Z");
        let token = token["access_token"].as_str().unwrap();
        let me = server.get("/api/v1/me").token(token).send().await;
        assert_eq!(me.header("cache-control"), "no-store");
        assert_eq!(me.ok(200)["email"], "zhangsan@example.org");
        let household = server.get("/api/v1/me/participants").token(token).send().await.ok(200);
        assert_eq!(household["items"].as_array().unwrap().len(), 1);
        assert_eq!(household["items"][0]["relation"], "self");
        assert_eq!(household["items"][0]["name"], "张三");
    }

    async fn known_and_unknown_addresses_get_the_same(server) {
        server.worker("known@example.org").await;
        for path in ["/accounts", "/tokens/code", "/accounts/password-reset"] {
            let mut answers = Vec::new();
            for email in ["known@example.org", "unknown@example.org"] {
                let mut body = json!({"email": email});
                if path == "/accounts" {
                    body["password"] = json!("another good one");
                    body["name"] = json!("别人");
                }
                let before = server.deliveries().await;
                let answer = server.post(&format!("/api/v1{path}"), &body).send().await;
                assert_eq!(server.deliveries().await, before + 1, "{path} {email}");
                let mut headers = answer.headers.clone();
                headers.remove("x-request-id");
                answers.push((answer.status, headers, answer.bytes));
            }
            assert_eq!(answers[0].0, 202);
            assert_eq!(answers[0], answers[1], "{path}");
        }
    }

    async fn a_sign_up_for_a_known_address_changes_nothing(server) {
        server.worker("known@example.org").await;
        let theirs = json!({"email": "Known@Example.org", "password": "another good one",
            "name": "别人"});
        server.post("/api/v1/accounts", &theirs).send().await.ok(202);
        let code = server.last_code("known@example.org").await;
        let entered = server.verify("known@example.org", &code).await.ok(201);
        assert_eq!(entered["account"]["name"], "张三");
        server.sign_in("known@example.org", "another good one").await.is_problem(401, "invalid-credentials");
        server.sign_in("known@example.org", PASSWORD).await.ok(201);
    }

    async fn a_code_applies_the_request_that_sent_it(server) {
        let ask = async |name: &str, password: &str| {
            let body = json!({"email": "a@example.org", "password": password, "name": name});
            server.post("/api/v1/accounts", &body).send().await.ok(202);
            server.last_code("a@example.org").await
        };
        let theirs = ask("别人", "the other's password").await;
        let mine = ask("张三", PASSWORD).await;
        assert_ne!(theirs, mine);
        let entered = server.verify("a@example.org", &mine).await.ok(201);
        assert_eq!(entered["account"]["name"], "张三");
        server.sign_in("a@example.org", PASSWORD).await.ok(201);
        server
            .sign_in("a@example.org", "the other's password")
            .await
            .is_problem(401, "invalid-credentials");
        // The other request's code proves the mailbox and no more.
        let entered = server.verify("a@example.org", &theirs).await.ok(201);
        assert_eq!(entered["account"]["name"], "张三");
    }

    async fn a_letter_to_a_stranger_carries_no_words_of_its_sender(server) {
        let body = json!({"email": "victim@example.org", "password": PASSWORD,
            "name": "buy at evil.example"});
        server.post("/api/v1/accounts", &body).send().await.ok(202);
        let letter = server.letters_to("victim@example.org").await.pop().unwrap();
        assert!(!letter.facts.to_string().contains("evil"));
        assert!(letter.account_id.is_none());
    }

    async fn bodies_are_read_strictly(server) {
        let ask = async |body| server.post("/api/v1/accounts", &body).send().await;
        let unknown = ask(json!({"email": "a@example.org", "password": PASSWORD, "name": "张三",
            "admin": true})).await;
        unknown.is_problem(422, "invalid");
        assert_eq!(unknown.json()["errors"][0]["pointer"], "/admin");
        let nameless = ask(json!({"email": "a@example.org", "password": PASSWORD,
            "name": "\u{200b} "})).await;
        nameless.is_problem(422, "invalid");
        assert_eq!(nameless.json()["errors"][0]["pointer"], "/name");
        ask(json!({"email": "nobody", "password": PASSWORD, "name": "张三"})).await
            .is_problem(422, "invalid");
        assert_eq!(server.deliveries().await, 0);
    }

    async fn a_wrong_code_says_the_same_of_every_address(server) {
        server.ask_account("asked@example.org").await.ok(202);
        let asked = server.verify("asked@example.org", "abcdef").await;
        asked.is_problem(401, "invalid-code");
        let never = server.verify("never@example.org", "abcdef").await;
        assert_eq!(without_instance(&asked), without_instance(&never));
    }
}
