//! Texts of one line.

use crate::values::locale::Bilingual;
use crate::values::text::line_within;

/// Most characters of a text.
const MOST: usize = 2000;

/// A text of 1 to 2,000 characters, cleaned.
#[must_use]
pub fn line(text: &str) -> Option<String> {
    line_within(text, MOST)
}

/// What is said of a text that is too short or too long.
#[must_use]
pub fn length() -> Bilingual {
    Bilingual::new("要 1 到 2000 个字", "must have 1 to 2,000 characters")
}

/// Whether `text` can be the stable code of something new: lower-case letters, digits and
/// hyphens, beginning with a letter, so that it stands in an address and is no id.
#[must_use]
pub fn is_code(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (2..=60).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(fits)
        && text.parse::<uuid::Uuid>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_in_an_address_and_is_no_id() {
        assert!(is_code("p-birds-2027-01"));
        for text in ["p", "1-a", "P-birds", "p birds", "p/birds", ""] {
            assert!(!is_code(text), "{text}");
        }
        assert!(!is_code("a0a2a2a0-0000-7000-8000-000000000000"));
    }
}
