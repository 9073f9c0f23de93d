//! Small values for the tests of this feature.

use serde_json::Map;
use uuid::Uuid;

use super::model::{
    Allocation, CapacityUnit, Enrol, Offering, OfferingState, Session, SessionState,
};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ProgramId, SessionId};
use crate::values::locale::Bilingual;

/// A published first-come offering of 10 seats whose sessions last from the first to the second
/// day of each pair, counted from 1970.
pub(crate) fn offering(
    opens: Instant,
    closes: Option<Instant>,
    session_days: &[(i64, i64)],
) -> Offering {
    let day = |days| Instant::from_millis(0).plus_days(days);
    let sessions = session_days
        .iter()
        .zip(1_u128..)
        .map(|(&(from, to), number)| Session {
            id: SessionId(Uuid::from_u128(number)),
            code: format!("o-s{number}"),
            starts_at: day(from),
            ends_at: day(to),
            title: Bilingual::default(),
            role: None,
            capacity: None,
            state: SessionState::Planned,
            also_show_time_zone: None,
        });
    Offering {
        id: OfferingId(Uuid::from_u128(1)),
        version: 1,
        code: "o".into(),
        program_id: ProgramId(Uuid::from_u128(1)),
        site_id: None,
        title: Bilingual::new("班", "class"),
        state: OfferingState::Published,
        call_off_reason: None,
        online: true,
        time_zone: chrono_tz::Asia::Shanghai,
        registration_opens: opens,
        registration_closes: closes,
        allocation: Allocation::FirstCome,
        draw_at: None,
        enrol: Enrol::All,
        pick_max: None,
        capacity: Some(10),
        capacity_unit: CapacityUnit::Person,
        waitlist_limit: None,
        offer_hours: None,
        min_to_run: None,
        cancel_until_hours_before: 0,
        fee_fen: 0,
        weather_dependent: false,
        linked_allowed: false,
        party_size_max: 1,
        details: Map::new(),
        quotas: Vec::new(),
        sessions: sessions.collect(),
    }
}
