//! The texts of `locales/`, embedded in the binary.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::{LanguageIdentifier, Loader, static_loader};
use unic_langid::langid;

use super::locale::Locale;

pub use fluent_templates::fluent_bundle::FluentValue as Value;

static_loader! {
    static TEXTS = {
        locales: "./locales",
        fallback_language: "zh-CN",
        // Isolation marks (U+2068, U+2069) would stand in subjects and file names.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static CHINESE: LanguageIdentifier = langid!("zh-CN");
static ENGLISH: LanguageIdentifier = langid!("en");

/// What a text is filled with: names without `$`, and their values.
pub type Arguments<'a> = [(&'static str, Value<'a>)];

/// The same, with names known only at run time.
pub type Filled<'a> = HashMap<Cow<'static, str>, Value<'a>>;

/// The text `id` in the language of `locale`, filled with `arguments`.
///
/// An unknown `id` gives the id itself and an error in the log; a test compares the ids of
/// both languages.
#[must_use]
pub fn say(locale: Locale, id: &str, arguments: &Arguments<'_>) -> String {
    let filled: Filled<'_> = arguments
        .iter()
        .map(|(name, value)| (Cow::Borrowed(*name), value.clone()))
        .collect();
    say_filled(locale, id, &filled)
}

/// The text `id`, if there is one of that name: for ids that come from outside.
#[must_use]
pub fn known(locale: Locale, id: &str) -> Option<String> {
    TEXTS.try_lookup_complete(language(locale), id, None)
}

/// As [`say`], with names that are known only at run time.
#[must_use]
pub fn say_filled(locale: Locale, id: &str, filled: &Filled<'_>) -> String {
    TEXTS
        .try_lookup_complete(language(locale), id, Some(filled))
        .unwrap_or_else(|| {
            tracing::error!(id, "no such text");
            id.to_owned()
        })
}

const fn language(locale: Locale) -> &'static LanguageIdentifier {
    match locale {
        Locale::Chinese => &CHINESE,
        Locale::English => &ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::*;

    /// Each id of a language with the variables it is filled with, sorted and without repeats.
    fn texts(language: &str) -> BTreeMap<String, Vec<String>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("locales")
            .join(language);
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let mut id = String::new();
            for line in std::fs::read_to_string(file.unwrap().path())
                .unwrap()
                .lines()
            {
                if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                    line.split(' ').next().unwrap().clone_into(&mut id);
                    assert!(
                        found.insert(id.clone(), Vec::new()).is_none(),
                        "{id} stands twice"
                    );
                }
                for piece in line.split('$').skip(1) {
                    let end = piece.find(|c: char| !c.is_ascii_lowercase() && c != '_');
                    let name = piece[..end.unwrap_or(piece.len())].to_owned();
                    found.get_mut(&id).unwrap().push(name);
                }
            }
        }
        for names in found.values_mut() {
            names.sort();
            names.dedup();
        }
        found
    }

    #[test]
    fn both_languages_say_the_same_things_with_the_same_values() {
        let (chinese, english) = (texts("zh-CN"), texts("en"));
        let ids = |texts: &BTreeMap<String, Vec<String>>| texts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(ids(&chinese), ids(&english));
        for (id, names) in &english {
            for name in names {
                assert!(
                    chinese[id].contains(name),
                    "{id}: {name} is missing in Chinese"
                );
            }
        }
        for (id, names) in &chinese {
            for name in names {
                assert!(
                    english[id].contains(name),
                    "{id}: {name} is missing in English"
                );
            }
        }
    }

    #[test]
    fn an_unknown_text_says_its_id() {
        assert_eq!(say(Locale::English, "no-such-text", &[]), "no-such-text");
    }
}
