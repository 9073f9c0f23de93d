//! What erasing somebody does with each column that holds text. A new one is entered here with the
//! migration that makes it; `canaries` shows that what is said here is done.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use self::Fate::{Blanked, Code, Gone, NotHers, Trimmed};
use crate::harness::TestServer;

/// What becomes of a text.
#[derive(Clone, Copy, Debug)]
enum Fate {
    /// It is blanked in place, or a neutral word stands there.
    Blanked,
    /// Only what names no person stays of it: ids and numbers of events.
    Trimmed,
    /// Its row is deleted.
    Gone,
    /// A word of the program, a key or a code: it says nothing of a person without the rest.
    Code,
    /// Written by bodies or whoever runs the server, for many: nothing that was asked of her.
    NotHers,
}

/// Each table with the fates of its texts.
const FATES: &[(&str, &[(Fate, &[&str])])] = &[
    ("access_tokens", &[(Gone, &["secret_hash", "device"])]),
    (
        "accounts",
        &[
            (
                Blanked,
                &[
                    "email",
                    "email_key",
                    "name",
                    "phone",
                    "password_hash",
                    "calendar_key_hash",
                    "calendar_key_sealed",
                ],
            ),
            (Code, &["locale"]),
        ],
    ),
    (
        "announcements",
        &[(Code, &["addressed_to"]), (NotHers, &["subject", "body"])],
    ),
    ("answers", &[(Gone, &["question_key", "value", "sealed"])]),
    (
        "attendance_marks",
        &[
            (Blanked, &["collected_by_sealed", "reason_sealed"]),
            (Code, &["mark"]),
        ],
    ),
    (
        "audit_log",
        &[(Code, &["actor_kind", "action", "subject_kind", "facts"])],
    ),
    ("consent_texts", &[(NotHers, &["key", "body", "body_en"])]),
    ("consents", &[(Code, &["key"])]),
    (
        "deliveries",
        &[
            (Blanked, &["address", "last_error"]),
            (Code, &["channel", "state", "cause", "by_day_zone"]),
        ],
    ),
    (
        "draws",
        &[
            (Code, &["state", "list", "fingerprint", "transcript"]),
            (
                NotHers,
                &["public_value_name", "public_value", "void_reason"],
            ),
        ],
    ),
    (
        "erasures",
        &[
            (Blanked, &["email_sealed", "name_sealed"]),
            (Code, &["step", "locale"]),
        ],
    ),
    ("failed_tries", &[(Gone, &["email_key", "kind"])]),
    (
        "idempotency_records",
        &[(Gone, &["key", "request_hash", "made"])],
    ),
    ("imports", &[(NotHers, &["source", "sha256"])]),
    ("kept_reports", &[(Code, &["days", "contents"])]),
    ("leases", &[(Code, &["name", "holder"])]),
    (
        "memberships",
        &[
            (Blanked, &["member_number", "refusal_reason"]),
            (Code, &["status"]),
        ],
    ),
    (
        "notices",
        &[
            (Blanked, &["letter", "secret"]),
            (Trimmed, &["facts"]),
            (Code, &["kind", "locale"]),
        ],
    ),
    (
        "offering_quotas",
        &[(NotHers, &["key", "label", "label_en", "rule"])],
    ),
    (
        "offerings",
        &[(
            NotHers,
            &[
                "code",
                "title",
                "title_en",
                "state",
                "call_off_reason",
                "time_zone",
                "allocation",
                "enrol",
                "capacity_unit",
                "details",
                "bring",
                "bring_en",
            ],
        )],
    ),
    (
        "one_time_codes",
        &[(Gone, &["email_key", "purpose", "code_hash", "pending"])],
    ),
    (
        "organizations",
        &[(
            NotHers,
            &["code", "kind", "name", "name_en", "region_code", "details"],
        )],
    ),
    (
        "participants",
        &[(
            Blanked,
            &[
                "name",
                "relation",
                "gender",
                "pickup_people_sealed",
                "emergency_contact_sealed",
                "care_notes_sealed",
                "identity_hash",
            ],
        )],
    ),
    ("pool_events", &[(Code, &["cause", "actor_kind"])]),
    ("pools", &[(Code, &["quota_key"])]),
    (
        "programs",
        &[(
            NotHers,
            &[
                "code",
                "kind",
                "shape",
                "title",
                "title_en",
                "summary",
                "summary_en",
                "brand",
                "brand_en",
                "tags",
                "facts",
                "sensitivity",
                "notice_style",
                "eligibility",
                "contact",
                "fee_note",
                "details",
                "contact_email",
            ],
        )],
    ),
    (
        "questions",
        &[(
            NotHers,
            &[
                "key",
                "label",
                "label_en",
                "kind",
                "options",
                "sensitivity",
                "fills_from",
            ],
        )],
    ),
    ("recovery_codes", &[(Gone, &["code_hash"])]),
    (
        "registration_events",
        &[
            (Blanked, &["remark"]),
            (
                Code,
                &[
                    "kind",
                    "from_status",
                    "to_status",
                    "cause",
                    "actor_kind",
                    "reason",
                    "facts",
                ],
            ),
        ],
    ),
    (
        "registrations",
        &[(Code, &["status", "quota_key", "door_code", "draw_code"])],
    ),
    ("reminders", &[(Code, &["occasion"])]),
    ("second_factors", &[(Gone, &["secret_sealed"])]),
    ("seen_devices", &[(Gone, &["device_hash"])]),
    ("seaql_migrations", &[(Code, &["version"])]),
    (
        "sessions",
        &[(
            NotHers,
            &[
                "code",
                "title",
                "title_en",
                "role",
                "state",
                "also_show_time_zone",
            ],
        )],
    ),
    (
        "sites",
        &[(
            NotHers,
            &[
                "code",
                "kind",
                "name",
                "name_en",
                "district",
                "district_en",
                "opening_hours",
                "amenities",
                "details",
            ],
        )],
    ),
    (
        "staff_grants",
        &[(Blanked, &["email", "email_key"]), (Code, &["role"])],
    ),
    (
        "suppressed_addresses",
        &[(Gone, &["address_key"]), (Code, &["stage"])],
    ),
];

