//! Whoever types what a program calls itself finds it among the first five: tried with every
//! program of the demo, in both languages.

use std::collections::{BTreeSet, HashMap};

use niangjia::catalog::model::ProgramKind;
use niangjia::catalog::search::kind_words;
use serde_json::Value;

use super::{DEMO, codes, find, with_demo};
use crate::harness::TestServer;

/// What is shown on the first screen of a phone.
const FIRST: usize = 5;

/// A program as the file has it.
struct Listed {
    code: String,
    kind: String,
    brands: [String; 2],
    titles: [String; 2],
    /// All that anybody could read of it, lower case.
    text: String,
}

fn listed() -> Vec<Listed> {
    let file: Value = serde_json::from_slice(DEMO).unwrap();
    let named = |list: &str| -> HashMap<String, String> {
        let rows = file[list].as_array().unwrap().iter();
        rows.map(|row| (text(row, "id"), row.to_string())).collect()
    };
    let (bodies, sites) = (named("organizations"), named("sites"));
    let programs = file["programs"].as_array().unwrap().iter();
    let read = |program: &Value| {
        let mut all = vec![
            program.to_string(),
            bodies[&text(program, "org_id")].clone(),
        ];
        for offering in program["offerings"].as_array().unwrap() {
            all.extend(sites.get(&text(offering, "site_id")).cloned());
        }
        Listed {
            code: text(program, "id"),
            kind: text(program, "kind"),
            brands: [text(program, "brand"), text(program, "brand_en")],
            titles: [text(program, "title"), text(program, "title_en")],
            text: all.concat().to_lowercase(),
        }
    };
    programs.map(read).collect()
}

fn text(row: &Value, member: &str) -> String {
    row[member].as_str().unwrap_or_default().to_owned()
}

/// Whether a word asks for a kind of thing first, by rule: "training" for courses, and only then
/// for a survey about training.
fn asks_for_a_kind(word: &str) -> bool {
    ProgramKind::ALL
        .iter()
        .any(|kind| kind_words(*kind).split(' ').any(|one| one == word))
}

/// What somebody may type of a title: its English words, and each two Chinese signs that stand
/// together, since Chinese puts no gaps between words.
fn words(title: &str) -> BTreeSet<String> {
    let title = title.to_lowercase();
    let runs = title.split(|c: char| !c.is_alphanumeric());
    let mut words = BTreeSet::new();
    for run in runs {
        let signs: Vec<char> = run.chars().collect();
        if run.is_ascii() && signs.len() > 1 {
            words.insert(run.to_owned());
        } else {
            words.extend(signs.windows(2).map(String::from_iter));
        }
    }
    words
}

fn encoded(query: &str) -> String {
    let bytes: Vec<String> = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

/// The codes of the first programs that are found.
async fn first(server: &TestServer, query: &str) -> Vec<String> {
    let page = find(server, &format!("limit={FIRST}&q={}", encoded(query))).await;
    codes(&page).into_iter().map(str::to_owned).collect()
}

on_both_databases! {
    async fn what_a_program_calls_itself_finds_it(server) {
        with_demo(&server).await;
        let all = listed();
        let mut missed = Vec::new();
        for program in &all {
            let mut queries: BTreeSet<String> = program.brands.iter().chain(&program.titles)
                .cloned().collect();
            for word in program.titles.iter().flat_map(|title| words(title)) {
                let shared = all.iter().filter(|one| one.text.contains(&word)).count();
                if shared <= FIRST && !asks_for_a_kind(&word) {
                    queries.insert(word);
                }
            }
            for query in queries {
                if !first(&server, &query).await.contains(&program.code) {
                    missed.push(format!("{}: {query}", program.code));
                }
            }
        }
        assert!(missed.is_empty(), "not among the first {FIRST}:\n{}", missed.join("\n"));
    }

    async fn a_word_for_a_kind_puts_that_kind_first(server) {
        with_demo(&server).await;
        let all = listed();
        let kinds: BTreeSet<&str> = all.iter().map(|one| one.kind.as_str()).collect();
        let page = find(&server, "limit=100").await;
        for kind in kinds {
            let of_kind = |code: &String| all.iter().any(|one| one.code == *code && one.kind == kind);
            let labelled = page["items"].as_array().unwrap().iter().find(|item| item["kind"] == kind);
            let label = text(labelled.unwrap(), "kind_label");
            let there = all.iter().filter(|one| one.kind == kind).count();
            for query in [kind.replace('_', " "), label] {
                let found = first(&server, &query).await;
                let front = &found[..there.min(FIRST).min(found.len())];
                assert!(
                    front.len() == there.min(FIRST) && front.iter().all(of_kind),
                    "{query}: {found:?}"
                );
            }
        }
    }
}
