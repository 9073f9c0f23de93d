//! The worker's side of the ledger: registering, answering offers, giving up, looking up.
//!
//! Owns the calls under "Registering" and the consents of registrations. Prepares commands from
//! the household and the catalogue, and shows what the ledger made of them; decides no seat and
//! writes none.

pub mod api;
mod asked;
pub mod assist;
pub mod clashes;
pub mod compose;
pub mod consents;
mod dates;
pub mod letters;
pub mod links;
mod moving;
pub mod papers;
pub mod personal;
pub mod policy;
mod prepare;
mod record;
pub mod reminders;
mod seeds;
mod store;
mod weigh;
mod words;

use std::sync::Arc;

pub use self::asked::{Done, RegistrationError, Wanted};
pub use self::record::Record;

use self::prepare::{Names, Prepared};
use crate::accounts::Accounts;
use crate::catalog::Catalog;
use crate::db::idempotency::{self, Known, Made, RequestKey};
use crate::db::seal::FieldKeys;
use crate::db::{Database, Fault};
use crate::households::Households;
use crate::ledger::command::{Act, Actor, Change, Command, Outcome};
use crate::ledger::draw::Chance;
use crate::ledger::facts::Registration;
use crate::ledger::history::Wish;
use crate::ledger::{Answer, Ledger};
use crate::notices::Outbox;
use crate::organizations::Organizations;
use crate::values::clock::Clock;
use crate::values::ids::{
    AccountId, IdMaker, OfferingId, ProgramId, Reference, RegistrationId, SessionId,
};

/// The feature's state: cheap to clone, which is done for each request.
#[derive(Clone, Debug)]
pub struct Registrations {
    /// The database.
    pub db: Database,
    /// The clock.
    pub clock: Clock,
    /// Makes ids.
    pub ids: Arc<IdMaker>,
    /// Seals sensitive answers.
    pub keys: FieldKeys,
    /// Accounts: whose calendar a key opens.
    pub accounts: Arc<Accounts>,
    /// Bodies and memberships.
    pub organizations: Arc<Organizations>,
    /// Who takes part.
    pub households: Arc<Households>,
    /// What is offered.
    pub catalog: Catalog,
    /// The door.
    pub ledger: Ledger,
    /// Where it puts what it has to tell besides.
    pub outbox: Outbox,
}

impl Registrations {
    /// Registers participants in an offering; `key` finds an earlier answer first.
    ///
    /// # Errors
    /// [`RegistrationError`].
    pub async fn register(
        &self,
        account: AccountId,
        offering: &Reference<OfferingId>,
        wanted: Wanted,
        key: Option<RequestKey>,
    ) -> Result<Done, RegistrationError> {
        // The ledger looks the key up under its lock, before any rule is read. Only what does not
        // come so far is looked up here: a replay is answered even where the request no longer fits.
        let Prepared {
            about,
            command,
            names,
        } = match self.prepare(account, offering, wanted).await {
            Ok(prepared) => prepared,
            Err(error) => {
                let replayed = self.replay(account, key.as_ref()).await?;
                return replayed.ok_or(error);
            }
        };
        self.give(account, about, command, key.map(|key| (key, 201)), names)
            .await
    }

    /// What registering would do now, and what linking does to the chance in a draw; nothing is
    /// kept.
    ///
    /// # Errors
    /// [`RegistrationError`].
    pub async fn preview(
        &self,
        account: AccountId,
        offering: &Reference<OfferingId>,
        wanted: Wanted,
    ) -> Result<(Vec<Record>, Vec<Chance>), RegistrationError> {
        let Prepared {
            about,
            command,
            names,
        } = self.prepare(account, offering, wanted).await?;
        let decision = self.ledger.preview(&command).await?;
        let outcome = decision
            .answer
            .map_err(|refusal| RegistrationError::Refused {
                refusal,
                offering: about,
            })?;
        let chances = self.ledger.chances(&command).await?;
        let records = self
            .records_made(command.program_id, outcome, names)
            .await?;
        Ok((records, chances))
    }

    /// Cancels, accepts or declines a registration of the account.
    ///
    /// # Errors
    /// [`RegistrationError`].
    pub async fn act(
        &self,
        account: AccountId,
        id: RegistrationId,
        act: Act,
        key: Option<RequestKey>,
    ) -> Result<Done, RegistrationError> {
        if let Some(done) = self.replay(account, key.as_ref()).await? {
            return Ok(done);
        }
        let (program_id, own) = self.own(account, id).await?;
        let command = self.command(account, program_id, act);
        self.give(
            account,
            own.offering_id,
            command,
            key.map(|key| (key, 200)),
            Names::new(),
        )
        .await
    }

