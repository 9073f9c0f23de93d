//! The public calls on the demo data, on both databases.

mod words;

use serde_json::{Value, json};

use crate::harness::TestServer;
use niangjia::roster::import::ShiftChoice;

const DEMO: &[u8] = include_bytes!("../../demo/zhejiang-programs.json");

async fn with_demo(server: &TestServer) {
    let importer = &server.app.importer;
    importer
        .import("demo.json", DEMO, ShiftChoice::None)
        .await
        .unwrap();
}

fn codes(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["code"].as_str().unwrap())
        .collect()
}

async fn find(server: &TestServer, query: &str) -> Value {
    let path = format!("/api/v1/programs?{query}");
    server.get(&path).send().await.ok(200)
}

on_both_databases! {
    async fn a_parent_finds_what_is_near_and_fits(server) {
        with_demo(&server).await;
        let page = find(&server, "near=30.30,120.15&radius_km=30&grade=3&phase=open").await;
        assert!(codes(&page).contains(&"p-birds-2027"), "{page}");
        let distances: Vec<f64> = page["items"].as_array().unwrap().iter()
            .map(|item| item["distance_km"].as_f64().unwrap()).collect();
        assert!(distances.is_sorted() && distances.iter().all(|far| *far <= 30.0));
        let facets = &page["facets"];
        assert_eq!(facets["phase"][0]["value"], "open");
        let kinds = facets["kind"].as_array().unwrap().iter();
        let sum: u64 = kinds.map(|kind| kind["count"].as_u64().unwrap()).sum();
        assert_eq!(sum, page["total"].as_u64().unwrap());
    }

    async fn pages_go_on_where_they_ended(server) {
        with_demo(&server).await;
        let mut seen: Vec<String> = Vec::new();
        let mut path = "/api/v1/programs?limit=20&sort=starts".to_owned();
        loop {
            let answer = server.get(&path).send().await;
            let page = answer.ok(200);
            seen.extend(codes(&page).into_iter().map(str::to_owned));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            assert!(answer.header("link").contains("rel=\"next\""));
            path = format!("/api/v1/programs?limit=20&sort=starts&cursor={cursor}");
        }
        assert_eq!(seen.len(), 45);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 45, "none twice");
    }

    async fn a_cursor_goes_on_in_its_own_list(server) {
        with_demo(&server).await;
        let first = find(&server, "limit=5&sort=starts&has_places=true").await;
        let cursor = first["next_cursor"].as_str().unwrap();
        for other in ["sort=opens&has_places=true", "sort=starts", "sort=starts&has_places=true&age=9"] {
            let path = format!("/api/v1/programs?limit=5&{other}&cursor={cursor}");
            let answer = server.get(&path).send().await;
            answer.is_problem(422, "invalid");
            assert_eq!(answer.json()["errors"][0]["pointer"], "/cursor", "{other}");
        }
        let same = format!("cursor={cursor}&has_places=true&limit=7&sort=starts");
        assert_ne!(codes(&find(&server, &same).await)[0], codes(&first)[0]);
    }

    async fn what_cannot_be_asked_is_pointed_at(server) {
        for (query, pointer) in [
            ("nope=1", "/nope"),
            ("kind=poem", "/kind"),
            ("near=91,0", "/near"),
            ("radius_km=3", "/radius_km"),
            ("sort=distance", "/sort"),
            ("from=2027-06-02&to=2027-06-01", "/to"),
            ("organization=nowhere", "/organization"),
            ("limit=0", "/limit"),
            ("cursor=abc", "/cursor"),
            ("age=old", "/age"),
            ("age=131", "/age"),
            ("grade=0", "/grade"),
            ("grade=13", "/grade"),
        ] {
            let answer = server.get(&format!("/api/v1/programs?{query}")).send().await;
            answer.is_problem(422, "invalid");
            assert_eq!(answer.json()["errors"][0]["pointer"], pointer, "{query}");
        }
        let answer = server.get("/api/v1/offerings/p-nowhere?x=1").send().await;
        answer.is_problem(422, "invalid");
    }

    async fn a_program_says_all_it_asks(server) {
        with_demo(&server).await;
        let program = server.get("/api/v1/programs/p-birds-2027").english().send().await;
        assert_eq!(program.header("content-language"), "en");
        let program = program.ok(200);
        assert_eq!(program["title"], "Little Migrant Birds summer camp");
        assert_eq!(program["how_to_join"], Value::Null);
        let consents = program["consents"].as_array().unwrap();
        let guardian = consents.iter().find(|one| one["key"] == "guardian_consent").unwrap();
        assert_eq!((&guardian["version"], &guardian["required"]), (&json!(1), &json!(true)));
        assert!(consents.iter().any(|one| one["key"] == "photo_consent" && one["required"] == false));
        assert_eq!(guardian["required_below_age"], json!(18));
        let by_id = format!("/api/v1/programs/{}", program["id"].as_str().unwrap());
        assert_eq!(server.get(&by_id).english().send().await.ok(200), program);
        let essay = server.get("/api/v1/programs/p-essay").send().await.ok(200);
        assert!(essay["how_to_join"].as_str().unwrap().contains("交材料"), "{essay}");
    }

    async fn who_has_it_gets_304_until_it_changes(server) {
        with_demo(&server).await;
        let path = "/api/v1/offerings/p-birds-2027-01";
        let first = server.get(path).send().await;
        first.ok(200);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("\"1."), "{tag}: begins with the version");
        assert!(first.header("cache-control").starts_with("public"));
        let again = server.get(path).header("if-none-match", &tag).send().await;
        assert_eq!((again.status, again.bytes.len()), (304, 0));
        let english = server.get(path).english().header("if-none-match", &tag).send().await;
        assert_eq!(english.status, 200, "another language is another body");
        // Registration closes on 20 June: the phase changes, so the body does.
        server.advance_hours(24 * 7);
        let later = server.get(path).header("if-none-match", &tag).send().await;
        assert_eq!(later.ok(200)["phase"], "closed");
    }

    async fn calendars_tell_no_more_than_they_may(server) {
        with_demo(&server).await;
        let open = server.get("/api/v1/offerings/p-birds-2027-01/calendar.ics").send().await;
        assert_eq!(open.status, 200);
        assert!(open.header("content-type").starts_with("text/calendar"));
        let text = open.text();
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 15);
        assert!(text.contains("METHOD:PUBLISH") && text.contains("LOCATION"));
        let offerings = server.get("/api/v1/programs/p-mind-pujiang").send().await.ok(200);
        let code = offerings["offerings"][0]["code"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/offerings/{code}/calendar.ics");
        let discreet = server.get(&path).send().await;
        let discreet = discreet.text();
        assert!(discreet.contains("SUMMARY:预约"), "{discreet}");
        for word in ["LOCATION", "心", "咨询", "氧吧"] {
            assert!(!discreet.contains(word), "{word}: {discreet}");
        }
    }

    async fn sites_and_bodies_are_listed(server) {
        with_demo(&server).await;
        let rooms = server.get("/api/v1/sites?kind=mother_room&near=28.65,121.27").send().await;
        let rooms = rooms.ok(200);
        assert_eq!(rooms["items"].as_array().unwrap().len(), 2);
        assert!(rooms["items"][0]["distance_km"].as_f64().unwrap() < 20.0);
        let code = rooms["items"][0]["code"].as_str().unwrap();
        let room = server.get(&format!("/api/v1/sites/{code}")).send().await.ok(200);
        assert_eq!(room["kind"], "mother_room");
        let under = server.get("/api/v1/organizations?organization=jh&limit=100").send().await.ok(200);
        assert!(codes(&under).contains(&"jh-pj") && !codes(&under).contains(&"hz"));
        let body = server.get("/api/v1/organizations/jh-pj").send().await.ok(200);
        assert_eq!(body["parent"]["code"], "jh");
    }
}
