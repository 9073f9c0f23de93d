//! Participants of one name and day of birth of whom staff said that they are two people.

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
        let participant = |column: &'static str, name: &'static str| {
            ForeignKey::create()
                .name(name)
                .from("duplicate_settlements", column)
                .to("participants", "id")
                .to_owned()
        };
        manager
            .create_table(
                Table::create()
                    .table("duplicate_settlements")
                    .col(ColumnDef::new("offering_id").uuid().not_null())
                    // The lesser id: a pair stands here once.
                    .col(ColumnDef::new("first_id").uuid().not_null())
                    .col(ColumnDef::new("second_id").uuid().not_null())
                    .col(ColumnDef::new("settled_by").uuid().not_null())
                    .col(ColumnDef::new("settled_at").big_integer().not_null())
                    .primary_key(
                        Index::create()
                            .col("offering_id")
                            .col("first_id")
                            .col("second_id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_duplicate_settlements_offering_id")
                            .from("duplicate_settlements", "offering_id")
                            .to("offerings", "id"),
                    )
                    .foreign_key(&mut participant(
                        "first_id",
                        "fk_duplicate_settlements_first_id",
                    ))
                    .foreign_key(&mut participant(
                        "second_id",
                        "fk_duplicate_settlements_second_id",
                    ))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_duplicate_settlements_settled_by")
                            .from("duplicate_settlements", "settled_by")
                            .to("accounts", "id"),
                    )
                    .check(Expr::cust("first_id < second_id"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("duplicate_settlements").to_owned())
            .await
    }
}
