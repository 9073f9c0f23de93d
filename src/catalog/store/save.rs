//! Saves what an editor or the import changed, in the caller's transaction.
//!
//! A row that exists is updated whole; what it carried before is gone, so the caller hands in
//! complete values.

use std::collections::{BTreeSet, HashSet};

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction,
    EntityTrait, ExprTrait, NotSet, QueryFilter,
};
use serde_json::Value;

use crate::catalog::model::{
    ConsentText, Offering, OfferingState, Program, Question, SessionState, Site,
};
use crate::db::Fault;
use crate::db::entity::{
    catalog_state, consent_texts, offering_quotas, offerings, program_questions, programs,
    questions, sessions, sites,
};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, SessionId, SiteId};

/// Tells every instance that the published catalogue changed.
pub(in crate::catalog) async fn bump(tx: &impl ConnectionTrait) -> Result<(), Fault> {
    catalog_state::Entity::update_many()
        .col_expr(
            catalog_state::Column::Version,
            Expr::col(catalog_state::Column::Version).add(1),
        )
        .exec(tx)
        .await?;
    Ok(())
}

pub(in crate::catalog) async fn moved_session(
    tx: &impl ConnectionTrait,
    id: SessionId,
    (starts_at, ends_at): (Instant, Instant),
    site: Option<SiteId>,
    state: SessionState,
) -> Result<(), Fault> {
    use sessions::Column;
    sessions::Entity::update_many()
        .col_expr(Column::StartsAt, Expr::value(starts_at))
        .col_expr(Column::EndsAt, Expr::value(ends_at))
        .col_expr(Column::SiteId, Expr::value(site))
        .col_expr(Column::State, Expr::value(state.as_str()))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Counts that the dates of offerings changed.
pub(in crate::catalog) async fn dates_changed(
    tx: &impl ConnectionTrait,
    ids: &BTreeSet<OfferingId>,
    now: Instant,
) -> Result<(), Fault> {
    use offerings::Column;
    offerings::Entity::update_many()
        .col_expr(Column::DatesChanged, Expr::col(Column::DatesChanged).add(1))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}

pub(in crate::catalog) async fn called_off(
    tx: &impl ConnectionTrait,
    id: OfferingId,
    reason: &str,
) -> Result<(), Fault> {
    use offerings::Column;
    offerings::Entity::update_many()
        .col_expr(
            Column::State,
            Expr::value(OfferingState::CalledOff.as_str()),
        )
        .col_expr(Column::CallOffReason, Expr::value(reason))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Saves one place; `is_new` tells insert from update.
pub(in crate::catalog) async fn site(
    tx: &DatabaseTransaction,
    site: &Site,
    is_new: bool,
    now: Instant,
) -> Result<(), Fault> {
    let row = sites::ActiveModel {
        id: Set(site.id),
        code: Set(site.code.clone()),
        organization_id: Set(site.organization_id),
        kind: Set(site.kind.as_str().to_owned()),
        name: Set(site.name.zh.clone()),
        name_en: Set(site.name.en.clone()),
        district: Set(site.district.zh.clone()),
        district_en: Set(site.district.en.clone()),
        latitude: Set(site.latitude),
        longitude: Set(site.longitude),
        precision_km: Set(site.precision_km),
        capacity: Set(site.capacity),
        opening_hours: Set(serde_json::to_value(&site.opening_hours)?),
        amenities: Set(serde_json::to_value(&site.amenities)?),
        discreet: Set(site.discreet),
        details: Set(Value::Object(site.details.clone())),
        version: Set(site.version),
        created_at: if is_new { Set(now) } else { NotSet },
        updated_at: Set(now),
    };
    if is_new {
        row.insert(tx).await?;
    } else {
        row.update(tx).await?;
    }
    Ok(())
}

/// Saves one question of the bank.
pub(in crate::catalog) async fn question(
    tx: &DatabaseTransaction,
    question: &Question,
    is_new: bool,
) -> Result<(), Fault> {
    let row = questions::ActiveModel {
        id: Set(question.id),
        key: Set(question.key.clone()),
        label: Set(question.label.zh.clone()),
        label_en: Set(question.label.en.clone()),
        purpose: Set(question.purpose.zh.clone()),
        purpose_en: Set(question.purpose.en.clone()),
        kind: Set(question.kind.as_str().to_owned()),
        options: Set(serde_json::to_value(&question.options)?),
        required: Set(question.required),
        sensitivity: Set(question.sensitivity.map(|word| word.as_str().to_owned())),
        keep_days_after_end: Set(question.keep_days_after_end),
        fills_from: Set(question.fills_from.clone()),
    };
    if is_new {
        row.insert(tx).await?;
    } else {
        row.update(tx).await?;
    }
    Ok(())
}

/// Publishes a version of a consent's text; a published version never changes.
pub(in crate::catalog) async fn consent_text(
    tx: &DatabaseTransaction,
    text: &ConsentText,
    now: Instant,
) -> Result<(), Fault> {
    let row = consent_texts::ActiveModel {
        key: Set(text.key.clone()),
        version: Set(text.version),
        body: Set(text.body.zh.clone()),
        body_en: Set(text.body.en.clone()),
        published_at: Set(now),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Saves one program and its form.
pub(in crate::catalog) async fn program(
    tx: &DatabaseTransaction,
    program: &Program,
    is_new: bool,
    now: Instant,
) -> Result<(), Fault> {
    let mut row = program_row(program, now)?;
    if is_new {
        row.insert(tx).await?;
    } else {
        row.created_at = NotSet;
        row.update(tx).await?;
    }
    program_questions::Entity::delete_many()
        .filter(program_questions::Column::ProgramId.eq(program.id))
        .exec(tx)
        .await?;
    let form = program
        .question_ids
        .iter()
        .zip(0..)
        .map(|(question, position)| program_questions::ActiveModel {
            program_id: Set(program.id),
            question_id: Set(*question),
            position: Set(position),
        });
    if !program.question_ids.is_empty() {
        program_questions::Entity::insert_many(form)
            .exec(tx)
            .await?;
    }
    Ok(())
}

fn program_row(program: &Program, now: Instant) -> Result<programs::ActiveModel, Fault> {
    Ok(programs::ActiveModel {
        id: Set(program.id),
        code: Set(program.code.clone()),
        organization_id: Set(program.organization_id),
        kind: Set(program.kind.as_str().to_owned()),
        shape: Set(program.shape.as_str().to_owned()),
        title: Set(program.title.zh.clone()),
        title_en: Set(program.title.en.clone()),
        summary: Set(program.summary.zh.clone()),
        summary_en: Set(program.summary.en.clone()),
        brand: Set(program.brand.zh.clone()),
        brand_en: Set(program.brand.en.clone()),
        tags: Set(serde_json::to_value(&program.tags)?),
        facts: Set(serde_json::to_value(&program.facts)?),
        sensitivity: Set(program.sensitivity.as_str().to_owned()),
        notice_style: Set(program.notice_style.as_str().to_owned()),
        refuses_clashes: Set(program.refuses_clashes),
        eligibility: Set(serde_json::to_value(&program.eligibility)?),
        certificate_min_attendance: Set(program.certificate_min_attendance),
        contact: Set(program.contact.clone()),
        contact_email: Set(program
            .contact_email
            .as_ref()
            .map(|address| address.as_str().to_owned())),
        fee_note: Set(program.fee_note.clone()),
        details: Set(Value::Object(program.details.clone())),
        version: Set(program.version),
        created_at: Set(now),
        updated_at: Set(now),
    })
}

/// Saves one offering with its quotas and sessions. What the value no longer holds of them is
/// removed; the database refuses to remove a session that a unit points at.
pub(in crate::catalog) async fn offering(
    tx: &DatabaseTransaction,
    offering: &Offering,
    is_new: bool,
    now: Instant,
) -> Result<(), Fault> {
    let mut row = offering_row(offering, is_new, now);
    if is_new {
        row.insert(tx).await?;
    } else {
        row.created_at = NotSet;
        row.update(tx).await?;
    }
    offering_quotas::Entity::delete_many()
        .filter(offering_quotas::Column::OfferingId.eq(offering.id))
        .exec(tx)
        .await?;
    if !offering.quotas.is_empty() {
        offering_quotas::Entity::insert_many(quota_rows(offering)?)
            .exec(tx)
            .await?;
    }
    save_sessions(tx, offering).await
}

async fn save_sessions(tx: &DatabaseTransaction, offering: &Offering) -> Result<(), Fault> {
    let known: HashSet<_> = sessions::Entity::find()
        .filter(sessions::Column::OfferingId.eq(offering.id))
        .all(tx)
        .await?
        .into_iter()
        .map(|row| row.id)
        .collect();
    let (old, new): (Vec<_>, Vec<_>) = session_rows(offering)
        .into_iter()
        .partition(|row| row.id.try_as_ref().is_some_and(|id| known.contains(id)));
    let kept: HashSet<_> = offering.sessions.iter().map(|session| session.id).collect();
    let gone: Vec<_> = known.difference(&kept).copied().collect();
    if !gone.is_empty() {
        sessions::Entity::delete_many()
            .filter(sessions::Column::Id.is_in(gone))
            .exec(tx)
            .await?;
    }
    for row in old {
        row.update(tx).await?;
    }
    if !new.is_empty() {
        sessions::Entity::insert_many(new).exec(tx).await?;
    }
    Ok(())
}

/// A text, where there is one.
fn said(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn offering_row(offering: &Offering, is_new: bool, now: Instant) -> offerings::ActiveModel {
    offerings::ActiveModel {
        id: Set(offering.id),
        code: Set(offering.code.clone()),
        program_id: Set(offering.program_id),
        site_id: Set(offering.site_id),
        title: Set(offering.title.zh.clone()),
        title_en: Set(offering.title.en.clone()),
        state: Set(offering.state.as_str().to_owned()),
        call_off_reason: Set(offering.call_off_reason.clone()),
        online: Set(offering.online),
        time_zone: Set(offering.time_zone.name().to_owned()),
        registration_opens: Set(offering.registration_opens),
        registration_closes: Set(offering.registration_closes),
        allocation: Set(offering.allocation.as_str().to_owned()),
        draw_at: Set(offering.draw_at),
        enrol: Set(offering.enrol.as_str().to_owned()),
        pick_max: Set(offering.pick_max),
        capacity: Set(offering.capacity),
        capacity_unit: Set(offering.capacity_unit.as_str().to_owned()),
        waitlist_limit: Set(offering.waitlist_limit),
        offer_hours: Set(offering.offer_hours),
        min_to_run: Set(offering.min_to_run),
        cancel_until_hours_before: Set(offering.cancel_until_hours_before),
        fee_fen: Set(offering.fee_fen),
        weather_dependent: Set(offering.weather_dependent),
        linked_allowed: Set(offering.linked_allowed),
        party_size_max: Set(offering.party_size_max),
        bring: Set(said(&offering.bring.zh)),
        bring_en: Set(said(&offering.bring.en)),
        // The ledger counts them, in its own transactions.
        dates_changed: if is_new { Set(0) } else { NotSet },
        details: Set(Value::Object(offering.details.clone())),
        version: Set(offering.version),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

fn quota_rows(offering: &Offering) -> Result<Vec<offering_quotas::ActiveModel>, Fault> {
    let rows = offering.quotas.iter().zip(0..).map(|(quota, position)| {
        Ok(offering_quotas::ActiveModel {
            offering_id: Set(offering.id),
            key: Set(quota.key.clone()),
            position: Set(position),
            label: Set(quota.label.zh.clone()),
            label_en: Set(quota.label.en.clone()),
            seats: Set(quota.seats),
            rule: Set(serde_json::to_value(&quota.rule)?),
            release_at: Set(quota.release_at),
        })
    });
    rows.collect()
}

fn session_rows(offering: &Offering) -> Vec<sessions::ActiveModel> {
    let rows = offering.sessions.iter().zip(0..);
    rows.map(|(session, position)| sessions::ActiveModel {
        id: Set(session.id),
        code: Set(session.code.clone()),
        offering_id: Set(offering.id),
        position: Set(position),
        starts_at: Set(session.starts_at),
        ends_at: Set(session.ends_at),
        title: Set(session.title.zh.clone()),
        title_en: Set(session.title.en.clone()),
        role: Set(session.role.clone()),
        capacity: Set(session.capacity),
        state: Set(session.state.as_str().to_owned()),
        also_show_time_zone: Set(session
            .also_show_time_zone
            .map(|zone| zone.name().to_owned())),
        site_id: Set(session.site_id),
    })
    .collect()
}
