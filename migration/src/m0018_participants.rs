//! Who takes part: oneself, a child, a relative.

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
                    .table("participants")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("account_id").uuid().not_null())
                    .col(ColumnDef::new("name").text().not_null())
                    .col(ColumnDef::new("relation").text().not_null())
                    .col(ColumnDef::new("birth_date").date())
                    .col(ColumnDef::new("gender").text())
                    .col(ColumnDef::new("grade").integer())
                    .col(ColumnDef::new("grade_stated_on").date())
                    .col(ColumnDef::new("pickup_people_sealed").text())
                    .col(ColumnDef::new("emergency_contact_sealed").text())
                    .col(ColumnDef::new("care_notes_sealed").text())
                    .col(ColumnDef::new("identity_hash").text())
                    .col(ColumnDef::new("version").integer().not_null())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .col(ColumnDef::new("updated_at").big_integer().not_null())
                    .col(ColumnDef::new("removed_at").big_integer())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_participants_account_id")
                            .from("participants", "account_id")
                            .to("accounts", "id"),
                    )
                    .check(Expr::cust(
                        "relation IN ('self', 'child', 'spouse', 'parent', 'other')",
                    ))
                    .check(Expr::cust("gender IN ('female', 'male', 'undisclosed')"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_participants_account_id")
                    .table("participants")
                    .col("account_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_participants_identity_hash")
                    .table("participants")
                    .col("identity_hash")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("participants").to_owned())
            .await
    }
}
