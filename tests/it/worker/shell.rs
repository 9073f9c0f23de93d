//! The page that the app's scripts fill, how it is kept on a phone, and where letters lead.

use serde_json::json;

use super::{LANGUAGES, stocked};
use crate::console::Window;
use crate::registering::DRUM;

/// Where letters lead, and where that leads on.
const LINKS: [(&str, u16, &str); 12] = [
    ("/registrations", 200, ""),
    (
        "/registrations/01970000-0000-7000-8000-000000000000",
        200,
        "",
    ),
    ("/memberships", 200, ""),
    ("/me", 200, ""),
    ("/sign-in", 200, ""),
    ("/devices", 303, "/me#devices"),
    ("/my-data", 303, "/me#export"),
    ("/programs/p-open-drum", 200, ""),
    (
        "/offerings/p-open-drum-02",
        303,
        "/programs/p-open-drum#p-open-drum-02",
    ),
    ("/offerings/p-open-drum-02/draw", 200, ""),
    (
        "/offerings/p-open-drum-02/roster",
        303,
        "/console/offerings/p-open-drum-02",
    ),
    ("/programs/nothing-of-ours", 404, ""),
];

#[tokio::test(flavor = "multi_thread")]
async fn links_of_letters_lead_somewhere() {
    let server = stocked().await;
    for (link, status, on) in LINKS {
        let answer = server.get(link).send().await;
        assert_eq!(answer.status, status, "{link}");
        if status == 303 {
            assert_eq!(answer.header("location"), on, "{link}");
        } else {
            assert!(
                answer.header("content-type").starts_with("text/html"),
                "{link}"
            );
            assert!(answer.text().contains("</html>"), "{link}");
        }
    }
    // Cut off in a chat it leads to a page too; whoever asks for no page is answered in JSON.
    let cut = server
        .get("/programmes")
        .header("accept", "text/html,*/*;q=0.8");
    let cut = cut.send().await;
    assert!(cut.status == 404 && cut.text().contains("没有这一页"));
    let programs = [("/programmes", "*/*"), ("/api/v1/programmes", "text/html")];
    for (path, accepts) in programs {
        let answer = server.get(path).header("accept", accepts).send().await;
        answer.is_problem(404, "not-found");
    }
    let missing = server.get("/programs/nothing-of-ours").send().await;
    assert!(missing.text().contains("没有这一页") && missing.text().contains("href=\"/\""));
    assert!(DRUM.starts_with("p-open-drum"));
}

#[tokio::test(flavor = "multi_thread")]
async fn modules_are_kept_for_ever_by_the_name_of_their_build() {
    let server = stocked().await;
    let shell = server.get("/").send().await;
    let start = shell
        .text()
        .split("<script type=\"module\" src=\"")
        .nth(1)
        .unwrap();
    let start = start.split('"').next().unwrap();
    let module = server.get(start).send().await;
    assert_eq!(module.status, 200);
    assert_eq!(
        module.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    // Another build's modules are not there: no page is put together of two.
    let other = server.get("/app/000000000000/start.js").send().await;
    assert_eq!(other.status, 404);
    let worker = server.get("/sw.js").send().await;
    assert_eq!(worker.header("cache-control"), "no-cache");
    assert!(worker.text().contains(start));
    let manifest = server
        .get("/manifest.webmanifest?lang=en")
        .send()
        .await
        .ok(200);
    assert_eq!(manifest["lang"], "en");
    for icon in manifest["icons"].as_array().unwrap() {
        let picture = server.get(icon["src"].as_str().unwrap()).send().await;
        assert_eq!(
            (picture.status, picture.header("content-type")),
            (200, icon["type"].as_str().unwrap())
        );
    }
    let policy = shell.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
}

/// The clock of the server is told with each answer: a client goes by it.
#[tokio::test(flavor = "multi_thread")]
async fn each_answer_tells_the_time() {
    let server = stocked().await;
    let answer = server.get("/api/v1/programs?limit=1").send().await;
    assert_eq!(answer.header("date"), "Mon, 14 Jun 2027 12:20:00 GMT");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_screen_is_for_everybody() {
    let server = stocked().await;
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        window.browser.go("/help").await;
        window.browser.wait_for("main h1").await;
        window
            .is_well_made_in(&format!("app.help.{language}"), &super::WIDTHS)
            .await;
        window.browser.dark(true).await;
        window
            .is_well_made(&format!("app.help.dark.{language}"))
            .await;
    }
}

/// A phone may put it on its home screen.
#[tokio::test(flavor = "multi_thread")]
async fn it_can_be_installed() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    window.browser.go("/").await;
    window.browser.wait_for(".result").await;
    window.is_kept().await;
    let nothing = json!({});
    let errors = window
        .browser
        .devtools("Page.getInstallabilityErrors", &nothing);
    assert_eq!(errors.await["installabilityErrors"], json!([]));
}

/// What was opened once opens without network, in the language that was chosen.
#[tokio::test(flavor = "multi_thread")]
async fn it_opens_without_network() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.go("/?lang=en").await;
    browser.wait_for(".result").await;
    browser.go("/programs/p-open-drum").await;
    browser.wait_for("#share button").await;
    window.is_kept().await;
    // Read once more through the worker, which keeps it.
    browser.go("/programs/p-open-drum").await;
    browser.go("/help").await;
    browser.wait_for("main h1").await;
    browser.offline(true).await;
    // What was found some seconds ago the browser still has; this was never asked.
    browser.go("/?q=drum").await;
    browser.sees("No network").await;
    window.is_well_made("app.offline.en.390").await;
    browser.go("/programs/p-open-drum").await;
    browser.sees("Who may join").await;
}
