//! The door without a mouse.

use super::taps::collected;
use crate::console::Window;
use crate::harness::browser::keyboard::{DOWN, ENTER};
use crate::harness::{Backend, TestServer};
use crate::organizing::attendance::{Door, line};

#[tokio::test(flavor = "multi_thread")]
async fn by_keyboard_alone_children_come_and_are_collected() {
    let server = TestServer::start(Backend::Sqlite).await;
    let door = Door::open(&server).await;
    let [one, two] = [0, 1].map(|at| door.registrations[at].as_str());
    let window = Window::at_the_door(&server, &door, 1440, "zh-CN").await;
    let browser = &window.browser;

    // By the code on the ticket.
    browser.tab_to("#q").await;
    browser.strike(&format!("{}{ENTER}", door.codes[0])).await;
    window.stands(one, "in").await;
    // By the button in the line.
    browser.tab_to(&format!("#r-{two} button[value=in]")).await;
    browser.strike(ENTER).await;
    window.stands(two, "in").await;

    // Collected by who is on the list: the first of the choices.
    browser.go(&door.page()).await;
    browser.tab_to(&format!("#r-{one} [data-leave]")).await;
    browser.strike(ENTER).await;
    browser.wait_for("#person:not([hidden])").await;
    browser.tab_to("#leave input[name=by]").await;
    browser.strike(" ").await;
    browser
        .wait_for("#leave input[value='家里人']:checked")
        .await;
    browser.tab_to("#leave button[type=submit]").await;
    browser.strike(ENTER).await;
    window.stands(one, "out").await;

    // Somebody else: not without a reason.
    browser.tab_to(&format!("#r-{two} [data-leave]")).await;
    browser.strike(ENTER).await;
    browser.wait_for("#person:not([hidden])").await;
    browser.tab_to("#leave input[name=by]").await;
    browser.strike(&format!(" {DOWN}{DOWN}")).await;
    browser.wait_for("#other:not([hidden])").await;
    browser.tab_to("#marks-0-by").await;
    browser.strike("邻居").await;
    browser.tab_to("#leave button[type=submit]").await;
    browser.strike(ENTER).await;
    browser
        .wait_for("#leave [data-err]:not([hidden]):focus")
        .await;
    window.is_well_made("door-keys-reason.zh.1440").await;
    let list = door.list(&server).await;
    assert_eq!(line(&list, two)["status"], "in", "not without a reason");
    browser.go(&door.page()).await;
    browser.tab_to(&format!("#r-{two} [data-leave]")).await;
    browser.strike(ENTER).await;
    browser.tab_to("#leave input[name=by]").await;
    browser.strike(&format!(" {DOWN}{DOWN}")).await;
    browser.tab_to("#marks-0-by").await;
    browser.strike("邻居").await;
    browser.tab_to("#marks-0-reason").await;
    browser.strike("妈妈来电").await;
    browser.tab_to("#leave button[type=submit]").await;
    browser.strike(ENTER).await;
    window.stands(two, "out").await;
    browser.wait_for("#strip .strip[hidden]").await;
    collected(&server, &door, 0, ("家里人", "")).await;
    collected(&server, &door, 1, ("邻居", "妈妈来电")).await;
}
