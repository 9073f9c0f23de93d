//! Copying an offering: the same settings, on other days.

use chrono::NaiveDate;

use super::{EditError, Wish};
use crate::catalog::model::{Offering, OfferingState, Program, Session, SessionState};
use crate::catalog::policy::first_start;
use crate::db::idempotency::RequestKey;
use crate::organizations::audit::Acting;
use crate::roster::Roster;
use crate::roster::policy::broken::Broken;
use crate::values::ids::IdMaker;

/// Most days by which a copy is moved.
const MOST_DAYS: i64 = 3650;

/// When the copy takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyTo {
    /// So many days later, or earlier when negative.
    Days(i64),
    /// Its first session is on this day.
    StartsOn(NaiveDate),
}

impl Roster {
    /// What a copy of `from` would be, without keeping it.
    ///
    /// # Errors
    /// [`EditError::Broken`] for a day too far away.
    pub fn copied(&self, from: &Offering, to: CopyTo) -> Result<Offering, EditError> {
        let days = days(from, to).map_err(|broken| EditError::Broken(vec![broken]))?;
        Ok(copy(from, days, &self.ids))
    }

    /// Makes a draft with the settings of `from`: quotas, rules of registering, and all sessions,
    /// moved by whole days as the wall clock of the offering shows them. Nobody comes along, and
    /// what was cancelled is planned again.
    ///
    /// # Errors
    /// [`EditError`].
    pub async fn copy_offering(
        &self,
        program: &Program,
        from: &Offering,
        to: CopyTo,
        by: Acting,
        key: Option<&RequestKey>,
    ) -> Result<(Offering, bool), EditError> {
        let wish = match days(from, to) {
            Ok(days) => Wish {
                value: copy(from, days, &self.ids),
                faults: Vec::new(),
            },
            Err(broken) => Wish {
                value: copy(from, 0, &self.ids),
                faults: vec![broken],
            },
        };
        self.make_offering(program, wish, by, key).await
    }
}

/// By how many days the copy is moved.
fn days(from: &Offering, to: CopyTo) -> Result<i64, Broken> {
    let (member, days) = match to {
        CopyTo::Days(days) => ("shift_days", days),
        CopyTo::StartsOn(day) => {
            let first = first_start(from).ok_or_else(|| {
                let words = (
                    "没有场次，请用 shift_days",
                    "it has no sessions: use shift_days",
                );
                Broken::new("starts_on", "conflict", words.0, words.1)
            })?;
            ("starts_on", (day - first.day(from.time_zone)).num_days())
        }
    };
    if (-MOST_DAYS..=MOST_DAYS).contains(&days) {
        Ok(days)
    } else {
        Err(Broken::new(
            member,
            "out-of-range",
            format!("最多相差 {MOST_DAYS} 天"),
            format!("must be within {MOST_DAYS} days"),
        ))
    }
}

fn copy(from: &Offering, days: i64, ids: &IdMaker) -> Offering {
    let zone = from.time_zone;
    let mut copy = Offering {
        id: ids.make(),
        version: 1,
        dates_changed: 0,
        code: String::new(),
        state: OfferingState::Draft,
        call_off_reason: None,
        registration_opens: from.registration_opens.same_time_after(days, zone),
        registration_closes: from
            .registration_closes
            .map(|at| at.same_time_after(days, zone)),
        draw_at: from.draw_at.map(|at| at.same_time_after(days, zone)),
        ..from.clone()
    };
    for quota in &mut copy.quotas {
        quota.release_at = quota.release_at.map(|at| at.same_time_after(days, zone));
    }
    for session in &mut copy.sessions {
        *session = Session {
            id: ids.make(),
            code: String::new(),
            starts_at: session.starts_at.same_time_after(days, zone),
            ends_at: session.ends_at.same_time_after(days, zone),
            state: SessionState::Planned,
            site_id: None,
            ..session.clone()
        };
    }
    copy
}
