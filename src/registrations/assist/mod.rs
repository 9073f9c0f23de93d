//! Registering for others: staff enter somebody and register her, by the same rules and into the
//! same queue. Source: docs/rules.md, R37.
//!
//! The person is entered before the ledger decides, since a registration points at her; a command
//! that would be refused is found by rehearsing it, so that nobody is entered in vain. What is
//! refused all the same, because others were faster, is taken back.

mod asking;
mod same;

use std::collections::{BTreeMap, HashSet};

use futures_util::future::join_all;
use serde_json::{Value, json};
use tracing::Instrument;

pub(super) use self::same::Namesake;
use super::{RegistrationError, Registrations};
use crate::catalog::model::{Offering, Program};
use crate::db::Fault;
use crate::db::idempotency::{self, Known, RequestKey};
use crate::households::{Guest, Hosted};
use crate::ledger::command::{Act, Actor, Command, Outcome, Register};
use crate::ledger::facts::Registration;
use crate::ledger::{Answer, SubmitError};
use crate::organizations::audit::{self, Acting, Action, Subject, SubjectKind};
use crate::values::ids::{OrganizationId, RegistrationId, SessionId};

/// People entered in one transaction.
const TOGETHER: usize = 200;

/// Somebody whom staff register.
#[derive(Clone, Debug)]
pub struct Assisted {
    /// Who it is, and how she is told.
    pub guest: Guest,
    /// The body she is a member of, as the member of staff says.
    pub member_of: Option<OrganizationId>,
    /// The sessions picked, where sessions are picked.
    pub session_ids: Vec<SessionId>,
    /// Seats needed.
    pub seats: i32,
    /// Answers to the form by question.
    pub answers: BTreeMap<String, Value>,
    /// Whether the member of staff saw the required consents on paper.
    pub consent_on_paper: bool,
    /// Whether to wait where there is no seat.
    pub join_waitlist: bool,
}

/// Who registers others, and for what.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// The member of staff.
    pub staff: Acting,
    /// The program.
    pub program: &'a Program,
    /// The offering.
    pub offering: &'a Offering,
}

/// What came of one.
#[derive(Clone, Debug)]
pub struct Registered {
    /// What happened; in a replay only the registrations, as they are now.
    pub outcome: Outcome,
    /// Whether an earlier request under the same key did it.
    pub replayed: bool,
}

/// What became of each, in their order.
pub type Outcomes = Vec<Result<Registered, RegistrationError>>;

impl Registrations {
    /// What registering `people` one after the other would do; nothing is kept.
    ///
    /// # Errors
    /// [`Fault`]; what is refused stands in the outcomes.
    pub async fn rehearse_assisted(
        &self,
        desk: Desk<'_>,
        people: &[Assisted],
    ) -> Result<Outcomes, Fault> {
        let guests: Vec<Guest> = people.iter().map(|one| one.guest.clone()).collect();
        let hosted = self.households.recognise(self.db.read(), &guests).await?;
        let asked = self.ask_for_all(desk, people, &hosted).await?;
        self.rehearse(desk, asked).await
    }

    /// Registers `people` one after the other, each for herself; `keys` find what an earlier try
    /// did. Once begun it goes on even if the caller goes away, as the ledger does: nobody is
    /// entered and then forgotten.
    ///
    /// # Errors
    /// [`Fault`]; what is refused stands in the outcomes.
    pub async fn assist(
        &self,
        desk: Desk<'_>,
        people: Vec<Assisted>,
        keys: Vec<Option<RequestKey>>,
    ) -> Result<Outcomes, Fault> {
        let registrations = self.clone();
        let (staff, program, offering) = (desk.staff, desk.program.clone(), desk.offering.clone());
        let assisting = async move {
            let desk = Desk {
                staff,
                program: &program,
                offering: &offering,
            };
            registrations.assist_all(desk, &people, &keys).await
        };
        let done = tokio::spawn(assisting.in_current_span()).await;
        done.map_err(|error| Fault::broken(format!("registering for others: {error}")))?
    }

