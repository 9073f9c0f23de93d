//! How many taps the door takes with one finger.

use crate::console::Window;
use crate::harness::{Backend, TestServer};
use crate::organizing::attendance::{Door, line};

/// Asserts who took a child home, and why, on the server.
pub(super) async fn collected(
    server: &TestServer,
    door: &Door,
    at: usize,
    (by, reason): (&str, &str),
) {
    let list = door.list(server).await;
    let line = line(&list, &door.registrations[at]);
    assert_eq!(line["status"], "out", "{line}");
    assert_eq!(line["out_by"], by, "{line}");
    assert_eq!(
        line["reason"].as_str().unwrap_or_default(),
        reason,
        "{line}"
    );
}

/// What docs/console.md says of O6: one tap to come, one and a code, three to be collected.
#[tokio::test(flavor = "multi_thread")]
async fn a_child_comes_by_one_tap_and_is_collected_by_three() {
    let server = TestServer::start(Backend::Sqlite).await;
    let door = Door::open(&server).await;
    let [one, two] = [0, 1].map(|at| door.registrations[at].as_str());
    let window = Window::at_the_door(&server, &door, 360, "zh-CN").await;
    let browser = &window.browser;
    let tap = async |what: &[&str]| {
        for css in what {
            browser.click(css).await;
        }
        what.len()
    };

    let came = tap(&[&format!("#r-{one} button[value=in]")]).await;
    window.stands(one, "in").await;
    browser.fill("#q", &door.codes[1]).await;
    let by_code = tap(&["#find button[type=submit]"]).await;
    window.stands(two, "in").await;
    let submit = "#leave button[type=submit]";
    let named = ["#leave input[value='家里人']", submit];
    let left = tap(&[&format!("#r-{one} [data-leave]"), named[0], named[1]]).await;
    window.stands(one, "out").await;
    let other = "#leave .pick:not([data-listed]) input";
    let mut by_other = tap(&[&format!("#r-{two} [data-leave]"), other]).await;
    browser.fill("#marks-0-by", "邻居").await;
    browser.fill("#marks-0-reason", "妈妈来电").await;
    by_other += tap(&[submit]).await;
    window.stands(two, "out").await;
    browser.wait_for("#strip .strip[hidden]").await;
    assert_eq!((came, by_code, left, by_other), (1, 1, 3, 3));
    collected(&server, &door, 0, ("家里人", "")).await;
    collected(&server, &door, 1, ("邻居", "妈妈来电")).await;
}
