//! Offerings, whole and in brief.

use serde::Serialize;
use utoipa::ToSchema;

use super::SiteBrief;
use crate::catalog::api::kept::Moment;
use crate::catalog::model::{
    Allocation, CapacityUnit, Enrol, Offering, Program, ProgramKind, Session, SessionState,
};
use crate::catalog::places::{OfferingPlaces, Places};
use crate::catalog::policy::{self, Phase};
use crate::catalog::search::role_label;
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ProgramId, SessionId};

/// An offering in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::catalog::api) struct OfferingDigest {
    #[schema(value_type = uuid::Uuid)]
    id: OfferingId,
    code: String,
    title: String,
    phase: Phase,
    site: Option<SiteBrief>,
    online: bool,
    time_zone: &'static str,
    #[schema(value_type = String, format = DateTime)]
    registration_opens: Instant,
    #[schema(value_type = Option<String>, format = DateTime)]
    registration_closes: Option<Instant>,
    allocation: Allocation,
    enrol: Enrol,
    /// Start of the first session.
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Option<Instant>,
    /// End of the last session.
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Instant>,
    session_count: usize,
    /// Null: unlimited.
    capacity: Option<i32>,
    /// Null: unlimited.
    places_left: Option<i32>,
    waiting: i32,
    waitlist_limit: Option<i32>,
    /// CNY fen.
    fee_fen: i32,
}

impl OfferingDigest {
    pub(in crate::catalog::api) fn of(offering: &Offering, phase: Phase, at: &Moment) -> Self {
        let seats = Seats::of(offering, at).total;
        Self {
            id: offering.id,
            code: offering.code.clone(),
            title: offering.title.pick(at.locale).to_owned(),
            phase,
            site: offering.site_id.and_then(|id| SiteBrief::find(id, at)),
            online: offering.online,
            time_zone: offering.time_zone.name(),
            registration_opens: offering.registration_opens,
            registration_closes: offering.registration_closes,
            allocation: offering.allocation,
            enrol: offering.enrol,
            starts_at: policy::first_start(offering),
            ends_at: policy::last_end(offering),
            session_count: offering.sessions.len(),
            capacity: seats.capacity,
            places_left: seats.left,
            waiting: seats.waiting,
            waitlist_limit: offering.waitlist_limit,
            fee_fen: offering.fee_fen,
        }
    }
}

/// The program an offering is a run of.
#[derive(Debug, Serialize, ToSchema)]
struct ProgramBrief {
    #[schema(value_type = uuid::Uuid)]
    id: ProgramId,
    code: String,
    title: String,
    kind: ProgramKind,
}

/// Seats held for a group.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Quota)]
struct QuotaView {
    key: String,
    label: String,
    capacity: Option<i32>,
    places_left: Option<i32>,
}

/// A session.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
struct SessionView {
    #[schema(value_type = uuid::Uuid)]
    id: SessionId,
    code: String,
    #[schema(value_type = String, format = DateTime)]
    starts_at: Instant,
    #[schema(value_type = String, format = DateTime)]
    ends_at: Instant,
    title: Option<String>,
    role: Option<String>,
    role_label: Option<String>,
    /// Its own seats where sessions are picked; null: unlimited, or not picked.
    capacity: Option<i32>,
    places_left: Option<i32>,
    state: SessionState,
    also_show_time_zone: Option<&'static str>,
    /// Where it takes place instead of the offering's site; null: there.
    site: Option<SiteBrief>,
}

/// An offering.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Offering)]
pub(in crate::catalog::api) struct OfferingView {
    #[schema(value_type = uuid::Uuid)]
    id: OfferingId,
    code: String,
    version: i32,
    program: ProgramBrief,
    title: String,
    phase: Phase,
    /// Why it was called off.
    call_off_reason: Option<String>,
    site: Option<SiteBrief>,
    online: bool,
    time_zone: &'static str,
    #[schema(value_type = String, format = DateTime)]
    registration_opens: Instant,
    #[schema(value_type = Option<String>, format = DateTime)]
    registration_closes: Option<Instant>,
    allocation: Allocation,
    #[schema(value_type = Option<String>, format = DateTime)]
    draw_at: Option<Instant>,
    enrol: Enrol,
    /// Sessions one participant may pick; null: any number.
    pick_max: Option<i32>,
    /// Null: unlimited.
    capacity: Option<i32>,
    capacity_unit: CapacityUnit,
    /// Null: unlimited.
    places_left: Option<i32>,
    waiting: i32,
    /// 0: no list; null: endless.
    waitlist_limit: Option<i32>,
    offer_hours: Option<i32>,
    min_to_run: Option<i32>,
    cancel_until_hours_before: i32,
    /// CNY fen.
    fee_fen: i32,
    fee_note: Option<String>,
    weather_dependent: bool,
    linked_allowed: bool,
    party_size_max: i32,
    /// What to bring.
    bring: Option<String>,
    quotas: Vec<QuotaView>,
    sessions: Vec<SessionView>,
    /// What no rule reads, as it is.
    #[schema(value_type = Object)]
    details: serde_json::Map<String, serde_json::Value>,
}

