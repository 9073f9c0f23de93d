//! docs/guarantees.md names tests, commands and files, and the planted bugs name tests: each of
//! them is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::harness::run;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join("docs").join(name)).unwrap()
}

/// What stands between backticks, and the lines of the blocks of code.
fn named(page: &str) -> Vec<&str> {
    let mut named = Vec::new();
    for (at, part) in page.split("```").enumerate() {
        if at % 2 == 0 {
            named.extend(part.split('`').skip(1).step_by(2));
        } else {
            named.extend(part.lines().skip(1));
        }
    }
    named
}

/// The tests of this binary; one that runs on both databases also by its name without them.
fn tests() -> BTreeSet<String> {
    let this = std::env::current_exe().unwrap();
    let listed = Command::new(this).arg("--list").output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let mut tests = BTreeSet::new();
    for test in listed
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
    {
        tests.insert(test.to_owned());
        tests.extend(test.strip_suffix("::on_postgres").map(str::to_owned));
    }
    tests
}

/// Whether a command is one of the Makefile, of the binary, or of the scripts.
fn is_a_command(words: &[&str]) -> bool {
    match words {
        ["make", target, ..] => {
            let makefile = fs::read_to_string(Path::new(ROOT).join("Makefile")).unwrap();
            makefile.contains(&format!("\n{target}:"))
        }
        ["niangjia", arguments @ ..] => {
            let words = arguments.iter().copied();
            let words = words.take_while(|word| word.chars().all(|c| c.is_ascii_lowercase()));
            let asked: Vec<&str> = words.chain(["--help"]).collect();
            run(&asked, &[]).status.success()
        }
        [path, ..] => Path::new(ROOT).join(path).exists(),
        [] => true,
    }
}

#[test]
fn what_the_guarantees_name_is_there() {
    let (page, tests) = (page("guarantees.md"), tests());
    let mut missing = Vec::new();
    for name in named(&page) {
        let words: Vec<&str> = name.split('#').next().unwrap().split_whitespace().collect();
        let there = match words.as_slice() {
            [test] if test.contains("::") => tests.contains(*test),
            ["make" | "niangjia", ..] => is_a_command(&words),
            [path, ..] if path.contains('/') => is_a_command(&words),
            _ => true,
        };
        if !there {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "docs/guarantees.md: {missing:?}");
    let named = named(&page);
    let all = tests
        .iter()
        .filter(|test| test.starts_with("twelve_rules::") && !test.contains("::on_"));
    let untold: Vec<_> = all.filter(|test| !named.contains(&test.as_str())).collect();
    assert!(
        untold.is_empty(),
        "docs/guarantees.md leaves out {untold:?}"
    );
}

#[test]
fn the_rules_and_invariants_the_guarantees_rest_on_are_there() {
    let (guarantees, rules, operations) = (
        page("guarantees.md"),
        page("rules.md"),
        page("operations.md"),
    );
    let words = guarantees.split(|c: char| !c.is_ascii_alphanumeric());
    for word in words {
        let Some((letter, number)) = word.split_at_checked(1) else {
            continue;
        };
        let there = match (letter, number.parse::<u32>()) {
            ("R", Ok(_)) => rules.contains(&format!("**{word}**")),
            ("I", Ok(_)) => operations.contains(&format!("| {word} |")),
            _ => true,
        };
        assert!(
            there,
            "docs/guarantees.md rests on {word}, which is nowhere"
        );
    }
}

#[test]
fn each_planted_bug_names_a_test() {
    let tests = tests();
    for patch in fs::read_dir(Path::new(ROOT).join("tests/mutants")).unwrap() {
        let patch = patch.unwrap().path();
        let planted = fs::read_to_string(&patch).unwrap();
        let named: Vec<&str> = planted
            .lines()
            .filter_map(|line| line.strip_prefix("Test: "))
            .collect();
        assert_eq!(named.len(), 1, "{}", patch.display());
        let test = named[0];
        assert!(tests.contains(test), "{}: no test {test}", patch.display());
    }
}
