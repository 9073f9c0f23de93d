//! Who may join, as a file says it.

use super::Reader;
use crate::catalog::model::Eligibility;
use crate::roster::import::policy::row::Row;
use crate::roster::policy::eligibility::spans;
use crate::roster::policy::numbers;

impl Reader<'_> {
    /// Reads the member `eligibility` of a program.
    pub(super) fn eligibility(&self, program: &Row<'_>) -> Option<Eligibility> {
        let row = program.row("eligibility")?;
        let audience = row.word("for");
        let member_required = row.flag("member_required");
        let within_org = row.optional_reference("within_org", &self.book.organizations);
        let gender = row.optional_word("gender");
        let (age_min, age_max) = (
            row.whole("age_min", numbers::AGE),
            row.whole("age_max", numbers::AGE),
        );
        let grade_min = row.whole("grade_min", numbers::GRADE);
        let grade_max = row.whole("grade_max", numbers::GRADE);
        let single_declared = row.flag("single_declared");
        let proofs = row.plain("proofs");
        let priority = row.plain("priority");
        row.finish(&[]);
        let rules = Eligibility {
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
        };
        row.broken(spans(&rules));
        Some(rules)
    }
}
