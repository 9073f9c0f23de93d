//! Everything that stands in a database: each column of each table, as the schema names them.

use std::collections::BTreeMap;

use niangjia::db::Database;
use niangjia::db::seal::{FieldKeys, Place};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

/// Columns that hold something sealed, and what it is sealed for: the name of the place, and the
/// column that tells the row.
const SEALED: &[(&str, &str, &str, &str)] = &[
    ("accounts", "calendar_key_sealed", "calendar_key", "id"),
    ("answers", "sealed", "", "registration_id"),
    (
        "attendance_marks",
        "collected_by_sealed",
        "collected_by",
        "id",
    ),
    ("attendance_marks", "reason_sealed", "reason", "id"),
    ("erasures", "email_sealed", "email", "account_id"),
    ("erasures", "name_sealed", "name", "account_id"),
    ("notices", "secret", "secret", "id"),
    ("participants", "care_notes_sealed", "care_notes", "id"),
    (
        "participants",
        "emergency_contact_sealed",
        "emergency_contact",
        "id",
    ),
    (
        "participants",
        "pickup_people_sealed",
        "pickup_people",
        "id",
    ),
    ("second_factors", "secret_sealed", "secret", "account_id"),
];

/// A value with where it stands.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) table: String,
    pub(super) column: String,
    pub(super) text: String,
}

/// Every value of a database as text, bytes as hexadecimal; what is sealed is opened.
pub(super) async fn everything(db: &Database, keys: &FieldKeys) -> Vec<Found> {
    let mut all = Vec::new();
    for (table, columns) in schema(db).await {
        for row in rows(db, &table, &columns).await {
            for (column, value) in &row {
                let opened = open(keys, &table, column, &row);
                let (table, column) = (table.clone(), column.clone());
                let text = opened.unwrap_or_else(|| value.clone());
                all.push(Found {
                    table,
                    column,
                    text,
                });
            }
        }
    }
    all
}

/// The tables with their columns.
pub(super) async fn schema(db: &Database) -> BTreeMap<String, Vec<String>> {
    let read = match db.backend() {
        DbBackend::Sqlite => {
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table'"
        }
        _ => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns \
             WHERE table_schema = 'public'"
        }
    };
    let mut schema: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let rows = db
        .read()
        .query_all_raw(Statement::from_string(db.backend(), read));
    for row in rows.await.unwrap() {
        let column = row.try_get_by_index(1).unwrap();
        schema
            .entry(row.try_get_by_index(0).unwrap())
            .or_default()
            .push(column);
    }
    assert!(schema.len() > 30, "the tables were not found");
    schema
}

/// The rows of a table; null is left out.
async fn rows(db: &Database, table: &str, columns: &[String]) -> Vec<BTreeMap<String, String>> {
    let text = |column: &String| match db.backend() {
        DbBackend::Sqlite => format!(
            "CASE typeof(\"{column}\") WHEN 'blob' THEN hex(\"{column}\") \
             ELSE CAST(\"{column}\" AS TEXT) END"
        ),
        _ => format!("\"{column}\"::text"),
    };
    let columns_read: Vec<String> = columns.iter().map(text).collect();
    let read = format!("SELECT {} FROM \"{table}\"", columns_read.join(", "));
    let found = db
        .read()
        .query_all_raw(Statement::from_string(db.backend(), read));
    let mut rows = Vec::new();
    for row in found.await.unwrap() {
        let mut values = BTreeMap::new();
        for (at, column) in columns.iter().enumerate() {
            let value: Option<String> = row.try_get_by_index(at).unwrap();
            values.extend(value.map(|value| (column.clone(), value)));
        }
        rows.push(values);
    }
    rows
}

/// What a sealed value says. One in a column that is not known to hold any is a fault of this test.
fn open(
    keys: &FieldKeys,
    table: &str,
    column: &str,
    row: &BTreeMap<String, String>,
) -> Option<String> {
    let value = row.get(column)?;
    let known = SEALED.iter().find(|one| (one.0, one.1) == (table, column));
    let Some((table, _, place, id)) = known else {
        assert!(
            !value.starts_with("test."),
            "{table}.{column} is sealed: enter it into SEALED"
        );
        return None;
    };
    if value.is_empty() {
        return None;
    }
    let place = Place {
        table,
        column: if place.is_empty() {
            &row["question_key"]
        } else {
            place
        },
        row: Uuid::parse_str(&row[*id]).unwrap(),
    };
    Some(keys.open(&place, value).unwrap())
}