    async fn assist_all(
        &self,
        desk: Desk<'_>,
        people: &[Assisted],
        keys: &[Option<RequestKey>],
    ) -> Result<Outcomes, Fault> {
        let mut outcomes = Vec::with_capacity(people.len());
        for (people, keys) in people.chunks(TOGETHER).zip(keys.chunks(TOGETHER)) {
            outcomes.extend(self.assist_some(desk, people, keys).await?);
        }
        Ok(outcomes)
    }

    async fn assist_some(
        &self,
        desk: Desk<'_>,
        people: &[Assisted],
        keys: &[Option<RequestKey>],
    ) -> Result<Outcomes, Fault> {
        let mut known = self.done_before(desk, keys).await?;
        let fresh: Vec<usize> = (0..people.len())
            .filter(|at| known[*at].is_none())
            .collect();
        let wanted: Vec<Assisted> = fresh.iter().map(|at| people[*at].clone()).collect();
        let rehearsed = self.rehearse_assisted(desk, &wanted).await?;
        let mut accepted = Vec::new();
        for (at, outcome) in fresh.into_iter().zip(rehearsed) {
            match outcome {
                Ok(_) => accepted.push(at),
                refused => known[at] = Some(refused),
            }
        }
        let people: Vec<Assisted> = accepted.iter().map(|at| people[*at].clone()).collect();
        let keys: Vec<Option<RequestKey>> = accepted.iter().map(|at| keys[*at].clone()).collect();
        let given = self.enter_and_give(desk, &people, keys).await?;
        for (at, outcome) in accepted.into_iter().zip(given) {
            known[at] = Some(outcome);
        }
        Ok(known.into_iter().flatten().collect())
    }

