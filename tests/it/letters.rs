//! Every letter, by its samples: what each must say, and that other programs read its mail.

mod read;

use axum::http::Method;
use niangjia::notices::{Letter, Sample, render};
use niangjia::values::locale::Locale;

use crate::harness::{Ask, Backend, TestServer};

const LOCALES: [Locale; 2] = [Locale::Chinese, Locale::English];

/// To addresses that nobody has proved: they greet nobody by name.
const UNPROVED: [&str; 4] = ["account-code", "email-change", "no-account", "role-waiting"];

/// Words of a line that says whom to ask.
const WHOM: [&str; 7] = [
    "请问",
    "可以问",
    "该问谁",
    "0571",
    "ask",
    "whom to ask",
    "Questions?",
];

/// What a letter lacks.
fn flaws(name: &str, letter: &Letter) -> Vec<&'static str> {
    let text = render::text(letter);
    let greets = letter.recipient_name.is_some();
    let asks = letter.footer.iter().any(|line| {
        let line = line.words();
        WHOM.iter().any(|word| line.contains(word))
    });
    let checks = [
        (letter.subject.is_empty(), "a subject"),
        (letter.heading.is_empty(), "a heading"),
        (letter.lead.is_empty(), "what it is about"),
        (greets == UNPROVED.contains(&name), "its greeting"),
        (letter.steps.is_empty(), "a next step"),
        (!asks, "whom to ask"),
        (text.contains("{ $") || text.contains("{$"), "a value"),
    ];
    let lacks = checks.into_iter().filter(|(lacks, _)| *lacks);
    lacks.map(|(_, what)| what).collect()
}

#[tokio::test]
async fn every_letter_greets_tells_the_next_step_and_whom_to_ask() {
    let server = TestServer::start(Backend::Sqlite).await;
    let mut names = Vec::new();
    for locale in LOCALES {
        let samples = server.app.notices.letters.samples(locale);
        names.push(
            samples
                .iter()
                .map(|one| one.name.clone())
                .collect::<Vec<_>>(),
        );
        let flawed: Vec<_> = samples
            .iter()
            .map(|Sample { name, letter }| (name, flaws(name, letter)))
            .filter(|(_, flaws)| !flaws.is_empty())
            .collect();
        assert!(flawed.is_empty(), "{locale:?}: {flawed:?}");
        for Sample { name, letter } in &samples {
            assert_eq!(letter.locale, locale, "{name}");
            let page = render::html(letter).unwrap();
            for outside in ["src=", "url(", "@import", "<script", "<link"] {
                assert!(
                    !page.contains(outside),
                    "{name} fetches something: {outside}"
                );
            }
        }
    }
    assert_eq!(names[0], names[1], "the same in both languages");
    for kind in [
        "new-device",
        "membership-refused",
        "draw-due",
        "undelivered-digest",
    ] {
        assert!(
            names[0].iter().any(|name| name == kind),
            "{kind}: {names:?}"
        );
    }
}

#[tokio::test]
async fn a_demo_shows_every_letter_in_both_languages() {
    let server = TestServer::start(Backend::Sqlite).await;
    let hidden = server.get("/dev/mail/templates").send().await;
    hidden.is_problem(404, "not-found");

    let mut app = server.app.clone();
    app.show_mails();
    let demo = niangjia::router::router(&app).unwrap();
    let get = async |path: &str| Ask::new(demo.clone(), Method::GET, path).send().await;
    let list = get("/dev/mail/templates").await;
    assert_eq!(list.status, 200);
    for locale in LOCALES {
        for Sample { name, letter } in app.notices.letters.samples(locale) {
            let path = format!("/dev/mail/templates/{name}?lang={}", locale.tag());
            assert!(list.text().contains(&path), "{path}: {}", list.text());
            let page = get(&path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(
                page.text()
                    .contains("<iframe sandbox=\"allow-same-origin\" ")
            );
            assert!(
                page.header("content-security-policy")
                    .starts_with("default-src 'none';")
            );
            let alone = format!("/dev/mail/templates/{name}/html?lang={}", locale.tag());
            let alone = get(&alone).await;
            assert_eq!(alone.text(), render::html(&letter).unwrap());
        }
    }
    get("/dev/mail/templates/nothing")
        .await
        .is_problem(404, "not-found");
    assert!(
        get("/dev/mail")
            .await
            .text()
            .contains("\"/dev/mail/templates\"")
    );
}
