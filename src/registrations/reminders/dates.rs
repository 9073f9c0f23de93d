//! Which dates are called to mind.

use std::collections::HashMap;

use super::policy::{date_due, horizon, is_time, needs_reminding};
use super::{AT_ONCE, Due, Occasion, Reminders, store};
use crate::db::Fault;
use crate::ledger::facts::Registration;
use crate::ledger::told::{Beginning, seated_at, told};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, RegistrationId, UnitId};

/// When a unit begins, and when those in it are reminded.
#[derive(Clone, Copy)]
struct Times {
    starts_at: Instant,
    due: Instant,
}

impl Reminders {
    /// Who has a place in what begins soon, wants to be reminded of it and was not.
    pub(super) async fn dates_due(&self, now: Instant) -> Result<Vec<Due>, Fault> {
        let units = self.units_due(now).await?;
        let mut due = Vec::new();
        let ids: Vec<UnitId> = units.keys().copied().collect();
        for some in ids.chunks(AT_ONCE) {
            let seated = self.registrations.ledger.seated_in(some).await?;
            let rows = seated.into_iter().map(|(_, row)| row);
            let rows: Vec<Registration> = rows.filter(|row| !row.by_phone).collect();
            for some in Self::together(rows).chunks(AT_ONCE) {
                due.extend(self.of_entries(some, &units).await?);
            }
        }
        Ok(due)
    }

    /// The units whose reminders are due.
    async fn units_due(&self, now: Instant) -> Result<HashMap<UnitId, Times>, Fault> {
        let snapshot = self.registrations.catalog.snapshot();
        let offerings = snapshot.offerings.all().iter();
        let most = offerings.map(|offering| offering.cancel_until_hours_before);
        let until = horizon(now, most.max().unwrap_or(0));
        let soon = self.registrations.ledger.beginning(until).await?;
        let times = |one: Beginning| {
            let offering = snapshot.offerings.get(one.offering)?;
            let (starts_at, zone) = (one.starts_at, offering.time_zone);
            let due = date_due(starts_at, offering.cancel_until_hours_before, zone);
            is_time(due, now, zone).then_some((one.unit, Times { starts_at, due }))
        };
        Ok(soon.into_iter().filter_map(times).collect())
    }

    async fn of_entries(
        &self,
        entries: &[Vec<Registration>],
        units: &HashMap<UnitId, Times>,
    ) -> Result<Vec<Due>, Fault> {
        let db = self.registrations.db.read();
        let rows = || entries.iter().flatten();
        let ids: Vec<RegistrationId> = rows().map(|row| row.id).collect();
        let done = store::reminded(db, &ids, Occasion::Soon).await?;
        let left: Vec<RegistrationId> = ids.into_iter().filter(|id| !done.contains(id)).collect();
        let lines = told(db, &left).await?;
        let accounts: Vec<AccountId> = rows().map(|row| row.account_id).collect();
        let accounts = self.registrations.accounts.reminded(db, &accounts).await?;
        let due = |entry: &Vec<Registration>| {
            let first = entry.first()?;
            let times = units.get(&first.unit_id)?;
            let locale = *accounts.get(&first.account_id)?;
            let is_due = |row: &&Registration| {
                let at = lines.get(&row.id).and_then(|lines| seated_at(lines));
                at.is_some_and(|at| needs_reminding(at, times.due, times.starts_at))
            };
            let registrations: Vec<RegistrationId> =
                entry.iter().filter(is_due).map(|row| row.id).collect();
            (!registrations.is_empty()).then_some(Due {
                account: first.account_id,
                locale,
                registrations,
                zone: self.zone(first),
                until: times.starts_at,
            })
        };
        Ok(entries.iter().filter_map(due).collect())
    }
}
