//! Sessions and quotas of an offering in a file.

use std::collections::BTreeSet;

use super::Reader;
use crate::catalog::model::{Program, Quota, QuotaRule, Session, SessionState};
use crate::roster::import::policy::row::Row;

impl Reader<'_> {
    /// Reads the member `sessions` of an offering.
    pub(super) fn sessions(&self, offering: &Row<'_>) -> Vec<Session> {
        offering
            .rows("sessions")
            .iter()
            .filter_map(|row| self.session(row))
            .collect()
    }

    fn session(&self, row: &Row<'_>) -> Option<Session> {
        let code = row.text("id");
        let starts_at = row.instant("starts_at");
        let ends_at = row.instant("ends_at");
        if starts_at
            .zip(ends_at)
            .is_some_and(|(starts, ends)| ends <= starts)
        {
            row.flaw("ends_at", "out-of-range", "must be after starts_at");
        }
        let title = row.optional_both("title", "title_en");
        let role = row.optional_text("role");
        let capacity = row.whole("capacity", 1..=1_000_000);
        let also_show_time_zone = row.optional_word("also_show_time_zone");
        row.finish(&[]);
        Some(Session {
            id: *self.book.sessions.get(&code)?,
            code,
            starts_at: starts_at?,
            ends_at: ends_at?,
            title,
            role,
            capacity,
            state: SessionState::Planned,
            also_show_time_zone,
        })
    }

    /// Reads the member `quotas` of an offering of `program`.
    pub(super) fn quotas(&self, offering: &Row<'_>, program: Option<&Program>) -> Vec<Quota> {
        let mut keys = BTreeSet::new();
        let mut quotas = Vec::new();
        for row in offering.rows("quotas") {
            let quota = self.quota(&row, program);
            if !keys.insert(quota.key.clone()) {
                row.flaw("key", "duplicate", "stands twice in this offering");
            }
            quotas.push(quota);
        }
        quotas
    }

    fn quota(&self, row: &Row<'_>, program: Option<&Program>) -> Quota {
        let quota = Quota {
            key: row.text("key"),
            label: row.both("label", "label_en"),
            seats: row.required_whole("seats", 1..=1_000_000),
            rule: row.plain("for"),
            release_at: row.optional_instant("release_at"),
        };
        row.finish(&[]);
        if quota.rule == QuotaRule::default() {
            row.flaw("for", "missing", "must say who belongs");
        }
        if let Some(program) = program {
            self.check_answers(row, &quota.rule, program);
        }
        quota
    }

    /// A rule on answers must name options of questions that the program asks.
    fn check_answers(&self, row: &Row<'_>, rule: &QuotaRule, program: &Program) {
        for (key, values) in &rule.answer {
            let asked = self
                .bank
                .get(key)
                .filter(|question| program.question_ids.contains(&question.id));
            let Some(question) = asked else {
                row.flaw(
                    "for",
                    "unknown-reference",
                    format!("the program does not ask {key}"),
                );
                continue;
            };
            for value in values {
                if question.options.iter().all(|option| option.value != *value) {
                    let detail = format!("{value} is no option of {key}");
                    row.flaw("for", "unknown-reference", detail);
                }
            }
        }
    }
}
