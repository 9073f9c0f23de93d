//! Stored rows read as values of the catalogue.

use chrono_tz::Tz;

use crate::catalog::model::{ConsentText, Offering, Program, Question, Quota, Session, Site};
use crate::db::Fault;
use crate::db::entity::{
    consent_texts, offering_quotas, offerings, programs, questions, sessions, sites,
};
use crate::values::email::EmailAddress;
use crate::values::ids::QuestionId;
use crate::values::locale::Bilingual;

pub(super) fn site(row: sites::Model) -> Result<Site, Fault> {
    Ok(Site {
        id: row.id,
        version: row.version,
        code: row.code,
        organization_id: row.organization_id,
        kind: row.kind.parse()?,
        name: Bilingual::new(row.name, row.name_en),
        district: Bilingual::new(row.district, row.district_en),
        latitude: row.latitude,
        longitude: row.longitude,
        precision_km: row.precision_km,
        capacity: row.capacity,
        opening_hours: serde_json::from_value(row.opening_hours)?,
        amenities: serde_json::from_value(row.amenities)?,
        discreet: row.discreet,
        details: serde_json::from_value(row.details)?,
    })
}

pub(super) fn question(row: questions::Model) -> Result<Question, Fault> {
    Ok(Question {
        id: row.id,
        key: row.key,
        label: Bilingual::new(row.label, row.label_en),
        purpose: Bilingual::new(row.purpose, row.purpose_en),
        kind: row.kind.parse()?,
        options: serde_json::from_value(row.options)?,
        required: row.required,
        sensitivity: row.sensitivity.map(|word| word.parse()).transpose()?,
        keep_days_after_end: row.keep_days_after_end,
        fills_from: row.fills_from,
    })
}

pub(super) fn consent_text(row: consent_texts::Model) -> ConsentText {
    ConsentText {
        key: row.key,
        version: row.version,
        body: Bilingual::new(row.body, row.body_en),
    }
}

pub(super) fn program(row: programs::Model, form: Vec<QuestionId>) -> Result<Program, Fault> {
    Ok(Program {
        id: row.id,
        version: row.version,
        code: row.code,
        organization_id: row.organization_id,
        kind: row.kind.parse()?,
        shape: row.shape.parse()?,
        title: Bilingual::new(row.title, row.title_en),
        summary: Bilingual::new(row.summary, row.summary_en),
        brand: Bilingual::new(row.brand, row.brand_en),
        tags: serde_json::from_value(row.tags)?,
        facts: serde_json::from_value(row.facts)?,
        sensitivity: row.sensitivity.parse()?,
        notice_style: row.notice_style.parse()?,
        refuses_clashes: row.refuses_clashes,
        eligibility: serde_json::from_value(row.eligibility)?,
        certificate_min_attendance: row.certificate_min_attendance,
        contact: row.contact,
        contact_email: row.contact_email.as_deref().map(address).transpose()?,
        fee_note: row.fee_note,
        details: serde_json::from_value(row.details)?,
        question_ids: form,
    })
}

pub(super) fn quota(row: offering_quotas::Model) -> Result<Quota, Fault> {
    Ok(Quota {
        key: row.key,
        label: Bilingual::new(row.label, row.label_en),
        seats: row.seats,
        rule: serde_json::from_value(row.rule)?,
        release_at: row.release_at,
    })
}

pub(super) fn session(row: sessions::Model) -> Result<Session, Fault> {
    Ok(Session {
        id: row.id,
        code: row.code,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        title: Bilingual::new(row.title, row.title_en),
        role: row.role,
        capacity: row.capacity,
        state: row.state.parse()?,
        also_show_time_zone: row.also_show_time_zone.as_deref().map(zone).transpose()?,
        site_id: row.site_id,
    })
}

pub(super) fn offering(
    row: offerings::Model,
    quotas: Vec<Quota>,
    sessions: Vec<Session>,
) -> Result<Offering, Fault> {
    Ok(Offering {
        id: row.id,
        version: row.version,
        code: row.code,
        program_id: row.program_id,
        site_id: row.site_id,
        title: Bilingual::new(row.title, row.title_en),
        state: row.state.parse()?,
        call_off_reason: row.call_off_reason,
        online: row.online,
        time_zone: zone(&row.time_zone)?,
        registration_opens: row.registration_opens,
        registration_closes: row.registration_closes,
        allocation: row.allocation.parse()?,
        draw_at: row.draw_at,
        enrol: row.enrol.parse()?,
        pick_max: row.pick_max,
        capacity: row.capacity,
        capacity_unit: row.capacity_unit.parse()?,
        waitlist_limit: row.waitlist_limit,
        offer_hours: row.offer_hours,
        min_to_run: row.min_to_run,
        cancel_until_hours_before: row.cancel_until_hours_before,
        fee_fen: row.fee_fen,
        weather_dependent: row.weather_dependent,
        linked_allowed: row.linked_allowed,
        party_size_max: row.party_size_max,
        bring: Bilingual::new(
            row.bring.unwrap_or_default(),
            row.bring_en.unwrap_or_default(),
        ),
        dates_changed: row.dates_changed,
        updated_at: row.updated_at,
        details: serde_json::from_value(row.details)?,
        quotas,
        sessions,
    })
}

fn address(text: &str) -> Result<EmailAddress, Fault> {
    text.parse()
        .map_err(|_| Fault::broken("the address of a program is none"))
}

fn zone(name: &str) -> Result<Tz, Fault> {
    name.parse()
        .map_err(|_| Fault::broken(format!("no such time zone: {name}")))
}
