//! How a registration looks on the wire.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::catalog::model::{Enrol, NoticeStyle, Offering, Site};
use crate::ledger::facts::Status;
use crate::ledger::history::PastEvent;
use crate::registrations::clashes::Clash;
use crate::registrations::{Record, Registrations};
use crate::values::clock::Instant;
use crate::values::ids::{GroupId, OfferingId, ParticipantId, RegistrationId, SessionId, SiteId};
use crate::values::locale::Locale;

/// A registration of one's own.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Registration)]
pub struct RegistrationView {
    /// None in a preview.
    id: Option<RegistrationId>,
    offering_id: OfferingId,
    /// What it is for, in short.
    offering: OfferingDigestView,
    /// Who offers it.
    organization: Option<String>,
    /// Whom to ask: telephone and hours, as the organizer wrote it.
    contact: Option<String>,
    /// The session, where sessions are picked.
    session_id: Option<SessionId>,
    participant: ParticipantDigestView,
    status: Status,
    /// Seats; more than 1 for a party.
    seats: i32,
    /// The quota it belongs to.
    quota_key: Option<String>,
    /// 1 + the waiting entries of better rank; null unless waiting.
    place_in_line: Option<i64>,
    /// Until when the offer can be accepted; null unless offered.
    offer_expires_at: Option<Instant>,
    /// Linked registrations share it.
    group_id: Option<GroupId>,
    /// The registration this one was changed from.
    replaces: Option<RegistrationId>,
    /// To show at the door; null in a preview and unless confirmed.
    door_code: Option<String>,
    /// Its line in a published draw.
    draw_code: Option<String>,
    created_at: Instant,
    /// Until when cancelling is not late.
    cancel_until: Option<Instant>,
    /// What can be done with it now: cancel, accept, decline, change.
    actions: Vec<&'static str>,
    /// How it came there, oldest first.
    history: Vec<HistoryView>,
}

/// An offering in short.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegistrationOffering)]
pub(super) struct OfferingDigestView {
    code: String,
    title: String,
    program_title: String,
    time_zone: String,
    site: Option<SiteDigestView>,
    /// Start of the unit's first session.
    starts_at: Option<Instant>,
    /// End of the unit's last session.
    ends_at: Option<Instant>,
    /// Whether its words stay out of lists, letters and calendars, where others may see them.
    discreet: bool,
}

/// A place in short.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegistrationSite)]
pub(super) struct SiteDigestView {
    id: SiteId,
    code: String,
    name: String,
    district: String,
}

/// A participant in short.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegistrationParticipant)]
pub(super) struct ParticipantDigestView {
    id: ParticipantId,
    name: String,
}

/// A line of the history.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegistrationEvent)]
pub(super) struct HistoryView {
    at: Instant,
    /// None when it was made.
    from: Option<Status>,
    to: Status,
    reason: HistoryReasonView,
}

/// Why.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegistrationEventReason)]
pub(super) struct HistoryReasonView {
    code: String,
    detail: String,
    /// The numbers at that moment.
    facts: Value,
    /// What was said with it, in somebody's own words.
    remark: Option<String>,
}

/// Two dates of one person at the same time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Clash)]
pub(super) struct ClashView {
    participant_id: ParticipantId,
    /// The registration that is there already; null where both are asked for at once.
    registration_id: Option<RegistrationId>,
    starts_at: Instant,
    ends_at: Instant,
}

impl From<Clash> for ClashView {
    fn from(clash: Clash) -> Self {
        Self {
            participant_id: clash.participant,
            registration_id: clash.with,
            starts_at: clash.starts_at,
            ends_at: clash.ends_at,
        }
    }
}

impl RegistrationView {
    /// The same for a file that gets passed around: whoever shows the code comes in by it.
    pub(in crate::registrations) fn without_door_code(mut self) -> Self {
        self.door_code = None;
        self
    }

    /// The same without what a preview does not give: ids and codes.
    pub(super) fn into_preview(mut self) -> Self {
        self.id = None;
        self.door_code = None;
        self.draw_code = None;
        self.group_id = None;
        self.actions = Vec::new();
        self
    }
}

