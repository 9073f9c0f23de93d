//! What a form of settings changes of an offering.

use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::fields::{changed, rows, with_rows};
use super::{quotas, shown};
use crate::catalog::model::Allocation;
use crate::web::extract::Fields;

/// What was typed, with its lists in order: without rows that are blank or taken out.
pub(super) fn tidied(typed: &Fields) -> Fields {
    let kept = quotas::kept(rows(typed, quotas::LIST));
    with_rows(typed, quotas::LIST, &kept)
}

/// The members of the call that `typed` (which is tidied) changes of what was `shown`; `staying`
/// were not in the form.
pub(super) fn members(
    shown: &Fields,
    typed: &Fields,
    staying: &[&str],
    zone: Tz,
) -> Map<String, Value> {
    let known = shown::MEMBERS.into_iter();
    let known: Vec<_> = known.filter(|(name, _)| !staying.contains(name)).collect();
    let mut members = changed(&known, shown, typed, zone);
    let lottery = Allocation::Lottery.as_str();
    if typed.has("allocation") && typed.get("allocation") != lottery {
        // The field is about lotteries; what stands in it then is not meant.
        members.remove("draw_at");
        if !shown.get("draw_at").is_empty() {
            members.insert("draw_at".to_owned(), Value::Null);
        }
    }
    let (was, is) = (rows(shown, quotas::LIST), rows(typed, quotas::LIST));
    if !staying.contains(&quotas::LIST) && !same(&was, &is) {
        let list = is.iter().map(|row| quotas::member(row, zone)).collect();
        members.insert(quotas::LIST.to_owned(), list);
    }
    members
}

/// Whether rows say the same, in whatever order their fields stand.
fn same(one: &[Fields], other: &[Fields]) -> bool {
    let sorted = |rows: &[Fields]| -> Vec<Vec<(String, String)>> {
        let row = |row: &Fields| {
            let said = row.iter().filter(|(_, value)| !value.trim().is_empty());
            let mut said: Vec<_> = said
                .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
                .collect();
            said.sort();
            said
        };
        rows.iter().map(row).collect()
    };
    sorted(one) == sorted(other)
}
