//! How many stand where, as links that show those alone.

use std::collections::BTreeMap;

use crate::console::roster::words::{ENDED, joined};
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
