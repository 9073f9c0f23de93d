//! What is there before anything is said of it.

use chrono_tz::Tz;
use serde_json::Map;

use crate::catalog::model::{
    Allocation, Audience, CapacityUnit, Eligibility, Enrol, NoticeStyle, Offering, OfferingState,
    Program, ProgramKind, Sensitivity, Shape,
};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, OrganizationId, ProgramId};
use crate::values::locale::Bilingual;

/// A program that says nothing yet.
pub(super) fn program(id: ProgramId, organization_id: OrganizationId) -> Program {
    Program {
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
        eligibility: Eligibility {
            audience: Audience::Anyone,
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
        },
        certificate_min_attendance: None,
        contact: None,
        fee_note: None,
        details: Map::new(),
        question_ids: Vec::new(),
    }
}

/// An offering that says nothing yet.
pub(super) fn offering(id: OfferingId, program_id: ProgramId) -> Offering {
    Offering {
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
        details: Map::new(),
        quotas: Vec::new(),
        sessions: Vec::new(),
    }
}
