//! Lanes: each program's commands queue in one, which handles all that waits as one
//! transaction and answers every caller after its commit.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::ConnectionTrait;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant as Tick;
use tokio_util::sync::CancellationToken;

use super::command::{Command, Outcome, Refusal, door_code};
use super::decide::{Decision, decide};
use super::facts::{Book, Unit};
use super::store::{Decided, Wanted, known_keys, load, lock, save};
use super::{logged, metered, notices, unsaid};
use crate::catalog::places::{PlacesBoard, PoolPlaces, UnitPlaces};
use crate::db::bulk::Writes;
use crate::db::fault::is_unique_violation;
use crate::db::idempotency::{self, Known, Made, RequestKey};
use crate::db::kept::KeptConnection;
use crate::db::{Database, Fault};
use crate::notices::outbox::Outbox;
use crate::organizations::audit;
use crate::values::clock::Clock;
use crate::values::failpoint;
use crate::values::ids::{IdMaker, ProgramId};

/// Commands a lane's queue holds; one more is answered `busy` at once.
const QUEUE: usize = 4096;
/// Commands handled in one transaction at most.
const BATCH: usize = 512;
/// A command whose batch begins later than this after it came in is not decided any more.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often commands that fail on a unique index are tried with other door codes.
const RECODINGS: u8 = 3;

/// What became of a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It was done.
    Done(Box<Outcome>),
    /// A rule forbids it; nothing was done but what the refusal itself brings.
    Refused(Refusal),
    /// Its idempotency key was used for the same request before.
    Replayed(Made),
    /// Its idempotency key was used for another request.
    KeyReused,
}

/// Why a command got no answer.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// Too many wait already, or it waited too long; nothing was decided.
    #[error("busy")]
    Busy,
    /// It may or may not have happened, and no key tells which.
    #[error("the outcome is unknown")]
    OutcomeUnknown,
    /// The fault of this command, after all its neighbours were done without it.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A command on its way.
pub(super) struct Envelope {
    pub(super) command: Command,
    /// The key it came under, and the status code its answer will have.
    pub(super) key: Option<(RequestKey, u16)>,
    pub(super) reply: oneshot::Sender<Result<Answer, SubmitError>>,
    late_at: Tick,
    recoded: u8,
}

impl Envelope {
    pub(super) fn new(
        command: Command,
        key: Option<(RequestKey, u16)>,
        reply: oneshot::Sender<Result<Answer, SubmitError>>,
    ) -> Self {
        Self {
            command,
            key,
            reply,
            late_at: Tick::now() + PATIENCE,
            recoded: 0,
        }
    }

    /// Whether it has door codes that were not changed too often.
    fn can_recode(&mut self) -> bool {
        self.recoded < RECODINGS && !self.command.act.seeds_mut().is_empty()
    }

    /// Gives its registrations other door codes; whether there was randomness for them. A unique
    /// index does not say in words of both databases which one it is; where it was another, the
    /// next try fails as this one did, or finds by its key what was done meanwhile.
    fn recode(&mut self) -> bool {
        self.recoded += 1;
        let mut seeds = self.command.act.seeds_mut().iter_mut();
        seeds.all(|seed| {
            let code = door_code().map(|code| seed.door_code = code);
            code.is_ok()
        })
    }
}

/// What each lane works with.
#[derive(Clone)]
pub(super) struct Bench {
    /// The lane's own connection.
    pub(super) db: Database,
    /// The connections that all share: the lane's own is its transactions'.
    pub(super) shared: Database,
    pub(super) clock: Clock,
    pub(super) places: PlacesBoard,
    pub(super) outbox: Outbox,
    pub(super) ids: Arc<IdMaker>,
    /// Once cancelled, nothing new is taken and what waits is worked off.
    pub(super) closing: CancellationToken,
}

/// Starts a lane; it ends once it is closing and its queue is empty.
pub(super) fn start(bench: Bench) -> (mpsc::Sender<Envelope>, tokio::task::JoinHandle<()>) {
    let (sender, mut queue) = mpsc::channel(QUEUE);
    let task = tokio::spawn(async move {
        let mut kept = KeptConnection::to(bench.db.clone());
        let mut waiting = Vec::with_capacity(BATCH);
        loop {
            tokio::select! {
                taken = queue.recv_many(&mut waiting, BATCH) => if taken == 0 { break },
                () = bench.closing.cancelled(), if !queue.is_closed() => queue.close(),
            }
            bench
                .work_off(&mut kept, std::mem::take(&mut waiting))
                .await;
        }
        kept.hang_up().await;
    });
    (sender, task)
}

