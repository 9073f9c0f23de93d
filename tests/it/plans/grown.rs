//! Some thousand rows, so that a plan is about something, and lists that go on.

use niangjia::ledger::check;
use niangjia::organizations::staff::Role;
use serde_json::Value;

use crate::harness::{self, TestServer};
use crate::registering::text;

/// Any 32 bytes.
const FIELD_KEYS: &str = "test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const SIZES: &str = "fixture growth --registrations 3000 --accounts 300 --offerings 60 --out made";

/// Fills the database of a server by `niangjia fixture growth`; its file is returned.
pub(super) fn fill(server: &TestServer) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let settings = [
        ("DATABASE__URL", server.database_url()),
        ("SECURITY__FIELD_KEYS", FIELD_KEYS),
        ("METRICS__LISTEN", "off"),
    ];
    let making = harness::niangjia(&folder, &settings)
        .args(SIZES.split(' '))
        .output();
    let made = making.unwrap();
    let told = String::from_utf8_lossy(&made.stderr).into_owned();
    assert!(made.status.success(), "{told}");
    let file = std::fs::read(folder.path().join("made")).unwrap();
    serde_json::from_slice(&file).unwrap()
}

/// Reads lists of it beyond their first page, each order and each filter, and what is about all.
pub(super) async fn page_on(server: &TestServer, made: &Value) {
    server.app.catalog.refresh().await.unwrap();
    let county = text(made, "county");
    let staff = server.staff(&county, Role::Admin).await;
    server.prove(&staff).await;
    let roster = format!("offerings/{}/roster", text(&made["roster"], "id"));
    let body = format!("organizations/{county}");
    for list in [
        format!("{roster}?limit=7"),
        format!("{roster}?limit=7&sort=name"),
        format!("{roster}?limit=7&sort=arrival"),
        format!("{roster}?limit=7&status=waitlisted,confirmed"),
        format!("{roster}?limit=7&quota=-"),
        format!("{roster}?limit=7&message=unreached"),
        format!("{roster}?limit=7&message=unreached&sort=name"),
        format!("{roster}?limit=7&q=1"),
        format!("{roster}?limit=7&q=138"),
        format!("{roster}?limit=7&sensitive=true"),
        format!("{body}/programs?limit=7"),
        format!("{body}/staff?limit=1"),
        format!("{body}/audit?limit=1"),
        format!("{body}/audit?limit=1&action=role-given&from=2020-01-01&to=2030-01-01"),
        format!("{body}/memberships?limit=1"),
    ] {
        read_on(server, &staff.token, &list).await;
    }
    for whole in [
        format!("{roster}.csv"),
        format!("{body}/report?from=2026-01-01&to=2027-12-31"),
    ] {
        let asked = server.get(&format!("/api/v1/{whole}")).token(&staff.token);
        assert_eq!(asked.send().await.status, 200, "{whole}");
    }
    for page in [
        "/console".to_owned(),
        format!("/console/{body}/people"),
        format!("/console/{body}/report"),
        format!("/console/{body}/audit"),
    ] {
        let asked = server.get(&page).token(&staff.token);
        assert_eq!(asked.send().await.status, 200, "{page}");
    }
    server.advance_minutes(30);
    server.app.roster.renew_reports().await.unwrap();
    let worker = server.worker("pages@example.org").await;
    for list in [
        "me/registrations?limit=1&status=confirmed",
        "me/notices?limit=1",
        "me/participants?limit=1",
        "tokens?limit=1",
    ] {
        read_on(server, &worker, list).await;
    }
    server.tick().await;
    server.app.notices.courier.deliver_due().await.unwrap();
    let report = check::run(&server.db, server.clock.now()).await.unwrap();
    assert_eq!(report.violations, []);
    assert!(report.registrations >= 3000, "{report:?}");
}

/// The first two pages of a list.
async fn read_on(server: &TestServer, token: &str, list: &str) {
    let path = format!("/api/v1/{list}");
    let first = server.get(&path).token(token).send().await.ok(200);
    if let Some(cursor) = first["next_cursor"].as_str() {
        let path = format!("{path}&cursor={cursor}");
        server.get(&path).token(token).send().await.ok(200);
    }
}
