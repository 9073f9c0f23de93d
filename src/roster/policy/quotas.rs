//! What must hold of quotas.

use std::collections::{BTreeMap, BTreeSet};

use super::broken::{BELOW_QUOTAS, Broken, MISSING};
use crate::catalog::model::{Enrol, Offering, Program, Question, Quota, QuotaRule};

/// A quota says who belongs, and a rule on answers names options of questions that the program
/// asks. `bank` holds the questions by key.
#[must_use]
pub fn rule(rule: &QuotaRule, program: &Program, bank: &BTreeMap<String, Question>) -> Vec<Broken> {
    let mut found = Vec::new();
    for (key, values) in &rule.answer {
        let asked = bank
            .get(key)
            .filter(|question| program.question_ids.contains(&question.id));
        let Some(question) = asked else {
            found.push(unknown(
                format!("这个项目没有问 {key}"),
                format!("the program does not ask {key}"),
            ));
            continue;
        };
        for value in values {
            if question.options.iter().all(|option| option.value != *value) {
                found.push(unknown(
                    format!("{key} 没有 {value} 这个选项"),
                    format!("{value} is no option of {key}"),
                ));
            }
        }
    }
    found
}

/// A rule that says nothing takes in everybody.
#[must_use]
pub fn says_who(rule: &QuotaRule) -> Option<Broken> {
    let words = ("要写明给谁", "must say who belongs");
    (*rule == QuotaRule::default()).then(|| Broken::new("for", MISSING, words.0, words.1))
}

fn unknown(chinese: String, english: String) -> Broken {
    Broken::new("for", "unknown-reference", chinese, english)
}

/// The faults of the quotas of an offering, but for whether they fit into its seats.
#[must_use]
pub fn check(
    quotas: &[Quota],
    program: &Program,
    bank: &BTreeMap<String, Question>,
) -> Vec<Broken> {
    let mut keys = BTreeSet::new();
    let mut found = Vec::new();
    for (at, quota) in quotas.iter().enumerate() {
        let mut own = rule(&quota.rule, program, bank);
        own.extend(says_who(&quota.rule));
        if quota.label.zh.is_empty() {
            own.push(Broken::new("label", MISSING, "要写名称", "must be given"));
        }
        if !keys.insert(quota.key.as_str()) {
            own.push(Broken::new(
                "key",
                "duplicate",
                "在这一期里写了两次",
                "stands twice in this offering",
            ));
        }
        found.extend(own.into_iter().map(|one| one.inside_item("quotas", at)));
    }
    found
}

/// The quotas of each unit must fit into its seats.
#[must_use]
pub fn fit(offering: &Offering) -> Vec<Broken> {
    let reserved: i64 = offering
        .quotas
        .iter()
        .map(|quota| i64::from(quota.seats))
        .sum();
    if reserved == 0 {
        return Vec::new();
    }
    let units: Vec<Option<i32>> = match offering.enrol {
        Enrol::All => vec![offering.capacity],
        Enrol::Pick => {
            let sessions = offering.sessions.iter();
            sessions
                .map(|session| session.capacity.or(offering.capacity))
                .collect()
        }
    };
    let mut found: Vec<Broken> = units
        .into_iter()
        .filter_map(|seats| match seats {
            None => Some(Broken::new(
                "capacity",
                MISSING,
                "有分类名额就要写总名额",
                "quotas need a capacity",
            )),
            Some(seats) if reserved > i64::from(seats) => Some(Broken::new(
                "quotas",
                BELOW_QUOTAS,
                format!("各类名额共 {reserved} 个，总名额只有 {seats} 个"),
                format!("quotas hold {reserved} of {seats} seats"),
            )),
            Some(_) => None,
        })
        .collect();
    found.dedup();
    found
}
