//! One run of a program that one signs up for.

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
                    .table("offerings")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("code").text().not_null().unique_key())
                    .col(ColumnDef::new("program_id").uuid().not_null())
                    .col(ColumnDef::new("site_id").uuid())
                    .col(ColumnDef::new("title").text().not_null())
                    .col(ColumnDef::new("title_en").text().not_null())
                    .col(ColumnDef::new("state").text().not_null())
                    .col(ColumnDef::new("call_off_reason").text())
                    .col(ColumnDef::new("online").boolean().not_null())
                    .col(ColumnDef::new("time_zone").text().not_null())
                    .col(
                        ColumnDef::new("registration_opens")
                            .big_integer()
                            .not_null(),
                    )
                    .col(ColumnDef::new("registration_closes").big_integer())
                    .col(ColumnDef::new("allocation").text().not_null())
                    .col(ColumnDef::new("draw_at").big_integer())
                    .col(ColumnDef::new("enrol").text().not_null())
                    .col(ColumnDef::new("pick_max").integer())
                    .col(ColumnDef::new("capacity").integer())
                    .col(ColumnDef::new("capacity_unit").text().not_null())
                    .col(ColumnDef::new("waitlist_limit").integer())
                    .col(ColumnDef::new("offer_hours").integer())
                    .col(ColumnDef::new("min_to_run").integer())
                    .col(
                        ColumnDef::new("cancel_until_hours_before")
                            .integer()
                            .not_null(),
                    )
                    .col(ColumnDef::new("fee_fen").integer().not_null())
                    .col(ColumnDef::new("weather_dependent").boolean().not_null())
                    .col(ColumnDef::new("linked_allowed").boolean().not_null())
                    .col(ColumnDef::new("party_size_max").integer().not_null())
                    .col(ColumnDef::new("details").json().not_null())
                    .col(ColumnDef::new("version").integer().not_null())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .col(ColumnDef::new("updated_at").big_integer().not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_offerings_program_id")
                            .from("offerings", "program_id")
                            .to("programs", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_offerings_site_id")
                            .from("offerings", "site_id")
                            .to("sites", "id"),
                    )
                    .check(Expr::cust("state IN ('draft', 'published', 'called_off')"))
                    .check(Expr::cust(
                        "allocation IN ('first_come', 'lottery', 'review', 'open')",
                    ))
                    .check(Expr::cust("enrol IN ('all', 'pick')"))
                    .check(Expr::cust("capacity_unit IN ('person', 'team')"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_offerings_program_id")
                    .table("offerings")
                    .col("program_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_offerings_site_id")
                    .table("offerings")
                    .col("site_id")
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("offerings").to_owned())
            .await
    }
}
