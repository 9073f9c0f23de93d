//! Who is registered by staff and has no address gets an account that nobody can sign in to.
//!
//! PostgreSQL drops the two NOT NULL in place. SQLite cannot, and building the table anew would
//! touch every table that points at it; taking a constraint out of the stored text changes no row
//! (<https://sqlite.org/lang_altertable.html>, section 7).

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Loosens and tightens the two columns.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const LOOSE: [&str; 2] = [r#""email" text,"#, r#""email_key" text UNIQUE"#];
const TIGHT: [&str; 2] = [
    r#""email" text NOT NULL,"#,
    r#""email_key" text NOT NULL UNIQUE"#,
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Sqlite => rewrite(manager, TIGHT, LOOSE).await,
            _ => alter(manager, "DROP").await,
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Sqlite => rewrite(manager, LOOSE, TIGHT).await,
            _ => alter(manager, "SET").await,
        }
    }
}

async fn alter(manager: &SchemaManager<'_>, verb: &str) -> Result<(), DbErr> {
    for column in ["email", "email_key"] {
        let alter = format!("ALTER TABLE accounts ALTER COLUMN {column} {verb} NOT NULL");
        manager.get_connection().execute_unprepared(&alter).await?;
    }
    Ok(())
}

async fn rewrite(manager: &SchemaManager<'_>, from: [&str; 2], to: [&str; 2]) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let found = db
        .query_one_raw(sea_orm_migration::sea_orm::Statement::from_string(
            DbBackend::Sqlite,
            "SELECT schema_version FROM pragma_schema_version",
        ))
        .await?;
    let version: i64 = found.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    let rewrite = format!(
        "UPDATE sqlite_schema SET sql = replace(replace(sql, '{}', '{}'), '{}', '{}')
         WHERE type = 'table' AND name = 'accounts'",
        from[0], to[0], from[1], to[1]
    );
    for statement in [
        "PRAGMA writable_schema = ON".to_owned(),
        rewrite,
        // Makes every connection read the schema again.
        format!("PRAGMA schema_version = {}", version + 1),
        "PRAGMA writable_schema = OFF".to_owned(),
    ] {
        db.execute_unprepared(&statement).await?;
    }
    Ok(())
}
