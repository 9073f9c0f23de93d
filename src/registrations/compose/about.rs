//! What a letter is about, as the letter says it.

use serde_json::Value;

use crate::catalog::model::{self, NoticeStyle, Offering, Program, SessionState};
use crate::catalog::snapshot::Snapshot;
use crate::ledger::decide::LIST_CLOSES_HOURS;
use crate::ledger::facts::Status;
use crate::ledger::notices as kinds;
use crate::notices::Notice;
use crate::registrations::Record;
use crate::registrations::letters::{Acts, Entry, Kind, MovedTo, RegistrationLetter, Session};
use crate::registrations::links::{self, Links};
use crate::values::ids::{RegistrationId, SessionId, SiteId};
use crate::values::locale::Locale;

/// What a letter is about.
pub(super) struct About<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) program: &'a Program,
    pub(super) offering: &'a Offering,
    pub(super) record: &'a Record,
    /// It, and those linked with it that this is about too.
    pub(super) records: &'a [Record],
    pub(super) notice: &'a Notice,
    pub(super) public_url: &'a str,
    pub(super) links: &'a Links,
    pub(super) recipient_name: String,
}

impl About<'_> {
    pub(super) fn letter(&self) -> RegistrationLetter {
        let (locale, offering) = (self.notice.locale, self.offering);
        let starts_at = self.record.times.and_then(|times| times.starts_at);
        let kind = self.kind();
        let given_out_at = offering.registration_closes.or(starts_at);
        let bring = offering.bring.pick(locale);
        let moved_to = matches!(kind, Kind::MovedByOrganizer(_)).then(|| self.moved_to());
        RegistrationLetter {
            kind,
            locale,
            written_at: self.notice.created_at,
            recipient_name: self.recipient_name.clone(),
            entries: self.records.iter().map(|one| self.entry(one)).collect(),
            program: self.program.title.pick(locale).to_owned(),
            program_code: self.program.code.clone(),
            offering: offering.title.pick(locale).to_owned(),
            offering_code: offering.code.clone(),
            organization: self.organization(),
            zone: offering.time_zone,
            place: self.place(offering.site_id),
            online: offering.online,
            fee: fee(offering.fee_fen, locale),
            discreet: self.is_discreet(),
            capacity: None,
            offers: offering.offer_hours.is_some(),
            offer_expires_at: self.instant("offer_expires_at"),
            cancel_until: starts_at.map(|starts_at| {
                starts_at.plus_hours(-i64::from(offering.cancel_until_hours_before))
            }),
            list_closes_at: starts_at.map(|starts_at| starts_at.plus_hours(-LIST_CLOSES_HOURS)),
            registration_closes: offering.registration_closes,
            draw_at: offering.draw_at,
            given_out_at: given_out_at.filter(|at| *at > self.notice.created_at),
            bring: Some(bring.to_owned()).filter(|text| !text.is_empty()),
            reason: self.reason(kind),
            remark: self.remark(kind),
            object_until: self.of_numbers("object_until"),
            alternatives: Vec::new(),
            acts: self.acts(moved_to.as_ref()),
            moved_to,
            registered_by: None,
            contact: self.program.contact.clone(),
            contact_email: self.contact_email(),
            public_url: self.public_url.to_owned(),
            thread: self.thread(),
            unsubscribe: Some(self.unsubscribe()),
        }
    }

    /// Of several that are linked the first answers for all; each is given up on a page of its own.
    /// Who was moved gives up what she has now.
    fn acts(&self, moved_to: Option<&MovedTo>) -> Acts {
        let until = |starts_at| links::ends_at(starts_at, self.notice.created_at);
        let (links, first) = (self.links, self.record.registration.id);
        let ends = until(self.record.times.and_then(|times| times.starts_at));
        let cancel = match moved_to {
            Some(to) => {
                let starts_at = to.sessions.first().map(|session| session.starts_at);
                to.registration.map(|id| links.cancel(id, until(starts_at)))
            }
            None => (self.records.len() == 1).then(|| links.cancel(first, ends)),
        };
        Acts {
            accept: links.accept(first, ends),
            decline: links.decline(first, ends),
            cancel,
        }
    }

    fn unsubscribe(&self) -> String {
        let account = self.record.registration.account_id;
        self.links.unsubscribe(account, self.notice.created_at)
    }

    pub(super) fn is_discreet(&self) -> bool {
        self.program.notice_style == NoticeStyle::Discreet
    }

    /// Who offers it.
    pub(super) fn organization(&self) -> String {
        let body = self.program.organization_id;
        let body = self.snapshot.organizations.get(body);
        body.map_or_else(String::new, |body| {
            body.name.pick(self.notice.locale).to_owned()
        })
    }

    /// Where an answer goes; a discreet program is nobody's correspondent.
    pub(super) fn contact_email(&self) -> Option<String> {
        let address = self.program.contact_email.as_ref();
        let address = address.filter(|_| !self.is_discreet());
        address.map(|address| address.as_str().to_owned())
    }

    /// The conversation of all letters about a registration. Those that are linked share it, also
    /// when one of them is told alone.
    pub(super) fn thread(&self) -> String {
        let registrations = self.records.iter().map(|one| one.registration.id);
        match self.record.registration.group_id {
            Some(group) => format!("registration-{group}"),
            None => registrations
                .min()
                .map_or_else(String::new, |first| format!("registration-{first}")),
        }
    }

    /// A place by name and district.
    pub(super) fn place(&self, site: Option<SiteId>) -> Option<String> {
        let site = self.snapshot.sites.get(site?)?;
        Some(site.placed(self.notice.locale))
    }

    fn entry(&self, record: &Record) -> Entry {
        let row = &record.registration;
        let picked = record.times.and_then(|times| times.session_id);
        let touched: Option<SessionId> = self.of_numbers("session_id");
        let touched = touched.filter(|_| self.notice.kind == kinds::RESCHEDULED);
        let only = touched.or(picked);
        let theirs = || {
            let sessions = self.offering.sessions.iter();
            sessions.filter(move |session| only.is_none_or(|only| only == session.id))
        };
        let is_planned = |session: &&model::Session| session.state != SessionState::Cancelled;
        let mut dates: Vec<_> = theirs().filter(is_planned).collect();
        if dates.is_empty() {
            // It was for what does not take place any more.
            dates = theirs().collect();
        }
        let sessions = dates.into_iter().map(|one| Session {
            id: one.id,
            starts_at: one.starts_at,
            ends_at: one.ends_at,
            also_zone: one.also_show_time_zone,
            place: self.place(one.site_id),
        });
        Entry {
            registration: row.id,
            participant: record.participant_name.clone(),
            sequence: self.sequence(row.id),
            seats: u32::try_from(row.seats).unwrap_or(1),
            place_in_line: self
                .own_number("places", row.id)
                .or_else(|| self.number("place"))
                .and_then(|place| u32::try_from(place).ok()),
            door_code: Some(row.door_code.clone()).filter(|_| row.status == Status::Confirmed),
            draw_code: row.draw_code.clone(),
            sessions: sessions.collect(),
        }
    }

    /// The number of a registration's own event.
    fn sequence(&self, id: RegistrationId) -> u32 {
        let own = self.own_number("sequences", id);
        let number = own.or_else(|| self.number("sequence")).unwrap_or(0);
        u32::try_from(number).unwrap_or(0)
    }

    /// A registration's number in a list that has one for each.
    fn own_number(&self, name: &str, id: RegistrationId) -> Option<i64> {
        let list = |name: &str| self.notice.facts.get(name).and_then(Value::as_array);
        let id = id.to_string();
        let mut ids = list("registrations")?.iter();
        let at = ids.position(|one| one.as_str() == Some(&id))?;
        list(name)?.get(at)?.as_i64()
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
