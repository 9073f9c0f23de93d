//! Erasing goes on: slice by slice, each in a transaction of its own that also writes down how far
//! it has come. Whatever ends in between is done again from there.

use std::error::Error;

use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::steps::{Erasure, Step};
use super::{Privacy, email_place, name_place, store};
use crate::db::{Fault, idempotency};
use crate::ledger::SubmitError;
use crate::ledger::command::{Act, Actor, Command};
use crate::values::clock::Instant;
use crate::values::email::EmailAddress;
use crate::values::failpoint;
use crate::values::ids::RegistrationId;
use crate::{ledger, notices, registrations, roster};

/// Erasures that one look takes up.
const TOGETHER: u64 = 20;
/// Slices of one look: others wait for their turn of the timer too.
const SLICES: usize = 40;
/// Rows of a slice: its transaction must keep nobody who writes waiting for long.
const ROWS: u64 = 100;
/// Registrations that are cancelled in a slice, one command each.
const SEATS: u64 = 10;
/// Minutes after which an erasure that faulted has its next turn.
const PAUSE_MINUTES: i64 = 1;
/// Minutes after which it is looked again whether the last letter has ended.
const LETTER_MINUTES: i64 = 1;

impl Privacy {
    /// Goes on with the erasures that are due; called by the timer. What keeps one from going on
    /// keeps none of the others.
    ///
    /// # Errors
    /// [`Fault`] when they cannot be read.
    pub async fn erase_some(&self, now: Instant) -> Result<(), Fault> {
        let mut left = SLICES;
        for mut erasure in store::due(self.db.read(), now, TOGETHER).await? {
            while left > 0 && erasure.step != Step::Done && erasure.due_at <= now {
                left -= 1;
                match self.go_on(&erasure, now).await {
                    Ok(Some(further)) => erasure = further,
                    // A lane is full; it goes on at the next look.
                    Ok(None) => break,
                    Err(fault) => {
                        self.put_off(&mut erasure, now).await?;
                        let error = &fault as &dyn Error;
                        tracing::error!(account = %erasure.account, error, "erasing broke off");
                        break;
                    }
                }
                failpoint::reach("erasure-slice");
                if erasure.step == Step::Done {
                    tracing::info!(account = %erasure.account, "an account is erased");
                }
            }
        }
        Ok(())
    }

    /// Lets the others go first: what faults each time would else take the turns of all behind it.
    async fn put_off(&self, erasure: &mut Erasure, now: Instant) -> Result<(), Fault> {
        erasure.due_at = now.plus_minutes(PAUSE_MINUTES);
        self.db
            .write(async |tx| store::advance(tx, erasure, now).await)
            .await
    }

    /// One slice, and where the erasure stands then; nothing where it has to wait.
    async fn go_on(&self, erasure: &Erasure, now: Instant) -> Result<Option<Erasure>, Fault> {
        match erasure.step {
            Step::Seats => self.give_seats_up(erasure, now).await,
            Step::Letter => self.write_or_end(erasure, now).await.map(Some),
            Step::Registrations
            | Step::Notices
            | Step::Addressed
            | Step::Keys
            | Step::People
            | Step::Done => {
                self.db
                    .write(async |tx| {
                        let further = self.blank(tx, erasure, now).await?;
                        failpoint::reach("erasure-in-slice");
                        store::advance(tx, &further, now).await?;
                        Ok(Some(further))
                    })
                    .await
            }
        }
    }

    /// Cancels registrations, each by a command of its own: seats move on by their rules.
    async fn give_seats_up(
        &self,
        erasure: &Erasure,
        now: Instant,
    ) -> Result<Option<Erasure>, Fault> {
        let after = erasure.after.map(RegistrationId);
        let account = erasure.account;
        let page = self.ledger.ahead_of(account, after, (SEATS, now)).await?;
        let last = page.last().map(|(_, row)| row.id.0);
        let is_more = page.len() as u64 == SEATS;
        for (program_id, row) in page {
            let command = Command {
                program_id,
                actor: Actor::Worker(account),
                received_at: self.clock.now(),
                act: Act::erase(row.id),
            };
            match self.ledger.submit(command, None).await {
                // One that is refused has begun or ended since.
                Ok(_) => {}
                Err(SubmitError::Busy | SubmitError::OutcomeUnknown) => return Ok(None),
                Err(SubmitError::Fault(fault)) => return Err(fault),
            }
            failpoint::reach("erasure-seat");
        }
        let further = further(erasure, last.filter(|_| is_more));
        self.db
            .write(async |tx| store::advance(tx, &further, now).await)
            .await?;
        Ok(Some(further))
    }

