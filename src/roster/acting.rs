//! What organizers do through the ledger: one command, its outcome, or what it would be.

use super::Roster;
use super::access::{AtOffering, AtRegistration, AtSession};
use super::editing::EditError;
use crate::catalog::model::{Offering, Program};
use crate::db::idempotency::RequestKey;
use crate::db::once::KeyReused;
use crate::ledger::Answer;
use crate::ledger::command::{Act, Actor, Command, Outcome};
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
        let key = key.map(|key| (key, 200));
        let acted = match self.ledger.submit(command, key).await? {
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
        };
        self.catalog.refresh().await?;
        Ok(acted)
    }
}
