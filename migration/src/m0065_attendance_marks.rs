//! Who came and went: marks as they were made at the door, never changed, in whatever order they
//! arrive. The same mark sent twice is one row. Who collected a child and why somebody is absent
//! are sealed.

use sea_orm_migration::prelude::*;

/// Creates and drops the table.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("attendance_marks")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("session_id").uuid().not_null())
                    .col(ColumnDef::new("registration_id").uuid().not_null())
                    .col(ColumnDef::new("mark").text().not_null())
                    .col(ColumnDef::new("at").big_integer().not_null())
                    .col(ColumnDef::new("collected_by_sealed").text())
                    .col(ColumnDef::new("reason_sealed").text())
                    .col(ColumnDef::new("marked_by").uuid().not_null())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_attendance_marks_session_id")
                            .from("attendance_marks", "session_id")
                            .to("sessions", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_attendance_marks_registration_id")
                            .from("attendance_marks", "registration_id")
                            .to("registrations", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_attendance_marks_marked_by")
                            .from("attendance_marks", "marked_by")
                            .to("accounts", "id"),
                    )
                    .check(Expr::cust("mark IN ('absent', 'excused', 'in', 'out')"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("uq_attendance_marks")
                    .unique()
                    .table("attendance_marks")
                    .col("session_id")
                    .col("registration_id")
                    .col("mark")
                    .col("at")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_attendance_marks_registration_id")
                    .table("attendance_marks")
                    .col("registration_id")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("attendance_marks").to_owned())
            .await
    }
}