impl OfferingView {
    pub(in crate::catalog::api) fn of(offering: &Offering, program: &Program, at: &Moment) -> Self {
        let seats = Seats::of(offering, at);
        let quotas = offering.quotas.iter().map(|quota| {
            let sum = seats.quota(&quota.key);
            QuotaView {
                key: quota.key.clone(),
                label: quota.label.pick(at.locale).to_owned(),
                capacity: sum.capacity,
                places_left: sum.left,
            }
        });
        let sessions = offering.sessions.iter().map(|session| {
            let picked = seats.session(session, at.now);
            SessionView::of(session, picked, at)
        });
        Self {
            id: offering.id,
            code: offering.code.clone(),
            version: offering.version,
            program: ProgramBrief {
                id: program.id,
                code: program.code.clone(),
                title: program.title.pick(at.locale).to_owned(),
                kind: program.kind,
            },
            title: offering.title.pick(at.locale).to_owned(),
            phase: policy::phase(offering, at.now),
            call_off_reason: offering.call_off_reason.clone(),
            site: offering.site_id.and_then(|id| SiteBrief::find(id, at)),
            online: offering.online,
            time_zone: offering.time_zone.name(),
            registration_opens: offering.registration_opens,
            registration_closes: offering.registration_closes,
            allocation: offering.allocation,
            draw_at: offering.draw_at,
            enrol: offering.enrol,
            pick_max: offering.pick_max,
            capacity: seats.total.capacity,
            capacity_unit: offering.capacity_unit,
            places_left: seats.total.left,
            waiting: seats.total.waiting,
            waitlist_limit: offering.waitlist_limit,
            offer_hours: offering.offer_hours,
            min_to_run: offering.min_to_run,
            cancel_until_hours_before: offering.cancel_until_hours_before,
            fee_fen: offering.fee_fen,
            fee_note: program.fee_note.clone(),
            weather_dependent: offering.weather_dependent,
            linked_allowed: offering.linked_allowed,
            party_size_max: offering.party_size_max,
            bring: Some(offering.bring.pick(at.locale).to_owned()).filter(|text| !text.is_empty()),
            quotas: quotas.collect(),
            sessions: sessions.collect(),
            details: offering.details.clone(),
        }
    }
}

impl SessionView {
    fn of(session: &Session, picked: Option<Places>, at: &Moment) -> Self {
        let title = session.title.pick(at.locale);
        let role_label = session.role.as_deref().and_then(role_label);
        Self {
            id: session.id,
            code: session.code.clone(),
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            title: (!title.is_empty()).then(|| title.to_owned()),
            role: session.role.clone(),
            role_label: role_label.map(|label| label.pick(at.locale).to_owned()),
            capacity: picked.and_then(|places| places.capacity),
            places_left: picked.and_then(|places| places.left),
            state: session.state,
            also_show_time_zone: session.also_show_time_zone.map(chrono_tz::Tz::name),
            site: session.site_id.and_then(|id| SiteBrief::find(id, at)),
        }
    }
}

/// The places of an offering as they are shown.
struct Seats {
    units: Option<std::sync::Arc<OfferingPlaces>>,
    total: Places,
}

impl Seats {
    /// What the ledger counts; without units (there is nothing to count) what is planned.
    fn of(offering: &Offering, at: &Moment) -> Self {
        let units = at.places.of(offering.id);
        let total = units.as_ref().map_or_else(
            || policy::planned(offering),
            |units| policy::bookable(offering, units, at.now),
        );
        Self { units, total }
    }

    fn session(&self, session: &Session, now: Instant) -> Option<Places> {
        let units = self.units.as_ref()?;
        policy::bookable_session(session, units, now)
    }

    fn quota(&self, key: &str) -> Places {
        let units = self.units.iter().flat_map(|units| units.units.values());
        let pools = units.flat_map(|unit| &unit.pools);
        Places::sum(pools.filter(|pool| pool.quota_key == key))
    }
}
