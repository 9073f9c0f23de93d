//! What every call has in common, asked of a small router with all layers.

mod fixture;

use serde_json::json;

use fixture::{Small, TOKEN};

#[tokio::test]
async fn a_wrong_body_is_refused_with_what_is_wrong() {
    let small = Small::new();
    let made = small
        .post("/things", &json!({"name": "a"}))
        .token(TOKEN)
        .send()
        .await;
    assert_eq!(made.ok(201)["name"], "a");
    let ask = || small.post("/things", &json!({})).token(TOKEN);
    ask()
        .body("application/json", "{")
        .send()
        .await
        .is_problem(400, "malformed");
    ask()
        .body("text/plain", "{}")
        .send()
        .await
        .is_problem(415, "unsupported-media-type");
    ask()
        .body("application/json", vec![b' '; 300_000])
        .send()
        .await
        .is_problem(413, "too-large");
    let unknown = ask()
        .json(&json!({"name": "a", "nam": 1}))
        .english()
        .send()
        .await;
    unknown.is_problem(422, "invalid");
    assert_eq!(unknown.json()["errors"][0]["pointer"], "/nam");
    assert_eq!(unknown.header("content-language"), "en");
    let long = ask().json(&json!({"name": "far too long"})).send().await;
    assert_eq!(long.json()["errors"][0]["code"], "length");
    assert_eq!(long.json()["title"], "有几处要改");
}

#[tokio::test]
async fn nobody_is_let_in_before_the_token_is_known() {
    let small = Small::new();
    let ask = || {
        small
            .post("/things", &json!({}))
            .body("application/json", "{")
    };
    let answer = ask().send().await;
    answer.is_problem(401, "unauthenticated");
    assert!(answer.header("www-authenticate").starts_with("Bearer"));
    ask()
        .token("dead")
        .send()
        .await
        .is_problem(401, "unauthenticated");
    ask()
        .header("authorization", "Basic x")
        .send()
        .await
        .is_problem(401, "unauthenticated");
    ask().token(TOKEN).send().await.is_problem(400, "malformed");
}

#[tokio::test]
async fn a_key_belongs_to_account_target_and_body() {
    let small = Small::new();
    let ask = |path: &str, name: &str| small.post(path, &json!({ "name": name })).token(TOKEN);
    let first = ask("/things", "a").key("k").send().await.ok(201);
    assert_eq!(first["key"], "k");
    assert_eq!(
        ask("/things", "a").key("k").send().await.json()["hash"],
        first["hash"]
    );
    assert_ne!(
        ask("/things", "b").key("k").send().await.json()["hash"],
        first["hash"]
    );
    assert_ne!(
        ask("/things?x=1", "a").key("k").send().await.json()["hash"],
        first["hash"]
    );
    assert!(ask("/things", "a").send().await.json()["key"].is_null());
    for bad in ["", "with space", &"x".repeat(65)] {
        ask("/things", "a")
            .key(bad)
            .send()
            .await
            .is_problem(422, "invalid");
    }
    assert_eq!(
        ask("/things", "a").key(&"x".repeat(64)).send().await.status,
        201
    );
}

#[tokio::test]
async fn a_list_is_read_page_by_page_and_forged_cursors_are_seen() {
    let small = Small::new();
    let (mut seen, mut path) = (Vec::new(), "/numbers?limit=2".to_owned());
    loop {
        let answer = small.get(&path).send().await;
        let page = answer.ok(200);
        seen.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|n| n.as_u64().unwrap()),
        );
        let Some(cursor) = page["next_cursor"].as_str() else {
            assert_eq!(answer.header("link"), "");
            break;
        };
        path = format!("/numbers?limit=2&cursor={cursor}");
        assert_eq!(answer.header("link"), format!("<{path}>; rel=\"next\""));
        let forged = cursor.replacen(
            &cursor[..1],
            if cursor.starts_with('A') { "B" } else { "A" },
            1,
        );
        let forged = small.get(&format!("/numbers?cursor={forged}")).send().await;
        assert_eq!(forged.json()["errors"][0]["pointer"], "/cursor");
        small
            .get(&format!("/others?cursor={cursor}"))
            .send()
            .await
            .is_problem(422, "invalid");
    }
    assert_eq!(seen, [0, 1, 2, 3, 4]);
    for bad in ["limit=0", "limit=101", "limit=x", "what=1"] {
        small
            .get(&format!("/numbers?{bad}"))
            .send()
            .await
            .is_problem(422, "invalid");
    }
}

