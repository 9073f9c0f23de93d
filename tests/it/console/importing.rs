//! Lists from files and one person at a time: looked at first, then registered.

use std::fmt::Write;

use niangjia::organizations::staff::Role;
use serde_json::json;

use super::{Window, encoded};
use crate::harness::{Answer, Backend, TestServer};
use crate::organizing::Staff;
use crate::organizing::lists::CSV;
use crate::registering::DRUM;

const ORGANIZER: &str = "organizer.wz-lc@example.org";
const IMPORT: &str = "/console/offerings/p-open-drum-02/import";
const ASSISTED: &str = "/console/offerings/p-open-drum-02/assisted";

impl TestServer {
    /// The organizer of the drum afternoon, with a cookie that is raised.
    async fn importing_desk(&self) -> (Staff, String) {
        let staff = self.drummer().await;
        let cookie = self.cookie_of(ORGANIZER).await;
        self.prove(&staff).await;
        (staff, cookie)
    }

    async fn upload(&self, cookie: &str, name: &str, bytes: &[u8]) -> Answer {
        let mut body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: {CSV}\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--b--\r\n");
        let ask = self
            .ask(axum::http::Method::POST, IMPORT)
            .header("cookie", cookie);
        let ask = ask.header("sec-fetch-site", "same-origin");
        ask.body("multipart/form-data; boundary=b", body)
            .send()
            .await
    }

    async fn taken(&self) -> i64 {
        let path = format!("/api/v1/offerings/{DRUM}/places");
        self.get(&path).send().await.ok(200)["taken"]
            .as_i64()
            .unwrap()
    }
}

/// What the form of a page carries on, with one more field.
fn carried(page: &str, more: &str) -> String {
    let inputs = page.split("<input type=\"hidden\" name=\"").skip(1);
    let mut form = String::new();
    for input in inputs {
        let (name, rest) = input.split_once("\" value=\"").unwrap();
        let value = rest.split('"').next().unwrap();
        write!(form, "{name}={}&", encoded(value)).unwrap();
    }
    form.push_str(more);
    form
}

