//! The people of a household.

use niangjia::db::entity::participants;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::harness::TestServer;

const PATH: &str = "/api/v1/me/participants";

fn child() -> Value {
    json!({
        "name": " 张小\u{200b}一 ", "relation": "child", "birth_date": "2018-09-03",
        "gender": "undisclosed", "grade": 2,
        "pickup_people": [{"name": "李四", "phone": "0571-0000 0000", "relation": "父亲"}],
        "emergency_contact": {"name": "王五", "phone": "+86 571 0000 0000", "relation": "奶奶"},
        "care_notes": "对花生过敏",
    })
}

/// Adds a person and gives path and tag.
async fn added(server: &TestServer, token: &str, body: &Value) -> (String, String, Value) {
    let answer = server.post(PATH, body).token(token).send().await;
    let view = answer.ok(201);
    let path = format!("{PATH}/{}", view["id"].as_str().unwrap());
    (path, answer.header("etag").to_owned(), view)
}

on_both_databases! {
    async fn a_child_is_entered_shown_edited_and_taken_out(server) {
        let token = server.worker("a@example.org").await;
        let (path, tag, view) = added(&server, &token, &child()).await;
        let mut expected = child();
        expected["name"] = json!("张小一");
        expected["id"] = view["id"].clone();
        assert_eq!(view, expected);

        let edit = json!({"care_notes": null, "grade": 3});
        let edited = server.patch(&path, &edit).token(&token).header("if-match", &tag).send().await;
        let tag_after = edited.header("etag").to_owned();
        let edited = edited.ok(200);
        assert_eq!(edited["care_notes"], Value::Null);
        assert_eq!(edited["grade"], 3);
        assert_eq!(edited["pickup_people"], expected["pickup_people"]);
        let stale = server.patch(&path, &edit).token(&token).header("if-match", &tag).send().await;
        stale.is_problem(412, "precondition-failed");
        server.patch(&path, &json!({"name": "张小二"})).token(&token).send().await.ok(200);

        let stale = server.delete(&path).token(&token).header("if-match", &tag_after).send().await;
        stale.is_problem(412, "precondition-failed");
        assert_eq!(server.delete(&path).token(&token).send().await.status, 204);
        server.delete(&path).token(&token).send().await.is_problem(404, "not-found");
        let left = server.get(PATH).token(&token).send().await.ok(200);
        assert_eq!(left["items"].as_array().unwrap().len(), 1);
    }

    async fn other_peoples_children_do_not_exist(server) {
        let mine = server.worker("a@example.org").await;
        let theirs = server.worker("b@example.org").await;
        let (path, ..) = added(&server, &mine, &child()).await;
        let edit = json!({"name": "别人"});
        server.patch(&path, &edit).token(&theirs).send().await.is_problem(404, "not-found");
        server.delete(&path).token(&theirs).send().await.is_problem(404, "not-found");
        let shown = server.get(PATH).token(&theirs).send().await.ok(200);
        assert!(!shown.to_string().contains("张小一"));
        server.patch(&format!("{PATH}/not-an-id"), &edit).token(&mine).send().await
            .is_problem(404, "not-found");
    }

    async fn what_is_sealed_cannot_be_read_in_the_table(server) {
        let token = server.worker("a@example.org").await;
        added(&server, &token, &child()).await;
        let rows = participants::Entity::find().all(server.db.read()).await.unwrap();
        let row = rows.iter().find(|row| row.relation == "child").unwrap();
        let sealed = [&row.pickup_people_sealed, &row.emergency_contact_sealed, &row.care_notes_sealed];
        for column in sealed {
            assert!(column.as_ref().unwrap().starts_with("test."), "{column:?}");
        }
        let raw = format!("{row:?}");
        for secret in ["花生", "李四", "王五", "父亲", "+86 571"] {
            assert!(!raw.contains(secret), "{secret} in {raw}");
        }
    }

    async fn one_child_of_two_parents_has_one_fingerprint(server) {
        let mother = server.worker("a@example.org").await;
        let father = server.worker("b@example.org").await;
        added(&server, &mother, &child()).await;
        let same = json!({"name": "张小一", "relation": "child", "birth_date": "2018-09-03"});
        added(&server, &father, &same).await;
        let other = json!({"name": "张小二", "relation": "child", "birth_date": "2018-09-03"});
        added(&server, &father, &other).await;
        let rows = participants::Entity::find().all(server.db.read()).await.unwrap();
        let mut marks: Vec<_> = rows.iter().filter_map(|row| row.identity_hash.clone()).collect();
        assert_eq!(marks.len(), 3);
        marks.sort();
        marks.dedup();
        assert_eq!(marks.len(), 2);
    }

    async fn a_grade_rises_in_september(server) {
        let token = server.worker("a@example.org").await;
        added(&server, &token, &child()).await;
        let grade = async || {
            let shown = server.get(PATH).token(&token).send().await.ok(200);
            shown["items"][1]["grade"].clone()
        };
        assert_eq!(grade().await, 2);
        // From 14 June; the token lives 30 days at a time.
        for _ in 0..3 {
            server.advance_hours(27 * 24);
            grade().await;
        }
        assert_eq!(grade().await, 3);
    }

    async fn rules_are_pointed_at(server) {
        let token = server.worker("a@example.org").await;
        for (member, value, pointer) in [
            ("name", json!(""), "/name"),
            ("name", json!("长".repeat(101)), "/name"),
            ("relation", json!("cousin"), "/relation"),
            ("relation", json!("self"), "/relation"),
            ("birth_date", json!("2027-06-15"), "/birth_date"),
            ("birth_date", json!("2018-02-30"), "/birth_date"),
            ("grade", json!(13), "/grade"),
            ("care_notes", json!("长".repeat(2001)), "/care_notes"),
            ("pickup_people", json!([{"name": "", "phone": "110", "relation": "x"}]),
                "/pickup_people/0/name"),
            ("emergency_contact", json!({"name": "x", "phone": "call", "relation": "x"}),
                "/emergency_contact/phone"),
            ("nickname", json!("x"), "/nickname"),
        ] {
            let mut body = child();
            body[member] = value;
            let answer = server.post(PATH, &body).token(&token).send().await;
            answer.is_problem(422, "invalid");
            assert_eq!(answer.json()["errors"][0]["pointer"], pointer, "{}", answer.text());
        }
        assert_eq!(participants::Entity::find().count(server.db.read()).await.unwrap(), 1);
        let (path, ..) = added(&server, &token, &child()).await;
        let two = json!({"name": null, "pickup_people": [{"name": "x", "phone": "?", "relation": "x"}]});
        let answer = server.patch(&path, &two).token(&token).send().await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.json()["errors"][0]["pointer"], "/name");
        assert_eq!(answer.json()["errors"][1]["pointer"], "/pickup_people/0/phone");
    }

    async fn oneself_stays(server) {
        let token = server.worker("a@example.org").await;
        let shown = server.get(PATH).token(&token).send().await.ok(200);
        let path = format!("{PATH}/{}", shown["items"][0]["id"].as_str().unwrap());
        server.delete(&path).token(&token).send().await.is_problem(409, "own-participant");
        let child = json!({"relation": "child"});
        server.patch(&path, &child).token(&token).send().await.is_problem(422, "invalid");
        let birth = json!({"birth_date": "1990-01-01"});
        server.patch(&path, &birth).token(&token).send().await.ok(200);
    }

    async fn a_household_is_listed_in_pages_and_has_an_end(server) {
        let token = server.worker("a@example.org").await;
        for n in 0..29 {
            let body = json!({"name": format!("张小{n}"), "relation": "child"});
            added(&server, &token, &body).await;
        }
        let more = json!({"name": "张小三十", "relation": "child"});
        server.post(PATH, &more).token(&token).send().await.is_problem(409, "household-full");
        let first = server.get(&format!("{PATH}?limit=16")).token(&token).send().await.ok(200);
        let cursor = first["next_cursor"].as_str().unwrap();
        let path = format!("{PATH}?limit=16&cursor={cursor}");
        let second = server.get(&path).token(&token).send().await.ok(200);
        assert_eq!(first["items"].as_array().unwrap().len(), 16);
        assert_eq!(second["items"].as_array().unwrap().len(), 14);
        assert_eq!(second["next_cursor"], Value::Null);
    }
}
