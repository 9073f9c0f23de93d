//! Sessions by a pattern: on these weekdays between two days, whole or cut into slots.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::broken::Broken;
use crate::values::clock::{Instant, wall_instant};

/// Sessions that one pattern makes at most.
pub const MOST: usize = 1000;
/// Days between the first and the last at most.
const MOST_DAYS: i64 = 366 * 2;

/// When sessions take place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The first day that may have one.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
    /// The days of the week, Monday first.
    pub weekdays: [bool; 7],
    /// From when.
    pub starts: NaiveTime,
    /// To when; on the next day where that is not later.
    pub ends: NaiveTime,
    /// Days that are skipped: holidays.
    pub without: BTreeSet<NaiveDate>,
    /// Days that have one whatever weekday they are: working days in exchange.
    pub also: BTreeSet<NaiveDate>,
    /// Cut into slots.
    pub slots: Option<Slots>,
}

/// How a day is cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slots {
    /// Minutes of each.
    pub minutes: u16,
    /// Minutes between two.
    pub pause: u16,
    /// Times in which none lies.
    pub breaks: Vec<(NaiveTime, NaiveTime)>,
}

impl Pattern {
    /// Its sessions in order, by the wall clock of `zone`.
    ///
    /// # Errors
    /// What is wrong with it, by member.
    pub fn sessions(&self, zone: Tz) -> Result<Vec<(Instant, Instant)>, Broken> {
        self.check()?;
        let mut found = Vec::new();
        for day in self.days() {
            for (starts, ends) in self.times_of(day) {
                found.push((wall_instant(starts, zone), wall_instant(ends, zone)));
            }
            if found.len() > MOST {
                return Err(Broken::new(
                    "to",
                    "out-of-range",
                    format!("一次最多加 {MOST} 场"),
                    format!("at most {MOST} sessions at once"),
                ));
            }
        }
        if found.is_empty() {
            let words = ("照这样一场也没有", "this makes no session");
            return Err(Broken::new("weekdays", "out-of-range", words.0, words.1));
        }
        Ok(found)
    }

    fn check(&self) -> Result<(), Broken> {
        let wrong = |member, chinese: &str, english: &str| {
            Err(Broken::new(member, "out-of-range", chinese, english))
        };
        if self.to < self.from {
            return wrong("to", "不能早于第一天", "must not be before the first day");
        }
        if (self.to - self.from).num_days() > MOST_DAYS {
            return wrong("to", "最多两年", "must be within two years");
        }
        match &self.slots {
            Some(slots) if slots.minutes < 5 => {
                wrong("slot_minutes", "至少 5 分钟", "must be 5 minutes or more")
            }
            Some(_) if self.ends <= self.starts => {
                wrong("ends", "要晚于开始时间", "must be after the start")
            }
            _ => Ok(()),
        }
    }

    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let all = std::iter::successors(Some(self.from), |day| day.checked_add_days(Days::new(1)));
        all.take_while(|day| *day <= self.to)
            .filter(|day| self.is_on(*day))
    }

    fn is_on(&self, day: NaiveDate) -> bool {
        let weekday = day.weekday().num_days_from_monday() as usize;
        let is_regular = self.weekdays[weekday] && !self.without.contains(&day);
        is_regular || self.also.contains(&day)
    }

    fn times_of(&self, day: NaiveDate) -> Vec<(chrono::NaiveDateTime, chrono::NaiveDateTime)> {
        let (starts, mut ends) = (day.and_time(self.starts), day.and_time(self.ends));
        let Some(slots) = &self.slots else {
            if ends <= starts {
                ends += TimeDelta::days(1);
            }
            return vec![(starts, ends)];
        };
        let (length, pause) = (
            TimeDelta::minutes(slots.minutes.into()),
            TimeDelta::minutes(slots.pause.into()),
        );
        let (mut found, mut at) = (Vec::new(), starts);
        while at + length <= ends {
            let until = at + length;
            let breaks = slots.breaks.iter();
            let breaks = breaks.map(|(from, to)| (day.and_time(*from), day.and_time(*to)));
            let hit = breaks.filter(|(from, to)| at < *to && *from < until);
            if let Some(after) = hit.map(|(_, to)| to).max() {
                at = after;
            } else {
                found.push((at, until));
                at = until + pause;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Asia::Shanghai;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn time(text: &str) -> NaiveTime {
        NaiveTime::parse_from_str(text, "%H:%M").unwrap()
    }

    fn evenings() -> Pattern {
        Pattern {
            from: day("2027-09-27"),
            to: day("2027-10-10"),
            // Tuesday and Thursday.
            weekdays: [false, true, false, true, false, false, false],
            starts: time("19:00"),
            ends: time("20:30"),
            without: [day("2027-10-05"), day("2027-10-07")].into(),
            also: [day("2027-10-09")].into(),
            slots: None,
        }
    }

    #[test]
    fn holidays_are_skipped_and_working_days_in_exchange_count() {
        let sessions = evenings().sessions(Shanghai).unwrap();
        let starts: Vec<String> = sessions
            .iter()
            .map(|(starts, _)| starts.at(Shanghai).format("%m-%d %H:%M").to_string())
            .collect();
        assert_eq!(starts, ["09-28 19:00", "09-30 19:00", "10-09 19:00"]);
    }

    #[test]
    fn a_night_ends_on_the_next_day() {
        let night = Pattern {
            starts: time("22:00"),
            ends: time("06:00"),
            ..evenings()
        };
        let (starts, ends) = night.sessions(Shanghai).unwrap()[0];
        assert_eq!(ends, starts.plus_hours(8));
    }

    #[test]
    fn slots_leave_breaks_free() {
        let counsel = Pattern {
            to: day("2027-09-28"),
            starts: time("09:00"),
            ends: time("12:00"),
            slots: Some(Slots {
                minutes: 50,
                pause: 10,
                breaks: vec![(time("10:00"), time("10:30"))],
            }),
            ..evenings()
        };
        let shown: Vec<String> = counsel
            .sessions(Shanghai)
            .unwrap()
            .iter()
            .map(|(from, to)| {
                let [from, to] = [from, to].map(|at| at.at(Shanghai).format("%H:%M").to_string());
                format!("{from}-{to}")
            })
            .collect();
        assert_eq!(shown, ["09:00-09:50", "10:30-11:20"]);
    }

    #[test]
    fn what_makes_no_sense_is_refused_by_its_member() {
        let pointer = |pattern: Pattern| pattern.sessions(Shanghai).unwrap_err().pointer;
        let back = Pattern {
            to: day("2027-09-01"),
            ..evenings()
        };
        assert_eq!(pointer(back), "/to");
        let never = Pattern {
            weekdays: [false; 7],
            also: BTreeSet::new(),
            ..evenings()
        };
        assert_eq!(pointer(never), "/weekdays");
        let far = Pattern {
            to: day("2035-01-01"),
            ..evenings()
        };
        assert_eq!(pointer(far), "/to");
    }
}
