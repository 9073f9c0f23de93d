//! What is told when nothing was changed.

use crate::registrations::api::{refused, unanswered};
use crate::roster::Roster;
use crate::roster::editing::EditError;
use crate::roster::policy::broken::{BELOW_QUOTAS, Broken};
use crate::web::problem::FieldError;
use crate::web::{Kind, Problem};

impl Roster {
    /// An error of an edit as the caller is told.
    pub(crate) fn problem(&self, error: EditError) -> Problem {
        match error {
            EditError::Broken(rules) if rules.iter().all(|rule| rule.code == BELOW_QUOTAS) => {
                pointed(Kind::CapacityBelowQuotas, rules)
            }
            EditError::Broken(rules) => pointed(Kind::Invalid, rules),
            EditError::Incomplete(rules) => pointed(Kind::Incomplete, rules),
            EditError::Published(rules) => pointed(Kind::AlreadyPublished, rules),
            EditError::Registered(rules) => pointed(Kind::HasRegistrations, rules),
            EditError::Stale => Kind::PreconditionFailed.into(),
            EditError::CodeTaken => Kind::CodeTaken.into(),
            EditError::CalledOff => Kind::OfferingCalledOff.into(),
            EditError::Refused { refusal, offering } => {
                let snapshot = self.catalog.snapshot();
                refused(&refusal, &snapshot, offering, self.clock.now())
            }
            EditError::Submit(error) => unanswered(error),
            EditError::KeyReused(reused) => reused.into(),
            EditError::Fault(fault) => fault.into(),
        }
    }
}

pub(super) fn pointed(kind: Kind, rules: Vec<Broken>) -> Problem {
    let errors = rules.into_iter().map(|rule| FieldError {
        pointer: rule.pointer,
        code: rule.code.into(),
        detail: rule.words,
    });
    Problem::new(kind).errors(errors)
}
