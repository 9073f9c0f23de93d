//! What organizers wrote to those registered for an offering. Its notices carry its id as their
//! batch (m0067), so that what became of the mails is counted from their deliveries.

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
                    .table("announcements")
                    .col(ColumnDef::new("id").uuid().not_null().primary_key())
                    .col(ColumnDef::new("offering_id").uuid().not_null())
                    .col(ColumnDef::new("addressed_to").text().not_null())
                    .col(ColumnDef::new("subject").text().not_null())
                    .col(ColumnDef::new("body").text().not_null())
                    .col(ColumnDef::new("recipients").integer().not_null())
                    .col(ColumnDef::new("sent_by").uuid().not_null())
                    .col(ColumnDef::new("created_at").big_integer().not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_announcements_offering_id")
                            .from("announcements", "offering_id")
                            .to("offerings", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_announcements_sent_by")
                            .from("announcements", "sent_by")
                            .to("accounts", "id"),
                    )
                    .check(Expr::cust(
                        "addressed_to IN ('confirmed', 'waitlisted', 'all')",
                    ))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_announcements_offering_id_id")
                    .table("announcements")
                    .col("offering_id")
                    .col("id")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("announcements").to_owned())
            .await
    }
}
