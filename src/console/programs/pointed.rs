//! Gaps and faults, each with the name of its field and a way to it.

use super::super::trouble::Trouble;
use super::fields::As;
use crate::roster::access::AtOffering;
use crate::roster::policy::broken::Broken;
use crate::values::locale::Locale;
use crate::values::say::{known, say};
use crate::web::extract::Fields;

/// Something that is missing or wrong.
#[derive(Clone, Debug)]
pub(super) struct Pointed {
    /// Where it is mended.
    pub(super) href: String,
    /// The field's name.
    pub(super) label: String,
    /// What is wrong.
    pub(super) words: String,
}

/// The pages on which things are mended.
#[derive(Clone, Debug)]
pub(super) struct Places {
    settings: String,
    sessions: String,
    program: String,
}

impl Places {
    pub(super) fn of(at: &AtOffering) -> Self {
        let offering = format!("/console/offerings/{}", at.offering.code);
        Self {
            settings: format!("{offering}/settings"),
            sessions: format!("{offering}/sessions"),
            program: format!("/console/programs/{}", at.program.code),
        }
    }
}

/// A gap of an offering or its program.
pub(super) fn gap(broken: &Broken, places: &Places, locale: Locale) -> Pointed {
    let pointer = broken.pointer.trim_start_matches('/');
    let (page, pointer) = match pointer.strip_prefix("program/") {
        Some(of_program) => (&places.program, of_program),
        None if pointer.starts_with("sessions") => (&places.sessions, pointer),
        None => (&places.settings, pointer),
    };
    let field = pointer.replace('/', "-");
    Pointed {
        label: label(&field, locale),
        words: broken.words.pick(locale).to_owned(),
        href: format!("{page}#{field}"),
    }
}

/// What a refusal points at.
pub(super) fn errors(trouble: &Trouble, locale: Locale) -> Vec<Pointed> {
    let pointed = |(field, words): &(String, String)| Pointed {
        href: format!("#{field}"),
        label: label(field, locale),
        words: words.clone(),
    };
    trouble.fields().iter().map(pointed).collect()
}

/// The fields in which what is stored now is not what was typed, with what is stored.
pub(super) fn differing(
    known: &[(&str, As)],
    stored: &Fields,
    typed: &Fields,
    locale: Locale,
) -> Vec<Pointed> {
    let known = known.iter().map(|(name, _)| *name);
    let differs = known.filter(|name| typed.has(name) && typed.get(name) != stored.get(name));
    let pointed = |name: &str| Pointed {
        href: format!("#{name}"),
        label: label(name, locale),
        words: stored.get(name).to_owned(),
    };
    differs.map(pointed).collect()
}

/// How a field is called; of a list, which of it.
pub(super) fn label(field: &str, locale: Locale) -> String {
    let named = |name: &str| known(locale, &format!("console-programs-field-{name}"));
    let mut parts = field.split('-');
    let list = parts.next().unwrap_or_default();
    let number = parts.next().and_then(|part| part.parse::<i64>().ok());
    match (list, number) {
        ("quotas" | "sessions", Some(at)) => {
            let id = format!("console-programs-{list}-n");
            say(locale, &id, &[("n", (at + 1).into())])
        }
        _ => named(field).or_else(|| named(list)).unwrap_or_default(),
    }
}
