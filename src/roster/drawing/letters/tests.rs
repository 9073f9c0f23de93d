use super::*;
use crate::notices::render;

const URL: &str = "https://niangjia.example";

#[test]
fn every_letter_in_both_languages() {
    for locale in [Locale::Chinese, Locale::English] {
        for Sample { name, letter } in samples::all(locale, URL) {
            let shown = format!(
                "Subject: {}\nPreheader: {}\n\n{}",
                letter.subject,
                letter.preheader,
                render::text(&letter)
            );
            assert!(
                !shown.contains("draw-due") && !shown.contains("minimum-"),
                "{shown}"
            );
            insta::assert_snapshot!(format!("{name}_{}", locale.tag()), shown);
        }
    }
}

#[test]
fn of_a_confidential_program_the_subject_says_no_name_and_the_letter_no_small_number() {
    for locale in [Locale::Chinese, Locale::English] {
        let letter = samples::one(locale, URL, true, 3);
        for line in [&letter.subject, &letter.preheader] {
            assert!(!line.contains("小候鸟") && !line.contains("七月"), "{line}");
        }
        let few = &letter.facts[1].lines;
        let none = samples::one(locale, URL, true, 0);
        assert_eq!(few, &none.facts[1].lines, "nobody is a small number too");
    }
}
