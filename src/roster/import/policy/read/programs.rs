//! The programs of a file.

use super::Reader;
use crate::catalog::model::{Offering, Program};
use crate::roster::import::policy::row::Row;
use crate::values::ids::QuestionId;

const DETAILS: [&str; 4] = ["basis", "certificate", "counts_hours", "rating"];

impl Reader<'_> {
    /// Reads the part `programs`, each with its offerings.
    pub(super) fn programs(&self, top: &Row<'_>) -> Vec<(Program, Vec<Offering>)> {
        top.rows("programs")
            .iter()
            .filter_map(|row| {
                let program = self.program(row);
                let offerings = row
                    .rows("offerings")
                    .iter()
                    .filter_map(|offering| self.offering(offering, program.as_ref()))
                    .collect();
                row.finish(&DETAILS);
                Some((program?, offerings))
            })
            .collect()
    }

    fn program(&self, row: &Row<'_>) -> Option<Program> {
        let code = row.text("id");
        let organization_id = row.reference("org_id", &self.book.organizations);
        let kind = row.word("kind");
        let shape = row.word("shape");
        let title = row.both("title", "title_en");
        let summary = row.both("summary", "summary_en");
        let brand = row.optional_both("brand", "brand_en");
        let tags = row.plain("tags");
        let facts = row.plain("facts");
        let sensitivity = row.word("sensitivity");
        let notice_style = row.word("notice_style");
        let eligibility = self.eligibility(row);
        let certificate_min_attendance = row
            .optional("certificate_min_attendance")
            .map(|_| row.number("certificate_min_attendance", 0.0..=1.0));
        let contact = row.optional_text("contact");
        let contact_email = row.optional_word("contact_email");
        let fee_note = row.optional_text("fee_note");
        let question_ids = self.form(row);
        let id = *self.book.programs.get(&code)?;
        let mut stored = self.stored.contents.programs.iter();
        Some(Program {
            id,
            version: stored
                .find(|program| program.id == id)
                .map_or(1, |program| program.version),
            code,
            organization_id: organization_id?,
            kind: kind?,
            shape: shape?,
            title,
            summary,
            brand,
            tags,
            facts,
            sensitivity: sensitivity?,
            notice_style: notice_style?,
            refuses_clashes: false,
            eligibility: eligibility?,
            certificate_min_attendance,
            contact,
            contact_email,
            fee_note,
            details: row.kept(&DETAILS),
            question_ids,
        })
    }

    fn form(&self, row: &Row<'_>) -> Vec<QuestionId> {
        let keys: Vec<String> = row.plain("question_keys");
        let mut ids = Vec::new();
        for key in keys {
            match self.book.questions.get(&key) {
                Some(id) if ids.contains(id) => {
                    row.flaw("question_keys", "duplicate", format!("{key} stands twice"));
                }
                Some(id) => ids.push(*id),
                None => row.flaw(
                    "question_keys",
                    "unknown-reference",
                    format!("no question {key} in file or database"),
                ),
            }
        }
        ids
    }
}
