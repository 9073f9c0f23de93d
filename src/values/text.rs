//! Text as people type it, made safe to keep and to compare.

use unicode_normalization::UnicodeNormalization;

/// A name or other one-line text: control and zero-width characters dropped, then NFC (what
/// stood around one of them may combine now), white space runs folded to one space, trimmed.
#[must_use]
pub fn clean_line(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .nfc()
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A [`clean_line`] of 1 to `max` characters; `None` when nothing or too much is left.
#[must_use]
pub fn line_within(text: &str, max: usize) -> Option<String> {
    let clean = clean_line(text);
    (1..=max).contains(&clean.chars().count()).then_some(clean)
}

/// Most characters of a person's name.
pub const NAME_MAX: usize = 100;

/// A longer text: as [`clean_line`], but its line breaks stay.
#[must_use]
pub fn clean_text(text: &str) -> String {
    let lines: Vec<String> = text
        .replace("\r\n", "\n")
        .split('\n')
        .map(clean_line)
        .collect();
    lines.join("\n").trim().to_owned()
}

/// What two spellings share, for search and comparison: NFKC, lower case, one-line.
#[must_use]
pub fn fold(text: &str) -> String {
    clean_line(&text.nfkc().collect::<String>()).to_lowercase()
}

/// Zero-width and direction characters: they hide in names and break comparison, tables
/// and mail headers.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_and_breaks_go() {
        assert_eq!(clean_line(" 张\u{200B}小\u{FEFF}一\r\n x "), "张小一 x");
        assert_eq!(clean_line("Bcc:\u{2028}evil"), "Bcc: evil");
        assert_eq!(clean_text("a \r\n\r\n b\u{0000}"), "a\n\nb");
        assert_eq!(fold("ＡＢｃ"), "abc");
        assert_eq!(clean_line("e\u{200B}\u{301}"), "é");
        assert_eq!(clean_text("a\ne\u{200D}\u{301}"), "a\né");
        assert_eq!(fold("Ｅ\u{200B}\u{301}"), "é");
    }

    #[test]
    fn a_name_is_one_to_a_hundred_characters_after_cleaning() {
        let name = |text: &str| line_within(text, NAME_MAX);
        assert_eq!(name("\u{200B} 张小一\u{0007} "), Some("张小一".to_owned()));
        assert_eq!(name(" \u{200B}\t"), None);
        assert!(name(&"长".repeat(100)).is_some());
        assert_eq!(name(&"长".repeat(101)), None);
        assert_eq!(name("e\u{301}"), Some("é".to_owned()));
    }
}
