//! The minimum to run: the organizers of an offering that is short of people a week before it
//! begins are told, once, with the numbers and what they can do. Calling it off stays theirs.
//!
//! Owns `minimum_warnings`, which remembers who was told; so a timer that was away catches up, of
//! several instances one tells, and a session that moves does not tell again.

pub mod letters;
pub mod policy;
mod store;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::json;

use self::policy::{Run, WARNED_DAYS, is_short};
use super::Roster;
use crate::db::Fault;
use crate::notices::outbox::{Draft, To, Urgency};
use crate::organizations::staff::Organizer;
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, OrganizationId};

/// An offering may not reach its minimum. Facts: [`MinimumFacts`].
pub const MINIMUM_WARNING: &str = "minimum-warning";

/// An offering that may be warned of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Candidate {
    offering: OfferingId,
    organization: OrganizationId,
    waiting: i64,
    run: Run,
}

/// The numbers of a warning, as they were when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinimumFacts {
    /// The offering.
    pub offering: OfferingId,
    /// Seats it takes.
    pub least: i64,
    /// Seats that are confirmed.
    pub confirmed: i64,
    /// Seats of those who applied.
    pub applied: i64,
    /// Seats of those who wait in line.
    pub waiting: i64,
    /// When its first session begins.
    pub starts_at: Instant,
}

impl Roster {
    /// Tells the organizers of every offering that is short of people; what the timer does.
    /// Where nobody is there to be told, it is tried again.
    ///
    /// # Errors
    /// [`Fault`] when what begins soon cannot be read; a fault with one offering is logged and
    /// keeps none of the others from its turn.
    pub async fn warn_of_minimum(&self, now: Instant) -> Result<(), Fault> {
        let until = now.plus_days(WARNED_DAYS);
        for candidate in store::candidates(self.db.read(), now, until).await? {
            if !is_short(&candidate.run, now) {
                continue;
            }
            if let Err(fault) = self.warn(&candidate, now).await {
                let (offering, error) = (candidate.offering, &fault as &dyn std::error::Error);
                tracing::error!(%offering, error, "nobody was warned of the minimum");
            }
        }
        Ok(())
    }

    async fn warn(&self, candidate: &Candidate, now: Instant) -> Result<(), Fault> {
        let body = candidate.organization;
        let told = self.organizations.organizers_near(body).await?;
        if told.is_empty() {
            return Ok(());
        }
        let zone = self.zone_of(candidate.offering);
        let drafts: Vec<Draft> = told
            .iter()
            .map(|one| self.warning(candidate, one, zone))
            .collect();
        self.db
            .write(async |tx| {
                if store::remember(tx, candidate, now).await? {
                    self.outbox.save(tx, &drafts, now).await?;
                }
                Ok::<_, Fault>(())
            })
            .await?;
        self.outbox.wake();
        Ok(())
    }

    fn warning(&self, candidate: &Candidate, organizer: &Organizer, zone: Tz) -> Draft {
        let run = candidate.run;
        Draft {
            id: self.ids.make(),
            account: Some(organizer.account),
            registration: None,
            kind: MINIMUM_WARNING,
            locale: organizer.locale,
            facts: json!(MinimumFacts {
                offering: candidate.offering,
                least: run.least,
                confirmed: run.confirmed,
                applied: run.applied,
                waiting: candidate.waiting,
                starts_at: run.starts,
            }),
            secret: None,
            to: To::Account,
            in_inbox: true,
            give_up_at: Some(run.starts),
            urgency: Urgency::ByDay(zone),
        }
    }
}
