//! Ages and school grades on a given day.

use chrono::{Datelike, NaiveDate};

/// Whoever has completed so many years is of age (Civil Code of China, article 17).
pub const OF_AGE: u32 = 18;

/// Nobody is older than this.
pub const OLDEST_YEARS: u32 = 130;

/// The grades of school, of which 12 is the last.
pub const GRADES: std::ops::RangeInclusive<i32> = 1..=12;

/// Completed years of life on `day`. Who is born on 29 February completes a year on 1 March
/// of a common year. Negative before birth is 0.
#[must_use]
pub fn years_on(birth: NaiveDate, day: NaiveDate) -> u32 {
    day.years_since(birth).unwrap_or(0)
}

/// Completed years and further completed months on `day`, as said in a refusal.
#[must_use]
pub fn years_and_months_on(birth: NaiveDate, day: NaiveDate) -> (u32, u32) {
    let months = (day.year() - birth.year()) * 12 + day.month0().cast_signed()
        - birth.month0().cast_signed()
        - i32::from(day.day() < birth.day());
    let months = u32::try_from(months).unwrap_or(0);
    (months / 12, months % 12)
}

/// The grade on `day` of a child whose grade was `stated` on `stated_on`: it rises each
/// 1 September.
#[must_use]
pub fn grade_on(stated: i32, stated_on: NaiveDate, day: NaiveDate) -> i32 {
    stated + school_year(day) - school_year(stated_on)
}

fn school_year(day: NaiveDate) -> i32 {
    if day.month() >= 9 {
        day.year()
    } else {
        day.year() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_birthday_counts_from_its_morning() {
        assert_eq!(years_on(date("2014-05-14"), date("2027-05-13")), 12);
        assert_eq!(years_on(date("2014-05-14"), date("2027-05-14")), 13);
        assert_eq!(years_on(date("2012-02-29"), date("2027-02-28")), 14);
        assert_eq!(
            years_and_months_on(date("2014-04-14"), date("2027-06-14")),
            (13, 2)
        );
    }

    #[test]
    fn a_grade_rises_on_the_first_of_september() {
        assert_eq!(grade_on(3, date("2026-11-20"), date("2027-08-31")), 3);
        assert_eq!(grade_on(3, date("2026-11-20"), date("2027-09-01")), 4);
    }
}
