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
            assert!(!shown.contains("minimum-"), "{shown}");
            insta::assert_snapshot!(format!("{name}_{}", locale.tag()), shown);
        }
    }
}

#[test]
fn of_a_confidential_program_no_small_number_is_told() {
    let with = |numbers| samples::one(Locale::Chinese, URL, true, numbers);
    let letter = serde_json::to_string(&with((3, 1))).unwrap();
    assert!(
        letter.contains("不到 5 人") && !letter.contains("3 人"),
        "{letter}"
    );
    assert!(!letter.contains("1 人"), "{letter}");
    let rows = |numbers| with(numbers).facts.len();
    assert_eq!(rows((3, 0)), rows((3, 1)), "nobody is a small number too");
    let more = serde_json::to_string(&with((7, 0))).unwrap();
    assert!(more.contains("5 人") && !more.contains("7 人"), "{more}");
}

#[test]
fn no_subject_names_a_confidential_program() {
    for locale in [Locale::Chinese, Locale::English] {
        let letter = samples::one(locale, URL, true, (3, 1));
        for line in [&letter.subject, &letter.preheader] {
            assert!(!line.contains("木工") && !line.contains("夏季"), "{line}");
        }
        assert!(
            letter.heading.contains("木工"),
            "who decides must know which"
        );
    }
}
