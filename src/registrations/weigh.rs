//! Weighs applicants by the rules that need no seat: who may join, the form, the consents.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Wanted;
use super::policy::{
    AnswerGiven, ConsentGiven, Membership, check_answers, check_consents, check_eligibility,
    quota_key,
};
use super::store::KeptConsent;
use crate::catalog::model::{ConsentText, GUARDIAN_CONSENT, Offering, Program, Question};
use crate::catalog::snapshot::Snapshot;
use crate::households::Participant;
use crate::ledger::command::{Applicant, Reason, Refusal, RefusalKind};

/// What is known of one applicant.
pub(super) struct Paper {
    pub(super) applicant: Applicant,
    pub(super) answers: Vec<AnswerGiven>,
    pub(super) consents: Vec<KeptConsent>,
}

/// The findings of all applicants, one refusal a kind.
#[derive(Default)]
pub(super) struct Findings(BTreeMap<RefusalKind, Vec<Reason>>);

impl Findings {
    pub(super) fn add(&mut self, kind: RefusalKind, reasons: Vec<Reason>) {
        if !reasons.is_empty() {
            self.0.entry(kind).or_default().extend(reasons);
        }
    }

    pub(super) fn refusals(self) -> Vec<Refusal> {
        self.0
            .into_iter()
            .map(|(kind, reasons)| Refusal { kind, reasons })
            .collect()
    }
}

/// What the rules of a program read beside the person.
pub(super) struct Rules<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) program: &'a Program,
    pub(super) offering: &'a Offering,
    pub(super) membership: Membership,
}

impl Rules<'_> {
    /// Weighs one applicant; what is found goes to `findings`.
    pub(super) fn weigh(
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
        let consents = self.consents(who, day, wanted).unwrap_or_else(|missing| {
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
        wanted: &Wanted,
    ) -> Result<Vec<KeptConsent>, Vec<Reason>> {
        let asked = self.snapshot.consents_of(self.program);
        let guardian = self.snapshot.consent_text(GUARDIAN_CONSENT);
        let mut given = wanted.consents.clone();
        if wanted.paper_seen_by.is_some() {
            // The paper holds what is required; an optional one is nobody's to assume.
            let required = asked.iter().filter(|(_, required)| *required);
            given.extend(required.map(|(text, _)| on_paper(text)));
            given.extend(guardian.map(on_paper));
        }
        let kept = check_consents(&asked, guardian, who, day, &given)?;
        let kept = kept.into_iter().map(|(key, version)| KeptConsent {
            key,
            version,
            paper_seen_by: wanted.paper_seen_by,
        });
        Ok(kept.collect())
    }
}

fn on_paper(text: &ConsentText) -> ConsentGiven {
    ConsentGiven {
        key: text.key.clone(),
        version: text.version,
        participant_id: None,
    }
}
