//! Templates name texts and pictures: each of them is there.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn templates(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            templates(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The first arguments of all calls of a function in a template.
fn called<'a>(template: &'a str, function: &str) -> Vec<&'a str> {
    let calls = template.match_indices(function);
    let argument = |(at, _): (usize, &str)| {
        let rest = template[at + function.len()..].strip_prefix('"')?;
        rest.split('"').next()
    };
    calls.filter_map(argument).collect()
}

/// The texts of all parts of the console.
fn texts() -> String {
    let mut files = Vec::new();
    templates(&Path::new(ROOT).join("locales/zh-CN"), &mut files);
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with("console")
    };
    let ours = files.into_iter().filter(is_ours);
    ours.map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn what_templates_name_is_there() {
    let mut found = Vec::new();
    templates(&Path::new(ROOT).join("templates/console"), &mut found);
    let texts = texts();
    let icons = fs::read_to_string(Path::new(ROOT).join("static/look/icons.svg")).unwrap();
    let mut missing = Vec::new();
    for path in found {
        let template = fs::read_to_string(&path).unwrap();
        for function in ["frame.say(", "frame.count(", "frame.about("] {
            let ids = called(&template, function).into_iter();
            let unknown = ids.filter(|id| !texts.contains(&format!("\n{id} =")));
            missing.extend(unknown.map(|id| format!("{}: {id}", path.display())));
        }
        let names = called(&template, "icon(frame, ").into_iter();
        let unknown = names.filter(|name| !icons.contains(&format!("id=\"{name}\"")));
        missing.extend(unknown.map(|name| format!("{}: {name}", path.display())));
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
