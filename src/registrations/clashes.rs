//! Dates of one person at the same time.

use super::prepare::counted;
use super::{Record, Registrations};
use crate::catalog::snapshot::Snapshot;
use crate::db::Fault;
use crate::ledger::history::Wish;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, ParticipantId, RegistrationId};

/// Live registrations that are looked at for clashes.
const LOOKED_AT: u64 = 200;

/// A date that is at the same time as one the person already has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Whose.
    pub participant: ParticipantId,
    /// The registration that is there already.
    pub with: RegistrationId,
    /// When the date already there begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
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
        for new in records {
            let dates = dates(&snapshot, new);
            let same_person = |old: &&Record| {
                old.registration.participant_id == new.registration.participant_id
                    && old.registration.unit_id != new.registration.unit_id
            };
            for old in theirs.iter().filter(same_person) {
                clashes.extend(overlaps(&dates, &self::dates(&snapshot, old)).map(
                    |(starts_at, ends_at)| Clash {
                        participant: new.registration.participant_id,
                        with: old.registration.id,
                        starts_at,
                        ends_at,
                    },
                ));
            }
        }
        Ok(clashes)
    }
}

/// The dates of a registration: of its session, or of all sessions of its offering.
fn dates(snapshot: &Snapshot, record: &Record) -> Vec<(Instant, Instant)> {
    let Some(offering) = snapshot.offerings.get(record.registration.offering_id) else {
        return Vec::new();
    };
    let picked = record.times.and_then(|times| times.session_id);
    counted(offering)
        .filter(|session| picked.is_none_or(|picked| picked == session.id))
        .map(|session| (session.starts_at, session.ends_at))
        .collect()
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
