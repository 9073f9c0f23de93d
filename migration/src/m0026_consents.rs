//! Consents given for a registration, by version of their text.

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
                    .table("consents")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("registration_id").uuid().not_null())
                    .col(ColumnDef::new("account_id").uuid().not_null())
                    .col(ColumnDef::new("participant_id").uuid().not_null())
                    .col(ColumnDef::new("key").text().not_null())
                    .col(ColumnDef::new("version").integer().not_null())
                    .col(ColumnDef::new("given_at").big_integer().not_null())
                    .col(ColumnDef::new("withdrawn_at").big_integer())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_consents_registration_id")
                            .from("consents", "registration_id")
                            .to("registrations", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_consents_account_id")
                            .from("consents", "account_id")
                            .to("accounts", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_consents_participant_id")
                            .from("consents", "participant_id")
                            .to("participants", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_consents_registration_id")
                    .table("consents")
                    .col("registration_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_consents_account_id_id")
                    .table("consents")
                    .col("account_id")
                    .col("id")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("consents").to_owned())
            .await
    }
}
