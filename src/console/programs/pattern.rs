//! A pattern of sessions as it is typed.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use crate::roster::policy::broken::Broken;
use crate::roster::policy::pattern::{Pattern, Slots};
use crate::values::locale::Bilingual;
use crate::values::words::Weekday;
use crate::web::Problem;
use crate::web::extract::Fields;

/// Days of one range of holidays at most.
const LONGEST: usize = 400;

/// The pattern that was typed.
pub(super) fn read(fields: &Fields) -> Result<Pattern, Problem> {
    let ticked: Vec<&str> = fields.all("weekdays").collect();
    let mut weekdays = [false; 7];
    for (day, is_on) in Weekday::ALL.iter().zip(&mut weekdays) {
        *is_on = ticked.contains(&day.as_str());
    }
    let slots = match fields.get("slot_minutes") {
        "" => None,
        _ => Some(Slots {
            minutes: minutes(fields, "slot_minutes")?,
            pause: match fields.get("slot_pause") {
                "" => 0,
                _ => minutes(fields, "slot_pause")?,
            },
            breaks: breaks(fields)?,
        }),
    };
    Ok(Pattern {
        from: day(fields.get("from")).ok_or_else(|| no_day("from"))?,
        to: day(fields.get("to")).ok_or_else(|| no_day("to"))?,
        weekdays,
        starts: time(fields.get("starts")).ok_or_else(|| no_time("starts"))?,
        ends: time(fields.get("ends")).ok_or_else(|| no_time("ends"))?,
        without: days(fields, "without")?,
        also: days(fields, "also")?,
        slots,
    })
}

/// What is wrong with a pattern, as a form is told.
pub(super) fn problem(broken: &Broken) -> Problem {
    Problem::invalid(broken.pointer.clone(), broken.code, broken.words.clone())
}

fn day(typed: &str) -> Option<NaiveDate> {
    let formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"];
    let mut read = formats
        .iter()
        .map(|format| NaiveDate::parse_from_str(typed, format));
    read.find_map(Result::ok)
}

fn time(typed: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(&typed.replace('：', ":"), "%H:%M").ok()
}

/// Days one a line or with commas; a range has two days with `..` or `至` between. What follows a
/// day on its line is a remark.
fn days(fields: &Fields, member: &str) -> Result<BTreeSet<NaiveDate>, Problem> {
    let mut found = BTreeSet::new();
    let parts = fields.get(member).split(['\n', ',', '，', '、', ';']);
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let word = part.split_whitespace().next().unwrap_or(part);
        let (from, to) = word
            .split_once("..")
            .or_else(|| word.split_once('至'))
            .unwrap_or((word, word));
        let (Some(from), Some(to)) = (day(from), day(to)) else {
            let words = Bilingual::new(
                format!("“{part}”不是日期，例如 2027-10-01，或 2027-10-01..2027-10-07"),
                format!("\"{part}\" is no day, such as 2027-10-01 or 2027-10-01..2027-10-07"),
            );
            return Err(Problem::invalid(format!("/{member}"), "wrong-form", words));
        };
        found.extend(from.iter_days().take_while(|day| *day <= to).take(LONGEST));
    }
    Ok(found)
}

/// `12:00-13:30`, with commas between several.
fn breaks(fields: &Fields) -> Result<Vec<(NaiveTime, NaiveTime)>, Problem> {
    let parts = fields
        .get("slot_breaks")
        .split(['\n', ',', '，', '、', ';']);
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let both = part.split_once(['-', '–', '至']);
            let both = both.and_then(|(from, to)| Some((time(from.trim())?, time(to.trim())?)));
            both.ok_or_else(|| {
                let words = Bilingual::new(
                    format!("“{part}”不是一段时间，例如 12:00-13:30"),
                    format!("\"{part}\" is no break, such as 12:00-13:30"),
                );
                Problem::invalid("/slot_breaks", "wrong-form", words)
            })
        })
        .collect()
}

fn minutes(fields: &Fields, member: &str) -> Result<u16, Problem> {
    let typed = fields.get(member).parse::<u16>().ok();
    typed.filter(|minutes| *minutes <= 24 * 60).ok_or_else(|| {
        let words = Bilingual::new("请写分钟数", "Give a number of minutes");
        Problem::invalid(format!("/{member}"), "wrong-form", words)
    })
}

fn no_day(member: &str) -> Problem {
    let words = Bilingual::new(
        "请写日期，例如 2027-09-01",
        "Give a day, such as 2027-09-01",
    );
    Problem::invalid(format!("/{member}"), "wrong-form", words)
}

fn no_time(member: &str) -> Problem {
    let words = Bilingual::new("请写时间，例如 19:00", "Give a time, such as 19:00");
    Problem::invalid(format!("/{member}"), "wrong-form", words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn holidays_are_read_as_offices_write_them() {
        let typed = "2027-10-01..2027-10-03 国庆\n2027/10/05，20271007、2027年10月09日";
        let found = days(&fields(&[("without", typed)]), "without").unwrap();
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "2027-10-01",
                "2027-10-02",
                "2027-10-03",
                "2027-10-05",
                "2027-10-07",
                "2027-10-09"
            ]
        );
        assert!(days(&fields(&[("without", "国庆")]), "without").is_err());
    }

    #[test]
    fn breaks_are_read() {
        let found = breaks(&fields(&[("slot_breaks", "12:00-13:30，15：00–15:10")])).unwrap();
        assert_eq!(found.len(), 2);
        assert!(breaks(&fields(&[("slot_breaks", "noon")])).is_err());
    }
}