/// Where a registration takes place: its session's place where one was picked, else the offering's.
fn site_of(offering: &Offering, record: &Record) -> Option<SiteId> {
    let picked = record.times.and_then(|times| times.session_id);
    let mut sessions = offering.sessions.iter();
    let session = sessions.find(|session| Some(session.id) == picked);
    session.map_or(offering.site_id, |session| offering.site_of(session))
}

impl SiteDigestView {
    fn of(site: &Site, locale: Locale) -> Self {
        Self {
            id: site.id,
            code: site.code.clone(),
            name: site.name.pick(locale).to_owned(),
            district: site.district.pick(locale).to_owned(),
        }
    }
}

impl Registrations {
    /// A record as the person reads it.
    pub(in crate::registrations) fn view(
        &self,
        record: &Record,
        locale: Locale,
    ) -> RegistrationView {
        let snapshot = self.catalog.snapshot();
        let row = &record.registration;
        let offering = snapshot.offerings.get(row.offering_id);
        let zone = offering.map_or(chrono_tz::Asia::Shanghai, |offering| offering.time_zone);
        let starts_at = record.times.and_then(|times| times.starts_at);
        let ends_at = record.times.and_then(|times| times.ends_at);
        let history = record
            .history
            .iter()
            .map(|line| self.line(line, locale, row.offering_id));
        let program = snapshot.programs.get(record.program_id);
        RegistrationView {
            id: Some(row.id),
            offering_id: row.offering_id,
            offering: OfferingDigestView {
                code: offering.map_or_else(String::new, |one| one.code.clone()),
                title: offering.map_or_else(String::new, |one| one.title.pick(locale).to_owned()),
                program_title: program
                    .map_or_else(String::new, |one| one.title.pick(locale).to_owned()),
                time_zone: zone.name().to_owned(),
                site: offering
                    .and_then(|one| site_of(one, record))
                    .and_then(|id| snapshot.sites.get(id))
                    .map(|site| SiteDigestView::of(site, locale)),
                starts_at,
                ends_at,
                discreet: program.is_none_or(|one| one.notice_style == NoticeStyle::Discreet),
            },
            organization: program
                .and_then(|one| snapshot.organizations.get(one.organization_id))
                .map(|body| body.name.pick(locale).to_owned()),
            contact: program.and_then(|one| one.contact.clone()),
            session_id: record.times.and_then(|times| times.session_id),
            participant: ParticipantDigestView {
                id: row.participant_id,
                name: record.participant_name.clone(),
            },
            status: row.status,
            seats: row.seats,
            quota_key: Some(row.quota_key.clone()).filter(|key| !key.is_empty()),
            place_in_line: record.place_in_line,
            offer_expires_at: row
                .offer_expires_at
                .filter(|_| row.status == Status::Offered),
            group_id: row.group_id,
            replaces: row.replaces,
            door_code: Some(row.door_code.clone()).filter(|_| row.status == Status::Confirmed),
            draw_code: row.draw_code.clone(),
            created_at: row.created_at,
            cancel_until: offering.zip(starts_at).map(|(offering, starts_at)| {
                starts_at.plus_hours(-i64::from(offering.cancel_until_hours_before))
            }),
            actions: self.actions(record, offering),
            history: history.collect(),
        }
    }

    fn line(&self, line: &PastEvent, locale: Locale, offering: OfferingId) -> HistoryView {
        HistoryView {
            at: line.at,
            from: line.from,
            to: line.to,
            reason: HistoryReasonView {
                code: line.reason.clone(),
                detail: self.told(locale, &line.reason, &line.facts, offering),
                facts: line.facts.clone(),
                remark: line.remark.clone(),
            },
        }
    }

    /// What can be done with a registration now.
    fn actions(&self, record: &Record, offering: Option<&Offering>) -> Vec<&'static str> {
        let now = self.clock.now();
        let row = &record.registration;
        let starts_at = record.times.and_then(|times| times.starts_at);
        let begun = starts_at.is_some_and(|starts_at| starts_at <= now);
        let mut actions = Vec::new();
        let in_time = row.offer_expires_at.is_none_or(|deadline| now <= deadline);
        if row.status == Status::Offered && in_time {
            actions.extend(["accept", "decline"]);
        }
        if row.status.is_live() && !begun {
            actions.push("cancel");
            let picks = offering.is_some_and(|offering| offering.enrol == Enrol::Pick);
            if row.status == Status::Confirmed && picks {
                actions.push("change");
            }
        }
        actions
    }
}