#[tokio::test]
async fn what_many_read_is_sent_once() {
    let small = Small::new();
    let answer = small.get("/public").send().await;
    assert_eq!(answer.header("cache-control"), "public, max-age=7");
    let again = small
        .get("/public")
        .header("if-none-match", answer.header("etag"))
        .send()
        .await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    let own = small.get("/mine").token(TOKEN).send().await;
    assert_eq!(own.header("cache-control"), "no-store");
}

#[tokio::test]
async fn whatever_happens_is_a_problem_with_an_id() {
    let small = Small::new();
    small
        .get("/nowhere")
        .send()
        .await
        .is_problem(404, "not-found");
    small
        .get("/by-id/x")
        .send()
        .await
        .is_problem(404, "not-found");
    small.get("/panic").send().await.is_problem(500, "internal");
    small.get("/slow").send().await.is_problem(503, "timed-out");
    let wrong = small.delete("/things").send().await;
    wrong.is_problem(405, "method-not-allowed");
    assert_eq!(wrong.header("allow"), "POST");
    let answer = small
        .get("/nowhere")
        .header("x-request-id", "mine")
        .send()
        .await;
    assert_ne!(answer.header("x-request-id"), "mine");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(
        answer.header("content-security-policy"),
        "default-src 'none'; frame-ancestors 'none'"
    );
}

#[tokio::test]
async fn what_is_sensitive_asks_for_the_second_factor_and_says_how() {
    let small = Small::new();
    let stranger = small.get("/sensitive").send().await;
    stranger.is_problem(401, "unauthenticated");
    let lowered = small.get("/sensitive").token(TOKEN).english().send().await;
    lowered.is_problem(403, "second-factor-required");
    let detail = lowered.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("POST /me/second-factor"), "{detail}");
}

#[tokio::test]
async fn who_calls_too_often_waits() {
    let small = Small::with("[limits]\nwrites_per_minute_by_account = 2");
    let ask = || {
        small
            .post("/things", &json!({"name": "a"}))
            .token(TOKEN)
            .send()
    };
    assert_eq!((ask().await.status, ask().await.status), (201, 201));
    let refused = ask().await;
    refused.is_problem(429, "too-many-requests");
    assert!(refused.header("retry-after").parse::<u32>().unwrap() >= 1);
    assert_eq!(small.get("/mine").token(TOKEN).send().await.status, 200);

    let small = Small::with(
        "[limits]\nwrites_per_minute_by_network = 1\n[server]\ntrusted_proxies = [\"127.0.0.1\"]",
    );
    let from = |address: &str| {
        let ask = small.post("/things", &json!({"name": "a"})).token(TOKEN);
        ask.header("x-forwarded-for", address).send()
    };
    assert_eq!(from("2001:db8::1").await.status, 201);
    from("2001:db8::2")
        .await
        .is_problem(429, "too-many-requests");
    assert_eq!(from("192.0.2.1").await.status, 201);
}

#[tokio::test]
async fn above_the_limit_of_requests_in_flight_nobody_waits() {
    let small = Small::with("[server]\nin_flight = 1\ntime_limit_seconds = 1");
    let (slow, other) = tokio::join!(small.get("/slow").send(), small.get("/mine").send());
    slow.is_problem(503, "timed-out");
    other.is_problem(503, "busy");
    assert!(!other.header("retry-after").is_empty());
}
