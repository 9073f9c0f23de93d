//! Sessions and draws: loaded and saved only by the few commands that are about them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::catalog::edit;
use crate::catalog::model::SessionState;
use crate::db::Fault;
use crate::db::bulk::upsert;
use crate::db::entity::{draws, sessions};
use crate::ledger::change::Change;
use crate::ledger::draw::{Draw, DrawState};
use crate::ledger::facts::{Book, Session};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ProgramId};
use crate::values::words::UnknownWord;

/// The sessions of offerings.
pub(super) async fn sessions(
    tx: &impl ConnectionTrait,
    offerings: &BTreeSet<OfferingId>,
    books: &mut BTreeMap<ProgramId, Book>,
) -> Result<(), Fault> {
    if offerings.is_empty() {
        return Ok(());
    }
    let theirs = sessions::Column::OfferingId.is_in(offerings.iter().copied());
    for row in sessions::Entity::find().filter(theirs).all(tx).await? {
        let book = books
            .values_mut()
            .find(|book| book.offerings.contains_key(&row.offering_id));
        if let Some(book) = book {
            let session = Session {
                id: row.id,
                offering_id: row.offering_id,
                starts_at: row.starts_at,
                ends_at: row.ends_at,
                site_id: row.site_id,
                is_moved: row.state == SessionState::Moved.as_str(),
                is_cancelled: row.state == SessionState::Cancelled.as_str(),
            };
            book.sessions.insert(session.id, session);
        }
    }
    Ok(())
}

/// The draws that stand in offerings; a voided one where there is no other.
pub(super) async fn draws(
    tx: &impl ConnectionTrait,
    offerings: &BTreeSet<OfferingId>,
    books: &mut BTreeMap<ProgramId, Book>,
) -> Result<(), Fault> {
    if offerings.is_empty() {
        return Ok(());
    }
    let theirs = draws::Column::OfferingId.is_in(offerings.iter().copied());
    let standing = draws::Column::State.ne(DrawState::Voided.as_str());
    let query = draws::Entity::find().filter(theirs).filter(standing);
    for row in query.all(tx).await? {
        if let Some(book) = books.get_mut(&row.program_id) {
            let draw = draw(row)?;
            book.draws.insert(draw.offering_id, draw);
        }
    }
    Ok(())
}

/// The draws of an offering: the one that stands first, then those voided, the newest first.
///
/// # Errors
/// [`Fault`] of the database, or a row that does not read.
pub(in crate::ledger) async fn draws_of(
    db: &impl ConnectionTrait,
    offering: OfferingId,
) -> Result<Vec<Draw>, Fault> {
    let theirs = draws::Column::OfferingId.eq(offering);
    let rows = draws::Entity::find().filter(theirs).all(db).await?;
    let mut draws: Vec<Draw> = rows.into_iter().map(draw).collect::<Result<_, _>>()?;
    draws.sort_by_key(|draw| (draw.state == DrawState::Voided, Reverse(draw.frozen_at)));
    Ok(draws)
}

/// A draw as stored.
fn draw(row: draws::Model) -> Result<Draw, Fault> {
    let unknown = |word: UnknownWord| Fault::broken(word.to_string());
    Ok(Draw {
        id: row.id,
        offering_id: row.offering_id,
        state: row.state.parse().map_err(unknown)?,
        list: row.list,
        fingerprint: row.fingerprint,
        public_value_name: row.public_value_name,
        witnesses: row.witnesses,
        frozen_at: row.frozen_at,
        public_value: row.public_value,
        run_at: row.run_at,
        transcript: row.transcript,
        voided_at: row.voided_at,
        void_reason: row.void_reason,
    })
}

fn draw_row(program_id: ProgramId, draw: &Draw) -> draws::ActiveModel {
    draws::ActiveModel {
        id: Set(draw.id),
        program_id: Set(program_id),
        offering_id: Set(draw.offering_id),
        state: Set(draw.state.as_str().to_owned()),
        list: Set(draw.list.clone()),
        fingerprint: Set(draw.fingerprint.clone()),
        public_value_name: Set(draw.public_value_name.clone()),
        witnesses: Set(draw.witnesses.clone()),
        frozen_at: Set(draw.frozen_at),
        public_value: Set(draw.public_value.clone()),
        run_at: Set(draw.run_at),
        transcript: Set(draw.transcript.clone()),
        voided_at: Set(draw.voided_at),
        void_reason: Set(draw.void_reason.clone()),
    }
}

/// Saves what a batch changed of sessions, offerings and draws; the catalogue is told.
pub(super) async fn save<'a>(
    tx: &impl ConnectionTrait,
    changes: impl Iterator<Item = (ProgramId, &'a Change)>,
    now: Instant,
) -> Result<(), Fault> {
    use draws::Column::{PublicValue, RunAt, State, Transcript, VoidReason, VoidedAt};
    let mut drawn = BTreeMap::new();
    let mut shown = BTreeSet::new();
    for (program, change) in changes {
        match change {
            Change::Session { after, .. } => {
                shown.insert(after.offering_id);
                let state = match (after.is_cancelled, after.is_moved) {
                    (true, _) => SessionState::Cancelled,
                    (false, true) => SessionState::Moved,
                    (false, false) => SessionState::Planned,
                };
                let times = (after.starts_at, after.ends_at);
                edit::move_session(tx, after.id, times, after.site_id, state).await?;
            }
            Change::CalledOff {
                offering_id,
                remark,
            } => {
                shown.insert(*offering_id);
                edit::call_off(tx, *offering_id, remark).await?;
            }
            Change::Draw { after, .. } => drop(drawn.insert(after.id, draw_row(program, after))),
            _ => {}
        }
    }
    let columns = [State, PublicValue, RunAt, Transcript, VoidedAt, VoidReason];
    upsert(tx, drawn.into_values().collect(), &columns).await?;
    if !shown.is_empty() {
        edit::note_dates(tx, &shown, now).await?;
        edit::announce(tx).await?;
    }
    Ok(())
}
