//! When an offering takes place, in one line.

use chrono::{Datelike, NaiveTime, Weekday};
use chrono_tz::Tz;

use super::Moment;
use crate::catalog::model::{Offering, Session, SessionState};
use crate::values::clock::Instant;
use crate::values::say::Value;
use crate::values::when::Wall;

/// When it takes place, in one line.
pub(super) fn when(offering: &Offering, at: &Moment<'_>) -> String {
    let wall = Wall::new(offering.time_zone, at.locale, at.now);
    let planned: Vec<&Session> = offering
        .sessions
        .iter()
        .filter(|session| session.state != SessionState::Cancelled)
        .collect();
    let (Some(first), Some(last)) = (planned.first(), planned.last()) else {
        return at.say("app-program-no-dates", &[]);
    };
    if planned.len() == 1 {
        return wall.with_other_zone(&wall.span(first.starts_at, first.ends_at));
    }
    let hours = |session: &Session| {
        let time = |instant: Instant| instant.at(offering.time_zone).time();
        (time(session.starts_at), time(session.ends_at))
    };
    let daily = hours(first);
    let is_regular = planned.iter().all(|session| hours(session) == daily);
    let with = [
        ("from", Value::from(wall.day(first.starts_at))),
        ("to", Value::from(wall.day(last.starts_at))),
        (
            "days",
            Value::from(weekdays(&planned, offering.time_zone, at)),
        ),
        ("time", Value::from(span(daily))),
        ("n", Value::from(planned.len())),
    ];
    let id = if is_regular {
        "app-program-when-regular"
    } else {
        "app-program-when-many"
    };
    wall.with_other_zone(&at.say(id, &with))
}

fn span((from, to): (NaiveTime, NaiveTime)) -> String {
    format!("{}–{}", from.format("%-H:%M"), to.format("%-H:%M"))
}

/// The days of the week on which it meets.
fn weekdays(sessions: &[&Session], zone: Tz, at: &Moment<'_>) -> String {
    let mut days: Vec<Weekday> = sessions
        .iter()
        .map(|session| session.starts_at.at(zone).weekday())
        .collect();
    days.sort_by_key(Weekday::num_days_from_monday);
    days.dedup();
    let working = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
    ];
    if days == working {
        return at.say("app-day-mon-to-fri", &[]);
    }
    let name = |day: &Weekday| {
        let id = format!("app-day-{}", day.to_string().to_lowercase());
        at.say(&id, &[])
    };
    let names: Vec<String> = days.iter().map(name).collect();
    names.join(&at.say("app-day-and", &[]))
}