impl Bench {
    /// Handles a batch. A fault rolls it back and splits it in halves, down to one, so that
    /// one bad command harms nobody else.
    async fn work_off(&self, kept: &mut KeptConnection, batch: Vec<Envelope>) {
        let now = Tick::now();
        let (late, batch): (Vec<_>, Vec<_>) = batch
            .into_iter()
            .partition(|envelope| envelope.late_at < now);
        if let Some(first) = batch.first() {
            metered::begun((now + PATIENCE).saturating_duration_since(first.late_at));
        }
        for envelope in late {
            answer(envelope, Err(SubmitError::Busy));
        }
        let mut parts = vec![batch];
        while let Some(mut part) = parts.pop() {
            if part.is_empty() {
                continue;
            }
            match self.handle(kept, &part).await {
                Ok(answers) => {
                    failpoint::reach("before-reply");
                    for (envelope, given) in part.into_iter().zip(answers) {
                        answer(envelope, Ok(given));
                    }
                }
                Err(Fault::OutcomeUnknown(error)) => {
                    metered::unknown_commit();
                    tracing::error!(%error, commands = part.len(), "outcome of a commit unknown");
                    self.look_up(part).await;
                }
                // Most likely two door codes are the same: all get others, and try once more.
                Err(fault)
                    if is_collision(&fault)
                        && part.iter_mut().all(Envelope::can_recode)
                        && part.iter_mut().all(Envelope::recode) =>
                {
                    parts.push(part);
                }
                Err(fault) if part.len() == 1 => self.give_up(part, fault).await,
                Err(fault) => {
                    metered::split();
                    tracing::warn!(error = %chain(&fault), commands = part.len(), "batch split");
                    let second = part.split_off(part.len() / 2);
                    parts.push(second);
                    parts.push(part);
                }
            }
        }
    }

    /// One transaction: lock, load, decide, save, commit; then the public places.
    async fn handle(
        &self,
        kept: &mut KeptConnection,
        batch: &[Envelope],
    ) -> Result<Vec<Answer>, Fault> {
        let tx = kept.begin().await?;
        let (answers, books) = match self.decide_and_save(tx, batch).await {
            Ok(done) => done,
            Err(fault) => {
                kept.rollback().await;
                return Err(fault);
            }
        };
        failpoint::reach("before-commit");
        kept.commit().await?;
        failpoint::reach("after-commit");
        metered::committed(batch.len());
        let now = self.clock.now();
        for book in books.values() {
            let units = book.units.values().map(public).collect();
            let sequences = book.began_at..book.sequence;
            self.places.set_some(book.program_id, sequences, now, units);
        }
        self.outbox.wake();
        Ok(answers)
    }

    async fn decide_and_save(
        &self,
        tx: &sea_orm::DatabaseTransaction,
        batch: &[Envelope],
    ) -> Result<(Vec<Answer>, BTreeMap<ProgramId, Book>), Fault> {
        let now = self.clock.now();
        let wanted = Wanted::by(batch.iter().map(|envelope| &envelope.command));
        let mut books = lock(tx, &wanted, true).await?;
        failpoint::reach("after-lock");
        let keys: Vec<&RequestKey> = batch
            .iter()
            .filter_map(|envelope| Some(&envelope.key.as_ref()?.0))
            .collect();
        let mut known = known_keys(tx, &keys, now).await?.into_iter();
        load(tx, &wanted, &mut books).await?;
        let mut verdicts = Vec::with_capacity(batch.len());
        for (at, envelope) in batch.iter().enumerate() {
            let seen = match &envelope.key {
                None => Known::New,
                Some((key, _)) => {
                    let stored = known.next().unwrap_or(Known::New);
                    earlier_in(&batch[..at], &verdicts, key).unwrap_or(stored)
                }
            };
            verdicts.push(judge(&mut books, envelope, seen));
        }
        unsaid::leave_out(tx, verdicts.iter_mut().filter_map(Verdict::decision)).await?;
        let decided: Vec<Decided<'_>> = batch
            .iter()
            .zip(&verdicts)
            .filter_map(|(envelope, verdict)| match verdict {
                Verdict::Decided(decision) => Some(Decided {
                    command: &envelope.command,
                    key: envelope.key.as_ref().map(|(key, status)| (key, *status)),
                    decision,
                }),
                Verdict::Known(_) => None,
            })
            .collect();
        let drafts = notices::owed(&decided, &books, &self.ids, tx).await?;
        let mut writes = Writes::new(tx.get_database_backend());
        self.outbox.add(&mut writes, &drafts, now)?;
        save(tx, writes, &books, &decided, now).await?;
        failpoint::reach("after-insert");
        let entries = logged::owed(&decided, tx).await?;
        audit::write_all(tx, &self.ids, entries, now).await?;
        Ok((verdicts.into_iter().map(Verdict::answer).collect(), books))
    }

