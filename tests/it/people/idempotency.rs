//! What is made under a key is made once.

use niangjia::db::entity::participants;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

const PATH: &str = "/api/v1/me/participants";

on_both_databases! {
    async fn the_same_request_again_shows_what_it_made(server) {
        let token = server.worker("a@example.org").await;
        let body = json!({"name": "张小一", "relation": "child"});
        let first = server.post(PATH, &body).token(&token).key("k-1").send().await;
        assert_eq!(first.header("idempotent-replayed"), "");
        let made = first.ok(201);
        let path = format!("{PATH}/{}", made["id"].as_str().unwrap());
        server.patch(&path, &json!({"name": "张小二"})).token(&token).send().await.ok(200);
        let again = server.post(PATH, &body).token(&token).key("k-1").send().await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        let again = again.ok(201);
        assert_eq!(again["id"], made["id"]);
        assert_eq!(again["name"], "张小二", "the row as it is now");

        let other = json!({"name": "张小三", "relation": "child"});
        let reused = server.post(PATH, &other).token(&token).key("k-1").send().await;
        reused.is_problem(422, "idempotency-key-reused");
        let theirs = server.worker("b@example.org").await;
        let own = server.post(PATH, &body).token(&theirs).key("k-1").send().await.ok(201);
        assert_ne!(own["id"], made["id"]);
    }

    async fn ten_at_once_make_one(server) {
        let token = server.worker("a@example.org").await;
        let body = json!({"name": "张小一", "relation": "child"});
        let asks: Vec<_> = (0..10)
            .map(|_| tokio::spawn(server.post(PATH, &body).token(&token).key("rush").send()))
            .collect();
        let (mut ids, mut replays) = (Vec::new(), 0);
        for ask in asks {
            let answer = ask.await.unwrap();
            replays += u32::from(answer.header("idempotent-replayed") == "true");
            ids.push(answer.ok(201)["id"].clone());
        }
        ids.dedup();
        assert_eq!(ids.len(), 1);
        assert_eq!(replays, 9);
        assert_eq!(participants::Entity::find().count(server.db.read()).await.unwrap(), 2);
    }

    async fn a_refusal_is_decided_anew_and_a_day_forgets(server) {
        let token = server.worker("a@example.org").await;
        let refused = json!({"name": "张小一", "relation": "child", "birth_date": "2027-06-15"});
        let ask = async || server.post(PATH, &refused).token(&token).key("k-2").send().await;
        ask().await.is_problem(422, "invalid");
        server.advance_hours(24);
        let made = ask().await.ok(201);
        server.advance_hours(25);
        let anew = ask().await.ok(201);
        assert_ne!(anew["id"], made["id"]);
    }
}
