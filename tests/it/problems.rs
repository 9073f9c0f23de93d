//! docs/problems.md says what the table says.

use std::fmt::Write;

use niangjia::values::locale::Locale;
use niangjia::web::Kind;

use crate::harness::{Backend, TestServer};

const INTRODUCTION: &str = "# Problems\n\n\
    Every refusal is `application/problem+json` (RFC 9457); `type` is `/problems/<slug>`. This page is\n\
    made from the table in `src/web/problem/kind.rs`: the test of `tests/it/problems.rs` fails when they\n\
    differ, and `UPDATE_DOCS=1 cargo test --test it problems::` writes it again.\n\n\
    | slug | status | when | 中文 | English |\n|---|---|---|---|---|\n";

#[test]
fn the_page_lists_every_kind() {
    let mut page = INTRODUCTION.to_owned();
    for kind in Kind::ALL {
        let title = kind.title();
        writeln!(
            page,
            "| `{}` | {} | {} | {} | {} |",
            kind.slug(),
            kind.status().as_u16(),
            kind.meaning().pick(Locale::English),
            title.pick(Locale::Chinese),
            title.pick(Locale::English),
        )
        .unwrap();
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/problems.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let missing: Vec<&str> = page
        .lines()
        .filter(|line| !committed.contains(line))
        .collect();
    assert!(
        committed == page,
        "docs/problems.md is behind; it lacks {missing:#?}"
    );
}

#[tokio::test]
async fn the_page_of_a_kind_is_in_the_readers_language() {
    let server = TestServer::start(Backend::Sqlite).await;
    let page = server.get("/problems/full").send().await;
    assert_eq!(page.header("content-language"), "zh-CN");
    let text = page.text();
    assert!(text.contains("lang=\"zh-CN\"") && text.contains("没有名额，也不能再排候补。"));
    let page = server.get("/problems/full").english().send().await;
    let text = page.text();
    assert!(text.contains("lang=\"en\"") && text.contains("No place and no waiting list"));
}
