//! Whether a program is for somebody of an age or a grade.

use crate::catalog::model::{Audience, Eligibility, GUARDIAN_CONSENT};
use crate::values::age::OF_AGE;

/// Whether somebody of `age` completed years may join.
#[must_use]
pub fn accepts_age(rules: &Eligibility, age: u32) -> bool {
    let audience = match rules.audience {
        Audience::Child => age < OF_AGE,
        Audience::Adult => age >= OF_AGE,
        Audience::Team | Audience::Organization | Audience::Anyone => true,
    };
    audience
        && rules.age_min.is_none_or(|least| age >= least)
        && rules.age_max.is_none_or(|most| age <= most)
}

/// Whether a child in `grade` may join.
#[must_use]
pub fn accepts_grade(rules: &Eligibility, grade: i32) -> bool {
    matches!(rules.audience, Audience::Child | Audience::Anyone)
        && rules.grade_min.is_none_or(|least| grade >= least)
        && rules.grade_max.is_none_or(|most| grade <= most)
}

/// The consents that rules ask for, whether or not the form lists them, and whether everyone
/// gives them: singles state that they are, and a minor needs a guardian's wherever one may
/// come. That is also where adults are asked for, since oneself of 17 is a worker.
pub fn implied_consents(rules: &Eligibility) -> impl Iterator<Item = (&'static str, bool)> {
    let minors = rules.age_min.is_none_or(|least| least < OF_AGE);
    let guardian = minors.then_some((GUARDIAN_CONSENT, rules.audience == Audience::Child));
    let single = rules.single_declared.then_some(("single_statement", true));
    guardian.into_iter().chain(single)
}
