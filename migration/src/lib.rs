//! The schema, one change a file, up and down, the same on SQLite and PostgreSQL.
//!
//! Files are never edited once released: a change is a new file (expand, migrate, contract).
//! Columns are TEXT with a CHECK instead of native enums, BIGINT milliseconds for instants,
//! and nothing relies on a default of the database. Why: docs/operations.md.

#![expect(
    clippy::too_many_lines,
    reason = "a table with many columns is one statement"
)]
#![expect(
    elided_lifetimes_in_paths,
    reason = "MigrationTrait is declared with them elided"
)]

pub use sea_orm_migration::MigrationStatus;
pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m0001_organizations;
mod m0002_organization_ancestors;
mod m0003_sites;
mod m0004_questions;
mod m0005_consent_texts;
mod m0006_programs;
mod m0007_program_questions;
mod m0008_offerings;
mod m0009_offering_quotas;
mod m0010_sessions;
mod m0011_catalog_state;
mod m0012_accounts;
mod m0013_access_tokens;
mod m0014_one_time_codes;
mod m0015_failed_tries;
mod m0016_memberships;
mod m0017_staff_grants;
mod m0018_participants;
mod m0019_ledgers;
mod m0020_units;
mod m0021_pools;
mod m0022_registrations;
mod m0023_registration_events;
mod m0024_pool_events;
mod m0025_answers;
mod m0026_consents;
mod m0027_idempotency_records;
mod m0028_notices;
mod m0029_deliveries;
mod m0030_leases;
mod m0031_imports;
mod m0032_registration_event_remarks;
mod m0033_registration_event_kinds;
mod m0034_registration_review;
mod m0035_pool_targets;
mod m0036_unit_course;
mod m0037_draws;
mod m0050_second_factors;
mod m0051_recovery_codes;
mod m0052_second_factor_tries;
mod m0053_audit_log;
mod m0054_staff_grants_by_address;
mod m0055_accounts_without_address;
mod m0056_consents_on_paper;
mod m0057_programs_refusing_clashes;
mod m0060_registration_groups;
mod m0061_duplicate_settlements;
mod m0065_attendance_marks;
mod m0066_announcements;
mod m0067_notice_batches;
mod m0068_minimum_warnings;
mod m0069_session_sites;
mod m0070_deliveries_in_turn;
mod m0071_registrations_by_program;
mod m0072_deliveries_by_day;
mod m0073_suppressed_addresses;
mod m0075_program_contact_email;
mod m0076_reminders;
mod m0077_units_by_start;
mod m0078_offering_bring;
mod m0079_offering_dates_changed;
mod m0080_seen_devices;
mod m0081_draw_warnings;
mod m0082_undelivered_digests;
mod m0083_kept_reports;
mod m0084_announcements_to_chosen;
mod m0085_erasures;
mod m0086_deliveries_by_address;
mod m0090_question_purpose;
mod m0091_draw_witnesses;
mod m0092_suppressed_by_delivery;

/// All migrations in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_organizations::Migration),
            Box::new(m0002_organization_ancestors::Migration),
            Box::new(m0003_sites::Migration),
            Box::new(m0004_questions::Migration),
            Box::new(m0005_consent_texts::Migration),
            Box::new(m0006_programs::Migration),
            Box::new(m0007_program_questions::Migration),
            Box::new(m0008_offerings::Migration),
            Box::new(m0009_offering_quotas::Migration),
            Box::new(m0010_sessions::Migration),
            Box::new(m0011_catalog_state::Migration),
            Box::new(m0012_accounts::Migration),
            Box::new(m0013_access_tokens::Migration),
            Box::new(m0014_one_time_codes::Migration),
            Box::new(m0015_failed_tries::Migration),
            Box::new(m0016_memberships::Migration),
            Box::new(m0017_staff_grants::Migration),
            Box::new(m0018_participants::Migration),
            Box::new(m0019_ledgers::Migration),
            Box::new(m0020_units::Migration),
            Box::new(m0021_pools::Migration),
            Box::new(m0022_registrations::Migration),
            Box::new(m0023_registration_events::Migration),
            Box::new(m0024_pool_events::Migration),
            Box::new(m0025_answers::Migration),
            Box::new(m0026_consents::Migration),
            Box::new(m0027_idempotency_records::Migration),
            Box::new(m0028_notices::Migration),
            Box::new(m0029_deliveries::Migration),
            Box::new(m0030_leases::Migration),
            Box::new(m0031_imports::Migration),
            Box::new(m0032_registration_event_remarks::Migration),
            Box::new(m0033_registration_event_kinds::Migration),
            Box::new(m0034_registration_review::Migration),
            Box::new(m0035_pool_targets::Migration),
            Box::new(m0036_unit_course::Migration),
            Box::new(m0037_draws::Migration),
            Box::new(m0050_second_factors::Migration),
            Box::new(m0051_recovery_codes::Migration),
            Box::new(m0052_second_factor_tries::Migration),
            Box::new(m0053_audit_log::Migration),
            Box::new(m0054_staff_grants_by_address::Migration),
            Box::new(m0055_accounts_without_address::Migration),
            Box::new(m0056_consents_on_paper::Migration),
            Box::new(m0057_programs_refusing_clashes::Migration),
            Box::new(m0065_attendance_marks::Migration),
            Box::new(m0066_announcements::Migration),
            Box::new(m0067_notice_batches::Migration),
            Box::new(m0068_minimum_warnings::Migration),
            Box::new(m0060_registration_groups::Migration),
            Box::new(m0061_duplicate_settlements::Migration),
            Box::new(m0069_session_sites::Migration),
            Box::new(m0070_deliveries_in_turn::Migration),
            Box::new(m0071_registrations_by_program::Migration),
            Box::new(m0072_deliveries_by_day::Migration),
            Box::new(m0073_suppressed_addresses::Migration),
            Box::new(m0075_program_contact_email::Migration),
            Box::new(m0076_reminders::Migration),
            Box::new(m0077_units_by_start::Migration),
            Box::new(m0078_offering_bring::Migration),
            Box::new(m0079_offering_dates_changed::Migration),
            Box::new(m0080_seen_devices::Migration),
            Box::new(m0081_draw_warnings::Migration),
            Box::new(m0082_undelivered_digests::Migration),
            Box::new(m0083_kept_reports::Migration),
            Box::new(m0084_announcements_to_chosen::Migration),
            Box::new(m0085_erasures::Migration),
            Box::new(m0086_deliveries_by_address::Migration),
            Box::new(m0090_question_purpose::Migration),
            Box::new(m0091_draw_witnesses::Migration),
            Box::new(m0092_suppressed_by_delivery::Migration),
        ]
    }
}
