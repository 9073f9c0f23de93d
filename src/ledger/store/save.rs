//! Saves what a batch decided, in bulk: one statement a table, whatever the batch's size.

use std::collections::BTreeMap;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::apart;
use super::convert::{event_row, pool_event_row};
use super::touched::Touched;
use crate::db::Fault;
use crate::db::bulk::Writes;
use crate::db::entity::{
    answers, consents, idempotency_records, ledgers, pool_events, pools, registration_events,
    registrations, units,
};
use crate::db::idempotency::{Made, RequestKey, record};
use crate::ledger::change::Change;
use crate::ledger::command::{Act, Command, Outcome, Seed};
use crate::ledger::decide::Decision;
use crate::ledger::facts::{Book, Registration};
use crate::values::clock::Instant;
use crate::values::ids::ProgramId;

/// A command of the batch with its decision.
#[derive(Clone, Copy, Debug)]
pub(in crate::ledger) struct Decided<'a> {
    /// What was asked.
    pub(in crate::ledger) command: &'a Command,
    /// The idempotency key it came under, and the status code of its answer.
    pub(in crate::ledger) key: Option<(&'a RequestKey, u16)>,
    /// What was decided.
    pub(in crate::ledger) decision: &'a Decision,
}

/// Saves a batch: the books as they are now, the events, answers, consents and keys, together
/// with the `writes` there are already.
///
/// # Errors
/// [`Fault`]: nothing of the batch is saved then.
pub(in crate::ledger) async fn save(
    tx: &impl ConnectionTrait,
    mut writes: Writes,
    books: &BTreeMap<ProgramId, Book>,
    batch: &[Decided<'_>],
    now: Instant,
) -> Result<(), Fault> {
    let touched = Touched::by(books, batch, now);
    writes.upsert(touched.units(books), &UNIT_COLUMNS)?;
    writes.upsert(touched.pools(books), &POOL_COLUMNS)?;
    writes.upsert(touched.registrations(books), &REGISTRATION_COLUMNS)?;
    let (events, pool_changes) = events(batch);
    writes.insert(events)?;
    writes.insert(pool_changes)?;
    let (answers, consents) = papers(batch, now);
    writes.insert(answers)?;
    writes.insert(consents)?;
    writes.insert(keys(batch, now)?)?;
    writes.upsert(ledgers(books, &touched, now), &LEDGER_COLUMNS)?;
    writes.run(tx).await?;
    apart::save(tx, changes(batch), now).await?;
    reschedule(tx, &touched).await
}

fn changes<'a>(batch: &'a [Decided<'_>]) -> impl Iterator<Item = (ProgramId, &'a Change)> {
    batch.iter().flat_map(|decided| {
        let program = decided.command.program_id;
        decided
            .decision
            .changes
            .iter()
            .map(move |change| (program, change))
    })
}

/// What may change of a registration once it is made.
const REGISTRATION_COLUMNS: [registrations::Column; 10] = {
    use registrations::Column::{
        DrawCode, DrawnRank, OfferExpiresAt, OfferExtended, Passed, Points, PoolId, ReviewedAt,
        Status, UpdatedAt,
    };
    [
        Status,
        PoolId,
        Points,
        DrawnRank,
        Passed,
        OfferExpiresAt,
        OfferExtended,
        DrawCode,
        ReviewedAt,
        UpdatedAt,
    ]
};

/// What may change of a unit once it is open.
const UNIT_COLUMNS: [units::Column; 5] = {
    use units::Column::{DueAt, EndsAt, IsCancelled, IsGivenOut, StartsAt};
    [StartsAt, EndsAt, DueAt, IsGivenOut, IsCancelled]
};

/// What may change of a program's row once it is there; when something falls due comes after,
/// since it is read off the units.
const LEDGER_COLUMNS: [ledgers::Column; 3] = {
    use ledgers::Column::{Arrival, ChangedAt, Sequence};
    [Sequence, Arrival, ChangedAt]
};

/// What may change of a pool once it is open.
const POOL_COLUMNS: [pools::Column; 7] = {
    use pools::Column::{Capacity, Held, ReleaseAt, Released, Taken, Target, Waiting};
    [Capacity, Taken, Held, Waiting, ReleaseAt, Released, Target]
};

type EventRows = (
    Vec<registration_events::ActiveModel>,
    Vec<pool_events::ActiveModel>,
);

fn events(batch: &[Decided<'_>]) -> EventRows {
    let (mut events, mut pool_events) = (Vec::new(), Vec::new());
    for decided in batch {
        let program = decided.command.program_id;
        for change in &decided.decision.changes {
            match change {
                Change::Registration { event, .. } => {
                    events.push(event_row(program, event.clone()));
                }
                Change::Pool {
                    event: Some(event), ..
                } => {
                    pool_events.push(pool_event_row(program, event));
                }
                Change::Opened { events, .. } => {
                    pool_events.extend(events.iter().map(|e| pool_event_row(program, e)));
                }
                Change::Pool { .. }
                | Change::PoolAdded { .. }
                | Change::Unit { .. }
                | Change::Session { .. }
                | Change::CalledOff { .. }
                | Change::Draw { .. } => {}
            }
        }
    }
    (events, pool_events)
}

/// The answers and consents of the registrations that were made.
fn papers(
    batch: &[Decided<'_>],
    now: Instant,
) -> (Vec<answers::ActiveModel>, Vec<consents::ActiveModel>) {
    let (mut answer_rows, mut consent_rows) = (Vec::new(), Vec::new());
    for decided in batch {
        let Ok(outcome) = &decided.decision.answer else {
            continue;
        };
        let seeds: &[Seed] = match &decided.command.act {
            Act::Register(register) => &register.seeds,
            Act::Change(change) => std::slice::from_ref(&change.seed),
            Act::Move(asked) => std::slice::from_ref(&asked.seed),
            _ => continue,
        };
        for (seed, made) in made_from(seeds, outcome) {
            answer_rows.extend(seed.answers.iter().map(|answer| answers::ActiveModel {
                registration_id: Set(seed.id),
                question_key: Set(answer.question_key.clone()),
                value: Set(answer.value.clone()),
                sealed: Set(answer.sealed.clone()),
                erase_at: Set(answer.erase_at),
            }));
            consent_rows.extend(seed.consents.iter().map(|consent| consents::ActiveModel {
                id: Set(consent.id),
                registration_id: Set(seed.id),
                account_id: Set(made.account_id),
                participant_id: Set(made.participant_id),
                key: Set(consent.key.clone()),
                version: Set(consent.version),
                given_at: Set(now),
                withdrawn_at: Set(None),
                paper_seen_by: Set(consent.paper_seen_by),
            }));
        }
    }
    (answer_rows, consent_rows)
}

fn made_from<'a>(
    seeds: &'a [Seed],
    outcome: &'a Outcome,
) -> impl Iterator<Item = (&'a Seed, &'a Registration)> {
    seeds.iter().filter_map(|seed| {
        let made = outcome
            .registrations
            .iter()
            .find(|made| made.id == seed.id)?;
        Some((seed, made))
    })
}

fn keys(
    batch: &[Decided<'_>],
    now: Instant,
) -> Result<Vec<idempotency_records::ActiveModel>, Fault> {
    let mut rows = Vec::new();
    for decided in batch {
        if let (Some((key, status_code)), Ok(outcome)) = (decided.key, &decided.decision.answer) {
            let ids = outcome.registrations.iter().map(|made| made.id.0).collect();
            rows.push(record(key, &Made { status_code, ids }, now)?);
        }
    }
    Ok(rows)
}

/// The counters as they are now.
fn ledgers(
    books: &BTreeMap<ProgramId, Book>,
    touched: &Touched,
    now: Instant,
) -> Vec<ledgers::ActiveModel> {
    let books = books
        .values()
        .filter(|book| touched.programs.contains(&book.program_id));
    books
        .map(|book| ledgers::ActiveModel {
            program_id: Set(book.program_id),
            sequence: Set(book.sequence),
            arrival: Set(book.arrival),
            due_at: Set(book.due_at),
            changed_at: Set(now),
        })
        .collect()
}

/// Notes where something falls due at another time than before.
async fn reschedule(tx: &impl ConnectionTrait, touched: &Touched) -> Result<(), Fault> {
    if touched.rescheduled.is_empty() {
        return Ok(());
    }
    let first_due = Query::select()
        .expr(Expr::col((units::Entity, units::Column::DueAt)).min())
        .from(units::Entity)
        .and_where(
            Expr::col((units::Entity, units::Column::ProgramId))
                .equals((ledgers::Entity, ledgers::Column::ProgramId)),
        )
        .to_owned();
    let due: Expr = Expr::SubQuery(None, Box::new(first_due.into()));
    ledgers::Entity::update_many()
        .col_expr(ledgers::Column::DueAt, due)
        .filter(ledgers::Column::ProgramId.is_in(touched.rescheduled.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}
