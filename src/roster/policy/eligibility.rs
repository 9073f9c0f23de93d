//! What must hold of the rules of who may join.

use super::broken::Broken;
use crate::catalog::model::Eligibility;

/// The highest is not below the lowest.
#[must_use]
pub fn spans(rules: &Eligibility) -> Vec<Broken> {
    let ages = rules.age_min.zip(rules.age_max);
    let grades = rules.grade_min.zip(rules.grade_max);
    let wrong = [
        ("age_max", ages.is_some_and(|(low, high)| low > high)),
        ("grade_max", grades.is_some_and(|(low, high)| low > high)),
    ];
    wrong
        .into_iter()
        .filter(|(_, wrong)| *wrong)
        .map(|(member, _)| {
            let words = ("上限比下限还低", "the highest is below the lowest");
            Broken::new(member, "out-of-range", words.0, words.1)
        })
        .collect()
}
