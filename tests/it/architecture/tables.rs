//! Which feature owns which table, and which stores are guests at another's.

use super::{Source, members, nobody, path, sources};

/// Who owns which tables. A new entity is entered here with the migration that makes it.
const OWNERS: &[(&str, &[&str])] = &[
    ("db", &["idempotency_records"]),
    (
        "notices",
        &["deliveries", "notices", "suppressed_addresses"],
    ),
    ("timer", &["leases"]),
    (
        "accounts",
        &[
            "access_tokens",
            "accounts",
            "failed_tries",
            "one_time_codes",
            "recovery_codes",
            "second_factor_tries",
            "second_factors",
            "seen_devices",
        ],
    ),
    (
        "organizations",
        &[
            "audit_log",
            "memberships",
            "organization_ancestors",
            "organizations",
            "staff_grants",
        ],
    ),
    ("households", &["participants"]),
    (
        "catalog",
        &[
            "catalog_state",
            "consent_texts",
            "offering_quotas",
            "offerings",
            "program_questions",
            "programs",
            "questions",
            "sessions",
            "sites",
        ],
    ),
    (
        "ledger",
        &[
            "draws",
            "ledgers",
            "pool_events",
            "pools",
            "registration_events",
            "registrations",
            "units",
        ],
    ),
    ("registrations", &["answers", "consents", "reminders"]),
    (
        "roster",
        &[
            "announcements",
            "attendance_marks",
            "draw_warnings",
            "duplicate_settlements",
            "imports",
            "kept_reports",
            "minimum_warnings",
            "undelivered_digests",
        ],
    ),
    ("privacy", &["erasures"]),
];

/// Stores that read or write a table of another feature, and why they do not ask its owner.
const GUESTS: &[(&str, &[&str], &str)] = &[
    (
        "registrations/store/namesakes.rs",
        &["accounts", "participants", "registrations", "units"],
        "who is in an offering under a name: one join, instead of everybody of that name",
    ),
    (
        "ledger/store/audit/keys.rs",
        &[
            "accounts",
            "announcements",
            "consents",
            "idempotency_records",
            "memberships",
            "notices",
            "offerings",
            "participants",
            "programs",
            "staff_grants",
        ],
        "`niangjia check` reads one snapshot of all that an invariant speaks of",
    ),
    (
        "ledger/store/audit/mod.rs",
        &["consent_texts", "offerings", "programs"],
        "`niangjia check` reads one snapshot of all that an invariant speaks of",
    ),
    (
        "ledger/store/audit/notices.rs",
        &["deliveries", "notices"],
        "`niangjia check` reads one snapshot of all that an invariant speaks of",
    ),
    (
        "ledger/store/audit/people.rs",
        &["consents", "participants"],
        "`niangjia check` reads one snapshot of all that an invariant speaks of",
    ),
    (
        "ledger/store/load.rs",
        &["offerings", "programs"],
        "what decides is read under the ledger's lock, by sets",
    ),
    (
        "ledger/store/apart.rs",
        &["sessions"],
        "a session's times are read under the lock of the seats that hang on them",
    ),
    (
        "ledger/store/keys.rs",
        &["idempotency_records"],
        "an answer is looked up in the transaction that would decide again",
    ),
    (
        "ledger/store/convert.rs",
        &["offerings"],
        "the offering's row as the decision sees it",
    ),
    (
        "ledger/store/save.rs",
        &["answers", "consents", "idempotency_records"],
        "written in the transaction that makes the registration",
    ),
    (
        "ledger/store/read.rs",
        &["accounts", "programs"],
        "the languages of all who are told, and the bodies whose log is written, inside the lane",
    ),
    (
        "catalog/store/places.rs",
        &["ledgers", "pools", "units"],
        "the places shown are the ledger's pools, and the catalogue lies below it",
    ),
    (
        "organizations/store/programs.rs",
        &["programs"],
        "a counsellor's program is found and named where the role is given, below the catalogue",
    ),
    (
        "households/store/participants.rs",
        &["registrations"],
        "who has a live registration stays, and the ledger lies above",
    ),
    (
        "notices/store/deliveries.rs",
        &["accounts"],
        "the address is the account's when the mail is sent, and notices know no feature",
    ),
    (
        "roster/store.rs",
        &[
            "ledgers",
            "offerings",
            "pools",
            "programs",
            "registrations",
            "units",
        ],
        "an edit is compared with rows and seats as they are, under the lock of the row",
    ),
    (
        "roster/announcements/store.rs",
        &["accounts", "registrations"],
        "everyone who is written to is found by one query, with language and address",
    ),
    (
        "roster/attendance/store.rs",
        &["registrations", "units"],
        "whom the door expects is joined to what was marked there",
    ),
    (
        "roster/minimum/store.rs",
        &[
            "offerings",
            "programs",
            "registrations",
            "sessions",
            "units",
        ],
        "what begins soon is found with its seats by a handful of queries, drafts of edits aside",
    ),
    (
        "roster/drawing/store.rs",
        &["registrations", "units"],
        "which lotteries still wait to be drawn, and for how many, are two queries over all",
    ),
    (
        "roster/today/store.rs",
        &["registrations", "units"],
        "what waits in all units within reach is three queries, whatever their number",
    ),
    (
        "roster/undelivered/store.rs",
        &["deliveries", "notices", "registrations"],
        "whom no mail reached is counted by offering in one query over the mails that ended",
    ),
    (
        "roster/listing/store.rs",
        &["accounts", "participants", "registrations"],
        "rows are found by name, address and code in one query over the three",
    ),
    (
        "roster/duplicates/store.rs",
        &["participants", "registrations"],
        "who is registered twice is one query over registrations and their people",
    ),
    (
        "roster/access/store.rs",
        &[
            "offerings",
            "organizations",
            "programs",
            "registrations",
            "sessions",
        ],
        "who may do what is one query from the row up the tree to the grants",
    ),
];

