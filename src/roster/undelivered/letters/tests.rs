use super::*;
use crate::notices::render;

const URL: &str = "https://niangjia.example";

#[test]
fn the_letter_in_both_languages() {
    for locale in [Locale::Chinese, Locale::English] {
        for Sample { name, letter } in samples::all(locale, URL) {
            let shown = format!(
                "Subject: {}\nPreheader: {}\n\n{}",
                letter.subject,
                letter.preheader,
                render::text(&letter)
            );
            assert!(!shown.contains("undelivered-"), "{shown}");
            insta::assert_snapshot!(format!("{name}_{}", locale.tag()), shown);
        }
    }
}

#[test]
fn of_many_offerings_it_names_some_and_says_how_many_more() {
    let many = vec![("木工", "", "p-life-wood-01", 1); NAMED + 3];
    let letter = samples::of(Locale::Chinese, URL, many).write();
    assert_eq!(letter.facts.len(), NAMED + 1);
    let last = &letter.facts[NAMED].lines[0];
    assert_eq!(last.words(), "还有 3 个班次，请在名单里看。");
}
