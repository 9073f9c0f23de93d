//! Loads the catalogue, whole or by program, in one query a table.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::rows;
use crate::catalog::Contents;
use crate::catalog::model::{ConsentText, Offering, Program, Question, Site};
use crate::db::Fault;
use crate::db::entity::{
    catalog_state, consent_texts, offering_quotas, offerings, program_questions, programs,
    questions, sessions, sites,
};
use crate::organizations::tree;
use crate::values::ids::ProgramId;

/// The counter that each edit of the catalogue raises.
pub(in crate::catalog) async fn version(db: &impl ConnectionTrait) -> Result<i64, Fault> {
    let row = catalog_state::Entity::find_by_id(1).one(db).await?;
    row.map(|row| row.version)
        .ok_or_else(|| Fault::broken("catalog_state has no row"))
}

/// Everything, drafts included, sorted by code. The version is read first: when an edit slips
/// in between, the next look at the counter finds another number and loads again.
pub(in crate::catalog) async fn everything(db: &impl ConnectionTrait) -> Result<Contents, Fault> {
    Ok(Contents {
        version: version(db).await?,
        organizations: tree::all(db).await?,
        sites: sites(db).await?,
        questions: questions(db).await?,
        consent_texts: consent_texts(db).await?,
        programs: programs(db, None).await?,
        offerings: offerings(db, None).await?,
    })
}

async fn sites(db: &impl ConnectionTrait) -> Result<Vec<Site>, Fault> {
    let rows = sites::Entity::find().all(db).await?;
    let sites = rows.into_iter().map(rows::site).collect::<Result<_, _>>()?;
    Ok(by_code(sites, |site: &Site| &site.code))
}

/// The bank of questions, by key.
pub(in crate::catalog) async fn questions(
    db: &impl ConnectionTrait,
) -> Result<Vec<Question>, Fault> {
    let rows = questions::Entity::find().all(db).await?;
    let questions = rows
        .into_iter()
        .map(rows::question)
        .collect::<Result<_, _>>()?;
    Ok(by_code(questions, |question: &Question| &question.key))
}

/// The consent texts in force: the highest version of each key, by key.
pub(in crate::catalog) async fn consent_texts(
    db: &impl ConnectionTrait,
) -> Result<Vec<ConsentText>, Fault> {
    let rows = consent_texts::Entity::find()
        .order_by_asc(consent_texts::Column::Version)
        .all(db)
        .await?;
    let in_force: HashMap<String, ConsentText> = rows
        .into_iter()
        .map(|row| (row.key.clone(), rows::consent_text(row)))
        .collect();
    Ok(by_code(in_force.into_values().collect(), |text| &text.key))
}

/// Programs with their forms: all of them, or those named.
pub(in crate::catalog) async fn programs(
    db: &impl ConnectionTrait,
    only: Option<&[ProgramId]>,
) -> Result<Vec<Program>, Fault> {
    let mut forms: HashMap<ProgramId, Vec<_>> = HashMap::new();
    let mut query = program_questions::Entity::find();
    if let Some(ids) = only {
        query = query.filter(program_questions::Column::ProgramId.is_in(ids.iter().copied()));
    }
    for row in query
        .order_by_asc(program_questions::Column::Position)
        .all(db)
        .await?
    {
        forms
            .entry(row.program_id)
            .or_default()
            .push(row.question_id);
    }
    let mut query = programs::Entity::find();
    if let Some(ids) = only {
        query = query.filter(programs::Column::Id.is_in(ids.iter().copied()));
    }
    let programs = query
        .all(db)
        .await?
        .into_iter()
        .map(|row| {
            let form = forms.remove(&row.id).unwrap_or_default();
            rows::program(row, form)
        })
        .collect::<Result<_, _>>()?;
    Ok(by_code(programs, |program: &Program| &program.code))
}

/// Offerings with their quotas and sessions: all of them, or those of the programs named.
pub(in crate::catalog) async fn offerings(
    db: &impl ConnectionTrait,
    only: Option<&[ProgramId]>,
) -> Result<Vec<Offering>, Fault> {
    let mut query = offerings::Entity::find();
    if let Some(ids) = only {
        query = query.filter(offerings::Column::ProgramId.is_in(ids.iter().copied()));
    }
    let rows = query.all(db).await?;
    let mut quotas = offering_quotas::Entity::find();
    let mut sessions = sessions::Entity::find();
    if only.is_some() {
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        quotas = quotas.filter(offering_quotas::Column::OfferingId.is_in(ids.clone()));
        sessions = sessions.filter(sessions::Column::OfferingId.is_in(ids));
    }
    let mut quotas_of: HashMap<_, Vec<_>> = HashMap::new();
    for row in quotas
        .order_by_asc(offering_quotas::Column::Position)
        .all(db)
        .await?
    {
        quotas_of
            .entry(row.offering_id)
            .or_default()
            .push(rows::quota(row)?);
    }
    let mut sessions_of: HashMap<_, Vec<_>> = HashMap::new();
    for row in sessions
        .order_by_asc(sessions::Column::Position)
        .all(db)
        .await?
    {
        sessions_of
            .entry(row.offering_id)
            .or_default()
            .push(rows::session(row)?);
    }
    let offerings = rows
        .into_iter()
        .map(|row| {
            let quotas = quotas_of.remove(&row.id).unwrap_or_default();
            let sessions = sessions_of.remove(&row.id).unwrap_or_default();
            rows::offering(row, quotas, sessions)
        })
        .collect::<Result<_, _>>()?;
    Ok(by_code(offerings, |offering: &Offering| &offering.code))
}

/// Sorted here and not by the query: the two databases collate differently.
fn by_code<T>(mut items: Vec<T>, code: impl Fn(&T) -> &String) -> Vec<T> {
    items.sort_by(|a, b| code(a).cmp(code(b)));
    items
}
