//! Which offers are called to mind.

use std::collections::HashSet;

use super::policy::{is_time, offer_due};
use super::{AT_ONCE, Due, Occasion, Reminders, store};
use crate::db::Fault;
use crate::ledger::facts::Registration;
use crate::ledger::notices::{OFFER_EXTENDED, OFFERED};
use crate::ledger::told::{offered_at, told};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, RegistrationId};

impl Reminders {
    /// The offers at half time that nobody was reminded of, and whose own message was handed over.
    pub(super) async fn offers_due(&self, now: Instant) -> Result<Vec<Due>, Fault> {
        let offers = self.registrations.ledger.live_offers().await?;
        let mut due = Vec::new();
        for some in offers.chunks(AT_ONCE) {
            let rows = some.iter().map(|(_, row)| row);
            let rows = rows.filter(|row| !row.by_phone).cloned().collect();
            due.extend(self.of_offers(rows, now).await?);
        }
        Ok(due)
    }

    async fn of_offers(&self, rows: Vec<Registration>, now: Instant) -> Result<Vec<Due>, Fault> {
        let db = self.registrations.db.read();
        let ids: Vec<RegistrationId> = rows.iter().map(|row| row.id).collect();
        let done = store::reminded(db, &ids, Occasion::Offer).await?;
        let lines = told(db, &ids).await?;
        let made_at = |id: RegistrationId| offered_at(lines.get(&id)?);
        let is_due = |row: &Registration| {
            let zone = self.zone(row);
            let times = made_at(row.id).zip(row.offer_expires_at);
            let due = times.and_then(|(made, expires)| offer_due(made, expires, zone));
            due.is_some_and(|due| is_time(due, now, zone))
        };
        let is_open = |row: &Registration| !done.contains(&row.id) && is_due(row);
        let rows: Vec<Registration> = rows.into_iter().filter(is_open).collect();
        let unheard = self.unheard(&rows).await?;
        let accounts: Vec<AccountId> = rows.iter().map(|row| row.account_id).collect();
        let locales = self.registrations.accounts.locales(db, &accounts).await?;
        let due = |entry: Vec<Registration>| {
            let first = entry.first()?;
            let is_heard = entry.iter().all(|row| !unheard.contains(&row.id));
            is_heard.then_some(Due {
                account: first.account_id,
                locale: locales.get(&first.account_id).copied().unwrap_or_default(),
                zone: self.zone(first),
                until: first.offer_expires_at?,
                registrations: entry.iter().map(|row| row.id).collect(),
            })
        };
        Ok(Self::together(rows).into_iter().filter_map(due).collect())
    }

    /// Those whose person could not hear of the offer yet, or of its new deadline.
    async fn unheard(&self, rows: &[Registration]) -> Result<HashSet<RegistrationId>, Fault> {
        let mut unheard = HashSet::new();
        for (kind, extended) in [(OFFERED, false), (OFFER_EXTENDED, true)] {
            let theirs = rows.iter().filter(|row| row.offer_extended == extended);
            let theirs: Vec<&Registration> = theirs.collect();
            unheard.extend(self.registrations.ledger.unheard(kind, &theirs).await?);
        }
        Ok(unheard)
    }
}
