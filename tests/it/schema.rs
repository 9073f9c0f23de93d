//! Migrations and entities say the same, on both databases, up and down.

use std::collections::BTreeSet;

use migration::{Migrator, MigratorTrait};
use niangjia::db::entity;
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, FromQueryResult,
    QuerySelect, Schema, Statement,
};
use secrecy::ExposeSecret;

use crate::harness::TestDatabase;

/// Does the same with every entity.
macro_rules! every_entity {
    ($with:ident, $db:expr) => {
        every_entity!(@ $with, $db, access_tokens accounts announcements answers attendance_marks audit_log catalog_state consent_texts
            consents deliveries draw_warnings draws duplicate_settlements erasures failed_tries idempotency_records imports kept_reports leases ledgers memberships
            minimum_warnings notices offering_quotas offerings one_time_codes organization_ancestors organizations
            participants pool_events pools program_questions programs questions
            recovery_codes registration_events registrations reminders second_factor_tries second_factors
            seen_devices sessions sites staff_grants suppressed_addresses undelivered_digests units)
    };
    (@ $with:ident, $db:expr, $($table:ident)+) => {
        $($with::<entity::$table::Entity>($db).await;)+
    };
}

on_both_databases! {
    async fn going_down_undoes_going_up(backend: Backend) {
        let database = TestDatabase::without_schema(backend).await;
        let db = connect(&database).await;
        let before = columns(&db).await;
        Migrator::up(&db, None).await.unwrap();
        let migrated = columns(&db).await;
        Migrator::down(&db, None).await.unwrap();
        assert_eq!(columns(&db).await, before);
        Migrator::up(&db, None).await.unwrap();
        assert_eq!(columns(&db).await, migrated);
        db.close().await.unwrap();
    }

    async fn entities_have_the_columns_of_the_migrations(backend: Backend) {
        let database = TestDatabase::create(backend).await;
        let db = connect(&database).await;
        every_entity!(read_one, &db);
        let drawn = TestDatabase::without_schema(backend).await;
        let blank = connect(&drawn).await;
        every_entity!(create, &blank);
        assert_eq!(columns(&blank).await, columns(&db).await);
        db.close().await.unwrap();
        blank.close().await.unwrap();
    }
}

async fn read_one<E: EntityTrait>(db: &DatabaseConnection) {
    E::find().limit(1).all(db).await.unwrap();
}

async fn create<E: EntityTrait + Default>(db: &DatabaseConnection) {
    let schema = Schema::new(db.get_database_backend());
    db.execute(&schema.create_table_from_entity(E::default()))
        .await
        .unwrap();
}

/// A connection of its own, whatever the schema.
pub(crate) async fn connect(database: &TestDatabase) -> DatabaseConnection {
    let url = database.settings.url.expose_secret();
    let url = if url.starts_with("sqlite") {
        format!("{url}?mode=rwc")
    } else {
        url.to_owned()
    };
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options).await.unwrap()
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, FromQueryResult)]
struct Column {
    place: String,
    kind: String,
    required: bool,
}

/// Every column of every table, but those of the migrations' own bookkeeping.
async fn columns(db: &DatabaseConnection) -> BTreeSet<Column> {
    let query = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name || '.' || column_name AS place, data_type::text AS kind, \
             is_nullable = 'NO' AS required FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name <> 'seaql_migrations'"
        }
        _ => {
            "SELECT t.name || '.' || c.name AS place, c.type AS kind, \
             c.\"notnull\" OR c.pk > 0 AS required FROM sqlite_master t, pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND t.name <> 'seaql_migrations'"
        }
    };
    let statement = Statement::from_string(db.get_database_backend(), query);
    Column::find_by_statement(statement)
        .all(db)
        .await
        .unwrap()
        .into_iter()
        .collect()
}
