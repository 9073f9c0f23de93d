//! Reasons in words: a code and its numbers, as the person reads them.

use std::borrow::Cow;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde_json::Value as Json;

use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::values::say::{Filled, Value, say_filled};
use crate::values::when::Wall;

/// The reason `code` with the numbers of `facts`, times as the clock at `zone` shows them.
#[must_use]
pub fn reason(locale: Locale, code: &str, facts: &Json, zone: Tz, now: Instant) -> String {
    let wall = Wall::new(zone, locale, now);
    let mut filled = Filled::new();
    for (name, fact) in facts.as_object().into_iter().flatten() {
        filled.insert(Cow::Owned(name.clone()), value(fact, wall, zone));
    }
    say_filled(locale, &format!("reason-{code}"), &filled)
}

fn value<'a>(fact: &Json, wall: Wall, zone: Tz) -> Value<'a> {
    match fact {
        Json::Number(number) => number.as_i64().unwrap_or_default().into(),
        Json::String(text) => {
            if let Ok(at) = serde_json::from_value::<Instant>(fact.clone()) {
                return wall.moment(at).into();
            }
            // Noon, so that the day is the same whatever the zone.
            match text.parse::<NaiveDate>() {
                Ok(day) => wall
                    .day(crate::values::clock::local_instant(day, 12, zone))
                    .into(),
                Err(_) => text.clone().into(),
            }
        }
        Json::Bool(yes) => yes.to_string().into(),
        _ => String::new().into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_days_and_times_are_said() {
        let zone = chrono_tz::Asia::Shanghai;
        let now: Instant = serde_json::from_value(json!("2027-06-14T12:20:00Z")).unwrap();
        let facts = json!({
            "age_min": 6, "age_max": 12, "age_years": 13, "age_months": 2, "on": "2027-07-05",
        });
        let english = reason(Locale::English, "age-above-maximum", &facts, zone, now);
        assert_eq!(
            english,
            "12 or younger; on Mon 5 July the age is 13 years and 2 months."
        );
        let facts = json!({ "opens_at": "2027-06-15T01:00:00Z" });
        let chinese = reason(Locale::Chinese, "registration-not-open", &facts, zone, now);
        assert!(chinese.starts_with("6月15日"), "{chinese}");
    }
}
