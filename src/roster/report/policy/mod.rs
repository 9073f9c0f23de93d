//! What the rows of a report add up to, and which numbers it keeps to itself.

mod figures;
mod span;

pub use self::figures::{Figures, LEAST, Measure, told};
pub use self::span::{BadSpan, Slice, Span, YEARS_MAX};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::values::ids::ProgramId;

/// By what a report is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// Not at all.
    Total,
    /// By month.
    Month,
    /// By kind of program.
    Kind,
    /// By brand.
    Brand,
    /// By the bodies directly below, and the body itself.
    Branch,
}

impl Division {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Total,
        Self::Month,
        Self::Kind,
        Self::Brand,
        Self::Branch,
    ];
}

/// What a report knows of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belongs {
    /// Its kind.
    pub kind: String,
    /// Its brand; may be empty.
    pub brand: String,
    /// The code of the body it counts for.
    pub branch: String,
    /// Whether its people are nobody's to see.
    pub is_confidential: bool,
}

/// A number of one program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfProgram {
    /// The program.
    pub program: ProgramId,
    /// In a month; none over the whole span.
    pub month: Option<String>,
    /// Whether the months add up to the whole span; else both are counted apart.
    pub adds_up: bool,
    /// What is counted.
    pub measure: Measure,
    /// How many.
    pub number: i64,
}

/// A number of people, counted once in the group it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfPeople {
    /// By what the groups are made.
    pub division: Division,
    /// Which of its groups.
    pub group: String,
    /// Whether it is of confidential programs.
    pub is_confidential: bool,
    /// What is counted.
    pub measure: Measure,
    /// How many.
    pub number: i64,
}

/// The numbers of the open, or of the confidential programs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Over all.
    pub total: Figures,
    /// By month.
    pub months: BTreeMap<String, Figures>,
    /// By kind.
    pub kinds: BTreeMap<String, Figures>,
    /// By brand.
    pub brands: BTreeMap<String, Figures>,
    /// By code of a body.
    pub branches: BTreeMap<String, Figures>,
}

impl Section {
    fn group(&mut self, division: Division, group: &str) -> &mut Figures {
        let groups = match division {
            Division::Total => return &mut self.total,
            Division::Month => &mut self.months,
            Division::Kind => &mut self.kinds,
            Division::Brand => &mut self.brands,
            Division::Branch => &mut self.branches,
        };
        groups.entry(group.to_owned()).or_default()
    }

    fn take(&mut self, row: &OfProgram, belongs: &Belongs) {
        let number = (row.measure, row.number);
        if let Some(month) = &row.month {
            self.group(Division::Month, month).add(number.0, number.1);
        }
        if row.month.is_some() && !row.adds_up {
            return;
        }
        for (division, group) in [
            (Division::Total, ""),
            (Division::Kind, &*belongs.kind),
            (Division::Brand, &*belongs.brand),
            (Division::Branch, &*belongs.branch),
        ] {
            self.group(division, group).add(number.0, number.1);
        }
    }
}

/// Adds the rows up: the open programs, and apart from them the confidential ones, so that no
/// sum lets one compute what the others are.
#[must_use]
pub fn add_up(
    span: Span,
    programs: &BTreeMap<ProgramId, Belongs>,
    of_programs: &[OfProgram],
    of_people: &[OfPeople],
) -> (Section, Section) {
    let (mut open, mut confidential) = (Section::default(), Section::default());
    for month in span.months() {
        open.group(Division::Month, &month);
        confidential.group(Division::Month, &month);
    }
    for row in of_programs {
        let Some(belongs) = programs.get(&row.program) else {
            continue;
        };
        let section = if belongs.is_confidential {
            &mut confidential
        } else {
            &mut open
        };
        section.take(row, belongs);
    }
    for row in of_people {
        let section = if row.is_confidential {
            &mut confidential
        } else {
            &mut open
        };
        let group = section.group(row.division, &row.group);
        group.add(row.measure, row.number);
    }
    (open, confidential)
}

#[cfg(test)]
mod tests;
