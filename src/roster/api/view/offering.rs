//! Offerings.

use serde::Serialize;
use utoipa::ToSchema;

use super::preview::NumbersView;
use crate::catalog::model::{
    Allocation, CapacityUnit, Enrol, Offering, OfferingState, Quota, QuotaRule, Session,
    SessionState,
};
use crate::roster::policy::broken::Broken;
use crate::roster::policy::seats::{OpenedPool, OpenedUnit, OpenedUnits};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ProgramId, SessionId, SiteId};
use crate::values::locale::Locale;

/// Something that is missing or wrong before an offering can be published.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OfferingGap)]
struct GapView {
    /// JSON pointer into these settings; below `/program` into those of the program.
    pointer: String,
    code: &'static str,
    detail: String,
}

/// Seats held for a group, as they are edited.
#[derive(Debug, Serialize, ToSchema)]
struct QuotaSettings {
    key: String,
    label: String,
    label_en: String,
    capacity: i32,
    r#for: QuotaRule,
    release_at: Option<Instant>,
}

/// A session as it is edited.
#[derive(Debug, Serialize, ToSchema)]
struct SessionSettings {
    id: SessionId,
    code: String,
    starts_at: Instant,
    ends_at: Instant,
    title: String,
    title_en: String,
    role: Option<String>,
    /// Null: that of the offering.
    capacity: Option<i32>,
    state: SessionState,
    also_show_time_zone: Option<&'static str>,
}

/// A pool that is open.
#[derive(Debug, Serialize, ToSchema)]
struct OpenPool {
    /// Null where one seat is for all sessions.
    session_id: Option<SessionId>,
    /// Null: the pool for everyone.
    quota_key: Option<String>,
    #[serde(flatten)]
    numbers: NumbersView,
}

/// An offering as its organizers edit it. Sizes are those that are wanted; `pools` shows what is
/// open and taken.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::roster::api) struct OfferingSettings {
    id: OfferingId,
    code: String,
    version: i32,
    program_id: ProgramId,
    state: OfferingState,
    call_off_reason: Option<String>,
    title: String,
    title_en: String,
    site_id: Option<SiteId>,
    online: bool,
    time_zone: &'static str,
    registration_opens: Instant,
    registration_closes: Option<Instant>,
    allocation: Allocation,
    draw_at: Option<Instant>,
    enrol: Enrol,
    pick_max: Option<i32>,
    /// Null: unlimited.
    capacity: Option<i32>,
    capacity_unit: CapacityUnit,
    waitlist_limit: Option<i32>,
    offer_hours: Option<i32>,
    min_to_run: Option<i32>,
    cancel_until_hours_before: i32,
    fee_fen: i32,
    weather_dependent: bool,
    linked_allowed: bool,
    party_size_max: i32,
    bring: String,
    bring_en: String,
    quotas: Vec<QuotaSettings>,
    sessions: Vec<SessionSettings>,
    /// Every pool that is open, as the ledger counts it; empty in a preview, which has them before
    /// and after.
    pools: Vec<OpenPool>,
    /// What no rule reads, as it is.
    #[schema(value_type = Object)]
    details: serde_json::Map<String, serde_json::Value>,
    /// Of a draft: what is missing before it can be published.
    missing: Vec<GapView>,
}

impl OfferingSettings {
    pub(in crate::roster::api) fn new(
        offering: Offering,
        gaps: Vec<Broken>,
        opened: &OpenedUnits,
        locale: Locale,
    ) -> Self {
        let is_draft = offering.state == OfferingState::Draft;
        let gaps = gaps.into_iter().filter(|_| is_draft);
        Self {
            id: offering.id,
            code: offering.code,
            version: offering.version,
            program_id: offering.program_id,
            state: offering.state,
            call_off_reason: offering.call_off_reason,
            title: offering.title.zh,
            title_en: offering.title.en,
            site_id: offering.site_id,
            online: offering.online,
            time_zone: offering.time_zone.name(),
            registration_opens: offering.registration_opens,
            registration_closes: offering.registration_closes,
            allocation: offering.allocation,
            draw_at: offering.draw_at,
            enrol: offering.enrol,
            pick_max: offering.pick_max,
            capacity: offering.capacity,
            capacity_unit: offering.capacity_unit,
            waitlist_limit: offering.waitlist_limit,
            offer_hours: offering.offer_hours,
            min_to_run: offering.min_to_run,
            cancel_until_hours_before: offering.cancel_until_hours_before,
            fee_fen: offering.fee_fen,
            weather_dependent: offering.weather_dependent,
            linked_allowed: offering.linked_allowed,
            party_size_max: offering.party_size_max,
            bring: offering.bring.zh,
            bring_en: offering.bring.en,
            quotas: offering.quotas.into_iter().map(Into::into).collect(),
            sessions: offering.sessions.into_iter().map(Into::into).collect(),
            pools: pools(opened),
            details: offering.details,
            missing: gaps.map(|gap| GapView::new(gap, locale)).collect(),
        }
    }
}

fn pools(opened: &OpenedUnits) -> Vec<OpenPool> {
    let of_unit = |(session, unit): (&Option<SessionId>, &OpenedUnit)| {
        let session_id = *session;
        let pool = move |pool: &OpenedPool| OpenPool {
            session_id,
            quota_key: Some(pool.quota_key.clone()).filter(|key| !key.is_empty()),
            numbers: pool.numbers.into(),
        };
        unit.pools.iter().map(pool).collect::<Vec<_>>()
    };
    opened.iter().flat_map(of_unit).collect()
}

impl GapView {
    fn new(gap: Broken, locale: Locale) -> Self {
        Self {
            pointer: gap.pointer,
            code: gap.code,
            detail: gap.words.pick(locale).to_owned(),
        }
    }
}

impl From<Quota> for QuotaSettings {
    fn from(quota: Quota) -> Self {
        Self {
            key: quota.key,
            label: quota.label.zh,
            label_en: quota.label.en,
            capacity: quota.seats,
            r#for: quota.rule,
            release_at: quota.release_at,
        }
    }
}

impl From<Session> for SessionSettings {
    fn from(session: Session) -> Self {
        Self {
            id: session.id,
            code: session.code,
            starts_at: session.starts_at,
            ends_at: session.ends_at,
            title: session.title.zh,
            title_en: session.title.en,
            role: session.role,
            capacity: session.capacity,
            state: session.state,
            also_show_time_zone: session.also_show_time_zone.map(chrono_tz::Tz::name),
        }
    }
}
