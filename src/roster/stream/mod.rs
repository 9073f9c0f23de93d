//! Who watches a roster: each sees what changed in it, as long as she may and the server runs.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

use super::Roster;
use super::access::{Access, AtOffering, ViewPersons};
use crate::db::Fault;
use crate::ledger::facts::Status;
use crate::ledger::roll::Changed;
use crate::values::ids::{AccountId, OfferingId, ProgramId};
use crate::web::sign_in::Lasting;

/// How often a watcher looks whether something changed.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// At so many looks it is asked whether she may still see it.
const ASK_EVERY: u32 = 3;
/// Who watches on one instance: all, and of one account.
const ALL_MOST: usize = 500;
const ONE_MOST: usize = 8;
/// Registrations named in one change; of more it is told that there are more.
const NAMED_MOST: u64 = 100;

/// Everybody who watches a roster on this instance. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Watchers {
    seats: Arc<Mutex<HashMap<AccountId, usize>>>,
    closing: CancellationToken,
}

/// A watcher's seat, free again when it is dropped.
#[derive(Debug)]
pub struct Seat {
    watchers: Watchers,
    account: AccountId,
}

impl Watchers {
    /// Ends all watching, and lets nobody begin.
    pub fn close(&self) {
        self.closing.cancel();
    }

    /// A seat; none while as many watch as may, or once the server stops.
    #[must_use]
    pub fn enter(&self, account: AccountId) -> Option<Seat> {
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        let of_account = seats.get(&account).copied().unwrap_or(0);
        let all: usize = seats.values().sum();
        if of_account >= ONE_MOST || all >= ALL_MOST || self.closing.is_cancelled() {
            return None;
        }
        seats.insert(account, of_account + 1);
        drop(seats);
        Some(Seat {
            watchers: self.clone(),
            account,
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let seats = &self.watchers.seats;
        let mut seats = seats.lock().unwrap_or_else(PoisonError::into_inner);
        match seats.get_mut(&self.account) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(seats.remove(&self.account)),
        }
    }
}

/// What a watcher is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The number of the last change in the program's ledger.
    pub sequence: i64,
    /// How many registrations stand where.
    pub counts: BTreeMap<Status, i64>,
    /// What changed.
    pub changed: Changed,
}

/// Somebody who watches a roster.
pub struct Watching {
    roster: Roster,
    token: Lasting,
    place: (ProgramId, OfferingId),
    /// Up to which number she was told; none before the first word.
    told: Option<i64>,
    /// What she had been told before she came back.
    before: Option<i64>,
    looks: Interval,
    looked: u32,
    _seat: Seat,
}

impl Watching {
    /// Begins to watch; `before` is the number up to which she was told the last time.
    #[must_use]
    pub fn new(
        roster: Roster,
        at: &AtOffering,
        token: Lasting,
        before: Option<i64>,
        seat: Seat,
    ) -> Self {
        let mut looks = tokio::time::interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            roster,
            token,
            place: (at.program.id, at.offering.id),
            told: None,
            before,
            looks,
            looked: 0,
            _seat: seat,
        }
    }

    /// Waits for what happens next; none when she may not see it any more, when the server
    /// stops, or at a fault, which is logged.
    pub async fn next(&mut self) -> Option<News> {
        let closing = self.roster.watchers.closing.clone();
        let news = closing.run_until_cancelled(self.look_out()).await?;
        news.unwrap_or_else(|fault| {
            tracing::warn!(error = ?fault, "a roster cannot be watched");
            None
        })
    }

    async fn look_out(&mut self) -> Result<Option<News>, Fault> {
        loop {
            self.looks.tick().await;
            self.looked += 1;
            if self.looked.is_multiple_of(ASK_EVERY) && !self.may_see().await? {
                return Ok(None);
            }
            if let Some(news) = self.news().await? {
                return Ok(Some(news));
            }
        }
    }

    async fn news(&mut self) -> Result<Option<News>, Fault> {
        let (program, offering) = self.place;
        let ledger = &self.roster.ledger;
        let Some(told) = self.told else {
            // The first word says how it stands, and what she missed.
            let sequence = ledger.sequence(program).await?;
            self.told = Some(sequence);
            let missed = self.before.filter(|before| *before < sequence);
            let after = missed.unwrap_or(sequence);
            let changed = ledger
                .changed(self.place, after, sequence, NAMED_MOST)
                .await?;
            let counts = ledger.counts(offering).await?;
            return Ok(Some(News {
                sequence,
                counts,
                changed,
            }));
        };
        // Set by the lanes here, and once a second by what other instances wrote.
        let shown = self.roster.catalog.places().sequence(program);
        let Some(sequence) = shown.filter(|shown| *shown > told) else {
            return Ok(None);
        };
        let changed = ledger
            .changed(self.place, told, sequence, NAMED_MOST)
            .await?;
        self.told = Some(sequence);
        if changed.registrations.is_empty() {
            return Ok(None);
        }
        let counts = ledger.counts(offering).await?;
        Ok(Some(News {
            sequence,
            counts,
            changed,
        }))
    }

    /// Whether her token lives, and her role reaches here still.
    async fn may_see(&self) -> Result<bool, Fault> {
        let Some(signed_in) = self.token.bearer().await? else {
            return Ok(false);
        };
        let id = self.place.1.to_string();
        let admitted: Result<Access<ViewPersons, AtOffering>, _> =
            self.roster.admit(signed_in, &id).await;
        Ok(admitted.is_ok())
    }
}
