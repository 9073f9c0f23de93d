//! Sessions and quotas of an offering in a file.

use std::collections::BTreeSet;

use super::Reader;
use crate::catalog::model::{Program, Quota, Session, SessionState};
use crate::roster::import::policy::row::Row;
use crate::roster::policy::sessions::times;
use crate::roster::policy::{numbers, quotas};

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
        let span = starts_at.zip(ends_at);
        row.broken(span.and_then(|(starts, ends)| times(starts, ends)));
        let title = row.optional_both("title", "title_en");
        let role = row.optional_text("role");
        let capacity = row.whole("capacity", numbers::SEATS);
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
            site_id: None,
        })
    }

    /// Reads the member `quotas` of an offering of `program`.
    pub(super) fn quotas(&self, offering: &Row<'_>, program: Option<&Program>) -> Vec<Quota> {
        let mut keys = BTreeSet::new();
        let mut read = Vec::new();
        for row in offering.rows("quotas") {
            let quota = self.quota(&row, program);
            if !keys.insert(quota.key.clone()) {
                row.flaw("key", "duplicate", "stands twice in this offering");
            }
            read.push(quota);
        }
        read
    }

    fn quota(&self, row: &Row<'_>, program: Option<&Program>) -> Quota {
        let quota = Quota {
            key: row.text("key"),
            label: row.both("label", "label_en"),
            seats: row.required_whole("seats", numbers::SEATS),
            rule: row.plain("for"),
            release_at: row.optional_instant("release_at"),
        };
        row.finish(&[]);
        row.broken(quotas::says_who(&quota.rule));
        if let Some(program) = program {
            row.broken(quotas::rule(&quota.rule, program, &self.bank));
        }
        quota
    }
}
