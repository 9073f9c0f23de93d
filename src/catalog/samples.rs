//! Small values for the tests of this feature.

use uuid::Uuid;

use super::model::{Offering, OfferingState, Session, SessionState};
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
            site_id: None,
        });
    Offering {
        code: "o".into(),
        title: Bilingual::new("班", "class"),
        state: OfferingState::Published,
        online: true,
        registration_opens: opens,
        registration_closes: closes,
        capacity: Some(10),
        sessions: sessions.collect(),
        ..Offering::blank(
            OfferingId(Uuid::from_u128(1)),
            ProgramId(Uuid::from_u128(1)),
        )
    }
}
