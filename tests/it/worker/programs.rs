//! Programs as anybody reads them, people and machines, without scripts.

use serde_json::{Value, json};

use super::{LANGUAGES, WIDTHS, stocked};
use crate::console::Window;

fn structured(page: &str) -> Option<Value> {
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">")?;
    let (data, _) = rest.split_once("</script>")?;
    Some(serde_json::from_str(data).unwrap())
}

/// What a chat is told of a page (Open Graph).
fn shared<'a>(page: &'a str, property: &str) -> &'a str {
    let mark = format!("property=\"og:{property}\" content=\"");
    let (_, rest) = page.split_once(&mark).unwrap();
    rest.split('"').next().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_program_reads_whole_in_both_languages() {
    let server = stocked().await;
    let list = server
        .get("/api/v1/programs?limit=100")
        .send()
        .await
        .ok(200);
    for item in list["items"].as_array().unwrap() {
        let code = item["code"].as_str().unwrap();
        for language in LANGUAGES {
            let path = format!("/programs/{code}");
            let program = server.get(&format!("/api/v1{path}"));
            let program = program
                .header("accept-language", language)
                .send()
                .await
                .ok(200);
            let page = server.get(&path).header("accept-language", language);
            let page = page.send().await;
            assert_eq!(page.status, 200, "{code}");
            let text = page.text();
            let has = |words: &Value| {
                let words = words
                    .as_str()
                    .unwrap()
                    .replace('&', "&#38;")
                    .replace('\'', "&#39;");
                let words = words.replace('"', "&#34;");
                assert!(text.contains(&words), "{code} {language}: {words}");
            };
            has(&program["title"]);
            has(&program["summary"]);
            has(&program["eligibility"]["summary"]);
            for offering in program["offerings"].as_array().unwrap() {
                has(&offering["code"]);
                has(&offering["title"]);
            }
            for question in program["questions"].as_array().unwrap() {
                if question["type"] != "consent" {
                    has(&question["label"]);
                }
            }
            let is_quiet =
                program["notice_style"] == "discreet" || program["sensitivity"] == "confidential";
            assert!(shared(text, "image").contains("/assets/card.png?v="));
            let title = shared(text, "title");
            assert_eq!(
                is_quiet,
                title.contains("娘家") || title.contains("Niangjia"),
                "{code}"
            );
            assert_eq!(structured(text).is_none(), is_quiet, "{code}");
        }
    }
}

/// What schema.org asks of an event, and search engines with it.
#[tokio::test(flavor = "multi_thread")]
async fn machines_read_dates_places_and_offers() {
    let server = stocked().await;
    let mut events = Vec::new();
    for code in ["p-open-drum", "p-birds-2027"] {
        let page = server.get(&format!("/programs/{code}")).send().await;
        let data = structured(page.text()).unwrap();
        assert_eq!(data["@context"], "https://schema.org");
        for node in data["@graph"].as_array().unwrap() {
            let by = match node["@type"].as_str() {
                Some("Course") => &node["provider"],
                _ => &node["organizer"],
            };
            assert!(by["name"].is_string(), "{node}");
            match node["hasCourseInstance"].as_array() {
                Some(runs) => events.extend(runs.clone()),
                None => events.push(node.clone()),
            }
        }
    }
    assert!(events.len() > 3);
    for event in events {
        let start = event["startDate"].as_str().unwrap();
        assert!(
            chrono::DateTime::parse_from_rfc3339(start).is_ok(),
            "{start}"
        );
        assert!(start.ends_with("+08:00"));
        assert!(event["endDate"].as_str().unwrap() > start);
        assert_eq!(event["eventStatus"], "https://schema.org/EventScheduled");
        assert_eq!(event["location"]["@type"], "Place");
        assert!(event["location"]["geo"]["latitude"].is_f64());
        assert_eq!(event["offers"]["priceCurrency"], "CNY");
        assert!(
            event["offers"]["availability"]
                .as_str()
                .unwrap()
                .starts_with("https://schema.org/")
        );
        assert!(event["remainingAttendeeCapacity"].is_i64());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_for_everybody() {
    let server = stocked().await;
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        for code in [
            "p-birds-2027",
            "p-mind-pujiang",
            "p-court",
            "p-room-telecom",
        ] {
            let known = server.get(&format!("/programs/{code}")).send().await.status;
            if known == 404 {
                continue;
            }
            window.browser.go(&format!("/programs/{code}")).await;
            window.browser.wait_for("#share button").await;
            window
                .is_well_made_in(&format!("app.{code}.{language}"), &WIDTHS)
                .await;
        }
        window.browser.dark(true).await;
        window
            .is_well_made(&format!("app.program.dark.{language}"))
            .await;
    }
}

/// Without scripts all is there but what only scripts do.
#[tokio::test(flavor = "multi_thread")]
async fn it_reads_without_scripts() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser
        .devtools(
            "Emulation.setScriptExecutionDisabled",
            &json!({"value": true}),
        )
        .await;
    browser.go("/programs/p-birds-2027?lang=en").await;
    browser.sees("Who may join").await;
    browser.click("details > summary").await;
    browser.sees("Fee").await;
    browser.picture("app.program.no-script.en.390").await;
    // The language stays with the phone.
    browser.go("/programs/p-birds-2027").await;
    browser.sees("Who may join").await;
}