    /// After a commit whose answer was lost: what was done under a key is found by it.
    async fn look_up(&self, part: Vec<Envelope>) {
        for envelope in part {
            let found = match &envelope.key {
                Some((key, _)) => {
                    idempotency::find(self.shared.read(), key, self.clock.now()).await
                }
                None => Ok(Known::New),
            };
            let given = match found {
                Ok(Known::Replay(made)) => Ok(Answer::Replayed(made)),
                Ok(Known::Reused) => Ok(Answer::KeyReused),
                Ok(Known::New) | Err(_) => Err(SubmitError::OutcomeUnknown),
            };
            answer(envelope, given);
        }
    }

    /// The last word on a command that fails alone. A unique index may have refused it because
    /// its key was used on another program meanwhile: then the record tells.
    async fn give_up(&self, part: Vec<Envelope>, fault: Fault) {
        if is_collision(&fault) && part.iter().any(|envelope| envelope.key.is_some()) {
            return self.look_up(part).await;
        }
        if let Some(envelope) = part.into_iter().next() {
            answer(envelope, Err(SubmitError::Fault(fault)));
        }
    }
}

enum Verdict {
    Decided(Box<Decision>),
    Known(Answer),
}

impl Verdict {
    fn decision(&mut self) -> Option<&mut Decision> {
        match self {
            Self::Decided(decision) => Some(decision),
            Self::Known(_) => None,
        }
    }

    fn answer(self) -> Answer {
        match self {
            Self::Known(answer) => answer,
            Self::Decided(decision) => match decision.answer {
                Ok(outcome) => Answer::Done(Box::new(outcome)),
                Err(refusal) => Answer::Refused(refusal),
            },
        }
    }
}

fn judge(books: &mut BTreeMap<ProgramId, Book>, envelope: &Envelope, seen: Known) -> Verdict {
    match seen {
        Known::Replay(made) => Verdict::Known(Answer::Replayed(made)),
        Known::Reused => Verdict::Known(Answer::KeyReused),
        Known::New => {
            // A program that was never opened has an empty book, and its commands are refused.
            let program = envelope.command.program_id;
            let book = books.entry(program).or_insert_with(|| Book::new(program));
            Verdict::Decided(Box::new(decide(book, &envelope.command)))
        }
    }
}

/// Whether the key was used earlier in the same batch, and for what.
fn earlier_in(before: &[Envelope], verdicts: &[Verdict], key: &RequestKey) -> Option<Known> {
    before.iter().zip(verdicts).find_map(|(envelope, verdict)| {
        let (other, status_code) = envelope.key.as_ref()?;
        let Verdict::Decided(decision) = verdict else {
            return None;
        };
        let outcome = decision.answer.as_ref().ok()?;
        if (other.account, &other.key) != (key.account, &key.key) {
            return None;
        }
        if other.request_hash != key.request_hash {
            return Some(Known::Reused);
        }
        let ids = outcome.registrations.iter().map(|made| made.id.0).collect();
        Some(Known::Replay(Made {
            status_code: *status_code,
            ids,
        }))
    })
}

/// The places of a unit as the public sees them.
fn public(unit: &Unit) -> UnitPlaces {
    let pools = unit.pools.iter().map(|pool| PoolPlaces {
        quota_key: pool.quota_key.clone(),
        capacity: pool.capacity,
        taken: pool.taken,
        held: pool.held,
        waiting: pool.waiting,
    });
    UnitPlaces {
        unit_id: unit.id,
        offering_id: unit.offering_id,
        session_id: unit.session_id,
        pools: pools.collect(),
    }
}

fn is_collision(fault: &Fault) -> bool {
    matches!(fault, Fault::Database(error) if is_unique_violation(error))
}

/// Answers a caller; one who is gone finds the outcome by her key.
fn answer(envelope: Envelope, given: Result<Answer, SubmitError>) {
    metered::answered(&given);
    let _ = envelope.reply.send(given);
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}
