//! What organizers do through the ledger: one command, its outcome, or what it would be.

use futures_util::future::join_all;
use serde_json::json;

use super::Roster;
use super::access::{AtOffering, AtRegistration, AtSession};
use super::editing::EditError;
use crate::catalog::model::{Offering, Program};
use crate::db::Fault;
use crate::db::idempotency::{self, Known, RequestKey};
use crate::db::once::KeyReused;
use crate::ledger::Answer;
use crate::ledger::command::{Act, Actor, Command, Outcome, Reason, Refusal, RefusalKind};
use crate::ledger::facts::Status;
use crate::values::ids::{OfferingId, RegistrationId};

/// A command about an offering, and who gives it.
#[derive(Clone, Debug)]
pub struct Acting {
    /// The offering it is about.
    pub offering: OfferingId,
    /// The command.
    pub command: Command,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Acted {
    /// What happened; in a replay only the registrations it was about, as they are now.
    pub outcome: Outcome,
    /// Whether an earlier request under the same key did it.
    pub replayed: bool,
}

impl Acted {
    /// How the registration that it was about stands then; where it was moved, the new one.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.outcome.registrations.first().map(|row| row.status)
    }
}

/// Where a command is given.
pub trait Where {
    /// The program.
    fn program(&self) -> &Program;
    /// The offering.
    fn offering(&self) -> &Offering;
}

macro_rules! places {
    ($($name:ident)+) => {$(
        impl Where for $name {
            fn program(&self) -> &Program {
                &self.program
            }

            fn offering(&self) -> &Offering {
                &self.offering
            }
        }
    )+};
}

places! { AtOffering AtSession AtRegistration }

impl Roster {
    /// A command of staff.
    pub fn acting(&self, actor: Actor, at: &impl Where, act: Act) -> Acting {
        Acting {
            offering: at.offering().id,
            command: Command {
                program_id: at.program().id,
                actor,
                received_at: self.clock.now(),
                act,
            },
        }
    }

    /// Gives a command, or says what it would do.
    ///
    /// # Errors
    /// [`EditError::Refused`] with the rule and its numbers; what could not be decided.
    pub async fn act(
        &self,
        acting: Acting,
        key: Option<RequestKey>,
        preview: bool,
    ) -> Result<Acted, EditError> {
        let Acting { offering, command } = acting;
        if preview {
            let decision = self.ledger.preview(&command).await?;
            let outcome = decision
                .answer
                .map_err(|refusal| EditError::Refused { refusal, offering })?;
            return Ok(Acted {
                outcome,
                replayed: false,
            });
        }
        let acted = self.give_alone(Acting { offering, command }, key).await?;
        self.catalog.refresh().await?;
        Ok(acted)
    }

    /// Whether a request under this key did something, or a part of what it asks for, which are
    /// so many.
    ///
    /// # Errors
    /// [`Fault`] of the database.
    pub async fn was_given(&self, key: &RequestKey, parts: usize) -> Result<bool, Fault> {
        let keys: Vec<RequestKey> = (0..parts).map(|at| key.part(at)).collect();
        let keys: Vec<&RequestKey> = keys.iter().chain(std::iter::once(key)).collect();
        let (db, now) = (self.db.read(), self.clock.now());
        let known = idempotency::find_all(db, key.account, &keys, now).await?;
        Ok(known.iter().any(|one| *one != Known::New))
    }

    /// Gives a command and waits for what comes of it.
    async fn give_alone(
        &self,
        acting: Acting,
        key: Option<RequestKey>,
    ) -> Result<Acted, EditError> {
        let Acting { offering, command } = acting;
        let key = key.map(|key| (key, 200));
        Ok(match self.ledger.submit(command, key).await? {
            Answer::Done(outcome) => Acted {
                outcome: *outcome,
                replayed: false,
            },
            // The rows it was about, as they are now; what it moved then is in their histories.
            Answer::Replayed(made) => {
                let ids: Vec<RegistrationId> = made.ids.into_iter().map(Into::into).collect();
                let rows = self.ledger.registrations(&ids).await?.into_iter();
                Acted {
                    outcome: Outcome {
                        registrations: rows.map(|(_, row)| row).collect(),
                        ..Outcome::default()
                    },
                    replayed: true,
                }
            }
            Answer::KeyReused => return Err(EditError::KeyReused(KeyReused)),
            Answer::Refused(refusal) => return Err(EditError::Refused { refusal, offering }),
        })
    }

    /// Gives a command about each of some registrations of an offering, or says what each would
    /// do after those before it: what came of each, or why nothing. Every one is on its own.
    ///
    /// # Errors
    /// [`Fault`] of the database.
    pub async fn act_on_many(
        &self,
        actor: Actor,
        at: &impl Where,
        acts: Vec<(RegistrationId, Act)>,
        key: Option<RequestKey>,
        preview: bool,
    ) -> Result<Vec<Result<Acted, EditError>>, Fault> {
        let offering = at.offering().id;
        let ids: Vec<RegistrationId> = acts.iter().map(|(id, _)| *id).collect();
        let mut theirs = self.ledger.registrations(&ids).await?;
        theirs.retain(|(_, row)| row.offering_id == offering);
        let is_theirs = |id: RegistrationId| theirs.iter().any(|(_, row)| row.id == id);
        let (mut outcomes, mut commands) = (Vec::new(), Vec::new());
        for (id, act) in acts {
            if is_theirs(id) {
                commands.push(self.acting(actor, at, act).command);
                outcomes.push(None);
            } else {
                outcomes.push(Some(Err(unknown(id, offering))));
            }
        }
        let mut done = if preview {
            let decisions = self.ledger.rehearse(&commands).await?.into_iter();
            let answers = decisions.map(|decision| {
                let refused = |refusal| EditError::Refused { refusal, offering };
                let outcome = decision.answer.map_err(refused)?;
                Ok(Acted {
                    outcome,
                    replayed: false,
                })
            });
            answers.collect::<Vec<_>>().into_iter()
        } else {
            let giving = commands.into_iter().enumerate().map(|(at, command)| {
                let acting = Acting { offering, command };
                let key = key.as_ref().map(|key| key.part(at));
                self.give_alone(acting, key)
            });
            let given = join_all(giving).await;
            self.catalog.refresh().await?;
            given.into_iter()
        };
        let in_order = outcomes
            .into_iter()
            .map(|found| found.or_else(|| done.next()));
        Ok(in_order.flatten().collect())
    }
}

fn unknown(id: RegistrationId, offering: OfferingId) -> EditError {
    let facts = json!({ "registration_id": id });
    let reason = Reason::new("registration-unknown", facts);
    EditError::Refused {
        refusal: Refusal::of(RefusalKind::StatusForbids, reason),
        offering,
    }
}
