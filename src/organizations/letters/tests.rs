use super::*;
use crate::notices::render;

#[test]
fn every_letter_in_both_languages() {
    for locale in [Locale::Chinese, Locale::English] {
        for Sample { name, letter } in samples::all(locale, "https://niangjia.example") {
            let shown = format!(
                "Subject: {}\nPreheader: {}\n\n{}",
                letter.subject,
                letter.preheader,
                render::text(&letter)
            );
            assert!(
                !shown.contains("staff-") && !shown.contains("membership-"),
                "{shown}"
            );
            insta::assert_snapshot!(format!("{name}_{}", locale.tag()), shown);
        }
    }
}
