//! Rows of the catalogue and of households, as plain as they may be.

use chrono::NaiveDate;
use niangjia::db::entity::{accounts, offerings, organizations, participants, programs, sessions};
use niangjia::values::clock::Instant;
use niangjia::values::ids::{AccountId, OfferingId, ParticipantId, ProgramId, SessionId};
use serde_json::json;
use uuid::Uuid;

pub(super) fn organization(id: Uuid, now: Instant) -> organizations::Model {
    organizations::Model {
        id: id.into(),
        code: "county".to_owned(),
        parent_id: None,
        kind: "county".to_owned(),
        name: "县总工会".to_owned(),
        name_en: "County union".to_owned(),
        region_code: "330000".to_owned(),
        details: json!({}),
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

pub(super) fn program(id: ProgramId, organization: Uuid, now: Instant) -> programs::Model {
    let text = String::new;
    programs::Model {
        id,
        code: "p-check".to_owned(),
        organization_id: organization.into(),
        kind: "summer_camp".to_owned(),
        shape: "one_off".to_owned(),
        title: "夏令营".to_owned(),
        title_en: "Summer camp".to_owned(),
        summary: text(),
        summary_en: text(),
        brand: text(),
        brand_en: text(),
        tags: json!([]),
        facts: json!([]),
        sensitivity: "normal".to_owned(),
        notice_style: "normal".to_owned(),
        refuses_clashes: false,
        eligibility: json!({}),
        certificate_min_attendance: None,
        contact: None,
        fee_note: None,
        details: json!({}),
        version: 1,
        created_at: now,
        updated_at: now,
        contact_email: None,
    }
}

pub(super) fn offering(
    id: OfferingId,
    program_id: ProgramId,
    enrol: &str,
    offer_hours: Option<i32>,
    now: Instant,
) -> offerings::Model {
    offerings::Model {
        id,
        code: format!("o-{enrol}"),
        program_id,
        site_id: None,
        title: String::new(),
        title_en: String::new(),
        state: "published".to_owned(),
        call_off_reason: None,
        online: true,
        time_zone: "Asia/Shanghai".to_owned(),
        registration_opens: now.plus_days(-1),
        registration_closes: None,
        allocation: "first_come".to_owned(),
        draw_at: None,
        enrol: enrol.to_owned(),
        pick_max: None,
        capacity: Some(4),
        capacity_unit: "person".to_owned(),
        waitlist_limit: None,
        offer_hours,
        min_to_run: None,
        cancel_until_hours_before: 0,
        fee_fen: 0,
        weather_dependent: false,
        linked_allowed: false,
        party_size_max: 2,
        details: json!({}),
        version: 1,
        created_at: now,
        updated_at: now,
        bring: None,
        bring_en: None,
        dates_changed: 0,
    }
}

pub(super) fn account(id: AccountId, name: &str, now: Instant) -> accounts::Model {
    accounts::Model {
        id,
        email: Some(format!("{name}@workers.example")),
        email_key: Some(format!("{name}@workers.example")),
        name: name.to_owned(),
        locale: "zh-CN".to_owned(),
        phone: None,
        reminders: true,
        password_hash: None,
        calendar_key_hash: id.to_string(),
        calendar_key_sealed: String::new(),
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

pub(super) fn child(
    person: (AccountId, ParticipantId),
    name: &str,
    now: Instant,
) -> participants::Model {
    participants::Model {
        id: person.1,
        account_id: person.0,
        name: name.to_owned(),
        relation: "child".to_owned(),
        birth_date: NaiveDate::from_ymd_opt(2018, 3, 1),
        gender: None,
        grade: None,
        grade_stated_on: None,
        pickup_people_sealed: None,
        emergency_contact_sealed: None,
        care_notes_sealed: None,
        identity_hash: None,
        version: 1,
        created_at: now,
        updated_at: now,
        removed_at: None,
    }
}

pub(super) fn session(
    id: SessionId,
    offering_id: OfferingId,
    position: i32,
    starts_at: Instant,
) -> sessions::Model {
    sessions::Model {
        id,
        code: id.to_string(),
        offering_id,
        position,
        starts_at,
        ends_at: starts_at.plus_hours(2),
        title: String::new(),
        title_en: String::new(),
        role: None,
        capacity: Some(1),
        state: "planned".to_owned(),
        also_show_time_zone: None,
        site_id: None,
    }
}