    /// How a registration of the account would stand after an act on it; nothing is kept.
    ///
    /// # Errors
    /// [`RegistrationError`].
    pub async fn foresee(
        &self,
        account: AccountId,
        id: RegistrationId,
        act: Act,
    ) -> Result<Vec<Record>, RegistrationError> {
        let (program_id, own) = self.own(account, id).await?;
        let command = self.command(account, program_id, act);
        let decision = self.ledger.preview(&command).await?;
        let refused = |refusal| RegistrationError::Refused {
            refusal,
            offering: own.offering_id,
        };
        let outcome = decision.answer.map_err(refused)?;
        Ok(self.records_made(program_id, outcome, Names::new()).await?)
    }

    /// Moves a registration to another session of its offering.
    ///
    /// # Errors
    /// [`RegistrationError`].
    pub async fn change(
        &self,
        account: AccountId,
        id: RegistrationId,
        session_id: SessionId,
        key: Option<RequestKey>,
    ) -> Result<Done, RegistrationError> {
        if let Some(done) = self.replay(account, key.as_ref()).await? {
            return Ok(done);
        }
        let (program_id, old) = self.own(account, id).await?;
        let (findings, seed) = self.prepare_change(account, &old, session_id).await?;
        let change = Change {
            registration_id: id,
            session_id,
            findings,
            seed,
        };
        let command = self.command(account, program_id, Act::Change(change));
        self.give(
            account,
            old.offering_id,
            command,
            key.map(|key| (key, 200)),
            Names::new(),
        )
        .await
    }

    /// A registration of the account.
    ///
    /// # Errors
    /// [`RegistrationError::NotFound`] also for somebody else's.
    pub async fn find(
        &self,
        account: AccountId,
        id: RegistrationId,
    ) -> Result<Record, RegistrationError> {
        let own = self.own(account, id).await?;
        let record = self.records(vec![own]).await?.pop();
        record.ok_or(RegistrationError::NotFound)
    }

    /// A page of the account's registrations, the newest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn list(&self, account: AccountId, wish: &Wish) -> Result<Vec<Record>, Fault> {
        self.records(self.ledger.registrations_of(account, wish).await?)
            .await
    }

    async fn own(
        &self,
        account: AccountId,
        id: RegistrationId,
    ) -> Result<(ProgramId, Registration), RegistrationError> {
        let found = self.ledger.registrations(&[id]).await?.pop();
        found
            .filter(|(_, registration)| registration.account_id == account)
            .ok_or(RegistrationError::NotFound)
    }

    fn command(&self, account: AccountId, program_id: ProgramId, act: Act) -> Command {
        Command {
            program_id,
            actor: Actor::Worker(account),
            received_at: self.clock.now(),
            act,
        }
    }

    /// Hands a command about an offering to the ledger.
    async fn give(
        &self,
        account: AccountId,
        offering: OfferingId,
        command: Command,
        key: Option<(RequestKey, u16)>,
        names: Names,
    ) -> Result<Done, RegistrationError> {
        let program_id = command.program_id;
        match self.ledger.submit(command, key).await? {
            Answer::Done(outcome) => {
                let records = self.records_made(program_id, *outcome, names).await?;
                Ok(Done {
                    records,
                    replayed: None,
                })
            }
            Answer::Replayed(made) => self.replayed(account, made).await,
            Answer::KeyReused => Err(RegistrationError::KeyReused),
            Answer::Refused(refusal) => Err(RegistrationError::Refused { refusal, offering }),
        }
    }

    /// What an earlier request under the same key made, before any rule is read.
    async fn replay(
        &self,
        account: AccountId,
        key: Option<&RequestKey>,
    ) -> Result<Option<Done>, RegistrationError> {
        let Some(key) = key else { return Ok(None) };
        match idempotency::find(self.db.read(), key, self.clock.now()).await? {
            Known::New => Ok(None),
            Known::Reused => Err(RegistrationError::KeyReused),
            Known::Replay(made) => self.replayed(account, made).await.map(Some),
        }
    }

    async fn replayed(&self, account: AccountId, made: Made) -> Result<Done, RegistrationError> {
        let ids: Vec<RegistrationId> = made.ids.into_iter().map(Into::into).collect();
        let mut rows = self.ledger.registrations(&ids).await?;
        rows.retain(|(_, row)| row.account_id == account);
        Ok(Done {
            records: self.records(rows).await?,
            replayed: Some(made.status_code),
        })
    }

    /// Records of what staff registered, or would.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn records_of(
        &self,
        program_id: ProgramId,
        registered: assist::Registered,
    ) -> Result<Vec<Record>, Fault> {
        self.records_made(program_id, registered.outcome, Names::new())
            .await
    }

    /// Records of what was decided just now, without asking the database again for them.
    async fn records_made(
        &self,
        program_id: ProgramId,
        outcome: Outcome,
        names: Names,
    ) -> Result<Vec<Record>, Fault> {
        let rows = outcome
            .registrations
            .into_iter()
            .map(|row| (program_id, row))
            .collect();
        self.records_with(rows, &outcome.events, (names, outcome.times))
            .await
    }
}
