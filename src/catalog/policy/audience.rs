//! Whether a program is for somebody of an age or a grade.

use crate::catalog::model::{Audience, Eligibility};

const OF_AGE: u32 = 18;

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

/// The consents that rules ask for, whether or not the form lists them: whoever is under 18
/// needs a guardian's, and singles state that they are.
pub fn implied_consents(rules: &Eligibility) -> impl Iterator<Item = &'static str> {
    let guardian = (rules.audience == Audience::Child).then_some("guardian_consent");
    let single = rules.single_declared.then_some("single_statement");
    guardian.into_iter().chain(single)
}
