//! How many stand where, as links that show those alone; and the same rows as files.

use std::collections::BTreeMap;

use crate::catalog::model::Offering;
use crate::console::roster::words::{ENDED, GOT_NOTHING, joined};
use crate::ledger::facts::Status;
use crate::values::say::say;
use crate::web::html::Frame;

/// Counts below this are hidden where a program is confidential.
const FEW: i64 = 5;

/// How many stand so.
pub(super) struct Tally {
    pub(super) label: String,
    pub(super) count: String,
    pub(super) href: String,
    pub(super) is_shown: bool,
}

/// A file to take away.
pub(super) struct Export {
    pub(super) label: &'static str,
    pub(super) href: String,
}

/// The groups in which people are counted: the id of the name, and who belongs.
const GROUPS: [(&str, &[Status]); 6] = [
    ("console-roster-all", &[]),
    ("console-roster-status-confirmed", &[Status::Confirmed]),
    ("console-roster-status-offered", &[Status::Offered]),
    ("console-roster-status-waitlisted", &[Status::Waitlisted]),
    ("console-roster-status-applied", &[Status::Applied]),
    ("console-roster-ended", &ENDED),
];

/// Each group with its count, marked when it is what is shown.
pub(super) fn tallies(frame: &Frame, counts: &BTreeMap<Status, i64>, shown: &str) -> Vec<Tally> {
    let tally = |(label, statuses): &(&str, &[Status])| {
        let wanted = joined(statuses);
        Tally {
            label: say(frame.locale, label, &[]),
            count: grouped(total(counts, statuses)),
            href: frame.with("status", &wanted),
            is_shown: wanted == shown,
        }
    };
    GROUPS.iter().map(tally).collect()
}

/// The same without links, small numbers hidden; without the sum, which would tell a hidden one.
pub(super) fn hidden(frame: &Frame, counts: &BTreeMap<Status, i64>) -> Vec<Tally> {
    let tally = |(label, statuses): &(&str, &[Status])| Tally {
        label: say(frame.locale, label, &[]),
        count: match total(counts, statuses) {
            1..FEW => say(frame.locale, "console-roster-few", &[("n", FEW.into())]),
            count => grouped(count),
        },
        href: String::new(),
        is_shown: false,
    };
    GROUPS[1..].iter().map(tally).collect()
}

fn total(counts: &BTreeMap<Status, i64>, statuses: &[Status]) -> i64 {
    let belongs = |status: &Status| statuses.is_empty() || statuses.contains(status);
    let theirs = counts.iter().filter(|(status, _)| belongs(status));
    theirs.map(|(_, count)| count).sum()
}

/// A number in groups of three digits: "10 000", with spaces that do not break.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut said = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push('\u{a0}');
        }
        said.push(digit);
    }
    said
}

/// What is shown as files, and those who got nothing.
pub(super) fn exports(offering: &Offering, status: &str, words: Option<&str>) -> Vec<Export> {
    let href = |format: &str, status: &str, words: Option<&str>| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !status.is_empty() {
            query.append_pair("status", status);
        }
        if let Some(words) = words {
            query.append_pair("q", words);
        }
        let query = query.finish();
        let and = if query.is_empty() { "" } else { "?" };
        format!(
            "/api/v1/offerings/{}/roster.{format}{and}{query}",
            offering.code
        )
    };
    vec![
        Export {
            label: "console-roster-export-xlsx",
            href: href("xlsx", status, words),
        },
        Export {
            label: "console-roster-export-csv",
            href: href("csv", status, words),
        },
        Export {
            label: "console-roster-export-nothing",
            href: href("xlsx", &joined(&GOT_NOTHING), None),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::locale::Locale;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(10_000), "10\u{a0}000");
    }

    #[test]
    fn few_are_hidden_and_none_is_said() {
        let frame = Frame::bare(Locale::English, "/console/offerings/x");
        let counts = BTreeMap::from([(Status::Confirmed, 4), (Status::Waitlisted, 6)]);
        let said: Vec<String> = hidden(&frame, &counts)
            .into_iter()
            .map(|one| one.count)
            .collect();
        assert_eq!(said, ["under 5", "0", "6", "0", "0"]);
    }
}
