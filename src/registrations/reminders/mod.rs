//! Reminders: of an offer at half time, and of a date two days ahead.
//!
//! Owns `reminders`, which remembers whose registration was called to mind on which occasion; so a
//! timer that was away catches up, of several instances one reminds, and a date that moves is not
//! called to mind twice. Decides nothing about seats.

mod dates;
mod offers;
pub mod policy;
mod store;

use std::collections::BTreeMap;

use chrono_tz::Tz;
use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::Registrations;
use crate::db::Fault;
use crate::ledger::facts::{Registration, Status};
use crate::ledger::told;
use crate::notices::outbox::{Draft, To, Urgency};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, RegistrationId};
use crate::values::locale::Locale;
use crate::values::words::words;

/// An offer is not answered at half time.
pub const OFFER_REMINDER: &str = "registration-offer-reminder";
/// What somebody has a place in begins soon.
pub const REMINDER: &str = "registration-reminder";

/// Reminders written in one transaction.
const TOGETHER: usize = 100;
/// Registrations looked at together.
const AT_ONCE: usize = 500;

words! {
    /// What somebody is reminded of.
    Occasion {
        /// An offer waits for an answer.
        Offer = "offer",
        /// A date is near.
        Soon = "soon",
    }
}

impl Occasion {
    const fn kind(self) -> &'static str {
        match self {
            Self::Offer => OFFER_REMINDER,
            Self::Soon => REMINDER,
        }
    }

    /// Where a registration must stand for it.
    const fn status(self) -> Status {
        match self {
            Self::Offer => Status::Offered,
            Self::Soon => Status::Confirmed,
        }
    }
}

/// Reminds people. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reminders {
    registrations: Registrations,
}

/// A reminder to be written: to one account, of one registration or of some that are linked.
#[derive(Clone, Debug)]
struct Due {
    account: AccountId,
    locale: Locale,
    registrations: Vec<RegistrationId>,
    zone: Tz,
    /// From then on it is of no use.
    until: Instant,
}

impl Reminders {
    /// Reminders of `registrations`.
    #[must_use]
    pub const fn new(registrations: Registrations) -> Self {
        Self { registrations }
    }

    /// Reminds everybody whose time has come; what the timer does.
    ///
    /// # Errors
    /// [`Fault`] when it cannot be read or written; what was written stays, and the rest is tried
    /// again.
    pub async fn remind(&self, now: Instant) -> Result<(), Fault> {
        let offers = self.offers_due(now).await?;
        self.write_all(Occasion::Offer, &offers, now).await?;
        let dates = self.dates_due(now).await?;
        self.write_all(Occasion::Soon, &dates, now).await
    }

    async fn write_all(&self, occasion: Occasion, due: &[Due], now: Instant) -> Result<(), Fault> {
        for some in due.chunks(TOGETHER) {
            let (db, outbox) = (&self.registrations.db, &self.registrations.outbox);
            db.write(async |tx| {
                let drafts = self.drafts(tx, occasion, some, now).await?;
                outbox.save(tx, &drafts, now).await
            })
            .await?;
            outbox.wake();
        }
        Ok(())
    }

    /// The notices of those that still stand there, and of which nobody was reminded.
    async fn drafts(
        &self,
        tx: &DatabaseTransaction,
        occasion: Occasion,
        due: &[Due],
        now: Instant,
    ) -> Result<Vec<Draft>, Fault> {
        let ids: Vec<RegistrationId> = due
            .iter()
            .flat_map(|one| one.registrations.iter().copied())
            .collect();
        let rows = told::registrations(tx, &ids).await?;
        let rows: BTreeMap<RegistrationId, Registration> =
            rows.into_iter().map(|row| (row.id, row)).collect();
        let lines = told::told(tx, &ids).await?;
        let last = |id: &RegistrationId| lines.get(id).and_then(|all| all.last());
        let stands = |id: &RegistrationId| {
            let row = rows.get(id);
            row.is_some_and(|row| row.status == occasion.status())
        };
        let standing: Vec<RegistrationId> = ids.iter().copied().filter(stands).collect();
        let ours = store::remember(tx, &standing, occasion, now).await?;
        let mut drafts = Vec::new();
        for one in due {
            let still = one.registrations.iter().copied();
            let still: Vec<RegistrationId> = still.filter(|id| ours.contains(id)).collect();
            let Some(first) = still.first() else {
                continue;
            };
            let sequences: Vec<i64> = still
                .iter()
                .map(|id| last(id).map_or(0, |line| line.sequence))
                .collect();
            drafts.push(Draft {
                id: self.registrations.ids.make(),
                account: Some(one.account),
                registration: Some(*first),
                kind: occasion.kind(),
                locale: one.locale,
                facts: json!({
                    "sequence": sequences.first(),
                    "sequences": sequences,
                    "registrations": still,
                    "offer_expires_at": rows.get(first).and_then(|row| row.offer_expires_at),
                }),
                secret: None,
                to: To::Account,
                in_inbox: true,
                give_up_at: Some(one.until),
                urgency: Urgency::ByDay(one.zone),
            });
        }
        Ok(drafts)
    }

    /// Registrations by whom they are told to and with which they are linked, in the order in
    /// which they came.
    fn together(mut rows: Vec<Registration>) -> Vec<Vec<Registration>> {
        rows.sort_by_key(|row| row.arrival);
        let mut entries: BTreeMap<_, Vec<Registration>> = BTreeMap::new();
        for row in rows {
            let linked = row.group_id.map_or(row.id.0, |group| group.0);
            let entry = entries.entry((row.account_id, row.unit_id, linked));
            entry.or_default().push(row);
        }
        entries.into_values().collect()
    }

    /// Where the clock of an offering hangs.
    fn zone(&self, row: &Registration) -> Tz {
        let snapshot = self.registrations.catalog.snapshot();
        let offering = snapshot.offerings.get(row.offering_id);
        offering.map_or(Tz::Asia__Shanghai, |offering| offering.time_zone)
    }
}
