//! What is there before anything is said of it.

use chrono_tz::Tz;
use serde_json::Map;

use super::{
    Allocation, Audience, CapacityUnit, Eligibility, Enrol, NoticeStyle, Offering, OfferingState,
    Program, ProgramKind, Sensitivity, Shape,
};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, OrganizationId, ProgramId};
use crate::values::locale::Bilingual;

impl Eligibility {
    /// No rule but who it is for.
    #[must_use]
    pub const fn of(audience: Audience) -> Self {
        Self {
            audience,
            member_required: false,
            within_org: None,
            gender: None,
            age_min: None,
            age_max: None,
            grade_min: None,
            grade_max: None,
            single_declared: false,
            proofs: Vec::new(),
            priority: Vec::new(),
        }
    }
}

impl Program {
    /// A program that says nothing yet: one meeting, for anyone.
    #[must_use]
    pub fn blank(id: ProgramId, organization_id: OrganizationId) -> Self {
        Self {
            id,
            version: 1,
            code: String::new(),
            organization_id,
            kind: ProgramKind::Lecture,
            shape: Shape::OneOff,
            title: Bilingual::default(),
            summary: Bilingual::default(),
            brand: Bilingual::default(),
            tags: Vec::new(),
            facts: Vec::new(),
            sensitivity: Sensitivity::Normal,
            notice_style: NoticeStyle::Normal,
            refuses_clashes: false,
            eligibility: Eligibility::of(Audience::Anyone),
            certificate_min_attendance: None,
            contact: None,
            contact_email: None,
            fee_note: None,
            details: Map::new(),
            question_ids: Vec::new(),
        }
    }
}

impl Offering {
    /// A draft that says nothing yet: one unlimited unit, first come, no list's end.
    #[must_use]
    pub fn blank(id: OfferingId, program_id: ProgramId) -> Self {
        Self {
            id,
            version: 1,
            code: String::new(),
            program_id,
            site_id: None,
            title: Bilingual::default(),
            state: OfferingState::Draft,
            call_off_reason: None,
            online: false,
            time_zone: Tz::Asia__Shanghai,
            registration_opens: Instant::from_millis(0),
            registration_closes: None,
            allocation: Allocation::FirstCome,
            draw_at: None,
            enrol: Enrol::All,
            pick_max: None,
            capacity: None,
            capacity_unit: CapacityUnit::Person,
            waitlist_limit: None,
            offer_hours: None,
            min_to_run: None,
            cancel_until_hours_before: 0,
            fee_fen: 0,
            weather_dependent: false,
            linked_allowed: false,
            party_size_max: 1,
            bring: Bilingual::default(),
            dates_changed: 0,
            updated_at: Instant::from_millis(0),
            details: Map::new(),
            quotas: Vec::new(),
            sessions: Vec::new(),
        }
    }
}
