//! Dates of one person at the same time.

use serde_json::json;

use super::prepare::counted;
use super::{Record, Registrations};
use crate::catalog::model::Program;
use crate::catalog::snapshot::Snapshot;
use crate::db::Fault;
use crate::ledger::command::Reason;
use crate::ledger::history::Wish;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OfferingId, ParticipantId, RegistrationId, SessionId};

/// Live registrations that are looked at for clashes.
const LOOKED_AT: u64 = 200;

/// A date that is at the same time as one the person already has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Whose.
    pub participant: ParticipantId,
    /// The registration that is there already; none where both are asked for at once.
    pub with: Option<RegistrationId>,
    /// When the date already there begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
}

/// What somebody is to have: the sessions of an offering, or one of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Planned {
    pub(super) participant: ParticipantId,
    pub(super) offering: OfferingId,
    pub(super) session: Option<SessionId>,
}

impl Registrations {
    /// The dates that the live registrations of the household have at the same time as those
    /// of `records`.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn clashes(
        &self,
        account: AccountId,
        records: &[Record],
    ) -> Result<Vec<Clash>, Fault> {
        let planned: Vec<Planned> = records.iter().map(Planned::of).collect();
        self.clashes_of(account, &planned).await
    }

    /// The dates that the live registrations of the household, and what is planned before, have at
    /// the same time as what is `planned`.
    pub(super) async fn clashes_of(
        &self,
        account: AccountId,
        planned: &[Planned],
    ) -> Result<Vec<Clash>, Fault> {
        use crate::ledger::facts::Status;
        let wish = Wish {
            statuses: Status::ALL
                .into_iter()
                .filter(|status| status.is_live())
                .collect(),
            ends_from: Some(self.clock.now()),
            after: None,
            limit: LOOKED_AT,
        };
        let theirs = self.list(account, &wish).await?;
        let snapshot = self.catalog.snapshot();
        let mut clashes = Vec::new();
        let there = theirs
            .iter()
            .map(|record| (Some(record.registration.id), Planned::of(record)));
        let there: Vec<(Option<RegistrationId>, Planned)> = there.collect();
        for (at, new) in planned.iter().enumerate() {
            let dates = new.dates(&snapshot);
            let before = planned[..at].iter().map(|before| (None, *before));
            for (with, old) in there.iter().copied().chain(before) {
                // A seat in the same unit is no clash: it is the same seat.
                if old.participant != new.participant
                    || (old.offering, old.session) == (new.offering, new.session)
                {
                    continue;
                }
                let old_dates = old.dates(&snapshot);
                let overlaps = overlaps(&dates, &old_dates);
                clashes.extend(overlaps.map(|(starts_at, ends_at)| Clash {
                    participant: new.participant,
                    with,
                    starts_at,
                    ends_at,
                }));
            }
        }
        Ok(clashes)
    }

    /// The clashes of what is planned, where the program refuses them; but not with the
    /// registration `but`, which is given up for it.
    pub(super) async fn refused_clashes(
        &self,
        program: &Program,
        account: AccountId,
        planned: &[Planned],
        but: Option<RegistrationId>,
    ) -> Result<Vec<Reason>, Fault> {
        if !program.refuses_clashes {
            return Ok(Vec::new());
        }
        let mut clashes = self.clashes_of(account, planned).await?;
        clashes.retain(|clash| clash.with.is_none() || clash.with != but);
        let reason = |clash: Clash| {
            let facts = json!({
                "participant_id": clash.participant, "registration_id": clash.with,
                "starts_at": clash.starts_at, "ends_at": clash.ends_at,
            });
            Reason::new("clash", facts)
        };
        Ok(clashes.into_iter().map(reason).collect())
    }
}

impl Planned {
    fn of(record: &Record) -> Self {
        Self {
            participant: record.registration.participant_id,
            offering: record.registration.offering_id,
            session: record.times.and_then(|times| times.session_id),
        }
    }

    /// What each of `participants` would have.
    pub(super) fn all(
        participants: &[ParticipantId],
        offering: OfferingId,
        sessions: &[SessionId],
    ) -> Vec<Self> {
        let sessions: Vec<Option<SessionId>> = if sessions.is_empty() {
            vec![None]
        } else {
            sessions.iter().copied().map(Some).collect()
        };
        let planned = participants.iter().flat_map(|participant| {
            sessions.iter().map(move |session| Self {
                participant: *participant,
                offering,
                session: *session,
            })
        });
        planned.collect()
    }

    /// Its dates: of the session, or of all sessions of the offering.
    fn dates(self, snapshot: &Snapshot) -> Vec<(Instant, Instant)> {
        let Some(offering) = snapshot.offerings.get(self.offering) else {
            return Vec::new();
        };
        counted(offering)
            .filter(|session| self.session.is_none_or(|picked| picked == session.id))
            .map(|session| (session.starts_at, session.ends_at))
            .collect()
    }
}

/// Those of `theirs` that overlap one of `ours`; ends do not touch.
fn overlaps<'a>(
    ours: &'a [(Instant, Instant)],
    theirs: &'a [(Instant, Instant)],
) -> impl Iterator<Item = (Instant, Instant)> + 'a {
    theirs
        .iter()
        .filter(|(start, end)| ours.iter().any(|(from, to)| from < end && start < to))
        .copied()
}