/// The entities that a source imports.
fn entities(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for after in code.split("entity::").skip(1) {
        match after.strip_prefix('{') {
            Some(group) => found.extend(members(group)),
            None => found.push(path(after)),
        }
    }
    let first = |path: String| path.split(':').next().unwrap_or("").to_owned();
    found.into_iter().map(first).collect()
}

fn owns(feature: &str, entity: &str) -> bool {
    let owned = OWNERS.iter().find(|(owner, _)| *owner == feature);
    owned.is_some_and(|(_, tables)| tables.contains(&entity))
}

#[test]
fn a_table_is_its_owners() {
    nobody(
        "Ask the owner of the table (OWNERS), or say why not (GUESTS).",
        |source| {
            let foreign =
                |entity: &String| !owns(source.module(), entity) && !is_guest(source, entity);
            let mut used = entities(&source.code()).into_iter();
            used.find(|entity| source.module() != "db" && foreign(entity))
        },
    );
    let sources = sources();
    for (guest, tables, _) in GUESTS {
        let source = sources.iter().find(|source| source.path == *guest);
        let used = source
            .map(|source| entities(&source.code()))
            .unwrap_or_default();
        for table in *tables {
            assert!(
                used.iter().any(|entity| entity == table),
                "{guest} leaves {table} alone by now: take it out of GUESTS"
            );
        }
    }
    for source in &sources {
        let Some(entity) = source.path.strip_prefix("db/entity/") else {
            continue;
        };
        let entity = entity.trim_end_matches(".rs");
        assert!(
            entity == "mod" || OWNERS.iter().any(|(_, tables)| tables.contains(&entity)),
            "nobody owns {entity}: enter it into OWNERS"
        );
    }
}

fn is_guest(source: &Source, entity: &str) -> bool {
    let mut guests = GUESTS.iter();
    guests.any(|(guest, tables, _)| *guest == source.path && tables.contains(&entity))
}
