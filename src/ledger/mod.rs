//! The ledger: the one door for every seat.
//!
//! Owns units, pools, registrations and their events, and is the only code that writes them.
//! Commands queue in lanes, are decided by pure functions under the lock of their program and
//! saved in one transaction a batch. Knows nothing of HTTP.

pub mod answer;
pub mod book;
pub mod change;
pub mod check;
pub mod command;
pub mod decide;
pub mod desk;
pub mod draw;
pub mod entry;
pub mod facts;
pub mod history;
mod lanes;
mod logged;
mod metered;
pub mod notices;
pub mod personal;
pub mod roll;
mod store;
pub mod told;
mod unsaid;
mod urgency;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use self::command::{Act, Actor, Command};
use self::decide::{Decision, preview};
use self::draw::Chance;
use self::facts::Book;
pub use self::lanes::{Answer, SubmitError};
use self::lanes::{Bench, Envelope, start};
use self::told::{offered_at, unheard_at};
use crate::catalog::places::PlacesBoard;
use crate::db::idempotency::RequestKey;
use crate::db::write::rollback;
use crate::db::{Database, Fault};
use crate::notices::outbox::Outbox;
use crate::values::clock::Clock;
use crate::values::ids::{IdMaker, ProgramId};

/// The door. Cheap to clone.
#[derive(Clone)]
pub struct Ledger {
    lanes: Arc<[mpsc::Sender<Envelope>]>,
    db: Database,
    clock: Clock,
}

/// The running lanes, to be waited for at the end.
#[derive(Debug)]
pub struct Lanes {
    tasks: Vec<JoinHandle<()>>,
    closing: CancellationToken,
}

impl Ledger {
    /// Starts the lanes: one on SQLite, as many as configured on PostgreSQL, each with a
    /// connection of its own. The board is told of the places after every commit, the outbox
    /// gets the notices within it.
    ///
    /// # Errors
    /// [`Fault::Database`] when a lane cannot connect.
    pub async fn start(
        db: &Database,
        clock: &Clock,
        ids: &Arc<IdMaker>,
        places: &PlacesBoard,
        outbox: &Outbox,
    ) -> Result<(Self, Lanes), Fault> {
        let closing = CancellationToken::new();
        let (mut senders, mut tasks) = (Vec::new(), Vec::new());
        for _ in 0..db.lanes() {
            let (sender, task) = start(Bench {
                db: db.for_lane().await?,
                shared: db.clone(),
                clock: clock.clone(),
                ids: ids.clone(),
                places: places.clone(),
                outbox: outbox.clone(),
                closing: closing.clone(),
            });
            senders.push(sender);
            tasks.push(task);
        }
        let ledger = Self {
            lanes: senders.into(),
            db: db.clone(),
            clock: clock.clone(),
        };
        Ok((ledger, Lanes { tasks, closing }))
    }

    /// Puts a command on its program's lane and waits for the answer. `key` is the idempotency
    /// key it came under with the status code of its answer. Once it is queued it is decided
    /// even if the caller goes away.
    ///
    /// # Errors
    /// [`SubmitError`].
    pub async fn submit(
        &self,
        command: Command,
        key: Option<(RequestKey, u16)>,
    ) -> Result<Answer, SubmitError> {
        let (reply, answer) = oneshot::channel();
        let lane = self.lane(command.program_id).ok_or(SubmitError::Busy)?;
        lane.try_send(Envelope::new(command, key, reply))
            .map_err(|_| SubmitError::Busy)
            .inspect_err(|_| metered::turned_away())?;
        answer.await.map_err(|_| SubmitError::OutcomeUnknown)?
    }

    /// What a command would do now: the same decision on a snapshot, without the save.
    ///
    /// # Errors
    /// [`Fault`] of the database.
    pub async fn preview(&self, command: &Command) -> Result<Decision, Fault> {
        let wanted = store::Wanted::by(std::iter::once(command));
        let mut books = self.look(&wanted).await?;
        let book = books
            .entry(command.program_id)
            .or_insert_with(|| Book::new(command.program_id));
        Ok(preview(book, command))
    }

    /// What commands of one program would do now, one after the other: as a batch decides them,
    /// without the save.
    ///
    /// # Errors
    /// [`Fault`] of the database.
    pub async fn rehearse(&self, commands: &[Command]) -> Result<Vec<Decision>, Fault> {
        let Some(first) = commands.first() else {
            return Ok(Vec::new());
        };
        let wanted = store::Wanted::by(commands.iter());
        let mut books = self.look(&wanted).await?;
        let book = books
            .entry(first.program_id)
            .or_insert_with(|| Book::new(first.program_id));
        Ok(commands
            .iter()
            .map(|one| decide::decide(book, one))
            .collect())
    }

