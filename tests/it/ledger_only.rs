//! The ledger is the only code that writes seats: read from the source.

use std::fs;
use std::path::{Path, PathBuf};

/// The tables of the ledger.
const TABLES: &[&str] = &[
    "ledgers",
    "units",
    "pools",
    "registrations",
    "registration_events",
    "pool_events",
];
/// Where they are written.
const LEDGER: &str = "ledger/store/";

/// What writes to `table` in `code`: an entity's way, or SQL.
fn writes(code: &str, table: &str) -> Vec<String> {
    let entity = [
        "ActiveModel",
        "Entity::insert",
        "Entity::update",
        "Entity::delete",
        "Entity::truncate",
    ];
    let entity = entity.map(|way| format!("{table}::{way}"));
    let statements = ["INSERT INTO", "UPDATE", "DELETE FROM", "TRUNCATE"];
    let statements = statements.map(|verb| format!("{verb} {table}"));
    let aliased = [format!("{table} as "), format!("{table}::*")];
    let calls = ["into_table", "from_table", ".table"].map(|call| format!("{call}({table}::"));
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    let words = words.join(" ");
    let all = entity
        .into_iter()
        .chain(statements)
        .chain(aliased)
        .chain(calls);
    all.filter(|way| is_named(&words, way)).collect()
}

/// Whether `way` stands in `code` as words of its own.
fn is_named(code: &str, way: &str) -> bool {
    code.match_indices(way).any(|(at, _)| {
        let joins = |c: char| c.is_alphanumeric() || c == '_';
        let before = code[..at].chars().next_back().is_some_and(joins);
        let after = code[at + way.len()..].chars().next();
        // `insert_many`, `update_many` and the like write too.
        let open_ended = way.contains("::") || way.ends_with(' ');
        !before && (open_ended || !after.is_some_and(joins))
    })
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn nobody_else_writes_seats() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    let (mut by_ledger, mut by_others) = (0, Vec::new());
    for path in found {
        let name = path
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let text = fs::read_to_string(&path).unwrap();
        for table in TABLES {
            let writes = writes(&text, table);
            if name.starts_with(LEDGER) {
                by_ledger += writes.len();
            } else if !writes.is_empty() {
                by_others.push(format!("src/{name}: {}", writes.join(", ")));
            }
        }
    }
    assert!(
        by_ledger >= TABLES.len(),
        "the ledger's own writes are not seen"
    );
    assert!(
        by_others.is_empty(),
        "Only {LEDGER} writes seats.\n{}",
        by_others.join("\n")
    );
}

#[test]
fn each_way_of_writing_is_seen() {
    for code in [
        "pools::Entity::update_many()",
        "let row = pools::ActiveModel {",
        "\"UPDATE pools SET taken = 0\"",
        "\"INSERT INTO\n    pools(id)\"",
        "use crate::db::entity::pools as seats;",
        "Query::insert().into_table(pools::Entity)",
    ] {
        assert!(!writes(code, "pools").is_empty(), "{code}");
    }
    for code in [
        "pools::Entity::find()",
        "carpools::Entity::update_many()",
        "UPDATE pools_old",
    ] {
        assert_eq!(writes(code, "pools"), Vec::<String>::new(), "{code}");
    }
}
