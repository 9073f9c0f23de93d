//! One run of a program, its quotas and sessions.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::program::AskedGender;
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ProgramId, SessionId, SiteId};
use crate::values::locale::{Bilingual, Locale};
use crate::values::words::words;

words! {
    /// Whether people see it and whether it takes place.
    OfferingState {
        /// Seen by its organizers only.
        Draft = "draft",
        /// Seen by all.
        Published = "published",
        /// Seen by all; does not take place.
        CalledOff = "called_off",
    }
}

words! {
    /// How places are given.
    Allocation {
        /// To whoever comes first.
        FirstCome = "first_come",
        /// By lot after closing.
        Lottery = "lottery",
        /// By a reviewer.
        Review = "review",
        /// There are no seats.
        Open = "open",
    }
}

impl Allocation {
    /// Whether one applies first, and a draw or a review gives the places later.
    #[must_use]
    pub const fn is_decided_later(self) -> bool {
        matches!(self, Self::Lottery | Self::Review)
    }
}

words! {
    /// What one seat is for.
    Enrol {
        /// All sessions.
        All = "all",
        /// One session that one picks.
        Pick = "pick",
    }
}

words! {
    /// What the capacity counts.
    CapacityUnit {
        /// People.
        Person = "person",
        /// Teams.
        Team = "team",
    }
}

words! {
    /// What became of a session.
    SessionState {
        /// As planned.
        Planned = "planned",
        /// At another time or place than first announced.
        Moved = "moved",
        /// It does not take place.
        Cancelled = "cancelled",
    }
}

/// Who belongs to a quota: all conditions that are given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuotaRule {
    /// Lowest school grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade_min: Option<i32>,
    /// Highest school grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade_max: Option<i32>,
    /// The gender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<AskedGender>,
    /// By question key, the answers that belong.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answer: BTreeMap<String, Vec<String>>,
}

/// Seats of an offering held for a group. The first quota whose rule matches counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Its key within the offering; never empty.
    pub key: String,
    /// What people read.
    pub label: Bilingual,
    /// How many seats.
    pub seats: i32,
    /// Who belongs.
    pub rule: QuotaRule,
    /// From then on its free seats are for everyone.
    pub release_at: Option<Instant>,
}

/// One dated meeting, slot or shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Its stable code.
    pub code: String,
    /// Begins.
    pub starts_at: Instant,
    /// Ends, after it begins.
    pub ends_at: Instant,
    /// Its title; may be empty.
    pub title: Bilingual,
    /// What one does there, such as `duty`.
    pub role: Option<String>,
    /// Its own seats with [`Enrol::Pick`]; none: those of the offering.
    pub capacity: Option<i32>,
    /// What became of it.
    pub state: SessionState,
    /// Another zone in which people read its times.
    pub also_show_time_zone: Option<Tz>,
    /// Where it takes place instead of the offering's site.
    pub site_id: Option<SiteId>,
}

/// One run of a program that one signs up for.
#[derive(Clone, Debug, PartialEq)]
pub struct Offering {
    /// Its id.
    pub id: OfferingId,
    /// Rises with each edit, from 1.
    pub version: i32,
    /// Its stable code.
    pub code: String,
    /// The program it is a run of.
    pub program_id: ProgramId,
    /// Where it takes place; none: online or nowhere.
    pub site_id: Option<SiteId>,
    /// Its title.
    pub title: Bilingual,
    /// Whether people see it and whether it takes place.
    pub state: OfferingState,
    /// Why it was called off.
    pub call_off_reason: Option<String>,
    /// Whether it takes place online.
    pub online: bool,
    /// The zone of its wall clock.
    pub time_zone: Tz,
    /// Registration opens.
    pub registration_opens: Instant,
    /// Registration closes; none: when the unit starts.
    pub registration_closes: Option<Instant>,
    /// How places are given.
    pub allocation: Allocation,
    /// When the draw is held.
    pub draw_at: Option<Instant>,
    /// What one seat is for.
    pub enrol: Enrol,
    /// Sessions that one participant may pick; none: any number.
    pub pick_max: Option<i32>,
    /// All seats, quotas included; none: unlimited.
    pub capacity: Option<i32>,
    /// What the capacity counts.
    pub capacity_unit: CapacityUnit,
    /// How many registrations may wait in a unit; 0: no list, none: any number.
    pub waitlist_limit: Option<i32>,
    /// Hours to accept an offer; none: a freed seat is confirmed at once.
    pub offer_hours: Option<i32>,
    /// Registrations below which it may not run.
    pub min_to_run: Option<i32>,
    /// Cancelling is free until so many hours before the unit starts.
    pub cancel_until_hours_before: i32,
    /// Fee in CNY fen.
    pub fee_fen: i32,
    /// Whether it may be called off for weather.
    pub weather_dependent: bool,
    /// Whether siblings may be registered together.
    pub linked_allowed: bool,
    /// Most people in one registration.
    pub party_size_max: i32,
    /// What to bring; may be empty.
    pub bring: Bilingual,
    /// How often sessions were moved or cancelled, or all of it called off.
    pub dates_changed: i32,
    /// When it was last edited, or its dates changed.
    pub updated_at: Instant,
    /// What no rule reads, shown as it is.
    pub details: Map<String, Value>,
    /// Its quotas, in the order they are tried.
    pub quotas: Vec<Quota>,
    /// Its sessions in order.
    pub sessions: Vec<Session>,
}

impl Offering {
    /// Where one of its sessions takes place.
    #[must_use]
    pub fn site_of(&self, session: &Session) -> Option<SiteId> {
        session.site_id.or(self.site_id)
    }
}

/// Program and offering as one title; an offering may have none of its own.
#[must_use]
pub fn titled(locale: Locale, program: &str, offering: &str) -> String {
    match (offering, locale) {
        ("", _) => program.to_owned(),
        (_, Locale::Chinese) => format!("{program} {offering}"),
        (_, Locale::English) => format!("{program} ({offering})"),
    }
}
