//! The report as a page and as files, and the log as sentences.

use niangjia::organizations::staff::Role;
use serde_json::json;

use super::Window;
use crate::harness::{Backend, TestServer};
use crate::organizing::report::a_summer;

const REPORT: &str = "/console/organizations/wz-lc/report";
const AUDIT: &str = "/console/organizations/wz-lc/audit";
const VIEWER: &str = "viewer.wz-lc@example.org";
const ADMIN: &str = "admin.wz-lc@example.org";

on_both_databases! {
    async fn the_page_says_what_the_api_says(server) {
        a_summer(&server).await;
        let viewer = server.staff("wz-lc", Role::Viewer).await;
        let span = "from=2027-06-01&to=2027-07-31";
        let report = server.report(&viewer, &format!("wz-lc/report?{span}")).await;
        let cookie = server.cookie_of(VIEWER).await;
        let page = server.get(&format!("{REPORT}?{span}")).header("cookie", &cookie).send().await;
        assert_eq!(page.status, 200, "{}", page.text());
        for sum in ["events", "registrations", "persons", "person_times"] {
            let number = format!("<b>{}</b>", report["totals"][sum]);
            assert!(page.text().contains(&number), "{sum}: {}", page.text());
        }
        for by in ["month", "kind", "brand", "branch"] {
            let file = server.get(&format!("{REPORT}.csv?by={by}&{span}")).header("cookie", &cookie);
            let file = file.send().await;
            assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8"));
            assert!(file.header("content-disposition").contains(&format!("-{by}-")));
            let lines: Vec<&str> = file.text().trim_start_matches('\u{FEFF}').lines().collect();
            assert!(lines.len() > 1 && lines.iter().all(|line| line.split(',').count() == 14), "{lines:?}");
        }
        let fill = report["totals"]["fill_rate"].as_f64().unwrap();
        assert!(page.text().contains(&format!("<b>{:.0}%</b>满额率", fill * 100.0)), "{}", page.text());
        assert!(page.text().contains("数字截至7月3日（周六）"), "{}", page.text());
        let unknown = server.get(&format!("{REPORT}.csv?by=name")).header("cookie", &cookie).send().await;
        assert_eq!(unknown.status, 404);
        let wrong = server.get(&format!("{REPORT}?from=2027-07-01&to=2027-06-01")).header("cookie", &cookie);
        let wrong = wrong.send().await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("id=\"from-err\""), "{}", wrong.text());
    }

    async fn small_numbers_of_what_is_confidential_are_hidden(server) {
        a_summer(&server).await;
        server.staff("jh", Role::Viewer).await;
        let page = server.page_of("viewer.jh@example.org", "/console/organizations/jh/report").await;
        let hidden = page.split("id=\"hidden\"").nth(1).unwrap();
        assert!(hidden.contains("不足 5"), "{hidden}");
        assert!(!hidden.contains("没来的人次"), "who stayed away is nobody's business: {hidden}");
        let cookie = server.cookie_of("viewer.jh@example.org").await;
        let file = server.get("/console/organizations/jh/report.csv?by=month&confidential");
        let file = file.header("cookie", &cookie).send().await;
        assert!(file.text().contains("不足 5"), "{}", file.text());
    }

    async fn a_brand_that_looks_like_a_formula_is_text(server) {
        let organizer = server.drum_by(&json!({})).await;
        let brand = json!({ "brand": "=1+1<script>" });
        server.edit(&organizer, "/api/v1/programs/p-open-drum", &brand).await.ok(200);
        server.families(1).await;
        server.staff("wz-lc", Role::Viewer).await;
        let page = server.page_of(VIEWER, REPORT).await;
        assert!(!page.contains("=1+1<script>") && page.contains("=1+1&#60;script"), "{page}");
        let cookie = server.cookie_of(VIEWER).await;
        let file = server.get(&format!("{REPORT}.csv?by=brand")).header("cookie", &cookie).send().await;
        assert!(file.text().contains("'=1+1<script>"), "{}", file.text());
    }

    async fn the_log_is_read_in_sentences(server) {
        let organizer = server.drum_by(&json!({})).await;
        let families = server.families(2).await;
        let path = format!("registrations/{}/cancel", families[0].1);
        server.orders(&organizer, &path, &json!({ "reason": "家里有事" })).await.ok(200);
        let admin = server.staff("wz-lc", Role::Admin).await;
        let until = server.clock.now().plus_days(30);
        let wanted = json!({ "email": "new@example.org", "role": "checker", "until": until });
        let given = server.post("/api/v1/organizations/wz-lc/staff", &wanted).token(&admin.token);
        given.send().await.ok(201);
        let cookie = server.cookie_of(ADMIN).await;
        let low = server.get(AUDIT).header("cookie", &cookie).send().await;
        assert_eq!(low.status, 303, "without a second factor: {}", low.text());
        let cookie = server.cookie_of(ADMIN).await;
        server.prove(&admin).await;
        let page = server.get(AUDIT).header("cookie", &cookie).send().await;
        assert_eq!(page.status, 200, "{}", page.text());
        for words in ["代为取消了少儿非洲鼓开放日", "的一份报名。", "给了 new@example.org 一个角色：签到员，到 7月", "<strong>张三</strong>"] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        assert!(!page.text().contains("张小二"), "children are not named: {}", page.text());
        let one = server.get(&format!("{AUDIT}?action=role-given")).header("cookie", &cookie).send().await;
        assert!(!one.text().contains("代为取消了少儿"), "{}", one.text());
        let none = server.get(&format!("{AUDIT}?to=2020-01-01")).header("cookie", &cookie).send().await;
        assert!(none.text().contains("没有这样的记录"), "{}", none.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn she_reads_the_report_of_a_summer() {
    let server = TestServer::start(Backend::Sqlite).await;
    a_summer(&server).await;
    server.staff("zj", Role::Admin).await;
    let window = Window::open(&server, 1440, "zh-CN").await;
    let path = "/console/organizations/zj/report";
    let email = "admin.zj@example.org";
    window.sign_in(email, "/console").await;
    let browser = &window.browser;
    // One click.
    browser.press("报表").await;
    browser.wait_for(".chart").await;
    assert_eq!(browser.path().await, path);
    for (width, language) in [
        (360, "zh-CN"),
        (768, "zh-CN"),
        (1440, "zh-CN"),
        (360, "en"),
        (768, "en"),
        (1440, "en"),
    ] {
        browser.size(width, 900).await;
        browser.go(&format!("{path}?lang={language}")).await;
        window
            .is_well_made(&format!("report.{language}.{width}"))
            .await;
    }
    assert_eq!(browser.count("svg.chart title").await, 3);
    is_printed_whole(&window).await;
    browser.fill("#from", "06012027").await;
    browser.press("Show").await;
    browser.sees("2027-06-01 to").await;
    browser.press("2025").await;
    browser.sees("2025-01-01 to 2025-12-31").await;
    window.is_well_made("report-nothing.en.1440").await;
}

/// On paper there is nothing to press, and no table is cut at its edge.
async fn is_printed_whole(window: &Window) {
    let browser = &window.browser;
    browser.size(1050, 740).await;
    let paper = json!({"media": "print"});
    browser.devtools("Emulation.setEmulatedMedia", &paper).await;
    browser.picture("report-print.en").await;
    let shown = "return [...document.querySelectorAll('a.btn, button, nav, form, .tabs, .top')]\
                 .filter(one => one.offsetParent).map(one => one.outerHTML)";
    assert_eq!(browser.script(shown, &json!([])).await, json!([]));
    let cut = "return [...document.querySelectorAll('table')]\
               .filter(one => one.getBoundingClientRect().right > innerWidth).length";
    assert_eq!(browser.script(cut, &json!([])).await, json!(0));
    browser
        .devtools("Emulation.setEmulatedMedia", &json!({"media": ""}))
        .await;
    browser.size(1440, 900).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn she_reads_the_log() {
    let server = TestServer::start(Backend::Sqlite).await;
    let organizer = server.drum_by(&json!({})).await;
    let families = server.families(2).await;
    let path = format!("registrations/{}/cancel", families[0].1);
    server
        .orders(&organizer, &path, &json!({ "reason": "家里有事" }))
        .await
        .ok(200);
    let admin = server.staff("wz-lc", Role::Admin).await;
    let window = Window::open(&server, 1440, "zh-CN").await;
    window.sign_in(ADMIN, "/console").await;
    server.prove(&admin).await;
    let browser = &window.browser;
    browser.press("操作日志").await;
    browser.wait_for(".history").await;
    assert_eq!(browser.path().await, AUDIT);
    for (width, language) in [(360, "zh-CN"), (1440, "zh-CN"), (360, "en"), (1440, "en")] {
        browser.size(width, 900).await;
        browser.go(&format!("{AUDIT}?lang={language}")).await;
        browser.wait_for(".history").await;
        window
            .is_well_made(&format!("audit.{language}.{width}"))
            .await;
    }
}
