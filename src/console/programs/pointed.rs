//! Gaps and faults, each with the name of its field and a way to it.

use crate::roster::policy::broken::Broken;
use crate::values::locale::Locale;
use crate::values::say::{known, say};

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
#[derive(Clone, Copy, Debug)]
pub(super) struct Places<'a> {
    pub(super) settings: &'a str,
    pub(super) sessions: &'a str,
    pub(super) program: &'a str,
}

/// A gap of an offering or its program.
pub(super) fn gap(broken: &Broken, places: Places<'_>, locale: Locale) -> Pointed {
    let pointer = broken.pointer.trim_start_matches('/');
    let (page, pointer) = match pointer.strip_prefix("program/") {
        Some(of_program) => (places.program, of_program),
        None if pointer.starts_with("sessions") => (places.sessions, pointer),
        None => (places.settings, pointer),
    };
    let field = pointer.replace('/', "-");
    Pointed {
        label: label(&field, locale),
        words: broken.words.pick(locale).to_owned(),
        href: format!("{page}#{field}"),
    }
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
