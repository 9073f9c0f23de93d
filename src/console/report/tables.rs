//! The tables of a report.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::columns::{Column, shown};
use crate::catalog::search::kind_label;
use crate::organizations::tree::Organization;
use crate::roster::report::Report;
use crate::roster::report::policy::{Figures, Measure, Section, Span};
use crate::roster::sheet::cell::Cell;
use crate::values::locale::Locale;
use crate::values::say::{Value, say};

/// By what a table is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Month,
    Kind,
    Brand,
    Branch,
}

impl By {
    pub(super) const ALL: [Self; 4] = [Self::Month, Self::Kind, Self::Brand, Self::Branch];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Kind => "kind",
            Self::Brand => "brand",
            Self::Branch => "branch",
        }
    }

    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == word)
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A table with its heading.
pub(super) struct Table {
    /// Its name in the page.
    pub(super) id: String,
    /// The finding.
    pub(super) heading: String,
    pub(super) caption: String,
    pub(super) first: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<(String, Vec<String>)>,
    /// Where it is had as a file.
    pub(super) file: String,
}

/// A month of the open programs.
pub(super) struct Month {
    pub(super) name: String,
    pub(super) figures: Figures,
}

/// What groups are called in the reader's language.
pub(super) struct Names<'a> {
    locale: Locale,
    bodies: HashMap<&'a str, &'a Organization>,
    report: &'a Report,
}

impl<'a> Names<'a> {
    pub(super) fn new(locale: Locale, bodies: &'a [Organization], report: &'a Report) -> Self {
        Self {
            locale,
            bodies: bodies.iter().map(|body| (&*body.code, body)).collect(),
            report,
        }
    }

    pub(super) fn months(&self, span: Span) -> Vec<Month> {
        let open = &self.report.open.months;
        let month = |key: String| Month {
            figures: open.get(&key).copied().unwrap_or_default(),
            name: self.month(&key),
        };
        span.months().into_iter().map(month).collect()
    }

    pub(super) fn table(&self, by: By, is_confidential: bool, file: String) -> Table {
        let section = self.section(is_confidential);
        let hidden = if is_confidential { "-hidden" } else { "" };
        let groups = groups(section, by);
        let rows = groups.iter().map(|(key, figures)| {
            let told = |column: &Column| column.text(self.locale, figures, is_confidential);
            (
                self.name(by, key),
                shown(is_confidential).map(told).collect(),
            )
        });
        Table {
            id: format!("by-{by}{hidden}"),
            heading: self.finding(by, is_confidential),
            caption: self.caption(by, is_confidential),
            first: self.say(&format!("console-report-{by}")),
            columns: self.columns(is_confidential),
            rows: rows.collect(),
            file,
        }
    }

    /// A table as a file has it: its headings, and a line for each group.
    pub(super) fn cells(&self, by: By, is_confidential: bool) -> Vec<Vec<Cell>> {
        let first = self.say(&format!("console-report-{by}"));
        let head = std::iter::once(first).chain(self.columns(is_confidential));
        let head = head.map(Cell::text);
        let section = self.section(is_confidential);
        let line = |(key, figures): (&String, &Figures)| {
            let told = |column: &Column| column.cell(self.locale, figures, is_confidential);
            let name = Cell::text(self.name(by, key));
            std::iter::once(name)
                .chain(shown(is_confidential).map(told))
                .collect()
        };
        let lines = groups(section, by).iter().map(line);
        std::iter::once(head.collect()).chain(lines).collect()
    }

    fn section(&self, is_confidential: bool) -> &Section {
        if is_confidential {
            &self.report.confidential
        } else {
            &self.report.open
        }
    }

    fn columns(&self, is_confidential: bool) -> Vec<String> {
        let name = |column: &Column| self.say(&format!("console-report-{}", column.name()));
        shown(is_confidential).map(name).collect()
    }

    /// What a table shows first of all.
    fn finding(&self, by: By, is_confidential: bool) -> String {
        let most = groups(self.section(is_confidential), by)
            .iter()
            .max_by_key(|(_, figures)| figures.of(Measure::PersonTimes));
        let most = most.filter(|(_, figures)| figures.of(Measure::PersonTimes) > 0);
        match most {
            Some((key, figures)) if !is_confidential => {
                let filled = [
                    ("what", Value::from(self.name(by, key))),
                    ("n", Value::from(figures.of(Measure::PersonTimes))),
                ];
                say(self.locale, &format!("console-report-most-{by}"), &filled)
            }
            _ => self.caption(by, is_confidential),
        }
    }

    /// No two tables of a page are called the same.
    fn caption(&self, by: By, is_confidential: bool) -> String {
        let caption = self.say(&format!("console-report-by-{by}"));
        if is_confidential {
            format!("{caption} · {}", self.say("console-report-confidential"))
        } else {
            caption
        }
    }

    fn name(&self, by: By, key: &str) -> String {
        match by {
            By::Month => self.month(key),
            By::Kind => key.parse().map_or_else(
                |_| key.to_owned(),
                |kind| kind_label(kind).pick(self.locale).to_owned(),
            ),
            By::Brand if key.is_empty() => self.say("console-report-no-brand"),
            By::Brand => {
                let english = self.report.brands.get(key).map_or("", String::as_str);
                self.locale.pick(key, english).to_owned()
            }
            By::Branch => self.bodies.get(key).map_or_else(
                || key.to_owned(),
                |body| body.name.pick(self.locale).to_owned(),
            ),
        }
    }

    /// `2027-06` as people say it.
    fn month(&self, key: &str) -> String {
        let (year, month) = key.split_once('-').unwrap_or((key, ""));
        let filled = [
            ("year", Value::from(year.to_owned())),
            (
                "month",
                Value::from(month.trim_start_matches('0').to_owned()),
            ),
        ];
        say(self.locale, "console-report-month-name", &filled)
    }

    fn say(&self, id: &str) -> String {
        say(self.locale, id, &[])
    }
}

const fn groups(section: &Section, by: By) -> &BTreeMap<String, Figures> {
    match by {
        By::Month => &section.months,
        By::Kind => &section.kinds,
        By::Brand => &section.brands,
        By::Branch => &section.branches,
    }
}

/// A number with its thousands apart.
pub(super) fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{202F}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(2317), "2\u{202F}317");
        assert_eq!(grouped(1_234_567), "1\u{202F}234\u{202F}567");
    }
}
