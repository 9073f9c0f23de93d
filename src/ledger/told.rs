//! What people were told of their registrations, and who may have to be reminded.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use sea_orm::ConnectionTrait;

use super::command::EventKind;
use super::facts::{Registration, Status};
use super::{Ledger, store};
use crate::db::Fault;
use crate::notices::outbox::not_handed_over;
use crate::values::clock::Instant;
use crate::values::ids::{GroupId, OfferingId, ProgramId, RegistrationId, SessionId, UnitId};

/// Hours after which an offer's message that was not handed over earns it a new deadline.
const UNHEARD_HOURS: i64 = 2;
/// Minutes before its end at which a shorter offer earns it.
const UNHEARD_LAST_MINUTES: i64 = 10;

/// An event that its person knows of: it owed her a notice, or she declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its number in the program.
    pub sequence: i64,
    /// When.
    pub at: Instant,
    /// What kind of line.
    pub kind: EventKind,
    /// The status after.
    pub to: Status,
    /// The session it is about, where it is about one.
    pub session: Option<SessionId>,
    /// What is another there.
    pub changed: Changed,
}

/// What is another in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    time: bool,
    place: bool,
}

impl Changed {
    /// What an event for this reason changes; one that takes the session away changes all of it.
    #[must_use]
    pub fn by(reason: &str) -> Self {
        Self {
            time: reason != "session-relocated",
            place: reason != "session-moved",
        }
    }

    /// Whether nothing is another by `earlier` that is not by this.
    #[must_use]
    pub const fn covers(self, earlier: Self) -> bool {
        (self.time || !earlier.time) && (self.place || !earlier.place)
    }
}

/// A unit that begins soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// Which.
    pub unit: UnitId,
    /// Its offering.
    pub offering: OfferingId,
    /// When.
    pub starts_at: Instant,
}

/// The events of registrations that their persons know of, oldest first, as `db` (a
/// connection or the caller's transaction) sees them.
///
/// # Errors
/// [`Fault`] of the database, or a row that does not read.
pub async fn told(
    db: &impl ConnectionTrait,
    ids: &[RegistrationId],
) -> Result<BTreeMap<RegistrationId, Vec<Told>>, Fault> {
    store::told::lines(db, ids).await
}

/// When a registration was offered its seats last.
#[must_use]
pub fn offered_at(lines: &[Told]) -> Option<Instant> {
    became(lines, Status::Offered)
}

/// From when on an offer made at `made_at` earns a new deadline if its message was not handed over.
#[must_use]
pub fn unheard_at(made_at: Instant, expires_at: Instant) -> Instant {
    let last = expires_at.plus_minutes(-UNHEARD_LAST_MINUTES);
    made_at.plus_hours(UNHEARD_HOURS).min(last)
}

/// When a registration got its place last.
#[must_use]
pub fn seated_at(lines: &[Told]) -> Option<Instant> {
    became(lines, Status::Confirmed)
}

fn became(lines: &[Told], status: Status) -> Option<Instant> {
    let became = |line: &&Told| line.kind == EventKind::Status && line.to == status;
    lines.iter().rev().find(became).map(|line| line.at)
}

/// The registrations named, as `db` sees them; unknown ids are left out.
///
/// # Errors
/// As [`told`].
pub async fn registrations(
    db: &impl ConnectionTrait,
    ids: &[RegistrationId],
) -> Result<Vec<Registration>, Fault> {
    let rows = store::read::by_ids(db, ids).await?;
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

impl Ledger {
    /// The offers that nobody has answered and that have not run out.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn live_offers(&self) -> Result<Vec<(ProgramId, Registration)>, Fault> {
        store::told::live_offers(self.db.read(), self.clock.now()).await
    }

    /// Those of `offers` whose message of this kind was not handed over.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn unheard(
        &self,
        kind: &str,
        offers: &[&Registration],
    ) -> Result<HashSet<RegistrationId>, Fault> {
        if offers.is_empty() {
            return Ok(HashSet::new());
        }
        let groups: BTreeSet<GroupId> = offers.iter().filter_map(|one| one.group_id).collect();
        let groups: Vec<GroupId> = groups.into_iter().collect();
        // The message may stand at one of a group who has left it since.
        let mut about = self.members(&groups).await?;
        about.extend(offers.iter().map(|one| one.id));
        not_handed_over(self.db.read(), kind, &about).await
    }

    /// The units that begin after now and by `until`, and take place.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn beginning(&self, until: Instant) -> Result<Vec<Beginning>, Fault> {
        store::told::beginning(self.db.read(), self.clock.now(), until).await
    }

    /// Who has a place in units.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn seated_in(
        &self,
        units: &[UnitId],
    ) -> Result<Vec<(ProgramId, Registration)>, Fault> {
        store::told::seated_in(self.db.read(), units).await
    }
}
