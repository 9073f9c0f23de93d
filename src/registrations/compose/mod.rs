//! Fills the letters about registrations from what is stored and published.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::letters::{Entry, Kind, Left, RegistrationLetter, Session, write};
use super::{Record, Registrations};
use crate::catalog::model::{Allocation, NoticeStyle, Offering, Program, SessionState};
use crate::catalog::snapshot::Snapshot;
use crate::db::Fault;
use crate::ledger::decide::LIST_CLOSES_HOURS;
use crate::ledger::facts::Status;
use crate::ledger::notices as kinds;
use crate::notices::{Compose, Composing, ComposingAll, Letter, Notice};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OfferingId, RegistrationId, SessionId, SiteId};
use crate::values::locale::Locale;
use crate::values::say::say;

/// Writes the letters of the ledger's notices.
#[derive(Clone, Debug)]
pub struct RegistrationComposer {
    /// Where registrations are looked up.
    pub registrations: Registrations,
    /// `server.public_url`: where links begin.
    pub public_url: String,
}

impl Compose for RegistrationComposer {
    fn kinds(&self) -> &'static [&'static str] {
        &kinds::KINDS
    }

    fn compose<'a>(&'a self, notice: &'a Notice) -> Composing<'a> {
        Box::pin(async move {
            let letter = self.letters(std::slice::from_ref(notice)).await.pop();
            letter.unwrap_or_else(|| Err(missing(notice)))
        })
    }

    fn compose_all<'a>(&'a self, notices: &'a [Notice]) -> ComposingAll<'a> {
        Box::pin(self.letters(notices))
    }
}

/// What letters look up.
struct Looked {
    records: HashMap<RegistrationId, Record>,
    names: HashMap<AccountId, String>,
}

impl RegistrationComposer {
    async fn letters(&self, notices: &[Notice]) -> Vec<Result<Letter, Fault>> {
        match self.look_up(notices).await {
            Ok(looked) => {
                let mut letters = Vec::with_capacity(notices.len());
                for notice in notices {
                    letters.push(self.letter(notice, &looked));
                    // Whoever registers meanwhile does not wait for all of them.
                    tokio::task::yield_now().await;
                }
                letters
            }
            Err(fault) => {
                let fault = Arc::new(fault);
                let shared = |_| Err(Fault::Shared(fault.clone()));
                notices.iter().map(shared).collect()
            }
        }
    }

    async fn look_up(&self, notices: &[Notice]) -> Result<Looked, Fault> {
        let ids: Vec<RegistrationId> = notices.iter().flat_map(about).collect();
        let rows = self.registrations.ledger.registrations(&ids).await?;
        let accounts: Vec<AccountId> = rows.iter().map(|(_, row)| row.account_id).collect();
        let names = self.registrations.accounts.names(&accounts).await?;
        let records = self.registrations.bare_records(rows).await?;
        let by_id = records.into_iter().map(|one| (one.registration.id, one));
        Ok(Looked {
            records: by_id.collect(),
            names,
        })
    }

    fn letter(&self, notice: &Notice, looked: &Looked) -> Result<Letter, Fault> {
        let missing = || missing(notice);
        let records = about(notice).filter_map(|id| looked.records.get(&id).cloned());
        let mut records: Vec<Record> = records.collect();
        records.sort_by_key(|record| record.registration.arrival);
        let record = records.first().ok_or_else(missing)?;
        let snapshot = self.registrations.catalog.snapshot();
        let offering = snapshot.offerings.get(record.registration.offering_id);
        let program = snapshot.programs.get(record.program_id);
        let (offering, program) = offering.zip(program).ok_or_else(missing)?;
        let about = About {
            snapshot: &snapshot,
            program,
            offering,
            record,
            records: &records,
            notice,
        };
        let mut letter = about.letter();
        let name = looked.names.get(&record.registration.account_id);
        letter.recipient_name = name.cloned().unwrap_or_default();
        letter.public_url.clone_from(&self.public_url);
        letter.capacity = self.capacity(record);
        Ok(write(&letter))
    }

