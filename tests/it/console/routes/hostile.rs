//! A world in which every text that people write would like to be a script, and every cell of a
//! file a formula.

use serde_json::{Value, json};

use super::ground::Ground;
use super::pages;
use crate::console::{FORESEEN, Window};
use crate::harness::{Backend, TestServer};
use crate::organizing::outcomes;
use crate::registering::{DRUM, text};

/// What everybody is called, and everything.
const EVIL: &str = "<script>ran=1</script>\"'><img src=x onerror=ran=1>";
/// Every column in which somebody's words are kept in the clear.
const COLUMNS: [(&str, &[&str]); 10] = [
    ("accounts", &["name"]),
    ("memberships", &["member_number", "refusal_reason"]),
    ("offerings", &["title", "title_en", "bring", "bring_en"]),
    ("organizations", &["name", "name_en"]),
    ("participants", &["name"]),
    (
        "programs",
        &[
            "title",
            "title_en",
            "summary",
            "summary_en",
            "brand",
            "brand_en",
            "contact",
            "fee_note",
        ],
    ),
    ("questions", &["label", "label_en"]),
    ("registration_events", &["reason", "remark"]),
    ("sessions", &["title", "title_en", "role"]),
    ("sites", &["name", "name_en", "district", "district_en"]),
];

/// Renames everything that is kept in the clear.
async fn rename(server: &TestServer, to: &str) {
    let to = to.replace('\'', "''");
    for (table, columns) in COLUMNS {
        let sets: Vec<String> = columns
            .iter()
            .map(|column| format!("{column} = '{to}'"))
            .collect();
        server
            .execute(&format!("UPDATE {table} SET {}", sets.join(", ")))
            .await;
    }
    server.app.catalog.refresh().await.unwrap();
}

/// Says so too where what is said is sealed, or has a use case of its own.
async fn say(server: &TestServer, ground: &Ground) {
    let parent = server.worker("parent1@example.org").await;
    let people = server
        .get("/api/v1/me/participants")
        .token(&parent)
        .send()
        .await
        .ok(200);
    let child = people["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["relation"] == "child");
    let contact = json!({ "name": EVIL, "phone": "13800000000", "relation": EVIL });
    let words = json!({
        "care_notes": EVIL, "emergency_contact": contact, "pickup_people": [contact],
    });
    let path = format!("/api/v1/me/participants/{}", text(child.unwrap(), "id"));
    server
        .patch(&path, &words)
        .token(&parent)
        .send()
        .await
        .ok(200);

    let tell = async |path: &str, body: &Value| {
        let ask = server.post(&ground.fill(&format!("/api/v1{path}")), body);
        let ask = ask.header("cookie", &ground.admin().cookie);
        let said = ask.header("sec-fetch-site", "same-origin").send().await;
        assert!(said.status < 300, "{path}: {}", said.text());
        said.json()
    };
    let rain = json!({ "to": "confirmed", "subject": EVIL, "text": EVIL });
    tell("/offerings/{offering}/announcements", &rain).await;
    let mark = |mark: &str, at: &str| {
        json!({
            "registration_id": ground.fill("{registration}"), "mark": mark,
            "at": format!("2027-07-03T{at}:00+08:00"), "by": EVIL, "reason": EVIL,
        })
    };
    let mut came = mark("in", "13:20");
    came.as_object_mut()
        .unwrap()
        .retain(|member, _| member != "by" && member != "reason");
    let marks = json!({ "marks": [came, mark("out", "13:25")] });
    let marked = tell("/sessions/{session}/attendance", &marks).await;
    assert_eq!(outcomes(&marked), ["applied", "applied"]);
}

/// Asserts that nothing that somebody said became more than words.
async fn is_harmless(window: &Window, name: &str) {
    let browser = &window.browser;
    let found = "return [typeof ran, document.querySelectorAll('img[src=x], script:not([src]), \
                 [onerror]').length, document.documentElement.outerHTML.includes('ran=1')]";
    let found = browser.script(found, &json!([])).await;
    assert_eq!(
        (&found[0], &found[1]),
        (&json!("undefined"), &json!(0)),
        "{name}"
    );
    let mut complaints = browser.complaints().await;
    complaints.retain(|said| !FORESEEN.iter().any(|one| said.contains(one)));
    assert_eq!(complaints, Vec::<String>::new(), "{name}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_write_is_never_a_script() {
    let server = TestServer::start(Backend::Sqlite).await;
    let ground = Ground::lay(&server).await;
    say(&server, &ground).await;
    rename(&server, EVIL).await;
    let window = Window::open(&server, 1440, "zh-CN").await;
    let browser = &window.browser;
    window.enter(&ground.admin().cookie).await;
    let mut telling = 0;
    for (route, path) in pages(&ground) {
        browser.go(&path).await;
        is_harmless(&window, route).await;
        telling += usize::from(browser.received().await.contains("ran=1"));
    }
    assert!(telling > 20, "{telling} pages say what somebody wrote");
    browser
        .go(&ground.fill("/console/registrations/{registration}"))
        .await;
    browser.click("form[action$='/care'] button").await;
    browser
        .wait_for("main:not(:has(form[action$='/care']))")
        .await;
    is_harmless(&window, "care").await;

    // The columns of a file, its cells and its name.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("\"'><img src=x onerror=ran=1>.csv");
    let quoted = EVIL.replace('"', "\"\"");
    std::fs::write(
        &path,
        format!("姓名,\"{quoted}\"\n\"{quoted}\",\"{quoted}\"\n"),
    )
    .unwrap();
    browser
        .go(&format!("/console/offerings/{DRUM}/import"))
        .await;
    browser.keys("#file", path.to_str().unwrap()).await;
    browser.click("main form button[type=submit]").await;
    browser.wait_for("select[name=column]").await;
    is_harmless(&window, "import").await;
}

on_both_databases! {
    async fn no_file_has_a_formula(server) {
        let ground = Ground::lay(&server).await;
        let cookie = &ground.admin().cookie;
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"] {
            rename(&server, formula).await;
            let report = |by: &str| format!("/console/organizations/wz-lc/report.csv?by={by}");
            let mut files: Vec<String> = ["month", "kind", "brand", "branch"].map(report).into();
            files.push(ground.fill("/api/v1/offerings/{offering}/roster.csv?sensitive=true"));
            for path in files {
                let file = server.get(&path).header("cookie", cookie).send().await;
                assert_eq!(file.status, 200, "{path}: {}", file.text());
                let text = file.text().trim_start_matches('\u{FEFF}');
                let mut cells = csv::ReaderBuilder::new();
                let mut cells = cells.has_headers(false).flexible(true).from_reader(text.as_bytes());
                for cell in cells.records().flat_map(|line| {
                    line.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()
                }) {
                    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']);
                    assert!(!begins, "{path} has the cell {cell:?}");
                }
            }
            let path = ground.fill("/api/v1/offerings/{offering}/roster.xlsx?sensitive=true");
            let book = server.get(&path).header("cookie", cookie).send().await;
            assert_eq!(book.status, 200);
            let mut book = zip::ZipArchive::new(std::io::Cursor::new(book.bytes.to_vec())).unwrap();
            let sheet = book.by_name("xl/worksheets/sheet1.xml").unwrap();
            let sheet = std::io::read_to_string(sheet).unwrap();
            assert!(!sheet.contains("<f>"), "a formula in {sheet}");
        }
    }
}