    /// Blanks a slice of what the features keep.
    async fn blank(
        &self,
        tx: &DatabaseTransaction,
        erasure: &Erasure,
        now: Instant,
    ) -> Result<Erasure, Fault> {
        let (account, rows) = (erasure.account, (ROWS, now));
        let after = match erasure.step {
            Step::Registrations => {
                let after = erasure.after.map(RegistrationId);
                let ids = ledger::personal::ids_of(tx, account, after, ROWS).await?;
                ledger::personal::erase(tx, &ids).await?;
                registrations::personal::erase(tx, &ids).await?;
                roster::personal::erase(tx, &ids).await?;
                let is_more = ids.len() as u64 == ROWS;
                ids.last().map(|id| id.0).filter(|_| is_more)
            }
            Step::Notices => {
                let after = erasure.after.map(Into::into);
                let last = notices::personal::erase(tx, account, after, rows).await?;
                last.map(|id| id.0)
            }
            Step::Addressed => match self.address(erasure)? {
                Some(email) => {
                    let until = erasure.asked_at;
                    let is_more = notices::personal::erase_sent_to(tx, &email, until, rows).await?;
                    // What was blanked is not found again: there is no row to go on from.
                    is_more.then(Uuid::nil)
                }
                None => None,
            },
            Step::Keys => {
                let is_more = idempotency::forget_account(tx, account, ROWS).await?;
                is_more.then(Uuid::nil)
            }
            Step::People => {
                let email = self.address(erasure)?;
                let until = erasure.asked_at;
                // Tokens that came meanwhile are not believed for longer than it takes to come here.
                self.accounts.erase(tx, account).await?;
                self.households.erase(tx, account).await?;
                let organizations = &self.organizations;
                organizations
                    .erase(tx, account, (email.as_ref(), until))
                    .await?;
                None
            }
            Step::Seats | Step::Letter | Step::Done => None,
        };
        Ok(further(erasure, after))
    }

    /// Writes the last letter; once it has ended, blanks it with where it went.
    async fn write_or_end(&self, erasure: &Erasure, now: Instant) -> Result<Erasure, Fault> {
        let Some(email) = self.address(erasure)? else {
            // She is told by phone, or was told before.
            return self.end(erasure, now).await;
        };
        let name = erasure.name_sealed.as_deref().unwrap_or_default();
        let name = self.keys.open(&name_place(erasure.account), name)?;
        let further = self
            .db
            .write(async |tx| {
                let again = Erasure {
                    due_at: now.plus_minutes(LETTER_MINUTES),
                    ..erasure.clone()
                };
                let further = match erasure.letter {
                    None => {
                        let (email, name) = (email.clone(), name.clone());
                        let draft = self.accounts.erased_draft(email, name, erasure.locale);
                        self.outbox
                            .save(tx, std::slice::from_ref(&draft), now)
                            .await?;
                        Erasure {
                            letter: Some(draft.id),
                            ..again
                        }
                    }
                    Some(letter) if notices::personal::is_carried(tx, letter).await? => {
                        notices::personal::erase_one(tx, letter, now).await?;
                        self.suppressions.erase(tx, &email).await?;
                        erasure.ended()
                    }
                    Some(_) => again,
                };
                store::advance(tx, &further, now).await?;
                Ok::<_, Fault>(further)
            })
            .await?;
        self.outbox.wake();
        Ok(further)
    }

    /// Ends an erasure of which nobody is told.
    async fn end(&self, erasure: &Erasure, now: Instant) -> Result<Erasure, Fault> {
        let ended = erasure.ended();
        self.db
            .write(async |tx| store::advance(tx, &ended, now).await)
            .await?;
        Ok(ended)
    }

    /// The address that was hers, if she had one and it is not forgotten yet.
    fn address(&self, erasure: &Erasure) -> Result<Option<EmailAddress>, Fault> {
        let Some(sealed) = erasure.email_sealed.as_deref() else {
            return Ok(None);
        };
        let email = self.keys.open(&email_place(erasure.account), sealed)?;
        let broken = |_| Fault::broken("a sealed address does not read");
        email.parse().map(Some).map_err(broken)
    }
}

/// The next slice, where a row to go on from is left; else the next step.
fn further(erasure: &Erasure, after: Option<Uuid>) -> Erasure {
    after.map_or_else(|| erasure.next(), |after| erasure.onwards(after))
}
