//! Finding what is open, without an account.

use serde_json::json;

use super::{LANGUAGES, WIDTHS, stocked};
use crate::console::Window;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_open_is_found_by_everybody() {
    let server = stocked().await;
    for language in LANGUAGES {
        let window = Window::open(&server, 390, language).await;
        let browser = &window.browser;
        browser.go("/").await;
        browser.wait_for(".result h3 a").await;
        assert_eq!(browser.count(".result").await, 10);
        window
            .is_well_made_in(&format!("app.find.{language}"), &WIDTHS)
            .await;
        browser.size(390, 900).await;
        browser.click("details > summary").await;
        browser.wait_for("details[open] #age").await;
        window
            .is_well_made_in(&format!("app.find-filters.{language}"), &WIDTHS)
            .await;
        browser.dark(true).await;
        window
            .is_well_made(&format!("app.find-filters.dark.{language}"))
            .await;
        browser.dark(false).await;
        browser.go("/?q=zzzz&day=sun&grade=2").await;
        browser.wait_for(".empty .btn").await;
        window
            .is_well_made_in(&format!("app.find-empty.{language}"), &WIDTHS)
            .await;
    }
}

/// W1: what fits the child's age and the shift, in the address for others and for going back.
#[tokio::test(flavor = "multi_thread")]
async fn a_parent_on_shifts_finds_what_fits() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.go("/").await;
    browser.wait_for(".result h3 a").await;
    browser.click("details > summary").await;
    browser.fill("#age", "8").await;
    let choose = "const rota = document.getElementById('rota'); rota.value = '20:00-08:00';";
    browser.script(choose, &json!([])).await;
    browser.click(".filters button[type=submit]").await;
    browser.sees("避开 20:00-08:00").await;
    // The hours stay on the phone: no address has them, to be shared or asked of the server.
    assert_eq!(browser.path().await, "/?age=8");
    let language = "return document.getElementById('other-language').getAttribute('href')";
    let language = browser.script(language, &json!([])).await;
    assert_eq!(language, json!("/?age=8&lang=en"));
    browser
        .wait_for("section[aria-labelledby=found][aria-busy=false]")
        .await;
    let found = browser.text("#found").await;
    browser.click("details > summary").await;
    browser.press("周六").await;
    browser.wait_for("a.chip.on").await;
    assert!(browser.path().await.contains("day=sat"));
    let back = "history.back()";
    browser.script(back, &json!([])).await;
    browser.wait_for_path(&format!("//h2[.=\"{found}\"]")).await;
    assert_eq!(browser.path().await, "/?age=8");
    // A link to a program is a page of its own, and the way back leads to what was found.
    browser.click(".result h3 a").await;
    browser.wait_for("#classes").await;
    browser.script(back, &json!([])).await;
    browser.wait_for_path(&format!("//h2[.=\"{found}\"]")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_is_shown_where_it_ended() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "en").await;
    let browser = &window.browser;
    browser.go("/").await;
    browser.wait_for(".result h3 a").await;
    browser.click("section > .btns button").await;
    browser.wait_for(".result:nth-child(11)").await;
    assert!(browser.count(".result").await > 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_district_or_a_union_narrows_the_search() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.go("/").await;
    browser.wait_for(".result h3 a").await;
    browser.click("button[aria-expanded]").await;
    browser.wait_for("#district option:nth-child(3)").await;
    browser.wait_for("#union option:nth-child(3)").await;
    window
        .is_well_made_in("app.find-place.zh-CN", &WIDTHS)
        .await;
    browser.size(390, 900).await;
    let choose = "const list = document.getElementById('district'); \
                  list.value = '杭州市拱墅区'; \
                  list.dispatchEvent(new Event('change', {bubbles: true}));";
    browser.script(choose, &json!([])).await;
    browser.sees("公里").await;
    assert!(browser.path().await.starts_with("/?near=30."));
    browser.sees("杭州市拱墅区附近").await;
}

/// What was typed goes along with a chip; and clearing it all clears the hours too.
#[tokio::test(flavor = "multi_thread")]
async fn a_chip_takes_along_what_the_form_holds() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    browser.go("/").await;
    browser.wait_for(".result h3 a").await;
    browser.click("details > summary").await;
    browser.fill("#age", "8").await;
    browser.keys("#rota", "夜班").await;
    browser.press("周六").await;
    browser.sees("避开 20:00-08:00").await;
    assert_eq!(browser.path().await, "/?day=sat&age=8");
    browser.wait_for("a.chip.on").await;
    let held =
        "return [document.getElementById('age').value, document.getElementById('rota').value]";
    let held = browser.script(held, &json!([])).await;
    assert_eq!(held, json!(["8", "20:00-08:00"]));
    browser.press("清除筛选").await;
    browser
        .wait_for("section[aria-labelledby=found][aria-busy=false]")
        .await;
    assert_eq!(browser.path().await, "/");
    let kept = "return localStorage.getItem('niangjia.1.rota')";
    assert_eq!(browser.script(kept, &json!([])).await, json!(null));
}

/// An address that was cut or made up: what is out of range is left out, what is refused is said once.
#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_asks_for_nonsense_has_a_way_on() {
    let server = stocked().await;
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    for address in ["/?grade=13", "/?grade=0&age=121", "/?age=x&day=x"] {
        browser.go(address).await;
        browser.wait_for(".result h3 a").await;
    }
    for address in ["/?near=x", "/?kind=nope"] {
        browser.go(address).await;
        browser.wait_for(".outcome.refused h2").await;
        let said = browser.text(".outcome.refused").await;
        let heading = browser.text(".outcome.refused h2").await;
        assert_eq!(said.matches(&heading).count(), 1, "{said}");
        assert!(!said.contains("再试一次"), "{said}");
        window.is_well_made("app.find-refused.zh-CN.390").await;
        browser.press("清除筛选").await;
        browser.wait_for(".result h3 a").await;
        assert_eq!(browser.path().await, "/");
    }
    browser.go("/offerings/nothing-of-ours/draw").await;
    browser.wait_for(".outcome.refused h2").await;
    browser.press("找服务").await;
    browser.wait_for(".result h3 a").await;
}
