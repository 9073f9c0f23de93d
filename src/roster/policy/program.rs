//! What must hold of a program.

use std::collections::{BTreeMap, BTreeSet};

use super::broken::{Broken, MISSING};
use super::{eligibility, numbers, quotas};
use crate::catalog::model::{ConsentText, Offering, Program, Question, QuestionKind};
use crate::catalog::policy::implied_consents;

/// What a rule on a program reads beside it.
#[derive(Clone, Debug, Default)]
pub struct Bank {
    /// The questions by key.
    pub questions: BTreeMap<String, Question>,
    /// The keys of the consents that have a text.
    pub consents: BTreeSet<String>,
}

impl Bank {
    /// The bank of `questions` and the texts in force.
    #[must_use]
    pub fn new(questions: Vec<Question>, texts: &[ConsentText]) -> Self {
        Self {
            questions: questions
                .into_iter()
                .map(|one| (one.key.clone(), one))
                .collect(),
            consents: texts.iter().map(|text| text.key.clone()).collect(),
        }
    }
}

/// The faults of a program that has `offerings`.
#[must_use]
pub fn check(program: &Program, offerings: &[Offering], bank: &Bank) -> Vec<Broken> {
    let rules = &program.eligibility;
    let mut found: Vec<Broken> = numbers::of_eligibility(rules)
        .into_iter()
        .chain(eligibility::spans(rules))
        .map(|one| one.inside("eligibility"))
        .collect();
    if program
        .certificate_min_attendance
        .is_some_and(|share| !(0.0..=1.0).contains(&share))
    {
        found.push(Broken::new(
            "certificate_min_attendance",
            "out-of-range",
            "要写 0 到 1 之间的数",
            "must be a number from 0 to 1",
        ));
    }
    if program.summary.zh.is_empty() {
        found.push(Broken::new(
            "summary",
            MISSING,
            "要写一两句介绍",
            "must be given",
        ));
    }
    found.extend(consents(program, bank));
    found.extend(quotas_asked(program, offerings, bank));
    found
}

/// Each consent that is asked for has a text.
fn consents(program: &Program, bank: &Bank) -> Vec<Broken> {
    let form = program
        .question_ids
        .iter()
        .filter_map(|id| bank.questions.values().find(|one| one.id == *id))
        .filter(|one| one.kind == QuestionKind::Consent)
        .map(|one| ("question_keys", one.key.as_str()));
    let implied = implied_consents(&program.eligibility).map(|(key, _)| ("eligibility", key));
    form.chain(implied)
        .filter(|(_, key)| !bank.consents.contains(*key))
        .map(|(member, key)| {
            Broken::new(
                member,
                MISSING,
                format!("{key} 还没有同意书文本"),
                format!("there is no text of the consent {key}"),
            )
        })
        .collect()
}

/// The quotas of its offerings go by questions that it still asks.
fn quotas_asked(program: &Program, offerings: &[Offering], bank: &Bank) -> Vec<Broken> {
    let mut found = Vec::new();
    for offering in offerings {
        for quota in &offering.quotas {
            for broken in quotas::rule(&quota.rule, program, &bank.questions) {
                let (code, key) = (&offering.code, &quota.key);
                found.push(Broken::new(
                    "question_keys",
                    "conflict",
                    format!("{code} 的分类名额 {key}：{}", broken.words.zh),
                    format!("quota {key} of {code}: {}", broken.words.en),
                ));
            }
        }
    }
    found
}
