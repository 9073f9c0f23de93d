//! Which notices wait for the morning. Source: docs/rules.md, "What people are told".

use chrono_tz::Tz;

use super::notices::{CALLED_OFF, CANCELLED, OFFER_EXTENDED, OFFERED, RESCHEDULED};
use crate::notices::outbox::Urgency;
use crate::values::clock::Instant;
use crate::values::night::after_the_night;

/// What begins so soon after the night does not wait for its end.
const SOON_HOURS: i64 = 4;

/// What one knows of a decision when its notice is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// When it was decided.
    pub(super) at: Instant,
    /// Where the clock of the offering hangs.
    pub(super) zone: Option<Tz>,
    /// When what was registered for begins.
    pub(super) starts_at: Option<Instant>,
    /// Whether the reader did it herself.
    pub(super) is_own_act: bool,
}

/// When a notice may come. At any hour: what answers its reader, an offer and its new deadline,
/// what does not take place or not then or there, and what begins soon after the night. What a
/// timer or somebody else decided besides does not ring at night.
pub(super) fn urgency(kind: &str, moment: &Moment) -> Urgency {
    let zone = moment.zone.unwrap_or(Tz::Asia__Shanghai);
    let cannot_wait = [OFFERED, OFFER_EXTENDED, CANCELLED, CALLED_OFF, RESCHEDULED].contains(&kind);
    let morning = after_the_night(moment.at, zone);
    let is_soon = moment
        .starts_at
        .is_some_and(|starts_at| starts_at < morning.plus_hours(SOON_HOURS));
    if cannot_wait || moment.is_own_act || is_soon {
        Urgency::AtOnce
    } else {
        Urgency::ByDay(zone)
    }
}

#[cfg(test)]
mod tests {
    use super::super::notices::{KINDS, NOT_DRAWN, PROMOTED};
    use super::*;

    fn at(text: &str) -> Instant {
        serde_json::from_value(serde_json::Value::String(text.to_owned())).unwrap()
    }

    fn decided(starts_at: &str) -> Moment {
        Moment {
            at: at("2027-06-14T23:00:00+08:00"),
            zone: Some(Tz::Asia__Shanghai),
            starts_at: Some(at(starts_at)),
            is_own_act: false,
        }
    }

    #[test]
    fn an_offer_never_waits_and_no_answer_does() {
        let later = decided("2027-07-17T09:00:00+08:00");
        let mine = Moment {
            is_own_act: true,
            ..later
        };
        for kind in KINDS {
            assert_eq!(urgency(kind, &mine), Urgency::AtOnce, "{kind}");
            let waits = urgency(kind, &later) != Urgency::AtOnce;
            let may_wait =
                ![OFFERED, OFFER_EXTENDED, CANCELLED, CALLED_OFF, RESCHEDULED].contains(&kind);
            assert_eq!(waits, may_wait, "{kind}");
        }
    }

    #[test]
    fn what_begins_soon_after_the_night_is_told_in_it() {
        let tomorrow = decided("2027-06-15T09:00:00+08:00");
        assert_eq!(urgency(PROMOTED, &tomorrow), Urgency::AtOnce);
        let afternoon = decided("2027-06-15T14:00:00+08:00");
        assert_ne!(urgency(PROMOTED, &afternoon), Urgency::AtOnce);
    }

    #[test]
    fn without_an_offering_the_night_is_that_of_hangzhou() {
        let unknown = Moment {
            zone: None,
            starts_at: None,
            ..decided("2027-06-15T14:00:00+08:00")
        };
        let waits = Urgency::ByDay(Tz::Asia__Shanghai);
        assert_eq!(urgency(NOT_DRAWN, &unknown), waits);
    }
}
