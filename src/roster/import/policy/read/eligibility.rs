//! Who may join, as a file says it.

use super::Reader;
use crate::catalog::model::Eligibility;
use crate::roster::import::policy::row::Row;
use crate::values::age::GRADES;

impl Reader<'_> {
    /// Reads the member `eligibility` of a program.
    pub(super) fn eligibility(&self, program: &Row<'_>) -> Option<Eligibility> {
        let row = program.row("eligibility")?;
        let audience = row.word("for");
        let member_required = row.flag("member_required");
        let within_org = row.optional_reference("within_org", &self.book.organizations);
        let gender = row.optional_word("gender");
        let (age_min, age_max) = (row.whole("age_min", 0..=150), row.whole("age_max", 0..=150));
        let grade_min = row.whole("grade_min", GRADES);
        let grade_max = row.whole("grade_max", GRADES);
        let single_declared = row.flag("single_declared");
        let proofs = row.plain("proofs");
        let priority = row.plain("priority");
        for (member, low, high) in [
            ("age_max", age_min, age_max),
            ("grade_max", grade_min, grade_max),
        ] {
            if low.zip(high).is_some_and(|(low, high)| low > high) {
                row.flaw(member, "out-of-range", "the highest is below the lowest");
            }
        }
        row.finish(&[]);
        Some(Eligibility {
            audience: audience?,
            member_required,
            within_org,
            gender,
            age_min: age_min.map(i32::unsigned_abs),
            age_max: age_max.map(i32::unsigned_abs),
            grade_min,
            grade_max,
            single_declared,
            proofs,
            priority,
        })
    }
}
