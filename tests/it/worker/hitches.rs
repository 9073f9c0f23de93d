//! When something goes wrong: too many ask, we break, a module cannot be fetched, the network goes.

use serde_json::{Value, json};

use super::{LANGUAGES, WIDTHS, stocked};
use crate::console::Window;

/// Lets the next calls of the API be answered with a problem, and the later ones as ever.
const ANSWERING: &str = "const [status, times] = arguments; const fetch = window.fetch; let left = times; \
    window.fetch = (...asked) => String(asked[0]).includes('/api/') && left-- > 0 \
      ? Promise.resolve(new Response(JSON.stringify({type: '/problems/x', title: 'X', status, detail: 'X', \
          instance: '01970000-0000-7000-8000-000000000000'}), \
          {status, headers: {'content-type': 'application/problem+json', 'retry-after': '600'}})) \
      : fetch(...asked);";

impl Window {
    /// The next calls of the API are answered with this status.
    pub(super) async fn answers(&self, status: u16, times: u32) {
        let arguments: Value = json!([status, times]);
        self.browser.script(ANSWERING, &arguments).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn busy_and_broken_say_what_is_so_and_what_to_do() {
    let server = stocked().await;
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        browser.go("/").await;
        browser.wait_for(".result h3 a").await;
        window.answers(503, 1).await;
        browser.fill("#q", "瑜伽").await;
        browser.click("form[role=search] button").await;
        browser.wait_for(".outcome.offered .clock").await;
        window
            .is_well_made_in(&format!("app.busy.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.click(".outcome .btn").await;
        browser.wait_for("#found, .empty").await;
        window.answers(500, 1).await;
        browser.fill("#q", "").await;
        browser.click("form[role=search] button").await;
        browser.wait_for(".outcome.refused .code").await;
        window
            .is_well_made_in(&format!("app.broken.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.click(".outcome .btn").await;
        browser.wait_for(".result h3 a").await;
    }
}

/// A page that runs finds modules it never fetched before, without network: its build is kept whole.
#[tokio::test(flavor = "multi_thread")]
async fn a_running_page_keeps_its_own_modules() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.go("/").await;
    browser.wait_for(".result h3 a").await;
    window.is_kept().await;
    browser.offline(true).await;
    browser.click(".foot a[href='/help']").await;
    browser.wait_for("#bring").await;
    assert_eq!(browser.path().await, "/help");
    assert_eq!(window.focus().await, "找人帮忙");
}

/// A program that was never read cannot be shown without network, and is not called missing.
#[tokio::test(flavor = "multi_thread")]
async fn a_program_out_of_reach_is_not_called_missing() {
    let server = stocked().await;
    let mut window = Window::open(&server, 390, "zh-CN").await;
    window.browser.go("/programs/p-birds-2027").await;
    window.browser.wait_for("#share button").await;
    window.is_kept().await;
    // The first page was there before the service worker was.
    window.browser.go("/programs/p-birds-2027").await;
    window.browser.wait_for("#share button").await;
    window.cut_off().await;
    let browser = &window.browser;
    browser.go("/programs/p-open-drum").await;
    browser.sees("没有网络").await;
    browser.go("/programs/p-birds-2027").await;
    browser.sees("小候鸟驿站").await;
    browser.complaints().await;
}

/// The server has another build by now and the phone kept nothing: the page is fetched anew, once, and
/// what was typed is still there.
#[tokio::test(flavor = "multi_thread")]
async fn a_module_that_is_gone_costs_no_draft() {
    let server = stocked().await;
    server.worker("zhang@example.org").await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    window
        .enter_app(&server, "zhang@example.org", "/household")
        .await;
    browser.wait_for("#members").await;
    browser.click(".btns button.btn:not(.quiet)").await;
    browser.fill("#name", "张小三").await;
    browser.forget().await;
    let past = json!({"bypass": true});
    browser
        .devtools("Network.setBypassServiceWorker", &past)
        .await;
    let blocked = json!({"urls": ["*/screens/household.js"]});
    browser.devtools("Network.setBlockedURLs", &blocked).await;
    browser.go("/help").await;
    browser.wait_for("#bring").await;
    browser.click(".dock a[href='/household']").await;
    browser.sees("没有网络").await;
    let reloaded = "return performance.getEntriesByType('navigation')[0].type";
    assert_eq!(browser.script(reloaded, &json!([])).await, json!("reload"));
    let free = json!({"urls": []});
    browser.devtools("Network.setBlockedURLs", &free).await;
    browser.click("main .btn").await;
    browser.wait_for("#members").await;
    browser.click(".btns button.btn:not(.quiet)").await;
    browser.wait_for("#name").await;
    let name = "return document.getElementById('name').value";
    assert_eq!(browser.script(name, &json!([])).await, json!("张小三"));
}

/// Places change while one looks.
#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_sees_the_places_as_they_are() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "en").await;
    let browser = &window.browser;
    let back = "document.dispatchEvent(new Event('visibilitychange'))";
    let answer = "const fetch = window.fetch; window.fetch = (...asked) => \
                  String(asked[0]).endsWith('/places') \
                  ? Promise.resolve(new Response(JSON.stringify({capacity: 24, places_left: 1, waiting: 0}), \
                    {headers: {'content-type': 'application/json'}})) : fetch(...asked);";
    for path in ["/?q=%E9%9D%9E%E6%B4%B2%E9%BC%93", "/programs/p-open-drum"] {
        browser.go(path).await;
        browser.sees("places left, first come").await;
        browser.wait_for(".result h3 a, #share button").await;
        browser.script(answer, &json!([])).await;
        browser.script(back, &json!([])).await;
        browser.sees("One place left").await;
    }
}

/// What we cannot draw is said, with the ways on.
#[tokio::test(flavor = "multi_thread")]
async fn a_screen_that_cannot_be_drawn_is_no_blank_page() {
    let server = stocked().await;
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        browser.go("/").await;
        browser.wait_for(".result h3 a").await;
        // An answer as no screen expects it.
        let odd = "const fetch = window.fetch; window.fetch = (...asked) => \
                   String(asked[0]).includes('/programs?') \
                   ? Promise.resolve(new Response(JSON.stringify({items: [{}], total: 1, facets: {kind: []}}), \
                     {headers: {'content-type': 'application/json'}})) : fetch(...asked);";
        browser.script(odd, &json!([])).await;
        browser.fill("#q", "瑜伽").await;
        browser.click("form[role=search] button").await;
        browser.wait_for(".outcome.refused h1").await;
        // The cause stands in the browser's log.
        let told = browser.complaints().await.concat();
        assert!(told.contains("TypeError"), "{told}");
        window
            .is_well_made_in(&format!("app.undrawn.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.click(".foot a[href='/help']").await;
        browser.wait_for("#bring").await;
    }
}

/// On a slow line a tap is answered at once: the dock shows where it leads, and soon that it comes.
#[tokio::test(flavor = "multi_thread")]
async fn a_tap_is_answered_before_the_screen_is_there() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.forget().await;
    let past = json!({"bypass": true});
    browser
        .devtools("Network.setBypassServiceWorker", &past)
        .await;
    browser.go("/").await;
    browser.wait_for(".result h3 a").await;
    // The module is under way until it is let through.
    let held = json!({"patterns": [{"urlPattern": "*/screens/calendar.js"}]});
    browser.devtools("Fetch.enable", &held).await;
    let tap = "document.querySelector(\".dock a[href='/calendar']\").click(); \
               return document.querySelector('.dock [aria-current]').dataset.part";
    assert_eq!(browser.script(tap, &json!([])).await, json!("calendar"));
    browser.sees("正在打开").await;
    browser.devtools("Fetch.disable", &json!({})).await;
    browser.wait_for("#email").await;
    assert_eq!(browser.path().await, "/sign-in?next=%2Fcalendar");
}
