//! Rows are found by quota and by whether messages arrived, and turned back as well as on.

use serde_json::{Value, json};

use super::ROSTER;
use crate::harness::{Answer, TestServer};
use crate::registering::{DRUM, Family};

/// The registrations on a page, in their order.
fn rows(page: &Answer) -> Vec<String> {
    assert_eq!(page.status, 200, "{}", page.text());
    let page = page.text();
    let row = |part: &str| part.split('"').next().unwrap().to_owned();
    page.split("<tr id=\"r-").skip(1).map(row).collect()
}

/// Where a page leads back or on.
fn turns(page: &Answer, rel: &str) -> Option<String> {
    let page = page.text();
    let (_, rest) = page.split_once(&format!("rel=\"{rel}\" href=\""))?;
    Some(rest.split('"').next()?.replace("&#38;", "&"))
}

impl TestServer {
    /// The drum afternoon with places for those whom their mothers register: three of four are.
    async fn by_mothers(&self) -> (Vec<(Family, String)>, String, String) {
        let quotas = json!([{
            "key": "mothers", "label": "妈妈报的", "label_en": "by mothers", "seats": 1,
            "for": { "answer": { "guardian_relation": ["mother"] } }, "release_at": null,
        }]);
        let edits = json!({ "capacity": 3, "quotas": quotas, "min_to_run": null });
        let (families, staff, cookie) = self.drum_desk(&edits, 3).await;
        let father = self.family("father@example.org").await;
        let mut body = father.drum();
        body["answers"][&father.child]["guardian_relation"] = json!("father");
        self.register(&father.token, DRUM, &body).await.ok(201);
        (families, staff.token, cookie)
    }
}

on_both_databases! {
    async fn rows_are_found_by_quota_and_by_whether_messages_arrived(server) {
        let (families, token, cookie) = server.by_mothers().await;
        let asked = async |query: &str| {
            let path = format!("/api/v1/offerings/{DRUM}/roster?{query}");
            server.get(&path).token(&token).send().await
        };
        let ids = async |query: &str| {
            let page = asked(query).await.ok(200);
            let rows = page["items"].as_array().unwrap().iter();
            rows.map(|row| row["registration_id"].clone()).collect::<Vec<Value>>()
        };
        assert_eq!(ids("quota=mothers").await.len(), 3);
        assert_eq!(ids("quota=-&sort=name").await.len(), 1);
        assert_eq!(ids("quota=mothers&q=nobody").await.len(), 0);
        asked("quota=fathers").await.is_problem(422, "invalid");
        asked("message=everybody").await.is_problem(422, "invalid");
        assert_eq!(ids("message=unreached").await.len(), 0);
        let account = server.account_of(&families[1].0.token).await;
        server.end_mails(&[account], "failed", Some("refused")).await;
        for query in ["message=unreached", "message=unreached&sort=name", "message=unreached&sort=arrival&quota=mothers"] {
            assert_eq!(ids(query).await, [json!(families[1].1)], "{query}");
        }
        assert_eq!(ids("message=unreached&quota=-").await.len(), 0);
        assert_eq!(ids("message=unreached&status=cancelled").await.len(), 0);

        let page = server.desk_page(&cookie, &format!("{ROSTER}?quota=mothers&message=unreached")).await;
        assert_eq!(rows(&page), [families[1].1.clone()]);
        let file = "roster.xlsx?quota=mothers&#38;message=unreached";
        assert!(page.text().contains(file), "{}", page.text());
        assert!(page.text().contains("<option value=\"unreached\" selected>"), "{}", page.text());
        assert_eq!(rows(&server.desk_page(&cookie, &format!("{ROSTER}?quota=-&message=")).await).len(), 1);
        let unknown = server.desk_page(&cookie, &format!("{ROSTER}?quota=fathers")).await;
        assert_eq!(unknown.status, 422);
        // A newer message that arrived is the last.
        server.act(&families[1].0.token, &families[1].1, "cancel").await.ok(200);
        server.app.notices.courier.deliver_due().await.unwrap();
        assert_eq!(ids("message=unreached").await.len(), 0);
    }

    async fn pages_are_turned_back_as_well_as_on(server) {
        let (families, _, cookie) = server.by_mothers().await;
        for sort in ["line", "name", "arrival"] {
            let address = format!("{ROSTER}?limit=2&sort={sort}");
            let first = server.desk_page(&cookie, &address).await;
            assert!(turns(&first, "prev").is_none(), "{}", first.text());
            let next = turns(&first, "next").unwrap();
            let last = server.desk_page(&cookie, &next).await;
            assert!(turns(&last, "next").is_none(), "{}", last.text());
            let mut all = rows(&first);
            all.extend(rows(&last));
            all.sort();
            all.dedup();
            assert_eq!(all.len(), families.len() + 1);
            let back = server.desk_page(&cookie, &turns(&last, "prev").unwrap()).await;
            assert_eq!(rows(&back), rows(&first), "{sort}");
            assert!(turns(&back, "prev").is_none(), "{}", back.text());
            let again = server.desk_page(&cookie, &turns(&back, "next").unwrap()).await;
            assert_eq!(rows(&again), rows(&last), "{sort}");
        }
    }
}
