//! What may be read whole.

use crate::harness::Backend;

/// The tables that grow with a union's years. The others (bodies, places, the bank of questions,
/// texts, leases) stay small.
pub(super) const GROWING: &[&str] = &[
    "access_tokens",
    "accounts",
    "announcements",
    "answers",
    "attendance_marks",
    "audit_log",
    "consents",
    "deliveries",
    "draws",
    "duplicate_settlements",
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
    "second_factor_tries",
    "second_factors",
    "sessions",
    "staff_grants",
    "units",
];

/// A statement that goes through a table, and why that is as it should be.
pub(super) struct Known {
    pub(super) table: &'static str,
    /// Parts of its text that tell it from others.
    pub(super) said_by: &'static [&'static str],
    /// The database on which it does; none for both.
    pub(super) on: Option<Backend>,
    pub(super) why: &'static str,
}

pub(super) const KNOWN: &[Known] = &[];
