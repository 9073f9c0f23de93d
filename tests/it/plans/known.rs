//! What may be read whole.

use super::explain::Scan;
use crate::harness::Backend;

/// The tables that grow with a union's years. The others (bodies, places, the bank of questions,
/// texts, leases, reports that are kept for a while) stay small.
pub(super) const GROWING: &[&str] = &[
    "access_tokens",
    "accounts",
    "announcements",
    "answers",
    "attendance_marks",
    "audit_log",
    "consents",
    "deliveries",
    "draw_warnings",
    "draws",
    "duplicate_settlements",
    "erasures",
    "failed_tries",
    "idempotency_records",
    "ledgers",
    "memberships",
    "minimum_warnings",
    "notices",
    "offering_quotas",
    "offerings",
    "one_time_codes",
    "participants",
    "pool_events",
    "pools",
    "program_questions",
    "programs",
    "recovery_codes",
    "registration_events",
    "registrations",
    "reminders",
    "second_factor_tries",
    "second_factors",
    "seen_devices",
    "sessions",
    "staff_grants",
    "suppressed_addresses",
    "units",
];

/// A statement that goes through a table, and why that is as it should be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) table: &'static str,
    /// A part of its text that tells it from others; `$` is the end of the text.
    pub(super) said_by: &'static str,
    /// The database on which it does; none for both.
    pub(super) on: Option<Backend>,
    pub(super) why: &'static str,
}

impl Known {
    pub(super) fn excuses(&self, statement: &str, scan: &Scan) -> bool {
        let is_said = match self.said_by.strip_suffix('$') {
            Some(end) => statement.ends_with(end),
            None => statement.contains(self.said_by),
        };
        self.table == scan.table && is_said
    }
}

const CATALOGUE: &str = "the catalogue is read whole at the start and when it was edited";
const PLACES: &str = "the places of all units are read at the start";
const FORGOTTEN: &str = "once an hour; of these rows only those of the last day are left";
const MINIMUM: &str = "once an hour, over the offerings that have a minimum";

const fn everywhere(table: &'static str, said_by: &'static str, why: &'static str) -> Known {
    Known {
        table,
        said_by,
        on: None,
        why,
    }
}

const fn on(backend: Backend, known: Known) -> Known {
    Known {
        on: Some(backend),
        ..known
    }
}

pub(super) const KNOWN: &[Known] = &[
    everywhere("programs", "FROM \"programs\"$", CATALOGUE),
    everywhere(
        "program_questions",
        "FROM \"program_questions\" ORDER BY",
        CATALOGUE,
    ),
    everywhere("offerings", "FROM \"offerings\"$", CATALOGUE),
    everywhere(
        "offering_quotas",
        "FROM \"offering_quotas\" ORDER BY",
        CATALOGUE,
    ),
    everywhere("sessions", "FROM \"sessions\" ORDER BY", CATALOGUE),
    everywhere("units", "FROM \"units\"$", PLACES),
    everywhere("pools", "FROM \"pools\" ORDER BY", PLACES),
    everywhere(
        "access_tokens",
        "DELETE FROM \"access_tokens\" WHERE \"access_tokens\".\"expires_at\" <",
        "once an hour; an index would have to be written with every hour's use of every token",
    ),
    everywhere(
        "second_factors",
        "DELETE FROM \"second_factors\" WHERE \"second_factors\".\"confirmed_at\" IS NULL",
        "once an hour; there is a row for each of the staff",
    ),
    on(
        Backend::Sqlite,
        everywhere("failed_tries", "DELETE FROM \"failed_tries\"", FORGOTTEN),
    ),
    on(
        Backend::Sqlite,
        everywhere(
            "one_time_codes",
            "DELETE FROM \"one_time_codes\"",
            FORGOTTEN,
        ),
    ),
    on(
        Backend::Sqlite,
        everywhere(
            "second_factor_tries",
            "DELETE FROM \"second_factor_tries\"",
            FORGOTTEN,
        ),
    ),
    on(
        Backend::Sqlite,
        everywhere("sessions", "\"min_to_run\" IS NOT NULL", MINIMUM),
    ),
    on(
        Backend::Postgres,
        everywhere("offerings", "\"min_to_run\" IS NOT NULL", MINIMUM),
    ),
    on(
        Backend::Postgres,
        everywhere("minimum_warnings", "\"min_to_run\" IS NOT NULL", MINIMUM),
    ),
];
