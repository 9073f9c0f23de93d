//! Makes a command of what a person asks for: reads the household and the catalogue, weighs
//! the rules that need no seat, and seals the answers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::policy::{
    AnswerGiven, ConsentGiven, Membership, check_answers, check_consents, check_eligibility,
    check_moved, quota_key,
};
use super::{RegistrationError, Registrations, Wanted};
use crate::catalog::model::{
    Enrol, GUARDIAN_CONSENT, Offering, Program, Question, Session, SessionState,
};
use crate::catalog::policy::{first_start, last_end};
use crate::catalog::snapshot::Snapshot;
use crate::db::Fault;
use crate::db::seal::Place;
use crate::households::Participant;
use crate::ledger::command::{
    Act, Answer, Applicant, Command, Consent, Reason, Refusal, RefusalKind, Register, Seed,
};
use crate::ledger::facts::Registration;
use crate::values::clock::Instant;
use crate::values::ids::{
    AccountId, OfferingId, ParticipantId, Reference, RegistrationId, SessionId,
};
use crate::values::secret::random_readable;

/// Characters of a door code.
const DOOR_CODE: usize = 6;

/// What is known of one applicant.
struct Paper {
    applicant: Applicant,
    answers: Vec<AnswerGiven>,
    consents: Vec<(String, i32)>,
}

/// The findings of all applicants, one refusal a kind.
#[derive(Default)]
struct Findings(BTreeMap<RefusalKind, Vec<Reason>>);

impl Findings {
    fn add(&mut self, kind: RefusalKind, reasons: Vec<Reason>) {
        if !reasons.is_empty() {
            self.0.entry(kind).or_default().extend(reasons);
        }
    }

    fn refusals(self) -> Vec<Refusal> {
        self.0
            .into_iter()
            .map(|(kind, reasons)| Refusal { kind, reasons })
            .collect()
    }
}

impl Registrations {
    /// The command, and the offering it is about.
    pub(super) async fn prepare(
        &self,
        account: AccountId,
        offering: &Reference<OfferingId>,
        wanted: Wanted,
    ) -> Result<(OfferingId, Command), RegistrationError> {
        let snapshot = self.catalog.snapshot();
        let offering = snapshot
            .offerings
            .find(offering)
            .ok_or(RegistrationError::NotFound)?;
        let program = program_of(&snapshot, offering)?;
        check_party(offering, &wanted)?;
        let household = self
            .households
            .participants_of(self.db.read(), account, &wanted.participant_ids)
            .await?;
        let mut findings = Findings::default();
        findings.add(
            RefusalKind::ParticipantUnknown,
            unknown(&wanted, &household),
        );
        let membership = self.membership(account, program).await?;
        let days = self.days(offering, &wanted.session_ids);
        let mut papers = Vec::new();
        for id in &wanted.participant_ids {
            let Some(who) = household.iter().find(|who| who.id == *id) else {
                continue;
            };
            let desk = Rules {
                snapshot: &snapshot,
                program,
                offering,
                membership,
            };
            papers.push(desk.weigh(who, &days, &wanted, &mut findings));
        }
        let seeds = self.seeds(&snapshot, program, offering, &papers, &wanted.session_ids)?;
        let register = Register {
            offering_id: offering.id,
            account_id: account,
            applicants: papers.into_iter().map(|paper| paper.applicant).collect(),
            session_ids: wanted.session_ids,
            join_waitlist: wanted.join_waitlist,
            findings: findings.refusals(),
            seeds,
        };
        let command = self.command(account, program.id, Act::Register(register));
        Ok((offering.id, command))
    }

