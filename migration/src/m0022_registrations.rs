//! What one participant asks of one unit and has there.

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
        manager.create_table(Table::create().table("registrations").col(ColumnDef::new("id").uuid().not_null().primary_key()).col(ColumnDef::new("program_id").uuid().not_null()).col(ColumnDef::new("offering_id").uuid().not_null()).col(ColumnDef::new("unit_id").uuid().not_null()).col(ColumnDef::new("account_id").uuid().not_null()).col(ColumnDef::new("participant_id").uuid().not_null()).col(ColumnDef::new("pool_id").uuid()).col(ColumnDef::new("status").text().not_null()).col(ColumnDef::new("seats").integer().not_null()).col(ColumnDef::new("quota_key").text().not_null()).col(ColumnDef::new("points").integer().not_null()).col(ColumnDef::new("drawn_rank").integer()).col(ColumnDef::new("arrival").big_integer().not_null()).col(ColumnDef::new("passed").integer().not_null()).col(ColumnDef::new("offer_expires_at").big_integer()).col(ColumnDef::new("offer_extended").boolean().not_null()).col(ColumnDef::new("group_id").uuid()).col(ColumnDef::new("replaces").uuid()).col(ColumnDef::new("door_code").text().not_null()).col(ColumnDef::new("draw_code").text()).col(ColumnDef::new("created_at").big_integer().not_null()).col(ColumnDef::new("updated_at").big_integer().not_null()).foreign_key(ForeignKey::create().name("fk_registrations_unit_id").from("registrations", "unit_id").to("units", "id")).foreign_key(ForeignKey::create().name("fk_registrations_account_id").from("registrations", "account_id").to("accounts", "id")).foreign_key(ForeignKey::create().name("fk_registrations_participant_id").from("registrations", "participant_id").to("participants", "id")).foreign_key(ForeignKey::create().name("fk_registrations_pool_id").from("registrations", "pool_id").to("pools", "id")).check(Expr::cust("seats > 0")).check(Expr::cust("(pool_id IS NULL) = (status NOT IN ('offered', 'confirmed'))")).check(Expr::cust("status IN ('applied', 'waitlisted', 'offered', 'confirmed', 'cancelled', 'declined', 'expired', 'rejected', 'not_drawn', 'called_off')")).to_owned()).await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_registrations_unit_id_status")
                    .table("registrations")
                    .col("unit_id")
                    .col("status")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_registrations_account_id_id")
                    .table("registrations")
                    .col("account_id")
                    .col("id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_registrations_participant_id")
                    .table("registrations")
                    .col("participant_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_registrations_program_id_offer_expires_at")
                    .table("registrations")
                    .col("program_id")
                    .col("offer_expires_at")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("uq_registrations_offering_id_door_code")
                    .unique()
                    .table("registrations")
                    .col("offering_id")
                    .col("door_code")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("uq_registrations_live")
                    .unique()
                    .table("registrations")
                    .col("participant_id")
                    .col("unit_id")
                    .and_where(Expr::cust(
                        "status IN ('applied', 'waitlisted', 'offered', 'confirmed')",
                    ))
                    .to_owned(),
            )
            .await?;
        // Few offers are open at a time; the timer looks for those nobody could hear of.
        manager
            .create_index(
                Index::create()
                    .name("ix_registrations_offered")
                    .table("registrations")
                    .col("updated_at")
                    .and_where(Expr::cust("status = 'offered'"))
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("registrations").to_owned())
            .await
    }
}
