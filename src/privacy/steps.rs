//! How far an erasure has come.

use crate::values::clock::Instant;
use crate::values::ids::{AccountId, NoticeId};
use crate::values::locale::Locale;
use crate::values::words::words;
use uuid::Uuid;

/// After so many minutes all is gone through once more: by then whatever was under way when she
/// asked (a request, a letter being composed, an instance that still believed her token) has
/// ended.
const SETTLES_MINUTES: i64 = 2;

words! {
    /// What is done next. Each is done in slices, and done again it changes nothing more.
    Step {
        /// Registrations of what has not begun are cancelled.
        Seats = "seats",
        /// Remarks, answers and marks of registrations are blanked.
        Registrations = "registrations",
        /// Letters are blanked, and those owed dropped.
        Notices = "notices",
        /// So are those to her address that belong to no account.
        Addressed = "addressed",
        /// What her idempotency keys did is forgotten.
        Keys = "keys",
        /// Account, household, memberships and roles are blanked.
        People = "people",
        /// The last letter goes out, and its address with it.
        Letter = "letter",
        /// Nothing is left to do.
        Done = "done",
    }
}

/// An erasure under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Erasure {
    pub(super) account: AccountId,
    pub(super) step: Step,
    /// The last row of the slice before.
    pub(super) after: Option<Uuid>,
    /// Whether it is gone through for the second time.
    pub(super) again: bool,
    pub(super) asked_at: Instant,
    /// When it goes on.
    pub(super) due_at: Instant,
    pub(super) locale: Locale,
    pub(super) email_sealed: Option<String>,
    pub(super) name_sealed: Option<String>,
    /// The last letter.
    pub(super) letter: Option<NoticeId>,
}

impl Erasure {
    /// It, with the next slice of the same step.
    pub(super) fn onwards(&self, after: Uuid) -> Self {
        Self {
            after: Some(after),
            ..self.clone()
        }
    }

    /// It, done: address and name are needed no longer.
    pub(super) fn ended(&self) -> Self {
        Self {
            step: Step::Done,
            after: None,
            email_sealed: None,
            name_sealed: None,
            ..self.clone()
        }
    }

    /// It, to be gone through from the beginning once it is done.
    pub(super) fn anew(&self, now: Instant) -> Self {
        Self {
            step: Step::Seats,
            after: None,
            due_at: now,
            ..self.clone()
        }
    }

    /// It, at its next step.
    pub(super) fn next(&self) -> Self {
        let again = self.again || self.step == Step::People;
        let step = match self.step {
            Step::Seats => Step::Registrations,
            Step::Registrations => Step::Notices,
            Step::Notices => Step::Addressed,
            Step::Addressed => Step::Keys,
            Step::Keys => Step::People,
            Step::People if self.again => Step::Letter,
            Step::People => Step::Seats,
            Step::Letter | Step::Done => Step::Done,
        };
        let settled_at = self.asked_at.plus_minutes(SETTLES_MINUTES);
        Self {
            step,
            again,
            after: None,
            due_at: if again && !self.again {
                settled_at
            } else {
                self.due_at
            },
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_gone_through_twice_before_the_letter() {
        let asked_at = Instant::from_millis(1_000_000);
        let mut erasure = Erasure {
            account: AccountId(Uuid::from_u128(1)),
            step: Step::Seats,
            after: None,
            again: false,
            asked_at,
            due_at: asked_at,
            locale: Locale::Chinese,
            email_sealed: None,
            name_sealed: None,
            letter: None,
        };
        let mut steps = Vec::new();
        while erasure.step != Step::Done {
            steps.push((erasure.step, erasure.due_at));
            erasure = erasure.next();
        }
        let once = [
            Step::Seats,
            Step::Registrations,
            Step::Notices,
            Step::Addressed,
            Step::Keys,
            Step::People,
        ];
        let settled_at = asked_at.plus_minutes(SETTLES_MINUTES);
        let first = once.iter().map(|step| (*step, asked_at));
        let second = once.iter().map(|step| (*step, settled_at));
        let letter = [(Step::Letter, settled_at)];
        assert_eq!(steps, first.chain(second).chain(letter).collect::<Vec<_>>());
    }
}
