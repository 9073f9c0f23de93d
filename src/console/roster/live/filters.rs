//! By what rows are found beside their words and their status; and the rows found as files.

use crate::catalog::model::Offering;
use crate::console::roster::words::{Choice, GOT_NOTHING, joined};
use crate::roster::api::rosters::NO_QUOTA;
use crate::roster::listing::{Reach, Wanted};
use crate::web::html::Frame;

/// A file to take away.
pub(super) struct Export {
    pub(super) label: &'static str,
    pub(super) href: String,
}

/// The quotas of an offering, with those without one; nothing where there are none.
pub(super) fn quotas(frame: &Frame, offering: &Offering, wanted: Option<&str>) -> Vec<Choice> {
    if offering.quotas.is_empty() {
        return Vec::new();
    }
    let mut choices = vec![
        everybody(frame, wanted.is_none()),
        Choice {
            word: NO_QUOTA.to_owned(),
            label: frame.say("console-roster-quota-common"),
            is_chosen: wanted == Some(""),
        },
    ];
    choices.extend(offering.quotas.iter().map(|quota| Choice {
        word: quota.key.clone(),
        label: quota.label.pick(frame.locale).to_owned(),
        is_chosen: wanted == Some(quota.key.as_str()),
    }));
    choices
}

/// Whether messages arrived.
pub(super) fn reaches(frame: &Frame, wanted: Option<Reach>) -> Vec<Choice> {
    let reached = |reach: &Reach| Choice {
        word: reach.to_string(),
        label: frame.say(&format!("console-roster-reach-{reach}")),
        is_chosen: wanted == Some(*reach),
    };
    let all = std::iter::once(everybody(frame, wanted.is_none()));
    all.chain(Reach::ALL.iter().map(reached)).collect()
}

fn everybody(frame: &Frame, is_chosen: bool) -> Choice {
    Choice {
        word: String::new(),
        label: frame.say("console-roster-everybody"),
        is_chosen,
    }
}

/// What is shown as files, and those who got nothing.
pub(super) fn exports(offering: &Offering, wanted: &Wanted) -> Vec<Export> {
    let file = |label, format: &str, pairs: &[(&str, String)]| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        let query = query.finish();
        let and = if query.is_empty() { "" } else { "?" };
        let path = format!("/api/v1/offerings/{}/roster.{format}", offering.code);
        Export {
            label,
            href: format!("{path}{and}{query}"),
        }
    };
    let quota = |key: &String| match key.as_str() {
        "" => NO_QUOTA.to_owned(),
        key => key.to_owned(),
    };
    let shown = [
        ("status", joined(&wanted.statuses)),
        (
            "quota",
            wanted.quota.as_ref().map(quota).unwrap_or_default(),
        ),
        (
            "message",
            wanted
                .reach
                .map_or_else(String::new, |reach| reach.to_string()),
        ),
        ("q", wanted.words.clone().unwrap_or_default()),
    ];
    let nothing = [("status", joined(&GOT_NOTHING))];
    vec![
        file("console-roster-export-xlsx", "xlsx", &shown),
        file("console-roster-export-csv", "csv", &shown),
        file("console-roster-export-nothing", "xlsx", &nothing),
    ]
}
