//! One table a file; the columns as they are stored. Only the `store.rs` of a feature reads these.

#![expect(
    clippy::disallowed_methods,
    reason = "sea-orm's derive writes a call to begin"
)]

pub mod access_tokens;
pub mod accounts;
pub mod announcements;
pub mod answers;
pub mod attendance_marks;
pub mod audit_log;
pub mod catalog_state;
pub mod consent_texts;
pub mod consents;
pub mod deliveries;
pub mod draw_warnings;
pub mod draws;
pub mod duplicate_settlements;
pub mod erasures;
pub mod failed_tries;
pub mod idempotency_records;
pub mod imports;
pub mod kept_reports;
pub mod leases;
pub mod ledgers;
pub mod memberships;
pub mod minimum_warnings;
pub mod notices;
pub mod offering_quotas;
pub mod offerings;
pub mod one_time_codes;
pub mod organization_ancestors;
pub mod organizations;
pub mod participants;
pub mod pool_events;
pub mod pools;
pub mod program_questions;
pub mod programs;
pub mod questions;
pub mod recovery_codes;
pub mod registration_events;
pub mod registrations;
pub mod reminders;
pub mod second_factor_tries;
pub mod second_factors;
pub mod seen_devices;
pub mod sessions;
pub mod sites;
pub mod staff_grants;
pub mod suppressed_addresses;
pub mod undelivered_digests;
pub mod units;
