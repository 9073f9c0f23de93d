//! Draws: a list is frozen, and later drawn.

use std::fmt::Write;

use std::collections::BTreeSet;

use super::lots::{fingerprint, order};
use super::times::in_utc;
use super::{Number, Oracle, Refused, Registration, Way};

/// A draw of an offering.
#[derive(Clone, Debug)]
pub(crate) struct Draw {
    pub(crate) state: &'static str,
    /// The list as it is published.
    pub(crate) list: String,
    lines: Vec<Line>,
}

/// A line of the list: an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    unit: String,
    code: String,
    weight: i64,
    /// The largest party first.
    members: Vec<usize>,
}

/// The code of a registration in a draw, before that of another by no rule anybody could use.
pub(crate) fn draw_code(number: Number) -> String {
    format!("{:06}", number * 7919 % 999_983)
}

/// How a unit is called in a list: its session's code, or that of the whole.
pub(crate) fn unit_code(session: Option<Number>) -> String {
    // The higher the number the earlier in the list.
    session.map_or("-".to_owned(), |session| format!("S{:03}", 999 - session))
}

impl Oracle {
    pub(super) fn freeze(
        &mut self,
        now: i64,
        offering: Number,
        only_reviewed: bool,
        findings: &[Refused],
    ) -> Result<(), Refused> {
        if self.offerings[offering].way != Way::Lottery {
            return Err("other-allocation");
        }
        if self.offerings[offering].is_called_off() {
            return Err("offering-called-off");
        }
        let mut units = self.units_of(offering);
        units.retain(|unit| !self.is_cancelled(*unit));
        if units.iter().any(|unit| !self.window_ended(*unit, now)) {
            return Err("window-open");
        }
        let stands = |draw: &Draw| draw.state != "voided";
        if self.draws.get(&offering).is_some_and(stands) {
            return Err("draw-exists");
        }
        if let Some(finding) = findings.first() {
            return Err(finding);
        }
        let entries = units.iter().flat_map(|unit| self.entries(*unit, "applied"));
        let listed = entries.filter(|entry| !only_reviewed || self.is_reviewed(entry));
        let mut lines: Vec<Line> = listed.map(|entry| self.line_of(entry)).collect();
        if lines.is_empty() {
            return Err("draw-empty");
        }
        lines.sort_unstable();
        let draw = Draw {
            state: "frozen",
            list: self.written(now, offering, &units, &lines),
            lines,
        };
        self.draws.insert(offering, draw);
        Ok(())
    }

    fn line_of(&self, entry: Vec<usize>) -> Line {
        let members = || entry.iter().map(|member| &self.registrations[*member]);
        let points = members().map(|member| member.points).max();
        let first = members().map(|member| member.group.unwrap_or(member.number));
        Line {
            unit: unit_code(self.units[self.registrations[entry[0]].unit].session),
            code: draw_code(first.min().unwrap_or_default()),
            weight: 1 + points.unwrap_or_default(),
            members: entry,
        }
    }

    /// The list as it is published.
    fn written(&self, now: i64, offering: Number, units: &[usize], lines: &[Line]) -> String {
        let mut text = format!(
            "niangjia-draw 1\noffering O{offering}\nfrozen {}\npublic-value index\n",
            in_utc(now)
        );
        let units = units
            .iter()
            .map(|unit| unit_code(self.units[*unit].session));
        for unit in units.collect::<BTreeSet<_>>() {
            writeln!(text, "unit {unit}").unwrap();
            for line in lines.iter().filter(|line| line.unit == unit) {
                let members = line.members.iter().map(|member| self.need_of(*member));
                let members = members.collect::<Vec<_>>().join(",");
                let (code, weight) = (&line.code, line.weight);
                writeln!(text, "entry {code} weight={weight} members={members}").unwrap();
            }
        }
        text
    }

    fn need_of(&self, at: usize) -> String {
        let Registration { class, seats, .. } = self.registrations[at];
        match class {
            0 => format!("-:{seats}"),
            class => format!("q{class}:{seats}"),
        }
    }

    pub(super) fn run(&mut self, now: i64, offering: Number, value: &str) -> Result<(), Refused> {
        let draw = self.draws.get_mut(&offering);
        let draw = draw.filter(|draw| draw.state == "frozen");
        let draw = draw.ok_or("draw-not-frozen")?;
        draw.state = "run";
        let weights: Vec<i64> = draw.lines.iter().map(|line| line.weight).collect();
        let drawn = order(&weights, &fingerprint(&draw.list), value);
        let lines = draw.lines.clone();
        for (rank, at) in (1..).zip(drawn) {
            let mut entry = lines[at].members.clone();
            entry.retain(|member| self.registrations[*member].status == "applied");
            for member in &entry {
                self.registrations[*member].drawn = Some(rank);
            }
            if entry.is_empty() || self.sit_down(&entry, false, now) {
                continue;
            }
            if self.may_wait(&entry, now) {
                self.queue(&entry);
            } else {
                for member in entry {
                    self.end(member, "not_drawn");
                }
            }
        }
        Ok(())
    }

    pub(super) fn void(&mut self, offering: Number) -> Result<(), Refused> {
        let draw = self.draws.get_mut(&offering).ok_or("draw-not-frozen")?;
        if draw.state != "frozen" {
            return Err("draw-not-frozen");
        }
        draw.state = "voided";
        Ok(())
    }
}