on_both_databases! {
    async fn a_list_is_looked_at_and_then_registered_once(server) {
        let (_, cookie) = server.importing_desk().await;
        let list = server.three().await;
        let page = server.upload(&cookie, "三车间.csv", list.as_bytes()).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.text().contains("2 行可以，1 行要改"), "{}", page.text());
        assert!(page.text().contains("王小红") && page.text().contains("三车间.csv"));
        assert_eq!(server.taken().await, 0, "nothing is done by looking");
        let send = async |form: &str| {
            let path = format!("{IMPORT}/list");
            server.page_post(&path, form).header("cookie", &cookie).send().await
        };
        let form = carried(page.text(), "register=yes");
        for _ in 0..2 {
            let done = send(&form).await;
            assert_eq!(done.status, 200, "{}", done.text());
            assert!(done.text().contains("导入了 2 行"), "{}", done.text());
            assert_eq!(server.taken().await, 2, "twice pressed is once done");
        }
    }

    async fn columns_are_matched_by_hand(server) {
        let (_, cookie) = server.importing_desk().await;
        let list = "谁,生日\n李小明,2018-09-01\n";
        let page = server.upload(&cookie, "x.csv", list.as_bytes()).await;
        assert_eq!(page.status, 422);
        assert!(page.text().contains("请先对好列"), "{}", page.text());
        let form = carried(page.text(), &format!("look=yes&column={}&column={}", encoded("姓名"), encoded("出生日期")));
        let path = format!("{IMPORT}/list");
        let page = server.page_post(&path, &form).header("cookie", &cookie).send().await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.text().contains("李小明"), "{}", page.text());
    }

    async fn what_is_no_list_is_refused_in_words(server) {
        let (_, cookie) = server.importing_desk().await;
        for (bytes, said) in [
            (b"".to_vec(), "请先选一个文件"),
            (b"PK\x03\x04 no archive".to_vec(), "这个文件打不开"),
            ("姓名\n".repeat(10_002).into_bytes(), "名单最多 10000 行"),
            (vec![b'a'; 6 * 1024 * 1024], "请分成几份"),
            (vec![b'a'; 9 * 1024 * 1024], "请分成几份"),
            ("姓名\n".into(), "文件里没有名单"),
        ] {
            let page = server.upload(&cookie, "x.xlsx", &bytes).await;
            assert_eq!(page.status, 422, "{said}");
            assert!(page.text().contains(said), "{said}: {}", page.text());
        }
        let bomb = crate::organizing::lists::bomb();
        let page = server.upload(&cookie, "bomb.xlsx", &bomb).await;
        assert!(page.text().contains("解开后太大"), "{}", page.text());
        let list = "姓名\n<script>alert(1)</script>\n";
        let page = server.upload(&cookie, "<script>.csv", list.as_bytes()).await;
        assert!(!page.text().contains("<script>alert") && !page.text().contains("<script>.csv"));
        let viewer = server.staff("wz-lc", Role::Viewer).await;
        let low = server.cookie_of("viewer.wz-lc@example.org").await;
        server.prove(&viewer).await;
        assert_eq!(server.get(IMPORT).header("cookie", &low).send().await.status, 403);
        let elsewhere = server.staff("hz-gs-edu", Role::Admin).await;
        let other = server.cookie_of("admin.hz-gs-edu@example.org").await;
        server.prove(&elsewhere).await;
        for path in [IMPORT, ASSISTED] {
            assert_eq!(server.get(path).header("cookie", &other).send().await.status, 404);
        }
    }

    async fn one_person_is_looked_at_and_then_registered_once(server) {
        let (_, cookie) = server.importing_desk().await;
        let send = async |form: &str| {
            server.page_post(ASSISTED, form).header("cookie", &cookie).send().await
        };
        let typed = format!(
            "key=once&name={}&relation=child&birth_date=2018-09-01&contact_name={}&phone=13800000000\
             &answers-guardian_relation=grandparent&answers-emergency_contact={}&consent_paper=yes\
             &join_waitlist=yes",
            encoded("李小明"), encoded("李外婆"), encoded("李外婆 13800000000 外婆"),
        );
        let wrong = send(&typed.replace("13800000000&", "1&")).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("id=\"phone-err\""), "{}", wrong.text());
        assert!(wrong.text().contains("value=\"李小明\""), "what was typed stays");
        let page = send(&typed).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.text().contains("李小明会是这样"), "{}", page.text());
        let seen = page.text().split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(server.taken().await, 0);
        let other = typed.replace(&encoded("李小明"), &encoded("李小红"));
        let looked = send(&format!("{other}&seen={seen}&register=yes")).await;
        assert!(looked.text().contains("李小红会是这样"), "what was not seen is not done");
        assert_eq!(server.taken().await, 0);
        for _ in 0..2 {
            let done = send(&format!("{typed}&seen={seen}&register=yes")).await;
            assert!(done.text().contains("报好了：李小明"), "{}", done.text());
            assert_eq!(server.taken().await, 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organizer_imports_a_list_with_errors() {
    let server = TestServer::start(Backend::Sqlite).await;
    let staff = server.drummer().await;
    let window = Window::open(&server, 768, "zh-CN").await;
    let browser = &window.browser;
    window.sign_in(ORGANIZER, "/console").await;
    server.prove(&staff).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("三车间报名表.csv");
    std::fs::write(&path, server.three().await).unwrap();
    browser.go(IMPORT).await;
    window.is_well_made("import.zh.768").await;
    browser.press("核对").await;
    browser.sees("请先选一个文件").await;
    window.is_well_made("import-wrong.zh.768").await;
    browser.keys("#file", path.to_str().unwrap()).await;
    browser.press("核对").await;
    browser.sees("2 行可以，1 行要改").await;
    for width in [360, 768, 1440] {
        browser.size(width, 900).await;
        window
            .is_well_made(&format!("import-look.zh.{width}"))
            .await;
    }
    browser.press("导入 2 行").await;
    browser.sees("导入了 2 行").await;
    window.is_well_made("import-done.zh.1440").await;
    assert_eq!(server.taken().await, 2);

    let offering = server
        .get(&format!("/api/v1/offerings/{DRUM}"))
        .send()
        .await
        .ok(200);
    let session = offering["sessions"][0]["id"].as_str().unwrap().to_owned();
    browser
        .go(&format!("/console/sessions/{session}/roll"))
        .await;
    browser.sees("李外婆").await;
    window.is_well_made("roll-whole.zh.1440").await;
    let unaccompanied = browser.text("tbody tr:nth-child(2)").await;
    assert_eq!(
        unaccompanied.matches("赵小军").count(),
        1,
        "no child collects itself"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organizer_registers_somebody_who_asks_her_to() {
    let server = TestServer::start(Backend::Sqlite).await;
    let staff = server.drummer().await;
    let window = Window::open(&server, 1440, "zh-CN").await;
    let browser = &window.browser;
    window.sign_in(ORGANIZER, "/console").await;
    server.prove(&staff).await;
    browser.go(&format!("{ASSISTED}?lang=en")).await;
    browser.fill("#name", "李小花").await;
    browser.fill("#grade", "x").await;
    browser.press("Look at it").await;
    browser.wait_for("#trouble").await;
    window.is_well_made("assisted-wrong.en.1440").await;
    let filled = json!({
        "#grade": "3", "#contact_name": "李外婆", "#phone": "13800000009",
        "#answers-emergency_contact": "李外婆 13800000009 外婆",
    });
    for (css, text) in filled.as_object().unwrap() {
        browser.fill(css, text.as_str().unwrap()).await;
    }
    let choose = "document.querySelector('#birth_date').value = '2018-09-01'; \
                  document.querySelector('#answers-guardian_relation').value = 'grandparent'";
    browser.script(choose, &json!([])).await;
    browser.click("#consent_paper").await;
    browser.press("Look at it").await;
    browser.sees("What would become of it: 李小花").await;
    browser.size(360, 900).await;
    window.is_well_made("assisted-look.en.360").await;
    browser.press("Register").await;
    browser.sees("Registered: 李小花").await;
    window.is_well_made("assisted-done.en.360").await;
    assert_eq!(server.taken().await, 1);
}
