//! What needs somebody at her desk today, over all bodies she works for and all below them.
//!
//! Owns no table. What is published, when it opens and how many places are taken is in memory; the
//! database is asked a handful of times, about all offerings at once.

mod look;
pub mod policy;
mod store;

use std::collections::{HashMap, HashSet};

use self::look::Look;
use self::policy::Next;
use super::Roster;
use crate::catalog::places::Places;
use crate::db::Fault;
use crate::organizations::staff::{Grant, Role};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OfferingId, OrganizationId, ProgramId, SessionId};
use crate::values::words::words;

/// Mails that ended unsent are called to mind for so many days.
pub const UNDELIVERED_DAYS: i64 = 7;

words! {
    /// What there is to do, the most pressing first.
    TaskKind {
        /// A mail reached nobody: somebody has to be called.
        Undelivered = "undelivered",
        /// The time to draw has passed.
        DrawDue = "draw-due",
        /// A place is held for somebody who has not answered.
        Offers = "offers",
        /// Applications that no reviewer has seen.
        Papers = "papers",
        /// Too few are registered for it to run.
        Minimum = "minimum",
        /// A draw is near.
        DrawAhead = "draw-ahead",
        /// Somebody asks to belong to a body.
        Memberships = "memberships",
    }
}

/// What a part of a task is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum About {
    /// An offering.
    Offering(OfferingId),
    /// A body.
    Body(OrganizationId),
}

/// A task as far as one offering or body has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where.
    pub about: About,
    /// How many people or registrations it is about; with [`TaskKind::Minimum`] the seats that count.
    /// None where small numbers are not told.
    pub number: Option<i64>,
    /// So many seats it takes to run.
    pub least: i64,
    /// By when; with [`TaskKind::Memberships`] since when.
    pub at: Option<Instant>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub kind: TaskKind,
    /// Where; the most pressing first.
    pub items: Vec<Item>,
}

/// A session of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The session.
    pub session: SessionId,
    /// Its offering.
    pub offering: OfferingId,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// Seats that are given, as a report tells them.
    pub expected: Option<i64>,
}

/// An offering that one can register for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenNow {
    /// The offering.
    pub offering: OfferingId,
    /// When registration closes.
    pub closes: Option<Instant>,
    /// Its places; none where small numbers are not told.
    pub places: Option<Standing>,
}

/// How full an offering is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its places; what is offered is taken.
    pub places: Places,
    /// Seats that somebody has not said yes to yet.
    pub offered: i64,
    /// Seats of those who applied.
    pub applied: i64,
    /// Whether a draw or a review gives its places out later.
    pub is_undecided: bool,
}

/// What needs somebody today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// What there is to do, the most pressing first; each kind once.
    pub tasks: Vec<Task>,
    /// The sessions of today, by their beginning.
    pub meetings: Vec<Meeting>,
    /// What one can register for now; what closes first comes first.
    pub open: Vec<OpenNow>,
    /// What comes next.
    pub next: Option<(Instant, Next, OfferingId)>,
    /// The next session of a later day.
    pub next_session: Option<Instant>,
}

/// What somebody's grants reach.
struct Reach {
    roles: HashMap<OrganizationId, Role>,
    counsels: HashSet<ProgramId>,
}

impl Roster {
    /// What needs the holder of `account` today.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn needed_today(&self, account: AccountId) -> Result<Today, Fault> {
        let (db, now) = (self.db.read(), self.clock.now());
        let snapshot = self.catalog.snapshot();
        let grants = self.organizations.grants_of(db, account).await?;
        let reach = Reach::of(
            policy::roles(snapshot.organizations.all(), &grants),
            &grants,
        );
        let mut look = Look::new(&snapshot, self.catalog.places(), &reach, now);
        look.undecided = store::undecided(db, &look.decided_later).await?;
        look.applied = store::applied(db, &look.decided_later).await?;
        look.offered = store::offered(db, &look.offering).await?;
        let since = now.plus_days(-UNDELIVERED_DAYS);
        if look.has_people() {
            look.unreached = self.unreached(since, now).await?;
        }
        let mut today = look.today();
        if let Some(task) = self.memberships_to_answer(&reach).await? {
            today.tasks.push(task);
        }
        Ok(today)
    }

    async fn memberships_to_answer(&self, reach: &Reach) -> Result<Option<Task>, Fault> {
        let mine = reach.roles.iter();
        let mine = mine.filter(|(_, role)| **role >= Role::Organizer);
        let mine: Vec<OrganizationId> = mine.map(|(body, _)| *body).collect();
        let waiting = self.organizations.memberships_waiting(&mine).await?;
        let item = |(body, number, since)| Item {
            about: About::Body(body),
            number: Some(number),
            least: 0,
            at: since,
        };
        let mut items: Vec<Item> = waiting.into_iter().map(item).collect();
        items.sort_by_key(|item| (item.at, item.about));
        let kind = TaskKind::Memberships;
        Ok((!items.is_empty()).then_some(Task { kind, items }))
    }
}

impl Reach {
    fn of(roles: HashMap<OrganizationId, Role>, grants: &[Grant]) -> Self {
        let counsels = grants.iter().filter_map(|grant| grant.program).collect();
        Self { roles, counsels }
    }
}
