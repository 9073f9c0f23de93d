//! Cutting text into what is indexed and what is looked up.

use crate::values::text::fold;

/// English words that say nothing about what is wanted.
const STOP_WORDS: [&str; 14] = [
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
];

/// A run of one script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// Chinese characters without a gap.
    Chinese(Vec<char>),
    /// A word in letters or digits, lower case.
    Word(String),
}

impl Run {
    /// The keys of a run in the index: pairs of characters (the character where there is one
    /// only), or the word.
    pub(super) fn keys(&self) -> Vec<String> {
        match self {
            Self::Chinese(chars) if chars.len() == 1 => vec![chars[0].to_string()],
            Self::Chinese(chars) => chars.windows(2).map(String::from_iter).collect(),
            Self::Word(word) => vec![word.clone()],
        }
    }
}

/// The runs of a text, in order.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for c in fold(text).chars() {
        match runs.last_mut() {
            Some(Run::Chinese(chars)) if open && is_chinese(c) => chars.push(c),
            Some(Run::Word(word)) if open && is_word(c) => word.push(c),
            _ if is_chinese(c) => runs.push(Run::Chinese(vec![c])),
            _ if is_word(c) => runs.push(Run::Word(c.into())),
            _ => {}
        }
        open = is_chinese(c) || is_word(c);
    }
    for run in &mut runs {
        if let Run::Word(word) = run {
            *word = stem(word);
        }
    }
    runs.retain(|run| !matches!(run, Run::Word(word) if word.is_empty()));
    runs
}

/// The runs of a query: as of a text, less the words that say nothing, unless there is no
/// other.
pub(super) fn query_runs(text: &str) -> Vec<Run> {
    let all = runs(text);
    let says_nothing =
        |run: &Run| matches!(run, Run::Word(word) if STOP_WORDS.contains(&word.as_str()));
    let telling: Vec<Run> = all
        .iter()
        .filter(|run| !says_nothing(run))
        .cloned()
        .collect();
    if telling.is_empty() { all } else { telling }
}

/// Drops a possessive and a plural, so that "camps" finds "camp".
fn stem(word: &str) -> String {
    let word = word.split(['\'', '\u{2019}']).next().unwrap_or("");
    match word.strip_suffix('s') {
        Some(singular) if singular.len() >= 3 && !singular.ends_with('s') => singular.to_owned(),
        _ => word.to_owned(),
    }
}

const fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// An apostrophe belongs to its word (it is cut off with what follows by [`stem`]).
fn is_word(c: char) -> bool {
    (c.is_alphanumeric() && !is_chinese(c)) || matches!(c, '\'' | '\u{2019}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        query_runs(text).iter().flat_map(Run::keys).collect()
    }

    #[test]
    fn chinese_is_cut_into_pairs_and_english_into_words() {
        assert_eq!(keys("夏令营"), ["夏令", "令营"]);
        assert_eq!(keys("课"), ["课"]);
        assert_eq!(keys("心理·减压"), ["心理", "减压"]);
        assert_eq!(keys("ＥＱ课程 2027"), ["eq", "课程", "2027"]);
        assert_eq!(keys("Mothers' rooms"), ["mother", "room"]);
        assert_eq!(keys("Women’s class"), ["women", "class"]);
        assert_eq!(keys("the camp for children"), ["camp", "children"]);
        assert_eq!(keys("the"), ["the"]);
        assert_eq!(keys(" ！·"), Vec::<String>::new());
    }
}
