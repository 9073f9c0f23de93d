//! Members of a call as the fields of a form: what is shown of them, and what was typed.

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use crate::values::clock::{Instant, wall_instant};
use crate::web::extract::Fields;

/// How a member is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum As {
    /// Words, a choice, or the code of something.
    Text,
    /// A whole number.
    Whole,
    /// Yuan, for a member that counts fen.
    Yuan,
    /// Day and time of the wall clock.
    Moment,
    /// A box that is ticked.
    Flag,
    /// Words, one a line.
    Lines,
}

/// How the browser writes day and time.
const WALL: &str = "%Y-%m-%dT%H:%M";

/// An instant as it stands in a field.
pub(in crate::console) fn wall(at: Instant, zone: Tz) -> String {
    at.at(zone).format(WALL).to_string()
}

/// Fen as yuan.
pub(super) fn yuan(fen: i32) -> String {
    match fen % 100 {
        0 => (fen / 100).to_string(),
        rest => format!("{}.{rest:02}", fen / 100),
    }
}

/// The members among `known` that were typed otherwise than they were `shown`. What was not in the
/// form stays, and so does what was left as it was; what does not read is sent as it was typed, so
/// that the call itself says what is wrong with it.
pub(super) fn changed(
    known: &[(&str, As)],
    shown: &Fields,
    typed: &Fields,
    zone: Tz,
) -> Map<String, Value> {
    let mut members = Map::new();
    for (name, kind) in known {
        if *kind == As::Flag {
            let is_ticked = typed.has(name);
            if is_ticked != shown.has(name) {
                members.insert((*name).to_owned(), Value::Bool(is_ticked));
            }
        } else if typed.has(name) && typed.get(name) != shown.get(name) {
            members.insert((*name).to_owned(), value(typed.get(name), *kind, zone));
        }
    }
    members
}

/// What was typed, as a member of the call.
pub(in crate::console) fn value(typed: &str, kind: As, zone: Tz) -> Value {
    if typed.is_empty() {
        return Value::Null;
    }
    let read = match kind {
        As::Text | As::Flag => None,
        As::Whole => typed.parse::<i64>().ok().map(Value::from),
        As::Yuan => fen(typed).map(Value::from),
        As::Moment => instant(typed, zone).map(|at| json!(at)),
        As::Lines => {
            let lines = typed.lines().map(str::trim);
            Some(lines.filter(|line| !line.is_empty()).collect())
        }
    };
    read.unwrap_or_else(|| Value::from(typed))
}

/// Day and time as they were typed.
pub(super) fn instant(typed: &str, zone: Tz) -> Option<Instant> {
    let seconds = format!("{WALL}:%S");
    let naive = NaiveDateTime::parse_from_str(typed, WALL)
        .or_else(|_| NaiveDateTime::parse_from_str(typed, &seconds));
    Some(wall_instant(naive.ok()?, zone))
}

fn fen(typed: &str) -> Option<i64> {
    let (yuan, rest) = typed.split_once('.').unwrap_or((typed, ""));
    let rest = match rest.len() {
        0 => 0,
        1 => rest.parse::<i64>().ok()? * 10,
        2 => rest.parse::<i64>().ok()?,
        _ => return None,
    };
    let yuan = yuan.parse::<u32>().ok()?;
    Some(i64::from(yuan) * 100 + rest)
}

/// The fields of number `at` of the list called `list`, with the names they have in it.
pub(super) fn row(fields: &Fields, list: &str, at: usize) -> Fields {
    let prefix = format!("{list}-{at}-");
    let its = fields.iter().filter_map(|(name, value)| {
        let name = name.strip_prefix(&prefix)?;
        Some((name.to_owned(), value.to_owned()))
    });
    its.collect()
}

/// The rows of the list called `list`, in their order.
pub(super) fn rows(fields: &Fields, list: &str) -> Vec<Fields> {
    let prefix = format!("{list}-");
    let numbers = fields.iter().filter_map(|(name, _)| {
        let (number, _) = name.strip_prefix(&prefix)?.split_once('-')?;
        number.parse::<usize>().ok()
    });
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
        .into_iter()
        .map(|at| row(fields, list, at))
        .collect()
}

/// The same fields with `rows` as the list called `list`.
pub(super) fn with_rows(fields: &Fields, list: &str, rows: &[Fields]) -> Fields {
    let prefix = format!("{list}-");
    let others = fields.iter().filter(|(name, _)| !name.starts_with(&prefix));
    let others = others.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let its = rows.iter().enumerate().flat_map(|(at, row)| {
        let named =
            move |(name, value): (&str, &str)| (format!("{list}-{at}-{name}"), value.to_owned());
        row.iter().map(named)
    });
    others.chain(its).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Asia::Shanghai;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn only_what_was_typed_anew_is_sent() {
        let known = [
            ("title", As::Text),
            ("capacity", As::Whole),
            ("fee_fen", As::Yuan),
            ("opens", As::Moment),
            ("online", As::Flag),
            ("bring", As::Text),
        ];
        let shown = fields(&[
            ("title", "七月场"),
            ("capacity", "45"),
            ("fee_fen", "80"),
            ("opens", "2027-06-10T09:00"),
            ("online", "on"),
            ("bring", "水"),
        ]);
        let typed = fields(&[
            ("title", "七月场"),
            ("capacity", "x"),
            ("fee_fen", "80.5"),
            ("opens", "2027-06-11T09:00"),
            ("bring", ""),
        ]);
        let members = Value::Object(changed(&known, &shown, &typed, Shanghai));
        let expected = json!({
            "capacity": "x", "fee_fen": 8050, "opens": "2027-06-11T01:00:00Z", "online": false,
            "bring": null,
        });
        assert_eq!(members, expected);
    }

    #[test]
    fn rows_are_found_and_numbered_anew() {
        let typed = fields(&[("a", "1"), ("q-0-x", "1"), ("q-7-x", "2"), ("q-7-y", "3")]);
        let mut found = rows(&typed, "q");
        assert_eq!(found.len(), 2);
        found.remove(0);
        let again = with_rows(&typed, "q", &found);
        assert_eq!(again, fields(&[("a", "1"), ("q-0-x", "2"), ("q-0-y", "3")]));
    }
}
