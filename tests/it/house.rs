//! The files around the code keep step with it.

use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What follows a word at the beginning of a line.
fn lines_of<'a>(text: &'a str, word: &'a str) -> Vec<&'a str> {
    text.lines()
        .filter_map(|line| line.strip_prefix(word))
        .map(str::trim)
        .collect()
}

/// No base image can be pulled where the tests run, so the file itself is read.
#[test]
fn the_dockerfile_fits_the_repository() {
    let dockerfile = read("Dockerfile").replace("\\\n", " ");
    let toolchain = read("rust-toolchain.toml");
    let from = lines_of(&dockerfile, "FROM ");
    assert_eq!(from.len(), 2, "one stage builds, one runs");
    let version = from[0].split([':', '-']).nth(1).unwrap();
    assert!(
        toolchain.contains(&format!("channel = \"{version}\"")),
        "{} builds",
        from[0]
    );

    for copy in lines_of(&dockerfile, "COPY ")
        .iter()
        .filter(|it| !it.starts_with("--from"))
    {
        let words: Vec<&str> = copy.split_whitespace().collect();
        for source in &words[..words.len() - 1] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
            assert!(path.exists(), "COPY {source}: there is no such file");
        }
    }
    for folder in [
        "src",
        "migration",
        "config",
        "templates",
        "static",
        "locales",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let copied = lines_of(&dockerfile, "COPY ")
            .iter()
            .any(|it| it.contains(folder));
        assert!(
            !path.exists() || copied,
            "{folder} is not in the image's build"
        );
    }
    let users = lines_of(&dockerfile, "USER ");
    assert!(
        users
            .last()
            .is_some_and(|user| *user != "root" && *user != "0"),
        "runs as root"
    );
    assert!(dockerfile.contains("HEALTHCHECK") && dockerfile.contains("/healthz"));
    assert!(dockerfile.contains("ENTRYPOINT [\"/usr/local/bin/niangjia\"]"));
}

#[test]
fn the_toolchain_is_the_one_the_manifest_asks_for() {
    let manifest = read("Cargo.toml");
    assert!(manifest.contains("rust-version = \"1.95\""));
    assert!(read("rust-toolchain.toml").contains("channel = \"1.95.0\""));
}

/// Each key of the defaults has a comment above it, and each is known.
#[test]
fn every_setting_is_explained() {
    let defaults = read("config/default.toml");
    let mut explained = false;
    for line in defaults.lines() {
        let commented = line.starts_with('#');
        if !commented && line.contains(" = ") {
            assert!(explained, "{line} has no comment");
        }
        explained = commented;
    }
    niangjia::config::Config::from_toml("").unwrap();
}