    /// What linking does to the chance of those who register, by unit; nothing where no lots are
    /// drawn or nobody is linked.
    ///
    /// # Errors
    /// [`Fault`] of the database.
    pub async fn chances(&self, command: &Command) -> Result<Vec<Chance>, Fault> {
        let Act::Register(register) = &command.act else {
            return Ok(Vec::new());
        };
        if register.groups.is_empty() {
            return Ok(Vec::new());
        }
        let mut wanted = store::Wanted::by(std::iter::once(command));
        wanted.give_out(register.offering_id);
        let mut books = self.look(&wanted).await?;
        let Some(book) = books.remove(&command.program_id) else {
            return Ok(Vec::new());
        };
        // Rehearsing takes a while: not on a thread that serves others.
        let register = register.clone();
        let rehearsing = tokio::task::spawn_blocking(move || decide::chances(&book, &register));
        rehearsing
            .await
            .map_err(|error| Fault::broken(format!("rehearsing a draw: {error}")))
    }

    /// The books of a snapshot.
    async fn look(&self, wanted: &store::Wanted) -> Result<BTreeMap<ProgramId, Book>, Fault> {
        let tx = self.db.snapshot().await?;
        let mut books = store::lock(&tx, wanted, false).await?;
        store::load(&tx, wanted, &mut books).await?;
        rollback(tx).await;
        Ok(books)
    }

    /// Applies what fell due by now, in every program: the timer's errand. Safe to run on
    /// several instances and at any time, since each command looks again under the lock.
    ///
    /// # Errors
    /// [`Fault`] of the database; a full lane is left for the next time.
    pub async fn tick(&self) -> Result<usize, Fault> {
        let now = self.clock.now();
        let due = store::due_programs(self.db.read(), now).await?;
        for program_id in &due {
            self.timed(*program_id, Act::Tick).await?;
        }
        Ok(due.len())
    }

    /// Gives each offer whose message could not be handed over within two hours, or until shortly
    /// before its end, a new deadline, once: a mail outage costs nobody a seat.
    ///
    /// # Errors
    /// [`Fault`] of the database.
    pub async fn extend_unheard_offers(&self) -> Result<(), Fault> {
        let now = self.clock.now();
        let db = self.db.read();
        let mut offers = store::told::live_offers(db, now).await?;
        let ids: Vec<_> = offers.iter().map(|(_, offer)| offer.id).collect();
        let told = told::told(db, &ids).await?;
        // When one was made its event tells: a row also changes when its seat is rebooked.
        offers.retain(|(_, offer)| {
            let made_at = told.get(&offer.id).and_then(|lines| offered_at(lines));
            let times = made_at.zip(offer.offer_expires_at);
            let is_time = |(made_at, expires_at)| unheard_at(made_at, expires_at) <= now;
            !offer.offer_extended && times.is_some_and(is_time)
        });
        let rows: Vec<_> = offers.iter().map(|(_, offer)| offer).collect();
        let unheard = self.unheard(notices::OFFERED, &rows).await?;
        for (program_id, offer) in offers
            .iter()
            .filter(|(_, offer)| unheard.contains(&offer.id))
        {
            self.timed(*program_id, Act::ExtendOffer(offer.id)).await?;
        }
        Ok(())
    }

    /// Gives a command in the timer's name; a full lane is left for the next time.
    async fn timed(&self, program_id: ProgramId, act: Act) -> Result<(), Fault> {
        let received_at = self.clock.now();
        let command = Command {
            program_id,
            actor: Actor::Timer,
            received_at,
            act,
        };
        match self.submit(command, None).await {
            Ok(_) | Err(SubmitError::Busy | SubmitError::OutcomeUnknown) => Ok(()),
            Err(SubmitError::Fault(fault)) => Err(fault),
        }
    }

    /// Whether every lane takes commands.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.lanes.iter().all(|lane| !lane.is_closed())
    }

    /// The lane of a program, always the same one.
    fn lane(&self, program: ProgramId) -> Option<&mpsc::Sender<Envelope>> {
        let lanes = u128::try_from(self.lanes.len())
            .ok()
            .filter(|lanes| *lanes > 0)?;
        let at = usize::try_from(program.0.as_u128() % lanes).ok()?;
        self.lanes.get(at)
    }
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger")
            .field("lanes", &self.lanes.len())
            .finish_non_exhaustive()
    }
}

impl Lanes {
    /// Takes no more commands, works off what waits, and ends.
    pub async fn drain(self) {
        self.closing.cancel();
        for task in self.tasks {
            if let Err(error) = task.await {
                tracing::error!(%error, "a lane ended badly");
            }
        }
    }
}
