//! A registration's dates as calendar events.

use std::collections::HashMap;

use super::prepare::counted;
use super::{Record, Registrations};
use crate::catalog::model::{NoticeStyle, Session};
use crate::db::Fault;
use crate::ledger::facts::Status;
use crate::ledger::history::Wish;
use crate::ledger::told;
use crate::notices::calendar::{Calendar, Event, Method, uid};
use crate::values::ids::{AccountId, RegistrationId};
use crate::values::locale::Locale;
use crate::values::say::say;

/// Registrations that a family's calendar shows at most.
const SHOWN: u64 = 500;

impl Registrations {
    /// The dates of one registration, as a file to look at.
    ///
    /// # Errors
    /// [`super::RegistrationError`].
    pub async fn calendar_of(
        &self,
        account: AccountId,
        id: RegistrationId,
        locale: Locale,
    ) -> Result<Calendar, super::RegistrationError> {
        let records = [self.find(account, id).await?];
        let latest = self.latest(&records).await?;
        Ok(self.calendar(&records, &latest, None, locale))
    }

    /// The dates of all confirmed registrations of an account, as a feed.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn family_calendar(
        &self,
        account: AccountId,
        locale: Locale,
    ) -> Result<Calendar, Fault> {
        let wish = Wish {
            statuses: vec![Status::Confirmed],
            ends_from: None,
            after: None,
            limit: SHOWN,
        };
        let records = self.list(account, &wish).await?;
        let latest = self.latest(&records).await?;
        let name = Some(say(locale, "calendar-family", &[]));
        Ok(self.calendar(&records, &latest, name, locale))
    }

    /// The number of the last that each one was told, changes of dates too: with a greater number a
    /// calendar takes a date over.
    async fn latest(&self, records: &[Record]) -> Result<HashMap<RegistrationId, u32>, Fault> {
        let ids: Vec<RegistrationId> = records.iter().map(|one| one.registration.id).collect();
        let told = told::told(self.db.read(), &ids).await?;
        let last = |(id, lines): (RegistrationId, Vec<told::Told>)| {
            let sequence = lines.last()?.sequence;
            Some((id, u32::try_from(sequence).unwrap_or(u32::MAX)))
        };
        Ok(told.into_iter().filter_map(last).collect())
    }

    fn calendar(
        &self,
        records: &[Record],
        latest: &HashMap<RegistrationId, u32>,
        name: Option<String>,
        locale: Locale,
    ) -> Calendar {
        let sequence = |record: &Record| latest.get(&record.registration.id).copied();
        Calendar {
            method: Method::Publish,
            stamp: self.clock.now(),
            name,
            events: records
                .iter()
                .flat_map(|record| self.events(record, sequence(record).unwrap_or(0), locale))
                .collect(),
        }
    }

    fn events(&self, record: &Record, sequence: u32, locale: Locale) -> Vec<Event> {
        let snapshot = self.catalog.snapshot();
        let row = &record.registration;
        let offering = snapshot.offerings.get(row.offering_id);
        let program = snapshot.programs.get(record.program_id);
        let Some((offering, program)) = offering.zip(program) else {
            return Vec::new();
        };
        let quiet = program.notice_style == NoticeStyle::Discreet;
        let summary = if quiet {
            say(locale, "calendar-quiet", &[])
        } else {
            format!(
                "{} · {}",
                program.title.pick(locale),
                record.participant_name
            )
        };
        let location = |session: &Session| {
            let site = offering
                .site_of(session)
                .and_then(|id| snapshot.sites.get(id));
            site.filter(|_| !quiet)
                .map(|site| format!("{} {}", site.name.pick(locale), site.district.pick(locale)))
        };
        let picked = record.times.and_then(|times| times.session_id);
        counted(offering)
            .filter(|session| picked.is_none_or(|picked| picked == session.id))
            .map(|session| Event {
                uid: uid(row.id, session.id.0),
                sequence,
                starts_at: session.starts_at,
                ends_at: session.ends_at,
                zone: offering.time_zone,
                summary: summary.clone(),
                location: location(session),
                description: None,
                url: None,
                cancelled: row.status != Status::Confirmed,
            })
            .collect()
    }
}
