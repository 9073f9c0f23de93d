//! What else to know of an offering before one registers.

use super::{Moment, moment};
use crate::catalog::model::{Allocation, Offering};
use crate::values::say::Value;

/// What else to know, as pairs of a name and a value.
pub(super) fn facts(offering: &Offering, at: &Moment<'_>) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut fact = |id: &str, value: String| facts.push((at.say(id, &[]), value));
    fact(
        "app-program-fee",
        match offering.fee_fen {
            0 => at.say("app-program-free", &[]),
            fen => {
                let yuan = format!("{}.{:02}", fen / 100, fen % 100);
                let yuan = yuan.trim_end_matches(".00").to_owned();
                at.say("app-program-yuan", &[("what", Value::from(yuan))])
            }
        },
    );
    if let Some(draw) = offering.draw_at {
        fact("app-program-draw", moment(offering.time_zone, draw, at));
    }
    if offering.allocation != Allocation::Open {
        fact(
            "app-program-leave",
            at.of(
                "app-program-leave-hours",
                offering.cancel_until_hours_before,
            ),
        );
    }
    if let Some(hours) = offering
        .offer_hours
        .filter(|_| offering.waitlist_limit != Some(0))
    {
        fact(
            "app-program-offers",
            at.of("app-program-offer-hours", hours),
        );
    }
    if let Some(least) = offering.min_to_run {
        fact(
            "app-program-minimum",
            at.of("app-program-minimum-people", least),
        );
    }
    if offering.linked_allowed {
        fact(
            "app-program-together",
            at.say("app-program-together-how", &[]),
        );
    }
    if offering.weather_dependent {
        fact(
            "app-program-weather",
            at.say("app-program-weather-how", &[]),
        );
    }
    let bring = offering.bring.pick(at.locale);
    if !bring.is_empty() {
        fact("app-program-bring", bring.to_owned());
    }
    facts
}
