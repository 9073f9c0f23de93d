//! Two more kinds of lines in a history: reviewed, rescheduled. SQLite changes no CHECK in
//! place, so the table is made anew and filled from the old one.

use sea_orm_migration::prelude::*;

/// Widens and narrows the check.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const COLUMNS: &str = "program_id, sequence, registration_id, at, kind, from_status, to_status, \
                       from_pool, to_pool, cause, actor_kind, actor_id, reason, facts, remark";
const INDEX: &str = "ix_registration_events_registration_id_sequence";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let kinds = "'status', 'rebooked', 'extended', 'passed', 'reviewed', 'rescheduled'";
        make_anew(manager, kinds).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let kinds = "'status', 'rebooked', 'extended', 'points', 'passed'";
        make_anew(manager, kinds).await
    }
}

async fn make_anew(manager: &SchemaManager<'_>, kinds: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    manager
        .drop_index(
            Index::drop()
                .name(INDEX)
                .table("registration_events")
                .to_owned(),
        )
        .await?;
    manager
        .rename_table(
            Table::rename()
                .table("registration_events", "registration_events_before")
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("registration_events")
                .col(ColumnDef::new("program_id").uuid().not_null())
                .col(ColumnDef::new("sequence").big_integer().not_null())
                .col(ColumnDef::new("registration_id").uuid().not_null())
                .col(ColumnDef::new("at").big_integer().not_null())
                .col(ColumnDef::new("kind").text().not_null())
                .col(ColumnDef::new("from_status").text())
                .col(ColumnDef::new("to_status").text())
                .col(ColumnDef::new("from_pool").uuid())
                .col(ColumnDef::new("to_pool").uuid())
                .col(ColumnDef::new("cause").text().not_null())
                .col(ColumnDef::new("actor_kind").text().not_null())
                .col(ColumnDef::new("actor_id").uuid())
                .col(ColumnDef::new("reason").text().not_null())
                .col(ColumnDef::new("facts").json().not_null())
                .col(ColumnDef::new("remark").text())
                .primary_key(Index::create().col("program_id").col("sequence"))
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_registration_events_registration_id")
                        .from("registration_events", "registration_id")
                        .to("registrations", "id"),
                )
                .check(Expr::cust(format!("kind IN ({kinds})")))
                .check(Expr::cust(
                    "actor_kind IN ('worker', 'staff', 'timer', 'import')",
                ))
                .to_owned(),
        )
        .await?;
    db.execute_unprepared(&format!(
        "INSERT INTO registration_events ({COLUMNS}) \
         SELECT {COLUMNS} FROM registration_events_before"
    ))
    .await?;
    manager
        .drop_table(Table::drop().table("registration_events_before").to_owned())
        .await?;
    manager
        .create_index(
            Index::create()
                .name(INDEX)
                .table("registration_events")
                .col("registration_id")
                .col("sequence")
                .to_owned(),
        )
        .await
}