    /// All places of the registration's unit, where limited.
    fn capacity(&self, record: &Record) -> Option<u32> {
        let places = self
            .registrations
            .catalog
            .places()
            .of(record.registration.offering_id)?;
        let unit = places
            .units
            .values()
            .find(|u| u.unit_id == record.registration.unit_id)?;
        let capacity: Option<i32> = unit.pools.iter().map(|pool| pool.capacity).sum();
        u32::try_from(capacity?).ok()
    }
}

fn missing(notice: &Notice) -> Fault {
    Fault::broken(format!("notice {} without its registration", notice.id))
}

/// The registrations a notice is about.
fn about(notice: &Notice) -> impl Iterator<Item = RegistrationId> {
    let linked = notice.facts.get("registrations").cloned();
    let linked = linked.and_then(|ids| serde_json::from_value::<Vec<RegistrationId>>(ids).ok());
    let ids = linked.unwrap_or_else(|| notice.registration.into_iter().collect());
    ids.into_iter()
}

/// What a letter is about.
struct About<'a> {
    snapshot: &'a Snapshot,
    program: &'a Program,
    offering: &'a Offering,
    record: &'a Record,
    /// It, and those linked with it that this is about too.
    records: &'a [Record],
    notice: &'a Notice,
}

impl About<'_> {
    fn letter(&self) -> RegistrationLetter {
        let (locale, offering) = (self.notice.locale, self.offering);
        let starts_at = self.record.times.and_then(|times| times.starts_at);
        let organization = self
            .snapshot
            .organizations
            .get(self.program.organization_id);
        let kind = self.kind();
        RegistrationLetter {
            kind,
            locale,
            written_at: self.notice.created_at,
            sequence: u32::try_from(self.number("sequence").unwrap_or(0)).unwrap_or(0),
            recipient_name: String::new(),
            entries: self.records.iter().map(|one| self.entry(one)).collect(),
            program: self.program.title.pick(locale).to_owned(),
            offering: offering.title.pick(locale).to_owned(),
            organization: organization
                .map_or_else(String::new, |body| body.name.pick(locale).to_owned()),
            zone: offering.time_zone,
            place: self.place(offering.site_id),
            online: offering.online,
            fee: fee(offering.fee_fen, locale),
            discreet: self.program.notice_style == NoticeStyle::Discreet,
            capacity: None,
            offers: offering.offer_hours.is_some(),
            offer_expires_at: self.instant("offer_expires_at"),
            cancel_until: starts_at.map(|starts_at| {
                starts_at.plus_hours(-i64::from(offering.cancel_until_hours_before))
            }),
            list_closes_at: starts_at.map(|starts_at| starts_at.plus_hours(-LIST_CLOSES_HOURS)),
            registration_closes: offering.registration_closes,
            draw_at: offering.draw_at,
            remark: self.remark(kind),
            object_until: self.of_numbers("object_until"),
            alternatives: self.alternatives(),
            contact: self.program.contact.clone(),
            contact_email: None,
            public_url: String::new(),
        }
    }

    /// A place by name and district.
    fn place(&self, site: Option<SiteId>) -> Option<String> {
        let site = self.snapshot.sites.get(site?)?;
        Some(match self.notice.locale {
            Locale::Chinese => format!("{}，{}", site.name.zh, site.district.zh),
            locale @ Locale::English => {
                format!("{}, {}", site.name.pick(locale), site.district.pick(locale))
            }
        })
    }

    /// What the organizer said of it; where nothing was said, why a child registered twice was
    /// cancelled once.
    fn remark(&self, kind: Kind) -> Option<String> {
        let said = self.notice.facts.get("remark").and_then(Value::as_str);
        let said = said.filter(|_| !matches!(kind, Kind::Cancelled(_)));
        let twice = self.notice.facts.get("reason").and_then(Value::as_str) == Some("duplicate");
        let why = || twice.then(|| say(self.notice.locale, "reason-duplicate", &[]));
        said.map(str::to_owned).or_else(why)
    }

    fn entry(&self, record: &Record) -> Entry {
        let row = &record.registration;
        let picked = record.times.and_then(|times| times.session_id);
        let touched: Option<SessionId> = self.of_numbers("session_id");
        let sessions = self.offering.sessions.iter();
        let sessions = sessions
            .filter(|session| match touched {
                Some(touched) => session.id == touched,
                None => session.state != SessionState::Cancelled,
            })
            .filter(|session| picked.is_none_or(|picked| picked == session.id))
            .map(|one| Session {
                id: one.id,
                starts_at: one.starts_at,
                ends_at: one.ends_at,
                also_zone: one.also_show_time_zone,
                place: self.place(one.site_id),
            });
        Entry {
            registration: row.id,
            participant: record.participant_name.clone(),
            seats: u32::try_from(row.seats).unwrap_or(1),
            place_in_line: self
                .number("place")
                .and_then(|place| u32::try_from(place).ok()),
            door_code: Some(row.door_code.clone()).filter(|_| row.status == Status::Confirmed),
            sessions: sessions.collect(),
        }
    }

    fn kind(&self) -> Kind {
        let reason = self
            .notice
            .facts
            .get("reason")
            .and_then(Value::as_str)
            .unwrap_or("");
        match self.notice.kind.as_str() {
            kinds::APPLIED if self.offering.allocation == Allocation::Lottery => Kind::InDraw,
            kinds::APPLIED => Kind::InReview,
            kinds::WAITING => Kind::Waiting,
            kinds::OFFERED => Kind::Offered,
            kinds::OFFER_EXTENDED => Kind::OfferExtended,
            kinds::PROMOTED => Kind::Promoted,
            kinds::OFFER_EXPIRED => Kind::OfferExpired,
            kinds::LIST_CLOSED => Kind::ListClosed,
            kinds::CANCELLED if matches!(reason, "changed" | "moved") => Kind::Changed,
            kinds::CANCELLED => {
                if matches!(reason, "by-organizer" | "duplicate") {
                    Kind::Stopped(self.left())
                } else {
                    Kind::Cancelled(self.left())
                }
            }
            kinds::REJECTED => Kind::Rejected,
            kinds::NOT_DRAWN => Kind::NotDrawn,
            kinds::CALLED_OFF => Kind::CalledOff(self.left()),
            kinds::RESCHEDULED if reason == "session-cancelled" => Kind::Shortened,
            kinds::RESCHEDULED if reason == "session-relocated" => Kind::Relocated,
            kinds::RESCHEDULED if reason == "session-moved-elsewhere" => Kind::MovedElsewhere,
            kinds::RESCHEDULED => Kind::Moved,
            _ if reason == "accepted" => Kind::Accepted,
            _ => Kind::Confirmed,
        }
    }

    /// What was given up.
    fn left(&self) -> Left {
        let from = self.notice.facts.get("from").cloned();
        match from.map(serde_json::from_value) {
            Some(Ok(Status::Applied)) => Left::Application,
            Some(Ok(Status::Waitlisted)) => Left::Line,
            Some(Ok(Status::Offered)) => Left::Offer,
            _ => Left::Place,
        }
    }

    /// A value of the event's numbers.
    fn of_numbers<T: serde::de::DeserializeOwned>(&self, name: &str) -> Option<T> {
        let value = self.notice.facts.get("numbers")?.get(name)?;
        serde_json::from_value(value.clone()).ok()
    }

    /// The titles of offerings where one can go instead.
    fn alternatives(&self) -> Vec<String> {
        let ids: Vec<OfferingId> = self.of_numbers("alternatives").unwrap_or_default();
        let offerings = ids
            .into_iter()
            .filter_map(|id| self.snapshot.offerings.get(id));
        offerings
            .map(|one| one.title.pick(self.notice.locale).to_owned())
            .collect()
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.notice.facts.get(name)?.as_i64()
    }

    fn instant(&self, name: &str) -> Option<Instant> {
        serde_json::from_value(self.notice.facts.get(name)?.clone()).ok()
    }
}

/// A fee in words; none where it is free.
fn fee(fen: i32, locale: Locale) -> Option<String> {
    let (yuan, rest) = (fen / 100, fen % 100);
    let amount = if rest == 0 {
        yuan.to_string()
    } else {
        format!("{yuan}.{rest:02}")
    };
    (fen > 0).then(|| match locale {
        Locale::Chinese => format!("{amount} 元"),
        Locale::English => format!("CNY {amount}"),
    })
}
