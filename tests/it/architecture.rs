//! The rules of ARCHITECTURE.md, read from the source.

mod guarantees;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the ground up; an import points down only.
const ORDER: &[&str] = &[
    "values",
    "db",
    "web",
    "notices",
    "timer",
    "accounts",
    "organizations",
    "households",
    "catalog",
    "ledger",
    "registrations",
    "roster",
    "privacy",
    "console",
    "worker",
];
const MAX_LINES: usize = 400;

struct Source {
    /// Below `src/`, with slashes.
    path: String,
    text: String,
}

impl Source {
    fn module(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// Where the module stands; the assembly above all.
    fn rank(&self) -> usize {
        rank(self.module())
    }

    /// The code without comments and without tests.
    fn code(&self) -> String {
        if self.is_in("tests") {
            return String::new();
        }
        let code = self.text.split("#[cfg(test)]\nmod ").next().unwrap_or("");
        let lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Whether the file is `name.rs` or lies in a folder `name/`.
    fn is_in(&self, name: &str) -> bool {
        self.path
            .split('/')
            .any(|part| part.trim_end_matches(".rs") == name)
    }
}

fn rank(module: &str) -> usize {
    ORDER
        .iter()
        .position(|it| *it == module)
        .unwrap_or(ORDER.len())
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(found.len() > 40, "the sources were not found");
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            found.push(Source {
                path: name,
                text: fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

/// The paths that follow each `crate::`, groups taken apart: `db::Fault`, `web`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(group) => found.extend(members(group)),
            None => found.push(path(after)),
        }
    }
    found
}

fn path(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':'))
        .collect()
}

/// The members of a `{…}` group at its own depth.
fn members(group: &str) -> Vec<String> {
    let (mut depth, mut found, mut at_start) = (0, Vec::new(), true);
    for (index, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_start = true,
            c if c.is_whitespace() => {}
            _ if at_start => {
                found.push(path(&group[index..]));
                at_start = false;
            }
            _ => {}
        }
    }
    found
}

/// Fails with one line for each source that breaks the rule.
fn nobody(rule: &str, breaks: impl Fn(&Source) -> Option<String>) {
    let broken: Vec<String> = sources()
        .iter()
        .filter_map(|source| Some(format!("src/{}: {}", source.path, breaks(source)?)))
        .collect();
    assert!(broken.is_empty(), "{rule}\n{}", broken.join("\n"));
}

#[test]
fn imports_point_down() {
    nobody(
        "An import points down only (ARCHITECTURE.md, Floors).",
        |source| {
            imports(&source.code()).into_iter().find(|import| {
                let target = import.split(':').next().unwrap_or("");
                // A macro of the crate, or a type of lib.rs, has no floor.
                let known = ORDER.contains(&target) || is_assembly(target);
                known && target != source.module() && rank(target) > source.rank()
            })
        },
    );
}

fn is_assembly(module: &str) -> bool {
    let assembly = [
        "app", "cli", "config", "docs", "health", "openapi", "router",
    ];
    assembly.contains(&module)
}

#[test]
fn carrying_modules_do_not_know_each_other() {
    nobody(
        "notices and timer know neither each other nor a feature.",
        |source| {
            let carrying = ["notices", "timer"];
            let known = imports(&source.code()).into_iter();
            let mut others = known.filter(|it| carrying.iter().any(|other| it.starts_with(other)));
            others
                .find(|it| carrying.contains(&source.module()) && !it.starts_with(source.module()))
        },
    );
}

#[test]
fn nobody_calls_the_store_of_another_feature() {
    nobody(
        "A feature calls the use cases of another, never its store.",
        |source| {
            imports(&source.code()).into_iter().find(|import| {
                let mut parts = import.split("::");
                let other = parts.next() != Some(source.module());
                other && parts.next() == Some("store")
            })
        },
    );
}

#[test]
fn entities_stay_in_stores() {
    nobody("Only store.rs touches entities.", |source| {
        let allowed = source.module() == "db" || source.is_in("store");
        let code = source.code();
        let used = code.contains("db::entity") || code.contains("entity::{");
        (used && !allowed).then(|| "names an entity".to_owned())
    });
}

#[test]
fn policies_are_pure() {
    nobody(
        "A policy has no I/O: neither axum nor sea-orm nor a clock.",
        |source| {
            let pure = source.is_in("policy") || source.is_in("decide");
            let code = source.code();
            let impure = ["axum", "sea_orm", "tokio", "Clock", "getrandom", "async fn"];
            impure
                .into_iter()
                .find(|word| pure && code.contains(word))
                .map(str::to_owned)
        },
    );
}

#[test]
fn bodies_come_through_our_extractors() {
    nobody(
        "Take web::extract::{Body, Valid, Keyed}, not axum::Json.",
        |source| {
            source
                .code()
                .contains("): Json<")
                .then(|| "takes axum::Json".to_owned())
        },
    );
    nobody("A body refuses unknown members.", |source| {
        let code = source.code();
        let mut before = "";
        for part in code
            .split("pub struct ")
            .flat_map(|it| it.split("\nstruct "))
        {
            let name = path(part);
            let attributes = before.rsplit("\n\n").next().unwrap_or("");
            let strict = attributes.contains("deny_unknown_fields");
            if name.ends_with("Body") && attributes.contains("Deserialize") && !strict {
                return Some(name);
            }
            before = part;
        }
        None
    });
}

#[test]
fn files_are_short_and_say_what_they_own() {
    nobody("Split it into a folder.", |source| {
        let lines = source.text.lines().count();
        (lines > MAX_LINES).then(|| format!("{lines} lines"))
    });
    nobody("Begin with //! and what the module owns.", |source| {
        (!source.is_in("tests") && !source.text.starts_with("//!"))
            .then(|| "no module docs".to_owned())
    });
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/ARCHITECTURE.md");
    let lines = fs::read_to_string(page).unwrap().lines().count();
    assert!(
        lines <= 120,
        "ARCHITECTURE.md has {lines} lines; two pages are 120"
    );
}

#[test]
fn the_reader_of_imports_sees_groups() {
    let code = "use crate::{db::{Fault, x::Y}, web};\nlet a = crate::values::ids::X;";
    assert_eq!(imports(code), ["db::", "web", "values::ids::X"]);
}