    async fn enter_and_give(
        &self,
        desk: Desk<'_>,
        people: &[Assisted],
        keys: Vec<Option<RequestKey>>,
    ) -> Result<Outcomes, Fault> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let guests: Vec<Guest> = people.iter().map(|one| one.guest.clone()).collect();
        let now = self.clock.now();
        let hosted = self
            .db
            .write(async |tx| {
                let hosted = self.households.host(tx, &guests).await?;
                let entries = people.iter().zip(&hosted);
                let entries = entries.map(|(one, host)| entry(desk, one, host));
                audit::write_all(tx, &self.ids, entries.collect(), now).await?;
                Ok::<_, Fault>(hosted)
            })
            .await?;
        let asked = self.ask_for_all(desk, people, &hosted).await?;
        let giving = asked.into_iter().zip(keys).map(async |(asked, key)| {
            let command = self.assisting(desk, asked?);
            let key = key.map(|key| (key, 201));
            self.told_apart(desk, self.ledger.submit(command, key).await)
                .await
        });
        let outcomes = join_all(giving).await;
        self.take_back(hosted, &outcomes).await;
        Ok(outcomes)
    }

    /// Takes back who was entered and is not registered; who is left over harms nobody.
    async fn take_back(&self, mut hosted: Vec<Hosted>, outcomes: &Outcomes) {
        let is_refused = |outcome: &Result<Registered, RegistrationError>| match outcome {
            Ok(registered) => registered.replayed,
            Err(RegistrationError::Submit(error)) => !matches!(error, SubmitError::OutcomeUnknown),
            Err(_) => true,
        };
        let stay = hosted.iter().zip(outcomes);
        let stay = stay.filter(|(_, outcome)| !is_refused(outcome));
        let (people, households): (HashSet<_>, HashSet<_>) = stay
            .map(|(host, _)| (host.participant.id, host.participant.account))
            .unzip();
        let mut outcomes = outcomes.iter();
        hosted.retain(|_| outcomes.next().is_some_and(is_refused));
        for host in &mut hosted {
            host.is_new_person &= !people.contains(&host.participant.id);
            host.is_new_household &= !households.contains(&host.participant.account);
        }
        if hosted.iter().all(|host| !host.is_new_person) {
            return;
        }
        let taking = self
            .db
            .write(async |tx| self.households.take_back(tx, &hosted).await)
            .await;
        if let Err(fault) = taking {
            tracing::warn!(error = ?fault, "people entered in vain stay");
        }
    }

    async fn rehearse(
        &self,
        desk: Desk<'_>,
        asked: Vec<Result<Register, RegistrationError>>,
    ) -> Result<Outcomes, Fault> {
        let mut commands = Vec::with_capacity(asked.len());
        let mut outcomes: Vec<Option<Result<Registered, RegistrationError>>> = Vec::new();
        for asked in asked {
            match asked {
                Ok(asked) => {
                    commands.push(self.assisting(desk, asked));
                    outcomes.push(None);
                }
                Err(error) => outcomes.push(Some(Err(error))),
            }
        }
        let decisions = self.ledger.rehearse(&commands).await?;
        let mut decided = decisions.into_iter().map(|decision| match decision.answer {
            Ok(outcome) => Ok(Registered {
                outcome,
                replayed: false,
            }),
            Err(refusal) => Err(RegistrationError::Refused {
                refusal,
                offering: desk.offering.id,
            }),
        });
        let in_order = outcomes
            .into_iter()
            .map(|found| found.or_else(|| decided.next()));
        Ok(in_order.flatten().collect())
    }

    fn assisting(&self, desk: Desk<'_>, asked: Register) -> Command {
        Command {
            program_id: desk.program.id,
            actor: Actor::Staff(desk.staff.account),
            received_at: self.clock.now(),
            act: Act::Register(asked),
        }
    }

    async fn told_apart(
        &self,
        desk: Desk<'_>,
        answer: Result<Answer, SubmitError>,
    ) -> Result<Registered, RegistrationError> {
        match answer? {
            Answer::Done(outcome) => Ok(Registered {
                outcome: *outcome,
                replayed: false,
            }),
            Answer::Replayed(made) => Ok(Registered::again(self.as_now(&made.ids).await?)),
            Answer::KeyReused => Err(RegistrationError::KeyReused),
            Answer::Refused(refusal) => Err(RegistrationError::Refused {
                refusal,
                offering: desk.offering.id,
            }),
        }
    }

    /// What earlier requests under the same keys did, before any rule is read.
    async fn done_before(
        &self,
        desk: Desk<'_>,
        keys: &[Option<RequestKey>],
    ) -> Result<Vec<Option<Result<Registered, RegistrationError>>>, Fault> {
        let given: Vec<&RequestKey> = keys.iter().flatten().collect();
        if given.is_empty() {
            return Ok(keys.iter().map(|_| None).collect());
        }
        let (db, account) = (self.db.read(), desk.staff.account);
        let found = idempotency::find_all(db, account, &given, self.clock.now()).await?;
        let made = found.iter().flat_map(|known| match known {
            Known::Replay(made) => made.ids.as_slice(),
            Known::New | Known::Reused => &[],
        });
        let made: Vec<uuid::Uuid> = made.copied().collect();
        let rows = self.as_now(&made).await?;
        let mut found = found.into_iter();
        let done = keys
            .iter()
            .map(|key| match key.as_ref().and_then(|_| found.next())? {
                Known::New => None,
                Known::Reused => Some(Err(RegistrationError::KeyReused)),
                Known::Replay(made) => {
                    let its = rows.iter().filter(|row| made.ids.contains(&row.id.0));
                    Some(Ok(Registered::again(its.cloned().collect())))
                }
            });
        Ok(done.collect())
    }

    async fn as_now(&self, ids: &[uuid::Uuid]) -> Result<Vec<Registration>, Fault> {
        let ids: Vec<RegistrationId> = ids.iter().copied().map(Into::into).collect();
        let rows = self.ledger.registrations(&ids).await?;
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }
}

impl Registered {
    /// What an earlier request did, as it stands now.
    fn again(registrations: Vec<Registration>) -> Self {
        Self {
            outcome: Outcome {
                registrations,
                ..Outcome::default()
            },
            replayed: true,
        }
    }
}

/// What the audit log keeps of it: nobody's name.
fn entry(desk: Desk<'_>, one: &Assisted, host: &Hosted) -> audit::Entry {
    audit::Entry {
        organization: desk.program.organization_id,
        actor: audit::Actor::Staff(desk.staff),
        action: Action::Assisted,
        subject: Subject::new(SubjectKind::Offering, desk.offering.id.0),
        facts: json!({
            "participant_id": host.participant.id,
            "member_of": one.member_of,
            "consent_on_paper": one.consent_on_paper,
            "by_phone": host.by_phone,
            "not_same": one.guest.is_somebody_new,
        }),
    }
}