    /// What the rules say of another session of the same offering, and the seed of the
    /// registration there. Answers and consents move along with it.
    pub(super) async fn prepare_change(
        &self,
        account: AccountId,
        old: &Registration,
        session: SessionId,
    ) -> Result<(Vec<Refusal>, Seed), RegistrationError> {
        let snapshot = self.catalog.snapshot();
        let offering = snapshot
            .offerings
            .get(old.offering_id)
            .ok_or(RegistrationError::NotFound)?;
        let program = program_of(&snapshot, offering)?;
        let who = [old.participant_id];
        let household = self
            .households
            .participants_of(self.db.read(), account, &who)
            .await?;
        let membership = self.membership(account, program).await?;
        let papers = super::store::papers(self.db.read(), old.id).await?;
        let mut findings = Findings::default();
        for who in &household {
            for day in self.days(offering, &[session]) {
                let reasons = check_eligibility(&program.eligibility, who, day, membership);
                findings.add(RefusalKind::NotEligible, reasons);
                let missing = check_moved(who, day, &papers.consents);
                findings.add(RefusalKind::ConsentMissing, missing);
            }
        }
        let id: RegistrationId = self.ids.make();
        let mut answers = Vec::new();
        for answer in papers.answers {
            let plain = match &answer.sealed {
                Some(sealed) => Some(
                    self.keys
                        .open(&place(&answer.question_key, old.id), sealed)?,
                ),
                None => None,
            };
            let sealed = match plain {
                Some(plain) => Some(self.keys.seal(&place(&answer.question_key, id), &plain)?),
                None => None,
            };
            answers.push(Answer { sealed, ..answer });
        }
        let consents = papers
            .consents
            .into_iter()
            .map(|(key, version)| self.consent(key, version));
        let seed = Seed {
            id,
            door_code: random_readable(DOOR_CODE).map_err(Fault::from)?,
            answers,
            consents: consents.collect(),
        };
        Ok((findings.refusals(), seed))
    }

    /// The days on which the rules are read: of each unit's first session; today without one.
    fn days(&self, offering: &Offering, sessions: &[SessionId]) -> Vec<NaiveDate> {
        let starts: Vec<Instant> = match offering.enrol {
            Enrol::All => first_start(offering).into_iter().collect(),
            Enrol::Pick => {
                let picked = offering
                    .sessions
                    .iter()
                    .filter(|one| sessions.contains(&one.id));
                picked.map(|session| session.starts_at).collect()
            }
        };
        if starts.is_empty() {
            return vec![self.clock.now().day(offering.time_zone)];
        }
        let mut days: Vec<NaiveDate> = starts
            .into_iter()
            .map(|start| start.day(offering.time_zone))
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    async fn membership(&self, account: AccountId, program: &Program) -> Result<Membership, Fault> {
        let db = self.db.read();
        let rules = &program.eligibility;
        let confirmed = match rules.within_org {
            Some(body) => {
                self.organizations
                    .is_member_within(db, account, body)
                    .await?
            }
            None if rules.member_required => !self
                .organizations
                .confirmed_memberships(db, account)
                .await?
                .is_empty(),
            None => true,
        };
        Ok(if confirmed {
            Membership::Confirmed
        } else {
            Membership::Missing
        })
    }

    /// One seed for each registration to be made, in the order of applicants and sessions.
    fn seeds(
        &self,
        snapshot: &Snapshot,
        program: &Program,
        offering: &Offering,
        papers: &[Paper],
        sessions: &[SessionId],
    ) -> Result<Vec<Seed>, Fault> {
        let questions: Vec<&Question> = snapshot.questions_of(program).collect();
        let end = last_end(offering).unwrap_or_else(|| self.clock.now());
        let mut seeds = Vec::new();
        for paper in papers {
            for _ in 0..sessions.len().max(1) {
                let id: RegistrationId = self.ids.make();
                let mut answers = Vec::new();
                for given in &paper.answers {
                    let question = questions.iter().find(|question| question.key == given.key);
                    if let Some(question) = question {
                        answers.push(self.answer(question, given, id, end)?);
                    }
                }
                let consents = paper.consents.iter().cloned();
                seeds.push(Seed {
                    id,
                    door_code: random_readable(DOOR_CODE)?,
                    answers,
                    consents: consents
                        .map(|(key, version)| self.consent(key, version))
                        .collect(),
                });
            }
        }
        Ok(seeds)
    }

    fn answer(
        &self,
        question: &Question,
        given: &AnswerGiven,
        id: RegistrationId,
        end: Instant,
    ) -> Result<Answer, Fault> {
        let text = given.value.to_string();
        let (value, sealed) = match question.sensitivity {
            None => (Some(text), None),
            Some(_) => (
                None,
                Some(self.keys.seal(&place(&question.key, id), &text)?),
            ),
        };
        Ok(Answer {
            question_key: question.key.clone(),
            value,
            sealed,
            erase_at: Some(end.plus_days(i64::from(question.keep_days_after_end))),
        })
    }

    fn consent(&self, key: String, version: i32) -> Consent {
        Consent {
            id: self.ids.make(),
            key,
            version,
        }
    }
}

/// What the rules of a program read beside the person.
struct Rules<'a> {
    snapshot: &'a Snapshot,
    program: &'a Program,
    offering: &'a Offering,
    membership: Membership,
}

