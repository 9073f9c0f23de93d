//! Instants as people say them: "6月15日（周二）10:30", "10:30 on Tue 15 June".

use chrono::{DateTime, Datelike, Timelike};
use chrono_tz::Tz;

use super::clock::Instant;
use super::locale::Locale;

const WEEKDAYS: [(&str, &str); 7] = [
    ("一", "Mon"),
    ("二", "Tue"),
    ("三", "Wed"),
    ("四", "Thu"),
    ("五", "Fri"),
    ("六", "Sat"),
    ("日", "Sun"),
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Cities that name a zone where people from Zhejiang live, as they say them.
const CITIES: [(&str, &str); 16] = [
    ("Amsterdam", "阿姆斯特丹"),
    ("Berlin", "柏林"),
    ("Budapest", "布达佩斯"),
    ("Dubai", "迪拜"),
    ("Johannesburg", "约翰内斯堡"),
    ("Lisbon", "里斯本"),
    ("London", "伦敦"),
    ("Los_Angeles", "洛杉矶"),
    ("Madrid", "马德里"),
    ("New_York", "纽约"),
    ("Paris", "巴黎"),
    ("Rome", "罗马"),
    ("Sao_Paulo", "圣保罗"),
    ("Sydney", "悉尼"),
    ("Tokyo", "东京"),
    ("Vienna", "维也纳"),
];

/// The wall clock by which a text tells times: the offering's zone, the reader's language,
/// and the day on which it is written (another year than that day's is named).
#[derive(Clone, Copy, Debug)]
pub struct Wall {
    zone: Tz,
    locale: Locale,
    year: i32,
}

impl Wall {
    /// A wall clock at `zone`, for a text written at `now`.
    #[must_use]
    pub fn new(zone: Tz, locale: Locale, now: Instant) -> Self {
        Self {
            zone,
            locale,
            year: now.at(zone).year(),
        }
    }

    /// The day with its weekday: "6月15日（周二）", "Tue 15 June".
    #[must_use]
    pub fn day(&self, at: Instant) -> String {
        let at = at.at(self.zone);
        let weekday = WEEKDAYS[at.weekday().num_days_from_monday() as usize];
        let other_year = at.year() != self.year;
        match self.locale {
            Locale::Chinese => {
                let year = if other_year {
                    format!("{}年", at.year())
                } else {
                    String::new()
                };
                format!("{year}{}月{}日（周{}）", at.month(), at.day(), weekday.0)
            }
            Locale::English => {
                let year = if other_year {
                    format!(" {}", at.year())
                } else {
                    String::new()
                };
                let month = MONTHS[at.month0() as usize];
                format!("{} {} {month}{year}", weekday.1, at.day())
            }
        }
    }

    /// The time of day: "8:00".
    #[must_use]
    pub fn time(&self, at: Instant) -> String {
        hour_minute(at.at(self.zone))
    }

    /// Day and time: "6月15日（周二）10:30", "10:30 on Tue 15 June".
    #[must_use]
    pub fn moment(&self, at: Instant) -> String {
        match self.locale {
            Locale::Chinese => format!("{}{}", self.day(at), self.time(at)),
            Locale::English => format!("{} on {}", self.time(at), self.day(at)),
        }
    }

    /// From when to when: "7月17日（周六）8:00–16:30", "Sat 17 July, 8:00–16:30"; both days
    /// when it ends on another.
    #[must_use]
    pub fn span(&self, from: Instant, to: Instant) -> String {
        let one_day = from.day(self.zone) == to.day(self.zone);
        match (self.locale, one_day) {
            (Locale::Chinese, true) => {
                format!("{}{}–{}", self.day(from), self.time(from), self.time(to))
            }
            (Locale::Chinese, false) => format!("{} 至 {}", self.moment(from), self.moment(to)),
            (Locale::English, true) => {
                format!("{}, {}–{}", self.day(from), self.time(from), self.time(to))
            }
            (Locale::English, false) => format!("{} to {}", self.moment(from), self.moment(to)),
        }
    }

    /// A time as this clock tells it, with the name of its zone.
    #[must_use]
    pub fn with_zone(&self, time: &str) -> String {
        match self.locale {
            Locale::Chinese => format!("{} {time}", self.zone_name()),
            Locale::English => format!("{time} ({})", self.zone_name()),
        }
    }

    /// The same; without the zone where that is the common one.
    #[must_use]
    pub fn with_other_zone(&self, time: &str) -> String {
        match self.zone {
            Tz::Asia__Shanghai => time.to_owned(),
            _ => self.with_zone(time),
        }
    }

    /// Whose time it is: "北京时间", "Beijing time"; elsewhere by the city of the zone.
    #[must_use]
    pub fn zone_name(&self) -> String {
        let name = self.zone.name();
        let city = name.rsplit('/').next().unwrap_or(name);
        match (self.zone, self.locale) {
            (Tz::Asia__Shanghai, Locale::Chinese) => "北京时间".to_owned(),
            (Tz::Asia__Shanghai, Locale::English) => "Beijing time".to_owned(),
            (_, Locale::English) => format!("{} time", city.replace('_', " ")),
            (_, Locale::Chinese) => match CITIES.iter().find(|(known, _)| *known == city) {
                Some((_, chinese)) => format!("{chinese}时间"),
                None => format!("{} 时间", city.replace('_', " ")),
            },
        }
    }
}

fn hour_minute(at: DateTime<Tz>) -> String {
    format!("{}:{:02}", at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc().into()
    }

    #[test]
    fn days_times_and_spans_are_said_as_people_say_them() {
        let now = at("2027-06-14T20:20:00+08:00");
        let chinese = Wall::new(Tz::Asia__Shanghai, Locale::Chinese, now);
        let english = Wall::new(Tz::Asia__Shanghai, Locale::English, now);
        let deadline = at("2027-06-15T10:30:00+08:00");
        assert_eq!(chinese.moment(deadline), "6月15日（周二）10:30");
        assert_eq!(english.moment(deadline), "10:30 on Tue 15 June");
        let (from, to) = (
            at("2027-07-17T08:00:00+08:00"),
            at("2027-07-17T16:30:00+08:00"),
        );
        assert_eq!(chinese.span(from, to), "7月17日（周六）8:00–16:30");
        assert_eq!(english.span(from, to), "Sat 17 July, 8:00–16:30");
        let night = at("2027-07-18T06:00:00+08:00");
        assert_eq!(
            chinese.span(from, night),
            "7月17日（周六）8:00 至 7月18日（周日）6:00"
        );
        assert_eq!(
            chinese.day(at("2028-01-03T00:00:00+08:00")),
            "2028年1月3日（周一）"
        );
        assert_eq!(
            english.day(at("2028-01-03T00:00:00+08:00")),
            "Mon 3 January 2028"
        );
    }

    #[test]
    fn the_wall_clock_is_the_offerings() {
        let now = at("2027-06-14T20:20:00+08:00");
        let madrid = Wall::new(Tz::Europe__Madrid, Locale::English, now);
        assert_eq!(madrid.time(now), "14:20");
        assert_eq!(madrid.zone_name(), "Madrid time");
        let zone = |zone, locale| Wall::new(zone, locale, now).zone_name();
        assert_eq!(zone(Tz::Europe__Madrid, Locale::Chinese), "马德里时间");
        assert_eq!(
            zone(Tz::America__New_York, Locale::English),
            "New York time"
        );
        assert_eq!(zone(Tz::Africa__Nairobi, Locale::Chinese), "Nairobi 时间");
    }
}
