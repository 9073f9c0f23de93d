//! Each program of the demo file is found by its own words.

use crate::catalog::discover::{Position, Wish, facets, page, search};
use crate::catalog::model::Program;
use crate::catalog::places::PlacesBoard;
use crate::catalog::policy::Phase;
use crate::catalog::search::{kind_label, kind_words};
use crate::catalog::snapshot::Snapshot;
use crate::values::clock::Instant;
use crate::values::ids::Reference;

use super::tests::demo_contents;

fn snapshot() -> Snapshot {
    Snapshot::of(demo_contents())
}

/// 14 June 2027, 09:00 in Hangzhou.
const NOW: Instant = Instant::from_millis(1_813_021_200_000);

fn codes<'a>(snapshot: &'a Snapshot, wish: &Wish) -> Vec<&'a str> {
    let hits = search(snapshot, &PlacesBoard::default(), wish, NOW);
    hits.iter().map(|hit| hit.program.code.as_str()).collect()
}

fn first_five<'a>(snapshot: &'a Snapshot, words: &str) -> Vec<&'a str> {
    let mut codes = codes(snapshot, &words_of(words));
    codes.truncate(5);
    codes
}

fn words_of(words: &str) -> Wish {
    Wish {
        words: Some(words.to_owned()),
        ..Wish::default()
    }
}

#[test]
fn each_program_is_among_the_first_five_by_its_own_words() {
    let snapshot = snapshot();
    for program in snapshot.programs.all() {
        let label = kind_label(program.kind);
        let Program { title, brand, .. } = program;
        for query in [
            title.zh.clone(),
            title.en.clone(),
            brand.zh.clone(),
            brand.en.clone(),
            format!("{} {}", brand.zh, label.zh),
            format!("{} {} {}", brand.zh, title.zh, label.zh),
            format!("{} {} {}", brand.en, title.en, label.en),
            format!("{} {}", title.en, program.kind.as_str().replace('_', " ")),
        ] {
            let found = first_five(&snapshot, &query);
            assert!(found.contains(&program.code.as_str()), "{query}: {found:?}");
        }
    }
}

#[test]
fn a_word_for_a_kind_finds_that_kind_first() {
    let snapshot = snapshot();
    for program in snapshot.programs.all() {
        let of_kind = |code: &&str| {
            let found = snapshot.programs.find(&Reference::Code((*code).to_owned()));
            found.is_some_and(|found| found.kind == program.kind)
        };
        let size = snapshot
            .programs
            .all()
            .iter()
            .filter(|one| one.kind == program.kind)
            .count();
        let label = kind_label(program.kind);
        for word in [label.zh.as_str(), label.en.as_str(), program.kind.as_str()] {
            let found = first_five(&snapshot, word);
            let right = found.iter().filter(|code| of_kind(code)).count();
            assert_eq!(right, size.min(5), "{word}: {found:?}");
        }
        for word in kind_words(program.kind).split(' ') {
            assert!(!first_five(&snapshot, word).is_empty(), "{word}");
        }
    }
}

#[test]
fn people_find_what_they_ask_for() {
    let snapshot = snapshot();
    for (words, wanted) in [
        ("托管", "p-longxi-care"),
        ("夏令营", "p-rdf-camp"),
        ("夏令营", "p-birds-2027"),
        ("心理", "p-mind-pujiang"),
        ("陶", "p-life-pottery"),
        ("camp", "p-birds-2027"),
        ("counselling", "p-mind-online"),
        ("counseling", "p-mind-pujiang"),
        ("mothers' room", "p-room-huangyan"),
        ("黄岩 母婴", "p-room-huangyan"),
        ("杭州夏令营", "p-birds-2027"),
        ("非洲鼓", "p-open-drum"),
    ] {
        let found = first_five(&snapshot, words);
        assert!(found.contains(&wanted), "{words}: {found:?}");
    }
}

#[test]
fn filters_narrow() {
    let snapshot = snapshot();
    let camps = Wish {
        grade: Some(3),
        phases: vec![Phase::Open],
        ..Wish::default()
    };
    assert!(codes(&snapshot, &camps).contains(&"p-birds-2027"));
    let city = snapshot
        .organizations
        .find(&Reference::Code("jh".into()))
        .unwrap()
        .id;
    let within = Wish {
        within: Some(city),
        ..Wish::default()
    };
    let found = codes(&snapshot, &within);
    assert!(found.contains(&"p-mind-pujiang") && found.contains(&"p-yiwu-law"));
    assert!(!found.contains(&"p-birds-2027"));
    let adult = Wish {
        age: Some(30),
        ..Wish::default()
    };
    assert!(!codes(&snapshot, &adult).contains(&"p-rdf-camp"));
}

#[test]
fn pages_stay_when_programs_are_added() {
    let snapshot = snapshot();
    let hits = search(&snapshot, &PlacesBoard::default(), &Wish::default(), NOW);
    assert_eq!(hits.len(), 45);
    assert_eq!(facets(&snapshot, &hits).kinds.values().sum::<u32>(), 45);
    let mut seen = Vec::new();
    let mut after: Option<Position> = None;
    loop {
        let (rows, more) = page(&hits, after.as_ref(), 7);
        seen.extend(rows.iter().map(|hit| hit.program.code.as_str()));
        after = rows.last().map(|hit| hit.position.clone());
        if !more {
            break;
        }
    }
    let all: Vec<_> = hits.iter().map(|hit| hit.program.code.as_str()).collect();
    assert_eq!(seen, all);
    let before_all = Position {
        key: i64::MIN,
        code: String::new(),
    };
    assert_eq!(page(&hits, Some(&before_all), 100).0.len(), 45);
}
