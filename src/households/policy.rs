//! The rules of households: what a participant may be called and how old.

use chrono::NaiveDate;

use super::Person;
use crate::values::age::{GRADES, OLDEST_YEARS, grade_on};
use crate::values::text::{clean_line, clean_text, fold};
use crate::values::words::words;

/// Most characters of care notes.
pub const CARE_NOTES_MAX: usize = 2000;
/// Most people who may pick one participant up.
pub const PICKUP_PEOPLE_MAX: usize = 10;
/// Most participants of one account.
pub const PARTICIPANTS_MAX: u64 = 30;

words! {
    /// Who somebody is to the account.
    Relation {
        /// The person of the account.
        Myself = "self",
        /// A child.
        Child = "child",
        /// A husband or wife.
        Spouse = "spouse",
        /// A father or mother.
        Parent = "parent",
        /// Anybody else in the household.
        Other = "other",
    }
}

words! {
    /// What somebody says of their gender.
    Gender {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Would rather not say.
        Undisclosed = "undisclosed",
    }
}

/// A grade and the day it was said to be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedGrade {
    /// The grade then.
    pub grade: i32,
    /// That day, at the union's zone.
    pub stated_on: NaiveDate,
}

impl StatedGrade {
    /// The grade on `day`; `None` once school is over.
    #[must_use]
    pub fn on(self, day: NaiveDate) -> Option<i32> {
        Some(grade_on(self.grade, self.stated_on, day)).filter(|grade| GRADES.contains(grade))
    }
}

/// Care notes as they are kept: `None` when too long, empty when nothing is said.
#[must_use]
pub fn care_notes(text: &str) -> Option<String> {
    let clean = clean_text(text);
    (clean.chars().count() <= CARE_NOTES_MAX).then_some(clean)
}

/// A telephone number as it is kept: 3 to 20 digits, with `+`, spaces, hyphens and brackets
/// as people write them. No country's plan is enforced.
#[must_use]
pub fn phone(text: &str) -> Option<String> {
    let clean = clean_line(text);
    let digits = clean.chars().filter(char::is_ascii_digit).count();
    let plain = clean
        .chars()
        .all(|c| c.is_ascii_digit() || "+-() #*/".contains(c));
    ((3..=20).contains(&digits) && plain && clean.len() <= 40).then_some(clean)
}

/// Whether somebody can have been born on `birth` when it is `today`.
#[must_use]
pub fn is_possible_birth(birth: NaiveDate, today: NaiveDate) -> bool {
    birth <= today
        && today
            .years_since(birth)
            .is_some_and(|years| years <= OLDEST_YEARS)
}

/// What two entries of one person share, to be hashed with a key: the folded name and the
/// date of birth. Without the date nothing is said.
#[must_use]
pub fn identity(name: &str, birth: Option<NaiveDate>) -> Option<String> {
    birth.map(|birth| format!("{}\n{birth}", fold(name)))
}

/// Whether `stated` may be `known`: of the same name, and nothing that is stated says otherwise.
#[must_use]
pub fn is_known_as(stated: &Person, known: &Person) -> bool {
    let same_birth = stated.birth_date.is_none() || stated.birth_date == known.birth_date;
    fold(&stated.name) == fold(&known.name) && same_birth
}

/// Whether two people who were entered apart may be one: of the same name, and neither the dates
/// of birth nor else the telephone numbers say otherwise.
#[must_use]
pub fn may_be_one(one: (&Person, Option<&str>), other: (&Person, Option<&str>)) -> bool {
    if fold(&one.0.name) != fold(&other.0.name) {
        return false;
    }
    match (one.0.birth_date, other.0.birth_date) {
        (Some(birth), Some(born)) => birth == born,
        _ => match (one.1.map(digits), other.1.map(digits)) {
            (Some(phone), Some(number)) => phone == number,
            _ => true,
        },
    }
}

fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_phone_is_digits_as_people_write_them() {
        for good in [
            "110",
            "0571-0000 0000",
            "+86 (0)571 000 0000",
            "00000000000",
        ] {
            assert!(phone(good).is_some(), "{good}");
        }
        for bad in ["", "12", "call me", "0571x0000", "123456789012345678901"] {
            assert_eq!(phone(bad), None, "{bad}");
        }
    }

    #[test]
    fn nobody_is_born_tomorrow_or_in_another_century() {
        let today = date("2027-06-14");
        assert!(is_possible_birth(today, today));
        assert!(!is_possible_birth(date("2027-06-15"), today));
        assert!(is_possible_birth(date("1900-01-01"), today));
        assert!(!is_possible_birth(date("1890-01-01"), today));
    }

    #[test]
    fn one_child_entered_by_both_parents_has_one_identity() {
        let birth = Some(date("2018-03-01"));
        assert_eq!(
            identity("张小一", birth),
            identity(" 张小一\u{200B}", birth)
        );
        assert_ne!(identity("张小一", birth), identity("张小二", birth));
        assert_eq!(identity("张小一", None), None);
    }

    #[test]
    fn a_grade_ends_with_school() {
        let stated = StatedGrade {
            grade: 12,
            stated_on: date("2027-06-14"),
        };
        assert_eq!(stated.on(date("2027-08-31")), Some(12));
        assert_eq!(stated.on(date("2027-09-01")), None);
    }
}