on_both_databases! {
    async fn of_each_column_with_text_it_is_said_what_erasing_does_with_it(server) {
        let there = server.texts().await;
        let mut said = BTreeSet::new();
        for (table, fates) in FATES {
            for (_, columns) in *fates {
                for column in *columns {
                    assert!(said.insert(format!("{table}.{column}")), "{table}.{column} twice");
                }
            }
        }
        let unsaid: Vec<&String> = there.difference(&said).collect();
        assert!(
            unsaid.is_empty(),
            "what does erasing somebody do with these? Erase them in the feature's personal.rs, \
             and say so in FATES of tests/it/privacy/fates.rs: {unsaid:#?}"
        );
        let stale: Vec<&String> = said.difference(&there).collect();
        assert!(stale.is_empty(), "no such text: take it out of FATES: {stale:#?}");
    }
}

impl TestServer {
    /// The columns that hold text, JSON or bytes.
    async fn texts(&self) -> BTreeSet<String> {
        let read = match self.db.backend() {
            DbBackend::Sqlite => {
                "SELECT m.name || '.' || c.name FROM sqlite_master m \
                 JOIN pragma_table_info(m.name) c WHERE m.type = 'table' \
                 AND (c.type LIKE '%text%' OR c.type LIKE '%char%' OR c.type LIKE '%json%') \
                 AND c.type NOT LIKE '%uuid%' AND c.type NOT LIKE '%date%'"
            }
            _ => {
                "SELECT table_name || '.' || column_name FROM information_schema.columns \
                 WHERE table_schema = 'public' AND data_type IN \
                 ('text', 'character varying', 'character', 'json', 'jsonb', 'bytea')"
            }
        };
        let statement = Statement::from_string(self.db.backend(), read);
        let rows = self.db.read().query_all_raw(statement).await.unwrap();
        rows.iter()
            .map(|row| row.try_get_by_index(0).unwrap())
            .collect()
    }
}