impl Rules<'_> {
    /// Weighs one applicant; what is found goes to `findings`.
    fn weigh(
        &self,
        who: &Participant,
        days: &[NaiveDate],
        wanted: &Wanted,
        findings: &mut Findings,
    ) -> Paper {
        for day in days {
            let rules = &self.program.eligibility;
            let mut reasons = check_eligibility(rules, who, *day, self.membership);
            let known = findings.0.get(&RefusalKind::NotEligible);
            reasons.retain(|reason| known.is_none_or(|known| !known.contains(reason)));
            findings.add(RefusalKind::NotEligible, reasons);
        }
        let day = days.first().copied().unwrap_or_default();
        let questions: Vec<&Question> = self.snapshot.questions_of(self.program).collect();
        let form = check_answers(&questions, who, day, wanted.answers.get(&who.id));
        findings.add(RefusalKind::AnswersInvalid, form.reasons);
        let consents = self
            .consents(who, day, &wanted.consents)
            .unwrap_or_else(|missing| {
                findings.add(RefusalKind::ConsentMissing, missing);
                Vec::new()
            });
        let applicant = Applicant {
            participant_id: who.id,
            seats: wanted.party.get(&who.id).copied().unwrap_or(1),
            quota_key: quota_key(&self.offering.quotas, who, day, &form.answers),
        };
        Paper {
            applicant,
            answers: form.answers,
            consents,
        }
    }

    fn consents(
        &self,
        who: &Participant,
        day: NaiveDate,
        given: &[ConsentGiven],
    ) -> Result<Vec<(String, i32)>, Vec<Reason>> {
        let asked = self.snapshot.consents_of(self.program);
        let guardian = self.snapshot.consent_text(GUARDIAN_CONSENT);
        check_consents(&asked, guardian, who, day, given)
    }
}

fn place(key: &str, registration: RegistrationId) -> Place<'_> {
    Place {
        table: "answers",
        column: key,
        row: registration.0,
    }
}

fn program_of<'a>(
    snapshot: &'a Snapshot,
    offering: &Offering,
) -> Result<&'a Program, RegistrationError> {
    snapshot
        .programs
        .get(offering.program_id)
        .ok_or(RegistrationError::NotFound)
}

fn check_party(offering: &Offering, wanted: &Wanted) -> Result<(), RegistrationError> {
    let most = offering.party_size_max;
    let too_large = wanted
        .party
        .iter()
        .find(|(_, size)| !(1..=most).contains(*size));
    too_large.map_or(Ok(()), |(participant, _)| {
        Err(RegistrationError::PartyTooLarge {
            participant: *participant,
            most,
        })
    })
}

/// Participants who are not of the household, or named twice.
fn unknown(wanted: &Wanted, household: &[Participant]) -> Vec<Reason> {
    let ids = &wanted.participant_ids;
    let reason = |(at, id): (usize, &ParticipantId)| {
        let facts: Value = json!({ "participant_id": id });
        if ids[..at].contains(id) {
            Some(Reason::new("participant-twice", facts))
        } else if household.iter().all(|who| who.id != *id) {
            Some(Reason::new("participant-unknown", facts))
        } else {
            None
        }
    };
    ids.iter().enumerate().filter_map(reason).collect()
}

/// The sessions that take place.
pub(super) fn counted(offering: &Offering) -> impl Iterator<Item = &Session> {
    offering
        .sessions
        .iter()
        .filter(|session| session.state != SessionState::Cancelled)
}
