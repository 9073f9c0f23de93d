//! What the app says: the same in both languages, and nothing that no screen says.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("static/app")
}

fn modules(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            modules(&path, found);
        } else if path.extension().is_some_and(|it| it == "js") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path.display().to_string(), text));
        }
    }
}

/// The keys of a language, in all its files: a line of two spaces, the key, a colon.
fn keys(language: &str) -> BTreeSet<String> {
    let ends = format!("{language}.js");
    let mut keys = BTreeSet::new();
    for file in fs::read_dir(folder().join("words")).unwrap() {
        let path = file.unwrap().path();
        if !path.display().to_string().ends_with(&ends) {
            continue;
        }
        for line in fs::read_to_string(&path).unwrap().lines() {
            let said = line
                .strip_prefix("  ")
                .and_then(|line| line.split_once(": "));
            if let Some((key, _)) = said {
                let is_new = keys.insert(key.trim_matches('"').to_owned());
                assert!(is_new, "{key} is said twice");
            }
        }
    }
    keys
}

#[test]
fn both_languages_have_the_same_words_and_each_is_said() {
    let (chinese, english) = (keys("zh-CN"), keys("en"));
    assert!(chinese.len() > 100, "the words were not found");
    assert_eq!(chinese, english);
    let mut found = Vec::new();
    modules(&folder(), &mut found);
    let screens: String = found
        .iter()
        .filter(|(path, _)| !path.contains("/words/"))
        .map(|(_, text)| text.as_str())
        .collect();
    // A key is named whole, or by what stands before the part that is filled in.
    let is_said = |key: &&String| {
        let whole = screens.contains(&format!("\"{key}\""));
        let ends = key.match_indices(['.', '-']).map(|(at, _)| &key[..=at]);
        whole
            || ends
                .into_iter()
                .any(|part| screens.contains(&format!("`{part}${{")))
    };
    let unsaid: Vec<_> = chinese.iter().filter(|key| !is_said(key)).collect();
    assert!(unsaid.is_empty(), "no screen says {unsaid:?}");
    for said in screens.split("say(\"").skip(1) {
        let key = said.split('"').next().unwrap();
        assert!(chinese.contains(key), "{key} has no words");
    }
}

#[test]
fn modules_are_short_and_write_no_html_of_their_own() {
    let mut found = Vec::new();
    modules(&folder(), &mut found);
    for (path, text) in found {
        if path.contains("/vendor/") {
            continue;
        }
        let is_words = path.contains("/words/");
        assert!(is_words || text.lines().count() <= 250, "{path} is long");
        for word in [
            "innerHTML",
            "insertAdjacentHTML",
            "eval(",
            "document.write",
            "http://",
            "https://",
        ] {
            assert!(!text.contains(word), "{path} has {word}");
        }
    }
}

/// What the server's templates and code say is there, and nothing that none of them says.
#[test]
fn each_text_of_the_pages_is_there_and_is_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = fs::read_to_string(root.join("locales/zh-CN/app.ftl")).unwrap();
    let ids: BTreeSet<&str> = texts
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(id, _)| id)
        .filter(|id| id.starts_with("app-"))
        .collect();
    assert!(ids.len() > 80, "the texts were not found");
    let mut sources = Vec::new();
    for folder in ["templates/app", "src/worker"] {
        sources_below(&root.join(folder), &mut sources);
    }
    let sources = sources.concat();
    let named: BTreeSet<&str> = sources
        .split("\"app-")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|id| !id.contains('{') && !id.ends_with('-'))
        .collect();
    for id in &named {
        assert!(ids.contains(format!("app-{id}").as_str()), "app-{id}");
    }
    // The days of the week are named by their number.
    let unsaid = ids.iter().filter(|id| !named.contains(&id["app-".len()..]));
    let unsaid: Vec<_> = unsaid.filter(|id| !id.starts_with("app-day-")).collect();
    assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
}

fn sources_below(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources_below(&path, found);
        } else {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
}
