//! What the family's record lacks, and who is under age: asked for where it is needed.

use serde_json::json;

use super::super::{LANGUAGES, WIDTHS, stocked};
use super::{RELATION, SUBMIT};
use crate::console::Window;
use crate::registering::text;

/// Nobody can tell whether a child without a birth date fits: it is written down there and then, and what
/// is wrong with a part of an answer stands at that part.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_record_lacks_is_written_down_on_the_way() {
    let server = stocked().await;
    let token = server.worker("zhang@example.org").await;
    let child = json!({ "name": "张小二", "relation": "child" });
    let adding = server.post("/api/v1/me/participants", &child);
    let child = text(&adding.token(&token).send().await.ok(201), "id");
    for language in LANGUAGES {
        let window = Window::at_registering(&server, language).await;
        let browser = &window.browser;
        browser.wait_for(".pick.off + p button").await;
        let lacks = format!("app.register-lacks.{language}");
        window.is_well_made_in(&lacks, &WIDTHS).await;
        browser.size(390, 900).await;
        // The parent has no date either, and would not fit with one.
        assert_eq!(browser.count(".pick.off").await, 2);
        assert_eq!(browser.count(".pick.off + p button").await, 1);
        browser.click(".pick.off + p button").await;
        window.put("#birth_date", "2019-03-01").await;
        browser.click(SUBMIT).await;
        let chosen = format!("input[name=who][value='{child}']:checked:not(:disabled)");
        browser.wait_for(&chosen).await;
        let heading = window.focus().await;
        assert!(
            ["给谁报名？", "Who will take part?"].contains(&heading.as_str()),
            "{heading}"
        );
        browser.click(SUBMIT).await;
        browser.click(RELATION).await;
        for (part, value) in [("name", "李四"), ("phone", "没有"), ("relation", "父亲")] {
            let field = format!("#q-emergency_contact-0-{part}");
            browser.fill(&field, value).await;
        }
        browser.click("#c-guardian_consent").await;
        browser.click(SUBMIT).await;
        browser.wait_for("#q-emergency_contact-0-phone-err").await;
        let part = format!("app.register-part-wrong.{language}");
        window.is_well_made_in(&part, &WIDTHS).await;
        browser.size(390, 900).await;
        browser.click(".note.clay a").await;
        browser.wait_for("#q-emergency_contact-0-phone:focus").await;
        // For the other language it lacks it again.
        let path = format!("/api/v1/me/participants/{child}");
        let edit = json!({ "birth_date": null, "emergency_contact": null });
        let edit = server.patch(&path, &edit).token(&token);
        edit.send().await.ok(200);
    }
}

/// Under age, and nobody's child here: the guardian's consent is asked for all the same.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_under_age_needs_a_guardian() {
    let server = stocked().await;
    let token = server.worker("young@example.org").await;
    let people = server.get("/api/v1/me/participants").token(&token);
    let own = text(&people.send().await.ok(200)["items"][0], "id");
    let path = format!("/api/v1/me/participants/{own}");
    let born = json!({ "birth_date": "2012-01-05" });
    server
        .patch(&path, &born)
        .token(&token)
        .send()
        .await
        .ok(200);
    let window = Window::open(&server, 390, "zh-CN").await;
    let browser = &window.browser;
    let path = "/offerings/p-court-01/register";
    window.enter_app(&server, "young@example.org", path).await;
    browser.click("input[name=session]").await;
    browser.click("input[name=who]").await;
    browser.click(SUBMIT).await;
    browser.wait_for("#c-guardian_consent").await;
    let consents = browser.text("section[aria-labelledby=consents]").await;
    assert!(consents.contains("必需"), "{consents}");
}
