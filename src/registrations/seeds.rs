//! The seeds of registrations: what the ledger keeps with each and never reads. Answers are
//! sealed here, under the registration they belong to.

use super::Registrations;
use super::policy::AnswerGiven;
use super::store::{KeptConsent, Papers};
use super::weigh::{Paper, Rules};
use crate::catalog::model::{Offering, Program, Question};
use crate::catalog::policy::last_end;
use crate::catalog::snapshot::Snapshot;
use crate::db::Fault;
use crate::db::seal::Place;
use crate::ledger::command::{Answer, Consent, Seed, door_code};
use crate::values::clock::Instant;
use crate::values::ids::{RegistrationId, SessionId};
use crate::values::secret::random_readable;

/// Characters of a draw code, the hyphen in its middle not counted: among a hundred thousand
/// entries of one offering two are the same once in a hundred and thirty draws.
const DRAW_CODE: usize = 8;

impl Registrations {
    /// One seed for each registration to be made, in the order of applicants and sessions.
    pub(super) fn seeds(
        &self,
        rules: &Rules<'_>,
        papers: &[Paper],
        sessions: &[SessionId],
        linked: bool,
    ) -> Result<Vec<Seed>, Fault> {
        let questions: Vec<&Question> = rules.snapshot.questions_of(rules.program).collect();
        let end = last_end(rules.offering).unwrap_or_else(|| self.clock.now());
        let units = sessions.len().max(1);
        // Linked ones have one lot together in each unit.
        let shared: Vec<String> = (0..units).map(|_| draw_code()).collect::<Result<_, _>>()?;
        let mut seeds = Vec::new();
        for paper in papers {
            for shared in &shared {
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
                    door_code: door_code()?,
                    draw_code: if linked { shared.clone() } else { draw_code()? },
                    answers,
                    consents: consents.map(|kept| self.consent(kept)).collect(),
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
            erase_at: Some(erased_at(question, end)),
        })
    }

    fn consent(&self, kept: KeptConsent) -> Consent {
        Consent {
            id: self.ids.make(),
            key: kept.key,
            version: kept.version,
            paper_seen_by: kept.paper_seen_by,
        }
    }

    /// What a sealed answer says, as JSON.
    pub(super) fn opened(
        &self,
        key: &str,
        registration: RegistrationId,
        sealed: &str,
    ) -> Result<String, Fault> {
        self.keys.open(&place(key, registration), sealed)
    }

    /// The seed of the registration in `offering` that takes the place of `old`, with its papers:
    /// answers are sealed anew, since a seal holds under one registration only, and are kept as
    /// long after the end as they would be had they been given there.
    pub(super) fn moved_seed(
        &self,
        snapshot: &Snapshot,
        (program, offering): (&Program, &Offering),
        old: RegistrationId,
        papers: Papers,
    ) -> Result<Seed, Fault> {
        let id: RegistrationId = self.ids.make();
        let questions: Vec<&Question> = snapshot.questions_of(program).collect();
        let end = last_end(offering).unwrap_or_else(|| self.clock.now());
        let mut answers = Vec::new();
        for answer in papers.answers {
            let sealed = match &answer.sealed {
                Some(sealed) => {
                    let plain = self.opened(&answer.question_key, old, sealed)?;
                    Some(self.keys.seal(&place(&answer.question_key, id), &plain)?)
                }
                None => None,
            };
            let asked = questions.iter().find(|one| one.key == answer.question_key);
            let erase_at = asked.map_or(answer.erase_at, |asked| Some(erased_at(asked, end)));
            answers.push(Answer {
                sealed,
                erase_at,
                ..answer
            });
        }
        let consents = papers.consents.into_iter();
        Ok(Seed {
            id,
            door_code: door_code()?,
            draw_code: draw_code()?,
            answers,
            consents: consents.map(|kept| self.consent(kept)).collect(),
        })
    }
}

/// When the answer to a question is erased, of an offering that ends so.
const fn erased_at(question: &Question, end: Instant) -> Instant {
    end.plus_days(question.keep_days_after_end as i64)
}

/// A line in a draw, in two parts that people can read out: `7HK2-M9XD`.
fn draw_code() -> Result<String, Fault> {
    let code = random_readable(DRAW_CODE)?;
    let (front, back) = code.split_at(DRAW_CODE / 2);
    Ok(format!("{front}-{back}"))
}

/// Where an answer lives.
fn place(key: &str, registration: RegistrationId) -> Place<'_> {
    Place {
        table: "answers",
        column: key,
        row: registration.0,
    }
}
